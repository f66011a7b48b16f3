package ui

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
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
	held  bool       // another window has the file open, so that this one only reads
	again func()     // stops the clock that asks whether it is free
	turns int        // changes told so far: only the newest counts
	gone  bool       // the file was gone when it was last looked at
	clean bool       // and the document was as that file
	had   model.Mark // then
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
	disk := w.app.config.Disk
	file := disk.Watch(path, func(s store.Seen, data []byte) {
		w.app.post(func() { w.changedOutside(path, s, data) })
	})
	copies := disk.WatchCopies(path, func(copied string, data []byte) {
		g, err := theirs(bytes.NewReader(data))
		if err == nil { // else it is something else of a similar name
			w.app.post(func() { w.copyBeside(path, copied, g) })
		}
	})
	w.others.stop = func() { file(); copies() }
}

func (w *Window) unfollow() {
	if w.others.stop != nil {
		w.others.stop()
	}
	if w.others.again != nil {
		w.others.again()
	}
	w.others = outside{}
	for _, key := range []string{noticeOutside, noticeHeld, noticeCopy} {
		w.notices.drop(key)
	}
}

// Keys of notices.
const (
	noticeOutside = "outside"
	noticeHeld    = "held"
	noticeCopy    = "copy"
)

// changedOutside follows what another program did to the file. A document without changes takes it over, as one step; else
// nothing happens but that it is said.
func (w *Window) changedOutside(path string, s store.Seen, data []byte) {
	if w.closed || w.others.path != path {
		return
	}
	if w.saving { // it may be our own
		w.app.after(time.Second, func() { w.changedOutside(path, s, data) })
		return
	}
	if s == w.file.Seen() {
		w.others.turns++
		w.backOutside()
		w.notices.drop(noticeOutside)
		return
	}
	w.others.turns++
	turn, disk := w.others.turns, w.app.config.Disk
	var g *model.Graph
	past := false
	live.Go(func() (err error) {
		switch now := disk.Look(path); {
		case now != s:
			past = true // it may have been saved since, here: what is there now is told in its turn
		case s != store.Nothing:
			g, err = theirs(bytes.NewReader(data))
		}
		return err
	}, func(err error) {
		w.app.post(func() {
			switch {
			case past || w.closed || w.others.path != path || w.others.turns != turn:
			case w.saving:
				w.app.after(time.Second, func() { w.changedOutside(path, s, data) })
			case s == w.file.Seen(): // saved meanwhile
			case s == store.Nothing:
				w.goneOutside()
			default:
				w.backOutside()
				w.writtenOutside(s, g, err)
			}
		})
	})
}

// goneOutside says that the file is gone. From now on no file has what is seen, so that the journal has it.
func (w *Window) goneOutside() {
	if !w.others.gone {
		w.others.gone, w.others.clean, w.others.had = true, !w.doc.Dirty(), w.doc.Mark()
	}
	w.doc.Unsaved()
	p := w.file.Place(w.name())
	p.Seen = ""
	w.kept.journal.Saved(p)
	w.refresh()
	w.notices.put(notice{key: noticeOutside, text: []lang.Msg{lang.M("outside.gone", "file", w.name())}, choices: []choice{
		{lang.M("action.save_as"), func() { w.saveAs(nil) }},
		{lang.M("ui.close"), func() {}},
	}})
}

// backOutside takes it back: many programs, and those that keep folders of several machines alike, remove a file before they write it.
func (w *Window) backOutside() {
	if !w.others.gone {
		return
	}
	w.others.gone = false
	if w.others.clean {
		w.doc.Saved(w.others.had)
	}
	w.kept.journal.Saved(w.file.Place(w.name()))
	w.refresh()
}

// writtenOutside follows another content, or one that is no model.
func (w *Window) writtenOutside(s store.Seen, g *model.Graph, err error) {
	if err == nil && !w.doc.Dirty() && !w.bar.naming() {
		w.takeOver(s, g)
		said := lang.M("outside.reloaded", "file", w.name())
		if w.readOnly {
			said = lang.M("outside.followed", "file", w.name()) // nothing can be taken back here
		}
		w.notices.put(notice{key: noticeOutside, text: []lang.Msg{said}, choices: []choice{
			{lang.M("ui.close"), func() {}},
		}})
		return
	}
	ask := notice{key: noticeOutside}
	mine := choice{lang.M("outside.keep_mine"), w.unlessSaving(&ask, func() { w.file.Accept(s) })}
	if err != nil {
		ask.text = []lang.Msg{lang.M("outside.unreadable", "file", w.name())}
		ask.choices = []choice{mine, {lang.M("outside.save_copy"), func() { w.saveAs(nil) }}}
		w.notices.put(ask)
		return
	}
	ask.text = []lang.Msg{lang.M("outside.changed", "file", w.name())}
	if d := differences(model.Diff(w.doc.Graph(), g)); len(d) > 0 {
		ask.text = append(ask.text, lang.M("outside.differs", "what", d))
	}
	take := choice{lang.M("outside.take_theirs"), w.unlessSaving(&ask, func() { w.giveWay(s, g) })}
	aside := choice{lang.M("outside.save_copy"), func() { w.saveAs(nil) }}
	ask.choices = []choice{
		{lang.M("outside.compare"), func() {
			w.notices.put(ask) // until it is answered
			w.compareTheirs(g, w.answering(noticeOutside, mine), w.answering(noticeOutside, take), w.answering(noticeOutside, aside))
		}},
		mine, take, aside,
	}
	w.notices.put(ask)
}

// compareTheirs shows what another program wrote beside what is here.
func (w *Window) compareTheirs(g *model.Graph, choices ...choice) {
	w.compareWith(lang.M("outside.compare_title", "file", w.name()), lang.M("differ.theirs"), g,
		append(choices, choice{lang.M("outside.open_theirs"), func() { w.beside(g) }})...)
}

// copyBeside tells of a file that appeared beside the document's and holds the same document, changed: what a program that
// keeps folders of several machines alike makes of two changes that it cannot join. A copy that this program has open was asked
// for here.
func (w *Window) copyBeside(path, copied string, g *model.Graph) {
	mine := w.doc.Graph()
	c := model.Diff(mine, g)
	ours := func(x *Window) bool { return x.file.Path() == copied }
	if w.closed || w.others.path != path || slices.ContainsFunc(w.app.windows, ours) || c.Empty() || !akin(mine, g) {
		return
	}
	name := filepath.Base(copied)
	said := []lang.Msg{lang.M("outside.copy", "file", name), lang.M("outside.copy_differs", "what", differences(c))}
	w.notices.put(notice{key: noticeCopy, text: said, choices: []choice{
		{lang.M("outside.compare"), func() { w.compareCopy(name, g) }},
		{lang.M("ui.close"), func() {}},
	}})
}

// compareCopy shows a copy beside the document, and lets it be taken over as one step.
func (w *Window) compareCopy(name string, g *model.Graph) {
	choices := []choice{{lang.M("outside.open_theirs"), func() { w.beside(g) }}}
	if !w.readOnly {
		choices = append(choices, choice{lang.M("outside.take_copy"), func() {
			c := model.Diff(w.doc.Graph(), g)
			c.Name = "command.take_copy"
			w.do(model.Recorded(c))
		}})
	}
	w.compareWith(lang.M("outside.compare_title", "file", name), lang.M("differ.copy"), g, choices...)
}

// akin says that two models are states of one: half of the deliverables of the smaller one are in both.
func akin(a, b *model.Graph) bool {
	if a.NodeCount() > b.NodeCount() {
		a, b = b, a
	}
	both := 0
	for n := range a.Nodes() {
		if b.Has(n.ID) {
			both++
		}
	}
	return both > 0 && 2*both >= a.NodeCount()
}

// unlessSaving does what a notice was answered with; while a save is under way, which may settle it, the notice stays.
func (w *Window) unlessSaving(n *notice, do func()) func() {
	return func() {
		if w.saving {
			w.notices.put(*n)
			w.say(lang.M("ui.saving"))
			return
		}
		do()
	}
}

// answering is a choice of a dialog that answers a notice, too.
func (w *Window) answering(key string, c choice) choice {
	return choice{c.label, func() {
		w.notices.drop(key)
		c.do()
	}}
}

// theirs is a file of ours as another program left it.
func theirs(r io.Reader) (*model.Graph, error) {
	in, err := source.Read(context.Background(), "", r, source.Defaults())
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
	doc, mine := w.file, w.doc.Graph()
	live.Go(func() error { return doc.Keep(file.Encode(mine)) }, func(err error) {
		w.app.post(func() {
			switch {
			case err != nil:
				w.sayError(err)
			case w.closed || w.file != doc:
			case w.saving: // asked for meanwhile: it is refused, as the file changed
				w.app.after(time.Second, func() { w.giveWay(s, g) })
			default:
				w.takeOver(s, g)
			}
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
