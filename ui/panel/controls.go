package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Controls of panels that hand on the keys they have no use for: stock ones swallow Esc and the function keys.

// tickBox is a member that is so or not.
type tickBox struct {
	widget.Check
	command func(fyne.KeyName) bool
}

func newTickBox(title string, command func(fyne.KeyName) bool) *tickBox {
	c := &tickBox{command: command}
	c.Text = title
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey hands on what is not for a tick.
func (c *tickBox) TypedKey(k *fyne.KeyEvent) {
	if !c.command(k.Name) {
		c.Check.TypedKey(k)
	}
}

// chooser is a member with a few possible values.
type chooser struct {
	widget.Select
	command func(fyne.KeyName) bool
}

func newChooser(names []string, command func(fyne.KeyName) bool) *chooser {
	s := &chooser{command: command}
	s.Options = names
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey hands on what is not for a choice.
func (s *chooser) TypedKey(k *fyne.KeyEvent) {
	if !s.command(k.Name) {
		s.Select.TypedKey(k)
	}
}

// rows is the list of questions.
type rows struct {
	widget.List
	command func(fyne.KeyName) bool
}

// TypedKey hands on what is not for a list.
func (l *rows) TypedKey(k *fyne.KeyEvent) {
	if !l.command(k.Name) {
		l.List.TypedKey(k)
	}
}
