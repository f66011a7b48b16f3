// Package store is one open document on disk: opening it, saving it so that the file is the complete old or the complete new
// one at every moment, keeping what was replaced, and telling who else has it open. It works on bytes: it must not know what a
// document means, nor windows, nor the language of the person it has something to say to.
//
// # What it promises
//
// Save reports success only when the new bytes are on the disk under their name. Whatever goes wrong before that, the file
// holds the old bytes. Nothing is written over that the person has not seen: what is on the disk must be what was loaded or
// last saved, or what the person, asked, agreed to replace. The one exception is writing in place, where the folder or the
// file allows nothing else; that needs consent, and both contents are on the disk as versions first.
//
// # State folder
//
// doc/<key>/ holds edit.lock, save.lock, their notes, and v/ with the versions. Locks are kernel locks, freed when a process
// dies: a lock file says nothing, a held lock does. What others may read stands in a note beside the lock, since on Windows
// the bytes of a locked file are closed to all. If the folder cannot be used, saving works all the same, without versions.
//
// # Journal
//
// The edits of a document are kept before they are saved, in doc/<key>/<id>.journal, see package journal. That and what
// is found of it after a crash is the one part of this package that knows models.
package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"time"

	"seika/internal/store/fsx"
)

// Disk is where documents live. All exported fields are set before use; any goroutine may use it.
type Disk struct {
	FS    fsx.FS
	State string // the state folder; "" if there is none
	GOOS  string
	Now   func() time.Time
	Pause func(time.Duration) // while somebody else saves
	PID   int                 // who we are, for the messages of others
	Host  string
	App   string       // our version, for journals
	Go    func(func()) // runs work elsewhere; nil is a goroutine of its own

	mu    sync.Mutex
	doubt error // why names in the state folder may not be on the disk
}

// New is the disk of this machine with a state folder, as StateDir names it.
func New(state string) *Disk {
	host, _ := os.Hostname() // only for a message
	return &Disk{
		FS: fsx.OS{}, State: state, GOOS: runtime.GOOS, Now: time.Now, Pause: time.Sleep, PID: os.Getpid(), Host: host,
	}
}

// Doc is one document. Any goroutine may use it, but one at a time saves. Path, Seen, Accept, Place and Close do not wait for the disk.
type Doc struct {
	disk *Disk
	said map[string]bool // what need not be said again

	mu     sync.Mutex // of what follows; nobody has it while the disk works
	home   home
	edit   io.Closer // the edit lock, nil if not ours
	closed bool
	taken  string // the journal the document was recovered from; it goes with the first save
}

// home is where a document lives and what we know of that place.
type home struct {
	real    string // path behind all links, "" for a document without a file
	seen    Seen   // what we loaded or last wrote there
	dir     string // its folder in the state folder, "" if there is none
	shelved bool   // the folder of its versions is there for good
	inPlace bool   // the person agreed to writing in place
	suspect bool   // what is there may not be on the disk, whatever a Sync says: it must be written anew
}

// Opened is a document as found on the disk.
type Opened struct {
	Doc      *Doc
	Bytes    []byte
	ReadOnly bool   // Save would be refused; Save As is left
	Holder   Holder // who else has it open; zero if nobody
}

// Open reads a file of at most limit bytes and takes its edit lock. Nothing of the file or its folder is changed, but for
// temporary files that dead processes left. The errors are a *Problem, or that of ctx.
func (d *Disk) Open(ctx context.Context, path string, limit int64) (Opened, error) {
	real, err := d.FS.RealPath(path)
	if err != nil {
		return Opened{}, unopened(path, err)
	}
	l, err := d.look(ctx, real, limit)
	if ctx.Err() != nil {
		return Opened{}, ctx.Err()
	}
	if err != nil {
		return Opened{}, unopened(path, err)
	}
	l.close()
	switch {
	case l.seen == Nothing:
		return Opened{}, unopened(path, fs.ErrNotExist)
	case l.info.Size > limit:
		return Opened{}, tooLarge(path, l.info.Size, limit)
	}
	doc, h := d.Untitled(), d.home(real)
	h.seen = l.seen
	doc.live(h)
	d.sweep(h)
	o := Opened{Doc: doc, Bytes: l.data, ReadOnly: d.readOnly(real, l.info)}
	o.Holder, _ = doc.Claim()
	d.prune()
	return o, nil
}

// Untitled is a document without a file. Its first Save names one.
func (d *Disk) Untitled() *Doc {
	doc := &Doc{disk: d, said: map[string]bool{}}
	if d.State != "" {
		doc.live(d.untitled())
	}
	return doc
}

// Path is where the document lives, with all links followed; "" if it has no file yet.
func (d *Doc) Path() string { return d.place().real }

// place is a copy of where the document lives.
func (d *Doc) place() home {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.home
}

// live makes a place the document's own.
func (d *Doc) live(h home) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.home = h
}

// Close frees the edit lock, for good.
func (d *Doc) Close() error {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	return d.free()
}

func (d *Doc) free() error {
	d.mu.Lock()
	l := d.edit
	d.edit = nil
	d.mu.Unlock()
	if l == nil {
		return nil
	}
	return l.Close()
}

// Same says whether two paths lead to one file.
func (d *Disk) Same(a, b string) bool {
	ra, errA := d.FS.RealPath(a)
	rb, errB := d.FS.RealPath(b)
	if errA != nil || errB != nil {
		return false
	}
	if ra == rb {
		return true
	}
	ia, errA := d.FS.Stat(ra)
	ib, errB := d.FS.Stat(rb)
	return errA == nil && errB == nil && ia.ID == ib.ID && ia.ID != fsx.FileID{}
}

// Look says what is at a path now; the zero Seen if that cannot be told.
func (d *Disk) Look(path string) Seen {
	l, err := d.look(context.Background(), path, 0)
	if err != nil {
		return Seen{}
	}
	l.close()
	return l.seen
}

// look is a file at one moment. f is held open, so that what happens to it later can be seen.
type look struct {
	info fsx.Info
	seen Seen
	data []byte // nil if there is no file, or one over the limit
	f    fsx.File
	kept bool // data is a version
}

// pieceSize is how much is read between two looks at whether somebody still waits.
const pieceSize = 1 << 20

// look reads a regular file; one over the limit is only summed up. That there is none is no error.
func (d *Disk) look(ctx context.Context, real string, limit int64) (*look, error) {
	info, err := d.FS.Stat(real)
	if errors.Is(err, fs.ErrNotExist) {
		return &look{seen: Nothing}, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode.IsRegular() {
		return nil, notRegular(real, info.Mode)
	}
	f, err := d.FS.Open(real)
	if errors.Is(err, fs.ErrNotExist) {
		return &look{seen: Nothing}, nil
	}
	if err != nil {
		return nil, err
	}
	l, err := read(ctx, f, limit)
	if err != nil {
		_ = f.Close() // it was only read
		return nil, err
	}
	return l, nil
}

func read(ctx context.Context, f fsx.File, limit int64) (*look, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	sum := sha256.New()
	to := io.Writer(sum)
	if info.Size <= limit {
		data.Grow(int(info.Size))
		to = io.MultiWriter(sum, &data)
	}
	for err == nil {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		_, err = io.CopyN(to, f, pieceSize)
	}
	if err != io.EOF {
		return nil, err
	}
	return &look{info: info, seen: Seen{looked: true, there: true, sum: [32]byte(sum.Sum(nil))}, data: data.Bytes(), f: f}, nil
}

func (l *look) close() {
	if l.f != nil {
		_ = l.f.Close() // it was only read
		l.f = nil
	}
}
