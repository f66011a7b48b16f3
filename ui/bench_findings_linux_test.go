package ui

import (
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/model"
	"seika/model/edit"
)

// process is the processor time of all threads in ms.
func process() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

// run does what was posted until the picture has the markers of the document as it is; the longest step is kept.
func (d *timed) run(longest *float64) {
	limit := time.After(time.Minute)
	for {
		d.mu.Lock()
		fs := d.queue
		d.queue = nil
		d.mu.Unlock()
		for _, f := range fs {
			from := thread()
			f()
			*longest = max(*longest, thread()-from)
		}
		if d.w.canvas.Drawn() && !d.w.held.looking && d.marked() {
			return
		}
		select {
		case <-d.posted:
		case <-limit:
			d.t.Fatal("waited in vain for markers")
		}
	}
}

// marked says that the picture has the markers of the questions.
func (d *timed) marked() bool { return slices.Equal(d.w.diagram.Options.Marks, d.w.marks()) }

// BenchmarkMarkers is no. 18 of interaction.md §11: from an edit to the picture with its changed markers, the list of
// questions open. One edit says where a deliverable comes from, the other joins two, after which all lines are led anew.
// markers-ms is the work of all threads, more than anybody waits; step-ms the longest that came of the analysis on the UI
// goroutine.
func BenchmarkMarkers(b *testing.B) {
	for _, n := range []int{100, 1000} {
		mid, far := model.ID(fmt.Sprintf("d%d", n/2)), model.ID(fmt.Sprintf("d%d", n-1))
		b.Run(fmt.Sprintf("scope/%d", n), func(b *testing.B) {
			markers(b, n, func(g *model.Graph) model.Command {
				scope := model.External
				if x, _ := g.Node(mid); x.Scope == model.External {
					scope = ""
				}
				return edit.Set{IDs: []model.ID{mid}, Member: "scope", Value: string(scope)}
			})
		})
		b.Run(fmt.Sprintf("join/%d", n), func(b *testing.B) {
			markers(b, n, func(g *model.Graph) model.Command {
				e := model.IOEnds(mid, far)
				if _, ok := g.Relation(e); ok {
					return edit.Remove{IDs: []model.ID{e.ID()}}
				}
				return edit.Join(model.IO, []model.ID{mid}, []model.ID{far})
			})
		})
	}
}

// markers makes an edit again and again.
func markers(b *testing.B, n int, next func(*model.Graph) model.Command) {
	d := deskOf(b, n)
	d.w.SetPreset(analysis.PresetAll)
	d.w.openSide(questionsTab)
	d.settle()
	d.w.GoTo(d.w.open()[0])
	d.settle()
	if n == 1000 {
		require.GreaterOrEqual(b, len(d.w.open()), 500)
	}
	total, worst, times := 0.0, 0.0, 0
	for b.Loop() {
		c := next(d.w.doc.Graph())
		from := process()
		d.time(func() { d.w.do(c) })
		longest := 0.0
		d.run(&longest)
		total += process() - from
		worst = max(worst, longest)
		times++
		b.StopTimer()
		d.settle()
		b.StartTimer()
	}
	d.report(b)
	b.ReportMetric(total/float64(times), "markers-ms/op")
	b.ReportMetric(worst, "step-ms")
	b.ReportMetric(float64(len(d.w.open())), "questions")
}
