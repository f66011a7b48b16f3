package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/internal/store/journal"
	"seika/model"
)

// recovered is what a window knows of a document that was recovered and has no file of its own yet.
type recovered struct {
	path string // where it was
	name string
	seen store.Seen // what its file held when it was loaded or last saved
}

// recover looks for documents that were being edited when the program last ended, on a worker, and offers them in the first
// window. Nothing waits for an answer.
func (a *App) recover() {
	var found []*store.Recovery
	var notes []lang.Msg
	disk := a.config.Disk
	live.Go(func() error {
		disk.Sweep()
		found, notes = disk.Recoveries(context.Background())
		return nil
	}, func(err error) {
		a.post(func() {
			if err != nil {
				a.report(err)
			}
			if len(a.windows) == 0 {
				for _, r := range found {
					r.Later()
				}
				return
			}
			w := a.windows[0]
			for _, r := range found {
				w.offer(r)
			}
			for _, n := range notes {
				w.notices.put(notice{key: n.Key, text: []lang.Msg{n}, choices: []choice{{lang.M("ui.close"), func() {}}}})
			}
		})
	})
}

// offer tells of a recovery. Leaving it alone, by Later or by closing the window, leaves it for the next start.
func (w *Window) offer(r *store.Recovery) {
	w.notices.put(notice{key: fmt.Sprintf("recover %p", r), text: w.told(r), choices: []choice{
		{lang.M("recover.open"), func() { w.takeRecovery(r) }},
		{lang.M("recover.later"), func() { live.Go(func() error { r.Later(); return nil }, nil) }},
		{lang.M("recover.discard"), func() {
			live.Go(r.Discard, func(err error) {
				if err != nil {
					w.app.post(func() { w.sayError(err) })
				}
			})
		}},
	}})
}

// told is a recovery in sentences.
func (w *Window) told(r *store.Recovery) []lang.Msg {
	where := lang.M("recover.no_file")
	if r.Path != "" {
		where = lang.M("recover.in_folder", "folder", filepath.Dir(r.Path))
	}
	said := []lang.Msg{lang.M("recover.offer", "name", w.recoveryName(r), "where", where, "time", w.clock(r.Last), "n", r.Edits)}
	if r.Edits == 0 { // its file was taken away, or it had been recovered already
		said = []lang.Msg{lang.M("recover.offer_whole", "name", w.recoveryName(r), "where", where, "time", w.clock(r.Last))}
	}
	switch d := differences(r.Change); {
	case !r.Beside:
		said = append(said, lang.M("recover.has", "n", r.Doc.Graph().NodeCount()))
	case len(d) > 0:
		said = append(said, lang.M("recover.differs", "what", d))
	}
	if r.Draft != nil {
		said = append(said, lang.M("recover.typing", "text", short(r.Draft.Text)))
	}
	if r.Torn {
		said = append(said, lang.M("recover.torn"))
	}
	if r.Lost.Records > 0 {
		said = append(said, lang.M("recover.lost", "n", r.Lost.Records, "bytes", int(r.Lost.Bytes)))
	}
	return said
}

func (w *Window) recoveryName(r *store.Recovery) string {
	switch {
	case r.Path != "":
		return strings.TrimSuffix(filepath.Base(r.Path), seikaSuffix)
	case r.Title != "":
		return r.Title
	}
	return w.app.text(lang.M("ui.untitled"))
}

// clock is a time as people read it: today's without its day.
func (w *Window) clock(t time.Time) string {
	now := w.now()
	t = t.In(now.Location())
	if t.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return t.Format("2006-01-02 15:04")
}

// differences says how much a change adds, changes and takes away.
func differences(c model.Change) (out []lang.Msg) {
	n, r := counted(c.Nodes), counted(c.Relations)
	others := len(c.Meta) + len(c.Groups) + len(c.Phases) + len(c.Answers) + len(c.Proposals)
	for _, x := range []struct {
		n    int
		says lang.Msg
	}{
		{n[model.Added], lang.M("recover.nodes_added", "n", n[model.Added])},
		{n[model.Changed], lang.M("recover.nodes_changed", "n", n[model.Changed])},
		{n[model.Removed], lang.M("recover.nodes_removed", "n", n[model.Removed])},
		{r[model.Added], lang.M("recover.relations_added", "n", r[model.Added])},
		{r[model.Changed], lang.M("recover.relations_changed", "n", r[model.Changed])},
		{r[model.Removed], lang.M("recover.relations_removed", "n", r[model.Removed])},
		{others, lang.M("recover.others", "n", others)},
	} {
		if x.n > 0 {
			out = append(out, x.says)
		}
	}
	return out
}

// counted says how many were added, changed and removed.
func counted[T comparable](ds []model.Delta[T]) (n [3]int) {
	for _, d := range ds {
		n[d.Op]++
	}
	return n
}

// takeRecovery opens a recovered document: here if nothing is here, else in a window of its own.
func (w *Window) takeRecovery(r *store.Recovery) {
	target := w
	if w.closed || !w.empty() || w.bar.naming() {
		target = w.app.newWindow()
	}
	var doc *store.Doc
	var j *journal.Writer
	var s journal.Status
	live.Go(func() error {
		doc, j, s = r.Take(func(s journal.Status) { w.app.post(func() { target.keptTo(target.kept.journal, s) }) })
		return nil
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.app.report(err)
				return
			}
			if target.closed || !target.empty() || target.bar.naming() { // somebody began to work here meanwhile
				target = w.app.newWindow()
			}
			target.recoveredTo(r, doc, j)
			target.keptTo(j, s)
		})
	})
}

func (w *Window) recoveredTo(r *store.Recovery, doc *store.Doc, j *journal.Writer) {
	if err := w.file.Close(); err != nil {
		w.app.report(err)
	}
	w.endJournal()
	w.file, w.readOnly = doc, false
	w.recovered = recovered{
		path: r.Path, seen: r.Seen(),
		name: w.app.text(lang.M("recover.name", "name", w.recoveryName(r), "time", w.clock(r.Last))),
	}
	w.kept.ready = j
	w.leaveStart()
	w.setDoc(r.Doc)
	w.doc.Unsaved()
	w.canvas.Fit()
	w.refresh()
	w.win.Canvas().Focus(w.canvas)
	if d := r.Draft; d != nil {
		w.notices.put(notice{key: "draft", text: []lang.Msg{lang.M("recover.was_typing", "text", d.Text)}, choices: []choice{
			{lang.M("recover.copy"), func() { w.app.fyne.Clipboard().SetContent(d.Text) }},
			{lang.M("ui.close"), func() {}},
		}})
	}
}

// forgetDeclined takes away what was offered at a start and put off, after asking: it holds words of customers.
func (w *Window) forgetDeclined() {
	disk, n := w.app.config.Disk, 0
	live.Go(func() error { n = disk.Declined(context.Background()); return nil }, func(err error) {
		w.app.post(func() {
			switch {
			case err != nil:
				w.app.report(err)
			case w.closed:
			case n == 0:
				w.say(lang.M("recover.none_declined"))
			default:
				w.choose(lang.M("recover.forget_title"), lang.M("recover.forget_ask", "n", n), choice{lang.M("recover.forget"), func() {
					live.Go(func() error { n = disk.ForgetDeclined(context.Background()); return nil }, func(error) {
						w.app.post(func() { w.say(lang.M("recover.forgotten", "n", n)) })
					})
				}})
			}
		})
	})
}

// forget takes away, after asking, all that is kept of the document beside its file: it holds words of customers.
func (w *Window) forget() {
	w.choose(lang.M("forget.title", "v", w.name()), lang.M("forget.ask"), choice{lang.M("forget.do"), func() {
		if w.saving {
			w.say(lang.M("ui.saving"))
			return
		}
		doc, n := w.file, 0
		live.Go(func() (err error) { n, err = doc.Forget(context.Background()); return err }, func(err error) {
			w.app.post(func() {
				if err != nil {
					w.sayError(err)
					return
				}
				w.say(lang.M("forget.done", "n", n))
			})
		})
	}})
}
