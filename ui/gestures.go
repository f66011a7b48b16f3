package ui

import (
	"slices"

	"seika/model"
	"seika/ui/tool"
)

// effects does what a gesture asks for.
func (w *Window) effects(e tool.Effects) {
	w.app.guard(func() {
		if e.Select != nil && !w.picked(*e.Select) {
			w.leaveAnswer(*e.Select)
			w.selectIDs(*e.Select)
		}
		switch {
		case e.Preview != nil:
			w.preview(e.Preview)
		case e.Commit != nil:
			if !w.do(e.Commit) {
				w.canvas.Preview(nil, nil)
			}
		}
		if !e.Refused.Zero() {
			w.say(e.Refused)
		}
		if (e.Grow != nil || e.Rename != "") && w.supposing() {
			return
		}
		if e.Grow != nil {
			w.grow(*e.Grow)
		}
		if e.Rename != "" {
			w.rename(e.Rename)
		}
		if e.Ask != "" {
			w.questionAt(e.Ask)
		}
		if w.bar.naming() {
			// Fyne takes the keyboard from what is not under the pointer once a press or a release is handled.
			w.app.post(w.backToName)
		}
	})
}

// leaveAnswer leaves an answer that is being typed where something else is selected, to be gone on with when its question is
// gone to again. With the same selected it goes on.
func (w *Window) leaveAnswer(ids []model.ID) {
	if _, answering := w.bar.mode.(*answerMode); !answering {
		return
	}
	if slices.Equal(ids, w.selected) {
		w.app.post(w.bar.focus)
	} else {
		w.bar.cancel()
	}
}

// picked hands a click on a deliverable to an answer that wants one.
func (w *Window) picked(ids []model.ID) bool {
	m, answering := w.bar.mode.(*answerMode)
	return answering && len(ids) == 1 && m.picked(ids[0])
}

// backToName gives the keyboard back to the name that a gesture on the canvas began.
func (w *Window) backToName() {
	if f := w.win.Canvas().Focused(); w.bar.naming() && (f == nil || f == w.canvas) {
		w.bar.focus()
	}
}

// pressed comes before whatever a press on the canvas does: a name that was being typed is taken, not lost, and a line waits.
func (w *Window) pressed() {
	w.land()
	if !w.takeName() {
		w.app.post(w.bar.focus)
	}
	w.bar.abandon()
}

// takeName takes a name that was being typed; false where it cannot be, and stays to be changed.
func (w *Window) takeName() bool { return !w.bar.naming() || w.bar.accept(w.bar.entry.Text) }
