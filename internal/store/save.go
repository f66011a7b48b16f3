package store

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"

	"seika/internal/lang"
	"seika/internal/store/fsx"
)

// Request is what is to be saved.
type Request struct {
	Path   string             // where to; "" is where the document lives
	Bytes  []byte             // the document as a file
	Verify func([]byte) error // loads Bytes as a stranger would and compares with the document; must be set

	// Over and InPlace answer the problem an earlier Save met.
	Over    Seen // what the person agreed to replace, as in Problem.Seen: that and nothing else
	InPlace bool // the person agreed to writing in place, from now on

	// Replacing is called before the file is touched, with what it is going to hold. It returns once the journal has all that
	// is in Bytes, so that no file is ever newer than its journal; may be nil.
	Replacing func(path, seen string)
	// WritingOver is called before a file is written in place, so that the journal can say so; may be nil.
	WritingOver func()
}

// How says what a save did.
type How int

// The ways.
const (
	Replaced  How = iota // a new file took the place of the old one, or of none
	InPlace              // the file was written over
	Unchanged            // the file held these bytes already
)

// Saved says that the bytes are on the disk.
type Saved struct {
	Path  string // all links followed
	How   How
	Notes []lang.Msg // what the person should know besides
}

// changesBorne is how often a file may change while it is being saved before the person is asked.
const changesBorne = 3

// Save puts the bytes on the disk; the errors are *Problem. With another Path than before the document moves there, and what
// was there before stays as it was.
func (d *Doc) Save(r Request) (Saved, error) {
	path, here := r.Path, d.place()
	if path == "" {
		path = here.real
	}
	if path == "" {
		panic("a document without a file is saved without a path")
	}
	if err := r.Verify(r.Bytes); err != nil {
		return Saved{}, &Problem{Kind: Internal, Path: path, Err: err, Say: lang.M("store.internal", "path", path, "cause", err.Error())}
	}
	real, err := d.disk.FS.RealPath(path)
	if err != nil {
		return Saved{}, d.disk.trouble(path, r.Bytes, err)
	}
	s := &saving{Disk: d.disk, doc: d, home: here, Request: r, new: SumOf(r.Bytes)}
	if real != here.real {
		s.home = d.disk.home(real)
	}
	unlock, err := s.lock()
	if err != nil {
		return Saved{}, err
	}
	defer unlock()
	how, err := s.run()
	s.move()
	var p *Problem
	if errors.As(err, &p) {
		p.Notes = s.notes
	}
	if err != nil {
		return Saved{}, err
	}
	d.mu.Lock()
	taken := d.taken
	d.taken = ""
	d.mu.Unlock()
	if taken != "" {
		_ = d.disk.FS.Remove(taken) // else it is swept
	}
	return Saved{Path: real, How: how, Notes: s.notes}, nil
}

// saving is one Save under way.
type saving struct {
	*Disk
	doc     *Doc
	home    home // where it is saved, with what we come to know of it
	touched bool // what is at home.real now is of our making
	Request
	new   Seen
	notes []lang.Msg
}

func (s *saving) tell(m lang.Msg) { s.notes = append(s.notes, m) }

// once tells what holds for every save of the document and is said at the first.
func (s *saving) once(m lang.Msg) {
	if !s.doc.said[m.Key] {
		s.doc.said[m.Key] = true
		s.tell(m)
	}
}

// lock keeps other processes from saving the same document. Without a state folder, or where locks are not offered, the check
// of the content stays the guard.
func (s *saving) lock() (unlock func(), err error) {
	nothing := func() {}
	if s.home.dir == "" {
		return nothing, nil
	}
	l, err := s.saveLock(s.home.dir)
	if errors.Is(err, fsx.ErrLocked) {
		h, say := s.holder(s.home.dir), lang.M("store.busy", "path", s.home.real)
		if h.PID != 0 {
			say = lang.M("store.busy_pid", "path", s.home.real, "pid", h.PID)
		}
		return nil, &Problem{Kind: Busy, Path: s.home.real, Holder: h, Say: say}
	}
	if err != nil {
		s.once(lang.M("store.no_lock", "cause", cause(err)))
		return nothing, nil
	}
	return func() { _ = l.Close() }, nil
}

// move makes the place of a save the document's own, unless nothing came of it there.
func (s *saving) move() {
	elsewhere := s.home.real != s.doc.Path()
	if elsewhere && !s.touched {
		return
	}
	s.doc.live(s.home)
	if !elsewhere {
		return
	}
	_ = s.doc.free() // the lock of the old place
	if h, ok := s.doc.Claim(); !ok {
		s.tell(h.Say(s.home.real, s.Now()))
	}
}

// run tries until the file keeps still.
func (s *saving) run() (How, error) {
	var last Seen
	for range changesBorne {
		path := s.home.real
		old, err := s.look(context.Background(), path, keepable)
		if err != nil {
			return 0, unreadable(path, err, lang.M("store.unreadable_save", "path", path, "cause", cause(err)))
		}
		how, err := s.try(old)
		old.close()
		if !errors.Is(err, fsx.ErrChanged) {
			return how, err
		}
		last = old.seen
	}
	return 0, &Problem{Kind: Conflict, Path: s.home.real, Seen: last, Say: lang.M("store.restless", "path", s.home.real)}
}

// try saves over what is there now. ErrChanged says that it is not there any more, and that nothing was done.
func (s *saving) try(old *look) (How, error) {
	if old.seen == s.new && !s.home.suspect {
		return Unchanged, s.confirm()
	}
	if err := s.agreed(old.seen); err != nil {
		return 0, err
	}
	there := old.seen != Nothing
	if there && s.readOnly(s.home.real, old.info) {
		return 0, &Problem{Kind: ReadOnly, Path: s.home.real, Say: lang.M("store.read_only", "path", s.home.real)}
	}
	if there {
		old.kept = s.keepOld(old)
	}
	if s.Replacing != nil {
		s.Replacing(s.home.real, s.new.hex())
	}
	if there && old.info.Links > 1 {
		return s.overwrite(old, lang.M("store.why.links", "n", int(old.info.Links)))
	}
	temp, err := s.prepare(there)
	if err == nil {
		return s.replace(old, temp)
	}
	if there && errors.Is(err, fs.ErrPermission) {
		return s.overwrite(old, lang.M("store.why.folder"))
	}
	return 0, s.trouble(s.home.real, s.Bytes, err)
}

// agreed says whether what is there may be replaced: it is what we put or found there, or what the person was asked about.
func (s *saving) agreed(now Seen) error {
	want, path := s.home.seen, s.home.real
	if s.Over.looked {
		want = s.Over
	}
	switch {
	case now == want:
		return nil
	case now == Nothing:
		return &Problem{Kind: Gone, Path: path, Seen: now, Say: lang.M("store.gone", "path", path)}
	case want == Nothing:
		return &Problem{Kind: Exists, Path: path, Seen: now, Say: lang.M("store.exists", "path", path)}
	}
	return &Problem{Kind: Conflict, Path: path, Seen: now, Say: lang.M("store.conflict", "path", path)}
}

// readOnly says whether a file is meant to stay as it is. Replacing it would be possible wherever its folder may be written.
func (d *Disk) readOnly(real string, info fsx.Info) bool {
	if info.Mode&0o222 == 0 {
		return true
	}
	f, err := d.FS.OpenWrite(real)
	if err != nil {
		return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
	}
	_ = f.Close() // nothing was written
	return false
}

// confirm makes what the file holds durable.
func (s *saving) confirm() error {
	f, err := s.FS.OpenWrite(s.home.real) // Windows syncs nothing that was opened to read
	if errors.Is(err, fs.ErrPermission) {
		f, err = s.FS.Open(s.home.real)
	}
	if err == nil {
		err = errors.Join(fsx.Sync(f), fsx.Close(f))
	}
	return s.settle(err)
}

// settle ends a save whose bytes are in the file, unless err says otherwise: the folder is made durable.
func (s *saving) settle(err error) error {
	s.home.seen, s.touched = s.new, true
	if err == nil {
		err = fsx.SyncDir(s.FS, filepath.Dir(s.home.real))
	}
	s.home.suspect = err != nil
	if err == nil {
		return nil
	}
	path := s.home.real
	return &Problem{Kind: NotDurable, Path: path, Seen: s.new, Err: err, Say: lang.M("store.not_durable", "path", path, "cause", cause(err))}
}

// keepOld puts what is about to be replaced among the versions. A save goes on without.
func (s *saving) keepOld(old *look) (kept bool) {
	err := errLarge
	if old.data != nil {
		err = s.keep(&s.home, old.data)
	}
	if err != nil {
		s.once(lang.M("store.not_kept", "path", s.home.real, "cause", cause(err)))
	}
	return err == nil
}

// prepare writes the temporary file.
func (s *saving) prepare(there bool) (temp string, err error) {
	temp = fsx.TempName(filepath.Dir(s.home.real))
	if s.home.dir != "" {
		s.note(s.home.dir, "save", []byte(temp))
	}
	n := fsx.New{Perm: 0o666}
	if there {
		n.Like = s.home.real
	}
	lost, err := fsx.WriteNew(s.FS, temp, s.Bytes, n)
	if err != nil {
		return "", err
	}
	if lost != nil {
		s.once(lang.M("store.meta_lost", "path", s.home.real, "cause", cause(lost)))
	}
	return temp, nil
}

// replace puts the temporary file in the place of the old one.
func (s *saving) replace(old *look, temp string) (How, error) {
	if err := s.still(old); err != nil {
		_ = s.FS.Remove(temp)
		return 0, err
	}
	if s.GOOS == "windows" {
		old.close() // nothing can be put in the place of an open file there
	}
	if err := s.rename(temp); err != nil {
		_ = s.FS.Remove(temp)
		return s.notRenamed(old, err)
	}
	err := s.settle(nil)
	s.late(old)
	return Replaced, err
}

func (s *saving) rename(temp string) error {
	if fsx.Seeded(fsx.Truncates) {
		return s.truncate(temp)
	}
	return s.FS.Rename(temp, s.home.real)
}

// truncate is how not to save, for the tests.
func (s *saving) truncate(temp string) error {
	f, err := s.FS.OpenAppend(s.home.real, fileMode)
	if err != nil {
		return err
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = f.Write(s.Bytes)
	}
	return errors.Join(err, f.Sync(), f.Close(), s.FS.Remove(temp))
}

// still says whether the file is what it was when it was looked at.
func (s *saving) still(old *look) error {
	now, err := s.FS.Stat(s.home.real)
	if errors.Is(err, fs.ErrNotExist) {
		now, err = fsx.Info{}, nil
	}
	switch {
	case err != nil:
		return s.trouble(s.home.real, s.Bytes, err)
	case now != old.info:
		return fsx.ErrChanged
	}
	return nil
}

func (s *saving) notRenamed(old *look, err error) (How, error) {
	path := s.home.real
	switch {
	case errors.Is(err, fsx.ErrHeld):
		say := lang.M("store.held", "path", path)
		if s.keep(&s.home, s.Bytes) == nil {
			say = lang.M("store.held_kept", "path", path)
		}
		return 0, &Problem{Kind: Held, Path: path, Err: err, Say: say}
	case old.seen == Nothing || fsx.NoSpace(err) || fsx.IOError(err):
		return 0, s.trouble(path, s.Bytes, err)
	}
	return s.overwrite(old, lang.M("store.why.rename"))
}

// late looks at the file that was replaced: a program that wrote to it after we had read it must not lose its work unnoticed.
func (s *saving) late(old *look) {
	if old.f == nil {
		return
	}
	if _, err := old.f.Seek(0, 0); err != nil {
		return
	}
	now, err := read(context.Background(), old.f, keepable)
	if err != nil || now.seen == old.seen {
		return
	}
	say := lang.M("store.changed_late", "path", s.home.real)
	if now.data == nil || s.keep(&s.home, now.data) != nil {
		say = lang.M("store.changed_late_lost", "path", s.home.real)
	}
	s.tell(say)
}

// trouble turns an error of the system into a problem.
func (d *Disk) trouble(path string, data []byte, err error) error {
	p := &Problem{Kind: Failed, Path: path, Err: err, Say: lang.M("store.failed", "path", path, "cause", cause(err))}
	if errors.Is(err, fs.ErrNotExist) {
		p.Kind, p.Say = Unreadable, lang.M("store.no_folder", "folder", filepath.Dir(path), "file", filepath.Base(path))
		return p
	}
	if !fsx.NoSpace(err) {
		return p
	}
	p.Kind, p.Need, p.Free = NoSpace, int64(len(data)), -1
	p.Say = lang.M("store.no_space", "path", path, "need", amount(p.Need))
	if free, err := d.FS.Free(filepath.Dir(path)); err == nil {
		p.Free = free
		p.Say = lang.M("store.no_space_free", "path", path, "need", amount(p.Need), "free", amount(free))
	}
	return p
}
