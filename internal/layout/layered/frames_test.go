package layered_test

import (
	"slices"
	"testing"
	"time"

	"seika/internal/layout"
)

// BenchmarkFrames says how late frames of a window come while a large model is laid out and its lines are led beside it, and
// while nothing is: the median and the worst of many. No layout runs on the goroutine of the window.
func BenchmarkFrames(b *testing.B) {
	g := process(1000, 20, 1)
	for _, busy := range []bool{false, true} {
		name := map[bool]string{false: "idle", true: "layout"}[busy]
		b.Run(name, func(b *testing.B) {
			end, ended := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(ended)
				for busy {
					select {
					case <-end:
						return
					default:
						layout.Finish(g, lay(b, g), layout.Careful)
					}
				}
			}()
			var late []time.Duration
			for b.Loop() {
				due := time.Now().Add(frame)
				time.Sleep(frame)
				late = append(late, time.Since(due))
			}
			close(end)
			<-ended
			slices.Sort(late)
			ms := func(d time.Duration) float64 { return float64((frame + d).Microseconds()) / 1000 }
			b.ReportMetric(ms(late[len(late)/2]), "median-ms")
			b.ReportMetric(ms(late[len(late)*99/100]), "p99-ms")
			b.ReportMetric(ms(late[len(late)-1]), "most-ms")
		})
	}
}

// frame is how long a frame takes.
const frame = 16 * time.Millisecond
