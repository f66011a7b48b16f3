package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"seika/internal/store"
	"seika/internal/store/journal"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// timed reports the slowest of a hundred.
func timed(b *testing.B, took []time.Duration, unit string) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, unit)
}

// BenchmarkSave is a save of 1,000 deliverables on this machine's disk: written down, read back, with all its syncs, the
// replaced content kept.
func BenchmarkSave(b *testing.B) {
	d, _ := thousand(b)
	var took []time.Duration
	for i := range b.N {
		retitle(b, d.doc, i)
		begin := time.Now()
		g := d.doc.Graph()
		_, err := d.file.Save(store.Request{Bytes: file.Encode(g), Verify: func(data []byte) error {
			back, err := parse(data)
			if err == nil && !bytes.Equal(file.Encode(back), data) {
				b.Fatal("it reads back as another document")
			}
			return err
		}})
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	timed(b, took, "ms-p99")
}

// BenchmarkJournal is an edit in a document of 1,000 deliverables until it is on the disk, and what the hand has to wait for.
func BenchmarkJournal(b *testing.B) {
	d, kept := thousand(b)
	var took, hand []time.Duration
	d.doc.Listen(func(e model.Event) {
		begin := time.Now()
		d.w.Hear(e)
		hand = append(hand, time.Since(begin))
	})
	for i := range b.N {
		retitle(b, d.doc, i)
		begin := time.Now()
		for s := range kept {
			if s.Err != nil {
				b.Fatal(s.Err)
			}
			if s.Kept == d.w.Last() {
				break
			}
		}
		took = append(took, time.Since(begin))
	}
	timed(b, took, "ms-p99")
	timed(b, hand, "hand-ms-p99")
}

// BenchmarkRecoveries is a start that finds a journal of 1,000 edits in a document of 1,000 deliverables.
func BenchmarkRecoveries(b *testing.B) {
	d, kept := thousand(b)
	d.doc.Listen(d.w.Hear)
	for i := range 1000 {
		retitle(b, d.doc, i)
		<-kept
	}
	d.w.Settle()
	disk := store.New(d.State)
	locks := disk.FS
	b.ResetTimer()
	for range b.N {
		disk.FS = unlocked{locks}
		found, _ := disk.Recoveries(context.Background())
		if len(found) != 1 {
			b.Fatal("nothing is found")
		}
	}
}

func thousand(b *testing.B) (*desk, chan journal.Status) {
	dir := b.TempDir()
	path := filepath.Join(dir, "a.seika")
	if err := os.WriteFile(path, chart(1000), 0o600); err != nil {
		b.Fatal(err)
	}
	disk := store.New(filepath.Join(dir, "state"))
	o, err := disk.Open(context.Background(), path, limit)
	if err != nil {
		b.Fatal(err)
	}
	kept := make(chan journal.Status, 10_000)
	d := &desk{bench: &bench{Disk: disk}, doc: model.NewDoc(graphOf(b, o.Bytes)), file: o.Doc}
	d.w = o.Doc.Journal(d.doc.Graph(), "a", func(s journal.Status) { kept <- s })
	b.Cleanup(func() {
		d.w.End(nil)
		d.w.Settle()
		_ = o.Doc.Close()
	})
	return d, kept
}

func retitle(b *testing.B, d *model.Doc, i int) {
	m := d.Graph().Meta()
	m.Title = "n" + strconv.Itoa(i)
	if err := d.Do(edit.Describe{Meta: m}); err != nil {
		b.Fatal(err)
	}
}
