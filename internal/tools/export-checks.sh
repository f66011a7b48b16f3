#!/bin/sh
# export-checks.sh DIR puts into DIR what no Debian package brings: the readers of Mermaid and draw.io, and d2, each pinned.
set -eu
dir=$1
mkdir -p "$dir"
if [ ! -e "$dir/node_modules/mermaid/dist/mermaid.min.js" ] || [ ! -e "$dir/node_modules/mxgraph/javascript/mxClient.min.js" ] ||
	[ ! -e "$dir/node_modules/bpmn-js/dist/bpmn-viewer.production.min.js" ]; then
	command -v npm >/dev/null || internal/tools/need.sh "opening Mermaid and draw.io files" npm
	npm install --prefix "$dir" --no-audit --no-fund --ignore-scripts --no-save mermaid@11.17.2 mxgraph@4.2.2 bpmn-js@18.31.1
fi
if [ ! -x "$dir/d2" ]; then
	GOBIN="$dir" go install oss.terrastruct.com/d2@v0.7.1
fi
