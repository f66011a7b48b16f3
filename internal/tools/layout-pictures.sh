#!/bin/sh
# layout-pictures.sh SEIKA FOLDER draws ten examples with both engines, ours above Graphviz's, as small PNG files.
set -eu
seika=$1
folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"
for model in testdata/lines/E05 testdata/lines/E09 testdata/lines/E10 testdata/lines/E11 testdata/lines/T10 \
	testdata/layout/pictures/to-be testdata/layout/pictures/service-plan testdata/layout/pictures/twenty \
	testdata/layout/pictures/thirty-in-groups testdata/layout/pictures/forty-five-in-groups; do
	name=$(basename "$model")
	for engine in layered graphviz; do
		"$seika" layout "$model.seika.txt" -o "$work/$engine.seika" --engine $engine --metrics >"$work/$engine.json"
		grep -q "\"engine\":\"$engine\"" "$work/$engine.json" || { echo "$model: $engine did not do it" >&2; exit 1; }
		"$seika" convert "$work/$engine.seika" "$work/$engine.png" --legend off --scale 1
	done
	convert "$work/layered.png" -bordercolor white -border 8 "$work/above.png"
	convert "$work/graphviz.png" -bordercolor white -border 8 "$work/below.png"
	convert "$work/above.png" "$work/below.png" -background '#888888' -splice 0x2 -append -resize '1400x1400>' -colors 64 -strip "$folder/$name.png"
	echo "$folder/$name.png"
done
