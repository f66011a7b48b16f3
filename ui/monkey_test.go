package ui

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/require"

	"seika/model"
	"seika/model/file"
)

// TestAMonkey presses keys, types and clicks at random; SEIKA_MONKEY=10000 has it do so for longer. Nothing breaks (what is reported fails the test),
// every model on the way is well-formed, all of it can be taken back, and two Esc reach the canvas.
func TestAMonkey(t *testing.T) {
	events := 300
	if n, err := strconv.Atoi(os.Getenv("SEIKA_MONKEY")); err == nil {
		events = n
	}
	d := deskWith(t, many)
	start := d.bytes()
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("aAbZ 1234,.、。（）()＞><==@＠#!?？日本語要件案ｶﾅかな\"-:：[]{}")
	keys := []fyne.KeyName{
		fyne.KeyTab, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyDelete, fyne.KeyBackspace,
		fyne.KeyF2, fyne.KeyF3, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown,
	}
	withCtrl := []fyne.KeyName{
		fyne.KeyA, fyne.KeyB, fyne.KeyD, fyne.KeyE, fyne.KeyF, fyne.KeyG, fyne.KeyI, fyne.KeyJ, fyne.KeyK, fyne.KeyL, fyne.KeyT,
		fyne.KeyX, fyne.KeyC, fyne.KeyV, fyne.KeyY, fyne.KeyZ, fyne.Key0, fyne.Key8, fyne.Key9, fyne.KeyEqual, fyne.KeyMinus, fyne.KeyPeriod,
	}
	mods := []fyne.KeyModifier{0, 0, 0, shift}
	one := func(list []fyne.KeyName) fyne.KeyName { return list[r.IntN(len(list))] }
	for i := range events {
		switch p := r.IntN(100); {
		case p < 40:
			d.char(letters[r.IntN(len(letters))])
		case p < 70:
			d.key(one(keys), mods[r.IntN(len(mods))])
		case p < 85:
			d.key(one(withCtrl), ctrl|mods[r.IntN(len(mods))])
		default:
			s := d.w.canvas.Size()
			at := fyne.NewPos(r.Float32()*s.Width, r.Float32()*s.Height)
			if p < 93 || d.w.presenting != nil {
				d.hover(at)
				d.w.canvas.MouseDown(d.mouse(at, desktop.MouseButtonPrimary))
				d.w.canvas.MouseUp(d.mouse(at, desktop.MouseButtonPrimary))
			} else {
				to := fyne.NewPos(r.Float32()*s.Width, r.Float32()*s.Height)
				d.w.canvas.MouseDown(d.mouse(at, desktop.MouseButtonPrimary))
				d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to, AbsolutePosition: to}})
				d.w.canvas.MouseUp(d.mouse(to, desktop.MouseButtonPrimary))
				d.w.canvas.DragEnd()
			}
		}
		if i%50 == 0 {
			d.pass(1e9)
			d.wellFormed()
			d.clear(i)
		}
	}
	d.pass(1e9)
	d.clear(events)
	for d.w.doc.Undo() {
	}
	require.Equal(t, start, d.bytes(), "all of it can be taken back")
}

// wellFormed reads the document back from its own bytes: what is not well-formed is refused there.
func (d *desk) wellFormed() {
	d.t.Helper()
	g := d.w.doc.Graph()
	var r model.Records
	r.Meta = g.Meta()
	for n := range g.Nodes() {
		r.Nodes = append(r.Nodes, n)
	}
	for x := range g.Groups() {
		r.Groups = append(r.Groups, x)
	}
	for x := range g.Relations() {
		if x.Kind == model.Sync {
			r.Sync = append(r.Sync, x)
		} else {
			r.IO = append(r.IO, x)
		}
	}
	_, refused := model.Build(r)
	require.Empty(d.t, refused, "%s", file.Encode(g))
	for _, id := range d.w.selected {
		require.True(d.t, exists(g, id), "selected, and gone: %s", id)
	}
}

// clear takes dialogs and menus away and goes to the canvas, as a person would.
func (d *desk) clear(i int) {
	d.t.Helper()
	for n := 0; d.w.win.Canvas().Overlays().Top() != nil; n++ {
		require.Less(d.t, n, 10, "dialogs after event %d", i)
		d.key(fyne.KeyEscape, 0)
		if len(d.w.boxes) == 0 {
			for top := d.w.win.Canvas().Overlays().Top(); top != nil; top = d.w.win.Canvas().Overlays().Top() {
				d.w.win.Canvas().Overlays().Remove(top)
			}
		}
		d.flush()
	}
	for n := 0; d.focus() != "canvas"; n++ {
		require.Less(d.t, n, 4, "presses of Esc after event %d, at %s", i, d.focus())
		d.key(fyne.KeyEscape, 0)
		d.pass(1e9)
	}
}
