//go:build e2e

package story

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/golden"
)

// BenchmarkWindow measures the real window on 1,000 deliverables, with drawing and with drawing discarded.
func BenchmarkWindow(b *testing.B) {
	binary := build(b, "seika", tags+",probe")
	var ms []Measurement
	for _, discard := range []bool{false, true} {
		m, err := Measure(stage(b, binary), 1000, discard)
		require.NoError(b, err)
		ms = append(ms, m)
	}
	shown, err := Report(filepath.Join(golden.Root(b), "build", "bench-window.json"), ms)
	require.NoError(b, err)
	fmt.Print(shown)
	b.ReportMetric(ms[0].Pan.P50, "pan-ms")
	b.ReportMetric(ms[0].Zoom.P50, "zoom-ms")
	b.ReportMetric(ms[0].Drag.P50, "drag-ms")
}

// BenchmarkStart is the part of BenchmarkWindow that people wait for.
func BenchmarkStart(b *testing.B) {
	binary := build(b, "seika", tags+",probe")
	for _, discard := range []bool{false, true} {
		m, err := MeasureStart(stage(b, binary), 1000, discard)
		require.NoError(b, err)
		b.Logf("discarded %t: %.0f ms, %.0f the first time", discard, m.Opened, m.Cold)
	}
}

// BenchmarkKeys says how long people wait from a key to the picture that it changes, at 100 deliverables.
func BenchmarkKeys(b *testing.B) {
	binary := build(b, "seika", tags+",probe")
	for _, discard := range []bool{false, true} {
		all, each, err := Keys(stage(b, binary), 100, discard)
		require.NoError(b, err)
		fmt.Printf("discarded %t: p50 / p95 / p99 %.1f / %.1f / %.1f ms\n", discard, all.P50, all.P95, all.P99)
		for _, kind := range slices.Sorted(maps.Keys(each)) {
			fmt.Printf("  %-8s %.1f / %.1f / %.1f\n", kind, each[kind].P50, each[kind].P95, each[kind].P99)
		}
		if !discard {
			b.ReportMetric(all.P95, "p95-ms")
		}
	}
}

// BenchmarkGaps says how long the window is away while 1,000 deliverables are arranged anew: at most twice as long as idle.
func BenchmarkGaps(b *testing.B) {
	binary := build(b, "seika", tags+",probe")
	idle, busy, err := Gaps(stage(b, binary), 1000)
	require.NoError(b, err)
	b.Logf("gaps, ms (p50 / p95 / p99): idle %.1f / %.1f / %.1f, arranging %.1f / %.1f / %.1f",
		idle.P50, idle.P95, idle.P99, busy.P50, busy.P95, busy.P99)
	b.ReportMetric(busy.P99/idle.P99, "p99-ratio")
}
