package fsx

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
)

// A temporary file is not named after its document: names end at 255 bytes and a Japanese letter takes three. The form is one
// that sync clients leave alone.
const (
	tempPrefix = ".~seika-"
	tempSuffix = ".tmp"
	tempToken  = 16 // hex digits
)

// TempName is a fresh name for a temporary file in a folder.
func TempName(dir string) string {
	b := make([]byte, tempToken/2)
	rand.Read(b) // never fails
	return filepath.Join(dir, tempPrefix+hex.EncodeToString(b)+tempSuffix)
}

// IsTemp says whether a path ends in a name that TempName makes.
func IsTemp(name string) bool {
	token, ok := strings.CutPrefix(filepath.Base(name), tempPrefix)
	token, tmp := strings.CutSuffix(token, tempSuffix)
	return ok && tmp && len(token) == tempToken && strings.Trim(token, "0123456789abcdef") == ""
}

// New says how WriteNew makes a file.
type New struct {
	Perm fs.FileMode // less what the system masks
	Like string      // a file whose metadata it gets instead, "" for none
}

// WriteNew makes a file with the data, on the disk when it returns. After an error nothing is left of it. lost says what of
// the metadata of Like could not be taken over; the file is good all the same.
func WriteNew(fsys FS, name string, data []byte, n New) (lost, err error) {
	lost, synced, err := writeOnce(fsys, name, data, n)
	if err != nil && !synced {
		// The system may have dropped what it could not write, so that only another file can be trusted.
		lost, _, err = writeOnce(fsys, name, data, n)
	}
	return lost, err
}

// writeOnce is WriteNew without a second try. synced is false if it is the sync that failed.
func writeOnce(fsys FS, name string, data []byte, n New) (lost error, synced bool, err error) {
	perm := n.Perm
	if n.Like != "" {
		perm = 0o600 // until the group and mode are right, nobody else is to read it
	}
	f, err := fsys.CreateExcl(name, perm)
	if err != nil {
		return nil, true, err
	}
	if n.Like != "" {
		lost = fsys.CopyMeta(n.Like, name)
	}
	synced, err = fill(f, data)
	if err != nil {
		// What cannot be removed is swept later.
		_ = fsys.Remove(name)
	}
	return lost, synced, err
}

// fill writes, syncs and closes; every error counts.
func fill(f File, data []byte) (synced bool, err error) {
	if _, err := f.Write(data); err != nil {
		return true, errors.Join(err, f.Close())
	}
	if err := Sync(f); err != nil {
		return false, errors.Join(err, f.Close())
	}
	return true, Close(f)
}

// Replace gives a file a new content: it is the complete old or the complete new one at every moment, and the new one is on the
// disk when Replace returns. A link stays a link. What is no regular file, such as a pipe, is written to directly.
//
// It is for exports and the command line, which hold no document open. It asks no questions and keeps no copy.
func Replace(fsys FS, path string, data []byte) error {
	return replace(fsys, path, data, nil)
}

// ReplaceRead is Replace for a file that was read before: if it holds anything else by now, it is left alone, and the error is
// ErrChanged.
func ReplaceRead(fsys FS, path string, was, data []byte) error {
	return replace(fsys, path, data, func(real string) error {
		now, err := ReadFile(fsys, real)
		if err == nil && !bytes.Equal(now, was) {
			err = &fs.PathError{Op: "replace", Path: real, Err: ErrChanged}
		}
		return err
	})
}

// replace asks check, unless it is nil, at the last moment.
func replace(fsys FS, path string, data []byte, check func(real string) error) error {
	info, err := fsys.Stat(path)
	there := err == nil
	switch {
	case there && info.Mode.IsDir():
		return &fs.PathError{Op: "replace", Path: path, Err: ErrFolder}
	case there && !info.Mode.IsRegular():
		return writeThrough(fsys, path, data)
	case !there && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	real, err := fsys.RealPath(path)
	if err != nil {
		return err
	}
	n := New{Perm: 0o666}
	if there {
		n.Like = real
	}
	temp := TempName(filepath.Dir(real))
	if _, err := WriteNew(fsys, temp, data, n); err != nil {
		return err
	}
	if check != nil {
		err = check(real)
	}
	if err == nil {
		err = fsys.Rename(temp, real)
	}
	if err != nil {
		_ = fsys.Remove(temp)
		return err
	}
	return SyncDir(fsys, filepath.Dir(real))
}

// writeThrough writes to a pipe, a device or the like, where there is nothing to sync and nothing to keep.
func writeThrough(fsys FS, path string, data []byte) error {
	f, err := fsys.OpenWrite(path)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write to %s: %w", path, err)
	}
	return nil
}
