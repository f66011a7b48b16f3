//go:build linux || darwin

package fsx

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// NoSpace says that an operation failed because the disk, or this user's share of it, is full.
func NoSpace(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT)
}

// NotOffered says that a file system does not know the operation at all.
func NotOffered(err error) bool {
	return errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EOPNOTSUPP)
}

// IOError says that the medium failed, or is not to be written at all; another way of writing would fare no better.
func IOError(err error) bool {
	return errors.Is(err, unix.EIO) || errors.Is(err, unix.EROFS) || errors.Is(err, unix.ENODEV) || errors.Is(err, unix.ENXIO)
}

func infoOf(fi fs.FileInfo) Info {
	i := Info{Mode: fi.Mode(), Size: fi.Size(), ModTime: fi.ModTime().UnixNano()}
	if s, ok := fi.Sys().(*syscall.Stat_t); ok {
		i.Links = uint64(s.Nlink)
		i.ID = FileID{Volume: uint64(s.Dev), File: s.Ino}
	}
	return i
}

func openInfo(_ *os.File, fi fs.FileInfo) (Info, error) { return infoOf(fi), nil }

func (OS) Stat(name string) (Info, error) {
	fi, err := os.Stat(name)
	if err != nil {
		return Info{}, err
	}
	return infoOf(fi), nil
}

func (OS) Rename(from, to string) error { return os.Rename(from, to) }

func (OS) SyncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	// On macOS Sync is F_FULLFSYNC, and fsync where that is not offered.
	return errors.Join(d.Sync(), d.Close())
}

func (OS) Free(name string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(name, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}

func (OS) CopyMeta(from, to string) error {
	fi, err := os.Stat(from)
	if err != nil {
		return err
	}
	mode := fi.Mode().Perm()
	// Attributes before the mode, which may forbid writing them; the mode after the owner, whose change clears parts of it.
	attrs := copyAttrs(from, to)
	sameGroup, owner := copyOwner(fi, to)
	if !sameGroup {
		mode = mode&^0o070 | mode&0o007<<3 // another group may do no more than everybody
	}
	return errors.Join(attrs, owner, os.Chmod(to, mode))
}

// copyOwner tries owner and group at once, then the group alone, which its members may give.
func copyOwner(fi fs.FileInfo, to string) (sameGroup bool, err error) {
	want, ok := fi.Sys().(*syscall.Stat_t)
	if !ok {
		return true, nil
	}
	if err = os.Chown(to, int(want.Uid), int(want.Gid)); err == nil {
		return true, nil
	}
	return os.Chown(to, -1, int(want.Gid)) == nil, err
}

// copyAttrs copies extended attributes, explicit ACLs of Linux and Finder tags among them. Those that only the system may set
// are its own business.
func copyAttrs(from, to string) error {
	names, err := readAttr(func(b []byte) (int, error) { return unix.Listxattr(from, b) })
	if err != nil {
		if NotOffered(err) {
			return nil
		}
		return fmt.Errorf("list attributes: %w", err)
	}
	var lost []error
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		if name == "" || strings.HasPrefix(name, "security.") || strings.HasPrefix(name, "trusted.") {
			continue
		}
		value, err := readAttr(func(b []byte) (int, error) { return unix.Getxattr(from, name, b) })
		if err == nil {
			err = unix.Setxattr(to, name, value, 0)
		}
		if err != nil {
			lost = append(lost, fmt.Errorf("attribute %s: %w", name, err))
		}
	}
	return errors.Join(lost...)
}

// readAttr asks for the length, then for the bytes, again if they grew in between.
func readAttr(read func([]byte) (int, error)) ([]byte, error) {
	for {
		n, err := read(nil)
		if err != nil || n == 0 {
			return nil, err
		}
		b := make([]byte, n)
		n, err = read(b)
		if err == nil {
			return b[:n], nil
		}
		if !errors.Is(err, unix.ERANGE) {
			return nil, err
		}
	}
}
