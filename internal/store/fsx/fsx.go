// Package fsx is the file system as saving needs it: few operations, each of which says whether it reached the disk.
// All writing of the program goes through it. It knows no documents, no state folder and no words for people.
//
// A write counts only when the file was synced and closed without error, and a new or renamed file only when its folder was
// synced too. Paths are those of the system; none of the operations is atomic but Rename.
package fsx

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// FS is a file system. OS is the real one; crashfs has one that fails and loses power on demand.
type FS interface {
	// Open opens a file to read.
	Open(name string) (File, error)
	// OpenWrite opens a file that exists, to be written from its start. It neither creates nor cuts it.
	OpenWrite(name string) (File, error)
	// OpenAppend opens a file to be written at its end, and creates it if there is none.
	OpenAppend(name string, perm fs.FileMode) (File, error)
	// CreateExcl creates a file to write, and fails if the name is taken.
	CreateExcl(name string, perm fs.FileMode) (File, error)

	// Rename puts from in the place of to, in one step and without a moment in which neither is there.
	Rename(from, to string) error
	Remove(name string) error
	// Stat follows links.
	Stat(name string) (Info, error)
	// ReadDir lists the names in a folder in order.
	ReadDir(name string) ([]string, error)
	MkdirAll(name string, perm fs.FileMode) error
	// RealPath is the absolute path behind all links. The last part need not exist; a link to nothing gives what it points at.
	RealPath(name string) (string, error)
	// SyncDir makes the names in a folder durable. Callers that can live without use the function SyncDir.
	SyncDir(name string) error
	// Lock takes the lock that a file stands for, creating the file if need be, and returns what frees it. The system frees
	// it too when the process dies. Held by somebody else, this process included, gives ErrLocked at once.
	Lock(name string) (io.Closer, error)
	// CopyMeta gives to the mode, owner, group and extended attributes of from as far as this user may.
	CopyMeta(from, to string) error
	// Free is the number of bytes this user may still write in a folder.
	Free(name string) (int64, error)
}

// File is an open file.
type File interface {
	io.ReadSeeker
	io.Writer
	Truncate(size int64) error
	// Sync returns once all that was written is on the disk. After an error the file must not be used again: the system may
	// have dropped what it could not write, and a second Sync then succeeds.
	Sync() error
	Stat() (Info, error)
	Close() error
}

// Info is what is known of a file without reading it. Two are equal if nobody wrote in between, as far as the clock of the
// file system can tell.
type Info struct {
	Mode    fs.FileMode
	Size    int64
	ModTime int64 // nanoseconds since 1970
	Links   uint64
	ID      FileID
}

// FileID tells two files apart that exist at the same time. The zero value is unknown.
type FileID struct{ Volume, File uint64 }

var (
	// ErrLocked says that somebody else holds the lock.
	ErrLocked = errors.New("lock is held")
	// ErrHeld says that another program keeps the file open in a way that forbids replacing it.
	ErrHeld = errors.New("file is held by another program")
	// ErrChanged says that a file is not what it was when it was read.
	ErrChanged = errors.New("file was changed in the meantime")
	// ErrFolder says that a file was expected where there is a folder.
	ErrFolder = errors.New("is a folder")
)

// Sync is f.Sync.
func Sync(f File) error {
	if Seeded(NoFileSync) {
		return nil
	}
	return f.Sync()
}

// Close is f.Close, for a file that was written to.
func Close(f File) error {
	err := f.Close()
	if Seeded(BlindClose) {
		return nil
	}
	return err
}

// SyncDir makes the names in a folder durable where the system offers that. Where it does not, there is nothing to wait for.
func SyncDir(fsys FS, dir string) error {
	if Seeded(NoFolderSync) {
		return nil
	}
	err := fsys.SyncDir(dir)
	if err == nil || NotOffered(err) {
		return nil
	}
	return fmt.Errorf("sync folder: %w", err)
}

// ReadFile reads a whole file.
func ReadFile(fsys FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(f)
	return data, errors.Join(err, f.Close())
}
