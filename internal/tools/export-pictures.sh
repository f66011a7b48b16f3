#!/bin/sh
# export-pictures.sh SEIKA OUT makes the pictures of docs/export.md: what other programs show of what SEIKA writes.
set -eu
seika=$1
out=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/.fonts" "$out"
cp assets/fonts/*.ttf "$work/.fonts/"
export HOME="$work"

# slides FILE NAME: as LibreOffice shows the first one
slides() {
	soffice --headless --convert-to pdf --outdir "$work" "$1" >/dev/null 2>&1
	pdftoppm -r 80 -png -singlefile "$work/$(basename "$1" .pptx).pdf" "$out/$2"
}

# shot FILE NAME WIDTH,HEIGHT: as Chromium shows a page
shot() {
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="$3" --virtual-time-budget=3000 \
		--screenshot="$out/$2.png" "file://$1" >/dev/null 2>&1
}

# paper FILE NAME PAGE DPI: a page of what LibreOffice makes of a document or workbook
paper() {
	soffice --headless --convert-to pdf --outdir "$work" "$1" >/dev/null 2>&1
	base=$(basename "$1")
	pdftoppm -r "$4" -png -f "$3" -l "$3" -singlefile "$work/${base%.*}.pdf" "$out/$2"
}

lines=testdata/lines
"$seika" convert $lines/E05.seika.txt "$out/e05.png" --scale 1.5 --findings list --lang ja
"$seika" convert $lines/E05.seika.txt "$work/e05.pptx" --findings marks --lang ja
slides "$work/e05.pptx" e05-pptx
"$seika" convert $lines/E10.seika.txt "$work/report.pdf" --to report-pdf --lang en --date 2026-11-28
pdftoppm -r 60 -png -f 1 -l 1 -singlefile "$work/report.pdf" "$out/e10-report"
"$seika" convert docs/export/j60.seika.txt "$work/j60.pdf" --page A3 --theme light
pdftoppm -r 90 -png -singlefile "$work/j60.pdf" "$out/j60-pdf"
"$seika" convert docs/export/j60.seika.txt "$work/j60.pptx"
slides "$work/j60.pptx" j60-pptx
"$seika" convert docs/export/j60.seika.txt "$work/j60.html" --lang ja
shot "$work/j60.html" j60-html 1400,800
"$seika" convert docs/export/j60.seika.txt "$work/j60.report.html" --to report-html --lang ja
shot "$work/j60.report.html" j60-report 1000,1500
"$seika" convert $lines/E10.seika.txt "$work/e10-ja.docx" --lang ja --date 2026-11-28
paper "$work/e10-ja.docx" e10-docx 1 60
"$seika" convert docs/export/j60.seika.txt "$work/j60-book.xlsx" --lang ja
paper "$work/j60-book.xlsx" j60-xlsx 1 70
