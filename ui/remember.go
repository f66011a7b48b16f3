package ui

import "fyne.io/fyne/v2"

// smallestWidth and smallestHeight bound a window that is remembered, px of the screen.
const smallestWidth, smallestHeight = 840, 520

// lastSize is how large the window was that was closed last.
func (a *App) lastSize() fyne.Size {
	p := a.fyne.Preferences()
	return fyne.NewSize(
		float32(max(smallestWidth, p.FloatWithFallback(prefWidth, windowWidth))),
		float32(max(smallestHeight, p.FloatWithFallback(prefHeight, windowHeight))),
	)
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
