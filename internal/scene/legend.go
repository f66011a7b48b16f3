package scene

import (
	"math"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/typeset"
	"seika/model"
)

// LegendChoice says whether a legend is drawn.
type LegendChoice uint8

// The choices.
const (
	NoLegend LegendChoice = iota
	ShowLegend
	AutoLegend // where anything but deliverables and inputs appears
)

// Sizes of the legend in px at 100 %.
const (
	legendGap    = 28 // below the picture
	legendSample = 34
	legendRow    = 24
	legendSize   = 11
	legendSpace  = 22 // between entries
	legendWide   = 420
)

// entry is a line of the legend: a sample of what is drawn, and its name.
type entry struct {
	key  string
	draw func(geom.Rect) []Item
}

// legend draws the kinds in use, and no others, in rows below the picture.
func (b *builder) legend() {
	if b.o.Legend == NoLegend {
		return
	}
	entries := b.entries()
	plain := true
	for _, e := range entries {
		plain = plain && (e.key == "legend.deliverable" || e.key == "legend.io")
	}
	if b.o.Legend == AutoLegend && plain || len(entries) == 0 {
		return
	}
	g := Group{Class: Legend, Title: lang.Text(b.d.Lang, "legend.title")}
	// On whole px, flush with what stands farthest left.
	left := math.Round(b.d.Bounds.Min.X)
	right := max(b.s.Bounds.Max.X, left+legendWide)
	x, y := left, math.Round(b.s.Bounds.Max.Y)+legendGap
	for _, e := range entries {
		line := typeset.Shape(lang.Text(b.d.Lang, e.key), typeset.Style{Weight: typeset.Regular, Size: legendSize})
		w := legendSample + 8 + line.Width
		if x > left && x+w > right {
			x, y = left, y+legendRow
		}
		g.Items = append(g.Items, e.draw(geom.R(x, y, x+legendSample, y+16))...)
		g.Items = append(g.Items, Item{
			Part: SmallText, Fill: b.p.Text, Shape: TextLine{line, geom.Pt(x+legendSample+8, y+12)},
		})
		x = math.Round(x + w + legendSpace)
	}
	b.add(g)
	b.s.Bounds = b.s.Bounds.Union(b.s.Groups[len(b.s.Groups)-1].Bounds)
}

func (b *builder) entries() []entry {
	var list []entry
	add := func(in bool, key string, draw func(geom.Rect) []Item) {
		if in {
			list = append(list, entry{key, draw})
		}
	}
	sample := func(n model.Node) func(geom.Rect) []Item {
		return func(r geom.Rect) []Item {
			items := boxItems(r, n, b.look(n), 0)
			kept := items[:0]
			for _, it := range items {
				if it.Part != KindMark && it.Part != AskMark { // too large for a sample; drawn apart below
					kept = append(kept, it)
				}
			}
			if n.Kind == model.Intangible {
				kept = append(kept, Item{Part: KindMark, Shape: Path{thought(r.Center().Sub(geom.Pt(5, 5)))}, Fill: b.look(n).line})
			}
			return kept
		}
	}
	ask := func(asked bool) func(geom.Rect) []Item {
		return func(r geom.Rect) []Item {
			return askMark(r.Center().Sub(geom.Pt(5, 5)), asked, b.look(model.Node{}))
		}
	}
	line := func(r geom.Rect) []geom.Point {
		return []geom.Point{geom.Pt(r.Min.X, r.Center().Y), geom.Pt(r.Max.X, r.Center().Y)}
	}
	frame := func(width float64) func(geom.Rect) []Item {
		return func(r geom.Rect) []Item {
			return []Item{
				{Part: Body, Shape: RoundRect{Rect: r}, Stroke: Solid(b.p.Frame, width)},
				{Part: TitleBar, Shape: RoundRect{Rect: geom.R(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+6)}, Fill: b.p.TitleBar, Stroke: Solid(b.p.Frame, width)},
			}
		}
	}
	u := uses(b.d)
	add(u.tangible, "legend.deliverable", sample(model.Node{}))
	add(u.intangible, "legend.intangible", sample(model.Node{Kind: model.Intangible}))
	add(u.external, "legend.external", sample(model.Node{Scope: model.External}))
	add(u.goal, "legend.goal", sample(model.Node{Goal: true}))
	add(u.io, "legend.io", func(r geom.Rect) []Item { return IOItems(line(r), b.p.IO) })
	add(u.sync, "legend.sync", func(r geom.Rect) []Item { return SyncItems(line(r), b.p.Sync) })
	add(u.area, "legend.area", frame(areaWidth))
	add(u.composite, "legend.composite", frame(compositeWidth))
	add(u.assumed, "legend.assumed", ask(false))
	add(u.ask, "legend.ask", ask(true))
	return list
}

// used says which kinds appear.
type used struct {
	tangible, intangible, external, goal, assumed, ask bool
	io, sync, area, composite                          bool
}

func uses(d *diagram.Diagram) used {
	var u used
	mark := func(c model.Confidence, ask string) {
		u.ask = u.ask || ask != ""
		u.assumed = u.assumed || c == model.Assumed && ask == ""
	}
	for _, b := range d.Boxes {
		n := b.Node
		plain := n.Kind == model.Tangible && n.Scope == model.Internal && !n.Goal
		u.tangible = u.tangible || plain
		u.intangible = u.intangible || n.Kind == model.Intangible
		u.external = u.external || n.Scope == model.External
		u.goal = u.goal || n.Goal
		mark(n.Confidence, n.Ask)
	}
	for _, l := range d.Links {
		u.io = u.io || l.Relation.Kind == model.IO
		u.sync = u.sync || l.Relation.Kind == model.Sync
		mark(l.Relation.Confidence, l.Relation.Ask)
	}
	for _, f := range d.Frames {
		u.area = u.area || f.Group.Kind == model.Area
		u.composite = u.composite || f.Group.Kind == model.Composite
	}
	return u
}
