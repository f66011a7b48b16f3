package ui

import (
	"path/filepath"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/ui/panel"
)

// told says what of the findings goes into a file.
type told int

const (
	noQuestions told = iota
	withMarks        // numbered badges
	withList         // and what they ask
)

// fill lists the options that make a difference to the format.
func (s *sheet) fill() {
	t := s.w.app.text
	s.options.RemoveAll()
	add := func(title lang.Msg, o fyne.CanvasObject) {
		s.options.Add(widget.NewLabel(t(title)))
		s.options.Add(o)
	}
	chooser := func(texts []string, at int, chosen func(int)) fyne.CanvasObject {
		c := panel.NewChooser(texts, s.key)
		c.SetSelectedIndex(at)
		c.OnChanged = func(string) { chosen(c.SelectedIndex()) }
		return c
	}
	s.fillLook(add, chooser)
	s.fillQuestions(add, chooser)
	s.fillEarlier(add, chooser)
	s.fillPaper(add, chooser)
	s.fillTicks()
	s.column.Hidden = len(s.options.Objects) == 0 // the preview takes its room
	s.options.Refresh()
}

// fillLook asks what the picture looks like.
func (s *sheet) fillLook(add adding, chooser choosing) {
	t := s.w.app.text
	if s.format.Uses&export.Size != 0 {
		scales := []float64{0.5, 1, 2, 3, 4, 8}
		var texts []string
		at := 0
		for i, x := range scales {
			texts = append(texts, "× "+strconv.FormatFloat(x, 'g', -1, 64))
			if x == s.o.Scale {
				at = i
			}
		}
		add(lang.M("ui.export.scale"), chooser(texts, at, func(i int) { s.o.Scale = scales[i]; s.show() }))
	}
	if s.format.Uses&export.Names != 0 && s.graph.Meta().LangAlt != "" {
		choices := []diagram.Names{diagram.Main, diagram.Alt, diagram.Both}
		texts := []string{t(lang.M("ui.export.names.main")), t(lang.M("ui.export.names.alt")), t(lang.M("ui.export.names.both"))}
		add(lang.M("ui.export.names"), chooser(texts, slices.Index(choices, s.o.Names), func(i int) { s.o.Names = choices[i]; s.show() }))
	}
	if s.format.Uses&export.Theme != 0 {
		themes := []assets.Theme{assets.Light, assets.Dark, assets.Print}
		texts := []string{t(lang.M("colours.light")), t(lang.M("colours.dark")), t(lang.M("colours.print"))}
		at := 0
		for i, x := range themes {
			if x == s.o.Theme {
				at = i
			}
		}
		add(lang.M("ui.export.theme"), chooser(texts, at, func(i int) { s.o.Theme = themes[i]; s.show() }))
	}
}

// fillTicks asks what is answered by yes or no.
func (s *sheet) fillTicks() {
	t := s.w.app.text
	tick := func(title lang.Msg, on bool, set func(bool)) {
		c := panel.NewTickBox(t(title), s.key)
		c.SetChecked(on)
		c.OnChanged = func(on bool) { set(on); s.show() }
		s.options.Add(c)
	}
	if s.format.Uses&export.Legend != 0 {
		tick(lang.M("ui.export.legend"), s.o.Legend != scene.NoLegend, func(on bool) {
			s.o.Legend = scene.NoLegend
			if on {
				s.o.Legend = scene.ShowLegend
			}
		})
	}
	if s.format.Uses&export.Transparent != 0 {
		tick(lang.M("ui.export.transparent"), s.o.Transparent, func(on bool) { s.o.Transparent = on })
	}
	if s.format.Uses&export.Outlines != 0 {
		tick(lang.M("ui.export.outlines"), s.o.Outlines, func(on bool) { s.o.Outlines = on })
	}
	if s.format.Uses&export.Part != 0 && len(s.selected) > 0 {
		tick(lang.M("ui.export.selection"), len(s.o.Only) > 0, func(on bool) {
			if s.o.Only = nil; on {
				s.o.Only = s.selected
			}
		})
	}
	if s.format.Uses&export.Embed != 0 {
		tick(lang.M("ui.export.embed"), !s.o.NoFont, func(on bool) { s.o.NoFont = !on })
	}
	if s.format.Uses&export.Notes != 0 {
		tick(lang.M("ui.export.notes"), s.o.Notes, func(on bool) { s.o.Notes = on })
	}
	if s.format.Uses&export.Appendix != 0 {
		tick(lang.M("ui.export.appendix"), s.o.Appendix, func(on bool) { s.o.Appendix = on })
	}
}

type (
	adding   func(title lang.Msg, o fyne.CanvasObject)
	choosing func(texts []string, at int, chosen func(int)) fyne.CanvasObject
)

// fillQuestions offers badges and their questions. A report has them in any case.
func (s *sheet) fillQuestions(add adding, chooser choosing) {
	if s.format.Uses&export.Marks == 0 || len(s.marks) == 0 || s.format.Report != nil {
		return
	}
	t := s.w.app.text
	texts := []string{t(lang.M("ui.export.no_questions")), t(lang.M("ui.export.marks"))}
	if s.format.Uses&export.Questions != 0 {
		texts = append(texts, t(lang.M("ui.export.list")))
	}
	add(lang.M("ui.export.questions"), chooser(texts, min(int(s.shown), len(texts)-1), func(i int) { s.shown = told(i); s.show() }))
}

// fillEarlier offers the older state that a report is held against: what this model was made from, or any file.
func (s *sheet) fillEarlier(add adding, chooser choosing) {
	if s.format.Uses&export.Earlier == 0 {
		return
	}
	w := s.w
	paths, texts := []string{""}, []string{w.app.text(lang.M("ui.export.earlier.none"))}
	for _, p := range []string{w.asIs(), s.before} {
		if !slices.Contains(paths, p) {
			paths, texts = append(paths, p), append(texts, filepath.Base(p))
		}
	}
	texts = append(texts, w.app.text(lang.M("ui.export.earlier.choose")))
	take := func(path string) {
		s.before = path
		s.fill()
		s.show()
	}
	add(lang.M("ui.export.earlier"), chooser(texts, slices.Index(paths, s.before), func(i int) {
		if i < len(paths) {
			take(paths[i])
			return
		}
		s.fill() // which shows again what is taken, should none be chosen
		w.askFile(lang.M("changes.open"), endings(), take)
	}))
}

// fillPaper offers what pages and slides need.
func (s *sheet) fillPaper(add adding, chooser choosing) {
	t := s.w.app.text
	if s.format.Uses&export.Paper != 0 {
		names := export.PageNames()
		texts := slices.Clone(names)
		texts[0] = t(lang.M("ui.export.as_large"))
		if s.format.Report != nil { // has no size of its own
			names, texts = names[1:], texts[1:]
		}
		at := 0
		for i, n := range names {
			if p, _ := export.PageNamed(n); p.W == s.o.Page.W && p.H == s.o.Page.H {
				at = i
			}
		}
		add(lang.M("ui.export.page"), chooser(texts, at, func(i int) {
			turn := s.o.Page.Turn
			s.o.Page, _ = export.PageNamed(names[i])
			s.o.Page.Turn = turn
			s.fill()
			s.show()
		}))
	}
	if s.format.Uses&export.Paper != 0 && s.o.Page.W > 0 {
		turns := []string{t(lang.M("ui.export.turn.auto")), t(lang.M("ui.export.turn.portrait")), t(lang.M("ui.export.turn.landscape"))}
		add(lang.M("ui.export.turn"), chooser(turns, int(s.o.Page.Turn), func(i int) { s.o.Page.Turn = export.Turn(i); s.show() }))
		if s.format.Report == nil {
			tiles := []export.Tile{{}, {Auto: true}, {Across: 2, Down: 1}, {Across: 2, Down: 2}, {Across: 3, Down: 2}, {Across: 4, Down: 3}}
			texts := []string{t(lang.M("ui.export.tile.off")), t(lang.M("ui.export.tile.auto")), "2 × 1", "2 × 2", "3 × 2", "4 × 3"}
			add(lang.M("ui.export.tile"), chooser(texts, max(0, slices.Index(tiles, s.o.Tile)), func(i int) { s.o.Tile = tiles[i]; s.show() }))
		}
	}
	if s.format.Uses&export.Deck != 0 {
		texts := []string{
			t(lang.M("ui.export.slides.auto")), t(lang.M("ui.export.slides.fit")), t(lang.M("ui.export.slides.poster")), t(lang.M("ui.export.slides.groups")),
		}
		add(lang.M("ui.export.slides"), chooser(texts, int(s.o.Slides), func(i int) { s.o.Slides = export.Slides(i); s.show() }))
	}
}
