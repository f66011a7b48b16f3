package ui

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
	"seika/ui/tool"
)

// operators begin a line that starts from the selection; both widths.
const operators = "><=＞＜＝@＠#＃?？!！→←⇒⇐⇔↔"

// typedRune takes a character on the canvas. Characters always type, and only named keys command.
func (w *Window) typedRune(r rune) {
	if r == ' ' || r == '\u3000' || !unicode.IsPrint(r) {
		return
	}
	if w.supposing() {
		return
	}
	w.land()
	switch {
	case len(w.selected) > 0 && strings.ContainsRune(operators, r):
		w.line(string(r), false)
	case len(w.selected) == 1 && !w.readOnly:
		w.renameTo(w.selected[0], string(r))
	default:
		w.leaveStart()
		w.line(string(r), true)
	}
}

// typedKey takes a named key on the canvas.
func (w *Window) typedKey(k fyne.KeyName, m fyne.KeyModifier) {
	plain := m&^shift == 0
	w.land()
	switch {
	case w.supposes(k):
	case k == fyne.KeyTab && plain:
		if m == shift {
			w.growFrom(tool.Input)
		} else {
			w.growFrom(tool.Output)
		}
	case k == fyne.KeyTab && m == fyne.KeyModifierControl:
		w.nextWindow()
	case (k == fyne.KeyReturn || k == fyne.KeyEnter) && m == none:
		w.enter()
	case (k == fyne.KeyDelete || k == fyne.KeyBackspace) && m == none:
		w.run("delete")
	case k == fyne.KeyEscape:
		w.escape()
	case directions[k] != geom.Point{} && m == fyne.KeyModifierAlt:
		w.nudge(k)
	case directions[k] != geom.Point{} && m == ctrl:
		w.walkSync(k)
	case directions[k] != geom.Point{} && plain:
		w.walk(k, m == shift)
	case k == desktop.KeyMenu:
		w.menuAtSelection()
	default:
		w.functionKey(k, m)
	}
}

// enter answers the question just gone to, or grows a sibling.
func (w *Window) enter() {
	if f, ok := w.asked(); ok {
		w.Answer(f)
		return
	}
	w.sibling()
}

// escape goes one step back: a gesture, what is outlined beside the selection, the selection.
func (w *Window) escape() {
	switch {
	case w.canvas.Cancel():
	case w.leaveAside():
	case w.held.answering != "":
		w.held.answering = ""
		w.canvas.Select(w.selected, nil)
		w.status.show()
	case len(w.selected) == 0 && w.leaveTour():
	default:
		w.selectIDs(nil)
	}
}

// nudgeStep is how far a key press moves the selection, px.
const nudgeStep = 8

var directions = map[fyne.KeyName]geom.Point{
	fyne.KeyUp: {Y: -1}, fyne.KeyDown: {Y: 1}, fyne.KeyLeft: {X: -1}, fyne.KeyRight: {X: 1},
}

// walk selects the next deliverable that way. Along the flow it is one that is joined, the last visited or else the nearest;
// across it, and where nothing is joined, the nearest of all.
func (w *Window) walk(k fyne.KeyName, extend bool) {
	id, ok := w.single()
	if ids := w.nodes(); !ok && len(ids) > 0 {
		id, ok = ids[len(ids)-1], true
	}
	if e, one := w.relation(); one {
		w.walkTo(e.From, w.towards(e, k), extend)
		return
	}
	if !ok && len(w.selected) == 1 { // a group: from its frame
		id, ok = w.selected[0], true
	}
	if !ok {
		if ids := readingOrder(w.doc.Graph()); len(ids) > 0 {
			w.Select(ids[:1])
		}
		return
	}
	next, ok := w.along(id, k)
	if !ok {
		next, ok = w.nearest(id, directions[k])
	}
	if !ok {
		w.say(lang.M("ui.walk_end"))
		return
	}
	w.walkTo(id, next, extend)
}

func (w *Window) walkTo(from, to model.ID, extend bool) {
	if w.joined(from)[to] {
		w.grown[to] = from
	}
	sel := []model.ID{to}
	if extend {
		if slices.Contains(w.selected, to) {
			return
		}
		sel = append(slices.Clone(w.selected), to)
	}
	w.visited = append(slices.DeleteFunc(w.visited, func(id model.ID) bool { return id == to }), to)
	w.Select(sel)
}

// along is the output or input of a deliverable that an arrow along the flow leads to.
func (w *Window) along(id model.ID, k fyne.KeyName) (model.ID, bool) {
	g := w.doc.Graph()
	on, back := fyne.KeyRight, fyne.KeyLeft
	if g.Meta().Direction == model.TopBottom {
		on, back = fyne.KeyDown, fyne.KeyUp
	}
	var ends []model.ID
	for r := range g.Touching(id) {
		if r.Kind == model.IO && (k == on && r.From == id || k == back && r.To == id) {
			ends = append(ends, r.Other(id))
		}
	}
	for _, v := range slices.Backward(w.visited) {
		if slices.Contains(ends, v) {
			return v, true
		}
	}
	from, _ := w.diagram.Rect(id)
	best, least := model.ID(""), 0.0
	for _, e := range ends {
		r, ok := w.diagram.Rect(e)
		if _, node := g.Node(e); !ok || !node {
			continue
		}
		if d := r.Center().Dist(from.Center()); best == "" || d < least {
			best, least = e, d
		}
	}
	return best, best != ""
}

// walkSync selects the next deliverable across the flow that this one is settled with, and comes round.
func (w *Window) walkSync(k fyne.KeyName) {
	id, ok := w.single()
	dir := directions[k]
	if along := dir.X != 0; !ok || along == (w.doc.Graph().Meta().Direction != model.TopBottom) {
		return
	}
	from, _ := w.diagram.Rect(id)
	var next, first model.ID
	var nextAt, firstAt float64
	for r := range w.doc.Graph().Syncs(id) {
		o := r.Other(id)
		to, ok := w.diagram.Rect(o)
		if !ok {
			continue
		}
		d := to.Center().Sub(from.Center())
		at := d.X*dir.X + d.Y*dir.Y
		if at > 0 && (next == "" || at < nextAt) {
			next, nextAt = o, at
		}
		if first == "" || at < firstAt {
			first, firstAt = o, at
		}
	}
	if next == "" {
		next = first
	}
	if next != "" {
		w.walkTo(id, next, false)
	}
}

func (w *Window) joined(id model.ID) map[model.ID]bool {
	out := map[model.ID]bool{}
	for r := range w.doc.Graph().Touching(id) {
		out[r.Other(id)] = true
	}
	return out
}

// strangerCost is how much farther something joined may be and still be nearer than something that is not, px.
const strangerCost = 400

// nearest is the deliverable next to id in a direction. Straight ahead counts more than aside, and joined ones come first.
func (w *Window) nearest(id model.ID, dir geom.Point) (model.ID, bool) {
	from, ok := w.diagram.Rect(id)
	if !ok {
		return "", false
	}
	joined := w.joined(id)
	best, cost := model.ID(""), 0.0
	for _, b := range w.diagram.Boxes {
		d := b.Rect.Center().Sub(from.Center())
		ahead := d.X*dir.X + d.Y*dir.Y
		aside := abs(d.X*dir.Y) + abs(d.Y*dir.X)
		if b.Node.ID == id || ahead <= 4 || aside > 3*ahead {
			continue
		}
		c := ahead + 2*aside
		if !joined[b.Node.ID] {
			c += strangerCost
		}
		if best == "" || c < cost {
			best, cost = b.Node.ID, c
		}
	}
	return best, best != ""
}

func abs(f float64) float64 {
	if f < 0 {
		return -f
	}
	return f
}
