package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/diagram"
	"seika/internal/digraph"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/canvas"
	"seika/ui/panel"
)

// presenting shows the model to the people it is about: full screen, one deliverable a step with its sentence. What it draws
// is a model from which everything that is not for them was taken away, so that nothing needs to be hidden.
type presenting struct {
	w       *Window
	graph   *model.Graph
	diagram *diagram.Diagram
	steps   [][]model.ID // deliverables that are shown together
	at      int          // 0 is the whole picture, then the steps
	spot    bool         // the rest is faded
	canvas  *canvas.Canvas
	text    *panel.Prose
	count   *widget.Label

	before     fyne.CanvasObject // content of the window
	size       fyne.Size         // of the window
	fullScreen bool
}

// present begins at the start; with here, at what is selected.
func (w *Window) present(here []model.ID) {
	p := &presenting{w: w, spot: true, before: w.win.Content(), size: w.win.Canvas().Size(), fullScreen: w.win.FullScreen()}
	p.graph = shownToAll(w.doc.Graph())
	p.diagram = w.diagram.WithMarks(nil)
	p.diagram, _ = p.diagram.Update(p.graph, layout.Quick)
	p.steps = steps(p.graph)
	for i, s := range p.steps {
		if len(here) > 0 && slices.Contains(s, here[0]) {
			p.at = i + 1
		}
	}
	a := w.app
	p.canvas = canvas.New(a.sceneTheme(), canvas.Hooks{
		Keyboard: w.keys, Rune: p.rune, Key: p.key, Shortcut: func(fyne.Shortcut) {}, Now: a.config.Now, Post: a.post,
	})
	p.text = panel.NewProse("")
	p.count = widget.NewLabel("")
	p.count.Importance = widget.LowImportance
	keys := widget.NewLabel(a.text(lang.M("present.keys")))
	keys.Importance = widget.LowImportance
	foot := container.NewBorder(nil, nil, keys, p.count)
	p.text.SizeName = sizeSaying
	saying := container.New(atLeast{96}, p.text)
	back := fynecanvas.NewRectangle(w.color(theme.ColorNameBackground))
	below := container.NewStack(back, container.NewVBox(widget.NewSeparator(), container.NewPadded(saying), foot))
	if w.bar.mode != nil {
		w.bar.cancel()
	}
	w.presenting = p
	w.win.SetMainMenu(nil)
	w.win.SetContent(a.watch.over(a, container.NewBorder(nil, below, nil, nil, p.canvas)))
	w.fullScreen(true, fyne.Size{})
	w.win.Canvas().Focus(p.canvas)
	w.followTour()
	p.show()
	a.post(p.show) // once the window has its size
}

// end goes back to work, with what was shown last selected: what is to be corrected is at hand.
func (p *presenting) end() {
	w := p.w
	w.presenting = nil
	defer p.canvas.Leave()
	// The size before the content: for that Fyne asks for a window as large as it believes it to be, which is as large as the
	// screen until the desktop has answered.
	w.fullScreen(p.fullScreen, p.size)
	w.win.SetContent(p.before)
	w.win.SetMainMenu(w.menu())
	w.win.Canvas().Focus(w.canvas)
	if ids := p.shown(); len(ids) > 0 {
		w.selectIDs(slices.Clone(ids[:1]))
		w.reveal(ids[:1])
	}
	w.refresh()
}

// shown is the deliverables of the present step.
func (p *presenting) shown() []model.ID {
	if p.at == 0 {
		return nil
	}
	return p.steps[p.at-1]
}

// step goes on or back.
func (p *presenting) step(to int) {
	to = max(0, min(to, len(p.steps)))
	if to != p.at {
		p.at = to
		p.show()
	}
}

func (p *presenting) rune(r rune) {
	if r == ' ' || r == '\u3000' {
		p.step(p.at + 1)
	}
}

func (p *presenting) key(k fyne.KeyName, _ fyne.KeyModifier) {
	switch k {
	case fyne.KeyRight, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyReturn, fyne.KeyEnter:
		p.step(p.at + 1)
	case fyne.KeyLeft, fyne.KeyUp, fyne.KeyPageUp, fyne.KeyBackspace:
		p.step(p.at - 1)
	case fyne.KeyHome:
		p.step(0)
	case fyne.KeyEnd:
		p.step(len(p.steps))
	case fyne.KeyTab:
		p.spot = !p.spot
		p.show()
	case fyne.KeyEscape, fyne.KeyF5:
		p.end()
	}
}

// show draws the present step and says its sentence.
func (p *presenting) show() {
	w := p.w
	if w.presenting != p {
		return
	}
	o := scene.Options{Theme: w.app.sceneTheme()}
	near := p.near()
	if p.spot && p.at > 0 {
		o.Faded = func(id model.ID) bool { return !near[id] }
	}
	p.canvas.SetPicture(canvas.Picture{Graph: p.graph, Diagram: p.diagram, Scene: scene.Build(p.diagram, o)}, o.Theme)
	p.look(near)
	p.text.SetText(p.sentence())
	p.count.SetText(fmt.Sprintf("%d / %d", p.at, len(p.steps)))
}

// readable is the zoom at which names can be read from the back of a room.
const readable = 0.8

// look shows the whole picture, or the part of a step where the whole would be too small to be read.
func (p *presenting) look(near map[model.ID]bool) {
	const most = 1.6
	p.canvas.FitTo(p.diagram.Bounds, most)
	if p.at == 0 || !p.spot || p.canvas.Zoom() >= readable {
		return
	}
	var r geom.Rect
	for id := range near {
		if b, ok := p.diagram.Box(id); ok {
			r = r.Union(b.Rect)
		}
	}
	p.canvas.FitTo(r, most)
}

// near is what a step shows: its deliverables, their inputs and partners, and the relations to them.
func (p *presenting) near() map[model.ID]bool {
	near := map[model.ID]bool{}
	for _, id := range p.shown() {
		near[id] = true
		for r := range p.graph.Touching(id) {
			if r.Kind == model.Sync || r.To == id {
				near[r.ID()], near[r.From], near[r.To] = true, true, true
			}
		}
	}
	return near
}

func (p *presenting) sentence() string {
	l, g := p.diagram.Lang, p.graph
	if p.at == 0 {
		m := g.Meta()
		for _, s := range []string{m.Purpose, m.Title} {
			if s != "" {
				return s
			}
		}
		return lang.M("present.whole", "n", g.NodeCount()).In(l)
	}
	read := report.ReadBack{Lang: l, Graph: g, Owners: true, Name: func(id model.ID) string {
		n, ok := g.Node(id)
		if !ok {
			return ""
		}
		first, _ := p.diagram.Options.Names.Of(n)
		return first
	}}
	var said []string
	for _, id := range p.shown() {
		if len(said) > 0 && !hasInputs(g, id) {
			continue // the sentence before names it as a partner
		}
		said = append(said, read.Of(id))
	}
	return strings.Join(said, "\n")
}

func hasInputs(g *model.Graph, id model.ID) bool {
	for range g.In(id) {
		return true
	}
	return false
}

// shownToAll is a model without what is not for everybody: private notes, open questions, answers, proposals, and
// deliverables that have no name yet.
func shownToAll(g *model.Graph) *model.Graph {
	m := g.Meta()
	m.Private, m.Remarks = "", model.List{}
	r := model.Records{Meta: m}
	gone := map[model.ID]bool{}
	for n := range g.Nodes() {
		if n.Name == "" && n.NameAlt == "" {
			gone[n.ID] = true
			continue
		}
		n.Private, n.Ask, n.Trace = "", "", model.Trace{}
		r.Nodes = append(r.Nodes, n)
	}
	for i := range r.Nodes {
		if gone[r.Nodes[i].Revises] {
			r.Nodes[i].Revises = ""
		}
	}
	for x := range g.Relations() {
		if gone[x.From] || gone[x.To] {
			continue
		}
		x.Private, x.Ask, x.Trace = "", "", model.Trace{}
		if x.Kind == model.Sync {
			r.Sync = append(r.Sync, x)
		} else {
			r.IO = append(r.IO, x)
		}
	}
	for x := range g.Groups() {
		x.Private, x.Trace = "", model.Trace{}
		r.Groups = append(r.Groups, x)
	}
	out, refused := model.Build(r)
	if len(refused) > 0 {
		return model.Empty() // nothing is shown rather than something private
	}
	return out
}

// steps lists what is made, in the order in which it comes about: what is settled together is one step.
func steps(g *model.Graph) [][]model.ID {
	nodes := slices.Collect(g.Nodes())
	at := make(map[model.ID]int32, len(nodes))
	for i, n := range nodes {
		at[n.ID] = int32(i)
	}
	layer := layersOf(g, at)
	cluster := clusters(g, at)
	members := map[int32][]model.ID{}
	made := map[int32]bool{}
	deepest := map[int32]int32{}
	for i, n := range nodes {
		c := cluster[i]
		for r := range g.Touching(n.ID) {
			made[c] = made[c] || r.Kind == model.Sync || r.To == n.ID
		}
		members[c] = append(members[c], n.ID)
		deepest[c] = max(deepest[c], layer[i])
	}
	across := func(id model.ID) float64 {
		n, _ := g.Node(id)
		if g.Meta().Direction == model.TopBottom {
			return float64(n.At.X)
		}
		return float64(n.At.Y)
	}
	var order []int32
	for c := range members {
		if made[c] {
			slices.SortFunc(members[c], func(a, b model.ID) int {
				if x, y := hasInputs(g, a), hasInputs(g, b); x != y {
					return map[bool]int{true: -1, false: 1}[x]
				}
				return cmp.Or(cmp.Compare(layer[at[a]], layer[at[b]]), cmp.Compare(across(a), across(b)), cmp.Compare(a, b))
			})
			order = append(order, c)
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := members[a][0], members[b][0]
		return cmp.Or(cmp.Compare(deepest[a], deepest[b]), cmp.Compare(across(x), across(y)), cmp.Compare(x, y))
	})
	list := make([][]model.ID, len(order))
	for i, c := range order {
		list[i] = members[c]
	}
	return list
}

// layersOf says how many steps of work come before each deliverable. Of a loop the arcs that lead back do not count.
func layersOf(g *model.Graph, at map[model.ID]int32) []int32 {
	var from, to []int32
	for r := range g.Relations() {
		a, okA := at[r.From]
		b, okB := at[r.To]
		if r.Kind == model.IO && okA && okB {
			from, to = append(from, a), append(to, b)
		}
	}
	place := make([]int, len(at))
	for i, v := range digraph.New(len(at), from, to).Arrange() {
		place[v] = i
	}
	var on, onto []int32
	for i := range from {
		if place[from[i]] < place[to[i]] {
			on, onto = append(on, from[i]), append(onto, to[i])
		}
	}
	return digraph.New(len(at), on, onto).Layers()
}

// clusters gives each deliverable the number of the first one that it is settled with, directly or by others.
func clusters(g *model.Graph, at map[model.ID]int32) []int32 {
	sets := digraph.NewSets(len(at))
	for r := range g.Relations() {
		a, okA := at[r.From]
		b, okB := at[r.To]
		if r.Kind == model.Sync && okA && okB {
			sets.Unite(a, b)
		}
	}
	for i := range sets {
		sets[i] = sets.Find(int32(i))
	}
	return sets
}

// atLeast gives its content some height whatever it says, so that the picture does not jump.
type atLeast struct{ h float32 }

// MinSize is part of being a layout.
func (l atLeast) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().Max(fyne.NewSize(0, l.h))
}

// Layout is part of being a layout.
func (atLeast) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }
