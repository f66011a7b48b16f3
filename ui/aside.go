package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/model"
	"seika/ui/panel"
)

// aside is what the right panel shows in place of its tabs.
type aside interface {
	// show brings card and picture in step with the document; false ends the view.
	show() bool
	// leave takes off what the view put on the picture.
	leave()
}

// openAside begins a view; another one ends.
func (w *Window) openAside(a aside) {
	w.leaveAside()
	if !a.show() {
		return
	}
	w.aside = a
	w.bar.say("") // what was said was about something else
	w.tabs.Hide()
	w.card.Show()
	w.showSide(true)
	w.status.show()
	w.canvas.Rest(w.isSupposing())
}

// leaveAside ends a view.
func (w *Window) leaveAside() bool {
	if w.aside == nil {
		return false
	}
	a := w.aside
	w.aside = nil
	a.leave()
	w.card.Hide()
	w.tabs.Show()
	w.showFindings()
	w.status.show()
	w.canvas.Rest(false)
	return true
}

// followAside brings a view in step with a document that changed.
func (w *Window) followAside() {
	if w.aside != nil && !w.aside.show() {
		w.leaveAside()
	}
}

// put shows a card.
func (w *Window) put(c panel.Card) {
	w.card.Objects = []fyne.CanvasObject{c.Object(w.app.lang, w, func() { w.leaveAside() })}
	w.card.Refresh()
}

// meeting is the view of a cluster as people who have to talk.
type meeting struct {
	w  *Window
	of model.ID // a member
}

// meetings are those of the present model, that for which most waits first.
func (w *Window) meetings() []analysis.Meeting {
	return analysis.NewFacts(analysis.NewIndex(w.doc.Graph())).Meetings()
}

// showMeeting shows the meeting of the selection; with nothing selected that for which most waits. Once more, it ends.
func (w *Window) showMeeting() {
	if _, on := w.aside.(*meeting); on {
		w.leaveAside()
		return
	}
	for _, m := range w.meetings() {
		if len(w.selected) == 0 || w.among(m) {
			w.openAside(&meeting{w, m.Hub})
			return
		}
	}
	w.say(lang.M("why.no_meeting"))
}

// among says that something of the selection takes part in a meeting.
func (w *Window) among(m analysis.Meeting) bool {
	return slices.ContainsFunc(w.selected, func(id model.ID) bool {
		return slices.Contains(m.Members, id) || slices.Contains(m.Pairs, id)
	})
}

// find is the meeting looked at, as it is now, among all.
func (v *meeting) find() (all []analysis.Meeting, i int) {
	all = v.w.meetings()
	return all, slices.IndexFunc(all, func(m analysis.Meeting) bool { return slices.Contains(m.Members, v.of) })
}

func (v *meeting) show() bool {
	w := v.w
	all, i := v.find()
	if i < 0 {
		return false
	}
	m := all[i]
	c := panel.MeetingCard(w.app.lang, w.doc.Graph(), m, w.rework(m))
	if len(all) > 1 {
		c.Title += "  " + w.app.text(lang.M("meeting.at", "i", i+1, "n", len(all)))
		c.Controls = append(c.Controls, panel.NewButton(w.app.text(lang.M("meeting.next")), w, func() {
			v.of = all[(i+1)%len(all)].Hub
			v.show()
			w.reveal([]model.ID{v.of})
		}))
	}
	for _, fix := range rules.ForMeeting(w.caseOf(analysis.Finding{}, ""), m) {
		c.Actions = append(c.Actions, panel.NewButton(text.Fix(w.app.lang, fix.ID), w, func() {
			if w.do(w.placed(fix.Command)) {
				w.say(lang.M("ui.fixed"))
			}
		}))
	}
	plain := c
	c.Actions = append(c.Actions, panel.NewButton(w.app.text(lang.M("card.copy")), w, func() { w.copyCard(plain) }))
	w.put(c)
	w.canvas.Circle(append(slices.Clone(m.Members), m.Pairs...), m.Waits)
	return true
}

// rework says how much of what a meeting settles is done again, on the assumption that it names. It is arithmetic, not a finding.
func (w *Window) rework(m analysis.Meeting) string {
	f, ok := analysis.ReworkOf(w.doc.Graph(), m.Hub, w.app.user())
	if !ok {
		return ""
	}
	return text.Sentence(w.app.lang, w.doc.Graph(), f)
}

func (v *meeting) leave() { v.w.canvas.Circle(nil, nil) }

// copyCard puts a card on the clipboard as text.
func (w *Window) copyCard(c panel.Card) {
	w.app.fyne.Clipboard().SetContent(c.Text(w.app.lang, w.doc.Graph()))
	w.say(lang.M("card.copied"))
}

// syncs says that something of the selection is settled with something else; with nothing selected, that anything is.
func (w *Window) syncs() bool {
	g := w.doc.Graph()
	if len(w.selected) == 0 {
		for r := range g.Relations() {
			if r.Kind == model.Sync {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(w.selected, func(id model.ID) bool {
		if e, ok := model.ParseEnds(id); ok {
			return e.Kind == model.Sync
		}
		for range g.Syncs(id) {
			return true
		}
		n, _ := g.Node(id)
		for p := n.In; p != ""; {
			for range g.Syncs(p) {
				return true
			}
			q, _ := g.Group(p)
			p = q.In
		}
		return false
	})
}
