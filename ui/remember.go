package ui

import (
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
)

// smallestWidth and smallestHeight bound a window that is remembered, px of the screen.
const smallestWidth, smallestHeight = 840, 520

// frame is what a desktop puts round a window, above all its title bar, px of the screen.
const frame = 40

// lastSize is how large the window was that was closed last, as far as the screen has room.
func (a *App) lastSize() fyne.Size {
	p := a.fyne.Preferences()
	return a.within(fyne.NewSize(
		float32(max(smallestWidth, p.FloatWithFallback(prefWidth, windowWidth))),
		float32(max(smallestHeight, p.FloatWithFallback(prefHeight, windowHeight))),
	))
}

// lastSide is how wide the right panel was left.
func (a *App) lastSide() float32 {
	return float32(a.fyne.Preferences().FloatWithFallback(prefSide, sideWidth))
}

// rememberSide keeps how wide the right panel is.
func (w *Window) rememberSide() { w.app.fyne.Preferences().SetFloat(prefSide, float64(w.wide)) }

// within is a size that the screen has room for, its frame counted: one as high as the screen has its foot below the edge.
func (a *App) within(s fyne.Size) fyne.Size {
	if a.room.IsZero() {
		return s
	}
	if s.Width > a.room.Width {
		s.Width = a.room.Width
	}
	if s.Height >= a.room.Height {
		s.Height = a.room.Height - frame
	}
	return s
}

// fitScreen makes a window smaller that would hang over the edge of the screen: where the desktop does not see to it the bar and
// the status line would be out of sight. It is for a window that was just shown: only then is the scale known, and the desktop
// hears of it before it has answered the larger size. Asked for later, the answer crosses ours on the way and the large one wins.
func (w *Window) fitScreen() {
	a := w.app
	if a.config.Screen == nil {
		return
	}
	width, height := a.config.Screen()
	c := w.win.Canvas()
	if width <= 0 || height <= frame || c.Scale() <= 0 {
		return
	}
	a.room = fyne.NewSize(float32(width)/c.Scale(), float32(height)/c.Scale())
	if s := c.Size(); !w.win.FullScreen() && a.within(s) != s {
		w.win.Resize(a.within(s))
		w.settle()
	}
}

// fullScreen fills the screen with the window, or gives it back the size that it had.
func (w *Window) fullScreen(on bool, size fyne.Size) {
	w.win.SetFullScreen(on)
	if !on && !size.IsZero() {
		w.win.Resize(size)
	}
	w.settle()
}

// settling says how long after a window asked for a size it is painted again. A desktop that is quick has answered by the first.
var settling = []time.Duration{100 * time.Millisecond, 300 * time.Millisecond, time.Second, 3 * time.Second}

// settle paints the window again, a few times, after it has asked for another size. Fyne takes the size for granted and paints
// at once, into what is still as large as before; when the desktop has answered there is no change left to paint.
func (w *Window) settle() {
	for _, d := range settling {
		w.app.after(d, func() {
			if !w.closed {
				w.win.Canvas().Refresh(nothing)
			}
		})
	}
}

// nothing is in no window; to refresh it is to paint a frame and to make nothing anew.
var nothing = fynecanvas.NewRectangle(nil)

// rememberLook keeps how the window looks for the next one; a window that fills the screen is no size to come back to.
func (w *Window) rememberLook() {
	if w.win.FullScreen() {
		return
	}
	s := w.win.Canvas().Size()
	p := w.app.fyne.Preferences()
	p.SetFloat(prefWidth, float64(s.Width))
	p.SetFloat(prefHeight, float64(s.Height))
	p.SetInt(prefTab, w.tabs.SelectedIndex())
}
