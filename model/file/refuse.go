package file

import (
	"cmp"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// build makes the model of what was read, or notes everything that keeps it from being one.
func (r *reader) build() *model.Graph {
	version := r.records.Meta.Version
	var g *model.Graph
	// Behind a fault of the notation or a passed limit rows are missing, which would look like further faults.
	if !r.j.Broken() && !r.passed() {
		r.aModel()
		settle(&r.records)
		var bad []model.Refusal
		g, bad = model.Build(r.records)
		r.refuse(bad)
	}
	for _, row := range r.faulty {
		for i := row.first; i < row.next; i++ {
			r.in.Problems[i].At = r.label(row.table, row.index)
		}
	}
	if version > Version && len(r.in.Problems) > 0 && !r.j.Broken() {
		r.in.Add(r.place(r.begin, versionName), "", lang.M("file.newer", "n", version, "ours", Version))
	}
	slices.SortStableFunc(r.in.Problems, func(a, b source.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return g
}

// passed notes the limits that the rows have passed.
func (r *reader) passed() bool {
	was := false
	for i, at := range r.tally {
		if at.begin == 0 {
			continue
		}
		was = true
		t := model.Table(i)
		what, _ := r.in.Limits.Over(limit(t), at.n)
		if t != model.Nodes && t != model.IOs {
			what = lang.M("file.rows", "n", source.Count(at.n))
		}
		r.in.Add(at.begin, "", what)
	}
	return was
}

// aModel notes a document that says no version, or nothing at all that a model says: by this other JSON is told from a model. Much
// of it has a version, and taken for an empty model it would be lost with the next save.
func (r *reader) aModel() {
	if r.in.Data[r.begin] != '{' {
		return
	}
	if _, _, said := r.in.Member(r.begin, versionName); !said {
		r.in.Add(r.begin, "", lang.M("file.no_version"))
		return
	}
	m := r.records.Meta
	foreign := m.Extra != ""
	m.Version, m.Extra = 0, ""
	if foreign && !r.tabled && m == (model.Meta{}) {
		r.in.Add(r.begin, "", lang.M("file.no_model"))
	}
}

// refuse notes what the model refuses, where the file has it. Where reading found a fault already, the model only sees what
// followed from it.
func (r *reader) refuse(bad []model.Refusal) {
	type spot struct{ line, col int }
	known := map[spot]bool{}
	for _, p := range r.in.Problems {
		known[spot{p.Line, p.Col}] = true
	}
	for _, b := range bad {
		if r.in.More > 0 {
			r.in.More++
			continue
		}
		object, label := r.begin, ""
		if b.Index >= 0 {
			object, label = r.begins[b.Table][b.Index], r.label(b.Table, b.Index)
		}
		at := r.place(object, b.Member)
		line, col := r.in.Place(at)
		if !known[spot{line, col}] {
			r.in.Add(at, label, clipped(b.What))
		}
	}
}

// place is where the value of an object's member begins; the object itself where it has none. The model sorts the ends of
// a sync, the file need not.
func (r *reader) place(object int, name string) int {
	if name == "" {
		return object
	}
	if name == "a" || name == "b" {
		_, a, _ := r.in.Member(object, "a")
		_, b, _ := r.in.Member(object, "b")
		if a > b {
			name = map[string]string{"a": "b", "b": "a"}[name]
		}
	}
	if at, _, ok := r.in.Member(object, name); ok {
		return at
	}
	return object
}

// label is how people are told of a row.
func (r *reader) label(t model.Table, i int) string {
	rec := &r.records
	switch t {
	case model.Nodes:
		return clip(cmp.Or(rec.Nodes[i].Name, string(rec.Nodes[i].ID)))
	case model.Groups:
		return clip(cmp.Or(rec.Groups[i].Name, string(rec.Groups[i].ID)))
	case model.Phases:
		return clip(cmp.Or(rec.Phases[i].Name, string(rec.Phases[i].ID)))
	case model.IOs:
		return r.relation(rec.IO[i].Ends)
	case model.Syncs:
		return r.relation(model.SyncEnds(rec.Sync[i].From, rec.Sync[i].To))
	case model.Answers:
		return r.answer(rec.Answers[i].Question)
	case model.Proposals:
		if p := &rec.Proposals[i]; p.As != model.AsNode {
			return r.relation(p.Relation.Ends)
		}
		return clip(cmp.Or(rec.Proposals[i].Node.Name, string(rec.Proposals[i].Node.ID)))
	default:
		return ""
	}
}

func (r *reader) relation(e model.Ends) string {
	mark := " > "
	if e.Kind == model.Sync {
		mark = " = "
	}
	if e.From == "" && e.To == "" {
		return ""
	}
	return clip(r.name(e.From)) + mark + clip(r.name(e.To))
}

func (r *reader) answer(q model.Question) string {
	var at []string
	for _, id := range q.Anchors.Items() {
		at = append(at, r.name(model.ID(id)))
	}
	return clip(strings.TrimSpace(q.Rule + " " + strings.Join(at, ", ")))
}

// name is what a deliverable or group is called, else its id.
func (r *reader) name(id model.ID) string {
	if r.names == nil {
		r.names = map[model.ID]string{}
		// From the back: of two with one id the first counts.
		for _, g := range slices.Backward(r.records.Groups) {
			r.names[g.ID] = g.Name
		}
		for _, n := range slices.Backward(r.records.Nodes) {
			r.names[n.ID] = n.Name
		}
	}
	return cmp.Or(r.names[id], string(id))
}
