package ui

import (
	"seika/internal/lang"
	"seika/model"
)

// tour leads through the first three minutes: seven steps above the canvas, each of which waits for a state of the model or
// of the window, never for a button. It runs on a practice document that has no file.
type tour struct {
	at       int
	answered bool // a question, in the bar
	tidied   bool
}

// tourSteps are the steps in order: the words tour.<id> say what to do, done says that it was done.
var tourSteps = []struct {
	id   string
	done func(*Window) bool
}{
	{"line", func(w *Window) bool { return inputsOf(w.doc.Graph()) >= 1 }},
	{"input", func(w *Window) bool { return inputsOf(w.doc.Graph()) >= 3 && w.doc.Graph().NodeCount() >= 4 }},
	{"know_how", func(w *Window) bool {
		for n := range w.doc.Graph().Nodes() {
			if isIntangible(n) {
				return true
			}
		}
		return false
	}},
	{"sync", func(w *Window) bool {
		for r := range w.doc.Graph().Relations() {
			if r.Kind == model.Sync {
				return true
			}
		}
		return false
	}},
	{"answer", func(w *Window) bool { return w.tour.answered }},
	{"tidy", func(w *Window) bool { return w.tour.tidied }},
	{"present", func(w *Window) bool { return w.presenting != nil }},
}

func inputsOf(g *model.Graph) int {
	n := 0
	for r := range g.Relations() {
		if r.Kind == model.IO {
			n++
		}
	}
	return n
}

// startTour begins it, in a window of its own unless this one is empty.
func (w *Window) startTour() {
	to := w
	if !w.empty() {
		to = w.app.newWindow()
	}
	to.leaveStart()
	to.tour = &tour{}
	to.showTour()
	to.ToCanvas()
}

// showTour says what to do now.
func (w *Window) showTour() {
	step := tourSteps[w.tour.at]
	w.notices.put(notice{
		key: "tour", text: []lang.Msg{lang.M("tour.step", "i", w.tour.at+1, "n", len(tourSteps)), lang.M("tour." + step.id)},
		choices: []choice{{lang.M("tour.leave"), func() { w.leaveTour() }}},
	})
}

// leaveTour ends it where it is, and says how it is begun again. It says whether there was one.
func (w *Window) leaveTour() bool {
	if w.tour == nil {
		return false
	}
	w.tour = nil
	w.notices.drop("tour")
	w.say(lang.M("tour.left", "action", lang.M("action.tour")))
	return true
}

// followTour goes on when what a step waits for is there; of several that are there already all are passed.
func (w *Window) followTour() {
	if w.tour == nil {
		return
	}
	was := w.tour.at
	for w.tour.at < len(tourSteps) && tourSteps[w.tour.at].done(w) {
		w.tour.at++
	}
	switch {
	case w.tour.at == len(tourSteps):
		w.tour = nil
		w.notices.drop("tour")
		w.say(lang.M("tour.over"))
	case w.tour.at != was:
		w.showTour()
	}
}
