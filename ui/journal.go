package ui

import (
	"slices"
	"time"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/internal/store/journal"
	"seika/model"
	"seika/model/file"
)

// keeping is how the edits of a window's document are kept until they are saved.
type keeping struct {
	journal *journal.Writer
	status  journal.Status
	clock   func()          // stops the one that keeps what is being typed
	typed   time.Time       // when that was kept last; zero if there is none
	letters int             // of it then
	sent    bool            // any of it
	ready   *journal.Writer // for the next document: it was recovered
}

// keep begins to keep a document, which is about to be the window's. What was there before is ended.
func (w *Window) keep(d *model.Doc) {
	w.endJournal()
	j := w.kept.ready
	w.kept = keeping{journal: j}
	if j == nil {
		j = w.file.Journal(d.Graph(), w.name(), func(s journal.Status) {
			w.app.post(func() { w.keptTo(j, s) })
		})
		w.kept.journal = j
	}
	d.Listen(j.Hear)
}

// keptTo follows what is on the disk.
func (w *Window) keptTo(j *journal.Writer, s journal.Status) {
	if w.kept.journal != j || w.closed {
		return
	}
	was := w.keptWord()
	w.kept.status = s
	if now := w.keptWord(); was.Key != now.Key || s.Err != nil {
		w.status.show()
	}
}

// keptWord says for the status line how safe an unsaved document is.
func (w *Window) keptWord() lang.Msg {
	switch s := w.kept.status; {
	case s.Err != nil:
		return lang.M("status.not_kept", "why", store.WhyNotKept(s.Err))
	case s.Kept > 0 || w.recovered.name != "":
		return lang.M("status.kept")
	default:
		return lang.M("status.unsaved")
	}
}

// endJournal takes the journal away: its document is saved, or is not to be. One that is not becomes a version first.
func (w *Window) endJournal() {
	j := w.kept.journal
	if j == nil {
		return
	}
	w.stopTyping()
	var before func()
	if g, doc := w.doc.Graph(), w.file; w.doc.Dirty() && g.NodeCount() > 0 {
		before = func() { _ = doc.Keep(file.Encode(g)) } // the person gave it up; this is for second thoughts
	}
	j.End(before)
	w.app.endings = append(slices.DeleteFunc(w.app.endings, (*journal.Writer).Done), j) // else each closed document stays in memory
	w.kept.journal = nil
}

// Finish waits until the journals of closed windows are gone and the settings are copied, which takes as long as the disk does, but not for ever.
func (a *App) Finish() {
	const patience = 3 * time.Second
	done := make(chan struct{})
	live.Go(func() error {
		for _, j := range a.endings {
			j.Settle()
		}
		a.settled()
		return nil
	}, func(error) { close(done) })
	select {
	case <-done:
	case <-time.After(patience):
	}
}

// Text that is being typed is kept when the hand rests, every few letters, and so often that it is a second old at most: the next
// letter says that it is time, and the disk takes a while.
const (
	typingRest    = 300 * time.Millisecond
	typingLetters = 20
	typingTime    = 600 * time.Millisecond
)

// followTyping follows the text in the bar.
func (w *Window) followTyping(text string) {
	switch w.bar.mode.(type) {
	case nil, *findMode, *commandMode, *pickMode:
		return // what is asked for is nothing to keep
	}
	if w.kept.journal == nil {
		return
	}
	d := journal.Draft{Field: w.bar.mode.chip().Key, Text: text, Caret: w.bar.entry.CursorColumn}
	if m, ok := w.bar.mode.(*nameMode); ok {
		d.ID = m.target
	}
	if w.kept.clock != nil {
		w.kept.clock()
		w.kept.clock = nil
	}
	n := len([]rune(text))
	if w.kept.typed.IsZero() {
		w.kept.typed, w.kept.letters = w.now(), 0
	}
	if w.now().Sub(w.kept.typed) >= typingTime || max(n-w.kept.letters, w.kept.letters-n) >= typingLetters {
		w.keepTyped(d)
		return
	}
	w.kept.clock = w.app.after(typingRest, func() { w.keepTyped(d) })
}

func (w *Window) keepTyped(d journal.Draft) {
	if w.kept.journal != nil && w.bar.mode != nil {
		w.kept.typed, w.kept.letters, w.kept.sent = w.now(), len([]rune(d.Text)), true
		w.kept.journal.Type(d)
	}
}

// stopTyping ends it: the text became an edit, or was given up.
func (w *Window) stopTyping() {
	if w.kept.clock != nil {
		w.kept.clock()
		w.kept.clock = nil
	}
	if w.kept.sent && w.kept.journal != nil {
		w.kept.journal.Type(journal.Draft{})
	}
	w.kept.typed, w.kept.letters, w.kept.sent = time.Time{}, 0, false
}
