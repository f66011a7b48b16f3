// Package crashfs is a file system in memory that fails and loses power on demand, for tests of saving. What a program sees
// is kept apart from what is on the disk: only Sync and SyncDir carry the one over to the other, and Crash shows what a
// machine may find after a power cut. It knows nothing of what is being saved.
//
// It is as unkind as the promises of file systems allow: folder changes are independent of data and of each other, blocks of
// 4 KiB reach the disk in any order or as rubbish (but for bytes that were there already and are written again as they were:
// an append leaves what was synced before it), what a failed Sync did not write stays lost though the next one succeeds,
// and a failed Close takes the end of the file with it. Only a rename within one folder happens wholly or not at all.
//
// One goroutine at a time, and not always the same. Paths are absolute.
package crashfs

import (
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"seika/internal/store/fsx"
)

// Block is the number of bytes that reach the disk together.
const Block = 4096

// ErrCut is what every operation returns once the power is gone.
var ErrCut = errors.New("power cut")

// Op is one operation as it is about to happen.
type Op struct {
	Kind string // the method's name
	Name string
}

// Fault says what goes wrong at an operation. The zero value is no fault.
type Fault struct {
	Err   error // what the operation returns
	Stays bool  // and every later one that could fail this way
	Short bool  // a write does half of its work first
	Cut   bool  // the power goes before the operation
}

// FS is the file system. Its methods beyond fsx.FS are for the test and are neither counted nor made to fail.
type FS struct {
	// Before is called before every operation; another program may use it to step in.
	Before func(Op)
	// Faults are keyed by the number of the operation, from 0.
	Faults map[int]Fault
	// Room is how many bytes all files may hold together; 0 is no limit.
	Room int64
	// Frozen stops the clock of the file system, so that two writes have the same time.
	Frozen bool

	root  *node
	ops   []Op
	dead  bool
	stays error
	used  int64
	clock int64
	ids   uint64
	locks map[string]bool
	turn  sync.Mutex // see pass
}

var _ fsx.FS = (*FS)(nil)

// node is a file, a folder or a link; a folder's names and a file's bytes exist twice, as seen and on the disk.
type node struct {
	id    uint64
	mode  fs.FileMode
	links uint64
	mtime int64
	meta  string // stands for owner and attributes
	link  string

	seen, disk []byte
	dirty      map[int]state // blocks written since the last Sync

	names, disks map[string]*node
	changes      []*change
}

// state of a block that is not on the disk: a lost one was part of a Sync that failed.
type state int

const (
	written state = iota
	lost
)

// change is what one operation did to the names of a folder; nil takes a name away.
type change struct {
	names map[string]*node
	lost  bool
}

// New is an empty file system, on the disk.
func New() *FS {
	f := &FS{locks: map[string]bool{}, Faults: map[int]Fault{}}
	f.root = f.node(fs.ModeDir | 0o755)
	return f
}

func (f *FS) node(mode fs.FileMode) *node {
	f.ids++
	n := &node{id: f.ids, mode: mode, mtime: f.now(), dirty: map[int]state{}}
	if mode.IsDir() {
		n.names, n.disks = map[string]*node{}, map[string]*node{}
	}
	return n
}

func (f *FS) now() int64 {
	if !f.Frozen {
		f.clock++
	}
	return f.clock
}

// Ops lists the operations so far.
func (f *FS) Ops() []Op { return f.ops }

// pass shows what the last goroutine did to the next, where only a clock keeps them apart.
func (f *FS) pass() {
	f.turn.Lock()
	defer f.turn.Unlock()
}

// step counts an operation and says how it fails.
func (f *FS) step(kind, name string) (Fault, error) {
	f.pass()
	if f.dead {
		return Fault{}, ErrCut
	}
	op := Op{kind, name}
	if f.Before != nil {
		f.Before(op)
	}
	fault := f.Faults[len(f.ops)]
	f.ops = append(f.ops, op)
	if fault.Cut {
		f.dead = true
		return fault, ErrCut
	}
	if fault.Stays {
		f.stays = fault.Err
	}
	if fault.Err == nil && f.stays != nil && meets(kind, f.stays) {
		fault.Err = f.stays
	}
	if fault.Err != nil && !fault.Short {
		return fault, &fs.PathError{Op: kind, Path: name, Err: fault.Err}
	}
	return fault, nil
}

// meets says whether a condition that lasts is met by a kind of operation: a full disk can still be read and tidied.
func meets(kind string, err error) bool {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return slices.Contains([]string{"CreateExcl", "OpenAppend", "Write", "Sync", "MkdirAll", "Rename", "SyncDir"}, kind)
	case errors.Is(err, syscall.EACCES):
		return !slices.Contains([]string{"Read", "Write", "Sync", "Truncate", "Close", "Seek"}, kind)
	}
	return true
}

// lookup finds what a path names, following links.
func (f *FS) lookup(name string) (dir *node, base string, n *node) {
	for range 40 {
		parts := strings.Split(strings.Trim(clean(name), "/"), "/")
		dir, base, n = f.root, "", f.root
		for i, p := range parts {
			if p == "" {
				continue
			}
			if n == nil || !n.mode.IsDir() {
				return nil, "", nil
			}
			dir, base, n = n, p, n.names[p]
			if n == nil || n.link == "" {
				continue
			}
			to := n.link
			if !path.IsAbs(to) {
				to = "/" + path.Join(path.Join(parts[:i]...), to)
			}
			name = path.Join(append([]string{to}, parts[i+1:]...)...)
			n = nil
			break
		}
		if n != nil || dir == nil || dir.names[base] == nil {
			return dir, base, n
		}
	}
	return nil, "", nil
}

func clean(name string) string { return path.Clean("/" + filepath.ToSlash(name)) }

func (f *FS) find(kind, name string) (*node, error) {
	_, _, n := f.lookup(name)
	if n == nil {
		return nil, &fs.PathError{Op: kind, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

// set changes names of a folder as one thing.
func (f *FS) set(dir *node, names map[string]*node) {
	f.show(dir, names)
	dir.changes = append(dir.changes, &change{names: names})
}

// show changes what is seen of a folder.
func (f *FS) show(dir *node, names map[string]*node) {
	for _, n := range names {
		if n != nil {
			n.links++
		}
	}
	for name, n := range names {
		if old := dir.names[name]; old != nil {
			f.drop(old)
		}
		assign(dir.names, name, n)
	}
	dir.mtime = f.now()
}

func assign(names map[string]*node, name string, n *node) {
	if n == nil {
		delete(names, name)
		return
	}
	names[name] = n
}

func (f *FS) drop(n *node) {
	n.links--
	if n.links == 0 {
		f.used -= int64(len(n.seen))
	}
}

// resize makes a file shorter or longer by zeros.
func (f *FS) resize(n *node, size int) error {
	more := int64(size - len(n.seen))
	if f.Room > 0 && f.used+more > f.Room {
		return syscall.ENOSPC
	}
	f.used += more
	for b := min(size, len(n.seen)) / Block; b*Block < max(size, len(n.seen)); b++ {
		n.dirty[b] = written
	}
	if size <= len(n.seen) {
		n.seen = slices.Clone(n.seen[:size])
	} else {
		n.seen = append(n.seen, make([]byte, size-len(n.seen))...)
	}
	return nil
}

// block is the part of data that lies in block b, filled up with zeros.
func block(data []byte, b int) []byte {
	out := make([]byte, Block)
	if from := b * Block; from < len(data) {
		copy(out, data[from:min(from+Block, len(data))])
	}
	return out
}

// Crash is what the machine finds when power is back: all that was synced, and of the rest what chance allows. The first five
// cases are the extremes; from 5 on n seeds a draw.
func (f *FS) Crash(n int) *FS {
	c := &crash{n: n, rnd: rand.New(rand.NewPCG(uint64(n), 5)), out: New(), nodes: map[*node]*node{}}
	c.out.clock = f.clock
	c.out.Room = f.Room
	c.out.root = c.node(f.root)
	return c.out
}

// Extremes is how many cases of Crash are not drawn.
const Extremes = 5

type crash struct {
	n     int
	rnd   *rand.Rand
	out   *FS
	nodes map[*node]*node
}

func (c *crash) node(n *node) *node {
	if got := c.nodes[n]; got != nil {
		got.links++
		return got
	}
	out := c.out.node(n.mode)
	out.links, out.mtime, out.meta, out.link = 1, n.mtime, n.meta, n.link
	c.nodes[n] = out
	if !n.mode.IsDir() {
		out.seen = c.data(n)
		out.disk = slices.Clone(out.seen)
		c.out.used += int64(len(out.seen))
		return out
	}
	names := c.names(n)
	for _, name := range sorted(names) {
		kid := c.node(names[name])
		out.names[name], out.disks[name] = kid, kid
	}
	return out
}

func (c *crash) names(n *node) map[string]*node {
	names := map[string]*node{}
	maps.Copy(names, n.disks)
	for _, ch := range n.changes {
		survives := c.n == 1 || c.n == 2 || c.n == 3 || c.n >= Extremes && c.rnd.IntN(2) == 0
		if !survives {
			continue
		}
		for name, kid := range ch.names {
			assign(names, name, kid)
		}
	}
	return names
}

// data is what a file holds: each block that was not synced is new, old, zeros or rubbish, and the length may be ahead of it.
func (c *crash) data(n *node) []byte {
	if len(n.dirty) == 0 {
		return slices.Clone(n.disk)
	}
	size := len(n.seen)
	switch {
	case c.n == 0:
		size = len(n.disk)
	case c.n >= Extremes && c.rnd.IntN(3) == 0:
		size = len(n.disk)
	case c.n >= Extremes && c.rnd.IntN(3) == 0:
		size = (len(n.disk) + len(n.seen)) / 2
	}
	out := make([]byte, 0, size+Block)
	for b := 0; b*Block < size; b++ {
		how := c.n
		if how >= Extremes {
			how = c.rnd.IntN(4)
		}
		if _, dirty := n.dirty[b]; !dirty {
			how = 0
		}
		switch how {
		case 0:
			out = append(out, block(n.disk, b)...)
		case 2:
			out = append(out, n.spoilt(b, func() byte { return 0 })...)
		case 3:
			out = append(out, n.spoilt(b, func() byte { return byte(c.rnd.Uint32()) })...)
		default:
			out = append(out, block(n.seen, b)...)
		}
	}
	return out[:size]
}

// spoilt is block b with rubbish from the first byte on that is not on the disk as it was written.
func (n *node) spoilt(b int, rubbish func() byte) []byte {
	out, old := block(n.seen, b), block(n.disk, b)
	same := 0
	for same < min(len(n.disk)-b*Block, Block) && out[same] == old[same] {
		same++
	}
	for i := same; i < Block; i++ {
		out[i] = rubbish()
	}
	return out
}

func sorted(names map[string]*node) []string {
	out := make([]string, 0, len(names))
	for name := range names {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// settle puts a file as it is seen on the disk.
func (n *node) settle() {
	n.disk = slices.Clone(n.seen)
	clear(n.dirty)
}

// settleNames puts a folder's changes on the disk, but for those a failed SyncDir lost.
func (n *node) settleNames() {
	var left []*change
	for i, ch := range n.changes {
		if ch.lost {
			left = append(left, ch)
			continue
		}
		for name, kid := range ch.names {
			n.pin(n.changes[:i], name, kid)
		}
	}
	n.changes = left
}

// pin puts a name on the disk, over whatever earlier changes wanted of it.
func (n *node) pin(before []*change, name string, kid *node) {
	assign(n.disks, name, kid)
	for _, ch := range before {
		delete(ch.names, name)
	}
}

type lock struct {
	f    *FS
	name string
}

func (l lock) Close() error {
	delete(l.f.locks, l.name)
	return nil
}
