package typeset_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"seika/internal/golden"
	"seika/internal/typeset"
)

// thousand are the labels whose widths are kept, twice over.
func thousand(b *testing.B) []string {
	b.Helper()
	text, err := os.ReadFile(filepath.Join(golden.Root(b), "testdata", "typeset", "widths", "labels.txtar"))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "-- labels --\n")
	list, _, _ := strings.Cut(rest, "-- widths --\n")
	labels := strings.Split(strings.TrimSuffix(list, "\n"), "\n")
	for _, l := range labels[:1000-len(labels)] {
		labels = append(labels, l+"。")
	}
	return labels
}

func BenchmarkWrapThousandCold(b *testing.B) {
	labels := thousand(b)
	typeset.Shape("書𠮷", label)
	size := label.Size
	b.ReportAllocs()
	for b.Loop() {
		size += 1e-9 // nothing of this size is cached
		for _, text := range labels {
			typeset.Wrap(text, typeset.Style{Size: size}, 140)
		}
	}
}

func BenchmarkWrapThousandWarm(b *testing.B) {
	labels := thousand(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range labels {
			typeset.Wrap(text, label, 140)
		}
	}
}

func BenchmarkOutlineWarm(b *testing.B) {
	g := typeset.Shape("鬱", label).Glyphs[0]
	for b.Loop() {
		typeset.Outline(g.Face, g.ID)
	}
}
