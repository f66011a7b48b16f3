package panel

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/typeset"
)

// Prose is a label whose lines break as Japanese lines do. Fyne breaks text without blanks at any character, so that a 。 can
// stand alone at the start of a line.
type Prose struct {
	widget.Label
	Most int // lines that show, the last with “…” where there are more; 0 is all of them. Set before SetText

	said  string
	width float32 // that the lines are broken for
}

// NewProse makes one that says something.
func NewProse(said string) *Prose {
	p := &Prose{}
	p.Wrapping = fyne.TextWrapWord
	p.ExtendBaseWidget(p)
	p.SetText(said)
	return p
}

// Said is the text without the breaks of its lines.
func (p *Prose) Said() string { return p.said }

// SetText changes what it says.
func (p *Prose) SetText(said string) {
	p.said = said
	p.Label.SetText(p.broken())
}

// Resize breaks the lines anew for another width.
func (p *Prose) Resize(s fyne.Size) {
	if s.Width != p.width {
		p.width = s.Width
		if text := p.broken(); text != p.Text {
			p.Label.SetText(text)
		}
	}
	p.Label.Resize(s)
}

// cut ends a line with a sign that more follows, within its width.
func cut(line string, style typeset.Style, room float64) string {
	r := []rune(line)
	for len(r) > 0 && typeset.Shape(string(r)+"…", style).Width > room {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

func (p *Prose) broken() string {
	t := p.Theme()
	room := p.width - 2*t.Size(theme.SizeNameInnerPadding) - 1 // a rounding of Fyne's must not break a line again
	if room <= 0 {
		return p.said
	}
	name := p.SizeName
	if name == "" {
		name = theme.SizeNameText
	}
	style := typeset.Style{Size: float64(t.Size(name))}
	if p.TextStyle.Bold {
		style.Weight = typeset.Bold
	}
	var lines []string
	for _, l := range typeset.Wrap(p.said, style, float64(room)) {
		if len(lines) == p.Most && p.Most > 0 {
			lines[p.Most-1] = cut(lines[p.Most-1], style, float64(room))
			break
		}
		lines = append(lines, l.Text)
	}
	return strings.Join(lines, "\n")
}
