package store_test

import (
	"context"
	"fmt"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/store"
	"seika/internal/store/crashfs"
	"seika/internal/store/fsx"
	"seika/internal/store/journal"
	"seika/model"
	"seika/model/file"
)

// shift is some work on a document, of which is known at any moment what must not be lost.
type shift struct {
	*desk
	states  []string // contents, oldest first
	of      map[uint64]int
	kept    int // state that is acknowledged as kept
	saved   int // state that was reported as saved
	trouble error
}

func (s *shift) Errorf(format string, args ...any) { s.trouble = fmt.Errorf(format, args...) }
func (s *shift) FailNow()                          { panic(s.trouble) }

func newShift(wrap func(*crashfs.FS) fsx.FS) *shift {
	b := newBench()
	b.fs.Put(doc, model1())
	b.FS = wrap(b.fs)
	s := &shift{desk: &desk{bench: b}, of: map[uint64]int{}}
	o, err := b.Open(context.Background(), doc, limit)
	require.NoError(s, err)
	s.doc, s.file = model.NewDoc(graphOf(s, o.Bytes)), o.Doc
	s.states = []string{string(s.bytes())}
	s.w = s.file.Journal(s.doc.Graph(), "a", func(st journal.Status) {
		if st.Err == nil {
			s.kept = max(s.kept, s.of[st.Kept])
		}
	})
	s.doc.Listen(func(e model.Event) {
		s.states = append(s.states, string(file.Encode(e.Graph)))
		s.of[s.w.Last()+1] = len(s.states) - 1
		s.w.Hear(e)
	})
	return s
}

// work is edits and saves; those that the disk refuses are gone on without.
func (s *shift) work() {
	for _, what := range "ee.ur>eue." {
		switch what {
		case 'e':
			s.desk.edit(s)
		case 'u':
			s.doc.Undo()
		case 'r':
			s.doc.Redo()
		case '.':
			s.put("")
		case '>':
			s.put("/home/b.seika")
		}
	}
}

func (s *shift) put(path string) {
	now := len(s.states) - 1
	_, err := s.file.Save(store.Request{Path: path, Bytes: s.bytes(), Verify: fine, Replacing: s.w.Saving})
	if err == nil {
		s.saved = now
		s.w.Saved(s.file.Place("a"))
	}
}

// sound says what is wrong with a disk after a cut: what can be had of it must be a state there was, not older than what was
// acknowledged.
func (s *shift) sound(f *crashfs.FS) error {
	b := on(f)
	b.now = s.now
	best := -1
	had := func(what, text string) error {
		i := s.last(text)
		if i < 0 {
			return fmt.Errorf("%s holds what never was (%d bytes)", what, len(text))
		}
		best = max(best, i)
		return nil
	}
	for _, name := range []string{doc, "/home/b.seika"} {
		if data, there := f.Data(name); there {
			if err := had(name, string(data)); err != nil {
				return err
			}
		}
	}
	if best < s.saved {
		return fmt.Errorf("state %d was reported as saved, the file has %d", s.saved, best)
	}
	found, _ := b.Recoveries(context.Background())
	for _, r := range found {
		if err := had("a recovery", string(file.Encode(r.Doc.Graph()))); err != nil {
			return err
		}
		r.Later()
	}
	if best < s.kept {
		return fmt.Errorf("state %d was acknowledged, %d can be had", s.kept, best)
	}
	return nil
}

// last is the newest state with a content: undo brings old ones back.
func (s *shift) last(text string) int {
	for i, x := range slices.Backward(s.states) {
		if x == text {
			return i
		}
	}
	return -1
}

// losesNothing works once for every operation and way of failing, and returns what went wrong first.
func losesNothing(wrap func(*crashfs.FS) fsx.FS, draws int) (cases int, err error) {
	dry := newShift(wrap)
	defer dry.w.End(nil) // else it tries again by itself, once the test is at something else
	from := len(dry.fs.Ops())
	dry.work()
	ops := dry.fs.Ops()[from:]
	if err := dry.sound(dry.fs.Crash(1)); err != nil {
		return 0, err
	}
	if dry.kept != len(dry.states)-1 {
		return 0, fmt.Errorf("%d of %d states are acknowledged", dry.kept, len(dry.states)-1)
	}
	faults := []crashfs.Fault{{Cut: true}}
	for _, e := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES} {
		faults = append(faults, crashfs.Fault{Err: e}, crashfs.Fault{Err: e, Stays: true})
	}
	for k, op := range ops {
		tries := faults
		if op.Kind == "Write" {
			tries = append(slices.Clone(tries), crashfs.Fault{Err: syscall.ENOSPC, Short: true}, crashfs.Fault{Err: syscall.EIO, Short: true})
		}
		for _, f := range tries {
			s := newShift(wrap)
			s.fs.Faults[from+k] = f
			s.work()
			for n := range crashfs.Extremes + draws {
				cases++
				if err := s.sound(s.fs.Crash(n)); err != nil {
					s.w.End(nil)
					return cases, fmt.Errorf("operation %d, %s %s, %+v, cut %d: %w", k, op.Kind, op.Name, f, n, err)
				}
			}
			s.w.End(nil)
		}
	}
	return cases, nil
}

func TestWhateverFailsNoAcknowledgedEditIsLost(t *testing.T) {
	n, err := losesNothing(func(f *crashfs.FS) fsx.FS { return f }, long(0, 20))
	require.NoError(t, err)
	t.Logf("%d cases", n)
	assert.Greater(t, n, 3000, "cases")
}

func TestACarelessJournalIsFoundOut(t *testing.T) {
	for name, c := range map[string]careless{
		"no file sync":   {noSync: true},
		"no folder sync": {noDirSync: true},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := losesNothing(func(f *crashfs.FS) fsx.FS {
				c.FS = f
				return c
			}, 5)
			require.Error(t, err)
			t.Log(err)
		})
	}
}

// A cut may come while a recovery is being opened, too.
func TestACrashWhileRecoveringLosesNothing(t *testing.T) {
	cases := 0
	for k := 0; ; k++ {
		s := newShift(func(f *crashfs.FS) fsx.FS { return f })
		s.work()
		b := on(s.fs.Crash(1))
		b.now = s.now
		from := len(b.fs.Ops())
		b.fs.Faults[from+k] = crashfs.Fault{Cut: true}
		found, _ := b.Recoveries(context.Background())
		for _, r := range found {
			_, w, _ := r.Take(func(journal.Status) {})
			defer w.End(nil)
		}
		whole := len(b.fs.Ops()) - from
		for n := range crashfs.Extremes + 20 {
			cases++
			after := b.fs.Crash(n)
			require.NoError(t, s.sound(after), "operation %d, cut %d", k, n)
			again, _ := on(after.Crash(0)).Recoveries(context.Background())
			require.LessOrEqual(t, len(again), 1, "it is offered once: operation %d, cut %d", k, n)
		}
		if k >= whole {
			break
		}
	}
	t.Logf("%d cases", cases)
	assert.Greater(t, cases, 500)
}
