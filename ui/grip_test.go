package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"seika/internal/geom"
)

// pullSide drags the left edge of the right panel.
func (d *desk) pullSide(dx float32) {
	edge := fyne.NewPos(d.w.win.Canvas().Size().Width-d.w.side.Size().Width-2, 300)
	test.Drag(d.w.win.Canvas(), edge, dx, 0)
}

func TestTheRightPanelIsAsWideAsItsEdgeIsDragged(t *testing.T) {
	d := deskWith(t, "A, B > C > D\n")
	d.w.win.Resize(fyne.NewSize(1280, 800))
	d.w.showSide(true)
	middle := func() geom.Point { return d.w.canvas.Seen().Center() }
	was := middle()

	d.pullSide(-90)
	assert.Equal(t, float32(410), d.w.side.Size().Width)
	assert.Equal(t, float32(1280-410), d.w.canvas.Size().Width, "the picture ends where the panel begins")
	assert.InDelta(t, was.X, middle().X, 0.01, "what was in the middle stays there")
	d.pullSide(-500)
	assert.Equal(t, float32(480), d.w.side.Size().Width)
	d.pullSide(+900)
	assert.Equal(t, float32(leastSide), d.w.side.Size().Width)
	d.pullSide(-60)

	next := d.app.newWindow()
	next.win.Resize(fyne.NewSize(1280, 800))
	next.showSide(true)
	assert.Equal(t, float32(leastSide+60), next.side.Size().Width, "it is remembered")

	for _, x := range d.w.side.Objects {
		if g, ok := x.(*grip); ok {
			g.DoubleTapped(nil)
		}
	}
	assert.Equal(t, float32(sideWidth), d.w.side.Size().Width, "the ordinary width")
	assert.Equal(t, float32(sideWidth), d.app.lastSide())
}

func TestAWidePanelLeavesRoomInASmallWindow(t *testing.T) {
	d := deskWith(t, "A, B > C > D\n")
	d.w.win.Resize(fyne.NewSize(1280, 800))
	d.w.showSide(true)
	d.pullSide(-500)
	d.w.win.Resize(fyne.NewSize(smallestWidth, smallestHeight))
	assert.Equal(t, float32(smallestWidth/2), d.w.side.Size().Width)
	assert.Equal(t, float32(smallestWidth/2), d.w.canvas.Covered(), "it lies over the canvas, which knows")
	d.pullSide(+100)
	assert.Equal(t, float32(smallestWidth/2-100), d.w.canvas.Covered(), "from where it was seen")
	d.w.relabel()
	assert.Equal(t, float32(smallestWidth/2-100), d.w.side.Size().Width, "another language changes nothing")
	d.w.win.Resize(fyne.NewSize(1280, 800))
	assert.Equal(t, float32(smallestWidth/2-100), d.w.side.Size().Width)
}

// TestThePanelIsMadeWiderByCommand: what the grip does is had without a pointer.
func TestThePanelIsMadeWiderByCommand(t *testing.T) {
	d := deskWith(t, many)
	d.w.openSide(propertiesTab)
	was := d.w.side.Size().Width
	d.w.run("panel_wider")
	assert.Equal(t, was+40, d.w.side.Size().Width)
	d.w.run("panel_narrower")
	assert.Equal(t, was, d.w.side.Size().Width)
	for range 20 {
		d.w.run("panel_narrower")
	}
	assert.EqualValues(t, leastSide, d.w.side.Size().Width)
}
