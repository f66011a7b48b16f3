package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/layout/layered"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/canvas"
)

const quick = layout.Quick

// order is a picture to be made.
type order struct {
	graph   *model.Graph
	options diagram.Options
	theme   assets.Theme
	numbers map[model.ID]int
	faded   func(model.ID) bool
	base    *diagram.Diagram // of the same graph with the same names: only marks and numbers differ
}

// fewLines is how many lines are all routed at once; more take long enough to be worth a worker.
const fewLines = 60

// beforeLines is how long the leading of many lines waits: until the markers of the same edit are drawn, and for another edit,
// which makes it needless.
const beforeLines = 60 * time.Millisecond

// manyLines is from how many lines on a document just opened is first shown with quick ones: careful ones would keep people
// waiting before an empty window.
const manyLines = 600

// firstRouting is how the lines of a document just opened are routed at first.
func firstRouting(g *model.Graph) layout.Routing {
	if g.RelationCount() > manyLines {
		return layout.Quick
	}
	return layout.Careful
}

// sameFrame is how long an edit waits for its picture, so that it shows with the frame at hand and not with the next.
const sameFrame = 8 * time.Millisecond

// repaint follows a change of the document. Where to lead all lines would take too long, those that the change touches are led
// at once and the others stay; the picture in which all may give way to each other then comes from a worker. The scene at
// rest must be that of the diagram.
func (w *Window) repaint(c model.Change) {
	g := w.doc.Graph()
	routing := layout.Careful
	if g.RelationCount() > fewLines {
		routing = layout.Near
	}
	was, o := w.diagram, w.sceneOptions()
	next, ids := was.Update(g, routing)
	w.diagram = next.WithMarks(w.marks())
	if c.OnlyGeometry() && slices.Equal(was.Options.Marks, w.diagram.Options.Marks) {
		w.scene = w.scene.Update(w.diagram, o, ids)
	} else {
		w.scene = scene.Build(w.diagram, o)
	}
	w.setPicture(w.picture(), w.app.sceneTheme())
	w.canvas.Select(w.selected, nil)
	w.canvas.Await(sameFrame)
	w.stopPictures()
	if routing == layout.Near && c.OnlyGeometry() {
		w.askPicture() // else when it is known which questions there are now: see analysed
	}
}

// setPicture shows a picture, and again what views of two things have put on the one before.
func (w *Window) setPicture(p canvas.Picture, t assets.Theme) {
	w.canvas.SetPicture(p, t)
	if v, on := changesOn(w); on {
		v.overlay()
	}
	if b, on := besideOn(w); on && b.look != t {
		b.paint()
	}
}

// askPicture has the picture made anew on a worker.
func (w *Window) askPicture() {
	o := w.diagram.Options
	careful := o.Routing == layout.Careful
	o.Routing, o.Marks = layout.Careful, w.marks()
	req := order{graph: w.doc.Graph(), options: o, theme: w.app.sceneTheme(), numbers: w.shownNumbers(), faded: w.pale()}
	if careful && w.diagram.Graph == w.doc.Graph() {
		req.base = w.diagram
	}
	w.stopPictures()
	if req.base == nil && req.graph.RelationCount() > fewLines {
		w.lines.Ask(req)
		return
	}
	w.pictures.Ask(req)
}

func (w *Window) stopPictures() {
	w.pictures.Stop()
	w.lines.Stop()
}

// askMarks has other markers and numbers drawn on the picture as it is. Where all of its lines are still to be led, that is asked for when
// the markers are there: they need not wait for it.
func (w *Window) askMarks() {
	if w.diagram.Graph != w.doc.Graph() || w.diagram.Options.Routing == layout.Careful {
		w.askPicture()
		return
	}
	o := w.diagram.Options
	o.Marks = w.marks()
	w.stopPictures()
	w.pictures.Ask(order{
		graph: w.doc.Graph(), options: o, theme: w.app.sceneTheme(), numbers: w.shownNumbers(), faded: w.pale(), base: w.diagram,
	})
}

// drawPicture runs on the worker.
func drawPicture(ctx context.Context, o order) (canvas.Picture, error) {
	d := o.base
	if d == nil {
		d = diagram.Build(o.graph, o.options)
	}
	d = d.WithMarks(o.options.Marks)
	if err := ctx.Err(); err != nil {
		return canvas.Picture{}, err
	}
	s := scene.Build(d, scene.Options{Theme: o.theme, Numbers: o.numbers, Faded: o.faded})
	return canvas.Picture{Graph: o.graph, Diagram: d, Scene: s}, nil
}

// pictured takes a picture from the worker.
func (w *Window) pictured(o order, p canvas.Picture, err error) {
	if err != nil {
		w.app.report(err)
		return
	}
	if p.Graph != w.doc.Graph() {
		return
	}
	w.diagram, w.scene = p.Diagram, p.Scene
	if w.diagram.Options.Routing != layout.Careful {
		defer w.askPicture()
	}
	if w.canvas.Busy() || w.bar.naming() {
		// The gesture goes on over the picture it began with; what it shows would jump.
		w.canvas.SetBehind(p, o.theme)
		return
	}
	w.setPicture(p, o.theme)
}

func (w *Window) sceneOptions() scene.Options {
	return scene.Options{Theme: w.app.sceneTheme(), Numbers: w.shownNumbers(), Faded: w.pale()}
}

// showNames chooses which names boxes show. Where others are longer it says how to make room for them: what stands where is
// the document's, and choosing names changes no document.
func (w *Window) showNames(n diagram.Names) {
	o := w.diagram.Options
	o.Names = n
	w.diagram = diagram.Build(w.doc.Graph(), o)
	w.scene = scene.Build(w.diagram, w.sceneOptions())
	w.repaint(model.Change{})
	var said []string
	if n != diagram.Main {
		missing := 0
		for x := range w.doc.Graph().Nodes() {
			if onlyOneName(x) {
				missing++
			}
		}
		if missing > 0 {
			said = append(said, w.app.text(lang.M("names.missing", "n", missing)))
		}
		if over := w.diagram.Crowded(); over > 0 {
			said = append(said, w.app.text(lang.M("names.crowded", "n", over)))
		}
	}
	w.bar.say(strings.Join(said, " "))
}

// onlyOneName says that a deliverable has a name in the first language alone.
func onlyOneName(n model.Node) bool { return n.Name != "" && n.NameAlt == "" }

// tidy is a picture to be put in order.
type tidy struct {
	graph *model.Graph
	names diagram.Names // that are shown
	mode  layout.Mode
	only  []model.ID
	by    layout.Engine // nil is the built-in one
	step  string        // the key of the step of undo that it belongs to; "" is one of its own
}

func arrange(ctx context.Context, t tidy) (model.Command, error) {
	if t.by == nil {
		t.by = layered.Engine{}
	}
	return diagram.Arrange(ctx, t.graph, t.names, t.by, t.mode, t.only)
}
