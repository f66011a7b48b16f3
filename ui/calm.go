package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// calm keeps a Refresh of what is around from what has a theme of its own: the toolkit reads fonts of 14 MB anew after each, and keeps
// the old ones for good.
type calm struct {
	widget.BaseWidget
	inner fyne.CanvasObject
}

func newCalm(inner fyne.CanvasObject) *calm {
	c := &calm{inner: inner}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is part of being a widget.
func (c *calm) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.inner) }

// Refresh is part of being a widget.
func (c *calm) Refresh() {}
