package table

import (
	"cmp"
	"slices"
	"strings"

	"seika/internal/cells"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/model"
)

// Tables that people keep for themselves say kinds in words of theirs, tick, count their rows, name a deliverable in several of
// them, and know groups by name alone. Tables that say what each row is are ours, and are held to the letter.

// unread are the cells of a column that say nothing a model can have there.
type unread struct {
	title, text string // of the first of them
	offset, n   int
}

// deliverable takes a row that stands for one.
func (t *Table) deliverable(list []cells.Cell, at importer.At) {
	if t.records {
		n, bad := cells.Node(list)
		t.d.Bad(at, n.Name, bad)
		t.d.Node(t.ref(string(n.ID), n.Name), at, n)
		return
	}
	n, bad := cells.Node(t.plainly(list, at))
	for _, b := range bad {
		t.pass(b.Name, importer.Value(list, b.Name), at(b.Name))
	}
	ref := t.ref(string(n.ID), n.Name)
	if !n.ID.Valid() {
		n.ID = "" // a number: the table may call it so
	}
	in := n.In
	key := model.Key(n.Name)
	same := t.rows[key]
	if n.Name == "" {
		same = t.last
	}
	if same != nil && ref == n.Name {
		t.add(same, n, list, at)
		t.last = same
	} else {
		t.last = t.d.Node(ref, at, n)
	}
	if in != "" {
		t.grouped = append(t.grouped, within{t.last, string(in), at("in")})
	}
	if ref == n.Name && n.Name != "" {
		t.rows[key] = t.last
	}
}

// plainly puts the words that a model has in place of those that people say for kinds, and of ticks.
func (t *Table) plainly(list []cells.Cell, at importer.At) []cells.Cell {
	var out []cells.Cell
	for _, c := range list {
		switch c.Name {
		case cells.Kind, "subtype", "scope", "goal":
		case "owner", "holders", "usedBy":
			if !model.ID(importer.Value(list, "id")).Valid() { // else it may be ours, in which a comma belongs to a name
				c.Text = strings.NewReplacer(",", ";", "，", ";", "、", ";").Replace(c.Text)
			}
			out = append(out, c)
			continue
		default:
			out = append(out, c)
			continue
		}
		ticked, yes := cells.Ticked(c.Text)
		switch mark := cells.MarkOf(c.Text); {
		case mark == cells.Intangible:
			out = append(out, cells.Cell{Name: cells.Kind, Text: string(model.Intangible)})
		case mark == cells.External || yes && c.Name == "scope":
			out = append(out, cells.Cell{Name: "scope", Text: string(model.External)})
		case mark == cells.Goal || yes && c.Name == "goal":
			out = append(out, cells.Cell{Name: "goal", Text: "true"})
		case mark != cells.NoMark || ticked && c.Name != "subtype":
		case c.Name == cells.Kind:
			t.pass(c.Name, c.Text, at(c.Name))
		default:
			out = append(out, c)
		}
	}
	return out
}

// pass notes a cell that is left out.
func (t *Table) pass(column, text string, offset int) {
	for _, u := range t.unread {
		if u.title == column {
			u.n++
			return
		}
	}
	t.unread = append(t.unread, &unread{title: column, text: text, offset: offset, n: 1})
}

// add has one more row say something of a deliverable. What it says otherwise is left out.
func (t *Table) add(n *model.Node, more model.Node, list []cells.Cell, at importer.At) {
	for i := range model.NodeFields {
		f := &model.NodeFields[i]
		switch {
		case f.List != nil:
			*f.List(n) = model.NewList(union(f.List(n).Items(), f.List(&more).Items())...)
		case f.Get == nil || f.Get(&more) == "" || f.Name == "name" || f.Name == "id":
		case f.Get(n) == "":
			f.Set(n, f.Get(&more))
		case f.Get(n) != f.Get(&more):
			t.pass(f.Name, importer.Value(list, f.Name), at(f.Name))
		}
	}
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// tell says what was left out, once for each column.
func (t *Table) tell() {
	for _, u := range t.unread {
		title := u.title
		for _, c := range t.columns {
			if c.name == title {
				title = c.title
			}
		}
		t.d.Note(u.offset, "", lang.M("import.table.cells", "n", u.n, "title", clip(title), "x", clip(u.text)))
	}
	t.unread = nil
}

// within is the group that a deliverable says it is in.
type within struct {
	n      *model.Node
	group  string
	offset int
}

// groups makes the groups that deliverables are in and that have no rows of their own. What is “in” a deliverable goes into it: it is its
// input that was meant.
func (t *Table) groups() {
	for _, w := range t.grouped {
		switch {
		case t.d.Grouped(w.group):
		case t.named[model.Key(w.group)]:
			w.n.In = ""
			t.joined = append(t.joined, joined{cells.Inputs, cmp.Or(string(w.n.ID), w.n.Name), w.group, w.offset})
		default:
			t.d.Group(w.group, importer.Always(w.offset), model.Group{Name: w.group})
		}
	}
}

// counts says that a title is that of numbers that count the rows.
func counts(title string) bool {
	switch strings.TrimSuffix(model.Key(title), ".") {
	case "no", "nr", "num", "#", "№", "番号", "項番", "連番", "通番", "項目番号", "行":
		return true
	default:
		return false
	}
}
