// Package table makes a model of rows of cells, wherever they come from: text, a spreadsheet, the clipboard. The first row
// holds titles.
package table

import (
	"slices"
	"strings"

	"seika/internal/cells"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Cell is a cell of a row, and the byte at which it begins.
type Cell struct {
	Text   string
	Offset int
	Merged bool // it is one with a cell above, which says this
}

// Table takes rows one by one.
type Table struct {
	Exact bool // cells are what they say: nobody put an apostrophe before a formula

	d       *importer.Draft
	columns []column // of ours; nil before the titles
	joints  []joint  // columns of names that a deliverable is joined to
	joined  []joined // what their cells say, until all names are known
	self    string   // the deliverable of the row before
	records bool     // a column says what each row is
	implied bool     // ends that are named nowhere become deliverables
	above   int      // rows before the titles
	first   int      // the byte at which the first of them begins
	titled  int      // cells of the row of titles
	beyond  []int    // places of the row without a title
	passed  bool     // cells without a title were told of
	named   map[string]bool
	ends    []Cell                 // of relations, where they may have to become deliverables: the first of each name
	ending  map[string]bool        // their names
	hollow  map[string]bool        // those of them that stand in brackets: know-how
	rows    map[string]*model.Node // deliverables by the keys of their names, where those alone tell them apart
	last    *model.Node            // the deliverable of the row before
	grouped []within               // groups that deliverables say they are in
	counter int                    // the column that counts the rows; -1 is none
	counted map[string]string      // what the deliverables of numbered rows are called
	unread  []*unread
	calls   int // what a deliverable may be called by: its name, and its id where a column has them
	coming  struct{ nodes, edges, either, all int64 }
	text    int64 // bytes of all cells taken
	parts   int64 // items in them
	stopped bool
}

// New begins a table that goes into a draft.
func New(d *importer.Draft) *Table {
	return &Table{
		d: d, named: map[string]bool{}, ending: map[string]bool{}, hollow: map[string]bool{}, rows: map[string]*model.Node{},
		counted: map[string]string{}, counter: -1,
	}
}

// Stopped says that no more rows are wanted.
func (t *Table) Stopped() bool { return t.stopped || t.d.Full() }

// Begun says that the titles were read.
func (t *Table) Begun() bool { return t.columns != nil }

// Begin starts another sheet of the same model: the next row holds titles.
func (t *Table) Begin() { t.columns, t.above = nil, 0 }

// Above is how many rows may stand above the titles: people head a table with what it is.
const Above = 10

// Coming says, before any row is taken, how many rows with something in them are to come under titles. It is said once for each
// sheet. More than a model can hold are refused where the sheet that is too much begins.
func (t *Table) Coming(titles []Cell, rows int) {
	known := map[string]bool{}
	for _, c := range titles {
		known[cells.Named(c.Text)] = true
	}
	n, c := int64(rows), &t.coming
	switch ends := known[cells.From] && known[cells.To]; {
	case known[cells.Record]: // deliverables, groups, relations
		c.all += n
	case ends && known["name"]:
		c.either += n
	case ends:
		c.edges += n
	default:
		c.nodes += n
	}
	limits := t.d.In.Limits
	most := limits.Most(source.Nodes) // deliverables, and as many groups
	what, over := limits.Over(source.Nodes, c.nodes)
	if !over { // of what may be either, as many as there is room for are deliverables or groups
		room := most - c.nodes
		what, over = limits.Over(source.Edges, c.edges+max(0, c.either+max(0, c.all-most)-room))
	}
	if over && !t.stopped {
		t.d.In.Add(titles[0].Offset, "", what)
		t.stopped = true
	}
}

// Row takes the next row.
func (t *Table) Row(row []Cell) {
	if len(row) == 0 || t.stopped {
		return
	}
	switch {
	case t.columns == nil && !Titled(row):
		t.heading(row)
		return
	case t.columns == nil:
		t.titles(row)
		return
	}
	var list []cells.Cell
	var places []where
	for _, k := range t.columns {
		if k.at >= len(row) || strings.TrimSpace(row[k.at].Text) == "" {
			continue
		}
		if row[k.at].Merged && k.name == "name" {
			continue // one name over two rows: they do not become two deliverables of that name
		}
		text := row[k.at].Text
		if !t.Exact {
			text = cells.Unformula(text)
		}
		list = append(list, cells.Cell{Name: k.name, Text: text})
		places = append(places, where{k.name, row[k.at].Offset})
		t.text += int64(len(text))
		t.parts += 1 + int64(strings.Count(text, ";")+strings.Count(text, "\n"))
	}
	t.untitled(row)
	if len(list) == 0 {
		t.join(nil, row)
		return
	}
	// Cells of a workbook may share a text: then the table is what unpacks.
	const weight = 5 // of an item beside one that is passed over
	what, over := t.d.In.Limits.Over(source.Inflated, t.text)
	if !over {
		what, over = t.d.In.Limits.Over(source.Tokens, weight*t.parts)
	}
	if over {
		t.d.In.Add(row[0].Offset, "", what)
		t.stopped = true
		return
	}
	t.record(list, place(places, row[0].Offset))
	if t.counter >= 0 && t.counter < len(row) {
		t.counted[model.Key(row[t.counter].Text)] = importer.Value(list, "name")
	}
	t.join(list, row)
}

// heading keeps what stands above the titles as a remark. There are titles soon, or it is no table.
func (t *Table) heading(row []Cell) {
	if t.above++; t.above == 1 {
		t.first = row[0].Offset
	}
	if t.above > Above {
		t.untold()
		return
	}
	var said []string
	for _, c := range row {
		if text := strings.TrimSpace(c.Text); text != "" {
			said = append(said, text)
		}
	}
	t.d.Remark(strings.Join(said, " "), importer.Always(row[0].Offset))
}

// untold refuses a table without titles.
func (t *Table) untold() {
	t.d.In.Add(t.first, "", lang.M("import.table.titles"))
	t.stopped = true
}

// untitled tells once that there are cells without a title, which are not read.
func (t *Table) untitled(row []Cell) {
	if t.passed {
		return
	}
	for _, i := range t.beyond {
		if i < len(row) && strings.TrimSpace(row[i].Text) != "" {
			t.beside(row[i])
			return
		}
	}
	for _, c := range row[min(t.titled, len(row)):] {
		if strings.TrimSpace(c.Text) != "" {
			t.beside(c)
			return
		}
	}
}

func (t *Table) beside(c Cell) {
	t.passed = true
	t.d.Note(c.Offset, "", lang.M("import.table.untitled"))
}

// column is one of ours, and its place in a row from 0.
type column struct {
	name, title string
	at          int
}

// where is the place of a cell.
type where struct {
	column string
	offset int
}

// place is where a member of a row stands: in the column of its name, else where the row begins. The ends of a sync have names of
// their own.
func place(places []where, begin int) importer.At {
	return func(member string) int {
		switch member {
		case "a":
			member = cells.From
		case "b":
			member = cells.To
		}
		for _, p := range places {
			if p.column == member {
				return p.offset
			}
		}
		return begin
	}
}

// Titled says that a row holds titles of a table that can be read.
func Titled(row []Cell) bool {
	known := map[string]bool{}
	for _, c := range row {
		known[cells.Named(c.Text)] = true
	}
	return titled(known)
}

func titled(known map[string]bool) bool {
	return known["name"] || known["label"] || known[cells.From] && known[cells.To]
}

func (t *Table) titles(row []Cell) {
	known := map[string]bool{}
	t.tell()
	t.columns, t.joints, t.self, t.counter, t.last = []column{}, nil, "", -1, nil
	t.titled, t.beyond, t.passed = len(row), nil, false
	label := -1
	ends := slices.ContainsFunc(row, func(c Cell) bool { return cells.Named(c.Text) == cells.From })
	for i, c := range row {
		switch name := cells.Named(c.Text); {
		case name == cells.Kind && ends && model.Key(c.Text) == "type": // Directed, say programs for graphs
			t.d.Note(c.Offset, "", lang.M("import.table.column", "title", clip(c.Text)))
		case name != "" && !known[name]: // the first counts
			known[name] = true
			t.columns = append(t.columns, column{name, strings.TrimSpace(c.Text), i})
			if name == "label" {
				label = len(t.columns) - 1
			}
		case strings.TrimSpace(c.Text) == "":
			t.beyond = append(t.beyond, i)
		case explains(c.Text):
		case counts(c.Text) && t.counter < 0:
			t.counter = i
		case name == "" && cells.JointOf(c.Text) != cells.NoJoint:
			t.joints = append(t.joints, joint{cells.JointOf(c.Text), i})
		case name != "":
			t.d.Note(c.Offset, "", lang.M("import.table.again", "title", clip(c.Text)))
		default:
			t.d.Note(c.Offset, "", lang.M("import.table.column", "title", clip(c.Text)))
		}
	}
	if !known["name"] && !(known[cells.From] && known[cells.To]) { // deliverables as programs for graphs list them
		known["name"] = true
		t.columns[label].name = "name"
	}
	if t.records = known[cells.Record]; t.records || !known["name"] { // relations have rows of their own
		for _, j := range t.joints {
			t.d.Note(row[j.at].Offset, "", lang.M("import.table.column", "title", clip(row[j.at].Text)))
		}
		t.joints = nil
	}
	t.implied = !t.records
	t.calls = max(t.calls, 1)
	if known["id"] {
		t.calls = 2
	}
}

// explains says that a title is made of that of a column of ours: “from (name)” says once more, for people, what stands there.
func explains(title string) bool {
	for _, l := range []lang.Lang{lang.EN, lang.JA} {
		before, after, _ := strings.Cut(lang.Text(l, "format.xlsx.named", "column", "\x00"), "\x00")
		rest, starts := strings.CutPrefix(strings.TrimSpace(title), before)
		column, ends := strings.CutSuffix(rest, after)
		if starts && ends && cells.Named(column) != "" {
			return true
		}
	}
	return false
}

func clip(title string) string { return source.Clip(strings.TrimSpace(title), 60) }

func (t *Table) record(list []cells.Cell, at importer.At) {
	kind := cells.IsDeliverable
	switch said := importer.Value(list, cells.Record); {
	case said != "":
		if kind = cells.RecordOf(said); kind == "" {
			t.d.In.Add(at(cells.Record), "", lang.M("import.table.record", "x", said))
			return
		}
	case importer.Value(list, cells.From) != "" && importer.Value(list, cells.To) != "":
		kind = cells.IsRelation
	}
	switch kind {
	case cells.IsDeliverable:
		t.deliverable(list, at)
	case cells.IsGroup:
		g, bad := cells.Group(list)
		t.d.Bad(at, g.Name, bad)
		t.d.Group(t.ref(string(g.ID), g.Name), at, g)
	case cells.IsRelation:
		t.relation(list, at)
	}
}

// ref is what a row is called in the table.
func (t *Table) ref(id, name string) string {
	t.named[model.Key(name)] = true
	if id != "" {
		t.named[model.Key(id)] = true
		return id
	}
	return name
}

func (t *Table) relation(list []cells.Cell, at importer.At) {
	text := importer.Value(list, cells.Kind)
	kind, known := cells.KindOf(text)
	if !known {
		t.d.In.Add(at(cells.Kind), "", lang.M("import.kind", "x", text))
		return
	}
	r, bad := cells.Relation(kind, list)
	t.d.Bad(at, "", bad)
	if t.implied {
		t.end(string(r.From), at(cells.From))
		t.end(string(r.To), at(cells.To))
	}
	t.d.Relation(at, r)
}

// end notes what a relation ends on. Each name is one of a deliverable, told or not: too many are seen here, long before all rows
// are read.
func (t *Table) end(text string, offset int) {
	key := model.Key(text)
	if t.ending[key] || t.stopped {
		return
	}
	t.ending[key] = true
	t.ends = append(t.ends, Cell{Text: text, Offset: offset})
	what, over := t.d.In.Limits.Over(source.Nodes, int64((len(t.ends)+t.calls-1)/t.calls))
	if over {
		t.d.In.Add(offset, "", what)
		t.stopped = true
	}
}

// Graph makes the model of all rows. In a table that does not say what its rows are, ends named nowhere else are deliverables
// too.
func (t *Table) Graph() (*model.Graph, error) {
	switch {
	case t.columns != nil || t.d.In.Err() != nil:
	case t.above > 0:
		t.untold()
	default:
		t.d.In.Add(0, "", lang.M("source.empty"))
	}
	if err := t.d.In.Err(); err != nil {
		return nil, err
	}
	t.tell()
	t.groups()
	t.settle()
	for _, e := range t.ends {
		if key := model.Key(e.Text); !t.named[key] && !t.d.Has(e.Text) {
			t.named[key] = true
			n := model.Node{Name: e.Text}
			if t.hollow[key] {
				n.Kind = model.Intangible
			}
			t.d.Node(e.Text, importer.Always(e.Offset), n)
		}
	}
	return t.d.Graph()
}
