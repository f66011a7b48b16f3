package rules_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
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
				found := 0
				for b.Loop() {
					r, err := analysis.Run(b.Context(), in)
					require.NoError(b, err)
					found = len(r.Findings)
				}
				b.ReportMetric(float64(found), "findings")
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

func BenchmarkIndex(b *testing.B) {
	g := layered(1_000)
	for b.Loop() {
		analysis.NewIndex(g)
	}
}
