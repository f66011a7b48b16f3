package canvas

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"

	"seika/internal/geom"
)

func TestTheMinimapShowsWhereThePictureIsLargerThanTheViewAndMovesIt(t *testing.T) {
	s := newStage(t)
	close(s.let)
	o := s.c.overview
	s.c.Resize(fyne.NewSize(800, 500))
	s.c.ShowOverview(true)
	s.c.Fit()
	assert.False(t, o.Visible(), "all is in view")

	s.c.ZoomTo(4)
	s.c.Pan(geom.Pt(300, 0))
	assert.True(t, o.Visible())
	bounds := s.c.picture.Scene.Bounds
	middle := o.toMap(bounds.Center())
	o.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(middle.X), float32(middle.Y))}})
	assert.InDelta(t, bounds.Center().X, s.c.Seen().Center().X, 1, "what was pressed is in the middle")

	o.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(middle.X)+10, float32(middle.Y))}})
	assert.InDelta(t, bounds.Center().X+10/o.scale, s.c.Seen().Center().X, 1)

	s.c.Cover(400)
	assert.False(t, o.Visible(), "no room is left for it")
	s.c.Cover(0)
	s.c.ShowOverview(false)
	assert.False(t, o.Visible())
}

func TestAGridIsSeenOnPaperAlone(t *testing.T) {
	s := newStage(t)
	s.rest()
	before := sum(s.c.base.shown)
	again := func(h Help) {
		s.c.SetHelp(h)
		s.job()
		s.finish()
	}
	again(Help{Grid: true})
	assert.NotEqual(t, before, sum(s.c.base.shown))
	again(Help{})
	assert.Equal(t, before, sum(s.c.base.shown))
}
