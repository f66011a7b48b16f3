package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
	"seika/ui/panel"
)

// coach says a few lines at the foot of the panel, to whoever wants that: at minute ten, and then every ten minutes, once
// nobody has edited for a while. It opens nothing and takes no keyboard.
type coach struct {
	stop   func()
	edited time.Time
	told   map[string]int // the number each line had when it was said
	lines  []lang.Msg
	since  map[string]time.Time // since when a question is open
}

const (
	coachEvery = 10 * time.Minute
	coachQuiet = 20 * time.Second // without an edit
	coachLines = 3                // at most
)

// prefCoach says that the user wants the coach.
const prefCoach = "coach"

func (a *App) coached() bool { return a.fyne.Preferences().Bool(prefCoach) }

// toggleCoach turns the coach on or off, in all windows.
func (w *Window) toggleCoach() {
	on := !w.app.coached()
	w.app.fyne.Preferences().SetBool(prefCoach, on)
	if on {
		w.say(lang.M("ui.coach_on"))
	}
	for _, x := range w.app.windows {
		x.startCoach()
		x.refreshMenu()
	}
}

// startCoach begins counting minutes.
func (w *Window) startCoach() {
	w.stopCoach()
	w.coach = coach{told: map[string]int{}, since: map[string]time.Time{}}
	w.showCoach()
	if w.app.coached() {
		w.coach.stop = w.app.after(coachEvery, w.coachTick)
	}
}

func (w *Window) stopCoach() {
	if w.coach.stop != nil {
		w.coach.stop()
		w.coach.stop = nil
	}
}

// coachTick speaks, or waits until nobody edits.
func (w *Window) coachTick() {
	if w.closed {
		return
	}
	if rest := coachQuiet - w.now().Sub(w.coach.edited); rest > 0 {
		w.coach.stop = w.app.after(rest, w.coachTick)
		return
	}
	w.coachSpeak()
	w.coach.stop = w.app.after(coachEvery, w.coachTick)
}

// coachSpeak says the first lines that apply and are worse than when they were said last.
func (w *Window) coachSpeak() {
	var lines []lang.Msg
	for _, r := range w.remarks() {
		if was, ok := w.coach.told[r.id]; ok && r.n <= was {
			continue
		}
		w.coach.told[r.id] = r.n
		if lines = append(lines, r.said); len(lines) == coachLines {
			break
		}
	}
	if len(lines) > 0 {
		w.coach.lines = lines
		w.showCoach()
	}
}

// noteOpen remembers since when questions are open.
func (w *Window) noteOpen() {
	if w.coach.since == nil {
		return
	}
	for _, f := range w.open() {
		if _, ok := w.coach.since[f.Key]; !ok {
			w.coach.since[f.Key] = w.now()
		}
	}
}

// remark is something worth a line; n is what has to grow for it to be said again.
type remark struct {
	id   string
	n    int
	said lang.Msg
}

// remarks lists what could be said of the model now, what matters most first.
func (w *Window) remarks() []remark {
	g := w.doc.Graph()
	f := analysis.NewFacts(analysis.NewIndex(g))
	var list []remark
	add := func(id string, n int, said lang.Msg) {
		if n > 0 {
			list = append(list, remark{id, n, said})
		}
	}
	goals, bare, thin, unheld := 0, 0, 0, 0
	var bareGoal, used model.ID
	uses := 0
	for n := range g.Nodes() {
		in, out := 0, 0
		for range g.In(n.ID) {
			in++
		}
		for range g.Out(n.ID) {
			out++
		}
		if n.Goal {
			goals++
			if in == 0 {
				bare++
				bareGoal = n.ID
			}
		}
		if in == 1 && !isExternal(n) && !isIntangible(n) {
			thin++
		}
		if isIntangible(n) && n.Holders.Empty() && !n.HolderCount.Said {
			unheld++
		}
		if out > uses {
			uses, used = out, n.ID
		}
	}
	if goals == 0 && g.NodeCount() > 0 {
		add("no_goal", 1, lang.M("coach.no_goal"))
	}
	add("bare_goal", bare, lang.M("coach.bare_goal", "v", g.Label(bareGoal)))
	add("thin", thin, lang.M("coach.thin", "n", thin))
	if m := f.Meetings(); len(m) > 0 {
		largest := slices.MaxFunc(m, func(a, b analysis.Meeting) int { return len(a.Members) - len(b.Members) })
		add("adjustment", len(largest.Members), lang.M("coach.adjustment", "v", g.Label(largest.Hub), "n", len(largest.Members)))
	}
	if uses > 1 {
		add("used", uses, lang.M("coach.used", "v", g.Label(used), "n", uses))
	}
	add("unheld", unheld, lang.M("coach.unheld", "n", unheld))
	var oldest *analysis.Finding
	open := w.open()
	for i := range open {
		if oldest == nil || w.coach.since[open[i].Key].Before(w.coach.since[oldest.Key]) {
			oldest = &open[i]
		}
	}
	if oldest != nil {
		minutes := int(w.now().Sub(w.coach.since[oldest.Key]) / time.Minute)
		add("oldest "+oldest.Key, minutes, lang.M("coach.oldest", "q", panel.Said(w.app.lang, g, *oldest), "n", minutes))
	}
	return list
}

// showCoach shows what was said last.
func (w *Window) showCoach() {
	if w.coachBox == nil {
		return
	}
	w.coachBox.RemoveAll()
	if len(w.coach.lines) > 0 && w.app.coached() {
		rows := container.NewVBox()
		for _, m := range w.coach.lines {
			l := panel.NewProse(w.app.text(m))
			rows.Add(l)
		}
		away := w.newButton("", w.quietCoach, w.ToCanvas)
		away.Icon = theme.Icon(theme.IconNameCancel)
		away.Importance = widget.LowImportance
		w.coachBox.Add(container.NewVBox(widget.NewSeparator(), container.NewBorder(nil, nil, nil, container.NewVBox(away), rows)))
	}
	w.coachBox.Refresh()
}

// quietCoach takes the lines away until the next time.
func (w *Window) quietCoach() {
	w.coach.lines = nil
	w.showCoach()
	w.ToCanvas()
}
