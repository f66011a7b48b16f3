// Package panel holds what stands beside the canvas: properties and questions. A panel shows what it is given, and asks its
// host, through the small interface it declares, for everything else. It knows no file and draws no picture.
package panel

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// Editor is what the properties need of the window.
type Editor interface {
	Graph() *model.Graph
	Do(model.Command) bool
	Tell(lang.Msg) // shows a message
	Keyboard() Keyboard
	Shortcut(fyne.Shortcut)
	ToCanvas() // gives the keyboard back
	// Command runs what a key stands for that a panel has no use for; it says whether that was all.
	Command(fyne.KeyName) bool
}

// Properties shows and edits the members of what is selected; with nothing selected, those of the document.
type Properties struct {
	lang   lang.Lang
	editor Editor
	object *fyne.Container
	shown  string // what the rows are for
	head   *widget.Label
	rows   []row
	first  fyne.Focusable
	fields map[string]fyne.Focusable // where members are typed, by their names
}

// row is a member on the screen.
type row struct {
	refresh func()
	busy    func() bool // somebody is typing in it
}

// NewProperties makes a panel in a language.
func NewProperties(l lang.Lang, e Editor) *Properties {
	return &Properties{lang: l, editor: e, object: container.NewStack()}
}

// Focusable is what takes the keyboard first.
func (p *Properties) Focusable() fyne.Focusable { return p.first }

// Field is where a member is typed; nil where it is not shown.
func (p *Properties) Field(member string) fyne.Focusable { return p.fields[member] }

// Object is what goes on the screen.
func (p *Properties) Object() fyne.CanvasObject { return p.object }

// section is a group of members under a title, the word section.<name>.
type section struct {
	name    string
	members []string
}

// The sections of each kind of element, in the order people ask for them.
var (
	nodeSections = []section{
		{"what", []string{"name", "nameAlt", "kind", "subtype", "scope", "goal", "criteria", "state", "multiplicity", "form"}},
		{"people", []string{"owner", "role", "holders", "holderCount", "usedBy"}},
		{"time", []string{"frequency", "leadTime", "effort"}},
		{"where", []string{"medium", "location", "system"}},
		{"notes", []string{"note", "private", "ask", "confidence", "tags"}},
	}
	ioSections = []section{
		{"relation", []string{"use", "label", "work"}},
		{"notes", []string{"note", "private", "ask", "confidence", "tags"}},
	}
	syncSections = []section{
		{"settling", []string{"parties", "channel", "cycleTime", "rounds", "effort", "label"}},
		{"notes", []string{"note", "private", "ask", "confidence", "tags"}},
	}
	groupSections = []section{
		{"what", []string{"name", "nameAlt", "kind"}},
		{"notes", []string{"note", "private", "tags"}},
	}
	documentSections = []section{
		{"document", []string{"title", "titleAlt", "purpose", "purposeAlt", "variant", "level"}},
		{"notes", []string{"note", "private", "tags"}},
		{"language", []string{"lang", "langAlt"}},
	}
)

// sideMargin is the room beside the fields; at the right a bar for scrolling needs some more. px of the screen.
const sideMargin = 3

// Show brings the panel in step with a selection and the present model. A field somebody types in is left alone.
func (p *Properties) Show(selected []model.ID) {
	g := p.editor.Graph()
	kind, ids := kindOf(g, selected)
	key := kind + " " + joinIDs(ids)
	if key == p.shown {
		p.head.SetText(heading(g, kind, ids).In(p.lang)) // it may be called otherwise now
		for _, r := range p.rows {
			if !r.busy() {
				r.refresh()
			}
		}
		return
	}
	p.shown, p.rows, p.first, p.fields = key, nil, nil, map[string]fyne.Focusable{}
	var sections []fyne.CanvasObject
	switch kind {
	case "node":
		sections = build(p, nodeSections, model.NodeFields, source[model.Node]{
			get: func() []model.Node { return found(ids, p.editor.Graph().Node) },
			set: setter(p, ids),
		}, len(ids) > 1)
	case "io", "sync":
		lists, fields := ioSections, model.IOFields
		if kind == "sync" {
			lists, fields = syncSections, model.SyncFields
		}
		sections = build(p, lists, fields, source[model.Relation]{
			get: func() []model.Relation {
				return found(ids, func(id model.ID) (model.Relation, bool) {
					e, _ := model.ParseEnds(id)
					return p.editor.Graph().Relation(e)
				})
			},
			set: setter(p, ids),
		}, false)
	case "group":
		sections = build(p, groupSections, model.GroupFields, source[model.Group]{
			get: func() []model.Group { return found(ids, p.editor.Graph().Group) },
			set: setter(p, ids),
		}, false)
	default:
		sections = build(p, documentSections, model.MetaFields, source[model.Meta]{
			get: func() []model.Meta { return []model.Meta{p.editor.Graph().Meta()} },
			set: p.describe,
		}, false)
	}
	p.head = widget.NewLabel(heading(g, kind, ids).In(p.lang))
	p.head.TextStyle.Bold = true
	p.head.Truncation = fyne.TextTruncateEllipsis
	body := container.New(layout.NewCustomPaddedLayout(0, sideMargin, sideMargin, 2*sideMargin), container.NewVBox(sections...))
	p.object.Objects = []fyne.CanvasObject{container.NewBorder(p.head, nil, nil, nil, container.NewVScroll(body))}
	p.object.Refresh()
}

// heading says whose members are shown.
func heading(g *model.Graph, kind string, ids []model.ID) lang.Msg {
	switch {
	case kind == "document":
		return lang.M("properties.document")
	case len(ids) > 1:
		return lang.M("properties.nodes", "n", len(ids))
	case kind == "node":
		return lang.M("properties.node", "v", g.Label(ids[0]))
	case kind == "group":
		return lang.M("properties.group", "v", g.Label(ids[0]))
	default:
		return lang.M("properties.relation", "v", g.Label(ids[0]))
	}
}

// kindOf says what a selection is, as far as its members can be shown together.
func kindOf(g *model.Graph, selected []model.ID) (string, []model.ID) {
	var nodes []model.ID
	for _, id := range selected {
		if _, ok := g.Node(id); ok {
			nodes = append(nodes, id)
		}
	}
	if len(nodes) > 0 {
		return "node", nodes
	}
	if len(selected) != 1 {
		return "document", nil
	}
	id := selected[0]
	if _, ok := g.Group(id); ok {
		return "group", selected
	}
	if e, ok := model.ParseEnds(id); ok && e.Kind == model.Sync {
		return "sync", selected
	}
	return "io", selected
}

func joinIDs(ids []model.ID) string {
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(string(id) + " ")
	}
	return b.String()
}

func found[T any](ids []model.ID, find func(model.ID) (T, bool)) []T {
	var out []T
	for _, id := range ids {
		if r, ok := find(id); ok {
			out = append(out, r)
		}
	}
	return out
}

// source is where the rows get their records and put what is typed.
type source[T any] struct {
	get func() []T
	set func(member, value string, list *model.List) bool
}

// setter writes a member of elements.
func setter(p *Properties, ids []model.ID) func(string, string, *model.List) bool {
	return func(member, value string, list *model.List) bool {
		if list != nil {
			return p.editor.Do(model.Batch("field."+member, edit.SetList{IDs: ids, Member: member, Items: *list}))
		}
		if member == "name" {
			if value == "" || len(ids) != 1 {
				return false
			}
			return p.editor.Do(edit.Rename{ID: ids[0], To: value})
		}
		return p.editor.Do(model.Batch("field."+member, edit.Set{IDs: ids, Member: member, Value: value}))
	}
}

// describe writes a member of the document.
func (p *Properties) describe(member, value string, list *model.List) bool {
	m := p.editor.Graph().Meta()
	for _, f := range model.MetaFields {
		if f.Name != member {
			continue
		}
		if list != nil {
			*f.List(&m) = *list
		} else {
			f.Set(&m, value)
		}
	}
	return p.editor.Do(edit.Describe{Meta: m})
}
