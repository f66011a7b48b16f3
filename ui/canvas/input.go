package canvas

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"seika/internal/geom"
	"seika/ui/tool"
)

// mouse is what is known of a press that goes on.
type mouse struct {
	down   bool
	button desktop.MouseButton
	pan    bool // the press moves the view
	from   fyne.Position
	at     fyne.Position
	stop   func() // ends scrolling at the border; nil while there is none

	last     time.Time // of the press before, for double clicks
	lastAt   fyne.Position
	space    bool // held: the main button pans
	released bool // MouseUp came; DragEnd has nothing left to end
}

// doubleReach is how far apart the presses of a double click may be, px.
const doubleReach = 4

// While a drag is as near to the border as edge, the view scrolls at edgeSpeed, looked after each edgeTime; where frames
// take long by what is due then, but never so far that nobody could follow. All in px of the screen.
const (
	edge      = 24
	edgeSpeed = 600 // a second
	edgeTime  = 16 * time.Millisecond
	edgeMost  = 100 * time.Millisecond
)

// startsDrag is how far from its press the pointer has gone where a drag surely runs, px of the screen.
const startsDrag = 4

// MouseDown begins a gesture. While one runs, other buttons than its own do nothing. The release of the button that opens a
// menu goes to the menu: nothing is held then.
func (c *Canvas) MouseDown(e *desktop.MouseEvent) {
	if c.mouse.down && e.Button != c.mouse.button {
		return
	}
	c.hooks.Keyboard.Settle()
	if c.hooks.Pressed != nil {
		c.hooks.Pressed()
	}
	c.focus()
	c.mouse.down, c.mouse.button, c.mouse.released = e.Button != desktop.MouseButtonSecondary, e.Button, false
	c.mouse.from, c.mouse.at = e.Position, e.Position
	held := c.mouse.space || c.hooks.Effects == nil // a picture only to be looked at is dragged as it is
	c.mouse.pan = e.Button == desktop.MouseButtonTertiary || held && e.Button == desktop.MouseButtonPrimary
	if c.mouse.pan {
		return
	}
	ev := c.event(tool.Press, e.Position, e.Modifier)
	if e.Button == desktop.MouseButtonSecondary {
		ev.Button = tool.Secondary
	}
	ev.Clicks = 1
	now := c.hooks.Now()
	if e.Button == desktop.MouseButtonPrimary && now.Sub(c.mouse.last) <= c.doubleDelay() && near(c.mouse.lastAt, e.Position) {
		ev.Clicks = 2
		now = time.Time{} // a third press begins anew
	}
	c.mouse.last, c.mouse.lastAt = now, e.Position
	c.feed(ev)
	if c.effects.Menu && c.hooks.Menu != nil {
		c.hooks.Menu(e.AbsolutePosition)
	}
}

func near(a, b fyne.Position) bool {
	return math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)) <= doubleReach
}

func (c *Canvas) doubleDelay() time.Duration {
	if app := fyne.CurrentApp(); app != nil {
		return app.Driver().DoubleTapDelay()
	}
	return 300 * time.Millisecond
}

// MouseUp ends a gesture.
func (c *Canvas) MouseUp(e *desktop.MouseEvent) {
	if !c.mouse.down || e.Button != c.mouse.button {
		return
	}
	c.stopScrolling()
	c.mouse.down, c.mouse.released = false, true
	if c.mouse.pan {
		c.mouse.pan = false
		return
	}
	if e.Button == desktop.MouseButtonPrimary {
		c.feed(c.event(tool.Release, e.Position, c.mods()))
	}
}

// MouseIn is part of hovering.
func (c *Canvas) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved follows the pointer; while a button is held, Dragged does.
func (c *Canvas) MouseMoved(e *desktop.MouseEvent) {
	if c.mouse.down {
		c.drag(e.Position)
		return
	}
	c.feed(c.event(tool.Move, e.Position, c.mods()))
}

// MouseOut is part of hovering.
func (c *Canvas) MouseOut() {
	if !c.mouse.down {
		c.feed(tool.Event{Kind: tool.Move, At: geom.Pt(math.Inf(1), 0)})
	}
}

// Dragged follows the pointer while a button is held, also outside the widget.
func (c *Canvas) Dragged(e *fyne.DragEvent) {
	if c.mouse.down {
		c.drag(e.Position)
	}
}

// DragEnd ends a gesture whose release did not reach the widget.
func (c *Canvas) DragEnd() {
	if c.mouse.released || !c.mouse.down {
		return
	}
	c.stopScrolling()
	c.mouse.down = false
	if c.mouse.pan {
		c.mouse.pan = false
		return
	}
	c.feed(c.event(tool.Release, c.mouse.at, c.mods()))
}

func (c *Canvas) drag(at fyne.Position) {
	by := geom.Pt(float64(c.mouse.at.X-at.X), float64(c.mouse.at.Y-at.Y))
	c.mouse.at = at
	if c.mouse.pan {
		c.Pan(by)
		return
	}
	if c.mouse.button != desktop.MouseButtonPrimary {
		return
	}
	c.feed(c.event(tool.Move, at, c.mods()))
	c.scrollAtEdge()
}

// scrollAtEdge has the view scroll for as long as a drag is near the border, also where the hand holds still.
func (c *Canvas) scrollAtEdge() {
	if c.pastEdge() == (geom.Point{}) {
		c.stopScrolling()
		return
	}
	if c.mouse.stop != nil || c.hooks.After == nil {
		return
	}
	since := c.hooks.Now()
	c.mouse.stop = c.hooks.After(edgeTime, func() {
		c.mouse.stop = nil
		c.Pan(c.pastEdge().Mul(edgeSpeed * min(c.hooks.Now().Sub(since), edgeMost).Seconds()))
		c.feed(c.event(tool.Move, c.mouse.at, c.mods()))
		c.scrollAtEdge()
	})
}

func (c *Canvas) stopScrolling() {
	if c.mouse.stop != nil {
		c.mouse.stop()
		c.mouse.stop = nil
	}
}

// pastEdge is the direction in which the view scrolls, none unless a drag is near the border.
func (c *Canvas) pastEdge() (to geom.Point) {
	at, from, s := c.mouse.at, c.mouse.from, c.Size()
	moved := math.Hypot(float64(at.X-from.X), float64(at.Y-from.Y)) >= startsDrag
	if !moved || !c.machine.Busy() || c.picture.Scene == nil || len(c.picture.Scene.Groups) == 0 {
		return to
	}
	switch {
	case at.X < edge:
		to.X = -1
	case at.X > s.Width-edge:
		to.X = 1
	}
	switch {
	case at.Y < edge:
		to.Y = -1
	case at.Y > s.Height-edge:
		to.Y = 1
	}
	return to
}

// Scrolled scrolls the view, or zooms at the pointer with Ctrl.
func (c *Canvas) Scrolled(e *fyne.ScrollEvent) {
	dx := math.Max(-maxWheel, math.Min(maxWheel, float64(e.Scrolled.DX)))
	dy := math.Max(-maxWheel, math.Min(maxWheel, float64(e.Scrolled.DY)))
	if c.mods()&fyne.KeyModifierShortcutDefault != 0 {
		c.zoomAt(c.zoom*math.Pow(zoomStep, dy/wheelStep), e.Position)
		return
	}
	const speed = 2 // px a unit of the wheel
	c.Pan(geom.Pt(-dx*speed, -dy*speed))
}

// Cursor is the shape of the pointer.
func (c *Canvas) Cursor() desktop.Cursor {
	if c.mouse.pan || c.mouse.space {
		return desktop.PointerCursor
	}
	switch c.effects.Cursor {
	case tool.Hand, tool.Grip:
		return desktop.PointerCursor
	case tool.Cross:
		return desktop.CrosshairCursor
	default:
		return desktop.DefaultCursor
	}
}

func (c *Canvas) mods() fyne.KeyModifier { return c.hooks.Keyboard.Mods() }

func (c *Canvas) event(k tool.Kind, at fyne.Position, m fyne.KeyModifier) tool.Event {
	return tool.Event{Kind: k, At: c.toScene(at), Mods: tool.Mods{
		Shift: m&fyne.KeyModifierShift != 0, Ctrl: m&fyne.KeyModifierShortcutDefault != 0,
	}}
}

func (c *Canvas) context() tool.Context {
	return tool.Context{
		Graph: c.picture.Graph, Diagram: c.picture.Diagram, Scene: c.picture.Scene, Zoom: c.zoom, Selected: c.selected,
		View: c.View(), Grid: c.help.Grid, Free: !c.help.Guides,
	}
}

func (c *Canvas) feed(e tool.Event) {
	if c.picture.Scene == nil || c.hooks.Effects == nil {
		return // nothing, or only to be looked at
	}
	if e.Kind == tool.Move || e.Kind == tool.Press {
		defer c.pointAt(e.At)
	}
	hover := c.effects.Hover
	eff := c.machine.Feed(c.context(), e)
	if e.Kind == tool.Move && !c.machine.Busy() && hover == eff.Hover {
		c.effects.Cursor = eff.Cursor // nothing to paint
		return
	}
	c.take(eff)
}

// pointAt tells the owner where something else lies under the pointer now.
func (c *Canvas) pointAt(at geom.Point) {
	p := tool.Pointed{}
	if !c.resting && c.preview == nil {
		p = c.machine.Pointed(c.context(), at)
	}
	if p != c.pointed {
		c.pointed = p
		if c.hooks.Pointed != nil {
			c.hooks.Pointed()
		}
	}
}

// take shows what belongs to the canvas and hands the rest to the owner.
func (c *Canvas) take(eff tool.Effects) {
	c.effects = eff
	if c.hooks.Effects != nil {
		c.hooks.Effects(eff)
	}
	c.paintMarks()
}

// focus takes the keyboard.
func (c *Canvas) focus() {
	if app := fyne.CurrentApp(); app != nil {
		if cv := app.Driver().CanvasForObject(c); cv != nil {
			cv.Focus(c)
		}
	}
}

// FocusGained is part of being focusable.
func (c *Canvas) FocusGained() {}

// FocusLost ends what a held key began.
func (c *Canvas) FocusLost() {
	c.mouse.space = false
	c.hooks.Keyboard.Left()
}

// TypedRune hands over a character.
func (c *Canvas) TypedRune(r rune) {
	c.hooks.Keyboard.Rune(r, func() {
		if c.hooks.Rune != nil {
			c.hooks.Rune(r)
		}
	})
}

// TypedKey hands over a key with the modifiers held.
func (c *Canvas) TypedKey(e *fyne.KeyEvent) {
	mods := c.mods()
	c.hooks.Keyboard.Key(e.Name, func() {
		if c.hooks.Key != nil {
			c.hooks.Key(e.Name, mods)
		}
	})
}

// KeyDown begins panning by Space, unless Space chooses a word in an input method.
func (c *Canvas) KeyDown(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace && !c.hooks.Keyboard.Composing() {
		c.mouse.space = true
	}
}

// KeyUp ends panning by Space.
func (c *Canvas) KeyUp(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		c.mouse.space = false
	}
}

// AcceptsTab keeps Tab, which grows.
func (c *Canvas) AcceptsTab() bool { return true }

// TypedShortcut hands over a shortcut.
func (c *Canvas) TypedShortcut(s fyne.Shortcut) {
	c.hooks.Keyboard.Settle()
	if c.hooks.Shortcut != nil {
		c.hooks.Shortcut(s)
	}
}
