package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
)

// sieve chooses what of the questions is listed.
type sieve struct {
	lang   lang.Lang
	asker  Asker
	object *fyne.Container
	only   *TickBox
}

func newSieve(l lang.Lang, a Asker) *sieve {
	s := &sieve{lang: l, asker: a, object: container.NewVBox()}
	s.fill()
	shown(s.object, a.Sift().On())
	return s
}

// toggle opens or closes it. Closing lists everything again: what is left out must not be forgotten.
func (s *sieve) toggle() {
	if s.object.Visible() {
		s.object.Hide()
		if s.asker.Sift().On() {
			s.asker.SetSift(Sift{})
			s.fill()
		}
		return
	}
	s.object.Show()
}

func (s *sieve) fill() {
	now := s.asker.Sift()
	change := func(f func(*Sift)) {
		x := s.asker.Sift()
		f(&x)
		s.asker.SetSift(x)
	}
	c := s.asker.Command
	states := optionChooser(s.lang, stateOptions, now.State, c, func(x State) { change(func(s *Sift) { s.State = x }) })
	severities := optionChooser(s.lang, severityOptions, now.Least, c, func(x analysis.Severity) { change(func(s *Sift) { s.Least = x }) })
	families := optionChooser(s.lang, familyOptions, now.Family, c, func(x string) { change(func(s *Sift) { s.Family = x }) })
	words := NewEntry(s.asker.Keyboard())
	words.SetPlaceHolder(lang.Text(s.lang, "sift.text"))
	words.SetText(now.Text)
	words.OnChanged = func(t string) { change(func(s *Sift) { s.Text = t }) }
	words.Pass = s.asker.Shortcut
	words.Key = func(k fyne.KeyName, _ fyne.KeyModifier) bool {
		if k == fyne.KeyReturn || k == fyne.KeyEnter {
			s.asker.NextQuestion(1)
			return true
		}
		return s.asker.Command(k)
	}
	s.only = NewTickBox(lang.Text(s.lang, "sift.only"), c)
	s.only.SetChecked(now.Only != nil)
	s.only.OnChanged = func(on bool) {
		change(func(x *Sift) {
			x.Only = nil
			if on {
				x.Only = append([]model.ID{}, s.asker.Selected()...)
			}
		})
	}
	s.object.Objects = []fyne.CanvasObject{
		container.New(layout.NewGridLayout(2), states, severities, families, words), s.only, widget.NewSeparator(),
	}
	s.object.Refresh()
}
