package ui

import (
	"bytes"
	"context"
	"time"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/source"
	"seika/internal/store"
	"seika/model"
	"seika/model/file"
)

// outside is what a window knows of other programs that have to do with its file.
type outside struct {
	path  string // that is watched
	stop  func()
	held  bool   // another window has the file open, so that this one only reads
	again func() // stops the clock that asks whether it is free
}

// follow watches the document's file from now on, wherever it is.
func (w *Window) follow() {
	path := w.file.Path()
	if path == w.others.path {
		return
	}
	w.unfollow()
	if path == "" {
		return
	}
	w.others.path = path
	w.others.stop = w.app.config.Disk.Watch(path, func(s store.Seen, data []byte) {
		w.app.post(func() { w.changedOutside(path, s, data) })
	})
}

func (w *Window) unfollow() {
	if w.others.stop != nil {
		w.others.stop()
	}
	if w.others.again != nil {
		w.others.again()
	}
	w.others = outside{}
	for _, key := range []string{noticeOutside, noticeHeld} {
		w.notices.drop(key)
	}
}

// Keys of notices.
const (
	noticeOutside = "outside"
	noticeHeld    = "held"
)

// changedOutside follows what another program did to the file. A document without changes takes it over, as one step; else
// nothing happens but that it is said.
func (w *Window) changedOutside(path string, s store.Seen, data []byte) {
	switch {
	case w.closed || w.others.path != path:
		return
	case w.saving: // it may be our own
		w.app.after(time.Second, func() { w.changedOutside(path, s, data) })
		return
	case s == w.file.Seen():
		w.notices.drop(noticeOutside)
		return
	case s == store.Nothing:
		w.doc.Unsaved()
		w.refresh()
		w.notices.put(notice{key: noticeOutside, text: []lang.Msg{lang.M("outside.gone", "file", w.name())}, choices: []choice{
			{lang.M("action.save_as"), func() { w.saveAs(nil) }},
			{lang.M("ui.close"), func() {}},
		}})
		return
	}
	g, err := theirs(data)
	if err == nil && !w.doc.Dirty() && !w.bar.naming() {
		w.takeOver(s, g)
		w.notices.put(notice{key: noticeOutside, text: []lang.Msg{lang.M("outside.reloaded", "file", w.name())}, choices: []choice{
			{lang.M("ui.close"), func() {}},
		}})
		return
	}
	mine := choice{lang.M("outside.keep_mine"), func() { w.file.Accept(s) }}
	if err != nil {
		w.notices.put(notice{key: noticeOutside, text: []lang.Msg{lang.M("outside.unreadable", "file", w.name())}, choices: []choice{mine}})
		return
	}
	said := []lang.Msg{lang.M("outside.changed", "file", w.name())}
	if d := differences(model.Diff(w.doc.Graph(), g)); len(d) > 0 {
		said = append(said, lang.M("outside.differs", "what", d))
	}
	ask := notice{key: noticeOutside, text: said}
	take := choice{lang.M("outside.take_theirs"), func() { w.giveWay(s, g) }}
	aside := choice{lang.M("outside.save_copy"), func() { w.saveAs(nil) }}
	ask.choices = []choice{
		{lang.M("outside.compare"), func() {
			w.notices.put(ask) // until it is answered
			w.compareWith(lang.M("outside.compare_title", "file", w.name()), lang.M("differ.theirs"), g,
				w.answering(noticeOutside, mine), w.answering(noticeOutside, take), w.answering(noticeOutside, aside),
				choice{lang.M("outside.open_theirs"), func() { w.beside(g) }})
		}},
		mine, take, aside,
	}
	w.notices.put(ask)
}

// answering is a choice of a dialog that answers a notice, too.
func (w *Window) answering(key string, c choice) choice {
	return choice{c.label, func() {
		w.notices.drop(key)
		c.do()
	}}
}

// theirs is a file of ours as another program left it.
func theirs(data []byte) (*model.Graph, error) {
	in, err := source.Read(context.Background(), "", bytes.NewReader(data), source.Defaults())
	if err != nil {
		return nil, err
	}
	g, err := file.Decode(context.Background(), in)
	if err != nil {
		return nil, err
	}
	return arranged(context.Background(), g)
}

// takeOver makes another content the document's, as one step, and counts it as saved.
func (w *Window) takeOver(s store.Seen, g *model.Graph) {
	c := model.Diff(w.doc.Graph(), g)
	c.Name = "command.reload"
	if err := w.doc.Do(model.Recorded(c)); err != nil {
		w.app.report(err)
		return
	}
	w.file.Accept(s)
	w.doc.Saved(w.doc.Mark())
	w.kept.journal.Saved(w.file.Place(w.name()))
	w.refresh()
}

// giveWay takes over what another program wrote; what was here becomes a version.
func (w *Window) giveWay(s store.Seen, g *model.Graph) {
	doc, mine := w.file, file.Encode(w.doc.Graph())
	live.Go(func() error { return doc.Keep(mine) }, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.sayError(err)
				return
			}
			w.takeOver(s, g)
		})
	})
}

// beside opens a model in a window of its own, as a document without a file.
func (w *Window) beside(g *model.Graph) {
	other := w.app.newWindow()
	other.leaveStart()
	other.setDoc(model.NewDoc(g))
	other.canvas.Fit()
}

// heldBy says that another window has the file open: this one reads, until the person or the other one says otherwise.
func (w *Window) heldBy(h store.Holder) {
	w.others.held, w.readOnly = true, true
	w.notices.put(notice{key: noticeHeld, text: []lang.Msg{h.Say(w.file.Path(), w.now()), lang.M("held.reading")}, choices: []choice{
		{lang.M("held.copy"), func() { w.beside(w.doc.Graph()) }},
		{lang.M("held.edit"), w.editAnyway},
	}})
	w.askAgain()
	w.refresh()
}

func (w *Window) editAnyway() {
	w.others.held, w.readOnly = false, false
	w.refresh()
}

// askAgain looks every now and then whether the file is free.
func (w *Window) askAgain() {
	const each = 2 * time.Second
	w.others.again = w.app.after(each, func() {
		if w.closed || !w.others.held || w.saving {
			return
		}
		doc, free := w.file, false
		live.Go(func() error { _, free = doc.Claim(); return nil }, func(error) {
			w.app.post(func() {
				switch {
				case w.closed || doc != w.file || !w.others.held:
				case free:
					w.notices.put(notice{key: noticeHeld, text: []lang.Msg{lang.M("held.free", "file", w.name())}, choices: []choice{
						{lang.M("held.edit_now"), w.editAnyway},
					}})
				default:
					w.askAgain()
				}
			})
		})
	})
}
