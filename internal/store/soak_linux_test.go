package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/store"
	"seika/internal/store/journal"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// toll is what a program takes from its machine.
type toll struct {
	goroutines, files int
	heap              uint64 // bytes, after a collection
}

func (l toll) String() string {
	return fmt.Sprintf("%d goroutines, %d files open, %d KB of heap", l.goroutines, l.files, l.heap>>10)
}

func taken() toll {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	open, _ := os.ReadDir("/proc/self/fd")
	return toll{runtime.NumGoroutine(), len(open), m.HeapAlloc}
}

// A day at the desk: documents are opened, edited at random, saved, left unsaved, recovered, closed, again and again. What that takes
// at the end is no more than after the first quarter. SEIKA_SOAK says how long it is to last, in place of a number of rounds.
func TestALongDayTakesNoMoreThanItsMorning(t *testing.T) {
	rounds := long(8, 4000)
	lasts, _ := time.ParseDuration(os.Getenv("SEIKA_SOAK"))
	dir := t.TempDir()
	path := filepath.Join(dir, "a.seika")
	require.NoError(t, os.WriteFile(path, chart(100), 0o600))
	seed := uint64(time.Now().UnixNano())
	d := &day{disk: store.New(filepath.Join(dir, "state")), path: path, rnd: rand.New(rand.NewPCG(seed, 0))}
	var morning toll
	begin := time.Now()
	done := 0
	for at := 0.0; at < 1; done++ {
		d.round(t)
		if at = float64(done+1) / float64(rounds); lasts > 0 {
			at = float64(time.Since(begin)) / float64(lasts)
		}
		if at >= 0.25 && morning == (toll{}) {
			morning = taken()
		}
	}
	evening := taken()
	assert.LessOrEqual(t, evening.goroutines, morning.goroutines+1)
	assert.LessOrEqual(t, evening.files, morning.files+1)
	assert.LessOrEqual(t, evening.heap, morning.heap*12/10+1<<20)
	t.Logf("soak: seed %d, %d rounds in %s, %d edits, %d saves, %d recoveries; after a quarter %s, at the end %s",
		seed, done, time.Since(begin).Round(time.Second), d.edits, d.saves, d.recoveries, morning, evening)
}

type day struct {
	disk                     *store.Disk
	path                     string
	rnd                      *rand.Rand
	edits, saves, recoveries int
	last                     string // what must be there again
}

// round opens the document, or what was left of it, works, and ends in one of three ways.
func (d *day) round(t *testing.T) {
	found, notes := d.disk.Recoveries(context.Background())
	require.Empty(t, notes)
	require.LessOrEqual(t, len(found), 1)
	say := func(s journal.Status) {
		if s.Err != nil && !errors.Is(s.Err, journal.ErrSlow) {
			panic(s.Err)
		}
	}
	var doc *model.Doc
	var f *store.Doc
	var w *journal.Writer
	var over store.Seen
	if len(found) == 1 {
		d.recoveries++
		doc, over = found[0].Doc, found[0].Seen()
		f, w, _ = found[0].Take(say)
	} else {
		o, err := d.disk.Open(t.Context(), d.path, limit)
		require.NoError(t, err)
		doc, f = model.NewDoc(graphOf(t, o.Bytes)), o.Doc
		w = f.Journal(doc.Graph(), "a", say)
	}
	if d.last != "" {
		require.Equal(t, d.last, string(file.Encode(doc.Graph())), "what was there")
	}
	doc.Listen(w.Hear)
	for range 5 + d.rnd.IntN(60) {
		d.edit(doc)
	}
	w.Settle()
	want := string(file.Encode(doc.Graph()))
	end := d.rnd.IntN(3)
	if end > 0 {
		d.saves++
		_, err := f.Save(store.Request{Path: d.path, Bytes: []byte(want), Verify: fine, Over: over, Replacing: w.Saving})
		require.NoError(t, err)
		w.Saved(f.Place("a"))
		data, err := os.ReadFile(d.path)
		require.NoError(t, err)
		require.Equal(t, want, string(data))
	}
	left := map[string][]byte{}
	if end == 0 { // as a kill would leave them
		names, _ := filepath.Glob(filepath.Join(d.disk.State, "doc", "*", "*"+journal.Suffix))
		for _, name := range names {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			left[name] = data
		}
	}
	w.End(nil)
	w.Settle()
	require.NoError(t, f.Close())
	for name, data := range left {
		require.NoError(t, os.WriteFile(name, data, 0o600))
	}
	d.last = want
}

func (d *day) edit(doc *model.Doc) {
	var ids []model.ID
	for n := range doc.Graph().Nodes() {
		ids = append(ids, n.ID)
	}
	some := func() model.ID { return ids[d.rnd.IntN(len(ids))] }
	d.edits++
	switch k := d.rnd.IntN(10); {
	case len(ids) < 80 || k == 0 && len(ids) < 150:
		id := model.ID(fmt.Sprintf("n%d", d.edits))
		_ = doc.Do(edit.Add{Node: model.Node{ID: id, Name: fmt.Sprintf("契約書 %d", d.edits)}}) // some edits are refused
	case k < 3:
		_ = doc.Do(edit.Connect{Relations: []model.Relation{{Ends: model.IOEnds(some(), some())}}})
	case k < 5:
		_ = doc.Do(edit.Move{IDs: []model.ID{some()}, By: geom.Pt(float64(d.rnd.IntN(9)-4), 8)})
	case k < 6:
		_ = doc.Do(edit.Remove{IDs: []model.ID{some()}})
	case k < 7:
		doc.Undo()
	case k < 8:
		doc.Redo()
	default:
		_ = doc.Do(edit.Set{IDs: []model.ID{some()}, Member: "note", Value: strings.Repeat("x", d.rnd.IntN(40))})
	}
}
