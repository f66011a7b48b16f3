// Package png writes pictures of pixels. The picture is never held whole: it is cut into bands that are drawn, filtered
// and packed each for itself, so that memory stays bounded and the bytes do not depend on how many work at it.
package png

import (
	"context"
	"io"
	"math"
	"strconv"

	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/raster"
	"seika/internal/scene"
)

// Format is *.png.
var Format = export.Format{
	Name: "png", Suffix: ".png", Mime: "image/png",
	Loses:   []lang.Msg{lang.M("export.png.loses")},
	Uses:    export.Looks | export.Questions | export.Size | export.Transparent,
	Picture: write,
}

// Bounds of a picture, beyond which readers give up.
const (
	maxSide = 32_000
	maxArea = 250e6
)

// sheet is a picture in device px.
type sheet struct {
	w, h int
	view raster.View
}

func write(ctx context.Context, w io.Writer, s *scene.Scene, o export.Options) error {
	sh, err := cut(s.Page(), o)
	if err != nil {
		return err
	}
	e := encoder{w: w, sheet: sh, alpha: o.Transparent}
	e.header(s.Title)
	r := raster.New()
	look := raster.Options{Scale: sh.view.PPU, Transparent: o.Transparent, Exact: true, Detail: raster.Full}
	return e.bands(ctx, func(ctx context.Context, b *band) error {
		v := sh.view
		v.Origin.Y += float64(b.top) / v.PPU
		return r.Draw(ctx, b.pixels, s, v, look)
	})
}

// cut finds scale and size of a picture.
func cut(page geom.Rect, o export.Options) (sheet, error) {
	scale := o.Scale
	switch {
	case o.Width > 0:
		scale = float64(o.Width) / page.W()
	case scale == 0:
		scale = export.UsualScale
	}
	w, h := math.Ceil(page.W()*scale-1e-6), math.Ceil(page.H()*scale-1e-6)
	if w <= maxSide && h <= maxSide && w*h <= maxArea {
		return sheet{int(w), int(h), raster.View{Origin: page.Min, PPU: scale}}, nil
	}
	most := math.Min(maxSide/math.Max(page.W(), page.H()), math.Sqrt(maxArea/(page.W()*page.H())))
	most = math.Floor(most*100) / 100
	if most < export.LeastScale {
		return sheet{}, lang.M("export.png.never_fits",
			"w", whole(page.W()*export.LeastScale), "h", whole(page.H()*export.LeastScale))
	}
	return sheet{}, lang.M("export.png.too_large",
		"w", whole(w), "h", whole(h), "scale", strconv.FormatFloat(most, 'f', -1, 64))
}

func whole(v float64) string { return strconv.FormatFloat(math.Ceil(v), 'f', 0, 64) }
