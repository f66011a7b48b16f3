package panel

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/model"
)

// build makes the sections; one in which nothing is said is folded, the first is always open.
func build[T any](p *Properties, sections []section, fields []model.Field[T], s source[T], many bool) []fyne.CanvasObject {
	acc := widget.NewAccordion()
	acc.MultiOpen = true
	for i, sec := range sections {
		form := container.NewVBox()
		used := false
		for _, name := range sec.members {
			at := slices.IndexFunc(fields, func(f model.Field[T]) bool { return f.Name == name })
			if at < 0 || many && name == "name" || many && name == "nameAlt" {
				continue
			}
			f := fields[at]
			form.Add(field(p, f, s))
			for _, r := range s.get() {
				used = used || f.Get != nil && f.Get(&r) != "" || f.List != nil && !f.List(&r).Empty()
			}
		}
		item := widget.NewAccordionItem(lang.Text(p.lang, "section."+sec.name), form)
		item.Open = i == 0 || used
		acc.Append(item)
	}
	return []fyne.CanvasObject{acc}
}

// field is one member: its name above, or beside it for a tick.
func field[T any](p *Properties, f model.Field[T], s source[T]) fyne.CanvasObject {
	title := lang.Text(p.lang, "field."+f.Name)
	switch f.Type {
	case model.Choice:
		return titled(title, p.choice(f.Values, func() string { return common(s.get(), f.Get) }, func(v string) { s.set(f.Name, v, nil) }))
	case model.Flag:
		return p.tick(title, func() bool { return common(s.get(), f.Get) != "" }, func(on bool) {
			v := ""
			if on {
				v = "true"
			}
			s.set(f.Name, v, nil)
		})
	case model.Listed:
		get := func() string {
			return common(s.get(), func(r *T) string { return strings.Join(spoken(p.lang, f.Values, f.List(r).Items()), ", ") })
		}
		return titled(title, p.text(f.Name, get, func(text string) bool {
			list := listOf(f.Name, f.Values, text)
			return s.set(f.Name, "", &list)
		}))
	default:
		get := func() string { return common(s.get(), f.Get) }
		return titled(title, p.text(f.Name, get, func(text string) bool {
			text = strings.TrimSpace(text)
			if text != "" {
				v, bad := f.Canonical(text)
				if bad != nil {
					p.editor.Tell(*bad)
					return false
				}
				text = v
			}
			return s.set(f.Name, text, nil)
		}))
	}
}

// common is what all records say, "" where they differ.
func common[T any](rs []T, get func(*T) string) string {
	for i := range rs {
		if get(&rs[i]) != get(&rs[0]) {
			return ""
		}
	}
	if len(rs) == 0 {
		return ""
	}
	return get(&rs[0])
}

// spoken shows stored words in the language of the interface.
func spoken(l lang.Lang, words []model.Word, items []string) []string {
	out := slices.Clone(items)
	for i, s := range out {
		for _, w := range words {
			if w.Value == s && l == lang.JA {
				out[i] = w.JA
			}
		}
	}
	return out
}

// listOf reads a list that was typed: items between commas of either width.
func listOf(member string, words []model.Word, text string) model.List {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '、' || r == '，' || r == '\n' })
	var items []string
	for _, s := range parts {
		if s = strings.TrimSpace(s); s != "" {
			items = append(items, model.StoredWord(words, s))
		}
	}
	if member == "tags" {
		return model.SortTags(items)
	}
	return model.NewList(items...)
}

func titled(title string, o fyne.CanvasObject) fyne.CanvasObject {
	l := widget.NewLabel(title)
	l.SizeName = "helperText"
	return container.New(tight{}, l, o)
}

// text is a field of one line. What is typed counts when Enter is pressed or the keyboard goes elsewhere, never by letter.
func (p *Properties) text(member string, get func() string, set func(string) bool) fyne.CanvasObject {
	e := NewEntry(p.editor.Keyboard())
	focused := false
	take := func() {
		if e.Text != get() && !set(e.Text) {
			e.SetText(get())
		}
	}
	e.Key = func(k fyne.KeyName, m fyne.KeyModifier) bool {
		switch k {
		case fyne.KeyReturn, fyne.KeyEnter:
			take()
		case fyne.KeyEscape:
			e.SetText(get())
			p.editor.ToCanvas()
		case fyne.KeyTab:
			c := fyne.CurrentApp().Driver().CanvasForObject(e)
			if c == nil {
				return true
			}
			if m&fyne.KeyModifierShift != 0 {
				c.FocusPrevious()
			} else {
				c.FocusNext()
			}
		default:
			return p.editor.Command(k)
		}
		return true
	}
	if p.first == nil {
		p.first = e
	}
	p.fields[member] = e
	e.Pass = p.editor.Shortcut
	e.Focus = func(gained bool) {
		focused = gained
		if !gained {
			take()
		}
	}
	e.SetText(get())
	p.rows = append(p.rows, row{
		refresh: func() {
			if e.Text != get() {
				e.SetText(get())
			}
		},
		busy: func() bool { return focused },
	})
	return e
}

func (p *Properties) choice(words []model.Word, get func() string, set func(string)) fyne.CanvasObject {
	var names []string
	for _, w := range words {
		names = append(names, p.name(w))
	}
	s := NewChooser(names, p.editor.Command)
	show := func() {
		v := get()
		for i, w := range words {
			if w.Value == v && s.Selected != names[i] {
				s.OnChanged = nil
				s.SetSelected(names[i])
			}
		}
		s.OnChanged = func(name string) {
			if i := slices.Index(names, name); i >= 0 && words[i].Value != get() {
				set(words[i].Value)
			}
		}
	}
	show()
	p.rows = append(p.rows, row{show, func() bool { return false }})
	return s
}

func (p *Properties) name(w model.Word) string {
	if p.lang == lang.JA {
		return w.JA
	}
	return w.EN
}

func (p *Properties) tick(title string, get func() bool, set func(bool)) fyne.CanvasObject {
	c := NewTickBox(title, p.editor.Command)
	show := func() {
		c.OnChanged = nil
		c.SetChecked(get())
		c.OnChanged = func(on bool) {
			if on != get() {
				set(on)
			}
		}
	}
	show()
	p.rows = append(p.rows, row{show, func() bool { return false }})
	return c
}

// tight puts a small title close above its field.
type tight struct{}

const titleHeight = 22

func (tight) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(m.Width, m.Height+titleHeight)
}

func (tight) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(-4, -3))
	o[0].Resize(fyne.NewSize(s.Width, titleHeight+6))
	o[1].Move(fyne.NewPos(0, titleHeight))
	o[1].Resize(fyne.NewSize(s.Width, s.Height-titleHeight))
}
