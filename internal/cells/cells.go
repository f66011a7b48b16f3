// Package cells turns records of a model into named texts, as cells of tables and attributes of drawings hold them, and back.
// It goes by the member lists of package model, so that neither way can lack a member. It knows no format.
package cells

import (
	"slices"

	"seika/model"
)

// Cell is one member of a record: its name and its text, never empty.
type Cell struct{ Name, Text string }

// The cells that say what a record is. Names of all others are those of the members in a document.
const (
	Record = "record" // one of the records below
	Kind   = "kind"   // tangible, intangible; io, sync; area, composite
	From   = "from"   // of both relations
	To     = "to"
)

// The records that have cells. Phases, answers and proposals have none: they make sense only inside the document.
const (
	IsDocument    = "document"
	IsDeliverable = "deliverable"
	IsRelation    = "relation"
	IsGroup       = "group"
)

// Choice says what goes out with a record.
type Choice uint8

// The choices.
const (
	Shown   Choice = iota // without what is private
	Private               // with it
)

// OfNode lists the cells of a deliverable, the kind of record first. Traces of an import, places and unknown members have no
// cells.
func OfNode(n model.Node, c Choice) []Cell {
	return list(IsDeliverable, said(model.KindWords, string(n.Kind)), model.NodeFields, &n, c)
}

// OfRelation lists the cells of a relation. The ends of a sync are from and to as well.
func OfRelation(r model.Relation, c Choice) []Cell {
	kind := "io"
	if r.Kind == model.Sync {
		kind = "sync"
	}
	return list(IsRelation, kind, model.RelationFields(r.Kind), &r, c)
}

// OfGroup lists the cells of a group.
func OfGroup(g model.Group, c Choice) []Cell {
	return list(IsGroup, said(model.GroupKindWords, string(g.Kind)), model.GroupFields, &g, c)
}

// OfMeta lists the cells of the document itself.
func OfMeta(m model.Meta, c Choice) []Cell {
	return list(IsDocument, "", model.MetaFields, &m, c)
}

// said is the word for a value that is a default.
func said(words []model.Word, value string) string {
	for _, w := range words {
		if w.Value == value {
			return w.EN
		}
	}
	return value
}

func list[T any](record, kind string, fields []model.Field[T], r *T, c Choice) []Cell {
	out := make([]Cell, 0, 10)
	out = append(out, Cell{Record, record})
	if kind != "" {
		out = append(out, Cell{Kind, kind})
	}
	for i := range fields {
		f := &fields[i]
		if !carried(f) || f.Name == Kind || f.Name == "private" && c != Private {
			continue
		}
		if text := get(f, r); text != "" {
			out = append(out, Cell{column(f.Name), text})
		}
	}
	return out
}

// carried says that a member has a cell.
func carried[T any](f *model.Field[T]) bool {
	return f.Type != model.Spot && f.Type != model.Traced && f.Type != model.Raw && f.Name != "version" && f.Name != "folded" && f.Name != "pin"
}

// column is the cell of a member: a sync names its ends otherwise.
func column(member string) string {
	switch member {
	case "a":
		return From
	case "b":
		return To
	default:
		return member
	}
}

func get[T any](f *model.Field[T], r *T) string {
	if f.List != nil {
		return Join(f.List(r).Items())
	}
	return f.Get(r)
}

// first are the columns that people look for.
var first = []string{
	Record, "id", Kind, "name", "nameAlt", "scope", "goal", "in", "owner", From, To, "label", "note", "ask", "confidence",
}

// Columns lists all cells of deliverables, relations and groups, in the order of a table.
func Columns(c Choice) []string {
	out := slices.Clone(first)
	out = columns(out, model.NodeFields, c)
	out = columns(out, model.IOFields, c)
	out = columns(out, model.SyncFields, c)
	return columns(out, model.GroupFields, c)
}

func columns[T any](out []string, fields []model.Field[T], c Choice) []string {
	for i := range fields {
		name := column(fields[i].Name)
		if carried(&fields[i]) && !slices.Contains(out, name) && (name != "private" || c == Private) {
			out = append(out, name)
		}
	}
	return out
}
