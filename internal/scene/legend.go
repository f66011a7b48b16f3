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

// legend draws the kinds in use, and no others, in rows below the picture.
func (b *builder) legend() {
	keys := Explained(b.d, b.o.Legend)
	if len(keys) == 0 {
		return
	}
	g := Group{Class: Legend, Title: lang.Text(b.d.Lang, "legend.title")}
	// On whole px, flush with what stands farthest left.
	left := math.Round(b.d.Bounds.Min.X)
	right := max(b.s.Bounds.Max.X, left+legendWide)
	x, y := left, math.Round(b.s.Bounds.Max.Y)+legendGap
	samples := b.samples()
	for _, key := range keys {
		line := typeset.Shape(lang.Text(b.d.Lang, key), typeset.Style{Weight: typeset.Regular, Size: legendSize})
		w := legendSample + 8 + line.Width
		if x > left && x+w > right {
			x, y = left, y+legendRow
		}
		g.Items = append(g.Items, samples[key](geom.R(x, y, x+legendSample, y+16))...)
		g.Items = append(g.Items, Item{
			Part: SmallText, Fill: b.p.Text, Shape: TextLine{line, geom.Pt(x+legendSample+8, y+12)},
		})
		x = math.Round(x + w + legendSpace)
	}
	b.add(g)
	b.s.Bounds = b.s.Bounds.Union(b.s.Groups[len(b.s.Groups)-1].Bounds)
}

// Explained are the names of what a legend explains, in its order: the kinds in use, and no others. There are none where none is wanted.
func Explained(d *diagram.Diagram, c LegendChoice) []string {
	if c == NoLegend {
		return nil
	}
	u := uses(d)
	plain := u == used{tangible: u.tangible, io: u.io}
	if c == AutoLegend && plain {
		return nil
	}
	var keys []string
	for _, k := range []struct {
		in  bool
		key string
	}{
		{u.tangible, "legend.deliverable"},
		{u.intangible, "legend.intangible"},
		{u.external, "legend.external"},
		{u.goal, "legend.goal"},
		{u.io, "legend.io"},
		{u.sync, "legend.sync"},
		{u.area, "legend.area"},
		{u.composite, "legend.composite"},
		{u.assumed, "legend.assumed"},
		{u.ask, "legend.ask"},
	} {
		if k.in {
			keys = append(keys, k.key)
		}
	}
	return keys
}

// samples draw what the legend names.
func (b *builder) samples() map[string]func(geom.Rect) []Item {
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
	return map[string]func(geom.Rect) []Item{
		"legend.deliverable": sample(model.Node{}),
		"legend.intangible":  sample(model.Node{Kind: model.Intangible}),
		"legend.external":    sample(model.Node{Scope: model.External}),
		"legend.goal":        sample(model.Node{Goal: true}),
		"legend.io":          func(r geom.Rect) []Item { return IOItems(line(r), b.p.IO) },
		"legend.sync":        func(r geom.Rect) []Item { return SyncItems(line(r), b.p.Sync) },
		"legend.area":        frame(areaWidth),
		"legend.composite":   frame(compositeWidth),
		"legend.assumed":     ask(false),
		"legend.ask":         ask(true),
	}
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
	for _, s := range d.Stubs {
		u.io = u.io || s.Relation.Kind == model.IO
		u.sync = u.sync || s.Relation.Kind == model.Sync
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
