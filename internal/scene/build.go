package scene

import (
	"image/color"
	"maps"
	"math"
	"slices"
	"strconv"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/typeset"
	"seika/model"
)

// Sizes at 100 %, in px.
const (
	lineWidth      = 1.5
	corner         = 6
	cornerSoft     = 18 // of an intangible deliverable
	doubleGap      = lineWidth + 2
	bend           = 6 // radius where a line turns
	headLong       = 9
	headWide       = 7
	openHead       = 9
	areaWidth      = 1
	compositeWidth = 2
)

// The dashes: of an intangible box, of a sync line.
var (
	boxDash  = Dash{7, 4}
	syncDash = Dash{6, 4}
)

// Options say how a diagram is drawn.
type Options struct {
	Theme  assets.Theme
	Legend LegendChoice
	// Questions of numbered badges are written out below the picture.
	Questions bool
	Numbers   map[model.ID]int    // handle numbers to show
	Faded     func(model.ID) bool // elements to draw at a quarter of their strength; nil for none
	Only      map[model.ID]bool   // elements to draw, as in a preview over a picture of the rest; nil for all
}

func (o Options) draws(id model.ID) bool { return o.Only == nil || o.Only[id] }

// Build draws a diagram.
func Build(d *diagram.Diagram, o Options) *Scene {
	p := o.Theme.Palette()
	b := builder{d: d, o: o, p: p, s: &Scene{Title: d.Title(), Lang: d.Lang, Paper: p.Paper, theme: o.Theme, numbers: o.Numbers}, natures: map[nature][]Attr{}}
	if o.Only == nil {
		b.s.Groups = make([]Group, 0, len(d.Frames)+len(d.Links)+len(d.Boxes)+len(d.Options.Marks)+len(o.Numbers)+1)
	}
	for i := range d.Frames {
		if f := &d.Frames[i]; o.draws(f.Group.ID) {
			b.frame(*f)
		}
	}
	for _, kind := range []model.RelationKind{model.IO, model.Sync} {
		for i := range d.Links {
			if l := &d.Links[i]; l.Relation.Kind == kind && (o.Only == nil || o.draws(l.Relation.ID())) {
				b.link(*l)
			}
		}
	}
	for i := range d.Stubs {
		b.stub(&d.Stubs[i])
	}
	for i := range d.Boxes {
		if x := &d.Boxes[i]; o.draws(x.Node.ID) {
			b.box(*x)
		}
	}
	for _, g := range b.s.Groups {
		b.s.Bounds = b.s.Bounds.Union(g.Bounds)
	}
	b.legend()
	b.questions()
	for _, m := range d.Options.Marks {
		if o.draws(m.At) {
			b.mark(m)
		}
	}
	if len(o.Numbers) > 0 {
		for i := range d.Boxes {
			x := &d.Boxes[i]
			if n, ok := o.Numbers[x.Node.ID]; ok && o.draws(x.Node.ID) {
				b.number(*x, n)
			}
		}
	}
	b.s.grid = newGrid(b.s.Groups)
	return b.s
}

// Update draws a diagram which differs from the one that s was built of, with the same options, in where some elements stand
// and in nothing else; ids are those, as diagram.Update lists them. It gives what Build gives, but looks only at them.
func (s *Scene) Update(d *diagram.Diagram, o Options, ids []model.ID) *Scene {
	if o.Legend != NoLegend || o.Questions || o.Only != nil || o.Theme != s.theme || !maps.Equal(o.Numbers, s.numbers) {
		return Build(d, o)
	}
	some := o
	some.Only = make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		some.Only[id] = true
	}
	next, part := *s, Build(d, some).Groups
	next.Groups, next.Bounds = slices.Clone(s.Groups), geom.Rect{}
	next.grid.large = slices.Clone(s.grid.large)
	for i := range next.Groups {
		g := &next.Groups[i]
		if some.Only[g.Ref] {
			if len(part) == 0 || part[0].Ref != g.Ref || part[0].Class != g.Class {
				return Build(d, o) // more than places differs
			}
			*g, part = part[0], part[1:]
			next.grid.large = append(next.grid.large, int32(i)) // it may have left its squares
		}
		if g.Class <= Box {
			next.Bounds = next.Bounds.Union(g.Bounds)
		}
	}
	if len(part) > 0 {
		return Build(d, o)
	}
	return &next
}

type builder struct {
	d       *diagram.Diagram
	o       Options
	p       assets.Palette
	s       *Scene
	natures map[nature][]Attr
}

// add closes a group: bounds, fading.
func (b *builder) add(g Group) {
	faded := b.o.Faded != nil && g.Ref != "" && b.o.Faded(g.Ref)
	for i := range g.Items {
		if faded {
			fade(&g.Items[i])
		}
		r := g.Items[i].Bounds()
		if g.Items[i].Fixed {
			r = r.Add(g.Items[i].Anchor)
		}
		g.Bounds = g.Bounds.Union(r)
	}
	b.s.Groups = append(b.s.Groups, g)
}

func fade(it *Item) {
	it.Fill.A /= 4
	it.Stroke.Color.A /= 4
}

func (b *builder) frame(f diagram.Frame) {
	width := float64(areaWidth)
	if f.Group.Kind == model.Composite {
		width = compositeWidth
	}
	outline := Solid(b.p.Frame, width)
	g := Group{Ref: f.Group.ID, Class: Frame, Title: f.Group.Name, Data: []Attr{{"kind", word(model.GroupKindWords, string(f.Group.Kind))}}}
	g.Items = append(g.Items,
		Item{Part: Body, Shape: RoundRect{Rect: f.Rect}, Stroke: outline},
		Item{Part: TitleBar, Shape: RoundRect{Rect: f.Bar}, Fill: b.p.TitleBar, Stroke: outline},
		b.text(Text, f.Title, b.p.Text),
	)
	b.add(g)
}

func word(words []model.Word, value string) string {
	for _, w := range words {
		if w.Value == value {
			return w.EN
		}
	}
	return value
}

func (b *builder) text(part Part, t diagram.Text, c color.NRGBA) Item {
	return Item{Part: part, Shape: TextLine{t.Line, t.At}, Fill: c}
}

func (b *builder) box(x diagram.Box) {
	n := x.Node
	look := b.look(n)
	g := Group{Ref: n.ID, Class: Box, Title: n.Name, Data: b.data(n)}
	g.Items = boxItems(x.Rect, n, look, len(x.Lines)+len(x.Tags))
	for _, t := range x.Lines {
		c := look.text
		if t.Dim {
			c = b.p.ExternalText
		}
		g.Items = append(g.Items, b.text(Text, t, c))
	}
	for _, t := range x.Tags {
		g.Items = append(g.Items, b.text(SmallText, t, look.text))
	}
	b.add(g)
}

// The facts about relations; shared, as nobody changes them.
var (
	ioData   = []Attr{{"kind", "io"}}
	syncData = []Attr{{"kind", "sync"}}
)

// nature is what a deliverable is, as far as pictures tell.
type nature struct {
	kind  model.Kind
	scope model.Scope
	goal  bool
}

// data is the facts about a deliverable, shared by all like it.
func (b *builder) data(n model.Node) []Attr {
	k := nature{n.Kind, n.Scope, n.Goal}
	if d, ok := b.natures[k]; ok {
		return d
	}
	d := []Attr{{"kind", word(model.KindWords, string(n.Kind))}, {"scope", word(model.ScopeWords, string(n.Scope))}}
	if n.Goal {
		d = append(d, Attr{"goal", "true"})
	}
	b.natures[k] = d
	return d
}

// look is the colours of a box.
type look struct{ fill, line, text, paper color.NRGBA }

func (b *builder) look(n model.Node) look {
	l := look{b.p.Box, b.p.BoxLine, b.p.Text, b.p.Paper}
	if n.Kind == model.Intangible {
		l.fill = b.p.Intangible
	}
	if n.Scope == model.External {
		l.line, l.text = b.p.ExternalLine, b.p.ExternalText
	}
	return l
}

// boxItems draws a box without its texts, for which it leaves room; the legend shows the same.
func boxItems(r geom.Rect, n model.Node, l look, texts int) []Item {
	radius, dash := float64(corner), Dash{}
	if n.Kind == model.Intangible {
		radius, dash = cornerSoft, boxDash
	}
	in := diagram.Inset(n)
	body := RoundRect{r, math.Min(radius, r.H()/2)}
	items := make([]Item, 0, 2+texts)
	items = append(items, Item{Part: Body, Shape: body, Fill: l.fill, Stroke: Stroke{l.line, lineWidth, dash.closing(body)}})
	if n.Goal {
		inner := RoundRect{r.Grow(-doubleGap), math.Max(0, body.Radius-doubleGap)}
		items = append(items, Item{Part: Inner, Shape: inner, Stroke: Stroke{l.line, lineWidth, dash.closing(inner)}})
	}
	if n.Kind == model.Intangible {
		items = append(items, Item{Part: KindMark, Shape: Path{thought(r.Min.Add(in))}, Fill: l.line})
	}
	if n.Confidence == model.Assumed || n.Ask != "" {
		at := r.Max.Sub(in).Sub(geom.Pt(diagram.MarkSize, diagram.MarkSize))
		items = append(items, askMark(at, n.Ask != "", l)...)
	}
	return items
}

// closing stretches dashes so that they close round an outline without a stub, in every format alike.
func (d Dash) closing(r RoundRect) Dash {
	period := d.On + d.Off
	if period <= 0 {
		return d
	}
	length := 2*(r.Rect.W()+r.Rect.H()) - (8-2*math.Pi)*r.Radius
	k := length / math.Max(1, math.Round(length/period)) / period
	return Dash{d.On * k, d.Off * k}
}

// number draws the handle of a box: a plate at its lower left corner, the same size at any zoom.
func (b *builder) number(x diagram.Box, n int) {
	line := typeset.Shape(strconv.Itoa(n), typeset.Style{Weight: typeset.Bold, Size: 11})
	anchor := geom.Pt(x.Rect.Min.X, x.Rect.Max.Y)
	w := math.Max(16, line.Width+8)
	plate := geom.R(-6, -10, -6+w, 6)
	b.add(Group{Ref: x.Node.ID, Class: Number, Items: []Item{
		{Part: Plate, Shape: RoundRect{plate, 4}, Fill: b.p.Text, Fixed: true, Anchor: anchor},
		{
			Part: SmallText, Fixed: true, Anchor: anchor, Fill: b.p.Paper,
			Shape: TextLine{line, geom.Pt(plate.Center().X-line.Width/2, plate.Center().Y+4)},
		},
	}})
}

// Of is a picture of drawings that are no diagram's.
func Of(t assets.Theme, title string, groups []Group) *Scene {
	s := &Scene{Title: title, Paper: t.Palette().Paper, theme: t}
	for _, g := range groups {
		for i := range g.Items {
			g.Bounds = g.Bounds.Union(g.Items[i].Bounds())
		}
		s.Bounds = s.Bounds.Union(g.Bounds)
		s.Groups = append(s.Groups, g)
	}
	s.grid = newGrid(s.Groups)
	return s
}
