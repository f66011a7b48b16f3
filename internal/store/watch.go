package store

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"seika/internal/live"
	"seika/internal/store/fsx"
)

// How often a file is looked at, and how long it must have been left alone before it is read.
const (
	watchEach  = 500 * time.Millisecond
	watchQuiet = 300 * time.Millisecond
	copiesEach = 2 * time.Second
)

// Watch tells each time another content is found at a path, and Nothing when the file is gone; once all is quiet, on a worker.
// What is there at the beginning is told first: it may have changed since somebody last looked. It looks at the file's times
// twice a second, which costs microseconds and is the same everywhere: a system's own notices miss network drives, and are
// lost with a file that is replaced.
//
// stop ends it; one call of tell may still be under way.
func (d *Disk) Watch(path string, tell func(s Seen, data []byte)) (stop func()) {
	w := watch{disk: d, path: path, tell: tell, there: true}
	return every(watchEach, w.look)
}

// every calls look again and again, on a worker, until stop is called.
func every(each time.Duration, look func(done chan struct{})) (stop func()) {
	done := make(chan struct{})
	live.Go(func() error {
		tick := time.NewTicker(each)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return nil
			case <-tick.C:
				look(done)
			}
		}
	}, nil)
	return sync.OnceFunc(func() { close(done) })
}

type watch struct {
	disk  *Disk
	path  string
	tell  func(Seen, []byte)
	info  fsx.Info
	there bool
}

func (w *watch) stat() (fsx.Info, bool) {
	info, err := w.disk.FS.Stat(w.path)
	return info, err == nil
}

// look reads the file if it is not as it was, once it is left alone.
func (w *watch) look(done chan struct{}) {
	info, there := w.stat()
	if info == w.info && there == w.there {
		return
	}
	for {
		select {
		case <-done:
			return
		case <-time.After(watchQuiet):
		}
		next, still := w.stat()
		if next == info && still == there {
			break
		}
		info, there = next, still
	}
	l, err := w.disk.look(context.Background(), w.path, keepable)
	if err != nil {
		return // it is tried again when it changes, or at the next look
	}
	l.close()
	w.info, w.there = info, there
	w.tell(l.seen, l.data)
}

// WatchCopies tells of each file that comes to lie beside a path and is called like it and more, such as “a (1).seika” beside
// “a.seika”: programs that keep folders of several machines alike put there what they could not join. What lies there at the
// beginning is passed over; it is read on the worker, as a folder may be slow. tell is called on a worker, once the file is left alone; stop ends it as that of Watch.
func (d *Disk) WatchCopies(path string, tell func(copied string, data []byte)) (stop func()) {
	c := copies{disk: d, path: path, tell: tell, coming: map[string]fsx.Info{}}
	return every(copiesEach, c.look)
}

type copies struct {
	disk   *Disk
	path   string
	tell   func(string, []byte)
	known  map[string]bool
	coming map[string]fsx.Info // those that may still be written
}

// names lists the copies that are there.
func (c *copies) names() map[string]bool {
	all, err := c.disk.FS.ReadDir(filepath.Dir(c.path))
	if err != nil {
		return c.known // the folder is away: what was there is not new when it is back
	}
	out := map[string]bool{}
	for _, name := range all {
		if copyOf(filepath.Base(c.path), name) {
			out[name] = true
		}
	}
	return out
}

func (c *copies) look(chan struct{}) {
	now := c.names()
	if c.known == nil { // the first look
		c.known = now
		return
	}
	for name := range now {
		if c.known[name] {
			continue
		}
		at := filepath.Join(filepath.Dir(c.path), name)
		info, err := c.disk.FS.Stat(at)
		if before, seen := c.coming[name]; err != nil || !seen || before != info {
			c.coming[name] = info
			delete(now, name) // at the next look
			continue
		}
		delete(c.coming, name)
		l, err := c.disk.look(context.Background(), at, keepable)
		if err != nil {
			continue
		}
		l.close()
		if l.data != nil {
			c.tell(at, l.data)
		}
	}
	c.known = now
}

// copyOf says that a file is called like another, and more: what is more begins with a blank, a bracket, a dash or the like.
func copyOf(original, name string) bool {
	suffix := filepath.Ext(original)
	more, ok := strings.CutPrefix(strings.TrimSuffix(name, suffix), strings.TrimSuffix(original, suffix))
	first, _ := utf8.DecodeRuneInString(more)
	return ok && strings.HasSuffix(name, suffix) && more != "" && !unicode.IsLetter(first) && !unicode.IsDigit(first)
}

// Seen is what the document's file held when it was loaded or last saved. It is not for while a save is under way.
func (d *Doc) Seen() Seen { return d.place().seen }

// Accept notes that the person has taken over, or agreed to replace, what is at the document's place now. It is not for while
// a save is under way.
func (d *Doc) Accept(s Seen) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.home.seen = s
}
