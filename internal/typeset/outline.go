package typeset

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"

	"seika/internal/geom"
)

// A font taken apart holds every point of every glyph, three times the size of its file, and text needs some hundred glyphs.
// So the shaper gets a font whose glyphs know their size only, and an outline is read from the file when it is asked for.

// glyphs is where the outlines of a font are, as parts of its file. Any goroutine may use it.
type glyphs struct {
	glyf     []byte
	at       []uint32 // where each glyph begins in glyf, and the end
	bearings tables.Hmtx
	upem     float64
}

// Offsets and sizes of the TrueType format, bytes.
const (
	locaFormat  = 50 // in head; 1 says that loca holds 32 bits each
	unitsPerEm  = 18 // in head
	metricCount = 34 // in hhea
	glyphCount  = 4  // in maxp
	glyphHead   = 10 // contours, box round them
)

func openGlyphs(ttf []byte) (*glyphs, error) {
	head := table(ttf, "head")
	n := int(binary.BigEndian.Uint16(table(ttf, "maxp")[glyphCount:]))
	measured := int(binary.BigEndian.Uint16(table(ttf, "hhea")[metricCount:]))
	g := &glyphs{glyf: table(ttf, "glyf"), upem: float64(binary.BigEndian.Uint16(head[unitsPerEm:]))}
	var err error
	if g.bearings, _, err = tables.ParseHmtx(table(ttf, "hmtx"), measured, n-measured); err != nil {
		return nil, err
	}
	g.at, err = tables.ParseLoca(table(ttf, "loca"), n, binary.BigEndian.Uint16(head[locaFormat:]) == 1)
	return g, err
}

// table is a part of a TrueType file; nil if it has none of that name. Parts are clipped: who writes a font appends to them.
func table(ttf []byte, name string) []byte {
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		if e := ttf[12+16*i:]; string(e[:4]) == name {
			from := binary.BigEndian.Uint32(e[8:])
			return slices.Clip(ttf[from : from+binary.BigEndian.Uint32(e[12:])])
		}
	}
	return nil
}

// hollow is the font with the outlines taken out. Advances, boxes round glyphs and all rules for setting them stay.
func (g *glyphs) hollow(ttf []byte) []byte {
	var glyf []byte
	loca := make([]byte, 0, 4*len(g.at))
	for i, from := range g.at {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if i+1 < len(g.at) && from < g.at[i+1] {
			glyf = append(glyf, 0, 0) // no contours
			glyf = append(glyf, g.glyf[from+2:from+glyphHead]...)
			glyf = append(glyf, 0, 0) // no instructions
		}
	}
	var all []opentype.Table
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		name := string(ttf[12+16*i:][:4])
		t := opentype.Table{Tag: opentype.MustNewTag(name), Content: table(ttf, name)}
		switch name {
		case "glyf":
			t.Content = slices.Clip(glyf)
		case "loca":
			t.Content = loca
		case "head":
			t.Content = slices.Clone(t.Content)
			binary.BigEndian.PutUint16(t.Content[locaFormat:], 1)
		}
		all = append(all, t)
	}
	return opentype.WriteTTF(all)
}

// outline is the shape of a glyph in em, as Outline has it. The glyph must not be made of others; ours are not.
func (g *glyphs) outline(id uint32) geom.Path {
	if uint64(id)+1 >= uint64(len(g.at)) || g.at[id] == g.at[id+1] {
		return nil
	}
	glyph, _, err := tables.ParseGlyph(g.glyf[g.at[id]:g.at[id+1]])
	shape, simple := glyph.Data.(tables.SimpleGlyph)
	if err != nil || !simple {
		panic(fmt.Sprintf("glyph %d of our own font cannot be read: %v", id, err))
	}
	// The bearing says where the left edge is, whatever the points say.
	left := int(glyph.XMin) - int(g.bearings.SideBearing(tables.GlyphID(id)))
	var path geom.Path
	from := 0
	for _, end := range shape.EndPtsOfContours {
		run := make([]point, 0, int(end)+1-from)
		for _, q := range shape.Points[from : int(end)+1] {
			run = append(run, point{geom.Pt(float64(int(q.X)-left), -float64(q.Y)), q.Flag&1 != 0})
		}
		contour(&path, run, g.upem)
		from = int(end) + 1
	}
	return path
}

// point is a point of a contour, in units of the font. Those that are not on it bend it; between two of them lies one on it.
type point struct {
	geom.Point
	on bool
}

// contour draws a closed run of points. Halving comes before dividing, so that it is exact.
func contour(path *geom.Path, run []point, upem float64) {
	em := func(p geom.Point) geom.Point { return geom.Pt(p.X/upem, p.Y/upem) }
	n := len(run)
	if n == 0 {
		return
	}
	first, rest := run[0].Point, run[1:]
	if !run[0].on {
		second := run[1%n]
		first, rest = second.Point, append(run[min(2, n):n:n], run[0])
		if !second.on {
			first, rest = run[0].Lerp(second.Point, 0.5), append(run[1:n:n], run[0])
		}
	}
	path.MoveTo(em(first))
	var bend *point
	for i, p := range append(rest[:len(rest):len(rest)], point{first, true}) {
		switch {
		case p.on && bend == nil:
			path.LineTo(em(p.Point))
		case p.on:
			path.QuadTo(em(bend.Point), em(p.Point))
			bend = nil
		default:
			if bend != nil {
				path.QuadTo(em(bend.Point), em(bend.Lerp(p.Point, 0.5)))
			}
			bend = &rest[i]
		}
	}
	path.Close()
}
