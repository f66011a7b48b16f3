package ui

import (
	"context"
	"errors"
	"image"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
	"seika/model/lines"
)

// desk is the editor on Fyne's test driver, with a person's hands: keys and pointer go the way the real driver sends them.
// Time stands still until it is passed.
type desk struct {
	t   testing.TB
	app *App
	w   *Window

	mu     sync.Mutex
	queue  []func()
	posted chan struct{}

	time   time.Time
	alarms []*alarm
	mods   fyne.KeyModifier

	presses, withMods, pointer int
}

type alarm struct {
	at   time.Time
	ring func()
}

// newDesk opens the editor on an empty document.
func newDesk(t testing.TB) *desk {
	t.Helper()
	disk := store.New(t.TempDir())
	disk.Go = func(f func()) { f() }
	return newDeskOn(t, disk)
}

func newDeskOn(t testing.TB, disk *store.Disk) *desk {
	t.Helper()
	home := t.TempDir() // where a document without a file is exported to
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	d := &desk{t: t, posted: make(chan struct{}, 1), time: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	f := test.NewTempApp(t)
	d.app = New(f, Config{
		Disk: disk, Lang: lang.EN, Leaks: true,
		Report: func(err error) {
			var p *live.Panic
			if errors.As(err, &p) {
				t.Logf("%s", p.Stack)
			}
			t.Errorf("reported: %v", err)
		},
		Now:   func() time.Time { return d.time },
		After: d.after,
		Mods:  func() fyne.KeyModifier { return d.mods },
		Post:  d.post,
	})
	for _, e := range gallery {
		for _, l := range []lang.Lang{lang.EN, lang.JA} {
			d.app.cards[drawnCard{e.id, l, d.app.sceneTheme(), 1}] = image.NewRGBA(image.Rect(0, 0, 1, 1)) // to draw none here
		}
	}
	t.Cleanup(func() {
		for _, w := range d.app.windows {
			w.canvas.Leave() // hundreds of tests are in one process
		}
	})
	d.w = d.app.newWindow()
	d.settle()
	return d
}

// deskWith opens the editor on a model written as lines.
func deskWith(t testing.TB, text string) *desk {
	t.Helper()
	d := newDesk(t)
	d.open(text)
	return d
}

// open puts a model into the window, with nothing selected and the keyboard at the canvas.
func (d *desk) open(text string) {
	d.t.Helper()
	g, err := parse(context.Background(), text)
	require.NoError(d.t, err)
	g = stood(d.t, g)
	if d.w.bar.mode != nil {
		d.w.bar.cancel()
	}
	d.w.bar.keep("")
	d.w.bar.close()
	d.w.leaveStart()
	d.w.setDoc(model.NewDoc(g))
	d.w.canvas.Fit()
	d.w.win.Canvas().Focus(d.w.canvas)
	d.settle()
}

// stands is where deliverables of the tests' own models are: in three columns.
var stands = map[string]geom.Point{
	"A": {X: 100, Y: 100}, "B": {X: 100, Y: 200}, "C": {X: 300, Y: 150}, "D": {X: 500, Y: 150}, "E": {X: 300, Y: 250},
}

func stood(t testing.TB, g *model.Graph) *model.Graph {
	var p edit.Place
	for n := range g.Nodes() {
		if at, ok := stands[n.Name]; ok {
			p.At = append(p.At, edit.Placed{ID: n.ID, At: model.PlaceAt(at)})
		}
	}
	g, _, err := model.Try(g, p)
	require.NoError(t, err)
	return g
}

// pick selects deliverables by their names.
func (d *desk) pick(names ...string) {
	d.t.Helper()
	var ids []model.ID
	for _, n := range names {
		ids = append(ids, d.id(n))
	}
	d.w.selectIDs(ids)
	d.settle()
}

// words plays words of a script: «…» text, single characters, keys.
func (d *desk) words(s string) {
	d.t.Helper()
	for _, w := range strings.Fields(s) {
		switch {
		case strings.HasPrefix(w, "«"):
			d.text(strings.ReplaceAll(strings.Trim(w, "«»"), "_", " "))
		case len([]rune(w)) == 1:
			d.text(w)
		default:
			d.press(w)
		}
	}
}

func (d *desk) post(f func()) {
	d.mu.Lock()
	d.queue = append(d.queue, f)
	d.mu.Unlock()
	select {
	case d.posted <- struct{}{}:
	default:
	}
}

func (d *desk) after(wait time.Duration, f func()) func() {
	a := &alarm{d.time.Add(wait), f}
	d.alarms = append(d.alarms, a)
	return func() { a.ring = nil }
}

// pass lets time go by.
func (d *desk) pass(by time.Duration) {
	d.time = d.time.Add(by)
	for i := 0; i < len(d.alarms); i++ {
		if a := d.alarms[i]; a.ring != nil && !a.at.After(d.time) {
			ring := a.ring
			a.ring = nil
			ring()
		}
	}
	d.settle()
}

// flush runs what was posted.
func (d *desk) flush() {
	for {
		d.mu.Lock()
		fs := d.queue
		d.queue = nil
		d.mu.Unlock()
		if len(fs) == 0 {
			return
		}
		for _, f := range fs {
			f()
		}
	}
}

// settle waits until picture and questions are those of the present document.
func (d *desk) settle() {
	d.t.Helper()
	d.until("picture and questions", func() bool {
		w := d.w
		return w.canvas.Drawn() && !w.held.looking && !w.saving
	})
}

// until waits for work elsewhere.
func (d *desk) until(what string, is func() bool) {
	d.t.Helper()
	limit := time.After(20 * time.Second)
	for {
		d.flush()
		if is() {
			return
		}
		const look = 20 * time.Millisecond // not all that is waited for comes back to the window
		select {
		case <-d.posted:
		case <-time.After(look):
		case <-limit:
			d.t.Fatalf("waited in vain for %s", what)
		}
	}
}

var keyNames = map[string]fyne.KeyName{
	"Enter": fyne.KeyReturn, "Tab": fyne.KeyTab, "Esc": fyne.KeyEscape, "Backspace": fyne.KeyBackspace, "Delete": fyne.KeyDelete,
	"Menu": desktop.KeyMenu, "PageUp": fyne.KeyPageUp, "PageDown": fyne.KeyPageDown,
}

// press presses keys: "Ctrl+Shift+Z", "Tab", "Alt+Left".
func (d *desk) press(specs ...string) {
	d.t.Helper()
	for _, spec := range specs {
		parts := strings.Split(spec, "+")
		name, mods := parts[len(parts)-1], fyne.KeyModifier(0)
		for _, m := range parts[:len(parts)-1] {
			mods |= map[string]fyne.KeyModifier{"Ctrl": ctrl, "Shift": shift, "Alt": fyne.KeyModifierAlt}[m]
		}
		d.presses++
		d.withMods += len(parts)
		key := fyne.KeyName(name)
		if k, ok := keyNames[name]; ok {
			key = k
		}
		d.key(key, mods)
		if key == fyne.KeyReturn || key == fyne.KeyEnter {
			d.pass(25 * time.Millisecond) // an Enter waits for text
		}
		d.settle()
	}
}

// key sends a key as the driver does: Tab to who keeps it, else a shortcut to the menu, else to who has the keyboard.
func (d *desk) key(k fyne.KeyName, mods fyne.KeyModifier) {
	d.mods = mods
	defer func() { d.mods = 0 }()
	c := d.w.win.Canvas()
	focused, event := c.Focused(), &fyne.KeyEvent{Name: k}
	if x, ok := focused.(desktop.Keyable); ok {
		x.KeyDown(event)
		defer x.KeyUp(event)
	}
	if tabs, ok := focused.(fyne.Tabbable); k == fyne.KeyTab && mods&^shift == 0 && !(ok && tabs.AcceptsTab()) {
		if mods == shift {
			c.FocusPrevious()
		} else {
			c.FocusNext()
		}
		return
	}
	if s := shortcutOf(k, mods, d.app.fyne.Clipboard()); s != nil {
		if d.fromMenu(s) {
			return
		}
		if x, ok := focused.(fyne.Shortcutable); ok {
			x.TypedShortcut(s)
		} else if x, ok := c.(fyne.Shortcutable); ok {
			x.TypedShortcut(s)
		}
		return
	}
	switch {
	case focused != nil:
		focused.TypedKey(event)
	case c.OnTypedKey() != nil:
		c.OnTypedKey()(event)
	}
}

func (d *desk) fromMenu(s fyne.Shortcut) bool {
	if d.w.win.MainMenu() == nil {
		return false
	}
	for _, m := range d.w.win.MainMenu().Items {
		for _, i := range m.Items {
			if i.Shortcut != nil && i.Shortcut.ShortcutName() == s.ShortcutName() {
				i.Action()
				return true
			}
		}
	}
	return false
}

// shortcutOf is what the driver makes of a key with modifiers.
func shortcutOf(k fyne.KeyName, mods fyne.KeyModifier, clip fyne.Clipboard) fyne.Shortcut {
	switch x := (key{k, mods}); x {
	case key{fyne.KeyC, ctrl}, key{fyne.KeyInsert, ctrl}:
		return &fyne.ShortcutCopy{Clipboard: clip}
	case key{fyne.KeyV, ctrl}, key{fyne.KeyInsert, shift}:
		return &fyne.ShortcutPaste{Clipboard: clip}
	case key{fyne.KeyX, ctrl}, key{fyne.KeyDelete, shift}:
		return &fyne.ShortcutCut{Clipboard: clip}
	default:
		return x.shortcut()
	}
}

// char types a character: where it is on a US keyboard, its key comes right before it.
func (d *desk) char(r rune) {
	if r < unicode.MaxASCII {
		const shifted = `~!@#$%^&*()_+{}|:"<>?`
		const plain = "`1234567890-=[]\\;',./"
		name := strings.ToUpper(string(r))
		if i := strings.IndexRune(shifted, r); i >= 0 {
			name = plain[i : i+1]
			d.mods = shift
		}
		if r == ' ' {
			name = "Space"
		}
		event := &fyne.KeyEvent{Name: fyne.KeyName(name)}
		if f := d.w.win.Canvas().Focused(); f != nil {
			f.TypedKey(event)
		} else if on := d.w.win.Canvas().OnTypedKey(); on != nil {
			on(event)
		}
		d.mods = 0
	}
	if f := d.w.win.Canvas().Focused(); f != nil {
		f.TypedRune(r)
		return
	}
	if on := d.w.win.Canvas().OnTypedRune(); on != nil {
		on(r)
	}
}

// text types text.
func (d *desk) text(s string) {
	for _, r := range s {
		d.char(r)
	}
	d.settle()
}

// id is the deliverable of a name.
func (d *desk) id(name string) model.ID {
	d.t.Helper()
	ids := d.w.doc.Graph().Named(name)
	require.Len(d.t, ids, 1, "deliverables called %q in\n%s", name, d.lines())
	return ids[0]
}

// at is where the middle of a deliverable is on the canvas.
func (d *desk) at(name string) fyne.Position {
	d.t.Helper()
	b, ok := d.w.diagram.Box(d.id(name))
	require.True(d.t, ok)
	return d.w.canvas.ToWidget(b.Rect.Center())
}

func (d *desk) mouse(at fyne.Position, button desktop.MouseButton) *desktop.MouseEvent {
	d.pointer++
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}, Button: button, Modifier: d.mods}
}

// hover moves the pointer.
func (d *desk) hover(at fyne.Position) {
	d.w.canvas.MouseMoved(d.mouse(at, 0))
}

// click presses and releases the main button.
func (d *desk) click(at fyne.Position) {
	d.hover(at)
	d.w.canvas.MouseDown(d.mouse(at, desktop.MouseButtonPrimary))
	d.w.canvas.MouseUp(d.mouse(at, desktop.MouseButtonPrimary))
	d.settle()
}

// drag goes from one place to another with a button held.
func (d *desk) drag(from, to fyne.Position, button desktop.MouseButton) {
	d.hover(from)
	d.w.canvas.MouseDown(d.mouse(from, button))
	for i := float32(1); i <= 4; i++ {
		at := fyne.NewPos(from.X+(to.X-from.X)*i/4, from.Y+(to.Y-from.Y)*i/4)
		d.pointer++
		d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}})
	}
	d.w.canvas.MouseUp(d.mouse(to, button))
	d.w.canvas.DragEnd()
	d.settle()
}

// sel is the names of what is selected.
func (d *desk) sel() string {
	var names []string
	for _, id := range d.w.selected {
		names = append(names, d.w.doc.Graph().Label(id))
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// lines is the document as lines.
func (d *desk) lines() string { return lines.PrintPlain(d.w.doc.Graph(), nil) }

// bytes is the document as a file.
func (d *desk) bytes() string { return string(file.Encode(d.w.doc.Graph())) }

// places is where every deliverable stands.
func (d *desk) places() map[model.ID]geom.Point {
	at := map[model.ID]geom.Point{}
	for n := range d.w.doc.Graph().Nodes() {
		at[n.ID] = n.At.Point()
	}
	return at
}

// focus says who has the keyboard.
func (d *desk) focus() string {
	switch f := d.w.win.Canvas().Focused(); {
	case f == d.w.canvas:
		return "canvas"
	case d.w.bar.focused():
		return "bar"
	case f == nil:
		return "nobody"
	default:
		return "panel"
	}
}

// said is the message in the bar.
func (d *desk) said() string { return d.w.bar.message.Said() }
