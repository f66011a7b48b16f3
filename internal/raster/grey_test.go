package raster_test

import (
	"fmt"
	"image"
	stddraw "image/draw"
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
	"seika/internal/golden"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/model"
)

// inGrey is a picture as it comes out of a copier.
func inGrey(m *image.RGBA) *image.Gray {
	g := image.NewGray(m.Rect)
	stddraw.Draw(g, m.Rect, m, m.Rect.Min, stddraw.Src)
	return g
}

// apart counts the px by which two grey pictures can be told apart: those where one is an eighth of the way from black to
// white lighter.
func apart(a, b *image.Gray) (n int) {
	const step = 32
	for i := range a.Pix {
		if d := int(a.Pix[i]) - int(b.Pix[i]); d >= step || -d >= step {
			n++
		}
	}
	return n
}

// small is a deliverable, or a relation of two, at half size without words, in shades of grey.
func small(t *testing.T, theme assets.Theme, r model.Records, marks ...diagram.Mark) *image.Gray {
	t.Helper()
	s := scene.Build(diagram.Build(exporttest.Build(t, r), diagram.Options{Marks: marks}), scene.Options{Theme: theme})
	for i := range s.Groups {
		kept := s.Groups[i].Items[:0]
		for _, it := range s.Groups[i].Items {
			if it.Part != scene.Text && it.Part != scene.SmallText {
				kept = append(kept, it)
			}
		}
		s.Groups[i].Items = kept
	}
	return inGrey(draw(t, s, image.Pt(160, 80), raster.View{Origin: geom.Pt(-160, -80), PPU: 0.5}, raster.Options{}))
}

// TestKindsAndSeveritiesAreToldApartInGreyAtHalfSize is no. 17 of interaction.md §11. What tells them apart has to be as
// large as a mark of 4 × 5 px.
func TestKindsAndSeveritiesAreToldApartInGreyAtHalfSize(t *testing.T) {
	const mark = 40
	box := func(n model.Node) model.Records {
		n.ID, n.Name, n.At = "n", "成果物", model.Place{Set: true}
		return model.Records{Nodes: []model.Node{n}}
	}
	at := func(x int) model.Place { return model.Place{Set: true, X: x} }
	joined := func(r model.Records) model.Records {
		r.Nodes = []model.Node{{ID: "a", Name: "成果物", At: at(-100)}, {ID: "b", Name: "成果物", At: at(100)}}
		return r
	}
	type look struct {
		name    string
		picture *image.Gray
	}
	for _, theme := range assets.Themes() {
		all := func(looks ...look) {
			t.Helper()
			for i, a := range looks {
				for _, b := range looks[:i] {
					assert.GreaterOrEqual(t, apart(a.picture, b.picture), mark, "theme %d: %s and %s", theme, a.name, b.name)
				}
			}
		}
		var kinds []look
		for _, n := range []model.Node{
			{},
			{Kind: model.Intangible},
			{Scope: model.External},
			{Kind: model.Intangible, Scope: model.External},
			{Goal: true},
			{Kind: model.Intangible, Goal: true},
		} {
			kinds = append(kinds, look{fmt.Sprintf("%s %s goal=%t", n.Kind, n.Scope, n.Goal), small(t, theme, box(n))})
		}
		all(kinds...)
		all(
			look{"input", small(t, theme, joined(model.Records{IO: []model.Relation{{Ends: model.IOEnds("a", "b")}}}))},
			look{"sync", small(t, theme, joined(model.Records{Sync: []model.Relation{{Ends: model.SyncEnds("a", "b")}}}))},
			look{"nothing", small(t, theme, joined(model.Records{}))},
		)
		badges := []look{{"no badge", small(t, theme, box(model.Node{}))}}
		for _, s := range []diagram.Severity{diagram.Info, diagram.Low, diagram.Medium, diagram.High, diagram.Error} {
			badges = append(badges, look{fmt.Sprint("severity ", s), small(t, theme, box(model.Node{}), diagram.Mark{At: "n", Severity: s, Count: 1})})
		}
		all(badges...)
	}
}

// TestHalfSizeInGreyLooksAsItDid keeps the pictures, to be looked at.
func TestHalfSizeInGreyLooksAsItDid(t *testing.T) {
	d := golden.Open(t, "raster/grey")
	for theme, name := range map[assets.Theme]string{assets.Light: "light.png", assets.Dark: "dark.png"} {
		s := kinds(t, theme)
		page := s.Page().Grow(16)
		size := image.Pt(int(page.W()/2)+1, int(page.H()/2)+1)
		d.Picture(t, name, inGrey(draw(t, s, size, raster.View{Origin: page.Min, PPU: 0.5}, raster.Options{})))
	}
}
