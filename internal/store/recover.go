package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/store/fsx"
	"seika/internal/store/journal"
	"seika/model"
	"seika/model/file"
)

// Recovery is a document that was being edited when the program ended otherwise than by closing it. Whoever has it holds its
// lock, so that nobody else is offered it; Take, Later or Discard gives it back.
type Recovery struct {
	Path   string // of its file, "" if it had none
	Title  string // how people were told of it
	Last   time.Time
	Edits  int          // since it was last saved
	Doc    *model.Doc   // with its steps
	Change model.Change // from the file as it is now, or from nothing, to the document
	Beside bool         // there is a file that can be read
	Draft  *journal.Draft
	Torn   bool // the file was being written over
	Lost   journal.Lost

	disk *Disk
	dir  string
	id   string
	lock io.Closer
	head journal.Head
	size uint64 // frames
	seen Seen   // what its file held when it was loaded or last saved
	done bool
}

// keepJournals is how long a declined or a taken one is kept.
const keepJournals = 30 * 24 * time.Hour

// The ends of names beside a journal.
const (
	sinceSuffix = ".since" // says when the recovery was first declined, or taken
	takenSuffix = ".taken" // a journal whose document was opened, until that is saved
)

// Recoveries finds what is to be offered, the newest first. notes tells of journals that cannot be: once of a broken one,
// each time of one from a newer program. What differs in nothing from its file, and what is too old, is tidied away. It is
// for the start of the program, on a worker; it ends early when ctx does.
func (d *Disk) Recoveries(ctx context.Context) (found []*Recovery, notes []lang.Msg) {
	var all []*Recovery
	for _, dir := range d.docDirs() {
		for _, id := range d.journalsIn(dir) {
			if ctx.Err() != nil {
				break
			}
			r, note := d.recovery(ctx, dir, id)
			if !note.Zero() {
				notes = append(notes, note)
			}
			if r != nil {
				all = append(all, r)
			}
		}
	}
	for _, r := range all {
		switch succession(r, all) {
		case goneOn, stillborn:
			r.remove()
			continue
		case opened:
			r.take()
			continue
		case alone:
		}
		switch {
		case ctx.Err() != nil:
			r.release()
		case r.same():
			r.remove()
		case r.tooOld():
			r.Discard()
		default:
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b *Recovery) int { return b.Last.Compare(a.Last) })
	return found, notes
}

// place is that of a journal among others.
type place int

const (
	alone     place = iota
	goneOn          // another has gone on from where it ended
	opened          // its document was opened, and has a journal of its own
	stillborn       // it was to go on from another, which went on itself, as this one could not be made
)

func succession(r *Recovery, all []*Recovery) place {
	for _, x := range all {
		switch {
		case x.head.Follow == r.id && x.head.After == 0:
			return opened
		case x.head.Follow == r.id && r.size <= x.head.After:
			return goneOn
		case r.head.Follow == x.id && r.head.After > 0 && x.size > r.head.After && r.Edits == 0:
			return stillborn
		}
	}
	return alone
}

// docDirs lists the folders of documents.
func (d *Disk) docDirs() []string {
	if d.State == "" {
		return nil
	}
	names, _ := d.FS.ReadDir(d.docs()) // nothing kept, nothing to recover
	for i, name := range names {
		names[i] = filepath.Join(d.docs(), name)
	}
	return names
}

// journalsIn lists the ids of journals in a folder, and tidies what no longer belongs to one.
func (d *Disk) journalsIn(dir string) (ids []string) {
	names, _ := d.FS.ReadDir(dir) // gone in the meantime
	for _, name := range names {
		ext := filepath.Ext(name)
		id := strings.TrimSuffix(name, ext)
		if !journal.IsID(id) {
			continue
		}
		switch {
		case ext == journal.Suffix:
			ids = append(ids, id)
		case ext == takenSuffix && d.since(filepath.Join(dir, id)) > keepJournals:
			_ = d.FS.Remove(filepath.Join(dir, name))
		case ext == journal.LockSuffix && !slices.Contains(names, id+journal.Suffix):
			d.tidyLock(filepath.Join(dir, name))
		case ext == sinceSuffix && !slices.Contains(names, id+journal.Suffix) && !slices.Contains(names, id+takenSuffix):
			_ = d.FS.Remove(filepath.Join(dir, name))
		}
	}
	if strings.HasPrefix(filepath.Base(dir), untitledPrefix) {
		d.tidyUntitled(dir)
	}
	return ids
}

// since is for how long a journal, given without its suffix, has been declined or taken; 0 if it is not.
func (d *Disk) since(name string) time.Duration {
	data, err := fsx.ReadFile(d.FS, name+sinceSuffix)
	if err != nil {
		return 0
	}
	t, err := time.Parse(time.RFC3339, string(data))
	if err != nil {
		return 0
	}
	return d.Now().Sub(t)
}

// mark notes the time, unless that was done before.
func (d *Disk) mark(name string) {
	f, err := d.FS.CreateExcl(name+sinceSuffix, fileMode)
	if err != nil {
		return // it is there, or what is kept is kept longer
	}
	_, _ = f.Write([]byte(d.Now().UTC().Format(time.RFC3339)))
	_ = f.Close()
}

// tidyLock removes a lock file without a journal. A journal that is just being begun holds it.
func (d *Disk) tidyLock(name string) {
	l, err := d.FS.Lock(name)
	if err != nil {
		return
	}
	_ = d.FS.Remove(name)
	_ = l.Close()
}

// tidyUntitled removes the folder of a document that never had a file, once nothing is in it but versions that are old.
func (d *Disk) tidyUntitled(dir string) {
	all, _ := d.versions(dir)
	for _, v := range all {
		if d.Now().Sub(v.Time) > keepJournals {
			_ = d.FS.Remove(filepath.Join(versions(dir), v.name))
		}
	}
	names, err := d.FS.ReadDir(dir)
	inner, _ := d.FS.ReadDir(versions(dir))
	bare := func(name string) bool { return slices.Contains([]string{"v", "save.lock", "save.note"}, name) }
	if err != nil || len(inner) > 0 || slices.ContainsFunc(names, func(name string) bool { return !bare(name) }) {
		return
	}
	for _, name := range names {
		_ = d.FS.Remove(filepath.Join(dir, name))
	}
	_ = d.FS.Remove(dir)
}

// recovery reads a journal that nobody is writing. Without one, note says what is to be said, if anything.
func (d *Disk) recovery(ctx context.Context, dir, id string) (r *Recovery, note lang.Msg) {
	name := filepath.Join(dir, id)
	lock, err := d.FS.Lock(name + journal.LockSuffix)
	if errors.Is(err, fsx.ErrLocked) {
		return nil, note
	}
	r = &Recovery{disk: d, dir: dir, id: id, lock: lock}
	data, err := fsx.ReadFile(d.FS, name+journal.Suffix)
	if err != nil { // gone just now, or not readable: it stays
		r.release()
		return nil, note
	}
	got, err := journal.Replay(data)
	switch {
	case errors.Is(err, journal.ErrNewer):
		r.release()
		return nil, lang.M("store.journal_newer", "file", name+journal.Suffix)
	case err != nil:
		return nil, r.broken(data)
	}
	r.Path, r.Title, r.Last, r.Edits = got.Head.Path, got.Head.Title, got.Last, got.Edits
	r.Doc, r.Draft, r.Torn, r.Lost = got.Doc, got.Draft, got.Torn, got.Lost
	r.head, r.size, r.seen = got.Head, got.Size, seenHex(got.Head.Seen)
	if got.Saved != nil {
		r.Path, r.seen = got.Saved.Path, seenHex(got.Saved.Seen)
	}
	r.done = got.Ended
	r.compare(ctx, got.Next)
	return r, note
}

// broken tells, once, of a journal of which not even the beginning can be read.
func (r *Recovery) broken(data []byte) (note lang.Msg) {
	switch {
	case journal.Unbegun(data) || r.tooOld():
		r.remove()
		return lang.Msg{}
	case r.declined():
		r.release()
		return lang.Msg{}
	}
	note = lang.M("store.journal_broken", "file", filepath.Join(r.dir, r.id)+journal.Suffix)
	r.Later()
	return note
}

// compare holds the document against its file, which may be what a save left that could not tell of itself any more.
func (r *Recovery) compare(ctx context.Context, next *journal.Saved) {
	from := model.Empty()
	if next != nil {
		if g, seen, err := r.disk.graph(ctx, next.Path); err == nil && seen == seenHex(next.Seen) {
			r.Path, r.seen, r.Beside = next.Path, seen, true
			r.Change = model.Diff(g, r.Doc.Graph())
			return
		}
	}
	if g, _, err := r.disk.graph(ctx, r.Path); err == nil {
		from, r.Beside = g, true
	}
	r.Change = model.Diff(from, r.Doc.Graph())
}

// graph reads a document of ours as it is on the disk.
func (d *Disk) graph(ctx context.Context, path string) (*model.Graph, Seen, error) {
	if path == "" {
		return nil, Nothing, fs.ErrNotExist
	}
	l, err := d.look(ctx, path, keepable)
	if err != nil {
		return nil, Nothing, err
	}
	l.close()
	g, err := decode(ctx, l.data)
	return g, l.seen, err
}

func decode(ctx context.Context, data []byte) (*model.Graph, error) {
	in, err := source.Read(ctx, "", bytes.NewReader(data), source.Boundless())
	if err != nil {
		return nil, err
	}
	return file.Decode(ctx, in)
}

// same says that nothing would be won by recovering the document.
func (r *Recovery) same() bool {
	return r.done || r.Draft == nil && (r.Change.Empty() || r.seen == SumOf(file.Encode(r.Doc.Graph())))
}

func (r *Recovery) name(suffix string) string { return filepath.Join(r.dir, r.id+suffix) }

func (r *Recovery) declined() bool {
	_, err := r.disk.FS.Stat(r.name(sinceSuffix))
	return err == nil
}

func (r *Recovery) tooOld() bool { return r.disk.since(r.name("")) > keepJournals }

// Later declines the recovery for now. It is offered again at the next start, for 30 days from the first time on.
func (r *Recovery) Later() {
	r.disk.mark(r.name(""))
	r.release()
}

// Declined counts the recoveries that were put off and wait for the next start.
func (d *Disk) Declined(ctx context.Context) int {
	return d.eachDeclined(ctx, (*Recovery).release)
}

// ForgetDeclined takes them away for good: they become no versions. It says how many there were.
func (d *Disk) ForgetDeclined(ctx context.Context) int {
	return d.eachDeclined(ctx, (*Recovery).remove)
}

func (d *Disk) eachDeclined(ctx context.Context, do func(*Recovery)) (n int) {
	found, _ := d.Recoveries(ctx)
	for _, r := range found {
		if r.declined() {
			n++
			do(r)
		} else {
			r.release()
		}
	}
	return n
}

// Discard gives the document up. It becomes a version of its file first.
func (r *Recovery) Discard() error {
	h := home{dir: r.dir}
	l, err := r.disk.saveLock(r.dir)
	if err == nil {
		defer l.Close()
	}
	if err := r.disk.keep(&h, file.Encode(r.Doc.Graph())); err != nil {
		r.release()
		return err
	}
	r.remove()
	return nil
}

// Take opens the document, as one without a file: the first save says where to. It has a journal of its own, and the one it
// was found in goes with the first save. Where no journal can be written, as the status says, that one stays. say is as for
// Doc.Journal.
func (r *Recovery) Take(say func(journal.Status)) (*Doc, *journal.Writer, journal.Status) {
	d := r.disk.Untitled()
	var turn sync.Mutex
	var now journal.Status
	p := journal.Place{Dir: d.place().dir, Path: r.Path, Title: r.Title, Seen: r.seen.hex()}
	begun := false
	w := journal.New(r.disk.journals(func(s journal.Status) {
		turn.Lock()
		waits := !begun
		if waits {
			now = s
		}
		turn.Unlock()
		if !waits {
			say(s)
		}
	}), p, r.Doc.Graph())
	w.Begin(r.id)
	w.Settle()
	turn.Lock()
	begun = true
	turn.Unlock()
	if now.Err == nil {
		d.taken = r.take()
	}
	return d, w, now
}

// Seen is what the file of the document held when it was loaded or last saved: that may be replaced, as Request.Over, without
// asking again.
func (r *Recovery) Seen() Seen { return r.seen }

func (r *Recovery) take() string {
	fsys, to := r.disk.FS, r.name(takenSuffix)
	if fsys.Rename(r.name(journal.Suffix), to) != nil {
		r.release()
		return ""
	}
	_ = fsx.SyncDir(fsys, r.dir) // if the old name comes back, the journal that follows takes its place
	r.disk.mark(r.name(""))
	_ = fsys.Remove(r.name(journal.LockSuffix))
	r.release()
	return to
}

func (r *Recovery) remove() {
	_ = r.disk.FS.Remove(r.name(journal.Suffix))
	_ = fsx.SyncDir(r.disk.FS, r.dir)
	r.tidy()
}

// tidy removes what stands beside a journal that is gone.
func (r *Recovery) tidy() {
	_ = r.disk.FS.Remove(r.name(sinceSuffix)) // usually there is none
	_ = r.disk.FS.Remove(r.name(journal.LockSuffix))
	r.release()
	if strings.HasPrefix(filepath.Base(r.dir), untitledPrefix) {
		r.disk.tidyUntitled(r.dir)
	}
}

func (r *Recovery) release() {
	if r.lock != nil {
		_ = r.lock.Close()
		r.lock = nil
	}
}
