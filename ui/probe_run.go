//go:build probe

package ui

import (
	"math"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"golang.org/x/sys/unix"

	"seika/internal/probe"
)

// measure does a script of moves, one a turn, and reports what each turn cost the UI thread, input to painting.
func (a *App) measure(q probe.Request, done func(probe.Run)) {
	if a.watch.each == 0 {
		a.calibrate(func() { a.measure(q, done) })
		return
	}
	w := a.windows[len(a.windows)-1]
	if q.Run == probe.RunIdle {
		a.idle(q.Turns, done)
		return
	}
	if q.Run == probe.RunKeys {
		a.typing(w, q.Turns, done)
		return
	}
	step := w.script(q.Run, q.Turns)
	asked, start, cpu := a.watch.asked, time.Now(), clock(unix.CLOCK_PROCESS_CPUTIME_ID)
	runtime.LockOSThread() // the loop is locked to its thread anyway; the clock below is that thread's
	var r probe.Run
	last, turn, before := -1.0, 0, time.Now()
	eachTurn(func() bool {
		if turn > 0 {
			r.Gaps = append(r.Gaps, time.Since(before).Seconds()*1000)
		}
		before = time.Now()
		now := clock(unix.CLOCK_THREAD_CPUTIME_ID)
		if last >= 0 {
			r.Turns = append(r.Turns, now-last)
		}
		if turn == q.Turns {
			runtime.UnlockOSThread()
			r.Frames = (a.watch.asked - asked) / a.watch.each
			r.Wall, r.CPU = time.Since(start).Seconds()*1000, clock(unix.CLOCK_PROCESS_CPUTIME_ID)-cpu
			done(r)
			return false
		}
		last = clock(unix.CLOCK_THREAD_CPUTIME_ID)
		step(turn)
		turn++
		return true
	})
}

// calibrate finds how often one frame asks the counter: it paints one and waits for it.
func (a *App) calibrate(then func()) {
	turns, before := 0, 0
	w := a.windows[len(a.windows)-1]
	eachTurn(func() bool {
		turns++
		switch turns {
		case 30: // whatever had been asked to paint has painted
			before = a.watch.asked
			w.win.Canvas().Refresh(nothing)
		case 40:
			a.watch.each = max(1, a.watch.asked-before)
			a.guard(then)
			return false
		}
		return true
	})
}

// idle does nothing for so many turns' time. No ticks run: they would keep the loop busy.
func (a *App) idle(turns int, done func(probe.Run)) {
	asked, start, cpu := a.watch.asked, time.Now(), clock(unix.CLOCK_PROCESS_CPUTIME_ID)
	time.AfterFunc(time.Duration(turns)*time.Second/60, func() {
		a.post(func() {
			done(probe.Run{
				Frames: (a.watch.asked - asked) / a.watch.each,
				Wall:   time.Since(start).Seconds() * 1000, CPU: clock(unix.CLOCK_PROCESS_CPUTIME_ID) - cpu,
			})
		})
	})
}

// script is what is done at each turn of a number of turns.
func (w *Window) script(name string, turns int) func(turn int) {
	size := w.canvas.Size()
	middle := fyne.NewPos(size.Width/2, size.Height/2)
	scroll := func(dx, dy float32) {
		w.canvas.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: middle}, Scrolled: fyne.NewDelta(dx, dy)})
	}
	const there = 8 // turns one way, then back
	switch name {
	case probe.RunPan: // to and fro within what is drawn beyond the view
		return func(turn int) {
			by := float32(3)
			if turn/there%2 == 1 {
				by = -by
			}
			scroll(by, by)
		}
	case probe.RunFar: // on and on, so that new pictures are asked for
		return func(turn int) {
			by := float32(-6)
			if turn*2 >= turns {
				by = -by
			}
			scroll(by, 0)
		}
	case probe.RunBeat:
		return func(int) {}
	case probe.RunTidy:
		return func(turn int) {
			if turn == 10 {
				w.run("arrange")
			}
		}
	case probe.RunZoom:
		return func(turn int) {
			by := 1.0
			if turn/there%2 == 0 {
				by = -by
			}
			w.canvas.ZoomBy(by)
		}
	default:
		return w.dragging(turns)
	}
}

// mostRelations is how many relations the dragged deliverable may have.
const mostRelations = 10

// dragging takes the deliverable nearest to the middle round in circles. The press is turn 0, the drag begins with turn 1
// and the last turn drops.
func (w *Window) dragging(turns int) func(turn int) {
	middle := w.canvas.View().Center()
	best, found := middle, false
	for _, b := range w.diagram.Boxes {
		n := 0
		for range w.doc.Graph().Touching(b.Node.ID) {
			n++
		}
		c := b.Rect.Center()
		if n > 0 && n <= mostRelations && (!found || c.Dist(middle) < best.Dist(middle)) {
			best, found = c, true
		}
	}
	from := w.canvas.ToWidget(best)
	to := from
	return func(turn int) {
		switch turn {
		case 0:
			w.canvas.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
		case turns - 1:
			w.canvas.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: to}, Button: desktop.MouseButtonPrimary})
		default:
			const radius, round = 60, 40 // px; turns
			a := 2 * math.Pi * float64(turn) / round
			to = from.AddXY(float32(radius*math.Sin(a)), float32(radius*(1-math.Cos(a))))
			w.canvas.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
		}
	}
}

// clock is a clock of the system in ms.
func clock(id int32) float64 {
	var t unix.Timespec
	if unix.ClockGettime(id, &t) != nil {
		return 0
	}
	return float64(t.Nano()) / 1e6
}
