package ui

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	formats "seika/internal/export/all"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/ui/panel"
)

// formatRow is a format to choose: what it makes of the model, and its name.
type formatRow struct {
	widget.BaseWidget
	image *canvas.Image
	name  *panel.Prose
}

func newFormatRow() *formatRow {
	r := &formatRow{image: &canvas.Image{FillMode: canvas.ImageFillContain}, name: panel.NewProse("\n")}
	r.image.SetMinSize(fyne.NewSize(thumbWidth, thumbHeight))
	r.name.Most = 2
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is part of being a widget.
func (r *formatRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, container.NewPadded(r.image), nil,
		container.NewVBox(layout.NewSpacer(), r.name, layout.NewSpacer())))
}

// listFormats makes the list of formats.
func (s *sheet) listFormats() {
	s.thumbs = make([]image.Image, len(formats.Formats))
	s.list = panel.NewList(func() int { return len(formats.Formats) }, func() fyne.CanvasObject { return newFormatRow() },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			r, f := o.(*formatRow), formats.Formats[i]
			r.name.SetText(lang.Text(s.w.app.lang, "format.name."+f.Name) + " (*" + f.Suffix + ")")
			r.image.Image = s.thumbs[i]
			r.image.Refresh()
		}, func(k fyne.KeyName) bool { return s.walk(k) || s.key(k) })
	s.list.OnSelected = func(i widget.ListItemID) {
		s.at, s.format = i, formats.Formats[i]
		s.fill()
		s.show()
	}
}

// walk goes to the format above or below.
func (s *sheet) walk(k fyne.KeyName) bool {
	to := s.at
	switch k {
	case fyne.KeyUp:
		to--
	case fyne.KeyDown:
		to++
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = len(formats.Formats) - 1
	default:
		return false
	}
	if to >= 0 && to < len(formats.Formats) {
		s.list.Select(to)
	}
	return true
}

// drawThumbs has a worker draw what each format makes of the model, one after the other, for as long as the sheet is open.
func (s *sheet) drawThumbs() {
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	post, j, density := s.w.app.post, s.job(), float64(s.w.win.Canvas().Scale())
	live.Go(func() error {
		t, err := newThumber(ctx, j, density)
		if err != nil {
			return err
		}
		for i, f := range formats.Formats {
			img, err := t.of(ctx, f)
			if err != nil {
				return err
			}
			post(func() {
				if ctx.Err() == nil {
					s.thumbs[i] = img
					s.list.RefreshItem(i)
				}
			})
		}
		return nil
	}, func(err error) {
		if err != nil && ctx.Err() == nil {
			post(func() { s.w.app.report(err) })
		}
	})
}
