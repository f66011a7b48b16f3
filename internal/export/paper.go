package export

import (
	"math"

	"seika/internal/geom"
)

// Page is a size of paper. The zero value is a page as large as the picture.
type Page struct {
	W, H   float64 // mm; 0 for as large as the picture
	Turn   Turn
	Margin float64 // mm; 0 is UsualMargin, less than 0 none
}

// Turn says which way paper lies.
type Turn uint8

// The turns.
const (
	AutoTurn Turn = iota // as fits the picture
	Portrait
	Landscape
)

// UsualMargin is in mm.
const UsualMargin = 10.0

// Papers are the sizes with a name, upright, in mm. 16:9 is a screen, and lies.
var papers = []struct {
	name string
	w, h float64
}{
	{"diagram", 0, 0}, {"A4", 210, 297}, {"A3", 297, 420}, {"A2", 420, 594}, {"A1", 594, 841}, {"A0", 841, 1189}, {"Letter", 215.9, 279.4}, {"16:9", 338.67, 190.5},
}

// PageNames lists the sizes that have a name, the usual one first.
func PageNames() []string {
	names := make([]string, len(papers))
	for i, p := range papers {
		names[i] = p.name
	}
	return names
}

// PageNamed finds a size by its name.
func PageNamed(name string) (Page, bool) {
	for _, p := range papers {
		if p.name == name {
			return Page{W: p.w, H: p.h}, true
		}
	}
	return Page{}, false
}

// Px per mm at 96 dpi.
const perMM = 96 / 25.4

// Sheet is the paper a picture of some size goes on: all of it, and what lies inside the margin, in px at 96 dpi.
func (p Page) Sheet(picture geom.Size) (all geom.Size, inner geom.Rect) {
	if p.W <= 0 || p.H <= 0 {
		return picture, geom.R(0, 0, picture.W, picture.H)
	}
	w, h := p.W*perMM, p.H*perMM
	lies := w > h
	if p.Turn == Landscape && !lies || p.Turn == Portrait && lies || p.Turn == AutoTurn && lies != (picture.W > picture.H) {
		w, h = h, w
	}
	margin := p.Margin
	if margin == 0 {
		margin = UsualMargin
	}
	m := math.Min(math.Max(margin, 0)*perMM, math.Min(w, h)/3)
	return geom.Size{W: w, H: h}, geom.R(m, m, w-m, h-m)
}

// Legible is the scale at which a name of 14 px is 5 pt on paper; smaller ones cannot be read.
const Legible = 5 / 0.75 / 14

// Tile is how many pages a picture is spread over. The zero value is one.
type Tile struct {
	Across, Down int
	Auto         bool // the fewest on which letters can be read
}

// Slides says how a model is spread over slides.
type Slides uint8

// The ways.
const (
	AutoSlides  Slides = iota // one that fits, or one as large as the picture where letters would be too small
	FitSlide                  // one, whatever the size of the letters
	PosterSlide               // one as large as the picture
	SlidePerGroup
)
