package fsx

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/gofrs/flock"
)

// OS is the file system of the machine.
type OS struct{}

var _ FS = OS{}

type osFile struct{ *os.File }

func (f osFile) Stat() (Info, error) {
	fi, err := f.File.Stat()
	if err != nil {
		return Info{}, err
	}
	return openInfo(f.File, fi)
}

func opened(name string, flag int, perm fs.FileMode) (File, error) {
	f, err := os.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err // not osFile{nil}: a File must be nil with an error
	}
	return osFile{f}, nil
}

func (OS) Open(name string) (File, error)      { return opened(name, os.O_RDONLY, 0) }
func (OS) OpenWrite(name string) (File, error) { return opened(name, os.O_WRONLY, 0) }
func (OS) OpenAppend(name string, perm fs.FileMode) (File, error) {
	return opened(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, perm)
}

func (OS) CreateExcl(name string, perm fs.FileMode) (File, error) {
	return opened(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
}

func (OS) Remove(name string) error                     { return os.Remove(name) }
func (OS) MkdirAll(name string, perm fs.FileMode) error { return os.MkdirAll(name, perm) }

func (OS) ReadDir(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	names, err := f.Readdirnames(-1)
	slices.Sort(names)
	return names, errors.Join(err, f.Close())
}

// maxLinks is where a chain of links is taken for a circle, as the Linux kernel does.
const maxLinks = 40

func (OS) RealPath(name string) (string, error) {
	p, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	for range maxLinks {
		real, err := filepath.EvalSymlinks(p)
		if !errors.Is(err, fs.ErrNotExist) {
			return real, err
		}
		to, err := os.Readlink(p)
		if err != nil { // no link: the file itself is absent
			dir, err := filepath.EvalSymlinks(filepath.Dir(p))
			return filepath.Join(dir, filepath.Base(p)), err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(p), to)
		}
		p = to
	}
	return "", &fs.PathError{Op: "follow", Path: name, Err: errors.New("too many links")}
}

func (OS) Lock(name string) (io.Closer, error) {
	l := flock.New(name, flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", name, err), l.Close())
	}
	if !ok {
		return nil, errors.Join(ErrLocked, l.Close())
	}
	return l, nil
}
