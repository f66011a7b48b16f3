//go:build versus

package layout_test

import (
	"context"
	"fmt"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/layout"
)

// BenchmarkStopRouting says how long routing goes at most without asking whether to stop, in CPU time.
func BenchmarkStopRouting(b *testing.B) {
	for _, n := range []int{300, 2200} {
		g := crowd(n)
		b.Run(fmt.Sprintf("%d lines", len(g.Edges)), func(b *testing.B) {
			c := &asked{Context: context.Background(), last: cpuTime()}
			for b.Loop() {
				_, err := layout.RoutesUntil(c, g, layout.Careful)
				require.NoError(b, err)
			}
			b.ReportMetric(c.worst*1000, "cpu-ms-to-stop")
		})
	}
}

// asked notes how long it was not asked.
type asked struct {
	context.Context
	last, worst float64
}

func (c *asked) Err() error {
	now := cpuTime()
	c.worst = max(c.worst, now-c.last)
	c.last = now
	return nil
}

// cpuTime is what this process has used, s.
func cpuTime() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
