//go:build probe

package ui

import (
	"fmt"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"seika/internal/probe"
	"seika/ui/panel"
)

// texts lists everything that can be read in the window, dialogs and menus last.
func (w *Window) texts() []probe.Text {
	r := reader{scale: float64(w.win.Canvas().Scale())}
	all := w.win.Canvas().Size()
	r.read(w.win.Content(), fyne.Position{}, area{max: fyne.NewPos(all.Width, all.Height)})
	r.overlay = true
	for _, o := range w.win.Canvas().Overlays().List() {
		r.read(o, fyne.Position{}, area{max: fyne.NewPos(all.Width, all.Height)})
	}
	return r.found
}

// area is a part of the window, in px of the screen.
type area struct{ min, max fyne.Position }

func (a area) cut(b area) area {
	return area{
		fyne.NewPos(max(a.min.X, b.min.X), max(a.min.Y, b.min.Y)),
		fyne.NewPos(min(a.max.X, b.max.X), min(a.max.Y, b.max.Y)),
	}
}

type reader struct {
	scale   float64
	overlay bool
	found   []probe.Text
}

// read collects what o shows; parent is the place of what holds it, seen is what is not scrolled or cut away.
func (r *reader) read(o fyne.CanvasObject, parent fyne.Position, seen area) {
	if o == nil || !o.Visible() {
		return
	}
	at := parent.Add(o.Position())
	mine := seen.cut(area{at, at.AddXY(o.Size().Width, o.Size().Height)})
	if kind, text, disabled := said(o); kind != "" {
		if text != "" && mine.max.X > mine.min.X && mine.max.Y > mine.min.Y {
			k := r.scale
			r.found = append(r.found, probe.Text{
				Kind: kind, Text: text, Disabled: disabled, Overlay: r.overlay,
				Rect: probe.Rect{X: float64(mine.min.X) * k, Y: float64(mine.min.Y) * k, W: float64(mine.max.X-mine.min.X) * k, H: float64(mine.max.Y-mine.min.Y) * k},
			})
		}
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			r.read(c, at, seen)
		}
	case fyne.Widget:
		if fmt.Sprintf("%T", o) == "*widget.Scroll" {
			seen = mine
		}
		for _, c := range test.WidgetRenderer(o).Objects() {
			r.read(c, at, seen)
		}
	}
}

// said is what an object says as a whole; kind is empty for one that only holds others.
func said(o fyne.CanvasObject) (kind, text string, disabled bool) {
	switch o := o.(type) {
	case *canvas.Text:
		return "text", o.Text, false
	case *widget.Label:
		return "label", o.Text, false
	case *panel.Prose:
		return "label", o.Said(), false
	case *widget.Button:
		return "button", o.Text, o.Disabled()
	case *widget.Check:
		return "check", o.Text, o.Disabled()
	case *widget.Select:
		return "select", o.Selected, o.Disabled()
	case *widget.Entry:
		return "entry", o.Text, o.Disabled()
	case *card:
		return "card", o.title, false
	case *cell:
		return "cell", o.text.Text, false
	}
	if v := reflect.ValueOf(o).Elem(); v.Kind() == reflect.Struct { // one of our own, made from a stock one
		for _, name := range []string{"Button", "Check", "Select", "Entry", "Label"} {
			if f := v.FieldByName(name); f.IsValid() && f.CanAddr() {
				if inner, ok := f.Addr().Interface().(fyne.CanvasObject); ok {
					return said(inner)
				}
			}
		}
	}
	switch fmt.Sprintf("%T", o) {
	case "*widget.menuItem":
		if i, ok := reflect.ValueOf(o).Elem().FieldByName("Item").Interface().(*fyne.MenuItem); ok {
			return "menu", untold(i.Label), i.Disabled
		}
	case "*container.tabButton":
		for _, c := range test.WidgetRenderer(o.(fyne.Widget)).Objects() {
			if t, ok := c.(*canvas.Text); ok {
				return "tab", t.Text, false
			}
		}
	}
	return "", "", false
}
