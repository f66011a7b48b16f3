package ui

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/source"
	"seika/internal/store"
	"seika/model"
	"seika/model/file"
)

// save writes the document to its file; then runs next, if the file has it.
func (w *Window) save(next func()) {
	if w.file.Path() == "" || w.readOnly {
		w.saveAs(next)
		return
	}
	w.saveTo(store.Request{}, next)
}

// saveTo has a worker do the save; editing goes on meanwhile, and what is edited keeps the document dirty.
func (w *Window) saveTo(r store.Request, next func()) { w.saveOver(r, nil, next) }

// saveOver is saveTo over whatever the worker finds there, if over is not nil.
func (w *Window) saveOver(r store.Request, over func() store.Seen, next func()) {
	if w.saving {
		w.say(lang.M("ui.saving"))
		return
	}
	g, mark := w.doc.Graph(), w.doc.Mark()
	w.saving = true
	w.status.show()
	doc := w.file
	r.Replacing, r.WritingOver = w.kept.journal.Saving, w.kept.journal.WritingOver
	var saved store.Saved
	live.Go(func() (err error) {
		if over != nil {
			r.Over = over()
		}
		r.Bytes = file.Encode(g)
		r.Verify = func(b []byte) error { return verify(g, b) }
		saved, err = doc.Save(r)
		return err
	}, func(err error) {
		w.app.post(func() {
			w.saving = false
			w.savedTo(r, saved, mark, err, next)
		})
	})
}

// verify reads bytes as a stranger would and compares them with the document.
func verify(g *model.Graph, b []byte) error {
	in, err := source.Read(context.Background(), "", bytes.NewReader(b), source.Defaults())
	if err != nil {
		return err
	}
	back, err := file.Decode(context.Background(), in)
	if err != nil {
		return err
	}
	if !bytes.Equal(file.Encode(back), b) || back.NodeCount() != g.NodeCount() || back.RelationCount() != g.RelationCount() {
		return errors.New("the file reads back as another document")
	}
	return nil
}

func (w *Window) savedTo(r store.Request, s store.Saved, mark model.Mark, err error, next func()) {
	waiting := w.saved
	w.saved = nil
	if err == nil {
		w.stopTrying()
	}
	if err != nil {
		w.status.show()
		w.saveFailed(r, err, next)
		return
	}
	w.doc.Saved(mark)
	w.kept.journal.Saved(w.file.Place(w.name()))
	w.readOnly, w.recovered = false, recovered{}
	w.follow()
	w.others.gone = false
	w.notices.drop(noticeOutside)
	w.app.remember(s.Path)
	w.say(lang.M("ui.saved", "file", filepath.Base(s.Path)))
	for _, n := range s.Notes {
		w.say(n)
	}
	w.refresh()
	for _, f := range []func(){next, waiting} {
		if f != nil && !w.closed {
			f()
		}
	}
}

// saveFailed says why, and offers what can be done. The document keeps everything.
func (w *Window) saveFailed(r store.Request, err error, next func()) {
	var p *store.Problem
	if !errors.As(err, &p) {
		w.problem(lang.M("ui.not_saved"), err)
		return
	}
	again := func(change func(*store.Request)) func() {
		return func() {
			change(&r)
			w.saveTo(r, next)
		}
	}
	elsewhere := choice{lang.M("action.save_as"), func() { w.saveAs(next) }}
	switch p.Kind {
	case store.Conflict:
		replace := choice{lang.M("ui.replace"), again(func(r *store.Request) { r.Over = p.Seen })}
		w.choose(lang.M("ui.not_saved"), p.Say, elsewhere, choice{lang.M("outside.compare"), func() { w.compareConflict(p, elsewhere, replace) }}, replace)
	case store.Exists:
		w.choose(lang.M("ui.not_saved"), p.Say, elsewhere, choice{lang.M("ui.replace"), again(func(r *store.Request) { r.Over = p.Seen })})
	case store.Gone:
		w.choose(lang.M("ui.not_saved"), p.Say, choice{lang.M("ui.save_here"), again(func(r *store.Request) { r.Over = p.Seen })}, elsewhere)
	case store.NeedsConsent:
		w.choose(lang.M("ui.not_saved"), p.Say, elsewhere, choice{lang.M("ui.save_in_place"), again(func(r *store.Request) { r.InPlace = true })})
	case store.Held, store.NotDurable:
		w.saveAgain(r, p, next)
	case store.Busy, store.NoSpace, store.Failed:
		w.choose(lang.M("ui.not_saved"), p.Say, choice{lang.M("ui.try_again"), again(func(*store.Request) {})}, elsewhere)
	default:
		w.choose(lang.M("ui.not_saved"), p.Say, elsewhere)
	}
}

// compareConflict shows what is at the place of the document beside what is here, with the answers that the question had.
func (w *Window) compareConflict(p *store.Problem, choices ...choice) {
	var g *model.Graph
	live.Go(func() error {
		f, err := os.Open(p.Path)
		if err != nil {
			return err
		}
		defer f.Close()
		g, err = theirs(f)
		return err
	}, func(err error) {
		w.app.post(func() {
			switch {
			case w.closed:
			case err != nil:
				w.problem(lang.M("ui.cannot_open", "file", filepath.Base(p.Path)), err)
			default:
				w.compareTheirs(g, choices...)
			}
		})
	})
}

// How often a save that another program, or the disk, holds up is tried again by itself, and for how long.
const (
	heldEach    = 10 * time.Second
	heldFor     = 5 * time.Minute
	durableEach = 5 * time.Second
)

const noticeUnsaved = "unsaved"

// saveAgain tells of a save that only waits for something, and goes on trying while the person works. next waits for the one
// that the person asks for: a window does not close by itself minutes later.
func (w *Window) saveAgain(r store.Request, p *store.Problem, next func()) {
	each, until := durableEach, time.Time{}
	if p.Kind == store.Held {
		each = heldEach
		if until = w.again.until; until.IsZero() {
			until = w.now().Add(heldFor)
		}
	}
	w.stopTrying()
	w.notices.put(notice{key: noticeUnsaved, text: []lang.Msg{p.Say, lang.M("unsaved.again")}, choices: []choice{
		{lang.M("ui.try_again"), func() { w.stopTrying(); w.saveTo(r, next) }},
		{lang.M("action.save_as"), func() { w.stopTrying(); w.saveAs(next) }},
		{lang.M("ui.close"), w.stopTrying},
	}})
	if !until.IsZero() && w.now().After(until) {
		return // it waits for the person
	}
	w.again = trying{until: until}
	w.again.stop = w.app.after(each, func() {
		if !w.closed && !w.saving {
			w.saveTo(r, nil)
		}
	})
}

// trying is a save that is tried again.
type trying struct {
	stop  func()
	until time.Time // zero for without end
}

func (w *Window) stopTrying() {
	if w.again.stop != nil {
		w.again.stop()
	}
	w.again = trying{}
	w.notices.drop(noticeUnsaved)
}

// fileName is what a document without a file is to be called: as before, if it was recovered.
func (w *Window) fileName() string {
	if p := w.recovered.path; p != "" && w.file.Path() == "" {
		return strings.TrimSuffix(filepath.Base(p), seikaSuffix)
	}
	return store.FileName(w.name())
}

// saveAs asks for a place and saves there.
func (w *Window) saveAs(next func()) {
	w.askPath(pathQuestion{
		title: lang.M("action.save_as"), name: w.fileName(), suffixes: []string{seikaSuffix}, button: lang.M("ui.save"),
	}, func(path string, replace bool) {
		r, disk := store.Request{Path: path}, w.app.config.Disk
		switch {
		case replace && path == w.recovered.path:
			r.Over = w.recovered.seen // what somebody else wrote there since is asked about
		case replace:
			w.saveOver(r, func() store.Seen { return disk.Look(path) }, next)
			return
		}
		w.saveTo(r, next)
	})
}
