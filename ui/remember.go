package ui

import "fyne.io/fyne/v2"

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

// fitScreen learns how large the screen is and makes windows smaller that would hang over its edge: where the desktop does
// not see to it the bar and the status line would be out of sight.
func (a *App) fitScreen() {
	if a.config.Screen == nil {
		return
	}
	width, height := a.config.Screen()
	for _, w := range a.windows {
		c := w.win.Canvas()
		if width <= 0 || height <= frame || c.Scale() <= 0 {
			return
		}
		a.room = fyne.NewSize(float32(width)/c.Scale(), float32(height)/c.Scale())
		if s := c.Size(); !w.win.FullScreen() && a.within(s) != s {
			w.win.Resize(a.within(s))
		}
	}
}

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
