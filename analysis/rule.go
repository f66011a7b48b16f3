package analysis

import (
	"context"
	"slices"

	"seika/model"
)

// Rule is one thing to look for. It is a value: what people may set, answer and repair stands beside the function that
// looks.
type Rule struct {
	ID, Slug string
	Variants []Variant // the plain one first
	Presets  Presets
	Needs    []string // structure, label, tag, or names of members
	Settings []Setting
	Hides    []string // rules whose findings on the same element this one makes needless
	Answer   Form
	Choices  []string // where Answer is Choice: the options, keys of their words
	Writes   string   // the member an answer goes to; "" is relations, or nothing
	Fixes    []Repair
	Run      func(*Pass)
	// Accept turns what somebody said into a command. nil, nil: nothing is to be written, the sentence itself is the answer.
	Accept func(Case) (model.Command, error)
}

// Variant is a way a rule can fire. "" is the plain one.
type Variant struct {
	Name     string
	Severity Severity
	Answer   Form // "" is the rule's
}

// Form is the form of answer to a finding of the variant.
func (r Rule) Form(variant string) Form {
	for _, v := range r.Variants {
		if v.Name == variant && v.Answer != "" {
			return v.Answer
		}
	}
	return r.Answer
}

// Severity is that of a variant before settings.
func (r Rule) Severity(variant string) Severity {
	for _, v := range r.Variants {
		if v.Name == variant {
			return v.Severity
		}
	}
	return r.Variants[0].Severity
}

// Form is what the answer to a question is.
type Form string

// The forms.
const (
	Nouns  Form = "nouns"  // deliverables, as in the entry bar
	Name   Form = "name"   // a person or unit
	Number Form = "number" // how long, how often
	Choice Form = "choice" // one of two or three options
	Pick   Form = "pick"   // one of the deliverables
	Text   Form = "text"   // a sentence
)

// Presets is a set of presets.
type Presets uint8

// The sets a rule may be in; every rule is in "all".
const (
	Workshop Presets = 1 << iota
	Delivery
	Research
)

// The presets by name, as people choose them.
const (
	PresetWorkshop = "workshop"
	PresetDelivery = "delivery"
	PresetResearch = "research"
	PresetAll      = "all"
)

// PresetNames lists the presets, the default first.
var PresetNames = []string{PresetWorkshop, PresetDelivery, PresetResearch, PresetAll}

// In says whether a preset of that name has the rule.
func (r Rule) In(preset string) bool {
	switch preset {
	case PresetAll:
		return true
	case PresetWorkshop:
		return r.Presets&Workshop != 0
	case PresetDelivery:
		return r.Presets&Delivery != 0
	case PresetResearch:
		return r.Presets&Research != 0
	default:
		return false
	}
}

// Setting is a number of a rule that people may change.
type Setting struct {
	Name     string
	Default  int
	Min, Max int
}

// Repair is a way to remove the cause of a finding. The first of a rule is the preferred one.
type Repair struct {
	ID    string
	Wants Form     // what has to be said first; "" is nothing
	May   []string // rules of the same or higher severity that may come up in its place
	// Make gives the command, or nil where the repair does not fit this finding.
	Make func(Case) model.Command
}

// Case is a finding somebody wants to do something about.
type Case struct {
	Graph   *model.Graph
	Finding Finding
	Text    string       // what was typed or chosen; may be empty for repairs that want nothing
	Pick    model.ID     // what was picked on the picture; "" leaves it to the rule
	Entropy []byte       // at least 8 bytes, for the id of a new deliverable without a name
	Sign    model.Answer // By and On go into a kept answer
}

// Fix is a repair of one finding, ready to be shown as a ghost and done as one undo step.
type Fix struct {
	ID        string
	Preferred bool
	Wants     Form          // not empty: words are still missing and there is no command yet
	Command   model.Command // an ordinary, undoable command
	May       []string
}

// FixesOf lists what can be done about a finding of the rule, preferred first. Only what helps is offered: after it the
// finding is gone, or about less.
func (r Rule) FixesOf(ctx context.Context, c Case) ([]Fix, error) {
	var out []Fix
	for i, f := range r.Fixes {
		fix := Fix{ID: f.ID, Preferred: i == 0, May: f.May}
		if f.Wants != "" && c.Text == "" && c.Pick == "" {
			fix.Wants = f.Wants
			out = append(out, fix)
			continue
		}
		if fix.Command = f.Make(c); fix.Command == nil {
			continue
		}
		next, change, err := model.Try(c.Graph, fix.Command)
		if err != nil || change.Empty() {
			continue
		}
		left, err := Run(ctx, Input{Graph: next, Before: c.Finding.Was(), Rules: []Rule{r}, Options: Options{Preset: PresetAll}})
		if err != nil {
			return nil, err
		}
		if helps(c.Finding, left.Findings) {
			out = append(out, fix)
		}
	}
	return out, nil
}

// helps says that a finding is not among those left, or lost an element that it was about or that proved it.
func helps(f Finding, left []Finding) bool {
	i := slices.IndexFunc(left, func(x Finding) bool { return x.Key == f.Key })
	if i < 0 {
		return true
	}
	now := map[model.ID]bool{}
	for _, id := range left[i].At {
		now[id] = true
	}
	for _, r := range left[i].Related {
		now[r.ID] = true
	}
	return len(left[i].Gone()) < len(f.Gone()) || slices.ContainsFunc(f.At, func(id model.ID) bool { return !now[id] }) ||
		slices.ContainsFunc(f.Related, func(r Related) bool { return !now[r.ID] })
}
