package journal_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"seika/internal/geom"
	"seika/internal/live"
	"seika/internal/store/crashfs"
	"seika/internal/store/journal"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// desk is a document with its journal on a disk in memory.
type desk struct {
	fs   *crashfs.FS
	doc  *model.Doc
	w    *journal.Writer
	turn sync.Mutex // of said
	said []journal.Status
	rnd  *rand.Rand
	made int
}

const dir = "/state/doc/k"

func place() journal.Place { return journal.Place{Dir: dir, Path: "/home/a.seika", Title: "a"} }

func newDesk(g *model.Graph, seed uint64) *desk {
	d := &desk{fs: crashfs.New(), doc: model.NewDoc(g), rnd: rand.New(rand.NewPCG(seed, 0))}
	d.fs.Mkdir(dir)
	d.begin()
	return d
}

func (d *desk) begin() {
	d.w = journal.New(journal.Config{
		FS: d.fs, Now: func() time.Time { return time.Date(2026, 10, 1, 14, 2, 0, 0, time.UTC) },
		Go: func(f func()) { f() },
		Say: func(s journal.Status) {
			d.turn.Lock()
			defer d.turn.Unlock()
			d.said = append(d.said, s)
		},
		App: journal.Head{App: "1.0", Host: "here", PID: 4711},
		Dir: func(string) error { return nil },
	}, place(), d.doc.Graph())
	d.doc.Listen(d.w.Hear)
}

// edit makes a random edit that changes something.
func (d *desk) edit() {
	before := d.doc.Graph()
	for d.doc.Graph() == before {
		d.try()
	}
}

func (d *desk) try() {
	var ids []model.ID
	for n := range d.doc.Graph().Nodes() {
		ids = append(ids, n.ID)
	}
	some := func() model.ID { return ids[d.rnd.IntN(len(ids))] }
	d.made++
	switch k := d.rnd.IntN(10); {
	case len(ids) > 300:
		_ = d.doc.Do(edit.Remove{IDs: ids[:100]})
	case len(ids) < 2 || k < 2:
		id := model.ID(fmt.Sprintf("n%d", d.made))
		_ = d.doc.Do(edit.Add{Node: model.Node{ID: id, Name: fmt.Sprintf("契約書 %d", d.made), At: model.Place{Set: true, X: d.made}}})
	case k < 4:
		_ = d.doc.Do(edit.Connect{Relations: []model.Relation{{Ends: model.IOEnds(some(), some())}}})
	case k < 6:
		_ = d.doc.Join("nudge", edit.Move{IDs: []model.ID{some()}, By: geom.Pt(float64(d.rnd.IntN(9)-4), 8)})
	case k < 7:
		_ = d.doc.Do(edit.Remove{IDs: []model.ID{some()}})
	case k < 8:
		d.doc.Undo()
	case k < 9:
		d.doc.Redo()
	default:
		_ = d.doc.Do(edit.Set{IDs: []model.ID{some()}, Member: "note", Value: strings.Repeat("x\n", d.rnd.IntN(40))})
	}
}

// journals reads what is on a disk, by name.
func journals(f *crashfs.FS) map[string][]byte {
	out := map[string][]byte{}
	for _, name := range f.Names(dir) {
		if id, ok := strings.CutSuffix(name, journal.Suffix); ok && journal.IsID(id) {
			data, _ := f.Data(filepath.Join(dir, name))
			out[id] = data
		}
	}
	return out
}

func only(t *testing.T, f *crashfs.FS) []byte {
	t.Helper()
	all := journals(f)
	require.Len(t, all, 1)
	for _, data := range all {
		return data
	}
	return nil
}

func text(g *model.Graph) string { return string(file.Encode(g)) }

func (d *desk) status() journal.Status { return d.heard()[d.tries()-1] }

func (d *desk) tries() int { return len(d.heard()) }

func (d *desk) heard() []journal.Status {
	d.turn.Lock()
	defer d.turn.Unlock()
	return slices.Clone(d.said)
}

func TestAReplayedDocumentIsWhatItWasWithItsSteps(t *testing.T) {
	for seed := range uint64(20) {
		d := newDesk(model.Empty(), seed)
		for range 200 {
			d.edit()
		}
		r, err := journal.Replay(only(t, d.fs))
		require.NoError(t, err)
		require.Equal(t, text(d.doc.Graph()), text(r.Doc.Graph()))
		assert.Equal(t, 200, r.Edits)
		assert.Zero(t, r.Lost)
		assert.Equal(t, "/home/a.seika", r.Head.Path)
		undo, redo := d.doc.Steps()
		undone, redone := r.Doc.Steps()
		require.Equal(t, []int{undo, redo}, []int{undone, redone})
		for d.doc.Undo() {
			require.True(t, r.Doc.Undo())
			require.Equal(t, text(d.doc.Graph()), text(r.Doc.Graph()))
		}
		for d.doc.Redo() {
			require.True(t, r.Doc.Redo())
			require.Equal(t, text(d.doc.Graph()), text(r.Doc.Graph()))
		}
	}
}

func TestAJournalBeginsWithTheFirstEditAndEndsWithTheDocument(t *testing.T) {
	d := newDesk(model.Empty(), 1)
	assert.Empty(t, d.fs.Names(dir), "before the first edit")
	d.edit()
	assert.Equal(t, journal.Status{Kept: 1}, d.status())
	d.w.Saved(place())
	d.edit()
	r, err := journal.Replay(only(t, d.fs))
	require.NoError(t, err)
	assert.Equal(t, &journal.Saved{Path: "/home/a.seika"}, r.Saved)
	assert.Equal(t, 1, r.Edits, "since the save")
	did := false
	d.w.End(func() { did = len(journals(d.fs)) == 1 })
	assert.True(t, did, "what is to be done before")
	assert.Empty(t, d.fs.Names(dir), "after the end")
	d.edit()
	assert.Empty(t, d.fs.Names(dir), "the end is the end")
}

func TestTextBeingTypedIsKeptUntilItIsAnEdit(t *testing.T) {
	d := newDesk(model.Empty(), 1)
	draft := journal.Draft{ID: "n1", Field: "name", Text: "契約", Caret: 2}
	d.w.Type(draft)
	replay := func() journal.Replayed {
		r, err := journal.Replay(only(t, d.fs))
		require.NoError(t, err)
		return r
	}
	assert.Equal(t, &draft, replay().Draft)
	d.edit()
	assert.Nil(t, replay().Draft, "after the edit")
	d.w.Type(draft)
	d.w.Type(journal.Draft{})
	assert.Nil(t, replay().Draft, "given up")
}

func TestADocumentThatMovesTakesItsJournalAlong(t *testing.T) {
	d := newDesk(model.Empty(), 1)
	d.fs.Mkdir("/state/doc/other")
	d.edit()
	p := place()
	p.Dir, p.Path, p.Seen = "/state/doc/other", "/home/b.seika", "00"
	d.w.Saved(p)
	assert.Empty(t, journals(d.fs))
	d.edit()
	names := d.fs.Names(p.Dir)
	require.Len(t, names, 2, "journal and lock")
	data, _ := d.fs.Data(filepath.Join(p.Dir, names[0]))
	r, err := journal.Replay(data)
	require.NoError(t, err)
	assert.Equal(t, text(d.doc.Graph()), text(r.Doc.Graph()))
	assert.Equal(t, p.Path, r.Head.Path)
	assert.Equal(t, "00", r.Head.Seen)
}

func TestALongJournalGivesWayToANewOne(t *testing.T) {
	d := newDesk(model.Empty(), 1)
	d.edit()
	first := journals(d.fs)
	d.w.Renew(500)
	for range 600 {
		require.NoError(t, d.doc.Do(edit.Move{IDs: []model.ID{"n1"}, By: geom.Pt(1, 0)}))
	}
	now := journals(d.fs)
	require.Len(t, now, 1)
	for id := range first {
		assert.NotContains(t, now, id)
	}
	r, err := journal.Replay(only(t, d.fs))
	require.NoError(t, err)
	assert.Equal(t, text(d.doc.Graph()), text(r.Doc.Graph()))
	assert.Less(t, r.Edits, 200)
}

func TestStepsFromBeforeTheJournalAreTakenBackToo(t *testing.T) {
	for seed := range uint64(10) {
		d := newDesk(model.Empty(), seed)
		for range 300 {
			d.w.Renew(uint64(2 + d.rnd.IntN(30)))
			d.edit()
			r, err := journal.Replay(only(t, d.fs))
			require.NoError(t, err)
			require.Equal(t, text(d.doc.Graph()), text(r.Doc.Graph()))
			require.Zero(t, r.Lost)
		}
	}
}

func TestADiskThatFailsIsSaidAndTriedAgain(t *testing.T) {
	for name, err := range map[string]error{"full": syscall.ENOSPC, "broken": syscall.EIO} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(model.Empty(), 1)
			d.edit()
			d.edit()
			d.fs.Faults[len(d.fs.Ops())] = crashfs.Fault{Err: err, Stays: true, Short: true}
			d.edit()
			require.ErrorIs(t, d.status().Err, err)
			assert.Equal(t, uint64(2), d.status().Kept)
			d.edit()
			require.ErrorIs(t, d.status().Err, err)
			r, rerr := journal.Replay(only(t, d.fs))
			require.NoError(t, rerr, "what was kept stays")
			assert.GreaterOrEqual(t, r.Edits, 2)

			locks := d.fs
			locks.Kill() // the disk is well again
			d.w.Retry()
			require.NoError(t, d.status().Err)
			assert.Equal(t, uint64(4), d.status().Kept)
			r, rerr = journal.Replay(only(t, d.fs))
			require.NoError(t, rerr)
			assert.Equal(t, text(d.doc.Graph()), text(r.Doc.Graph()))
			d.w.End(nil)
			assert.Empty(t, d.fs.Names(dir))
		})
	}
	t.Run("one fault costs nothing", func(t *testing.T) {
		d := newDesk(model.Empty(), 1)
		d.edit()
		d.fs.Faults[len(d.fs.Ops())+1] = crashfs.Fault{Err: syscall.EIO} // of the sync
		d.edit()
		assert.Equal(t, journal.Status{Kept: 2}, d.status())
	})
	t.Run("without a place", func(t *testing.T) {
		d := newDesk(model.Empty(), 1)
		d.w.Saved(journal.Place{})
		d.edit()
		require.ErrorIs(t, d.status().Err, journal.ErrNoPlace)
		d.w.Saved(place())
		require.NoError(t, d.status().Err, "once it has one")
		d.w.End(nil)
	})
}

func TestAFailingDiskIsTriedEveryFiveSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(model.Empty(), 1)
		d.fs.Faults[0] = crashfs.Fault{Err: syscall.ENOSPC, Stays: true}
		d.edit()
		require.Error(t, d.status().Err)
		tries := d.tries()
		time.Sleep(4 * time.Second)
		synctest.Wait()
		assert.Equal(t, tries, d.tries(), "after 4 s")
		time.Sleep(2 * time.Second)
		synctest.Wait()
		assert.Equal(t, tries+1, d.tries(), "after 6 s")
		d.fs.Kill()
		time.Sleep(5 * time.Second)
		synctest.Wait()
		assert.Equal(t, journal.Status{Kept: 1}, d.status())
		time.Sleep(time.Minute)
		assert.Equal(t, tries+2, d.tries(), "and then no more")
		d.w.End(nil)
	})
}

func TestASlowDiskIsSaidWhileTheHandIsNotHeldUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(model.Empty(), 1)
		gate := make(chan struct{})
		said := make(chan journal.Status, 10)
		w := journal.New(journal.Config{
			FS: d.fs, Now: time.Now, Go: func(f func()) { live.Go(func() error { f(); return nil }, nil) },
			Say: func(s journal.Status) { said <- s },
			Dir: func(string) error { <-gate; return nil },
		}, place(), model.Empty())
		doc := model.NewDoc(model.Empty())
		doc.Listen(w.Hear)
		require.NoError(t, doc.Do(edit.Add{Node: model.Node{ID: "n1", Name: "a"}}))
		require.NoError(t, doc.Do(edit.Add{Node: model.Node{ID: "n2", Name: "b"}}))
		assert.Equal(t, journal.ErrSlow, (<-said).Err)
		close(gate)
		for kept := (journal.Status{}); kept.Kept < 2; {
			kept = <-said
			require.NoError(t, kept.Err)
		}
		w.End(nil)
		w.Settle()
	})
}

// A disk that answers just when it is about to be called slow must not be called so for ever after.
func TestADiskThatAnsweredIsNotCalledSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for range 300 {
			d := newDesk(model.Empty(), 1)
			var turn sync.Mutex
			var last journal.Status
			w := journal.New(journal.Config{
				FS: d.fs, Now: time.Now, Go: func(f func()) { live.Go(func() error { f(); return nil }, nil) },
				Say: func(s journal.Status) {
					runtime.Gosched()
					turn.Lock()
					defer turn.Unlock()
					last = s
				},
				Dir: func(string) error { time.Sleep(time.Second); return nil },
			}, place(), model.Empty())
			doc := model.NewDoc(model.Empty())
			doc.Listen(w.Hear)
			require.NoError(t, doc.Do(edit.Add{Node: model.Node{ID: "n1", Name: "a"}}))
			w.Settle()
			synctest.Wait()
			turn.Lock()
			require.Equal(t, journal.Status{Kept: 1}, last)
			turn.Unlock()
			w.End(nil)
			w.Settle()
		}
	})
}

// states are the documents that a session went through, oldest first.
func session(seed uint64, edits int) (d *desk, states []string) {
	d = newDesk(model.Empty(), seed)
	states = append(states, text(d.doc.Graph()))
	for range edits {
		d.edit()
		states = append(states, text(d.doc.Graph()))
	}
	return d, states
}

func TestACutJournalGivesAPrefixOfTheEdits(t *testing.T) {
	d, states := session(3, 50)
	data := only(t, d.fs)
	whole := len(states) - 1
	seen := map[int]bool{}
	for n := range data {
		good, _, _ := journal.Frames(data[:n])
		if was, _, _ := journal.Frames(data[:max(0, n-1)]); good == was && n%16 != 0 {
			continue
		}
		r, err := journal.Replay(data[:n])
		if err != nil {
			require.ErrorIs(t, err, journal.ErrNone)
			continue
		}
		require.LessOrEqual(t, r.Edits, whole)
		require.Equal(t, states[r.Edits], text(r.Doc.Graph()), "cut at %d", n)
		seen[r.Edits] = true
		good, _, err = journal.Frames(append(slices.Clone(data[:n]), make([]byte, 5000)...))
		require.NoError(t, err)
		require.LessOrEqual(t, r.Edits+1, good, "cut at %d, then zeros", n)
		require.LessOrEqual(t, good, r.Edits+2)
	}
	assert.Len(t, seen, whole, "every prefix")
}

func TestAFlippedBitLosesNothingBeforeIt(t *testing.T) {
	d, states := session(4, 50)
	data := only(t, d.fs)
	begins := frames(data)
	require.Len(t, begins, 51)
	cases := 0
	for n := range data {
		for bit := range 8 {
			cases++
			bad := slices.Clone(data)
			bad[n] ^= 1 << bit
			good, lost, err := journal.Frames(bad)
			hit := slices.IndexFunc(begins, func(f span) bool { return n < f.end })
			if n < begins[0].begin {
				require.True(t, err != nil || good == 0, "byte %d bit %d: the line", n, bit)
				continue
			}
			require.NoError(t, err)
			require.Equal(t, hit, good, "byte %d bit %d: all before, none after", n, bit)
			require.Positive(t, lost.Records, "and that is said")
			require.Equal(t, int64(len(bytes.TrimRight(bad, "\x00"))-begins[hit].begin), lost.Bytes)
			if bit != n%8 || n%16 != 0 {
				continue
			}
			r, err := journal.Replay(bad)
			if hit == 0 {
				require.ErrorIs(t, err, journal.ErrNone)
				continue
			}
			require.NoError(t, err)
			require.Equal(t, hit-1, r.Edits)
			require.Equal(t, states[r.Edits], text(r.Doc.Graph()))
		}
	}
	t.Logf("%d cases", cases)
}

type span struct{ begin, end int }

func frames(data []byte) (out []span) {
	at := bytes.IndexByte(data, '\n') + 1
	for at < len(data) {
		end := at + 8 + int(binary.LittleEndian.Uint32(data[at:]))
		out = append(out, span{at, end})
		at = end
	}
	return out
}

func TestFramesOfAnotherJournalOrPlaceAreNone(t *testing.T) {
	a, _ := session(1, 5)
	b, states := session(1, 5)
	da, db := only(t, a.fs), only(t, b.fs)
	fa, fb := frames(da), frames(db)
	mixed := append(slices.Clone(db[:fb[3].end]), da[fa[4].begin:]...)
	r, err := journal.Replay(mixed)
	require.NoError(t, err)
	assert.Equal(t, 3, r.Edits)
	assert.Equal(t, states[3], text(r.Doc.Graph()))
	twice := append(slices.Clone(db), db[fb[4].begin:fb[4].end]...)
	r, err = journal.Replay(twice)
	require.NoError(t, err)
	assert.Equal(t, 5, r.Edits)
	assert.Equal(t, journal.Lost{Bytes: int64(fb[4].end - fb[4].begin), Records: 1}, r.Lost)
}

func TestAJournalOfANewerProgramIsNamed(t *testing.T) {
	_, err := journal.Replay([]byte("seika-journal 2 0123\nwhatever"))
	require.ErrorIs(t, err, journal.ErrNewer)
	for _, s := range []string{"", "seika", "seika-journal 1 00", strings.Repeat("\x00", 500)} {
		_, err := journal.Replay([]byte(s))
		require.ErrorIs(t, err, journal.ErrNone)
	}
}

func TestAllEditsAreTakenBackAndCarriedOutAgain(t *testing.T) {
	edits := 20_000
	if part, _ := strconv.Atoi(os.Getenv("SEIKA_TORTURE")); part > 0 {
		edits = 1_000_000 / part
	}
	seed := uint64(time.Now().UnixNano())
	d := &desk{doc: model.NewDoc(model.Empty()), rnd: rand.New(rand.NewPCG(seed, 0))}
	shadow := model.NewDoc(model.Empty()) // follows by what is written down
	d.doc.Listen(func(e model.Event) {
		if e.Cause == model.Undone {
			require.True(t, shadow.Undo())
			return
		}
		if e.Cause == model.Redone {
			require.True(t, shadow.Redo())
			return
		}
		c, err := file.DecodeChange(shadow.Graph(), e.Change.Name, file.EncodeChange(e.Change))
		require.NoError(t, err)
		require.NoError(t, shadow.Replay(c, e.Joined))
	})
	first := text(d.doc.Graph())
	for range edits {
		d.edit()
	}
	last := text(d.doc.Graph())
	require.Equal(t, last, text(shadow.Graph()), "replayed (seed %d)", seed)
	steps, _ := d.doc.Steps()
	for _, doc := range []*model.Doc{d.doc, shadow} {
		for doc.Undo() {
		}
		require.Equal(t, first, text(doc.Graph()), "all undone (seed %d)", seed)
		for range steps {
			doc.Redo()
		}
		require.Equal(t, last, text(doc.Graph()), "all redone (seed %d)", seed)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("undo and redo: seed %d, %d edits, %d steps, %d deliverables, taken back and carried out again byte for byte, %d MB", seed, edits, steps, d.doc.Graph().NodeCount(), m.Sys>>20)
	require.Less(t, m.Sys, uint64(1000<<20), "memory of both documents together")
}
