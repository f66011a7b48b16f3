package scene

import (
	"slices"

	"seika/internal/geom"
	"seika/model"
)

// Differing lists the areas in which two pictures are not painted alike. ok is false where all is: with another theme.
func Differing(a, b *Scene) (areas []geom.Rect, ok bool) {
	if a.theme != b.theme || a.Paper != b.Paper {
		return nil, false
	}
	type key struct {
		class Class
		ref   model.ID
	}
	at := make(map[key]int, len(a.Groups))
	for i, g := range a.Groups {
		at[key{g.Class, g.Ref}] = i
	}
	found := make([]bool, len(a.Groups))
	last := -1
	for i := range b.Groups {
		g := &b.Groups[i]
		j, there := at[key{g.Class, g.Ref}]
		if !there || found[j] {
			areas = append(areas, g.Bounds)
			continue
		}
		found[j] = true
		if j < last || !paintsAlike(a.Groups[j].Items, g.Items) { // behind what it was before
			areas = append(areas, a.Groups[j].Bounds, g.Bounds)
		}
		last = max(last, j)
	}
	for i, is := range found {
		if !is {
			areas = append(areas, a.Groups[i].Bounds)
		}
	}
	return areas, true
}

// paintsAlike says that two drawings give the same pixels.
func paintsAlike(a, b []Item) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == 0 || &a[0] == &b[0] {
		return true
	}
	for i := range a {
		x, y := &a[i], &b[i]
		if x.Part != y.Part || x.Fill != y.Fill || x.Stroke != y.Stroke || x.Fixed != y.Fixed || x.Anchor != y.Anchor || !sameShape(x.Shape, y.Shape) {
			return false
		}
	}
	return true
}

func sameShape(a, b Shape) bool {
	switch a := a.(type) {
	case RoundRect:
		return a == b
	case Path:
		b, ok := b.(Path)
		return ok && slices.Equal(a.Path, b.Path)
	case TextLine:
		b, ok := b.(TextLine)
		return ok && a.At == b.At && a.Line.Text == b.Line.Text && a.Line.Style == b.Line.Style
	default:
		panic("unknown shape")
	}
}
