//go:build unix

package all_test

import (
	"fmt"
	"io"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/all"
	"seika/internal/export/exporttest"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
)

// BenchmarkWriting measures each format alone: diagram, scene and questions are there. The CPU time of both cores is what
// counts on a machine that others share.
func BenchmarkWriting(b *testing.B) {
	for _, n := range []int{30, 1000} {
		g := exporttest.Town(b, n)
		d := diagram.Build(g, diagram.Options{})
		s := scene.Build(d, scene.Options{})
		m := meeting(b, g)
		m.Diagram, m.Scene = d, s
		for _, f := range all.Formats {
			b.Run(fmt.Sprintf("%s/%d", f.Name, n), func(b *testing.B) {
				o := export.Options{}
				run := func() error {
					switch {
					case f.Picture != nil:
						return f.Picture(b.Context(), io.Discard, s, o)
					case f.Diagram != nil:
						return f.Diagram(b.Context(), io.Discard, d, o)
					case f.Model != nil:
						return f.Model(b.Context(), io.Discard, g, o)
					case f.Table != nil:
						return f.Table(b.Context(), io.Discard, export.Input{Graph: g, Meeting: m}, o)
					default:
						return f.Report(b.Context(), io.Discard, m, o)
					}
				}
				require.NoError(b, run()) // warm fonts
				before := cpu()
				for b.Loop() {
					require.NoError(b, run())
				}
				b.ReportMetric(float64((cpu()-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
			})
		}
	}
}

func meeting(b *testing.B, g *model.Graph) *report.Meeting {
	r, err := analysis.Run(b.Context(), analysis.Input{Graph: g, Rules: rules.All})
	require.NoError(b, err)
	m, err := report.Meet(b.Context(), g, r.Findings, nil, report.Options{Lang: lang.JA})
	require.NoError(b, err)
	return m
}

// cpu is the time that this process has used so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
