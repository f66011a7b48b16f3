package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
	"seika/model/lines"
	"seika/ui/tool"
)

// nameMode names a deliverable: a new one that is being grown, or one that is there. The document does not change until the
// name is accepted, and then by one step.
type nameMode struct {
	w          *Window
	target     model.ID     // being renamed; "" for a new one
	step       string       // the key of the step that made the target just now; "" for an old one
	growth     tool.Growth  // of a new one
	by         []model.Ends // what a sibling repeats
	intangible bool
	at         model.Place // of a new one, as long as its box has room there
}

// grow begins a new deliverable.
func (w *Window) grow(g tool.Growth) { w.growBy(g, nil) }

func (w *Window) growBy(g tool.Growth, by []model.Ends) {
	if w.rests() {
		return
	}
	m := &nameMode{w: w, growth: g, by: by}
	w.leaveStart()
	w.bar.open(m, "")
}

func (w *Window) nameOf(id model.ID) (string, model.Kind, bool) {
	if n, ok := w.doc.Graph().Node(id); ok {
		return n.Name, n.Kind, true
	}
	p, ok := w.doc.Graph().Group(id)
	return p.Name, "", ok
}

func (m *nameMode) chip() lang.Msg {
	g := m.w.doc.Graph()
	if m.target != "" {
		name, _, _ := m.w.nameOf(m.target)
		if name == "" {
			return lang.M("bar.name")
		}
		return lang.M("bar.name_of", "v", name)
	}
	if len(m.growth.From) == 0 && len(m.by) == 0 {
		return lang.M("bar.new")
	}
	if len(m.growth.From) > 1 {
		return lang.M("bar.new_of_many", "n", len(m.growth.From))
	}
	of := ""
	if len(m.growth.From) == 1 {
		of = g.Label(m.partner())
	}
	switch m.growth.Side {
	case tool.Output:
		return lang.M("bar.new_output", "v", of)
	case tool.Input:
		return lang.M("bar.new_input", "v", of)
	case tool.Partner:
		return lang.M("bar.new_partner", "v", of)
	default:
		return lang.M("bar.new")
	}
}

func (m *nameMode) example() lang.Msg { return lang.M("bar.example.name") }

func (m *nameMode) numbers() bool { return false }

// typed shows the name in the box while it grows, and says beforehand if it is another's.
func (m *nameMode) typed(text string) {
	bare, _ := attributed(text)
	name, _ := bracketed(bare)
	if m.target == "" && len(m.growth.From)+len(m.by) > 0 {
		m.w.complete(text)
	}
	if twin := others(m.w.doc.Graph().Named(name), m.target); len(twin) > 0 && name != "" {
		m.w.say(lang.M("bar.name_there", "v", name, "n", m.w.numbers.of[twin[0]]))
	} else {
		m.w.bar.say("")
	}
	c, err := m.command(text)
	if err != nil || c == nil {
		return
	}
	if g := m.w.preview(c); g != nil && m.target == "" {
		m.w.canvas.Name(added(m.w.doc.Graph(), g, name))
	}
}

// added is the deliverable that a growth makes, else the one of that name that it joins to.
func added(before, after *model.Graph, name string) model.ID {
	if before.NodeCount() < after.NodeCount() {
		for n := range after.Nodes() {
			if !before.Has(n.ID) {
				return n.ID
			}
		}
	}
	return newest(before, after, name)
}

// bracketed takes the brackets off a name that is intangible by them.
func bracketed(text string) (name string, intangible bool) {
	s := strings.TrimSpace(text)
	for _, pair := range [][2]string{{"(", ")"}, {"（", "）"}, {"(", "）"}, {"（", ")"}} {
		inner, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		if inner, ok = strings.CutSuffix(inner, pair[1]); ok && !strings.ContainsAny(inner, "()（）") {
			return strings.TrimSpace(inner), true
		}
	}
	return s, false
}

// command is what accepting the text would do; nil is nothing. A box that grows by it stands clear of the others.
func (m *nameMode) command(text string) (model.Command, error) {
	c, err := m.whole(text)
	if err != nil || c == nil || m.target == "" {
		return c, err
	}
	c, _ = m.w.roomy(c)
	return c, nil
}

// whole is the command of a name with what is said of it.
func (m *nameMode) whole(text string) (model.Command, error) {
	text, said := attributed(text)
	if text == "" && said != "" {
		return m.saidAlone(said)
	}
	c, err := m.plain(text)
	if said == "" || err != nil || c == nil {
		return c, err
	}
	g, _, err := model.Try(m.w.doc.Graph(), c)
	if err != nil {
		return nil, err
	}
	name, _ := bracketed(text)
	id := m.target
	if id == "" {
		id = newest(m.w.doc.Graph(), g, name)
	}
	r, err := lines.Bar{Graph: g, Selection: []model.ID{id}}.Run(said)
	if err != nil {
		return nil, err
	}
	if r.Command == nil {
		return c, nil // it was said before
	}
	return model.Batch(c.Name(), c, r.Command), nil
}

// saidAlone is what is said without a name: of what is called something it can be, of something new it cannot.
func (m *nameMode) saidAlone(said string) (model.Command, error) {
	if m.target == "" {
		return nil, lang.M("lines.L03")
	}
	r, err := lines.Bar{Graph: m.w.doc.Graph(), Selection: []model.ID{m.target}}.Run(said)
	return r.Command, err
}

// attributed parts a name from what is said of it: from the first @ or # after a space or a bracket, as in a line, or from an
// @ at the beginning: nothing is called by a person. A name with such a sign in it goes in quotes in a line; here a sign at
// the end of a word is part of the name, and so is a # at the beginning.
func attributed(text string) (name, said string) {
	before := ' '
	for i, r := range text {
		name := strings.TrimSpace(text[:i])
		if strings.ContainsRune("@＠#＃", r) && strings.ContainsRune(" \u3000)）", before) && (name != "" || strings.ContainsRune("@＠", r)) {
			return name, strings.TrimSpace(text[i:])
		}
		before = r
	}
	return text, ""
}

// plain is the command of a name alone.
func (m *nameMode) plain(text string) (model.Command, error) {
	name, intangible := bracketed(text)
	g := m.w.doc.Graph()
	if m.target != "" {
		cs := []model.Command{edit.Rename{ID: m.target, To: name}}
		if intangible || m.intangible {
			cs = append(cs, m.kindOf(m.target, intangible))
		}
		return model.Batch("command.rename", cs...), nil
	}
	if there := g.Named(name); len(there) > 0 && len(m.growth.From)+len(m.by) > 0 {
		return m.join(there[0])
	}
	id := model.NewID(model.NodePrefix, name, []byte("seika draft"), g.Has)
	n := model.Node{ID: id, Name: name}
	if intangible != m.intangible {
		n.Kind = model.Intangible
	}
	if !m.at.Set || m.crowded(n) { // the box grows with its name: away from what it is joined to, not over it
		m.at = m.place(n)
	}
	n.At = m.at
	return m.grown(n), nil
}

// kindOf is the change of kind that brackets or the key ask for.
func (m *nameMode) kindOf(id model.ID, intangible bool) model.Command {
	kind := model.Intangible
	if n, ok := m.w.doc.Graph().Node(id); ok && n.Kind == model.Intangible && !intangible {
		kind = model.Tangible
	}
	return edit.Set{IDs: []model.ID{id}, Member: "kind", Value: string(kind)}
}

// grown is the command that makes the deliverable and joins it.
func (m *nameMode) grown(n model.Node) model.Command {
	if len(m.by) > 0 {
		return edit.Sibling(m.growth.From[0], m.by[0], n)
	}
	switch {
	case len(m.growth.From) == 0 || m.growth.Side == tool.Free:
		return edit.Add{Node: n}
	case m.growth.Side == tool.Output:
		return edit.Output(m.growth.From, n)
	case m.growth.Side == tool.Input:
		return edit.Input(m.growth.From, n)
	default:
		return edit.Partner(m.growth.From, n)
	}
}

// join joins to a deliverable that has the name already.
func (m *nameMode) join(id model.ID) (model.Command, error) {
	from := m.growth.From
	if len(m.by) > 0 {
		from = []model.ID{m.partner()}
	}
	if slices.Contains(from, id) {
		return nil, lang.M("tool.self")
	}
	switch m.growth.Side {
	case tool.Output:
		return edit.Join(model.IO, from, []model.ID{id}), nil
	case tool.Input:
		return edit.Join(model.IO, []model.ID{id}, from), nil
	default:
		return edit.Join(model.Sync, from, []model.ID{id}), nil
	}
}

// crowded says that the box, with the name it has now, comes too near to others where it stood.
func (m *nameMode) crowded(n model.Node) bool {
	n.At = m.at
	r := diagram.Room(n, m.w.doc.Graph())
	return slices.ContainsFunc(m.w.diagram.Boxes, func(b diagram.Box) bool { return b.Rect.Overlaps(r) })
}

// place finds where the new deliverable goes: a free place beside its partners.
func (m *nameMode) place(n model.Node) model.Place {
	if m.growth.Placed {
		return model.PlaceAt(m.growth.At)
	}
	g, _, err := model.Try(m.w.doc.Graph(), m.grown(n))
	if err != nil {
		return model.PlaceAt(m.w.canvas.View().Center())
	}
	return m.w.freePlace(g, n.ID)
}

func (m *nameMode) accept(text string) bool {
	bare, said := attributed(text)
	name, _ := bracketed(bare)
	w := m.w
	if name == "" && said == "" {
		w.bar.cancel()
		return true
	}
	if m.target != "" && name != "" {
		if twin := others(w.doc.Graph().Named(name), m.target); len(twin) > 0 {
			w.say(lang.M("bar.name_taken", "v", name, "n", w.numbers.of[twin[0]]))
			return false
		}
	}
	c, err := m.command(text)
	if err != nil {
		w.sayError(err)
		return false
	}
	before := w.doc.Graph()
	if !w.doAs(m.step, c) {
		if w.doc.Graph() == before {
			w.canvas.Preview(nil, nil)
		}
		return m.target != ""
	}
	id := m.target
	if id == "" {
		id = newest(before, w.doc.Graph(), name)
		if len(m.growth.From) > 0 {
			w.grown[id] = m.partner()
		}
	}
	w.selectIDs([]model.ID{id})
	w.reveal([]model.ID{id})
	return true
}

// partner is what the next sibling is joined to.
func (m *nameMode) partner() model.ID {
	if len(m.by) > 0 {
		return m.by[0].Other(m.growth.From[0])
	}
	return m.growth.From[0]
}

func others(ids []model.ID, but model.ID) []model.ID {
	return slices.DeleteFunc(ids, func(id model.ID) bool { return id == but })
}

// newest is the deliverable of that name that was not there before, else the one that was.
func newest(before, after *model.Graph, name string) model.ID {
	ids := after.Named(name)
	for _, id := range ids {
		if !before.Has(id) {
			return id
		}
	}
	if len(ids) > 0 {
		return ids[0]
	}
	return ""
}

func (m *nameMode) leave(string) { m.w.canvas.Preview(nil, nil) }

func (m *nameMode) key(k fyne.KeyName, mods fyne.KeyModifier, text string) bool {
	switch {
	case k == fyne.KeyTab:
		side := tool.Output
		if mods&fyne.KeyModifierShift != 0 {
			side = tool.Input
		}
		if m.w.bar.accept(text) {
			m.w.growFrom(side)
		}
		return true
	case (k == fyne.KeyReturn || k == fyne.KeyEnter) && mods == none:
		return m.w.takeOffer()
	}
	return false
}

// toggleKind makes the deliverable being named intangible, or tangible again.
func (m *nameMode) toggleKind(text string) {
	m.intangible = !m.intangible
	m.typed(text)
}

// freePlace is a free place for a deliverable of g that has none.
func (w *Window) freePlace(g *model.Graph, id model.ID) model.Place {
	for _, p := range diagram.PlaceNew(g, w.canvas.View().Center()).At {
		if p.ID == id {
			return p.At
		}
	}
	return model.PlaceAt(w.canvas.View().Center())
}

// growFrom grows from the selection.
func (w *Window) growFrom(s tool.Side) {
	ids := w.nodes()
	if len(ids) == 0 {
		s = tool.Free
	}
	w.grow(tool.Growth{From: ids, Side: s})
}

// sibling grows another of what is selected: the same partner, the same direction. With nothing selected it makes a free
// deliverable.
func (w *Window) sibling() {
	id, ok := w.single()
	if !ok {
		w.grow(tool.Growth{Side: tool.Free})
		return
	}
	e, ok := w.siblingBy(id)
	if !ok {
		w.grow(tool.Growth{Side: tool.Free})
		return
	}
	side := tool.Input
	switch {
	case e.Kind == model.Sync:
		side = tool.Partner
	case e.To == id:
		side = tool.Output
	}
	w.growBy(tool.Growth{From: []model.ID{id}, Side: side}, []model.Ends{e})
}

// siblingBy is the relation that Enter repeats.
func (w *Window) siblingBy(id model.ID) (model.Ends, bool) {
	return edit.SiblingBy(w.doc.Graph(), id, w.grown[id])
}
