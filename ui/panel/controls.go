package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Controls of panels that hand on the keys they have no use for: stock ones swallow Esc and the function keys.

// command runs what a key stands for that a control has no use for; it says whether that was all.
type command = func(fyne.KeyName) bool

// TickBox is a member that is so or not.
type TickBox struct {
	widget.Check
	command command
}

// NewTickBox makes one that hands on keys.
func NewTickBox(title string, command command) *TickBox {
	c := &TickBox{command: command}
	c.Text = title
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey hands on what is not for a tick.
func (c *TickBox) TypedKey(k *fyne.KeyEvent) {
	if !c.command(k.Name) {
		c.Check.TypedKey(k)
	}
}

// Chooser is a member with a few possible values.
type Chooser struct {
	widget.Select
	command command
}

// NewChooser makes one that hands on keys.
func NewChooser(names []string, command command) *Chooser {
	s := &Chooser{command: command}
	s.Options = names
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey hands on what is not for a choice.
func (s *Chooser) TypedKey(k *fyne.KeyEvent) {
	if !s.command(k.Name) {
		s.Select.TypedKey(k)
	}
}

// Button is a button that hands on keys.
type Button struct {
	Haloed
	command command
	over    func(in bool) // told when the pointer comes and goes; nil for nobody
}

func newButton(title string, command command, do func()) *Button {
	b := &Button{command: command}
	b.Text = title
	b.OnTapped = do
	b.ExtendBaseWidget(b)
	return b
}

// say gives the button another title.
func (b *Button) say(title string) {
	if b.Text != title {
		b.SetText(title)
	}
}

// TypedKey presses on Enter, too, and hands on what is not for a button.
func (b *Button) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		b.OnTapped()
	case !b.command(k.Name):
		b.Button.TypedKey(k)
	}
}

// link is a name in a text that leads to what it names.
type link struct {
	widget.Hyperlink
	command command
}

func newLink(title string, command command, do func()) *link {
	l := &link{command: command}
	l.Text, l.OnTapped = title, do
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey follows on Enter, too, and hands on what is not for a link.
func (l *link) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		l.OnTapped()
	case !l.command(k.Name):
		l.Hyperlink.TypedKey(k)
	}
}

// MouseIn tells that the pointer came.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	if b.over != nil {
		b.over(true)
	}
}

// MouseOut tells that the pointer went.
func (b *Button) MouseOut() {
	b.Button.MouseOut()
	if b.over != nil {
		b.over(false)
	}
}

// List is a list to choose from.
type List struct {
	widget.List
	command command
	focus   func(gained bool) // nil for nobody
	widened func()            // its rows are to be as high as another width asks for; nil where they are all alike
	still   bool              // it is painted later
}

// CreateRenderer is part of being a widget.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return listLook{l.List.CreateRenderer(), l} }

// listLook paints a list, but for times when it is to be still.
type listLook struct {
	fyne.WidgetRenderer
	list *List
}

// Refresh is part of being a renderer.
func (l listLook) Refresh() {
	if !l.list.still {
		l.WidgetRenderer.Refresh()
	}
}

// SetHeights gives all rows their height, for a Refresh to show. Fyne paints the whole list for each row that is set.
func (l *List) SetHeights(height func(row int) float32) {
	l.still = true
	for i := range l.Length() {
		l.SetItemHeight(i, height(i))
	}
	l.still = false
}

// Resize tells of another width.
func (l *List) Resize(s fyne.Size) {
	other := s.Width != l.Size().Width
	l.List.Resize(s)
	if other && l.widened != nil {
		l.widened()
	}
}

// NewList makes one that hands on keys.
func NewList(length func() int, row func() fyne.CanvasObject, fill func(widget.ListItemID, fyne.CanvasObject), command command) *List {
	l := &List{command: command}
	l.Length, l.CreateItem, l.UpdateItem = length, row, fill
	l.ExtendBaseWidget(l)
	return l
}

// FocusGained tells that somebody reads.
func (l *List) FocusGained() {
	l.List.FocusGained()
	if l.focus != nil {
		l.focus(true)
	}
}

// FocusLost tells that nobody reads any more.
func (l *List) FocusLost() {
	l.List.FocusLost()
	if l.focus != nil {
		l.focus(false)
	}
}

// TypedKey hands on what is not for a list.
func (l *List) TypedKey(k *fyne.KeyEvent) {
	if !l.command(k.Name) {
		l.List.TypedKey(k)
	}
}
