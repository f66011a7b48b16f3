package canvas

import (
	"context"
	"hash/crc32"
	"image"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/scene"
	"seika/model"
	"seika/model/edit"
)

// plainKeys lets every key through.
type plainKeys struct{}

func (plainKeys) Mods() fyne.KeyModifier        { return 0 }
func (plainKeys) Key(_ fyne.KeyName, do func()) { do() }
func (plainKeys) Rune(_ rune, do func())        { do() }
func (plainKeys) Settle()                       {}
func (plainKeys) Left()                         {}
func (plainKeys) Composing() bool               { return false }

func picture(t *testing.T, g *model.Graph) Picture {
	t.Helper()
	d := diagram.Build(g, diagram.Options{})
	return Picture{Graph: g, Diagram: d, Scene: scene.Build(d, scene.Options{})}
}

// stage is a canvas whose worker waits for the test.
type stage struct {
	t  *testing.T
	c  *Canvas
	mu sync.Mutex

	queue []func()
	begun chan job      // a job has come to the worker
	let   chan struct{} // and may be done
}

func newStage(t *testing.T) *stage {
	t.Helper()
	test.NewTempApp(t)
	s := &stage{t: t, begun: make(chan job, 16), let: make(chan struct{}, 16)}
	s.c = New(assets.Light, Hooks{Keyboard: plainKeys{}, Now: time.Now, Post: func(f func()) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.queue = append(s.queue, f)
	}})
	draw := s.c.work.Work
	s.c.work.Work = func(ctx context.Context, j job) (*image.RGBA, error) {
		s.begun <- j
		<-s.let
		return draw(ctx, j)
	}
	w := test.NewWindow(s.c)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	s.c.SetPicture(picture(t, graph(t, 0)), assets.Light)
	s.rest()
	return s
}

func TestAwaitShowsThePictureThatIsBeingDrawnAndOnlyOnce(t *testing.T) {
	s := newStage(t)
	s.c.SetPicture(picture(t, graph(t, 10)), assets.Light)
	<-s.begun
	was := s.c.base.shown
	s.c.Await(time.Millisecond)
	assert.Same(t, was, s.c.base.shown, "too slow to wait for")
	s.let <- struct{}{}
	s.c.Await(time.Minute)
	assert.NotSame(t, was, s.c.base.shown)
	assert.True(t, s.c.Drawn())
	shown := s.c.base.shown
	s.rest()
	assert.Same(t, shown, s.c.base.shown)
}

func TestWhatIsInTheMiddleStaysThereWhateverSizesCome(t *testing.T) {
	s := newStage(t)
	s.c.Fit()
	was, size := s.c.Seen().Center(), s.c.Size()
	for _, next := range []fyne.Size{{}, size, fyne.NewSize(200, 0), fyne.NewSize(640, 400)} {
		s.c.Resize(next)
	}
	assert.Equal(t, was, s.c.Seen().Center())
	s.rest()
}

func TestAnEmptyPictureNeedsNoWorker(t *testing.T) {
	s := newStage(t)
	s.c.SetPicture(picture(t, model.Empty()), assets.Light)
	assert.True(t, s.c.Drawn())
	assert.Empty(t, s.begun)
}

func graph(t *testing.T, x float64) *model.Graph {
	t.Helper()
	g := model.Empty()
	for i, id := range []model.ID{"na", "nb"} {
		var err error
		g, _, err = model.Try(g, edit.Add{Node: model.Node{ID: id, Name: string(id), At: model.PlaceAt(geom.Pt(x+200*float64(i), 0))}})
		require.NoError(t, err)
	}
	g, _, err := model.Try(g, edit.Join(model.IO, []model.ID{"na"}, []model.ID{"nb"}))
	require.NoError(t, err)
	return g
}

// job waits for the worker to begin one.
func (s *stage) job() job {
	s.t.Helper()
	select {
	case j := <-s.begun:
		return j
	case <-time.After(10 * time.Second):
		s.t.Fatal("no base was asked for")
		return job{}
	}
}

// finish lets the worker do its job, and takes the result.
func (s *stage) finish() {
	s.t.Helper()
	s.let <- struct{}{}
	for range 10000 {
		s.mu.Lock()
		fs := s.queue
		s.queue = nil
		s.mu.Unlock()
		for _, f := range fs {
			f()
		}
		if len(fs) > 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	s.t.Fatal("the base never came")
}

// rest finishes everything.
func (s *stage) rest() {
	s.t.Helper()
	for !s.c.Drawn() {
		s.job()
		s.finish()
	}
}

// placed checks that the bitmap lies where its own view says, in the present one.
func (s *stage) placed() {
	s.t.Helper()
	c := s.c
	want := c.ToWidget(c.base.origin)
	assert.InDelta(s.t, want.X, c.base.object.Position().X, 1)
	assert.InDelta(s.t, want.Y, c.base.object.Position().Y, 1)
	assert.InDelta(s.t, float64(c.base.shown.Rect.Dx())*c.zoom/c.base.ppu, c.base.object.Size().Width, 0.01)
}

func sum(img *image.RGBA) uint32 { return crc32.ChecksumIEEE(img.Pix) }

func TestTheOldBaseIsPlacedByItsOwnView(t *testing.T) {
	s := newStage(t)
	shown, at := s.c.base.shown, s.c.base.object.Position()
	s.c.Pan(geom.Pt(10, 0))
	assert.InDelta(t, at.X-10, s.c.base.object.Position().X, 0.01, "a short way needs no new base")
	assert.True(t, s.c.Drawn())

	s.c.Pan(geom.Pt(300, 40))
	s.job()
	assert.Same(t, shown, s.c.base.shown)
	s.placed()
	s.c.zoomAt(2, fyne.NewPos(100, 100)) // while one is being drawn
	s.placed()
	assert.InDelta(t, float64(shown.Rect.Dx())*2/s.c.base.ppu, s.c.base.object.Size().Width, 0.01, "stretched")
	s.finish()
	s.placed()
	assert.False(t, s.c.Drawn(), "that one was for the view before")
	s.rest()
	s.placed()
	assert.InDelta(t, 2, s.c.base.ppu, 1e-9, "sharp")
}

func TestATurningWheelIsNotStarved(t *testing.T) {
	s := newStage(t)
	s.c.zoomAt(1.1, fyne.NewPos(0, 0))
	s.job()
	for range 10 {
		s.c.zoomAt(s.c.zoom*1.1, fyne.NewPos(0, 0))
	}
	assert.Empty(t, s.begun, "one at a time")
	s.finish()
	s.job()
	s.finish()
	assert.True(t, s.c.Drawn(), "and then the newest")
}

func TestWhatWasDrawnForAnOlderPictureIsNotTheLast(t *testing.T) {
	s := newStage(t)
	s.c.SetPicture(picture(t, graph(t, 10)), assets.Light)
	s.job()
	newest := picture(t, graph(t, 50))
	s.c.SetPicture(newest, assets.Light)
	s.finish()
	assert.False(t, s.c.Drawn())
	s.rest()
	assert.Same(t, newest.Scene, s.c.base.picture)
}

func TestTheLiveLayerGoesWithTheBaseThatHasItsElements(t *testing.T) {
	s := newStage(t)
	moved := picture(t, graph(t, 30))
	s.c.Preview(&moved, []model.ID{"na", "nb"})
	j := s.job()
	assert.ElementsMatch(t, []model.ID{"na", "nb"}, j.skip, "the base is drawn without what moves")
	s.finish()
	assert.True(t, s.c.live.object.Visible())

	s.c.SetPicture(moved, assets.Light) // the drop
	s.job()
	assert.True(t, s.c.live.object.Visible(), "until the base has them nothing may flicker")
	s.finish()
	assert.False(t, s.c.live.object.Visible())
	assert.True(t, s.c.Drawn())
}

func TestACancelledPreviewComesBackAsOne(t *testing.T) {
	s := newStage(t)
	moved := picture(t, graph(t, 30))
	s.c.Preview(&moved, []model.ID{"na"})
	s.job()
	s.finish()
	s.c.Preview(nil, nil)
	s.job()
	s.finish()
	assert.False(t, s.c.live.object.Visible())
	assert.Empty(t, s.c.base.skipped)
}

func TestNoBitmapIsWrittenWhileItIsShown(t *testing.T) {
	s := newStage(t)
	for i := range 12 {
		shown := s.c.base.shown
		before := sum(shown)
		if i%3 == 0 {
			s.c.zoomAt(1+float64(i)/10, fyne.NewPos(50, 50))
		} else {
			s.c.Pan(geom.Pt(150, -90))
		}
		if s.c.Drawn() && !s.c.asking {
			continue
		}
		j := s.job()
		assert.NotSame(t, shown, j.into)
		s.let <- struct{}{}
		require.Eventually(t, func() bool { s.mu.Lock(); defer s.mu.Unlock(); return len(s.queue) > 0 }, 10*time.Second, time.Millisecond)
		assert.Equal(t, before, sum(shown), "drawn elsewhere, and not yet on the screen")
		assert.Same(t, shown, s.c.base.shown)
		s.mu.Lock()
		fs := s.queue
		s.queue = nil
		s.mu.Unlock()
		for _, f := range fs {
			f()
		}
		b := s.c.base.shown
		assert.Equal(t, 4*b.Rect.Dx(), b.Stride, "tightly packed")
		assert.Equal(t, image.Point{}, b.Rect.Min)
		assert.Len(t, b.Pix, 4*b.Rect.Dx()*b.Rect.Dy())
		s.rest()
	}
}

func TestNothingIsGrownWhileTheDocumentRests(t *testing.T) {
	s := newStage(t)
	s.c.Select([]model.ID{"na"}, nil)
	shown := func() (items []scene.Item) {
		s.c.handles(&items)
		return items
	}
	require.NotEmpty(t, shown())
	s.c.Rest(true)
	assert.Empty(t, shown())
	s.c.Rest(false)
	assert.NotEmpty(t, shown())
}

// TestWhatIsDrawnAfterAnEditIsTheWholePicture compares the base, of which only what differs is drawn, with all of it drawn.
func TestWhatIsDrawnAfterAnEditIsTheWholePicture(t *testing.T) {
	s := newStage(t)
	whole := func() uint32 {
		j := s.c.base.job
		require.NotNil(t, j.was, "it is the same view")
		j.was, j.into, j.done = nil, image.NewRGBA(j.into.Rect), make(chan struct{})
		img, err := s.c.draw(t.Context(), j)
		require.NoError(t, err)
		return sum(img)
	}
	before := sum(s.c.base.shown)
	for by := range 5 {
		to := float64(20 * (by + 1))
		s.c.SetPicture(picture(t, graph(t, to)), assets.Light)
		s.rest()
		assert.NotEqual(t, before, sum(s.c.base.shown))
		assert.Equal(t, whole(), sum(s.c.base.shown), "moved by %g", to)
		moved := picture(t, graph(t, to+20))
		s.c.Preview(&moved, []model.ID{"na"})
		s.rest()
		assert.Equal(t, whole(), sum(s.c.base.shown), "without what moves")
		s.c.Preview(nil, nil)
		s.rest()
		assert.Equal(t, whole(), sum(s.c.base.shown), "with it again")
	}
}

// TestTheStripsOnTheScreenAreTheWholeBase puts together what the display was last asked to fetch.
func TestTheStripsOnTheScreenAreTheWholeBase(t *testing.T) {
	s := newStage(t)
	b := &s.c.base
	screen := make([]*image.RGBA, len(b.strips))
	handed := 0
	follow := func(f *fresh) {
		for i := range screen {
			if f.all || f.meets(i*stripRows, b.stripEnd(i)) {
				strip := b.strips[i].Generator(0, 0).(*image.RGBA)
				screen[i] = &image.RGBA{Pix: slices.Clone(strip.Pix), Stride: strip.Stride, Rect: strip.Rect}
				handed++
			}
		}
	}
	follow(&fresh{all: true})
	require.Greater(t, len(screen), 4)
	for by := range 5 {
		handed = 0
		s.c.SetPicture(picture(t, graph(t, float64(20*(by+1)))), assets.Light)
		s.rest()
		follow(b.job.fresh)
		require.NotZero(t, handed)
		assert.Less(t, handed, len(screen), "most of the picture is as it was")
		for i, strip := range screen {
			from := i * stripRows
			whole := b.shown.SubImage(image.Rect(0, from, b.shown.Rect.Dx(), b.stripEnd(i))).(*image.RGBA)
			assert.Equal(t, whole.Pix[:len(strip.Pix)], strip.Pix, "strip %d", i)
		}
	}
}

func TestStripsMeetWhereverTheyAreShown(t *testing.T) {
	s := newStage(t)
	for range 3 {
		b := &s.c.base
		for i, strip := range b.strips[1:] {
			above := b.strips[i]
			assert.Less(t, strip.Position().Y, above.Position().Y+above.Size().Height, "strip %d", i+1)
			assert.Equal(t, b.object.Size().Width, strip.Size().Width)
		}
		last := b.strips[len(b.strips)-1]
		assert.InDelta(t, b.object.Size().Height, last.Position().Y+last.Size().Height, 0.01)
		s.c.zoomAt(1.3, fyne.NewPos(30, 30))
	}
	s.rest()
}

func TestWhatWasNamedHasNoRingAnyMore(t *testing.T) {
	s := newStage(t)
	new := picture(t, graph(t, 30))
	s.c.Preview(&new, []model.ID{"na"})
	s.c.Name("na")
	s.rest()
	s.c.Select([]model.ID{"nb"}, nil)
	named := sum(s.c.marks.shown)
	s.c.SetPicture(new, assets.Light) // the name is accepted
	s.rest()
	s.c.Select([]model.ID{"nb"}, nil)
	assert.NotEqual(t, named, sum(s.c.marks.shown))
	assert.Empty(t, s.c.naming)
}
