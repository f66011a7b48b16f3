// Package report says to people and programs what an analysis found: findings as text, JSON, SARIF and marks on the picture,
// and the figures of a model. It knows neither rules nor files: it is given reports, names and lines, and writes.
//
// What somebody wrote in an answer, and about whom, stays out unless it is asked for. Same models, same bytes.
package report

import (
	"strings"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/model"
)

// File is a model that was checked.
type File struct {
	Name   string // as people named it
	URI    string // relative, for programs
	Graph  *model.Graph
	Report analysis.Report
	Lines  map[model.ID]int // in which line of the file an element stands, as far as it is known
}

// line is where a finding is shown: at its marked element, else at the start.
func (f File) line(at []model.ID) int {
	if len(at) > 0 {
		if n := f.Lines[at[0]]; n > 0 {
			return n
		}
	}
	return 1
}

// Options say how findings are written.
type Options struct {
	Lang    lang.Lang
	Verbose bool // everything there is, hidden findings included
	Notes   bool // what people wrote in answers as well
	// Fixes lists the ids of what can be done about a finding; only a verbose report asks.
	Fixes func(*model.Graph, analysis.Finding) ([]string, error)
}

// severities are those of counts, the worst first.
var severities = []analysis.Severity{analysis.Error, analysis.High, analysis.Medium, analysis.Low, analysis.Info}

// labels are the names of what a finding is about, whole; what has none has an empty one.
func labels(g *model.Graph, ids []model.ID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = label(g, id)
	}
	return names
}

func label(g *model.Graph, id model.ID) string {
	if n, ok := g.Node(id); ok {
		return n.Name
	}
	if p, ok := g.Group(id); ok {
		return p.Name
	}
	return g.Label(id)
}

// Marks are the badges of findings that wait for an answer: one for each element, as severe as the worst, in the order of
// the list. The questions of an element stand on lines of their own.
func Marks(l lang.Lang, g *model.Graph, findings []analysis.Finding) []diagram.Mark {
	marks, about := badges(findings)
	for i, list := range about {
		var asked []string
		for _, f := range list {
			if q := text.Question(l, g, *f); q != "" {
				asked = append(asked, q)
			}
		}
		marks[i].Question = strings.Join(asked, "\n")
	}
	return marks
}

// Badges are Marks without the words of their questions: for a screen, which shows none and is drawn often.
func Badges(findings []analysis.Finding) []diagram.Mark {
	marks, _ := badges(findings)
	return marks
}

// badges also gives the findings that each mark stands for.
func badges(findings []analysis.Finding) (marks []diagram.Mark, about [][]*analysis.Finding) {
	at := map[model.ID]int{}
	for k := range findings {
		f := &findings[k]
		if !f.Counted() || len(f.At) == 0 {
			continue
		}
		i, ok := at[f.At[0]]
		if !ok {
			i = len(marks)
			at[f.At[0]] = i
			marks = append(marks, diagram.Mark{At: f.At[0], Severity: Weight(f.Severity), Rule: f.Rule})
			about = append(about, nil)
		}
		about[i] = append(about[i], f)
		marks[i].Count++
		marks[i].Severity = max(marks[i].Severity, Weight(f.Severity))
	}
	return marks, about
}

// Numbered gives marks numbers from 1, so that a list beside the picture can refer to them.
func Numbered(marks []diagram.Mark) []diagram.Mark {
	for i := range marks {
		marks[i].Number = i + 1
	}
	return marks
}

// Weight is how a severity is drawn.
func Weight(s analysis.Severity) diagram.Severity {
	switch s {
	case analysis.Error:
		return diagram.Error
	case analysis.High:
		return diagram.High
	case analysis.Medium:
		return diagram.Medium
	case analysis.Low:
		return diagram.Low
	case analysis.Info:
		return diagram.Info
	default:
		panic("unknown severity")
	}
}
