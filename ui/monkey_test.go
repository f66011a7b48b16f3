package ui

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/require"

	"seika/model"
	"seika/model/file"
)

// TestAMonkey presses keys, types and clicks at random; SEIKA_MONKEY=10000 has it do so for longer, SEIKA_SEED=2 otherwise. Nothing breaks (what is
// reported fails the test), every model on the way is well-formed, all of it can be taken back, and two Esc reach the canvas.
func TestAMonkey(t *testing.T) {
	events, seed := fromEnv("SEIKA_MONKEY", 300), fromEnv("SEIKA_SEED", 1)
	d := deskWith(t, many)
	start := d.bytes()
	m := &monkey{desk: d, Rand: rand.New(rand.NewPCG(uint64(seed), 2))}
	defer func() {
		if t.Failed() {
			t.Logf("seed %d, the last of what was done: %q", seed, m.done[max(0, len(m.done)-30):])
		}
	}()
	for i := range events {
		m.act()
		d.flush()
		require.False(t, d.w.bar.focused() && d.w.bar.mode == nil, "the keyboard is in a bar that does nothing with it, after event %d", i)
		if i%50 == 0 {
			d.pass(time.Duration(m.IntN(12)) * time.Second)
			d.wellFormed()
			d.clear(i)
		}
	}
	d.pass(time.Second)
	d.clear(events)
	steps, _ := d.w.doc.Steps()
	last := d.bytes()
	for d.w.doc.Undo() {
	}
	require.Equal(t, start, d.bytes(), "all of it can be taken back")
	for range steps {
		d.w.doc.Redo()
	}
	require.Equal(t, last, d.bytes(), "and done again")
	t.Logf("seed %d: %d events, %d steps of undo at the end", seed, events, steps)
}

// monkey does at random what hands can do.
type monkey struct {
	*desk
	*rand.Rand
	done []string
}

var (
	letters   = []rune("aAbZ 1234,.、。（）()＞><==@＠#!?？日本語要件案ｶﾅかな\"-:：[]{}")
	plainKeys = []fyne.KeyName{
		fyne.KeyTab, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyDelete, fyne.KeyBackspace,
		fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF11, fyne.KeyF12,
		fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyInsert, desktop.KeyMenu,
	}
	withCtrl = []fyne.KeyName{
		fyne.KeyA, fyne.KeyB, fyne.KeyC, fyne.KeyD, fyne.KeyE, fyne.KeyF, fyne.KeyG, fyne.KeyI, fyne.KeyJ, fyne.KeyK, fyne.KeyL, fyne.KeyM, fyne.KeyP,
		fyne.KeyT, fyne.KeyV, fyne.KeyX, fyne.KeyY, fyne.KeyZ, fyne.Key0, fyne.Key8, fyne.Key9, fyne.KeyEqual, fyne.KeyMinus, fyne.KeyPeriod, fyne.KeyComma,
		fyne.KeyReturn, fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown,
	}
	// elsewhere are commands that leave the window, ask for files or the network of other programs, or have a test of their own.
	elsewhere = []string{"new", "open", "save", "save_as", "versions", "forget", "forget_recoveries", "given_up", "to_be", "close", "quit", "arrange_graphviz", "next_window", "-"}
)

func one[T any](r *monkey, list []T) T { return list[r.IntN(len(list))] }

// act does one thing.
func (m *monkey) act() {
	switch p := m.IntN(100); {
	case p < 35:
		c := letters[m.IntN(len(letters))]
		m.done = append(m.done, string(c))
		m.char(c)
	case p < 62:
		m.strikes(one(m, plainKeys), one(m, []fyne.KeyModifier{0, 0, 0, shift, alt}))
	case p < 76:
		m.strikes(one(m, withCtrl), ctrl|one(m, []fyne.KeyModifier{0, 0, 0, shift}))
	case p < 84:
		m.command()
	case p < 88:
		m.dialog()
	default:
		m.points(p < 95)
	}
}

func (m *monkey) strikes(name fyne.KeyName, mods fyne.KeyModifier) {
	m.done = append(m.done, key{name, mods}.label())
	m.key(name, mods)
}

// command is chosen from a menu, which nobody opens while a dialog is there.
func (m *monkey) command() {
	if a := one(m, actions()); !slices.Contains(elsewhere, a.id) && m.w.win.Canvas().Overlays().Top() == nil {
		m.done = append(m.done, a.id)
		m.w.run(a.id)
		m.flush()
	}
}

// dialog presses a button of the dialog on top, if there is one.
func (m *monkey) dialog() {
	buttons := m.buttons()
	if len(buttons) == 0 {
		return
	}
	names := slices.Sorted(maps.Keys(buttons))
	name := one(m, names)
	if b := buttons[name]; !b.Disabled() && !slices.Contains([]string{"Export", "Save", "書き出す", "保存"}, name) {
		m.done = append(m.done, "button "+name)
		b.Tapped(nil)
		m.flush()
	}
}

// points clicks, or drags.
func (m *monkey) points(click bool) {
	s := m.w.canvas.Size()
	somewhere := func() fyne.Position { return fyne.NewPos(m.Float32()*s.Width, m.Float32()*s.Height) }
	at := somewhere()
	m.w.canvas.MouseDown(m.mouse(at, desktop.MouseButtonPrimary))
	if !click && m.w.presenting == nil {
		at = somewhere()
		m.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}})
		defer m.w.canvas.DragEnd()
	} else {
		m.hover(at)
	}
	m.w.canvas.MouseUp(m.mouse(at, desktop.MouseButtonPrimary))
}

func fromEnv(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
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
	overlays := d.w.win.Canvas().Overlays()
	for top := overlays.Top(); top != nil; top = overlays.Top() {
		d.key(fyne.KeyEscape, 0)
		if len(d.w.boxes) == 0 && overlays.Top() == top {
			overlays.Remove(top) // a menu
		}
		d.until(fmt.Sprintf("a dialog to go after event %d: %q %T %v %d", i, slices.Sorted(maps.Keys(d.buttons())), d.w.win.Canvas().Focused(), d.w.keys.Composing(), len(d.w.boxes)), func() bool { return overlays.Top() != top })
	}
	for n := 0; d.focus() != "canvas"; n++ {
		require.Less(d.t, n, 4, "presses of Esc after event %d, at %s %s: %T %q", i, d.focus(), label(d.w.win.Canvas().Focused()), d.w.bar.mode, d.w.bar.entry.Text)
		d.key(fyne.KeyEscape, 0)
		d.pass(1e9)
	}
}

// label names what has the keyboard.
func label(f fyne.Focusable) string {
	if b, ok := f.(*button); ok {
		return fmt.Sprintf("%T %q", f, b.Text)
	}
	return fmt.Sprintf("%T", f)
}
