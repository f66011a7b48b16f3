package ui

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"seika/internal/geom"
	"seika/model"
	"seika/ui/tool"
)

// operators begin a line that starts from the selection; both widths.
const operators = "><=＞＜＝@＠#＃?？!！→←⇒⇐⇔↔"

// typedRune takes a character on the canvas. Characters always type, and only named keys command.
func (w *Window) typedRune(r rune) {
	if r == ' ' || r == '　' || !unicode.IsPrint(r) {
		return
	}
	id, one := w.single()
	switch {
	case len(w.nodes()) > 0 && strings.ContainsRune(operators, r):
		w.line(string(r), false)
	case one && !w.readOnly:
		w.bar.open(&nameMode{w: w, target: id}, string(r))
	default:
		w.leaveStart()
		w.line(string(r), false)
	}
}

// typedKey takes a named key on the canvas.
func (w *Window) typedKey(k fyne.KeyName, m fyne.KeyModifier) {
	shift, ctrl, alt := m&fyne.KeyModifierShift != 0, m&fyne.KeyModifierShortcutDefault != 0, m&fyne.KeyModifierAlt != 0
	switch k {
	case fyne.KeyTab:
		if shift {
			w.growFrom(tool.Input)
		} else {
			w.growFrom(tool.Output)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		w.enter(ctrl)
	case fyne.KeyDelete, fyne.KeyBackspace:
		w.run("delete")
	case fyne.KeyEscape:
		w.escape()
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		switch {
		case alt:
			w.nudge(k)
		case !ctrl:
			w.walk(k, shift)
		}
	case desktop.KeyMenu:
		w.menuAtSelection()
	default:
		w.functionKey(k, m)
	}
}

// enter grows a sibling, or answers the question just gone to.
func (w *Window) enter(ctrl bool) {
	if ctrl {
		w.growFrom(tool.Partner)
		return
	}
	if key := w.held.answering; key != "" {
		for _, f := range w.held.visible {
			if f.Key == key {
				w.Answer(f)
				return
			}
		}
	}
	w.sibling()
}

// escape goes one step back: a gesture, what is outlined beside the selection, the selection.
func (w *Window) escape() {
	switch {
	case w.canvas.Cancel():
	case w.held.answering != "":
		w.held.answering = ""
		w.canvas.Select(w.selected, nil)
		w.status.show()
	default:
		w.selectIDs(nil)
	}
}

// nudgeStep is how far a key press moves the selection, px.
const nudgeStep = 8

var directions = map[fyne.KeyName]geom.Point{
	fyne.KeyUp: {Y: -1}, fyne.KeyDown: {Y: 1}, fyne.KeyLeft: {X: -1}, fyne.KeyRight: {X: 1},
}

// walk selects the nearest deliverable that way: one joined to the present one if there is, else any.
func (w *Window) walk(k fyne.KeyName, extend bool) {
	to := directions[k]
	id, ok := w.single()
	if !ok && len(w.nodes()) > 0 {
		ids := w.nodes()
		id, ok = ids[len(ids)-1], true
	}
	if !ok {
		if ids := readingOrder(w.doc.Graph()); len(ids) > 0 {
			w.Select(ids[:1])
		}
		return
	}
	next, ok := w.nearest(id, to)
	if !ok {
		return
	}
	if _, joined := w.joined(id)[next]; joined {
		w.grown[next] = id
	}
	if extend {
		sel := append([]model.ID{}, w.selected...)
		for _, s := range sel {
			if s == next {
				return
			}
		}
		w.Select(append(sel, next))
		return
	}
	w.Select([]model.ID{next})
}

func (w *Window) joined(id model.ID) map[model.ID]bool {
	out := map[model.ID]bool{}
	for r := range w.doc.Graph().Touching(id) {
		out[r.Other(id)] = true
	}
	return out
}

// nearest is the deliverable next to id in a direction. Straight ahead counts more than aside, and joined ones come first.
func (w *Window) nearest(id model.ID, dir geom.Point) (model.ID, bool) {
	from, ok := w.diagram.Box(id)
	if !ok {
		return "", false
	}
	joined := w.joined(id)
	best, cost := model.ID(""), 0.0
	for _, b := range w.diagram.Boxes {
		d := b.Rect.Center().Sub(from.Rect.Center())
		ahead := d.X*dir.X + d.Y*dir.Y
		aside := abs(d.X*dir.Y) + abs(d.Y*dir.X)
		if b.Node.ID == id || ahead <= 4 || aside > 3*ahead {
			continue
		}
		c := ahead + 2*aside
		if !joined[b.Node.ID] {
			c += 400
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
