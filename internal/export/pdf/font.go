package pdf

import (
	"crypto/sha256"
	"fmt"
	"math"
	"strconv"
	"strings"

	"seika/internal/typeset"
)

// face is the part of a font that a file uses. A glyph that stands for different texts has a code for each, so that what
// readers copy or find is what was typed.
type face struct {
	face   typeset.Face
	res    int // number of the object
	codes  map[said]int
	glyphs map[uint32]int // glyph → place in the subset, from 1
	ids    []uint32       // by place
	places []int          // by code
	texts  []string       // by code
	widths []float64      // by code, in thousandths of an em
}

// said is a glyph and what it says.
type said struct {
	glyph uint32
	text  string
}

func newFace(f typeset.Face, res int) *face {
	return &face{
		face: f, res: res, codes: map[said]int{}, glyphs: map[uint32]int{},
		places: []int{0}, texts: []string{""}, widths: []float64{0}, // code 0 is a sign that is missing
	}
}

// code is how a glyph with its text is written.
func (f *face) code(glyph uint32, text string) int {
	k := said{glyph, text}
	if c, ok := f.codes[k]; ok {
		return c
	}
	place, ok := f.glyphs[glyph]
	if !ok {
		f.ids = append(f.ids, glyph)
		place = len(f.ids)
		f.glyphs[glyph] = place
	}
	c := len(f.places)
	f.codes[k] = c
	f.places = append(f.places, place)
	f.texts = append(f.texts, text)
	f.widths = append(f.widths, math.Round(typeset.Width(f.face, glyph)*1e5)/100)
	return c
}

// names are those of the fonts inside a PDF.
var names = map[typeset.Face]string{
	typeset.FaceRegular: "BIZUDPGothic-Regular", typeset.FaceBold: "BIZUDPGothic-Bold", typeset.FaceFallback: "SeikaFallback-Regular",
}

// write writes the objects of the font.
func (f *face) write(out *file) {
	ttf := typeset.Subset(f.face, f.ids, nil)
	sum := sha256.Sum256(ttf)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	name := string(tag) + "+" + names[f.face]
	data := out.addStream(fmt.Sprintf("/Length1 %d", len(ttf)), ttf)
	style := typeset.Style{Size: 1000}
	descriptor := out.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-500 -500 2000 1500]/ItalicAngle 0/Ascent %.0f/Descent %.0f/CapHeight 700/StemV 80/FontFile2 %d 0 R>>",
		name, typeset.Ascent(style), -typeset.Descent(style), data))
	gids := make([]byte, 0, 2*len(f.places))
	var widths strings.Builder
	for c, place := range f.places {
		gids = append(gids, byte(place>>8), byte(place))
		if c > 0 {
			widths.WriteString(" " + strconv.FormatFloat(f.widths[c], 'f', -1, 64))
		}
	}
	toGlyph := out.addStream("", gids)
	cid := out.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[1[%s]]/CIDToGIDMap %d 0 R>>",
		name, descriptor, strings.TrimPrefix(widths.String(), " "), toGlyph))
	unicode := out.addStream("", []byte(f.toUnicode()))
	out.object(f.res, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, cid, unicode))
}

// toUnicode says what each code stands for.
func (f *face) toUnicode() string {
	var rows []string
	for c, t := range f.texts {
		if t == "" {
			continue
		}
		var b strings.Builder
		fmt.Fprintf(&b, "<%04X><", c)
		writeUTF16(&b, t)
		b.WriteString(">\n")
		rows = append(rows, b.String())
	}
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	const most = 100 // entries of one block
	for len(rows) > 0 {
		n := min(most, len(rows))
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", n, strings.Join(rows[:n], ""))
		rows = rows[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return b.String()
}
