package crashfs

import (
	"io/fs"
	"path"
)

// What follows is the hand of the test, or of another program: it is not counted, does not fail and is on the disk at once.

// Put writes a file as a new one in the place of any old one, and makes its folders.
func (f *FS) Put(name string, data []byte) {
	defer f.pass()
	f.Mkdir(path.Dir(clean(name)))
	f.hand(name, f.node(0o644))
	f.Patch(name, data)
}

// Mkdir makes a folder and those above it.
func (f *FS) Mkdir(name string) {
	for i, c := range name {
		if p := name[:i]; c == '/' && i > 0 {
			f.mkdir(p)
		}
	}
	f.mkdir(name)
}

func (f *FS) mkdir(name string) {
	if _, _, n := f.lookup(name); n == nil {
		f.hand(name, f.node(fs.ModeDir|0o755))
	}
}

// Patch writes into a file that exists.
func (f *FS) Patch(name string, data []byte) {
	defer f.pass()
	n, err := f.find("Patch", name)
	f.must(err)
	f.must(f.resize(n, len(data)))
	f.put(n, 0, data)
	n.settle()
}

// Delete takes a name away.
func (f *FS) Delete(name string) {
	defer f.pass()
	f.hand(name, nil)
}

// Symlink makes a link that points at a path.
func (f *FS) Symlink(to, name string) {
	n := f.node(fs.ModeSymlink | 0o777)
	n.link = to
	f.hand(name, n)
}

// Link gives a file one more name.
func (f *FS) Link(old, name string) {
	n, err := f.find("Link", old)
	f.must(err)
	f.hand(name, n)
}

// Chmod changes the mode of a file or folder. There is no superuser here.
func (f *FS) Chmod(name string, mode fs.FileMode) {
	n, err := f.find("Chmod", name)
	f.must(err)
	n.mode = n.mode.Type() | mode
}

// Tag gives a file metadata, which Meta reads and CopyMeta copies.
func (f *FS) Tag(name, meta string) {
	n, err := f.find("Tag", name)
	f.must(err)
	n.meta = meta
}

// Meta is the metadata of a file.
func (f *FS) Meta(name string) (mode fs.FileMode, meta string) {
	n, err := f.find("Meta", name)
	f.must(err)
	return n.mode, n.meta
}

// Data is what a file holds for those who look; ok is false if there is none.
func (f *FS) Data(name string) (data []byte, ok bool) {
	_, _, n := f.lookup(name)
	if n == nil || n.mode.IsDir() {
		return nil, false
	}
	return n.seen, true
}

// Names lists a folder in order.
func (f *FS) Names(name string) []string {
	_, _, n := f.lookup(name)
	if n == nil {
		return nil
	}
	return sorted(n.names)
}

// Kill ends the program that used the file system: its locks are free, faults are over, and all that was written is seen.
func (f *FS) Kill() {
	defer f.pass()
	clear(f.locks)
	clear(f.Faults)
	f.stays, f.dead = nil, false
}

// hand changes a name as seen and on the disk.
func (f *FS) hand(name string, n *node) {
	dir, err := f.find("hand", path.Dir(clean(name)))
	f.must(err)
	base := path.Base(clean(name))
	f.show(dir, map[string]*node{base: n})
	dir.pin(dir.changes, base, n)
}

func (f *FS) must(err error) {
	if err != nil {
		panic(err)
	}
}
