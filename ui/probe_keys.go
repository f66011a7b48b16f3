//go:build probe

package ui

import (
	"math/rand/v2"
	"time"

	"fyne.io/fyne/v2"

	"seika/internal/probe"
)

// stroke is a key of a person who works, and whether what it does has come to its end.
type stroke struct {
	kind  string
	press func()
	over  func() bool // nil: once the picture is sharp
}

// strokes goes round from one deliverable: walk, nudge, change its kind, grow a new one, name it, accept, take it back.
func (w *Window) strokes() []stroke {
	key := func(k fyne.KeyName, m fyne.KeyModifier) func() { return func() { w.typedKey(k, m) } }
	run := func(id string) func() { return func() { w.run(id) } }
	letter := func(r rune) stroke {
		return stroke{"letter", func() { w.win.Canvas().Focused().TypedRune(r) }, nil}
	}
	closed := func() bool { return w.bar.mode == nil }
	return []stroke{
		{"walk", key(fyne.KeyRight, none), nil},
		{"walk", key(fyne.KeyLeft, none), nil},
		{"nudge", key(fyne.KeyDown, fyne.KeyModifierAlt), nil},
		{"nudge", key(fyne.KeyUp, fyne.KeyModifierAlt), nil},
		{"kind", run("intangible"), nil},
		{"kind", run("intangible"), nil},
		{"grow", key(fyne.KeyTab, none), nil},
		letter('p'), letter('l'), letter('a'), letter('n'),
		{"accept", func() { w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }, closed},
		{"undo", run("undo"), nil},
	}
}

// keyRest is how many turns go by between one key and the next.
const keyRest = 4

// typing presses keys, and reports how long each took from the press to the end of the frame that shows all of what it did.
// A press comes at any moment of the turn before: what waits for the next look at the keyboard counts too.
func (a *App) typing(w *Window, strokes int, done func(probe.Run)) {
	r := probe.Run{Keys: map[string][]float64{}}
	script := w.strokes()
	w.selectIDs(readingOrder(w.doc.Graph())[w.doc.Graph().NodeCount()/2:][:1])
	home := w.selected
	w.win.Canvas().Focus(w.canvas)
	var pressed, before time.Time
	rest, at, waiting := keyRest, 0, false
	var painted func(time.Time) // nil: nobody waits for the end of a frame
	seen := func(kind string) {
		from := pressed
		painted = func(end time.Time) {
			r.Keys[kind] = append(r.Keys[kind], end.Sub(from).Seconds()*1000)
			painted = nil
		}
		time.AfterFunc(0, func() {
			a.post(func() {
				if painted != nil {
					painted(time.Now())
				}
			})
		})
	}
	eachTurn(func() bool {
		now := time.Now()
		if painted != nil { // after a long frame the loop may begin the next turn before it does what is posted
			painted(now)
		}
		defer func() { before = now }()
		if waiting {
			s := script[(at-1)%len(script)]
			if w.canvas.Drawn() && (s.over == nil || s.over()) {
				waiting, rest = false, keyRest
				seen(s.kind)
			}
			return true
		}
		if rest--; rest > 0 {
			return true
		}
		if at == strokes {
			done(r)
			return false
		}
		if at%len(script) == 0 {
			w.selectIDs(home)
		}
		pressed = now.Add(-time.Duration(rand.Float64() * float64(now.Sub(before))))
		s := script[at%len(script)]
		s.press()
		at++
		waiting = true
		if s.over == nil && w.canvas.Drawn() { // it is painted in this very turn
			waiting, rest = false, keyRest
			seen(s.kind)
		}
		return true
	})
}
