package ui

import (
	"bytes"
	"context"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/model"
)

// givenUp lists documents that never had a file and were closed without being saved: each can be had back for a month.
func (w *Window) givenUp() {
	disk := w.app.config.Disk
	var found []store.GivenUp
	var all []version
	live.Go(func() error {
		found = disk.GivenUp(context.Background())
		for _, f := range found {
			data, err := disk.Content(f)
			if err != nil {
				continue // a damaged one is not for showing
			}
			if g, err := theirs(bytes.NewReader(data)); err == nil {
				all = append(all, version{Version: f.Version, graph: g})
			}
		}
		return nil
	}, func(err error) {
		w.app.post(func() {
			switch {
			case err != nil:
				w.app.report(err)
			case w.closed:
			case len(all) == 0:
				w.say(lang.M("given_up.none"))
			default:
				w.showGivenUp(all, found)
			}
		})
	})
}

func (w *Window) showGivenUp(all []version, found []store.GivenUp) {
	c := w.newComparison(lang.M("given_up.held"))
	w.showShelf(shelf{
		title: lang.M("given_up.title"), c: c, all: all,
		line: func(v version) string {
			said := w.clock(v.Time) + "\n"
			if title := v.graph.Meta().Title; title != "" {
				said += short(title) + "\n"
			}
			return said + w.app.text(lang.M("recover.has", "n", v.graph.NodeCount()))
		},
		show: func(v version) { c.showOne(v.graph) },
		choices: []shelved{
			{lang.M("given_up.open"), func(v version) { w.openCopy(v.graph) }},
			{lang.M("given_up.forget"), func(version) { w.forgetGivenUp(found) }},
		},
	})
}

// openCopy opens a content as a document that is in no file: here if nothing is here, else in a window of its own.
func (w *Window) openCopy(g *model.Graph) {
	target := w
	if w.closed || !w.empty() || w.bar.naming() {
		target = w.app.newWindow()
	}
	target.leaveStart()
	target.setDoc(model.NewDoc(g))
	target.doc.Unsaved()
	target.canvas.Fit()
	target.refresh()
}

// forgetGivenUp takes all of them away, after asking: they hold words of customers.
func (w *Window) forgetGivenUp(found []store.GivenUp) {
	disk := w.app.config.Disk
	w.choose(lang.M("given_up.forget_title"), lang.M("given_up.forget_ask", "n", len(found)), choice{lang.M("forget.do"), func() {
		live.Go(func() error { return disk.ForgetGivenUp(found) }, func(err error) {
			w.app.post(func() {
				if err != nil {
					w.sayError(err)
					return
				}
				w.say(lang.M("recover.forgotten", "n", len(found)))
			})
		})
	}})
}
