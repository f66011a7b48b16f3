package typeset

import (
	"fmt"

	"seika/internal/geom"
)

// The box of a character that no font has, in em.
const (
	boxSide   = 0.06 // free to the left and right
	boxTop    = -0.84
	boxBottom = 0.08
	boxPen    = 0.045
	boxRoom   = 0.04 // between frame and digits
)

// codeBox draws a frame one em wide with the code of the character in two rows of hexadecimal digits.
func codeBox(r rune) geom.Path {
	outer := geom.R(boxSide, boxTop, 1-boxSide, boxBottom)
	frame := geom.RoundRect(outer, 0)
	frame = append(frame, hole(outer.Grow(-boxPen))...)

	code := fmt.Sprintf("%04X", uint32(r))
	if len(code) > 4 {
		code = fmt.Sprintf("%06X", uint32(r))
	}
	in := outer.Grow(-boxPen - boxRoom)
	columns := len(code) / 2
	cell := geom.Size{W: in.W() / float64(columns), H: in.H() / 2}
	for i, digit := range code {
		corner := geom.Pt(in.Min.X+float64(i%columns)*cell.W, in.Min.Y+float64(i/columns)*cell.H)
		frame = append(frame, digitIn(digit, geom.Rect{Min: corner, Max: corner.Add(geom.Pt(cell.W, cell.H))})...)
	}
	return frame
}

// digitIn fits a digit into a cell with a little air round it.
func digitIn(digit rune, cell geom.Rect) geom.Path {
	const (
		air      = 0.1  // of the cell, on each side
		tallness = 0.76 // em, height of a digit
		wideness = 0.6  // em, width of the widest digit
	)
	g := newText(string(digit)).shape(Bold)[0]
	scale := min(cell.W()*(1-2*air)/wideness, cell.H()*(1-2*air)/tallness)
	glyph := Outline(g.face, g.id)
	middle := glyph.Bounds().Center()
	return glyph.Map(func(p geom.Point) geom.Point { return p.Sub(middle).Mul(scale).Add(cell.Center()) })
}

// hole is a rectangle drawn the other way round, so that it stays empty inside another.
func hole(r geom.Rect) geom.Path {
	var p geom.Path
	p.MoveTo(r.Min)
	p.LineTo(geom.Pt(r.Min.X, r.Max.Y))
	p.LineTo(r.Max)
	p.LineTo(geom.Pt(r.Max.X, r.Min.Y))
	p.Close()
	return p
}
