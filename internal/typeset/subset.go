package typeset

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// Char is a character that a subset shows: with a variation selector or without, as the glyph of that place, from 1.
type Char struct {
	Rune, Selector rune // Selector 0 is none
	Glyph          int
}

// Width is the advance of a glyph in em; of FaceMissing it is 1.
func Width(f Face, id uint32) float64 {
	if f == FaceMissing {
		return 1
	}
	g := f.load().glyphs
	return float64(g.bearings.Advance(tables.GlyphID(id))) / g.upem
}

// Subset is a TrueType file with some glyphs of a face, in that order from 1, and glyph 0 before them. It has no hints and no
// rules for setting text. With chars it also says which characters are which glyphs, as a page of the web needs it; of two
// glyphs for a character the first counts.
func Subset(f Face, ids []uint32, chars []Char) []byte {
	ttf, g := FontFile(f), f.load().glyphs
	ids = append([]uint32{0}, ids...)
	var glyf, loca, hmtx []byte
	for _, id := range ids {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = pad(g.unhinted(glyf, id))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(g.bearings.Advance(tables.GlyphID(id))))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(g.bearings.SideBearing(tables.GlyphID(id))))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	changed := func(name string, at int, v uint16) []byte {
		t := slices.Clone(table(ttf, name))
		binary.BigEndian.PutUint16(t[at:], v)
		return t
	}
	parts := map[string][]byte{
		"glyf": glyf, "loca": loca, "hmtx": hmtx,
		"head": changed("head", locaFormat, 1),
		"hhea": changed("hhea", metricCount, uint16(len(ids))),
		"maxp": changed("maxp", glyphCount, uint16(len(ids))),
	}
	if chars != nil {
		parts["cmap"] = cmapOf(chars)
		parts["OS/2"], parts["name"] = table(ttf, "OS/2"), table(ttf, "name")
		parts["post"] = append([]byte{0, 3, 0, 0}, make([]byte, 28)...) // no names of glyphs
	}
	var all []opentype.Table
	for name, content := range parts {
		all = append(all, opentype.Table{Tag: opentype.MustNewTag(name), Content: pad(slices.Clip(content))})
	}
	slices.SortFunc(all, func(a, b opentype.Table) int { return cmp.Compare(a.Tag, b.Tag) })
	return opentype.WriteTTF(all)
}

func pad(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// unhinted appends the data of a glyph without its instructions. The glyph must not be made of others; ours are not.
func (g *glyphs) unhinted(to []byte, id uint32) []byte {
	if uint64(id)+1 >= uint64(len(g.at)) {
		return to
	}
	data := g.glyf[g.at[id]:g.at[id+1]]
	if len(data) < glyphHead {
		return to
	}
	contours := int(int16(binary.BigEndian.Uint16(data)))
	if contours < 0 {
		panic("a glyph of our own font is made of others")
	}
	ends := glyphHead + 2*contours
	if contours == 0 {
		return to
	}
	hints := int(binary.BigEndian.Uint16(data[ends:]))
	to = append(append(to, data[:ends]...), 0, 0)
	return append(to, data[ends+2+hints:]...)
}

// cmapOf is a table of characters: format 12 for those alone, format 14 for those with a selector.
func cmapOf(chars []Char) []byte {
	var alone, varied []Char
	for _, c := range chars {
		if c.Selector == 0 {
			alone = append(alone, c)
		} else {
			varied = append(varied, c)
		}
	}
	byChar := func(a, b Char) int {
		return cmp.Or(cmp.Compare(a.Selector, b.Selector), cmp.Compare(a.Rune, b.Rune))
	}
	once := func(list []Char) []Char {
		slices.SortStableFunc(list, byChar)
		return slices.CompactFunc(list, func(a, b Char) bool { return byChar(a, b) == 0 })
	}
	plain, variants := groups12(once(alone)), selectors14(once(varied))
	u16, u32 := binary.BigEndian.AppendUint16, binary.BigEndian.AppendUint32
	n, at := uint16(1), uint32(4+8)
	if variants != nil {
		n, at = 2, 4+2*8
	}
	b := u16(u16(nil, 0), n)
	if variants != nil {
		b = u32(u16(u16(b, 0), 5), at+uint32(len(plain))) // Unicode, variation sequences
	}
	b = u32(u16(u16(b, 3), 10), at) // Windows, all of Unicode
	return append(append(b, plain...), variants...)
}

func groups12(list []Char) []byte {
	u16, u32 := binary.BigEndian.AppendUint16, binary.BigEndian.AppendUint32
	b := u32(u16(u16(nil, 12), 0), uint32(16+12*len(list)))
	b = u32(u32(b, 0), uint32(len(list)))
	for _, c := range list {
		b = u32(u32(u32(b, uint32(c.Rune)), uint32(c.Rune)), uint32(c.Glyph))
	}
	return b
}

// selectors14 is nil for an empty list.
func selectors14(list []Char) []byte {
	if len(list) == 0 {
		return nil
	}
	u16, u32 := binary.BigEndian.AppendUint16, binary.BigEndian.AppendUint32
	u24 := func(b []byte, v uint32) []byte { return append(b, byte(v>>16), byte(v>>8), byte(v)) }
	var by [][]Char
	for _, c := range list {
		if n := len(by); n > 0 && by[n-1][0].Selector == c.Selector {
			by[n-1] = append(by[n-1], c)
		} else {
			by = append(by, []Char{c})
		}
	}
	const record = 11
	var heads, rows []byte
	start := uint32(10 + record*len(by))
	for _, cs := range by {
		heads = u32(u32(u24(heads, uint32(cs[0].Selector)), 0), start+uint32(len(rows)))
		rows = u32(rows, uint32(len(cs)))
		for _, c := range cs {
			rows = u16(u24(rows, uint32(c.Rune)), uint16(c.Glyph))
		}
	}
	b := u32(u32(u16(nil, 14), start+uint32(len(rows))), uint32(len(by)))
	return append(append(b, heads...), rows...)
}
