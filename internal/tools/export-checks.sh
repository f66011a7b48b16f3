#!/bin/sh
# export-checks.sh DIR puts into DIR what no Debian package brings: the readers of Mermaid, draw.io, BPMN and Excalidraw, and d2, each pinned.
set -eu
dir=$1
mkdir -p "$dir"
if [ ! -e "$dir/node_modules/mermaid/dist/mermaid.min.js" ] || [ ! -e "$dir/node_modules/mxgraph/javascript/mxClient.min.js" ] ||
	[ ! -e "$dir/node_modules/bpmn-js/dist/bpmn-viewer.production.min.js" ] || [ ! -e "$dir/excalidraw.js" ]; then
	command -v npm >/dev/null || internal/tools/need.sh "opening Mermaid and draw.io files" npm
	npm install --prefix "$dir" --no-audit --no-fund --ignore-scripts --no-save mermaid@11.17.2 mxgraph@4.2.2 bpmn-js@18.31.1 \
		@excalidraw/excalidraw@0.18.1 react@18.3.1 react-dom@18.3.1 esbuild@0.25.0
	# Excalidraw comes as modules, which a page of a file may not load: its reader is put into one script.
	(cd "$dir" && echo 'export { loadFromBlob } from "@excalidraw/excalidraw"' | node_modules/.bin/esbuild --bundle --format=iife \
		--global-name=Excalidraw --define:process.env.NODE_ENV='"production"' --log-level=error --outfile=excalidraw.js)
fi
if [ ! -x "$dir/d2" ]; then
	GOBIN="$dir" go install oss.terrastruct.com/d2@v0.7.1
fi
