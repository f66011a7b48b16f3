// Package scene says what is drawn: a diagram with looks, as a closed set of primitives. The screen and every picture
// format are made from it, so they agree. It knows no window and no file, and measures nothing.
//
// Units are px at 100 %, y down. Items marked Fixed keep their size on the screen whatever the zoom.
package scene

import (
	"image/color"
	"math"

	"seika/assets"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/typeset"
	"seika/model"
)

// Scene is a finished picture, back to front. It is immutable.
type Scene struct {
	Title  string    // of the model
	Lang   lang.Lang // of what is written on it
	Bounds geom.Rect // of everything drawn, badges aside
	Paper  color.NRGBA
	Groups []Group

	theme   assets.Theme
	numbers map[model.ID]int
	grid    grid
}

// margin is the paper round a picture in a file, px at 100 %. Badges reach into it.
const margin = 16

// Page is what a file shows of a scene: all of it and a margin, on whole px, so that what is crisp stays so.
func (s *Scene) Page() geom.Rect {
	b := s.Bounds.Grow(margin)
	return geom.R(math.Floor(b.Min.X), math.Floor(b.Min.Y), math.Ceil(b.Max.X), math.Ceil(b.Max.Y))
}

// Group is the drawing of one element.
type Group struct {
	Ref    model.ID // "" for legend and the like
	Class  Class
	Title  string // for readers that show or speak it
	Data   []Attr
	Bounds geom.Rect // of its items, strokes included
	Items  []Item
	Line   []geom.Point // of a relation: the corners of its route
	Ends   [2]string    // of a relation: the names at its ends
}

// Attr is a fact about an element that formats with attributes carry.
type Attr struct{ Name, Value string }

// Class says what kind of element a group draws.
type Class uint8

// The classes, in the order in which they are drawn.
const (
	Frame Class = iota
	Relation
	Box
	Badge
	Number
	Legend
	Overlay
)

// Part says what an item is of its element, for levels of detail and hits.
type Part uint8

// The parts.
const (
	Body      Part = iota // filled outline of a box or frame
	Inner                 // the inner line of a goal
	TitleBar              // of a frame
	Text                  // a name or title
	SmallText             // a tag, a label, a number
	KindMark              // of an intangible deliverable
	AskMark               // of an assumed one, or one with an open question
	Route                 // the line of a relation
	Head                  // an arrow head
	Sign                  // of a badge, inside its shape
	Plate                 // the shape of a badge or number
	Ring                  // selection, hover, drop target
	Handle                // to drag a relation from
	Guide                 // lines that help, ghosts
)

// Item is one primitive.
type Item struct {
	Part   Part
	Shape  Shape
	Fill   color.NRGBA // no fill where its alpha is 0
	Stroke Stroke
	// Fixed items are drawn at their size on the screen: their coordinates count from Anchor, in px of the screen.
	Fixed  bool
	Anchor geom.Point
}

// Stroke is how an outline is drawn. There is none where Width is 0.
type Stroke struct {
	Color color.NRGBA
	Width float64
	Dash  Dash // zero is a solid line
}

// Dash is the length of a dash and of the gap behind it.
type Dash struct{ On, Off float64 }

// Shape is the closed set of primitives: RoundRect, Path, TextLine. A writer is one switch over them.
type Shape interface{ shape() }

// RoundRect is a rectangle with rounded corners.
type RoundRect struct {
	Rect   geom.Rect
	Radius float64
}

// Path is any outline.
type Path struct{ Path geom.Path }

// TextLine is a shaped line of text; At is the left end of its baseline. Its colour is the item's fill.
type TextLine struct {
	Line typeset.Line
	At   geom.Point
}

func (RoundRect) shape() {}
func (Path) shape()      {}
func (TextLine) shape()  {}

// Bounds is the area an item may paint, in px at 100 %; of a Fixed one relative to its anchor.
func (it Item) Bounds() geom.Rect {
	var r geom.Rect
	switch s := it.Shape.(type) {
	case RoundRect:
		r = s.Rect
	case Path:
		r = s.Path.Bounds()
	case TextLine:
		size := s.Line.Style.Size
		// Glyphs may reach a little beyond their em.
		return geom.R(s.At.X-size/4, s.At.Y-size*1.1, s.At.X+s.Line.Width+size/4, s.At.Y+size/2)
	default:
		panic("unknown shape")
	}
	return r.Grow(it.Stroke.Width/2 + 0.5)
}

// Solid is a plain stroke.
func Solid(c color.NRGBA, width float64) Stroke { return Stroke{Color: c, Width: width} }
