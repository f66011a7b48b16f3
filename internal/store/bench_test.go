package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"seika/internal/store"
)

// BenchmarkSave is a save of 200 KB on this machine's disk, with all its syncs and the replaced content kept.
func BenchmarkSave(b *testing.B) {
	dir := b.TempDir()
	path := filepath.Join(dir, "a.seika")
	pages := [2][]byte{bytes.Repeat([]byte("0123456789abcde\n"), 12500), bytes.Repeat([]byte("edcba9876543210\n"), 12500)}
	if err := os.WriteFile(path, pages[1], 0o600); err != nil {
		b.Fatal(err)
	}
	o, err := store.New(filepath.Join(dir, "state")).Open(context.Background(), path, limit)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(pages[0])))
	var took []time.Duration
	for i := range b.N {
		begin := time.Now()
		page := bytes.Clone(pages[i%2])
		page[i%len(page)] = byte(i) // a content that was not there before
		if _, err := o.Doc.Save(request(page)); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}
