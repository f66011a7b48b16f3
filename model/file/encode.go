package file

import (
	"iter"
	"strconv"

	"seika/model"
)

// Encode writes the one canonical form of a model. A model that is Newer keeps its version number, but is not for saving.
func Encode(g *model.Graph) []byte {
	w := &writer{b: make([]byte, 0, sizeGuess(g))}
	w.meta(g.Meta())
	writeRows(w, nodesName, g.Nodes(), func(n *model.Node) { writeRecord(w, nodeTable, n) })
	writeRows(w, ioName, relations(g, model.IO), func(r *model.Relation) { writeRecord(w, ioTable, r) })
	writeRows(w, syncName, relations(g, model.Sync), func(r *model.Relation) { writeRecord(w, syncTable, r) })
	writeRows(w, groupsName, g.Groups(), func(p *model.Group) { writeRecord(w, groupTable, p) })
	writeRows(w, phasesName, g.Phases(), func(p *model.Phase) { writeRecord(w, phaseTable, p) })
	writeRows(w, answersName, g.Answers(), func(a *model.Answer) { writeRecord(w, answerTable, a) })
	writeRows(w, proposalsName, g.Proposals(), w.proposal)
	if g.NodeCount() == 0 && g.Meta().Extra != "" {
		w.line(nodesName)
		w.b = append(w.b, "[]"...) // else what a newer version knows would be all there is, and refused as no model of Seika
	}
	for _, m := range g.Meta().Extra.Members() {
		w.line(m.Name)
		w.b = append(w.b, m.Value...)
	}
	w.b = append(w.b, "\n}\n"...)
	return w.b
}

// sizeGuess is about what a model takes with the usual attributes.
func sizeGuess(g *model.Graph) int {
	const node, relation, rest = 250, 50, 4096
	return node*g.NodeCount() + relation*g.RelationCount() + rest
}

func relations(g *model.Graph, k model.RelationKind) iter.Seq[model.Relation] {
	return func(yield func(model.Relation) bool) {
		for r := range g.Relations() {
			if r.Kind == k && !yield(r) {
				return
			}
		}
	}
}

type writer struct{ b []byte }

// line begins a member of the document.
func (w *writer) line(name string) {
	if w.b[len(w.b)-1] != '{' {
		w.b = append(w.b, ",\n"...)
	}
	w.b = model.Quote(w.b, name)
	w.b = append(w.b, ':')
}

func (w *writer) meta(m model.Meta) {
	m.Version = max(m.Version, Version)
	w.b = append(w.b, '{')
	before := "\n"
	for i := range metaTable.fields {
		if writeMember(w, metaTable, i, &m, before) {
			before = ",\n"
		}
	}
}

// writeRows writes an array of the document, a row a line.
func writeRows[T any](w *writer, name string, all iter.Seq[T], one func(*T)) {
	first := true
	for r := range all {
		if first {
			w.line(name)
			w.b = append(w.b, "[\n"...)
			first = false
		} else {
			w.b = append(w.b, ",\n"...)
		}
		one(&r)
	}
	if !first {
		w.b = append(w.b, "\n]"...)
	}
}

func writeRecord[T any](w *writer, t *table[T], r *T) {
	w.b = append(w.b, '{')
	writeMembers(w, t, r, "")
	w.b = append(w.b, '}')
}

// writeMembers writes the known and unknown members of a record.
func writeMembers[T any](w *writer, t *table[T], r *T, before string) {
	for i := range t.fields {
		if writeMember(w, t, i, r, before) {
			before = ","
		}
	}
	if extra := *t.extra(r); extra != "" {
		w.b = append(w.b, before...)
		w.b = append(w.b, extra...)
	}
}

// writeMember writes a member that is not at its default, and says whether it did.
func writeMember[T any](w *writer, t *table[T], i int, r *T, before string) bool {
	f := &t.fields[i]
	switch f.Type {
	case model.Listed:
		l := f.List(r)
		if l.Empty() {
			return false
		}
		w.b = append(append(w.b, before...), t.heads[i]...)
		w.list(l.Items())
		return true
	case model.Traced:
		if *f.Trace(r) == (model.Trace{}) {
			return false
		}
		w.b = append(append(w.b, before...), t.heads[i]...)
		writeRecord(w, traceTable, f.Trace(r))
		return true
	default:
	}
	s := f.Get(r)
	if s == "" && !f.Always {
		return false
	}
	w.b = append(append(w.b, before...), t.heads[i]...)
	w.value(f.Type, f.Name, s)
	return true
}

func (w *writer) value(t model.Type, name, s string) {
	switch t {
	case model.Text, model.Ref, model.Choice, model.Duration, model.Frequency:
		w.b = model.Quote(w.b, s)
	case model.Flag, model.Raw:
		w.b = append(w.b, s...)
	case model.Count:
		if name == confName {
			s = fraction(s)
		}
		w.b = append(w.b, s...)
	case model.Multiple:
		if s == model.Any {
			w.b = model.Quote(w.b, s)
			return
		}
		w.b = append(w.b, s...)
	case model.Spot:
		w.b = append(append(append(w.b, '['), s...), ']')
	default:
		panic("a member of a type that is not written as text")
	}
}

// fraction is hundredths as a number with at most two decimals.
func fraction(hundredths string) string {
	n, err := strconv.Atoi(hundredths)
	if err != nil {
		panic("hundredths are no number: " + hundredths)
	}
	return strconv.FormatFloat(float64(n)/whole, 'f', -1, 64)
}

func (w *writer) list(items []string) {
	w.b = append(w.b, '[')
	for i, s := range items {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		w.b = model.Quote(w.b, s)
	}
	w.b = append(w.b, ']')
}

func (w *writer) proposal(p *model.Proposal) {
	w.b = append(w.b, `{"`+asName+`":"`...)
	w.b = append(w.b, p.As...)
	w.b = append(w.b, '"')
	switch p.As {
	case model.AsNode:
		writeMembers(w, nodeTable, &p.Node, ",")
	case model.AsIO:
		writeMembers(w, ioTable, &p.Relation, ",")
	case model.AsSync:
		writeMembers(w, syncTable, &p.Relation, ",")
	default:
		panic("a proposal of nothing")
	}
	w.b = append(w.b, '}')
}
