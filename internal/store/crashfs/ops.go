package crashfs

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"syscall"

	"seika/internal/store/fsx"
)

func refuse(kind, name string, err error) error { return &fs.PathError{Op: kind, Path: name, Err: err} }

// Open implements fsx.FS.
func (f *FS) Open(name string) (fsx.File, error) {
	return f.open("Open", name, 0o400)
}

// OpenWrite implements fsx.FS.
func (f *FS) OpenWrite(name string) (fsx.File, error) {
	return f.open("OpenWrite", name, 0o200)
}

func (f *FS) open(kind, name string, need fs.FileMode) (fsx.File, error) {
	if _, err := f.step(kind, name); err != nil {
		return nil, err
	}
	n, err := f.find(kind, name)
	if err != nil {
		return nil, err
	}
	if n.mode&need == 0 {
		return nil, refuse(kind, name, fs.ErrPermission)
	}
	return &file{f: f, n: n, name: name}, nil
}

// OpenAppend implements fsx.FS.
func (f *FS) OpenAppend(name string, perm fs.FileMode) (fsx.File, error) {
	if _, err := f.step("OpenAppend", name); err != nil {
		return nil, err
	}
	if _, _, n := f.lookup(name); n != nil {
		if n.mode&0o200 == 0 {
			return nil, refuse("OpenAppend", name, fs.ErrPermission)
		}
		return &file{f: f, n: n, name: name, append: true}, nil
	}
	n, err := f.create("OpenAppend", name, perm)
	if err != nil {
		return nil, err
	}
	return &file{f: f, n: n, name: name, append: true}, nil
}

// CreateExcl implements fsx.FS.
func (f *FS) CreateExcl(name string, perm fs.FileMode) (fsx.File, error) {
	if _, err := f.step("CreateExcl", name); err != nil {
		return nil, err
	}
	if _, _, n := f.lookup(name); n != nil {
		return nil, refuse("CreateExcl", name, fs.ErrExist)
	}
	n, err := f.create("CreateExcl", name, perm)
	if err != nil {
		return nil, err
	}
	return &file{f: f, n: n, name: name}, nil
}

func (f *FS) create(kind, name string, perm fs.FileMode) (*node, error) {
	dir, base, err := f.folder(kind, name)
	if err != nil {
		return nil, err
	}
	n := f.node(perm)
	f.set(dir, map[string]*node{base: n})
	return n, nil
}

// folder is where a name can be changed.
func (f *FS) folder(kind, name string) (dir *node, base string, err error) {
	dir, err = f.find(kind, path.Dir(clean(name)))
	switch {
	case err != nil:
		return nil, "", err
	case !dir.mode.IsDir():
		return nil, "", refuse(kind, name, syscall.ENOTDIR)
	case dir.mode&0o200 == 0:
		return nil, "", refuse(kind, name, fs.ErrPermission)
	}
	return dir, path.Base(clean(name)), nil
}

// Rename implements fsx.FS.
func (f *FS) Rename(from, to string) error {
	if _, err := f.step("Rename", to); err != nil {
		return err
	}
	fromDir, fromBase, err := f.folder("Rename", from)
	if err != nil {
		return err
	}
	toDir, toBase, err := f.folder("Rename", to)
	if err != nil {
		return err
	}
	n := fromDir.names[fromBase]
	old := toDir.names[toBase]
	switch {
	case n == nil:
		return refuse("Rename", from, fs.ErrNotExist)
	case n == old:
		return nil
	case old != nil && old.mode.IsDir() != n.mode.IsDir():
		return refuse("Rename", to, fs.ErrExist)
	}
	if fromDir == toDir {
		f.set(toDir, map[string]*node{fromBase: nil, toBase: n})
		return nil
	}
	f.set(toDir, map[string]*node{toBase: n})
	f.set(fromDir, map[string]*node{fromBase: nil})
	return nil
}

// Remove implements fsx.FS.
func (f *FS) Remove(name string) error {
	if _, err := f.step("Remove", name); err != nil {
		return err
	}
	dir, base, err := f.folder("Remove", name)
	if err != nil {
		return err
	}
	n := dir.names[base]
	switch {
	case n == nil:
		return refuse("Remove", name, fs.ErrNotExist)
	case len(n.names) > 0:
		return refuse("Remove", name, errors.New("folder is not empty"))
	}
	f.set(dir, map[string]*node{base: nil})
	return nil
}

// Stat implements fsx.FS.
func (f *FS) Stat(name string) (fsx.Info, error) {
	if _, err := f.step("Stat", name); err != nil {
		return fsx.Info{}, err
	}
	n, err := f.find("Stat", name)
	if err != nil {
		return fsx.Info{}, err
	}
	return n.info(), nil
}

func (n *node) info() fsx.Info {
	return fsx.Info{
		Mode: n.mode, Size: int64(len(n.seen)), ModTime: n.mtime, Links: n.links,
		ID: fsx.FileID{Volume: 1, File: n.id},
	}
}

// ReadDir implements fsx.FS.
func (f *FS) ReadDir(name string) ([]string, error) {
	if _, err := f.step("ReadDir", name); err != nil {
		return nil, err
	}
	n, err := f.find("ReadDir", name)
	if err != nil {
		return nil, err
	}
	if !n.mode.IsDir() {
		return nil, refuse("ReadDir", name, syscall.ENOTDIR)
	}
	return sorted(n.names), nil
}

// MkdirAll implements fsx.FS.
func (f *FS) MkdirAll(name string, perm fs.FileMode) error {
	if _, err := f.step("MkdirAll", name); err != nil {
		return err
	}
	return f.mkdirs(name, perm)
}

func (f *FS) mkdirs(name string, perm fs.FileMode) error {
	p := ""
	for part := range strings.SplitSeq(strings.Trim(clean(name), "/"), "/") {
		p += "/" + part
		if _, _, n := f.lookup(p); n != nil {
			if !n.mode.IsDir() {
				return refuse("MkdirAll", p, syscall.ENOTDIR)
			}
			continue
		}
		if _, err := f.create("MkdirAll", p, perm|fs.ModeDir); err != nil {
			return err
		}
	}
	return nil
}

// RealPath implements fsx.FS.
func (f *FS) RealPath(name string) (string, error) {
	if _, err := f.step("RealPath", name); err != nil {
		return "", err
	}
	dir, base, n := f.lookup(name)
	if dir == nil || n == nil && base == "" {
		return "", refuse("RealPath", name, fs.ErrNotExist)
	}
	if n == f.root {
		return "/", nil
	}
	return path.Join(f.pathOf(dir), base), nil
}

// pathOf finds a folder by walking down from the root; there are few.
func (f *FS) pathOf(dir *node) string {
	type at struct {
		n *node
		p string
	}
	for todo := []at{{f.root, "/"}}; len(todo) > 0; todo = todo[1:] {
		if todo[0].n == dir {
			return todo[0].p
		}
		for name, kid := range todo[0].n.names {
			if kid.mode.IsDir() {
				todo = append(todo, at{kid, path.Join(todo[0].p, name)})
			}
		}
	}
	return ""
}

// SyncDir implements fsx.FS.
func (f *FS) SyncDir(name string) error {
	fault, err := f.step("SyncDir", name)
	n, missing := f.find("SyncDir", name)
	if missing != nil {
		return missing
	}
	if err != nil {
		if fault.Err != nil && !fsx.NotOffered(fault.Err) {
			for _, ch := range n.changes {
				ch.lost = true
			}
		}
		return err
	}
	n.settleNames()
	return nil
}

// Lock implements fsx.FS.
func (f *FS) Lock(name string) (io.Closer, error) {
	if _, err := f.step("Lock", name); err != nil {
		return nil, err
	}
	if _, _, n := f.lookup(name); n == nil {
		if _, err := f.create("Lock", name, 0o600); err != nil {
			return nil, err
		}
	}
	if f.locks[clean(name)] {
		return nil, fsx.ErrLocked
	}
	f.locks[clean(name)] = true
	return lock{f, clean(name)}, nil
}

// CopyMeta implements fsx.FS.
func (f *FS) CopyMeta(from, to string) error {
	if _, err := f.step("CopyMeta", to); err != nil {
		return err
	}
	a, err := f.find("CopyMeta", from)
	if err != nil {
		return err
	}
	b, err := f.find("CopyMeta", to)
	if err != nil {
		return err
	}
	b.mode, b.meta = a.mode, a.meta
	return nil
}

// Free implements fsx.FS.
func (f *FS) Free(name string) (int64, error) {
	if _, err := f.step("Free", name); err != nil {
		return 0, err
	}
	if f.Room == 0 {
		return 1 << 40, nil
	}
	return f.Room - f.used, nil
}

type file struct {
	f      *FS
	n      *node
	name   string
	at     int
	append bool
	wrote  bool
	closed bool
}

func (o *file) Stat() (fsx.Info, error) {
	if _, err := o.f.step("Stat", o.name); err != nil {
		return fsx.Info{}, err
	}
	return o.n.info(), nil
}

func (o *file) Read(p []byte) (int, error) {
	if _, err := o.f.step("Read", o.name); err != nil {
		return 0, err
	}
	if o.at >= len(o.n.seen) {
		return 0, io.EOF
	}
	n := copy(p, o.n.seen[o.at:])
	o.at += n
	return n, nil
}

func (o *file) Seek(offset int64, whence int) (int64, error) {
	if _, err := o.f.step("Seek", o.name); err != nil {
		return 0, err
	}
	if whence != io.SeekStart {
		panic("crashfs seeks from the start only")
	}
	o.at = int(offset)
	return offset, nil
}

func (o *file) Write(p []byte) (int, error) {
	fault, err := o.f.step("Write", o.name)
	if err != nil {
		return 0, err
	}
	if fault.Short {
		p = p[:len(p)/2]
		err = refuse("Write", o.name, fault.Err)
	}
	if o.append {
		o.at = len(o.n.seen)
	}
	if len(p) == 0 {
		return 0, err
	}
	if end := o.at + len(p); end > len(o.n.seen) {
		if full := o.f.resize(o.n, end); full != nil {
			p = p[:max(0, min(int64(len(p)), o.f.Room-o.f.used+int64(len(o.n.seen)-o.at)))]
			err = refuse("Write", o.name, full)
			if end := o.at + len(p); end > len(o.n.seen) {
				_ = o.f.resize(o.n, end)
			}
		}
	}
	o.wrote = true
	o.f.put(o.n, o.at, p)
	o.at += len(p)
	return len(p), err
}

func (f *FS) put(n *node, at int, p []byte) {
	copy(n.seen[at:], p)
	for b := at / Block; b*Block < at+len(p); b++ {
		n.dirty[b] = written
	}
	n.mtime = f.now()
}

func (o *file) Truncate(size int64) error {
	if _, err := o.f.step("Truncate", o.name); err != nil {
		return err
	}
	if err := o.f.resize(o.n, int(size)); err != nil {
		return refuse("Truncate", o.name, err)
	}
	o.n.mtime = o.f.now()
	return nil
}

// Sync fails as disks do: what it could not write counts as written from then on.
func (o *file) Sync() error {
	fault, err := o.f.step("Sync", o.name)
	if err != nil {
		if fault.Err != nil {
			for b := range o.n.dirty {
				o.n.dirty[b] = lost
			}
		}
		return err
	}
	for _, s := range o.n.dirty {
		if s == lost {
			return nil
		}
	}
	o.n.settle()
	return nil
}

// Close fails as network disks do: only there the program learns that the end of the file was refused.
func (o *file) Close() error {
	fault, err := o.f.step("Close", o.name)
	if o.closed {
		return fs.ErrClosed
	}
	o.closed = true
	if err == nil || fault.Err == nil {
		return err
	}
	if o.wrote && len(o.n.seen) > 0 {
		_ = o.f.resize(o.n, (len(o.n.seen)-1)/Block*Block) // shorter always fits
		o.n.settle()
	}
	return err
}
