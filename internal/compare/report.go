package compare

import (
	"context"
	"slices"

	"seika/analysis"
	"seika/internal/layout"
	"seika/internal/taskview"
	"seika/model"
)

// Options say how to compare.
type Options struct {
	Rows    []Row // what was decided before
	Weights Weights
	Rules   []analysis.Rule
	Engine  layout.Engine // for the sizes of the pictures; nil leaves them out
	Study   []Trial
}

// Report is a task view beside a model.
type Report struct {
	View    *taskview.View
	Graph   *model.Graph
	Rows    []Row // what corresponds to what, along the flow
	Figures []Figure
	Against []Pair   // matched pairs that the two views order the other way round, along the flow
	Tasks   []string // activities that no row has
	Things  []model.ID
	sides   *sides
}

// Pair is two activities that the task view does one after the other, and of which the second makes what the first needs.
type Pair struct {
	First, Then string   // activities
	Needs       model.ID // made by First, of
	Made        model.ID // which is made by Then
}

// Figure is one figure of the comparison. Each side has it for all there is, and for what was stated alone; what does not exist
// is unknown, never 0.
type Figure struct {
	Part        Part
	ID          string // of its definition; the words are compare.figure.*
	Task, Thing Value
	TaskStated  Value
	ThingStated Value
	Rule        string // of a count of findings of one rule
}

// Part is what a figure is about.
type Part string

// The parts, in order.
const (
	Size       Part = "size"
	Drawing    Part = "drawing"
	Form       Part = "shape"
	Findings   Part = "findings"
	WeakSpots  Part = "weak_spots"
	Coverage   Part = "coverage"
	Agreement  Part = "agreement"
	OnlyHere   Part = "only_here"
	Compact    Part = "compactness"
	People     Part = "people"
	Matching   Part = "matching"
	fewMembers      = 5 // below, ratios say nothing
)

// Value is a number, or that there is none.
type Value struct {
	Known bool
	Ratio bool
	X     float64
}

func count(n int) Value { return Value{Known: true, X: float64(n)} }

func real(x float64) Value { return Value{Known: true, Ratio: true, X: x} }

// share is a part of a whole, unknown of nothing.
func share(n, of int) Value {
	if of == 0 {
		return Value{}
	}
	return real(float64(n) / float64(of))
}

// Of compares a task view with a model.
func Of(ctx context.Context, v *taskview.View, g *model.Graph, o Options) (*Report, error) {
	if o.Weights == (Weights{}) {
		o.Weights = Usual
	}
	s := newSides(v, g)
	r := &Report{View: v, Graph: g, sides: s, Rows: s.match(o.Rows, o.Weights)}
	all, err := measureModel(ctx, g, o)
	if err != nil {
		return nil, err
	}
	stated, err := measureModel(ctx, statedPart(g), o)
	if err != nil {
		return nil, err
	}
	r.rest()
	f := figures{Report: r, flow: newFlow(v, s.course), all: all, stated: stated}
	if err := f.list(ctx, o); err != nil {
		return nil, err
	}
	return r, nil
}

// rest finds what no row has.
func (r *Report) rest() {
	tasks, things := map[string]bool{}, map[model.ID]bool{}
	for _, x := range r.Rows {
		if x.Status != Accepted {
			continue
		}
		for _, t := range x.Tasks {
			tasks[t] = true
		}
		for _, d := range x.Deliverables {
			things[d] = true
		}
	}
	for _, w := range r.sides.works {
		if !tasks[w.id] && !w.source {
			r.Tasks = append(r.Tasks, w.id)
		}
	}
	for n := range r.Graph.Nodes() {
		if !things[n.ID] {
			r.Things = append(r.Things, n.ID)
		}
	}
}

// TaskName is what an element of the task view is called.
func (r *Report) TaskName(id string) string {
	if i, ok := r.sides.course.Find(id); ok {
		if s := r.sides.course.Steps[i]; s.Label.Text != "" {
			return s.Label.Text
		}
		return id
	}
	if d, ok := r.sides.data[id]; ok && d.Name != "" {
		return taskview.WithState(d.Name, d.State)
	}
	for _, m := range r.View.Messages {
		if m.ID == id && m.Name != "" {
			return m.Name
		}
	}
	return id
}

// Matched counts rows by what is held of them.
func (r *Report) Matched(s Status) int {
	n := 0
	for _, x := range r.Rows {
		if x.Status == s && len(x.Tasks) > 0 && len(x.Deliverables) > 0 {
			n++
		}
	}
	return n
}

// IsStated says that somebody drew or confirmed an element.
func IsStated(t model.Trace, c model.Confidence) bool {
	return t.Prov == "" || t.Prov == model.Stated || t.Prov == model.Message || c == model.Confirmed
}

// statedPart is the model of what was drawn or confirmed alone.
func statedPart(g *model.Graph) *model.Graph {
	r := model.Records{Meta: g.Meta(), Groups: slices.Collect(g.Groups())}
	kept := map[model.ID]bool{}
	for n := range g.Nodes() {
		if IsStated(n.Trace, n.Confidence) {
			kept[n.ID] = true
		}
	}
	for n := range g.Nodes() {
		if kept[n.ID] {
			if !kept[n.Revises] {
				n.Revises = ""
			}
			r.Nodes = append(r.Nodes, n)
		}
	}
	for p := range g.Groups() {
		kept[p.ID] = true
	}
	for x := range g.Relations() {
		switch {
		case !kept[x.From] || !kept[x.To] || !IsStated(x.Trace, x.Confidence):
		case x.Kind == model.IO:
			r.IO = append(r.IO, x)
		default:
			r.Sync = append(r.Sync, x)
		}
	}
	part, bad := model.Build(r)
	if len(bad) > 0 {
		panic("a part of a model is none: " + bad[0].Error())
	}
	return part
}
