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
// questions open. markers-ms is the work of all threads, more than anybody waits; step-ms the longest that came of the
// analysis on the UI goroutine.
func BenchmarkMarkers(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := deskOf(b, n)
			d.w.SetPreset(analysis.PresetAll)
			d.w.openSide(questionsTab)
			d.settle()
			d.w.GoTo(d.w.open()[0])
			d.settle()
			if n == 1000 {
				require.GreaterOrEqual(b, len(d.w.open()), 500)
			}
			id := model.ID(fmt.Sprintf("d%d", n/2))
			total, longest, worst, times := 0.0, 0.0, 0.0, 0
			for b.Loop() {
				scope := model.External
				if x, _ := d.w.doc.Graph().Node(id); x.Scope == model.External {
					scope = ""
				}
				from := process()
				d.time(func() { d.w.do(edit.Set{IDs: []model.ID{id}, Member: "scope", Value: string(scope)}) })
				longest = 0
				d.run(&longest)
				total += process() - from
				worst += longest
				times++
			}
			d.report(b)
			b.ReportMetric(total/float64(times), "markers-ms/op")
			b.ReportMetric(worst/float64(times), "step-ms/op")
			b.ReportMetric(float64(len(d.w.open())), "questions")
		})
	}
}
