package scene

import (
	"math"
	"strconv"
	"strings"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/typeset"
)

// Sizes of the list of questions in px at 100 %.
const (
	listGap    = 28
	listSize   = 12
	listLine   = 18
	listWide   = 440 // a column at least; there are as many as the picture is wide
	listIndent = 46  // badge and number
	listSpace  = 28  // between columns
	listRow    = 10  // between rows
	maxColumns = 4
)

// questions writes below the picture what the numbered badges ask, row by row.
func (b *builder) questions() {
	var asked []diagram.Mark
	for _, m := range b.d.Options.Marks {
		if _, ok := b.d.Rect(m.At); ok && m.Number > 0 && m.Question != "" {
			asked = append(asked, m)
		}
	}
	if !b.o.Questions || len(asked) == 0 {
		return
	}
	left, y := math.Round(b.s.Bounds.Min.X), math.Round(b.s.Bounds.Max.Y)+listGap
	columns := int((b.s.Bounds.W() + listSpace) / (listWide + listSpace))
	columns = min(max(columns, 1), maxColumns, len(asked))
	wide := max(listWide, (b.s.Bounds.W()+listSpace)/float64(columns)-listSpace)
	g := Group{Class: Legend}
	deepest := y
	for i, m := range asked {
		if i%columns == 0 {
			y = deepest
		}
		x := left + math.Round(float64(i%columns)*(wide+listSpace))
		items, bottom := b.question(m, geom.Pt(x, y), wide)
		g.Items = append(g.Items, items...)
		deepest = max(deepest, bottom+listRow)
	}
	b.add(g)
	b.s.Bounds = b.s.Bounds.Union(b.s.Groups[len(b.s.Groups)-1].Bounds)
}

// question is an entry of the list, and where it ends.
func (b *builder) question(m diagram.Mark, at geom.Point, wide float64) (items []Item, bottom float64) {
	for _, it := range BadgeItems(m.Severity, b.o.Theme) {
		it.Shape = moved(it.Shape, at.Add(geom.Pt(badgeSize/2+2, listLine/2)))
		items = append(items, it)
	}
	text := func(l typeset.Line, x, y float64) {
		items = append(items, Item{Part: SmallText, Fill: b.p.Text, Shape: TextLine{l, geom.Pt(x, y+listLine-5)}})
	}
	text(typeset.Shape(strconv.Itoa(m.Number), typeset.Style{Weight: typeset.Bold, Size: listSize}), at.X+badgeSize+7, at.Y)
	y := at.Y
	for _, q := range strings.Split(m.Question, "\n") {
		for _, l := range typeset.Wrap(q, typeset.Style{Size: listSize}, wide-listIndent) {
			text(l, at.X+listIndent, y)
			y += listLine
		}
		y += listRow / 2
	}
	return items, y
}
