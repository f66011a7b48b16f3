//go:build unix

package rules_test

import (
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/model"
)

// To reach with the rules of a workshop: 5 ms and 1 MB at 1,000 deliverables, 60 ms at 10,000, and at most 15 times the time
// for 10 times the size. All rules find more and allocate more.
func BenchmarkRun(b *testing.B) {
	for _, preset := range []string{analysis.PresetWorkshop, analysis.PresetAll} {
		for _, n := range []int{100, 1_000, 10_000} {
			b.Run(fmt.Sprintf("%s/%d", preset, n), func(b *testing.B) {
				g := layered(n)
				in := analysis.Input{Graph: g, Rules: rules.All, Options: analysis.Options{Preset: preset}}
				b.ReportAllocs()
				found, from := 0, spent(b)
				var took []time.Duration
				for b.Loop() {
					start := time.Now()
					r, err := analysis.Run(b.Context(), in)
					require.NoError(b, err)
					found, took = len(r.Findings), append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1e3, "p95-ms")
				b.ReportMetric(float64(found), "findings")
				b.ReportMetric(float64(spent(b)-from)/float64(b.N)/1e6, "cpu-ms/op")
			})
		}
	}
}

// Shapes that are hard on some rule: none may take over ten times what the random model of that size takes.
func BenchmarkHostile(b *testing.B) {
	for name, g := range hostile(10_000) {
		b.Run(name, func(b *testing.B) {
			in := analysis.Input{Graph: g, Rules: rules.All, Options: analysis.Options{Preset: analysis.PresetAll}}
			b.ReportAllocs()
			for b.Loop() {
				_, err := analysis.Run(b.Context(), in)
				require.NoError(b, err)
			}
		})
	}
}

// How the cost of each rule alone, with the facts it needs, grows from 1,000 to 10,000 deliverables: at most 15 times. The
// worst is named at the end. It is the processor's time that is told, the least of some batches: what else the machine does
// only adds. A batch is as many deliverables in either size, so that garbage is collected for both.
func BenchmarkGrowth(b *testing.B) {
	small, large := furnished(1_000), furnished(10_000)
	type sum struct {
		name   string
		growth float64
	}
	var worst sum
	grows := func(name string, list []analysis.Rule, preset string) {
		b.Run(name, func(b *testing.B) {
			var s sum
			for b.Loop() {
				in := analysis.Input{Rules: list, Options: analysis.Options{Preset: preset}}
				s = sum{name, float64(least(b, in, large, 1)) / float64(least(b, in, small, 10)) * 10}
			}
			b.ReportMetric(s.growth, "x")
			b.ReportMetric(0, "ns/op")
			if s.growth > worst.growth {
				worst = s
			}
		})
	}
	for _, r := range rules.All {
		if !r.Paired() {
			grows(r.ID, []analysis.Rule{r}, analysis.PresetAll)
		}
	}
	b.Run("worst", func(b *testing.B) {
		for b.Loop() {
		}
		b.Log(worst.name)
		b.ReportMetric(worst.growth, "x")
	})
	for _, preset := range analysis.PresetNames {
		grows(preset, rules.All, preset)
	}
}

// least is the shortest of some batches of runs, in time of the processor, that of collecting garbage included.
func least(b *testing.B, in analysis.Input, g *model.Graph, runs int) time.Duration {
	const batches = 10
	in.Graph = g
	best := time.Hour
	for range batches {
		from := spent(b)
		for range runs {
			_, err := analysis.Run(b.Context(), in)
			require.NoError(b, err)
		}
		best = min(best, spent(b)-from)
	}
	return best
}

func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkIndex(b *testing.B) {
	g := layered(1_000)
	for b.Loop() {
		analysis.NewIndex(g)
	}
}
