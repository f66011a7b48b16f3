package cli

import (
	"io"
	"sync"
	"time"
)

// patience is how long a call works in silence.
const patience = time.Second

// screen is where problems go. On a terminal its last line tells what is being done, once that takes long; the line is
// wiped before anything else is written, and nothing of it stays.
type screen struct {
	w        io.Writer
	terminal bool

	mu    sync.Mutex // the timer writes too
	timer *time.Timer
	what  string
	due   bool // patience is over
	shown bool
}

// Write writes lines.
func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wipe()
	return s.w.Write(p)
}

// doing tells what is being done from now on.
func (s *screen) doing(what string) {
	if !s.terminal {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.what = what
	if s.timer == nil {
		s.timer = time.AfterFunc(patience, s.overdue)
	}
	if s.due {
		s.draw()
	}
}

func (s *screen) overdue() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.due = true
	s.draw()
}

// rest wipes the line, before something is written elsewhere on the terminal.
func (s *screen) rest() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.what = ""
	s.wipe()
}

// close ends it.
func (s *screen) close() {
	s.rest()
	if s.timer != nil {
		s.timer.Stop()
	}
}

// Progress is no output: that it cannot be shown is nobody's problem.
func (s *screen) draw() {
	s.wipe()
	if s.what != "" {
		_, _ = io.WriteString(s.w, s.what)
		s.shown = true
	}
}

func (s *screen) wipe() {
	if s.shown {
		_, _ = io.WriteString(s.w, "\r\x1b[K")
		s.shown = false
	}
}
