package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// A question can be muted at four levels: this finding, with a reason; its rule in this document, one undo step and kept in
// the file; its rule for this user; and all rules that another set of questions lacks. What is muted is listed, with what it
// hides, and can be asked again.

// prefMuted holds the rules that this user is not asked about.
const prefMuted = "muted"

// user is what this user has set for the analysis.
func (a *App) user() analysis.Settings {
	var s analysis.Settings
	for _, id := range a.fyne.Preferences().StringList(prefMuted) {
		if s.Rules == nil {
			s.Rules = map[string]analysis.RuleSettings{}
		}
		s.Rules[id] = analysis.RuleSettings{Use: analysis.Off}
	}
	return s
}

// muteForMe mutes a rule for this user, or asks it again, in all windows.
func (a *App) muteForMe(rule string, on bool) {
	list := slices.DeleteFunc(a.fyne.Preferences().StringList(prefMuted), func(id string) bool { return id == rule })
	if on {
		list = append(list, rule)
	}
	a.fyne.Preferences().SetStringList(prefMuted, list)
	for _, w := range a.windows {
		w.askFindings()
	}
}

// settings are the document's for the analysis.
func (w *Window) settings() analysis.Settings {
	s, _ := analysis.Read(w.doc.Graph().Meta().Settings, rules.All)
	return s
}

// set changes what the document sets for a rule: one undo step.
func (w *Window) set(rule, name string, change func(*analysis.RuleSettings)) bool {
	s := w.settings()
	rs := s.Rules[rule]
	change(&rs)
	if s.Rules == nil {
		s.Rules = map[string]analysis.RuleSettings{}
	}
	s.Rules[rule] = rs
	m := w.doc.Graph().Meta()
	var err error
	if m.Settings, err = s.Write(m.Settings); err != nil {
		w.sayError(err)
		return false
	}
	return w.do(model.Batch(name, edit.Describe{Meta: m}))
}

// muteHere mutes a rule in this document, or asks it again.
func (w *Window) muteHere(rule string, use analysis.Use) {
	if w.set(rule, "command.mute", func(rs *analysis.RuleSettings) { rs.Use = use }) && use == analysis.Off {
		w.toldMuted(rule)
	}
}

// toldMuted says that a rule is muted, or why that makes no difference.
func (w *Window) toldMuted(rule string) {
	if w.Preset() == analysis.PresetResearch {
		w.say(lang.M("ui.mute_research"))
		return
	}
	w.say(lang.M("ui.muted", "rule", ruleName(w.app.lang, rule)))
}

// ruleName is a rule as people read it.
func ruleName(l lang.Lang, id string) string { return id + " " + text.Name(l, id) }

// Mute offers the ways to be asked less, beside an object.
func (w *Window) Mute(f analysis.Finding, beside fyne.CanvasObject) {
	t := w.app.text
	name := ruleName(w.app.lang, f.Rule)
	m := fyne.NewMenu("")
	add := func(said lang.Msg, do func()) *fyne.MenuItem {
		item := fyne.NewMenuItem(t(said), func() { w.app.guard(do) })
		m.Items = append(m.Items, item)
		return item
	}
	if f.Severity != analysis.Error {
		add(lang.M("mute.finding"), func() { w.Intended(f) })
	}
	add(lang.M("mute.document", "rule", name), func() { w.muteHere(f.Rule, analysis.Off) })
	add(lang.M("mute.user", "rule", name), func() {
		w.app.muteForMe(f.Rule, true)
		w.toldMuted(f.Rule)
	})
	r, _ := rules.Find(f.Rule)
	var sets []*fyne.MenuItem
	for _, p := range analysis.PresetNames {
		if !r.In(p) {
			sets = append(sets, fyne.NewMenuItem(w.word("preset."+p), func() { w.choosePreset(p) }))
		}
	}
	if len(sets) > 0 {
		add(lang.M("mute.preset"), nil).ChildMenu = fyne.NewMenu("", sets...)
	}
	m.Items = append(m.Items, fyne.NewMenuItemSeparator())
	add(lang.M("mute.all"), w.toggleMarks)
	at := w.app.fyne.Driver().AbsolutePositionForObject(beside)
	widget.ShowPopUpMenuAtPosition(m, w.win.Canvas(), at)
}

// choosePreset has another set of rules ask, and the panel show which.
func (w *Window) choosePreset(name string) {
	w.SetPreset(name)
	w.relabel()
}

// muted is a rule that is not asked about.
type muted struct {
	rule  string
	mine  bool // for this user, not in this document
	hides int  // questions that it would ask
}

// mutes lists what is muted: in the document, then for the user.
func (w *Window) mutes() []muted {
	var list []muted
	add := func(s analysis.Settings, mine bool) {
		for _, r := range rules.All {
			if rs, ok := s.Rules[r.ID]; ok && rs.Use == analysis.Off {
				list = append(list, muted{rule: r.ID, mine: mine})
			}
		}
	}
	add(w.settings(), false)
	add(w.app.user(), true)
	return list
}

// Muted is how many rules are muted.
func (w *Window) Muted() int { return len(w.mutes()) }

// countHidden counts what muted rules would ask.
func (w *Window) countHidden(list []muted) error {
	var asking []analysis.Rule
	for _, r := range rules.All {
		if slices.ContainsFunc(list, func(m muted) bool { return m.rule == r.ID }) {
			asking = append(asking, r)
		}
	}
	meta := w.doc.Graph().Meta()
	meta.Settings = ""
	g, _, err := model.Try(w.doc.Graph(), edit.Describe{Meta: meta})
	if err != nil {
		return err
	}
	r, err := analysis.Run(context.Background(), analysis.Input{Graph: g, Rules: asking, Options: analysis.Options{Preset: w.Preset()}})
	if err != nil {
		return err
	}
	for i := range list {
		for _, f := range r.Findings {
			if f.Rule == list[i].rule && f.Asks() {
				list[i].hides++
			}
		}
	}
	return nil
}

// ShowMuted lists what is muted and what each hides; each can be asked again.
func (w *Window) ShowMuted() {
	t := w.app.text
	list := w.mutes()
	if err := w.countHidden(list); err != nil {
		w.app.report(err)
		return
	}
	rows := container.NewVBox()
	var d *dialog.CustomDialog
	for _, m := range list {
		where, hides := lang.M("mute.in_document"), lang.M("mute.hides", "n", m.hides)
		if m.mine {
			where = lang.M("mute.for_me")
		}
		if m.hides == 0 {
			hides = lang.M("mute.hides_nothing")
		}
		name := widget.NewLabel(ruleName(w.app.lang, m.rule))
		name.TextStyle.Bold = true
		name.Truncation = fyne.TextTruncateEllipsis
		about := widget.NewLabel(t(where) + " · " + t(hides))
		again := w.newButton(t(lang.M("questions.reopen")), func() {
			d.Hide()
			if m.mine {
				w.app.muteForMe(m.rule, false)
			} else {
				w.muteHere(m.rule, analysis.ByPreset)
			}
		}, func() { d.Hide() })
		rows.Add(container.NewBorder(nil, nil, nil, container.NewVBox(again), container.NewVBox(name, about)))
	}
	if len(list) == 0 {
		rows.Add(widget.NewLabel(t(lang.M("mute.none"))))
	}
	d = dialog.NewCustomWithoutButtons(t(lang.M("mute.title")), container.NewVScroll(rows), w.win)
	ok := w.newButton(t(lang.M("ui.close")), func() { d.Hide() }, func() { d.Hide() })
	d.SetButtons([]fyne.CanvasObject{ok})
	d.Resize(fyne.NewSize(560, 320))
	w.shown(d)
	d.Show()
	w.win.Canvas().Focus(ok)
}
