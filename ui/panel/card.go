package panel

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/model"
)

// A card stands in place of the panel while somebody looks at one matter: a meeting, or what would be without something. It
// can be read, gone along, and copied as text.

// Carder is what a card needs of the window.
type Carder interface {
	Graph() *model.Graph
	Select([]model.ID)
	Command(fyne.KeyName) bool
}

// Card is a title and statements.
type Card struct {
	Title      string
	Head       string // the one sentence that says it all
	Statements []Statement
	Controls   []fyne.CanvasObject // above the statements
	Actions    []fyne.CanvasObject // below them
}

// Statement is a heading with what belongs to it: deliverables, lines of text, points, or figures.
type Statement struct {
	Head   lang.Msg
	IDs    []model.ID
	Lines  []string
	Points []Point
	Table  Table
}

// Object is the card on the screen.
func (c Card) Object(l lang.Lang, host Carder, leave func()) fyne.CanvasObject {
	title := widget.NewLabel(c.Title)
	title.TextStyle.Bold = true
	title.Truncation = fyne.TextTruncateEllipsis
	done := newButton(lang.Text(l, "card.close"), host.Command, leave)
	done.Importance = widget.LowImportance
	p := newParagraphs()
	p.say(c.Head, widget.MediumImportance).TextStyle.Bold = true
	g := host.Graph()
	for _, s := range c.Statements {
		switch {
		case len(s.IDs) > 0:
			p.object.Add(links(l, g, s.Head, s.IDs, host.Command, func(id model.ID) { host.Select([]model.ID{id}) }))
		case len(s.Points) > 0:
			p.head(headOf(l, s))
			for _, x := range s.Points {
				p.object.Add(x.object(host.Command))
			}
		case len(s.Table.Rows) > 0:
			p.head(headOf(l, s))
			p.object.Add(s.Table.object())
		case len(s.Lines) > 0:
			p.say(s.Head.In(l)+"\n"+strings.Join(s.Lines, "\n"), widget.MediumImportance)
		default:
			p.say(s.Head.In(l), widget.LowImportance)
		}
	}
	body := container.NewVBox(c.Controls...)
	body.Add(p.object)
	for _, a := range c.Actions {
		body.Add(a)
	}
	head := container.New(layout.NewCustomPaddedLayout(0, 0, 0, 2*sideMargin), container.NewBorder(nil, nil, nil, done, title))
	return container.NewBorder(head, nil, nil, nil,
		container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, 2*sideMargin), body)))
}

// headOf is what a statement has in common; "" where that needs no words.
func headOf(l lang.Lang, s Statement) string {
	if s.Head.Zero() {
		return ""
	}
	return s.Head.In(l)
}

// Text is the card for a mail.
func (c Card) Text(l lang.Lang, g *model.Graph) string {
	lines := []string{c.Title, c.Head}
	for _, s := range c.Statements {
		switch {
		case len(s.IDs) > 0:
			var names []string
			for _, id := range s.IDs {
				names = append(names, g.Label(id))
			}
			lines = append(lines, lang.Text(l, "card.list", "head", s.Head, "names", strings.Join(names, lang.Text(l, "card.comma"))))
		default:
			if !s.Head.Zero() {
				lines = append(lines, s.Head.In(l))
			}
			for _, x := range s.Lines {
				lines = append(lines, "- "+x)
			}
			for _, x := range s.Points {
				lines = append(lines, strings.TrimSpace(x.Mark+" "+x.Text))
				if x.Note != "" {
					lines = append(lines, "  "+strings.ReplaceAll(x.Note, "\n", "\n  "))
				}
			}
			if len(s.Table.Rows) > 0 {
				lines = append(lines, strings.Join(append([]string{""}, s.Table.Heads...), "\t"))
			}
			for _, r := range s.Table.Rows {
				lines = append(lines, strings.Join(r, "\t"))
			}
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// NewButton is a button for a card.
func NewButton(title string, host Carder, do func()) *Button {
	b := newButton(title, host.Command, do)
	b.Alignment = widget.ButtonAlignLeading
	return b
}

// MeetingCard tells of a meeting: who has to settle what, on what material, and what waits for it; rework is what the figure of
// doing again says, if anything.
func MeetingCard(l lang.Lang, g *model.Graph, m analysis.Meeting, rework string) Card {
	c := Card{
		Title: lang.Text(l, "meeting.title"),
		Head:  lang.Text(l, "meeting.count", "c", len(m.Members), "n", m.Possible, "w", len(m.Waits)),
	}
	add := func(head lang.Msg, ids []model.ID) {
		if len(ids) > 0 {
			c.Statements = append(c.Statements, Statement{Head: head, IDs: ids})
		}
	}
	add(lang.M("meeting.members"), m.Members)
	var pairs []string
	for _, id := range m.Pairs {
		pairs = append(pairs, text.Quoted(l, g, id))
	}
	c.Statements = append(c.Statements, Statement{Head: lang.M("meeting.pairs", "n", len(pairs)), Lines: pairs})
	if who := attending(l, g, m); len(who) > 0 {
		c.Statements = append(c.Statements, Statement{Head: lang.M("meeting.attend"), Lines: who})
	}
	add(lang.M("meeting.unnamed", "n", len(m.Unnamed)), m.Unnamed)
	add(lang.M("meeting.material"), m.Material)
	add(lang.M("meeting.waits"), m.Waits)
	if rest := m.Behind - len(m.Waits); rest > 0 {
		c.Statements = append(c.Statements, Statement{Head: lang.M("meeting.behind", "n", rest)})
	}
	add(lang.M("meeting.goals"), m.Goals)
	if len(m.Members) > 2 {
		add(lang.M("meeting.first"), []model.ID{m.FixFirst})
	}
	switch {
	case m.Talks != nil:
		c.Statements = append(c.Statements, Statement{Head: lang.M("meeting.talks", "p", len(m.Pairs), "n", *m.Talks)})
	case m.Rounds != nil:
		c.Statements = append(c.Statements, Statement{Head: lang.M("meeting.rounds", "n", *m.Rounds)})
	}
	if rework != "" {
		c.Statements = append(c.Statements, Statement{Head: lang.M("meeting.rework"), Lines: []string{rework}})
	}
	return c
}

// attending names who has to be there, each once, with why.
func attending(l lang.Lang, g *model.Graph, m analysis.Meeting) []string {
	as := map[analysis.Part]lang.Msg{
		analysis.AsOwner: lang.M("meeting.as_owner"), analysis.AsHolder: lang.M("meeting.as_holder"), analysis.AsParty: lang.M("meeting.as_party"),
	}
	var names []string
	why := map[string][]string{}
	for _, a := range m.Attend {
		name := text.Person(l, a.Name)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		why[name] = append(why[name], lang.Text(l, "meeting.for", "part", as[a.As], "what", text.List(l, g, a.For)))
	}
	var list []string
	for _, n := range names {
		list = append(list, lang.Text(l, "meeting.who", "name", n, "why", strings.Join(why[n], lang.Text(l, "card.comma"))))
	}
	return list
}

// LossCard tells what could no longer be made without something.
func LossCard(l lang.Lang, g *model.Graph, r analysis.Removed, loss analysis.Loss) Card {
	c := Card{Title: lang.Text(l, "whatif.title"), Head: lang.Text(l, "whatif.nothing")}
	if len(r.IDs)+len(r.People) == 0 {
		return c
	}
	if len(loss.Removed) == 0 {
		c.Head = lang.Text(l, "whatif.alone", "name", text.Person(l, strings.Join(r.People, lang.Text(l, "card.comma"))))
		if len(loss.Thinner) > 0 {
			c.Statements = append(c.Statements, Statement{Head: lang.M("whatif.thinner"), IDs: loss.Thinner})
		}
		return c
	}
	c.Head = text.Without(l, g, r, loss) + gap(l) + lang.Text(l, "whatif.count", "n", len(loss.Lost), "of", loss.Of)
	add := func(head lang.Msg, ids []model.ID) {
		if len(ids) > 0 {
			c.Statements = append(c.Statements, Statement{Head: head, IDs: ids})
		}
	}
	add(lang.M("whatif.removed"), loss.Removed)
	add(lang.M("whatif.goals"), loss.Goals)
	var stalled []model.ID
	for _, id := range loss.Lost {
		if !slices.Contains(loss.Removed, id) && !slices.Contains(loss.Goals, id) {
			stalled = append(stalled, id)
		}
	}
	add(lang.M("whatif.stalled"), stalled)
	add(lang.M("whatif.meetings"), loss.Meetings)
	add(lang.M("whatif.thinner"), loss.Thinner)
	add(lang.M("whatif.stands"), loss.Stands)
	var ways []string
	for _, p := range loss.Proofs {
		var names []string
		for _, id := range p.Way {
			names = append(names, text.Short(g.Label(id)))
		}
		if len(names) > 1 {
			ways = append(ways, strings.Join(names, " → "))
		}
	}
	if len(ways) > 0 {
		c.Statements = append(c.Statements, Statement{Head: lang.M("whatif.ways"), Lines: ways})
	}
	return c
}

func gap(l lang.Lang) string {
	if l == lang.JA {
		return ""
	}
	return " "
}

// rowWidth is the room for a row in a panel of the ordinary width, px of the screen.
const rowWidth = 296

// Row puts objects side by side, each as wide as the others; below each other where they are too long for that.
func Row(list ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&abreast{rowWidth}, list...)
}

// abreast is the layout of a row.
type abreast struct{ room float32 }

// grid is the layout for the room that there is.
func (l *abreast) grid(list []fyne.CanvasObject) fyne.Layout {
	n := float32(len(list))
	for _, o := range list {
		if o.MinSize().Width*n+theme.Padding()*(n-1) > l.room {
			return layout.NewGridLayout(1)
		}
	}
	return layout.NewGridLayout(len(list))
}

// MinSize is part of being a layout.
func (l *abreast) MinSize(list []fyne.CanvasObject) fyne.Size {
	s := l.grid(list).MinSize(list)
	s.Width = layout.NewGridLayout(1).MinSize(list).Width // it can be as narrow
	return s
}

// Layout is part of being a layout.
func (l *abreast) Layout(list []fyne.CanvasObject, s fyne.Size) {
	l.room = s.Width
	l.grid(list).Layout(list, s)
}
