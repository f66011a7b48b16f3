package journal

import (
	"crypto/rand"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"seika/internal/store/fsx"
)

// The names of a journal's files in the folder of its document. A lock that is held says that its journal is being written,
// or is being recovered by somebody.
const (
	Suffix     = ".journal"
	LockSuffix = ".lock"
	fileMode   = 0o600 // it holds customers' words
)

// IsID says whether a file name without its suffix is that of a journal.
func IsID(name string) bool {
	return len(name) == 2*idBytes && strings.Trim(name, "0123456789abcdef") == ""
}

// sheet is one journal being written. After an error it must not be written to any more.
type sheet struct {
	fs    fsx.FS
	id    id
	dir   string
	f     fsx.File
	dead  bool      // an operation failed: nothing more is written
	lock  io.Closer // nil where locks are not offered
	n     uint64    // frames so far
	bytes int64     // of the frames after the head
}

// newSheet makes a journal that begins with a record, durable when it returns. After an error nothing is left of it.
func newSheet(fsys fsx.FS, dir string, head Record) (*sheet, error) {
	s := &sheet{fs: fsys, dir: dir}
	_, _ = rand.Read(s.id[:]) // never fails
	payload, err := head.payload()
	if err != nil {
		return nil, err
	}
	s.lock, _ = fsys.Lock(s.path(LockSuffix)) // without it two starts may offer the journal; its content is safe
	if s.f, err = fsys.CreateExcl(s.path(Suffix), fileMode); err != nil {
		s.remove()
		return nil, err
	}
	err = s.write(s.id.frame(s.id.line(), 0, payload))
	if err == nil {
		err = fsx.SyncDir(fsys, dir)
	}
	if err != nil {
		s.remove()
		return nil, err
	}
	s.n, s.bytes = 1, 0
	return s, nil
}

func (s *sheet) path(suffix string) string { return filepath.Join(s.dir, s.id.String()+suffix) }

// append makes payloads durable, all with one sync.
func (s *sheet) append(payloads [][]byte) error {
	var b []byte
	for i, p := range payloads {
		b = s.id.frame(b, s.n+uint64(i), p)
	}
	if err := s.write(b); err != nil {
		return err
	}
	s.n += uint64(len(payloads))
	return nil
}

func (s *sheet) write(b []byte) error {
	if s.dead {
		return errors.New("write to an abandoned journal")
	}
	_, err := s.f.Write(b)
	if err == nil {
		err = fsx.Sync(s.f)
	}
	s.dead = err != nil
	s.bytes += int64(len(b))
	return err
}

// remove takes the journal away. What cannot be removed is swept later, as its document equals the file by then. Only now is
// the file closed: where closing fails, the end of the file may go with it, and until now it counted.
func (s *sheet) remove() {
	if s.f != nil {
		_ = s.f.Close()
	}
	_ = s.fs.Remove(s.path(Suffix))
	_ = fsx.SyncDir(s.fs, s.dir)
	if s.lock != nil {
		_ = s.lock.Close()
	}
	_ = s.fs.Remove(s.path(LockSuffix)) // nobody else ever takes this one: its name is chance
}
