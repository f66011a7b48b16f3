// Package testdata hands the example models to the start page, and an example of each rule to who asks for it; everything
// else here is for tests alone.
package testdata

import (
	"embed"
	"strings"
)

// Examples are the example models as Seika lines: lines/E01.seika.txt and so on.
//
//go:embed lines/E*.seika.txt lines/T10.seika.txt
var Examples embed.FS

//go:embed rules/*.txtar
var fixtures embed.FS

// English is what the example models are called in English, as lines that add to theirs: gallery/E10.seika.txt and so on. There
// is none of one that is in English.
//
//go:embed gallery/*.seika.txt
var English embed.FS

//go:embed gallery/names.tsv
var names string

// OtherNames is what the deliverables in the examples of rules are called in the other language, Japanese or English. There is
// none of one whose very letters are what the rule is about.
func OtherNames() map[string]string {
	other := map[string]string{}
	for line := range strings.Lines(names) {
		if ja, en, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			other[ja], other[en] = en, ja
		}
	}
	return other
}

// Rule gives the first right and the first wrong model of the fixture of a rule, as Seika lines, each with the few words
// that stand over it. There is none of what has no fixture.
func Rule(id string) (right, wrong Example, ok bool) {
	text, err := fixtures.ReadFile("rules/" + id + ".txtar")
	if err != nil {
		return Example{}, Example{}, false
	}
	for _, part := range strings.Split("\n"+string(text), "\n-- ")[1:] {
		name, lines, _ := strings.Cut(part, " --\n")
		kind, title, _ := strings.Cut(name, ": ")
		e := Example{title, lines}
		switch {
		case kind == "ok" && right == (Example{}):
			right = e
		case kind == "bad" && wrong == (Example{}):
			wrong = e
		}
	}
	return right, wrong, true
}

// Was gives the older model that the first wrong one is compared with, or "" where the rule looks at one model.
func Was(id string) string {
	text, err := fixtures.ReadFile("rules/" + id + ".txtar")
	if err != nil {
		return ""
	}
	_, after, _ := strings.Cut(string(text), "\n-- was: bad: ")
	_, lines, _ := strings.Cut(after, " --\n")
	lines, _, _ = strings.Cut(lines, "\n-- ")
	return lines
}

// Example is a model that shows something.
type Example struct{ Title, Lines string }
