package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

// A tidy picture is glided to, so that people see what went where: as while something is dragged, each frame is a preview, and
// the document changes once, at the end.
const (
	glideTime = 200 * time.Millisecond
	glideMost = 300 // deliverables and relations
)

// glide shows a command on its way, and does the rest once it has arrived, or as soon as people go on.
func (w *Window) glide(c model.Command, arrived func()) {
	g := w.doc.Graph()
	p, ok := c.(edit.Place)
	busy := w.canvas.Busy() || w.canvas.Previewing() || w.bar.naming() || w.presenting != nil || w.aside != nil
	w.land()
	if !ok || busy || len(p.At) == 0 || g.NodeCount()+g.RelationCount() > glideMost || !w.app.fyne.Settings().ShowAnimations() {
		arrived()
		return
	}
	w.gliding = arrived
	a := fyne.NewAnimation(glideTime, func(done float32) {
		w.app.guard(func() {
			switch {
			case w.gliding == nil || w.closed: // people went on
			case done == 1 || w.doc.Graph() != g:
				w.land()
			default:
				w.preview(onTheWay(g, p, float64(done)))
			}
		})
	})
	a.Curve = fyne.AnimationEaseInOut
	a.Start()
}

// land ends a glide at once.
func (w *Window) land() {
	if arrived := w.gliding; arrived != nil {
		w.gliding = nil
		arrived()
	}
}

// onTheWay is a part of the way to places.
func onTheWay(g *model.Graph, to edit.Place, done float64) edit.Place {
	var c edit.Place
	for _, x := range to.At {
		n, _ := g.Node(x.ID)
		at := n.At
		if f, ok := g.Group(x.ID); ok {
			at = f.At
		}
		if !at.Set || !x.At.Set {
			continue
		}
		from, way := at.Point(), x.At.Point().Sub(at.Point())
		c.At = append(c.At, edit.Placed{ID: x.ID, At: model.PlaceAt(from.Add(geom.Pt(way.X*done, way.Y*done)))})
	}
	return c
}
