package canvas

import (
	"math"

	"fyne.io/fyne/v2"

	"seika/internal/geom"
)

// Zooming.
const (
	minZoom   = 0.05
	maxZoom   = 4.0
	zoomStep  = 1.1
	wheelStep = 25  // what Fyne reports for a notch
	maxWheel  = 300 // an event of more is a fault of the driver
	fitMargin = 40  // px of the screen round a fitted picture
)

// Zoom is how many px of the screen one of the scene takes.
func (c *Canvas) Zoom() float64 { return c.zoom }

// View is the part of the scene that shows.
func (c *Canvas) View() geom.Rect {
	s := c.Size()
	return geom.R(c.origin.X, c.origin.Y, c.origin.X+float64(s.Width)/c.zoom, c.origin.Y+float64(s.Height)/c.zoom)
}

// Cover says how much at the right something else lies over, in px of the screen: what is to be seen is shown beside it.
func (c *Canvas) Cover(width float32) {
	if width != c.cover {
		c.cover = width
		c.overview.follow()
	}
}

// Covered is how much that is.
func (c *Canvas) Covered() float32 { return c.cover }

// open is the part of the widget that can be seen.
func (c *Canvas) open() fyne.Size {
	s := c.Size()
	return fyne.NewSize(max(0, s.Width-c.cover), s.Height)
}

// Seen is the part of the scene that shows and that nothing lies over.
func (c *Canvas) Seen() geom.Rect {
	s := c.open()
	return geom.R(c.origin.X, c.origin.Y, c.origin.X+float64(s.Width)/c.zoom, c.origin.Y+float64(s.Height)/c.zoom)
}

// Fit shows the whole picture, never larger than 100 %.
func (c *Canvas) Fit() {
	if c.picture.Scene == nil {
		return
	}
	c.FitRect(c.picture.Scene.Bounds)
}

// FitRect shows a part of the picture as large as it fits, never larger than 100 %.
func (c *Canvas) FitRect(r geom.Rect) { c.FitTo(r, 1) }

// FitTo shows a part of the picture as large as it fits, up to a zoom.
func (c *Canvas) FitTo(r geom.Rect, most float64) {
	s := c.open()
	if s.Width <= 0 || s.Height <= 0 {
		return
	}
	c.placed = true
	zoom := most
	if !r.Empty() {
		zoom = math.Min((float64(s.Width)-2*fitMargin)/r.W(), (float64(s.Height)-2*fitMargin)/r.H())
	}
	c.zoom = clampZoom(math.Min(zoom, most))
	c.center(r.Center())
	c.viewed()
}

// FitsAt says whether a part of the picture can be seen whole at a zoom.
func (c *Canvas) FitsAt(r geom.Rect, zoom float64) bool {
	s := c.open()
	return r.W()*zoom <= float64(s.Width)-2*fitMargin && r.H()*zoom <= float64(s.Height)-2*fitMargin
}

// ZoomTo zooms about the middle of the view.
func (c *Canvas) ZoomTo(zoom float64) {
	s := c.Size()
	c.zoomAt(zoom, fyne.NewPos(s.Width/2, s.Height/2))
}

// ZoomBy zooms a number of steps about the middle of the view.
func (c *Canvas) ZoomBy(steps float64) { c.ZoomTo(c.zoom * math.Pow(zoomStep, steps)) }

// Fits says whether a part of the picture can be seen whole at the present zoom.
func (c *Canvas) Fits(r geom.Rect) bool {
	view := c.Seen().Grow(-24 / c.zoom)
	return r.W() <= view.W() && r.H() <= view.H()
}

// Reveal moves the view just so far that r is in it, if it is not.
func (c *Canvas) Reveal(r geom.Rect) {
	view := c.Seen().Grow(-24 / c.zoom)
	if view.Holds(r) || c.Size().Width <= 0 {
		return
	}
	by := geom.Pt(shortfall(view.Min.X, view.Max.X, r.Min.X, r.Max.X), shortfall(view.Min.Y, view.Max.Y, r.Min.Y, r.Max.Y))
	c.origin = c.origin.Add(by)
	c.viewed()
}

// Place is where a view was, to go back to.
type Place struct {
	origin geom.Point
	zoom   float64
}

// Place is where the view is now.
func (c *Canvas) Place() Place { return Place{c.origin, c.zoom} }

// Return goes back to where the view was.
func (c *Canvas) Return(p Place) {
	if p == c.Place() || p.zoom == 0 {
		return
	}
	c.origin, c.zoom = p.origin, p.zoom
	c.viewed()
}

// shortfall is how far a window must go to show a range; a range too large is shown from its start.
func shortfall(lo, hi, from, to float64) float64 {
	switch {
	case to-from > hi-lo || from < lo:
		return from - lo
	case to > hi:
		return to - hi
	default:
		return 0
	}
}

// Pan moves the view by px of the screen.
func (c *Canvas) Pan(by geom.Point) {
	c.origin = c.origin.Add(by.Mul(1 / c.zoom))
	c.viewed()
}

func (c *Canvas) center(p geom.Point) {
	s := c.open()
	c.origin = p.Sub(geom.Pt(float64(s.Width), float64(s.Height)).Mul(0.5 / c.zoom))
}

func clampZoom(z float64) float64 { return math.Max(minZoom, math.Min(maxZoom, z)) }

// zoomAt zooms so that what is under a point of the widget stays there.
func (c *Canvas) zoomAt(zoom float64, at fyne.Position) {
	p := c.toScene(at)
	c.zoom = clampZoom(zoom)
	c.origin = p.Sub(geom.Pt(float64(at.X), float64(at.Y)).Mul(1 / c.zoom))
	c.viewed()
}

// viewed follows a change of the view.
func (c *Canvas) viewed() {
	c.placed = true
	c.arrange()
	c.askIfNeeded()
	if c.preview != nil {
		c.paintLive()
	}
	c.paintMarks()
	c.overview.follow()
	if c.hooks.Zoomed != nil {
		c.hooks.Zoomed()
	}
}

func (c *Canvas) toScene(p fyne.Position) geom.Point {
	return c.origin.Add(geom.Pt(float64(p.X), float64(p.Y)).Mul(1 / c.zoom))
}

// ToWidget is where a point of the scene is on the widget.
func (c *Canvas) ToWidget(p geom.Point) fyne.Position {
	q := p.Sub(c.origin).Mul(c.zoom)
	return fyne.NewPos(float32(q.X), float32(q.Y))
}

// scale is device px for one px of the screen.
func (c *Canvas) scale() float64 {
	if app := fyne.CurrentApp(); app != nil {
		if cv := app.Driver().CanvasForObject(c); cv != nil && cv.Scale() > 0 {
			return float64(cv.Scale())
		}
	}
	return 1
}
