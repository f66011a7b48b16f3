package panel

import (
	"slices"
	"strings"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
)

// Sift says which questions a list shows. The zero value shows all of them.
type Sift struct {
	State  State
	Least  analysis.Severity // none below
	Family string            // the first letter of rules
	Only   []model.ID        // about one of these; nil is no matter what about
	Text   string            // in the question, or the rule
}

// State is what became of a question.
type State uint8

// The states.
const (
	AnyState State = iota
	Open
	Asked    // to be asked somebody
	Answered // whatever the answer was
	Gone     // since the document was opened
)

// Resolved is the status of a question that is gone since the document was opened. It is never stored.
const Resolved model.Status = "resolved"

// On says that something may be left out.
func (s Sift) On() bool {
	return s.State != AnyState || s.Least > analysis.Info || s.Family != "" || s.Only != nil || s.Text != ""
}

// Keeps says that the list shows a finding; said is how it reads.
func (s Sift) Keeps(f analysis.Finding, said func() string) bool {
	switch {
	case s.State == Open && f.Status != analysis.Open,
		s.State == Asked && f.Status != model.Asked,
		s.State == Answered && f.Counted(),
		s.State == Gone && f.Status != Resolved,
		f.Severity < s.Least,
		!strings.HasPrefix(f.Rule, s.Family):
		return false
	}
	if s.Only != nil && !slices.ContainsFunc(f.At, func(id model.ID) bool { return slices.Contains(s.Only, id) }) {
		return false
	}
	return s.Text == "" || strings.Contains(model.Key(f.Rule+" "+said()), model.Key(s.Text))
}

// option is one of what a chooser offers.
type option[T any] struct {
	value T
	word  lang.Msg
}

// What can be chosen.
var (
	stateOptions = []option[State]{
		{AnyState, lang.M("sift.state.any")},
		{Open, lang.M("sift.state.open")},
		{Asked, lang.M("sift.state.asked")},
		{Answered, lang.M("sift.state.answered")},
		{Gone, lang.M("sift.state.gone")},
	}
	severityOptions = []option[analysis.Severity]{
		{0, lang.M("sift.severity.any")},
		{analysis.High, lang.M("sift.severity.high")},
		{analysis.Medium, lang.M("sift.severity.medium")},
		{analysis.Low, lang.M("sift.severity.low")},
	}
	familyOptions = []option[string]{
		{"", lang.M("sift.family.any")},
		{"N", lang.M("sift.family.inputs")},
		{"K", lang.M("sift.family.know_how")},
		{"S", lang.M("sift.family.sync")},
		{"U", lang.M("sift.family.flow")},
		{"I", lang.M("sift.family.structure")},
		{"A", lang.M("sift.family.attributes")},
	}
)

// optionChooser offers options in a language; chosen takes what somebody chose.
func optionChooser[T comparable](l lang.Lang, options []option[T], at T, command command, chosen func(T)) *Chooser {
	var names []string
	now := 0
	for i, o := range options {
		names = append(names, o.word.In(l))
		if o.value == at {
			now = i
		}
	}
	c := NewChooser(names, command)
	c.SetSelectedIndex(now)
	c.OnChanged = func(string) {
		if i := c.SelectedIndex(); i >= 0 {
			chosen(options[i].value)
		}
	}
	return c
}
