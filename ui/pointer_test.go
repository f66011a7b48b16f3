package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/internal/geom"
	"seika/internal/scene"
	"seika/ui/panel"
	"seika/ui/tool"
)

// handle is where a handle of a deliverable is on the canvas, once the pointer is over it.
func (d *desk) handle(of string, side tool.Side) fyne.Position {
	d.t.Helper()
	d.hover(d.at(of))
	b, ok := d.w.diagram.Box(d.id(of))
	require.True(d.t, ok)
	return d.w.canvas.ToWidget(tool.HandleAt(b.Rect, side, d.w.doc.Graph().Meta().Direction, d.w.canvas.Zoom()))
}

func (d *desk) scroll(at fyne.Position, dx, dy float32) {
	d.w.canvas.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(dx, dy)})
	d.settle()
}

const main = desktop.MouseButtonPrimary

func TestDraggingMovesOnceAndUndoesOnce(t *testing.T) {
	d := deskWith(t, flow)
	from := d.at("D")
	before := d.bytes()
	d.drag(from, from.Add(fyne.NewPos(60, 40)), main)
	assert.InDelta(t, 560, d.places()[d.id("D")].X, 1)
	steps, _ := d.w.doc.Steps()
	assert.Equal(t, 1, steps)
	d.press("Ctrl+Z")
	assert.Equal(t, before, d.bytes())
}

func TestTheDocumentRestsWhileADragGoesOn(t *testing.T) {
	d := deskWith(t, flow)
	from := d.at("D")
	g := d.w.doc.Graph()
	d.hover(from)
	d.w.canvas.MouseDown(d.mouse(from, main))
	for i := range 5 {
		at := from.Add(fyne.NewPos(float32(10*i), 0))
		d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
		assert.Same(t, g, d.w.doc.Graph())
	}
	d.press("Esc")
	assert.False(t, d.w.canvas.Busy(), "Esc cancels it whole")
	d.w.canvas.MouseUp(d.mouse(from, main))
	d.w.canvas.DragEnd()
	d.settle()
	assert.Same(t, g, d.w.doc.Graph())
	assert.Equal(t, "D", d.sel())
	d.press("Esc")
	assert.Empty(t, d.sel())
}

func TestShiftKeepsOneAxis(t *testing.T) {
	d := deskWith(t, flow)
	from := d.at("D")
	before := d.places()[d.id("D")]
	d.hover(from)
	d.w.canvas.MouseDown(d.mouse(from, main))
	d.mods = shift
	for _, at := range []fyne.Position{from.Add(fyne.NewPos(30, 10)), from.Add(fyne.NewPos(60, 20))} {
		d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	d.w.canvas.MouseUp(d.mouse(from.Add(fyne.NewPos(60, 20)), main))
	d.mods = 0
	d.settle()
	after := d.places()[d.id("D")]
	assert.Equal(t, before.Y, after.Y)
	assert.InDelta(t, before.X+60, after.X, 1)
}

func TestHandlesGrowAndConnect(t *testing.T) {
	d := deskWith(t, flow)
	d.click(d.handle("D", tool.Output))
	d.words("«X» Enter")
	assert.Contains(t, d.lines(), "D > X")

	d.open(flow)
	d.drag(d.handle("A", tool.Output), d.at("D"), main)
	assert.Contains(t, d.lines(), "A, C > D")

	d.open(flow)
	d.drag(d.handle("D", tool.Partner), fyne.NewPos(700, 500), main)
	require.Equal(t, "bar", d.focus(), "dropped on blank it asks for a name")
	d.words("«Y» Enter")
	assert.Contains(t, d.lines(), "D = Y")
	at := d.w.canvas.ToWidget(d.places()[d.id("Y")])
	assert.InDelta(t, 700, at.X, 1)

	d.open(flow)
	d.drag(d.handle("A", tool.Output), d.at("C"), main)
	assert.Equal(t, "“A” and “C” are joined already.", d.said())

	d.open(flow)
	d.pick("A", "B")
	d.drag(d.handle("A", tool.Output), d.at("D"), main)
	assert.Contains(t, d.lines(), "A, B, C > D")
	steps, _ := d.w.doc.Steps()
	assert.Equal(t, 1, steps, "many to one is one step")
}

// TestTheRingOfHandles has each handle of a box grow to its side, at any zoom at which it shows, and none where it does not.
func TestTheRingOfHandles(t *testing.T) {
	for _, zoom := range []float64{2, 1, 0.6, 0.55, 0.3} {
		for side, want := range map[tool.Side]string{tool.Output: "D > X", tool.Input: "X > D", tool.Partner: "D = X"} {
			d := deskWith(t, "D")
			d.w.canvas.ZoomTo(zoom)
			d.click(d.handle("D", side))
			d.words("«X» Enter")
			assert.Contains(t, d.lines(), want, "at %g", zoom)
		}
	}
	at := func(zoom float64, hovered bool) string {
		d := deskWith(t, "D")
		d.w.canvas.ZoomTo(zoom)
		d.pick("D")
		h := d.handle("D", tool.Output)
		if !hovered {
			d.hover(fyne.NewPos(3, 3))
		}
		d.w.canvas.MouseDown(d.mouse(h, main)) // without a way there
		d.w.canvas.MouseUp(d.mouse(h, main))
		d.settle()
		return d.focus()
	}
	assert.Equal(t, "bar", at(0.6, false), "a selected box has them without the pointer")
	assert.Equal(t, "canvas", at(0.55, false), "not below 60 %: they would hide its neighbours")
	assert.Equal(t, "bar", at(0.55, true), "the box under the pointer has them still")
	assert.Equal(t, "canvas", at(0.25, true), "what does not show is not hit")
}

func TestDoubleClicks(t *testing.T) {
	d := deskWith(t, flow)
	d.click(d.at("D"))
	d.click(d.at("D"))
	assert.Equal(t, "Name of “D”", d.w.bar.chip.Said())
	d.words("«2» Enter")
	assert.Equal(t, "D2", d.sel())

	d.open(flow)
	d.click(d.at("D"))
	d.pass(2 * d.app.fyne.Driver().DoubleTapDelay())
	d.click(d.at("D"))
	assert.Equal(t, "canvas", d.focus(), "too slow to be a double click")

	d.open(flow)
	blank := fyne.NewPos(700, 500)
	d.click(blank)
	d.click(blank)
	d.words("«X» Enter")
	at := d.w.canvas.ToWidget(d.places()[d.id("X")])
	assert.InDelta(t, 700, at.X, 1)
	assert.InDelta(t, 500, at.Y, 1)
}

func TestPanningThreeWays(t *testing.T) {
	d := deskWith(t, flow)
	by := func(f func()) geom.Point {
		d.open(flow)
		before := d.w.canvas.View().Min
		f()
		return d.w.canvas.View().Min.Sub(before)
	}
	from, to := fyne.NewPos(600, 400), fyne.NewPos(550, 430)
	assert.Equal(t, geom.Pt(50, -30), by(func() { d.drag(from, to, desktop.MouseButtonTertiary) }), "middle drag")
	assert.Equal(t, geom.Pt(50, -30), by(func() {
		d.w.canvas.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
		d.drag(from, to, main)
		d.w.canvas.KeyUp(&fyne.KeyEvent{Name: fyne.KeySpace})
	}), "Space and drag")
	assert.Equal(t, geom.Pt(0, 50), by(func() { d.scroll(from, 0, -25) }), "a notch of the wheel")
	assert.Equal(t, geom.Pt(50, 0), by(func() { d.scroll(from, -25, 0) }), "sideways")
	assert.Equal(t, geom.Pt(0, 600), by(func() { d.scroll(from, 0, -9999) }), "what is too much to be true is bounded")
	assert.Empty(t, d.sel())
	steps, _ := d.w.doc.Steps()
	assert.Zero(t, steps)
}

func TestZoomingKeepsWhatIsUnderThePointer(t *testing.T) {
	d := deskWith(t, flow)
	at := d.at("D")
	d.mods = ctrl
	d.scroll(at, 0, 25)
	assert.InDelta(t, 1.1, d.w.canvas.Zoom(), 1e-9)
	assert.InDelta(t, at.X, d.at("D").X, 0.1)
	d.scroll(at, 0, -250)
	assert.InDelta(t, at.X, d.at("D").X, 0.1)
	for range 100 {
		d.scroll(at, 0, -250)
	}
	assert.InDelta(t, 0.05, d.w.canvas.Zoom(), 1e-9)
	for range 100 {
		d.scroll(at, 0, 250)
	}
	assert.InDelta(t, 4, d.w.canvas.Zoom(), 1e-9)
}

func TestADragNearTheBorderScrollsForAsLongAsItRestsThere(t *testing.T) {
	d := deskWith(t, flow)
	before := d.w.canvas.View().Min
	from := d.at("D")
	edge := fyne.NewPos(d.w.canvas.Size().Width-5, from.Y)
	d.hover(from)
	d.w.canvas.MouseDown(d.mouse(from, main))
	d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: edge}})
	for range 20 { // the hand holds still
		d.pass(20 * time.Millisecond)
	}
	assert.Greater(t, d.w.canvas.View().Min.X, before.X+100)
	d.w.canvas.MouseUp(d.mouse(edge, main))
	d.settle()
	at := d.at("D")
	assert.InDelta(t, edge.X, at.X, 30, "the box is where the pointer let it go")
	seen := d.w.canvas.View().Min
	d.pass(time.Second)
	assert.Equal(t, seen, d.w.canvas.View().Min, "it ends with the drag")
}

func TestScrollingAtTheBorderEndsWithEscAndAwayFromIt(t *testing.T) {
	d := deskWith(t, flow)
	from := d.at("D")
	edge := fyne.NewPos(d.w.canvas.Size().Width-5, from.Y)
	for _, end := range []func(){
		func() { d.press("Esc") },
		func() { d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: from}}) },
	} {
		d.w.canvas.MouseDown(d.mouse(from, main))
		d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: edge}})
		d.pass(20 * time.Millisecond)
		end()
		seen := d.w.canvas.View().Min
		for range 5 {
			d.pass(20 * time.Millisecond)
		}
		assert.Equal(t, seen, d.w.canvas.View().Min)
		d.w.canvas.MouseUp(d.mouse(from, main))
		d.settle()
		from = d.at("D")
	}
}

func TestAPressThatIsNoDragYetScrollsNothing(t *testing.T) {
	d := deskWith(t, flow)
	d.w.canvas.Pan(geom.Pt(float64(d.at("A").X)-8, 0)) // it stands at the border
	at := d.at("A")
	seen := d.w.canvas.View().Min
	d.w.canvas.MouseDown(d.mouse(at, main))
	d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.Add(fyne.NewPos(1, 1))}})
	for range 5 {
		d.pass(20 * time.Millisecond)
	}
	assert.Equal(t, seen, d.w.canvas.View().Min)
}

// A menu takes the release of the button that opened it.
func TestAfterAContextMenuBoxesShowTheirHandlesAgain(t *testing.T) {
	d := deskWith(t, flow)
	d.w.canvas.MouseDown(d.mouse(d.at("D"), desktop.MouseButtonSecondary))
	require.NotNil(t, d.w.win.Canvas().Overlays().Top())
	d.press("Esc")
	d.hover(d.at("A"))
	assert.Equal(t, d.id("A"), d.w.canvas.Hover())
}

func TestAnotherButtonLeavesADragAlone(t *testing.T) {
	for _, other := range []desktop.MouseButton{desktop.MouseButtonSecondary, desktop.MouseButtonTertiary} {
		d := deskWith(t, flow)
		from := d.at("D")
		before, view := d.places(), d.w.canvas.View()
		to := from.Add(fyne.NewPos(60, 0))
		d.w.canvas.MouseDown(d.mouse(from, main))
		d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
		d.w.canvas.MouseDown(d.mouse(to, other))
		d.w.canvas.MouseUp(d.mouse(to, other))
		require.Nil(t, d.w.win.Canvas().Overlays().Top())
		to = to.Add(fyne.NewPos(0, 60))
		d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
		d.w.canvas.MouseUp(d.mouse(to, main))
		d.settle()
		assert.False(t, d.w.canvas.Busy())
		assert.InDelta(t, before[d.id("D")].Y+60, d.places()[d.id("D")].Y, 8)
		assert.Equal(t, view, d.w.canvas.View())
	}
}

func TestARightClickSelectsAndOffers(t *testing.T) {
	d := deskWith(t, flow)
	d.w.canvas.MouseDown(d.mouse(d.at("D"), desktop.MouseButtonSecondary))
	d.w.canvas.MouseUp(d.mouse(d.at("D"), desktop.MouseButtonSecondary))
	assert.Equal(t, "D", d.sel())
	assert.NotNil(t, d.w.win.Canvas().Overlays().Top())
}

func TestAMarqueeIsCancelledWhole(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("D")
	from := d.w.canvas.ToWidget(geom.Pt(20, 20))
	d.w.canvas.MouseDown(d.mouse(from, main))
	d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: d.at("E").Add(fyne.NewPos(20, 20))}})
	assert.Equal(t, "A B C E", d.sel())
	d.press("Esc")
	assert.Equal(t, "D", d.sel())
}

func TestAHandleAndABadgeSayWhatTheyAreFor(t *testing.T) {
	d := deskWith(t, resting)
	usual := d.w.hints()
	d.hover(d.handle("D", tool.Input))
	assert.Equal(t, []string{"click new input of D", "drag to join to a box"}, d.w.hints())
	assert.Contains(t, d.w.status.hints.Text, "click new input")
	d.hover(d.at("A"))
	assert.Equal(t, usual, d.w.hints())

	badge := func() (scene.Group, bool) {
		i := slices.IndexFunc(d.w.scene.Groups, func(g scene.Group) bool { return g.Class == scene.Badge })
		if i < 0 {
			return scene.Group{}, false
		}
		return d.w.scene.Groups[i], true
	}
	d.until("a badge", func() bool { _, ok := badge(); return ok && d.w.canvas.Drawn() })
	g, _ := badge()
	at := slices.IndexFunc(d.w.open(), func(f analysis.Finding) bool { return slices.Contains(f.At, g.Ref) })
	require.GreaterOrEqual(t, at, 0)
	d.hover(d.w.canvas.ToWidget(g.Bounds.Center()))
	assert.Equal(t, []string{panel.Said(d.app.lang, d.w.doc.Graph(), d.w.open()[at])}, d.w.hints())
	d.w.canvas.MouseOut()
	assert.Equal(t, usual, d.w.hints())
}
