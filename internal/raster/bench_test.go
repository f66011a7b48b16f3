//go:build unix

package raster_test

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"time"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/raster"
	"seika/internal/scene"
)

// Run these with -cpu 1: the figures to reach are the work of one core. Time on a shared machine lies, so each reports what
// the process used.

var sizes = []int{100, 1000, 3000, 10_000}

// cpu is the processor time the process has used so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure runs f as often as the benchmark wants and reports the processor time of one run.
func measure(b *testing.B, f func()) {
	b.Helper()
	b.ReportAllocs()
	f() // once for caches
	from := cpu()
	for b.Loop() {
		f()
	}
	b.ReportMetric(float64((cpu()-from).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

var towns = map[int]*diagram.Diagram{}

// drawn is a town as a diagram, made once. Its lines run as while something is dragged: how they run costs the layout its
// time, not the drawing.
func drawn(tb testing.TB, n int) *diagram.Diagram {
	tb.Helper()
	if towns[n] == nil {
		towns[n] = diagram.Build(exporttest.Town(tb, n), diagram.Options{Routing: layout.Quick})
	}
	return towns[n]
}

func eachSize(b *testing.B, f func(b *testing.B, d *diagram.Diagram)) {
	b.Helper()
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) { f(b, drawn(b, n)) })
	}
}

// screen is a base picture: the window and what lies round it.
var screen = image.Rect(0, 0, 1920, 1200)

// fit is the view in which all of a scene is seen.
func fit(s *scene.Scene, r image.Rectangle) raster.View {
	page := s.Page()
	return raster.View{Origin: page.Min, PPU: math.Min(float64(r.Dx())/page.W(), float64(r.Dy())/page.H())}
}

func BenchmarkBaseAtZoom1(b *testing.B) {
	eachSize(b, func(b *testing.B, d *diagram.Diagram) {
		s := scene.Build(d, scene.Options{})
		benchDraw(b, s, raster.View{Origin: s.Page().Min, PPU: 1})
	})
}

func BenchmarkBaseAllInView(b *testing.B) {
	eachSize(b, func(b *testing.B, d *diagram.Diagram) {
		s := scene.Build(d, scene.Options{})
		benchDraw(b, s, fit(s, screen))
	})
}

func benchDraw(b *testing.B, s *scene.Scene, v raster.View) {
	b.Helper()
	m, r := image.NewRGBA(screen), raster.New()
	measure(b, func() {
		if err := r.Draw(b.Context(), m, s, v, raster.Options{}); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkDirty is what is drawn again after one box moved, with the copy of the bitmap.
func BenchmarkDirty(b *testing.B) {
	eachSize(b, func(b *testing.B, d *diagram.Diagram) {
		s := scene.Build(d, scene.Options{})
		m, shown, r := image.NewRGBA(screen), image.NewRGBA(screen), raster.New()
		v := raster.View{Origin: s.Page().Min, PPU: 1}
		box := d.Boxes[len(d.Boxes)/2].Rect
		for _, x := range d.Boxes { // one in view
			if x.Rect.Min.X > 400 && x.Rect.Min.Y > 200 {
				box = x.Rect
				break
			}
		}
		areas := []geom.Rect{box, box.Add(geom.Pt(60, 30))}
		measure(b, func() {
			copy(m.Pix, shown.Pix)
			if err := r.Redraw(b.Context(), m, s, v, raster.Options{}, areas); err != nil {
				b.Fatal(err)
			}
		})
	})
}

func BenchmarkSceneBuild(b *testing.B) {
	eachSize(b, func(b *testing.B, d *diagram.Diagram) {
		measure(b, func() { scene.Build(d, scene.Options{}) })
	})
}

// BenchmarkHit reports the slowest of a hundred hits as well.
func BenchmarkHit(b *testing.B) {
	eachSize(b, func(b *testing.B, d *diagram.Diagram) {
		s := scene.Build(d, scene.Options{})
		chance := rand.New(rand.NewPCG(1, 2))
		points := make([]geom.Point, 10_000)
		for i := range points {
			points[i] = geom.Pt(s.Bounds.Min.X+chance.Float64()*s.Bounds.W(), s.Bounds.Min.Y+chance.Float64()*s.Bounds.H())
		}
		took := make([]time.Duration, len(points))
		measure(b, func() {
			for i, p := range points {
				from := time.Now()
				s.Hit(p, 1)
				took[i] = time.Since(from)
			}
		})
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1e6, "p99-ms")
	})
}

// BenchmarkFirstPicture starts from the graph in memory, with nothing measured or drawn yet.
func BenchmarkFirstPicture(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := exporttest.Town(b, n)
			m := image.NewRGBA(screen)
			b.ReportAllocs()
			from := cpu()
			for b.Loop() {
				d := diagram.Build(g, diagram.Options{})
				s := scene.Build(d, scene.Options{Theme: assets.Light})
				if err := raster.New().Draw(b.Context(), m, s, fit(s, screen), raster.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64((cpu()-from).Microseconds())/1000/float64(b.N), "cpu-ms/op")
		})
	}
}
