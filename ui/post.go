package ui

import (
	"fyne.io/fyne/v2"

	"seika/internal/live"
)

// post runs f on the UI goroutine, after the event at hand. It is the only way there from a worker. A panic in f costs
// nobody the program: it is reported like any other.
func (a *App) post(f func()) {
	way := fyne.Do
	if a.config.Post != nil {
		way = a.config.Post
	}
	way(func() { a.guard(f) })
}

// later is post for what the UI goroutine itself puts off. Until the loop of events runs Fyne does at once what is posted
// there, in the middle of what is being done.
func (a *App) later(f func()) {
	live.Go(func() error { return nil }, func(error) { a.post(f) })
}

// guard runs a handler; a panic becomes a message.
func (a *App) guard(f func()) {
	err := live.Guard(func() error { f(); return nil })
	if err != nil {
		a.report(err)
	}
}
