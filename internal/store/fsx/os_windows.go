package fsx

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

// NoSpace says that an operation failed because the disk, or this user's share of it, is full.
func NoSpace(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED) || errors.Is(err, syscall.ENOSPC)
}

// NotOffered says that a file system does not know the operation at all.
func NotOffered(err error) bool {
	return errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_NOT_SUPPORTED) || errors.Is(err, errors.ErrUnsupported)
}

// IOError says that the medium failed, or is not to be written at all; another way of writing would fare no better.
func IOError(err error) bool {
	return errors.Is(err, windows.ERROR_IO_DEVICE) || errors.Is(err, windows.ERROR_CRC) || errors.Is(err, windows.ERROR_NOT_READY) ||
		errors.Is(err, windows.ERROR_WRITE_PROTECT) || errors.Is(err, syscall.EIO)
}

func openInfo(f *os.File, fi fs.FileInfo) (Info, error) {
	i := Info{Mode: fi.Mode(), Size: fi.Size(), ModTime: fi.ModTime().UnixNano()}
	if !i.Mode.IsRegular() && !i.Mode.IsDir() {
		return i, nil
	}
	return i, identify(windows.Handle(f.Fd()), &i)
}

func identify(h windows.Handle, i *Info) error {
	var b windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(h, &b); err != nil {
		return fmt.Errorf("identify file: %w", err)
	}
	i.Links = uint64(b.NumberOfLinks)
	i.ID = FileID{Volume: uint64(b.VolumeSerialNumber), File: uint64(b.FileIndexHigh)<<32 | uint64(b.FileIndexLow)}
	return nil
}

func (OS) Stat(name string) (Info, error) {
	fi, err := os.Stat(name)
	if err != nil {
		return Info{}, err
	}
	i := Info{Mode: fi.Mode(), Size: fi.Size(), ModTime: fi.ModTime().UnixNano()}
	if !i.Mode.IsRegular() && !i.Mode.IsDir() {
		return i, nil
	}
	p, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return Info{}, err
	}
	// Asking for no access, so that a file somebody else holds can be looked at too.
	h, err := windows.CreateFile(p, 0, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil,
		windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return Info{}, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return i, errors.Join(identify(h, &i), windows.CloseHandle(h))
}

// Virus scanners and sync clients hold a file for moments: ten tries, 2 s in all.
const renameTries, firstPause = 10, 10 * time.Millisecond

func (OS) Rename(from, to string) error {
	f, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	t, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	pause := firstPause
	for range renameTries {
		err = windows.MoveFileEx(f, t, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
		if err == nil {
			return nil
		}
		held := errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
			errors.Is(err, windows.ERROR_LOCK_VIOLATION)
		if !held {
			return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
		}
		time.Sleep(pause)
		pause = min(pause*2, 300*time.Millisecond)
	}
	return &os.LinkError{Op: "rename", Old: from, New: to, Err: errors.Join(ErrHeld, err)}
}

// SyncDir has nothing to do: MOVEFILE_WRITE_THROUGH returns when the new name is on the disk.
func (OS) SyncDir(string) error { return nil }

func (OS) Free(name string) (int64, error) {
	p, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, err
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(p, &free, nil, nil); err != nil {
		return 0, err
	}
	return int64(free), nil
}

// CopyMeta copies the read-only mark. Rights come from the folder, as for any new file; streams are not copied.
func (OS) CopyMeta(from, to string) error {
	fi, err := os.Stat(from)
	if err != nil {
		return err
	}
	return os.Chmod(to, fi.Mode().Perm())
}
