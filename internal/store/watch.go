package store

import (
	"context"
	"sync"
	"time"

	"seika/internal/live"
	"seika/internal/store/fsx"
)

// How often a file is looked at, and how long it must have been left alone before it is read.
const (
	watchEach  = 500 * time.Millisecond
	watchQuiet = 300 * time.Millisecond
)

// Watch tells each time another content is found at a path, and Nothing when the file is gone; once all is quiet, on a worker.
// What is there at the beginning is told first: it may have changed since somebody last looked. It looks at the file's times twice a second, which costs microseconds and is
// the same everywhere: a system's own notices miss network drives, and are lost with a file that is replaced.
//
// stop ends it; one call of tell may still be under way.
func (d *Disk) Watch(path string, tell func(s Seen, data []byte)) (stop func()) {
	done := make(chan struct{})
	live.Go(func() error {
		w := watch{disk: d, path: path, tell: tell, there: true}
		tick := time.NewTicker(watchEach)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return nil
			case <-tick.C:
				w.look(done)
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

// Seen is what the document's file held when it was loaded or last saved. It is not for while a save is under way.
func (d *Doc) Seen() Seen { return d.place().seen }

// Accept notes that the person has taken over, or agreed to replace, what is at the document's place now. It is not for while
// a save is under way.
func (d *Doc) Accept(s Seen) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.home.seen = s
}
