package mermaid

import (
	"bytes"
	"regexp"

	"seika/internal/lang"
	"seika/internal/source"
)

// fence begins a diagram in a page of Markdown, of wikis too; chart begins one that is a flowchart, behind what may head it.
var (
	fence = regexp.MustCompile("^(```+|~~~+|:::)[ \t]*\\{?\\.?mermaid\\b")
	chart = regexp.MustCompile(`(?m)^[ \t]*(?:flowchart|graph)(?:[ \t;]|$)`)
)

// inPage leaves of a page of Markdown the first flowchart, each byte of it where it was. That there are others is told.
func inPage(in *source.Input) (others int) {
	begin, sign := -1, []byte(nil)
	var found [2]int
	at := 0
	for line := range bytes.Lines(in.Data) {
		end := at + len(line)
		rest := line
		for len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') { // a file may hold nothing but blanks and line ends
			rest = rest[1:]
		}
		var m [][]byte
		if begin < 0 && len(rest) > 0 && (rest[0] == '`' || rest[0] == '~' || rest[0] == ':') {
			m = fence.FindSubmatch(rest)
		}
		switch {
		case m != nil:
			begin, sign = end, m[1]
		case begin >= 0 && bytes.HasPrefix(rest, sign):
			if chart.Match(in.Data[begin:at]) {
				if found[1] > 0 {
					others++
				} else {
					found = [2]int{begin, at}
				}
			}
			begin = -1
		}
		at = end
	}
	if found[1] == 0 {
		return 0
	}
	only := bytes.Repeat([]byte(" "), len(in.Data))
	for i, c := range in.Data {
		if c == '\n' || i >= found[0] && i < found[1] {
			only[i] = c
		}
	}
	in.Data = only
	return others
}

// aside tells that a page has other flowcharts.
func (r *reader) aside(others int) {
	if others > 0 {
		r.in.Add(0, "", lang.M("import.mermaid.others", "n", others))
	}
}
