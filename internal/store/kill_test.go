package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"seika/internal/source"
	"seika/internal/store"
	"seika/internal/store/fsx"
	"seika/internal/store/journal"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// childEnv makes this program the one that is killed. It names the document.
const childEnv = "SEIKA_STORE_CHILD"

// worker is what the child does: it recovers what it finds, then edits and saves without end, and tells each number that is
// kept ("k 17") or saved ("s 17"). The number is the document's title.
type worker struct {
	disk *store.Disk
	path string
	doc  *model.Doc
	file *store.Doc
	w    *journal.Writer
	n    int
	over store.Seen // for the first save of a recovered document

	mu sync.Mutex
	of map[uint64]int // numbers of records
}

func die(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func workForEver(path string) {
	w := &worker{disk: store.New(filepath.Join(filepath.Dir(path), "state")), path: path, of: map[uint64]int{}}
	w.disk.Sweep()
	w.begin()
	for {
		w.n++
		m := w.doc.Graph().Meta()
		m.Title = strconv.Itoa(w.n)
		w.mu.Lock()
		w.of[w.w.Last()+1] = w.n
		w.mu.Unlock()
		die(w.doc.Do(edit.Describe{Meta: m}))
		if w.n%9 == 0 {
			w.save()
		}
		time.Sleep(100 * time.Microsecond)
	}
}

func (w *worker) begin() {
	found, notes := w.disk.Recoveries(context.Background())
	if len(found) > 1 || len(notes) > 0 {
		die(fmt.Errorf("%d recoveries, notes %v", len(found), notes))
	}
	if len(found) == 1 {
		r := found[0]
		w.doc, w.n, w.over = r.Doc, title(r.Doc.Graph()), r.Seen()
		w.file, w.w, _ = r.Take(w.say)
		w.doc.Listen(w.w.Hear)
		return
	}
	o, err := w.disk.Open(context.Background(), w.path, limit)
	die(err)
	g, err := parse(o.Bytes)
	die(err)
	w.doc, w.n, w.file = model.NewDoc(g), title(g), o.Doc
	w.w = w.file.Journal(g, "a", w.say)
	w.doc.Listen(w.w.Hear)
}

func parse(data []byte) (*model.Graph, error) {
	return file.Decode(context.Background(), &source.Input{Data: data})
}

func title(g *model.Graph) int {
	n, err := strconv.Atoi(g.Meta().Title)
	die(err)
	return n
}

func (w *worker) say(s journal.Status) {
	if errors.Is(s.Err, journal.ErrSlow) {
		return // other tests want the disk, too
	}
	die(s.Err)
	w.mu.Lock()
	n := w.of[s.Kept]
	w.mu.Unlock()
	if n > 0 {
		fmt.Println("k", n)
	}
}

func (w *worker) save() {
	_, err := w.file.Save(store.Request{
		Path: w.path, Bytes: file.Encode(w.doc.Graph()), Verify: fine, Over: w.over, Replacing: w.w.Saving,
	})
	die(err) // a conflict, too: nobody else writes here
	w.over = store.Seen{}
	w.w.Saved(w.file.Place("a"))
	fmt.Println("s", w.n)
}

// siege is what is checked after each violent end: what was acknowledged can be had.
type siege struct {
	path                  string
	disk                  *store.Disk
	seed                  uint64
	rnd                   *rand.Rand
	last, recovered, ends int
	was, now              []string // what is in the state folder before and after an end, to be told if one loses something
}

func besiege(t *testing.T, docs string) *siege {
	t.Helper()
	s := &siege{path: filepath.Join(docs, "a.seika"), disk: store.New(filepath.Join(docs, "state"))}
	require.NoError(t, os.WriteFile(s.path, chart(50), 0o600))
	s.seed = uint64(time.Now().UnixNano())
	s.rnd = rand.New(rand.NewPCG(s.seed, 0))
	return s
}

func (s *siege) pause() time.Duration { return time.Duration(5+s.rnd.IntN(25)) * time.Millisecond }

func (s *siege) check(t *testing.T, o told) {
	t.Helper()
	s.ends++
	s.was, s.now = s.now, s.look()
	defer func() {
		if t.Failed() {
			t.Logf("before:\n%s\nafter:\n%s", strings.Join(s.was, "\n"), strings.Join(s.now, "\n"))
		}
	}()
	data, err := os.ReadFile(s.path)
	require.NoError(t, err)
	g, err := parse(data)
	require.NoError(t, err, "the file is whole")
	n := title(g)
	require.GreaterOrEqual(t, n, o.saved, "what was reported as saved is in the file (seed %d)", s.seed)
	found, notes := s.disk.Recoveries(context.Background())
	require.Empty(t, notes)
	require.LessOrEqual(t, len(found), 1)
	for _, r := range found {
		s.recovered++
		n = max(n, title(r.Doc.Graph()))
		r.Later()
	}
	require.GreaterOrEqual(t, n, o.kept, "what was acknowledged can be had (seed %d)", s.seed)
	require.GreaterOrEqual(t, n, s.last, "and what could be had before (seed %d)", s.seed)
	s.last = n
}

// look lists the journals there are, with what they hold.
func (s *siege) look() (out []string) {
	data, _ := os.ReadFile(s.path)
	if g, err := parse(data); err == nil {
		out = append(out, "file "+g.Meta().Title)
	}
	names, _ := filepath.Glob(filepath.Join(s.disk.State, "doc", "*", "*"))
	for _, name := range names {
		line := strings.TrimPrefix(name, s.disk.State)
		if filepath.Ext(name) == journal.Suffix {
			data, _ := os.ReadFile(name)
			r, err := journal.Replay(data)
			line += fmt.Sprintf(" %d bytes, %v", len(data), err)
			if err == nil {
				line += fmt.Sprintf(", %d frames, %s edits %d, %+v", r.Size, r.Doc.Graph().Meta().Title, r.Edits, r.Head)
			}
		}
		if !strings.HasPrefix(filepath.Base(name), "v") {
			out = append(out, line)
		}
	}
	return out
}

func (s *siege) report(t *testing.T, what string) {
	t.Helper()
	t.Logf("%s: seed %d, %d times, %d edits, %d recoveries, 0 acknowledged edits lost, 0 torn files", what, s.seed, s.ends, s.last, s.recovered)
	require.Positive(t, s.recovered)
}

func TestAKilledProgramLosesNothing(t *testing.T) {
	const sieges = 4 // of a document each: most of the time is waiting
	const each = 250 // kills between two reports and two clearings
	for i := range sieges {
		t.Run(strconv.Itoa(i+1), func(t *testing.T) {
			t.Parallel()
			docs := t.TempDir()
			s := besiege(t, docs)
			for range long(200, 10_000) / sieges {
				_, all := killed(t, s.path, s.pause(), func(p *os.Process) { _ = p.Kill() })
				s.check(t, all)
				if s.ends%each == 0 {
					t.Logf("kill -9: %d so far", s.ends)
					s.clear(t)
				}
			}
			s.report(t, "kill -9")

			s.disk.Sweep()
			names, err := fsx.OS{}.ReadDir(docs)
			require.NoError(t, err)
			for _, name := range names {
				require.False(t, fsx.IsTemp(name), "%s is left after all those kills", name)
			}
		})
	}
}

// clear takes away the journals whose documents were opened, as 30 days would: so many kills in so little time leave thousands,
// and looking through them would be most of the work.
func (s *siege) clear(t *testing.T) {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(s.disk.State, "doc", "*"))
	require.NoError(t, err)
	for _, dir := range dirs {
		taken, _ := filepath.Glob(filepath.Join(dir, "*.taken"))
		for _, name := range taken {
			require.NoError(t, os.Remove(name))
			_ = os.Remove(strings.TrimSuffix(name, ".taken") + ".since")
		}
		journals, _ := filepath.Glob(filepath.Join(dir, "*"+journal.Suffix))
		versions, _ := filepath.Glob(filepath.Join(dir, "v", "*"))
		if len(journals)+len(versions) == 0 {
			require.NoError(t, os.RemoveAll(dir))
		}
	}
}

// chart is a document of n deliverables in a row, with the number 0.
func chart(n int) []byte {
	r := model.Records{Meta: model.Meta{Title: "0"}}
	for i := range n {
		id := model.ID(fmt.Sprintf("n%05d", i))
		r.Nodes = append(r.Nodes, model.Node{
			ID: id, Name: fmt.Sprintf("成果物 %d", i), At: model.Place{Set: true, X: 200 * (i % 40), Y: 100 * (i / 40)},
			Owner: model.NewList("営業"), Note: "毎週の打ち合わせで確認する",
		})
		if i > 0 {
			r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(r.Nodes[i-1].ID, id)})
		}
	}
	g, bad := model.Build(r)
	if len(bad) > 0 {
		panic(bad)
	}
	return file.Encode(g)
}

// killed runs a child, ends it some time after its first word, and returns the last numbers it told: those it told before the
// end began, and all.
func killed(t *testing.T, path string, after time.Duration, end func(*os.Process)) (before, all told) {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(out)
	var (
		mu    sync.Mutex
		over  bool
		ended = make(chan struct{})
		begun bool
	)
	for lines.Scan() {
		what, number, _ := strings.Cut(lines.Text(), " ")
		n, err := strconv.Atoi(number)
		mu.Lock()
		if err == nil {
			all.add(what, n)
		}
		fine := err == nil || over // without a disk it fails before it dies
		mu.Unlock()
		require.True(t, fine, "the child says %q", lines.Text())
		if !begun {
			begun = true
			time.AfterFunc(after, func() {
				defer close(ended)
				mu.Lock()
				before, over = all, true
				mu.Unlock()
				end(cmd.Process)
			})
		}
	}
	require.True(t, begun, "the child says something")
	<-ended
	_ = cmd.Wait()
	return before, all
}

// told is the highest numbers a child told.
type told struct{ kept, saved int }

func (o *told) add(what string, n int) {
	o.kept = max(o.kept, n)
	if what == "s" {
		o.saved = n
	}
}
