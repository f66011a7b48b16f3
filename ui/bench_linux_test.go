package ui

import (
	"fmt"
	"math"
	"runtime"
	"syscall"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

// What a turn costs the UI goroutine, painting aside, which `make bench-window` adds.

// thread is the processor time of this thread in ms: workers do not count.
func thread() float64 {
	const self = 1 // RUSAGE_THREAD
	var u syscall.Rusage
	if err := syscall.Getrusage(self, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

// timed is a desk whose UI goroutine keeps to its thread, so that its clock can be read.
type timed struct {
	*desk
	spent float64
	ops   int
}

func (d *timed) time(f func()) {
	from := thread()
	f()
	d.spent += thread() - from
	d.ops++
}

func (d *timed) report(b *testing.B) { b.ReportMetric(d.spent/float64(d.ops), "cpu-ms/op") }

// deskOf opens the editor on n deliverables along the flow, every fourth intangible, with one and a half relations each.
func deskOf(b *testing.B, n int) *timed {
	runtime.LockOSThread()
	b.Cleanup(runtime.UnlockOSThread)
	d := &timed{desk: newDesk(b)}
	names := []string{"要望リスト", "業界知識", "利用データ", "要件案", "追加機能案", "review record", "release plan"}
	id := func(i int) model.ID { return model.ID(fmt.Sprintf("d%d", i)) }
	rows := int(math.Sqrt(float64(n))) + 1
	var cs []model.Command
	for i := range n {
		x := model.Node{
			ID: id(i), Name: fmt.Sprintf("%s %d", names[i%len(names)], i),
			At: model.PlaceAt(geom.Pt(float64(i/rows*240), float64(i%rows*90))),
		}
		if i%4 == 1 {
			x.Kind = model.Intangible
		}
		cs = append(cs, edit.Add{Node: x})
		if i >= rows {
			cs = append(cs, edit.Join(model.IO, []model.ID{id(i - rows)}, []model.ID{x.ID}))
		}
		switch {
		case i%9 == 8:
			cs = append(cs, edit.Join(model.Sync, []model.ID{id(i - 1)}, []model.ID{x.ID}))
		case i%2 == 0 && i >= rows+1:
			cs = append(cs, edit.Join(model.IO, []model.ID{id(i - rows - 1)}, []model.ID{x.ID}))
		}
	}
	g, _, err := model.Try(model.Empty(), model.Batch("grid", cs...))
	require.NoError(b, err)
	d.w.leaveStart()
	d.w.setDoc(model.NewDoc(g))
	d.w.canvas.ZoomTo(1)
	d.w.win.Canvas().Focus(d.w.canvas)
	d.settle()
	return d
}

func (d *timed) drag(at, from fyne.Position, f func()) {
	d.w.canvas.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
	d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: from.AddXY(4, 4)}})
	d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	d.settle()
	f()
	d.settle()
	d.desk.time = d.desk.time.Add(1e9) // the next press is no double click
}

// middling is a deliverable in view, and where.
func (d *timed) middling(i int) (at fyne.Position) {
	b, ok := d.w.diagram.Box(model.ID(fmt.Sprintf("d%d", i)))
	require.True(d.t, ok)
	d.w.canvas.Reveal(b.Rect.Grow(200))
	return d.w.canvas.ToWidget(b.Rect.Center())
}

func BenchmarkDrag(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := deskOf(b, n)
			from := d.middling(n / 2)
			d.drag(from.AddXY(30, 20), from, func() {
				i := 0
				for b.Loop() {
					i++
					a := 2 * math.Pi * float64(i) / 40
					to := from.AddXY(float32(60*math.Sin(a)), float32(60*(1-math.Cos(a))))
					d.time(func() { d.w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}}) })
				}
				d.w.canvas.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
			})
			d.report(b)
		})
	}
}

func BenchmarkDrop(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := deskOf(b, n)
			by := float32(30)
			for b.Loop() {
				b.StopTimer()
				from := d.middling(n / 2)
				by = -by
				to := from.AddXY(by, by)
				d.drag(to, from, func() {
					b.StartTimer()
					d.time(func() {
						d.w.canvas.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: to}, Button: desktop.MouseButtonPrimary})
					})
				})
			}
			require.NotEmpty(b, d.w.doc.Done())
			d.report(b)
		})
	}
}

// BenchmarkKeys presses keys: what each costs the UI goroutine before anything is painted.
func BenchmarkKeys(b *testing.B) {
	for _, x := range []struct {
		kind     string
		one, two func(d *timed)
	}{
		{"walk", func(d *timed) { d.w.typedKey(fyne.KeyRight, none) }, func(d *timed) { d.w.typedKey(fyne.KeyLeft, none) }},
		{"nudge", func(d *timed) { d.w.typedKey(fyne.KeyDown, fyne.KeyModifierAlt) }, func(d *timed) { d.w.typedKey(fyne.KeyUp, fyne.KeyModifierAlt) }},
		{"kind", func(d *timed) { d.w.run("intangible") }, func(d *timed) { d.w.run("intangible") }},
		{"letter", func(d *timed) { d.w.win.Canvas().Focused().TypedRune('a') }, func(d *timed) { d.w.win.Canvas().Focused().TypedRune('b') }},
	} {
		b.Run(x.kind, func(b *testing.B) {
			d := deskOf(b, 100)
			d.middling(50)
			d.w.selectIDs([]model.ID{"d50"})
			i, at := 0, 0
			for b.Loop() {
				key := x.one
				if i++; i%2 == 0 {
					key = x.two
				}
				d.time(func() { key(d) })
				b.StopTimer()
				if d.w.canvas.Drawn() {
					at++
				}
				d.settle()
				if x.kind == "letter" && i%8 == 0 {
					d.press("Esc")
					d.w.selectIDs([]model.ID{"d50"})
				}
				b.StartTimer()
			}
			d.report(b)
			b.ReportMetric(100*float64(at)/float64(b.N), "%same-frame")
		})
	}
}
