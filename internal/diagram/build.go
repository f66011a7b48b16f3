package diagram

import (
	"context"
	"fmt"
	"slices"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/typeset"
	"seika/model"
	"seika/model/edit"
)

// Build makes the picture of a graph. A deliverable without a place stands at the origin; see Arrange.
func Build(g *model.Graph, o Options) *Diagram {
	d, err := BuildUntil(context.Background(), g, o)
	if err != nil {
		panic(err) // nobody stops it
	}
	return d
}

// BuildUntil is Build until it is told to stop.
func BuildUntil(ctx context.Context, g *model.Graph, o Options) (*Diagram, error) {
	s := survey(g, o)
	routes, err := layout.RoutesUntil(ctx, &s.plan, o.Routing)
	if err != nil {
		return nil, err
	}
	return s.diagram(routes), nil
}

// Update is the picture after a change. With Careful routing it is what Build gives. With Quick, for previews, lines of boxes
// that stay where they are keep their routes from d; with Near, right after an edit, so do all that the change does not
// touch, and the others are led round boxes. Where nothing differs that lines are led by, careful routes stay, and stay
// careful. ids lists the elements that look different.
func (d *Diagram) Update(g *model.Graph, r layout.Routing) (next *Diagram, ids []model.ID) {
	o := d.Options
	o.Routing = r
	if r != layout.Careful {
		if next, ids, ok := d.moved(g, r); ok {
			return next, ids
		}
	}
	s := survey(g, o)
	if s.stands(d) {
		s.opts.Routing = layout.Careful
		next = s.diagram(d.routes())
		return next, d.differing(next)
	}
	if r == layout.Careful {
		next = s.diagram(layout.Routes(&s.plan, r))
		return next, d.differing(next)
	}
	was := map[model.Ends]layout.Route{}
	for _, l := range d.Links {
		was[l.Relation.Ends] = l.Route
	}
	routes := make([]layout.Route, len(s.links)) // as they were; without points where new
	for i, rel := range s.links {
		routes[i] = was[rel.Ends]
	}
	if r == layout.Near {
		routes, _ = layout.Reroute(&s.plan, routes, s.moved(d), r)
	} else {
		s.quicken(routes, d)
	}
	next = s.diagram(routes)
	return next, d.differing(next)
}

// stands says that d has careful lines and that nothing they were led by differs: boxes, areas and their titles, who is joined to whom,
// labels.
func (s *plan) stands(d *Diagram) bool {
	if d.Options.Routing != layout.Careful || d.Graph.Meta().Direction != s.graph.Meta().Direction {
		return false
	}
	frames := layout.Frames(&s.plan)
	i := -1
	return slices.EqualFunc(s.boxes, d.Boxes, func(a, b Box) bool {
		return a.Node.ID == b.Node.ID && a.Node.In == b.Node.In && a.Rect == b.Rect
	}) && slices.EqualFunc(s.groups, d.Frames, func(p model.Group, f Frame) bool {
		i++
		return p.ID == f.Group.ID && p.In == f.Group.In && frames[i] == f.Rect && s.plan.Groups[i].Title == titleRoom(f.Title.Line)
	}) && slices.EqualFunc(s.links, d.Links, func(r model.Relation, l Link) bool {
		return r.Ends == l.Relation.Ends && r.Label == l.Relation.Label
	})
}

// routes lists the routes of all lines.
func (d *Diagram) routes() []layout.Route {
	list := make([]layout.Route, len(d.Links))
	for i := range d.Links {
		list[i] = d.Links[i].Route
	}
	return list
}

// moved lists the boxes that do not stand where d has them.
func (s *plan) moved(d *Diagram) []int {
	still := s.still(d)
	moved := make([]bool, len(s.boxes))
	for i := range s.boxes {
		moved[i] = !still[s.boxes[i].Node.ID]
	}
	return indexes(moved)
}

// quicken draws quick lines where one is new or an end of it does not stand where d has it.
func (s *plan) quicken(routes []layout.Route, d *Diagram) {
	still := s.still(d)
	sub := s.plan
	sub.Edges, sub.Syncs = nil, nil
	var lines []int // of s.links, in the order of sub: inputs, then syncs
	for i, rel := range s.links {
		switch {
		case len(routes[i].Points) > 0 && still[rel.From] && still[rel.To]:
			continue
		case rel.Kind == model.Sync:
			sub.Syncs = append(sub.Syncs, s.plan.Syncs[i-len(s.plan.Edges)])
		default:
			sub.Edges = append(sub.Edges, s.plan.Edges[i])
		}
		lines = append(lines, i)
	}
	for j, route := range layout.Routes(&sub, layout.Quick) {
		routes[lines[j]] = route
	}
}

// differing lists the elements that do not look the same in next, with those that are gone.
func (d *Diagram) differing(next *Diagram) []model.ID {
	ids := differing(nil, d.Boxes, next.Boxes, func(b *Box) model.ID { return b.Node.ID }, sameBox)
	ends := differing(nil, d.Links, next.Links, func(l *Link) model.Ends { return l.Relation.Ends }, sameLink)
	for _, e := range ends {
		ids = append(ids, e.ID())
	}
	return differing(ids, d.Frames, next.Frames, func(f *Frame) model.ID { return f.Group.ID }, sameFrame)
}

// differing adds to a list the keys of what changed, came or went.
func differing[T any, K comparable](list []K, was, is []T, key func(*T) K, same func(a, b *T) bool) []K {
	old := make(map[K]*T, len(was))
	for i := range was {
		old[key(&was[i])] = &was[i]
	}
	for i := range is {
		k := key(&is[i])
		if o := old[k]; o == nil || !same(o, &is[i]) {
			list = append(list, k)
		}
		delete(old, k)
	}
	for i := range was {
		if k := key(&was[i]); old[k] != nil {
			list = append(list, k)
		}
	}
	return list
}

// Names are set by records and options, but tags also by the language of the other names, and labels by what stands near.

func sameBox(a, b *Box) bool {
	return a.Node == b.Node && a.Rect == b.Rect && sameTexts(a.Tags, b.Tags)
}

func sameLink(a, b *Link) bool {
	return a.Relation == b.Relation && slices.Equal(a.Route.Points, b.Route.Points) && sameTexts(a.Label, b.Label)
}

func sameFrame(a, b *Frame) bool { return a.Group == b.Group && a.Rect == b.Rect }

func sameTexts(a, b []Text) bool {
	return slices.EqualFunc(a, b, func(x, y Text) bool { return x.At == y.At && x.Line.Text == y.Line.Text })
}

// plan is a graph measured: what the layout sees, and what stands behind its indexes.
type plan struct {
	graph  *model.Graph
	opts   Options
	lang   lang.Lang
	boxes  []Box
	links  []model.Relation // inputs, then syncs
	ends   [][2]layout.End  // of links
	groups []model.Group    // parents first
	titles []typeset.Line
	labels [][]typeset.Line
	plan   layout.Graph
}

// survey measures everything.
func survey(g *model.Graph, o Options) *plan {
	s := &plan{graph: g, opts: o, lang: o.Names.lang(g)}
	if g.Meta().Direction == model.TopBottom {
		s.plan.Dir = layout.TB
	}
	at := map[model.ID]layout.End{}
	s.surveyGroups(at)
	for n := range g.Nodes() {
		b := box(n, o, s.lang)
		at[n.ID] = layout.End{Index: len(s.boxes)}
		s.boxes = append(s.boxes, b)
		s.plan.Nodes = append(s.plan.Nodes, node(&b, groupIndex(at, n.In)))
	}
	for r := range g.Relations() {
		label := s.label(r)
		s.links = append(s.links, r)
		s.ends = append(s.ends, [2]layout.End{at[r.From], at[r.To]})
		s.labels = append(s.labels, label)
		if r.Kind == model.Sync {
			s.plan.Syncs = append(s.plan.Syncs, [2]layout.End{at[r.From], at[r.To]})
			continue
		}
		s.plan.Edges = append(s.plan.Edges, layout.Edge{From: at[r.From], To: at[r.To], Label: labelBox(label)})
	}
	return s
}

// node is a deliverable as the layout sees it.
func node(b *Box, group int) layout.Node {
	n := &b.Node
	return layout.Node{
		Size: b.Rect.Size(), Group: group, Role: role(*n),
		At: n.At.Point(), Placed: n.At.Set, Pinned: n.Pin,
	}
}

func role(n model.Node) layout.Role {
	switch {
	case n.Goal:
		return layout.Goal
	case n.Scope == model.External:
		return layout.External
	default:
		return layout.Plain
	}
}

func groupIndex(at map[model.ID]layout.End, group model.ID) int {
	if group == "" {
		return layout.None
	}
	return at[group].Index
}

// surveyGroups puts parents before what they hold.
func (s *plan) surveyGroups(at map[model.ID]layout.End) {
	todo := s.graph.Inner("")
	for len(todo) > 0 {
		id := todo[0]
		todo = append(todo[1:], s.graph.Inner(id)...)
		p, _ := s.graph.Group(id)
		title := typeset.Shape(s.groupName(p), typeset.Style{Weight: typeset.Bold, Size: titleSize})
		s.plan.Groups = append(s.plan.Groups, group(p, title, groupIndex(at, p.In)))
		at[id] = layout.End{Index: len(s.groups), Group: true}
		s.groups = append(s.groups, p)
		s.titles = append(s.titles, title)
	}
}

// group is a group as the layout sees it.
func group(p model.Group, title typeset.Line, parent int) layout.Group {
	return layout.Group{
		Parent: parent,
		Title:  titleRoom(title),
		At:     p.At.Point(), Placed: p.At.Set,
	}
}

// titleRoom is how much of a title bar lines go round.
func titleRoom(title typeset.Line) geom.Size {
	return geom.Size{W: even(title.Width + 2*titlePad), H: TitleBar}
}

func (s *plan) groupName(p model.Group) string {
	if s.opts.Names == Alt && p.NameAlt != "" {
		return p.NameAlt
	}
	if s.opts.Names == Both && p.NameAlt != "" {
		return p.Name + " / " + p.NameAlt
	}
	return p.Name
}

func (s *plan) label(r model.Relation) []typeset.Line {
	if r.Label == "" {
		return nil
	}
	return typeset.Wrap(r.Label, typeset.Style{Weight: typeset.Regular, Size: labelSize}, labelWrap)
}

func labelBox(lines []typeset.Line) geom.Size {
	var size geom.Size
	for _, l := range lines {
		size.W = max(size.W, l.Width)
		size.H += labelLine
	}
	return size
}

// still says of each deliverable and group whether it stands where d has it.
func (s *plan) still(d *Diagram) map[model.ID]bool {
	still := map[model.ID]bool{}
	for _, b := range s.boxes {
		old, ok := d.Box(b.Node.ID)
		still[b.Node.ID] = ok && old.Rect == b.Rect
	}
	frames := layout.Frames(&s.plan)
	was := map[model.ID]geom.Rect{}
	for _, f := range d.Frames {
		was[f.Group.ID] = f.Rect
	}
	for i, p := range s.groups {
		r, ok := was[p.ID]
		still[p.ID] = ok && r == frames[i]
	}
	return still
}

// diagram puts measured parts and routes together.
func (s *plan) diagram(routes []layout.Route) *Diagram {
	d := &Diagram{Graph: s.graph, Options: s.opts, Lang: s.lang, Boxes: s.boxes}
	depth := make([]int, len(s.groups))
	for i, r := range layout.Frames(&s.plan) {
		if p := s.plan.Groups[i].Parent; p != layout.None {
			depth[i] = depth[p] + 1
		}
		d.Frames = append(d.Frames, frame(s.groups[i], r, s.titles[i], depth[i]))
	}
	places := layout.Labels(&s.plan, routes)
	for i, r := range s.links {
		d.Links = append(d.Links, Link{
			Relation: r, From: s.ends[i][0], To: s.ends[i][1], Route: routes[i],
			Label: labelled(s.labels[i], i, places, routes[i]),
		})
	}
	d.bound()
	return d
}

// frame is a group drawn round an area.
func frame(p model.Group, r geom.Rect, title typeset.Line, depth int) Frame {
	bar := geom.R(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+TitleBar)
	return Frame{
		Group: p, Rect: r, Bar: bar, Depth: depth,
		Title: Text{Line: title, At: geom.Pt(bar.Min.X+titlePad, bar.Min.Y+baseline(title.Style, TitleBar))},
	}
}

// labelled is the label of link i: where the layout has a place for it, else in the middle.
func labelled(lines []typeset.Line, i int, places []geom.Point, r layout.Route) []Text {
	switch {
	case len(lines) == 0:
		return nil
	case i < len(places):
		return centred(lines, places[i])
	default:
		return centred(lines, around(r.Points).Center())
	}
}

// centred stacks lines round a point.
func centred(lines []typeset.Line, at geom.Point) []Text {
	y := at.Y - labelLine*float64(len(lines))/2
	var out []Text
	for _, l := range lines {
		out = append(out, Text{Line: l, At: geom.Pt(at.X-l.Width/2, y+baseline(l.Style, labelLine))})
		y += labelLine
	}
	return out
}

// Layout is the graph as the layout sees it, with the ids behind its nodes, for placing things into it.
func Layout(g *model.Graph, o Options) (*layout.Graph, []model.ID) {
	s := survey(g, o)
	ids := make([]model.ID, len(s.boxes))
	for i, b := range s.boxes {
		ids[i] = b.Node.ID
	}
	return &s.plan, ids
}

// Arrange runs an engine over a graph and returns the command that would put everything where it says. only limits it to
// some deliverables; the others stay. There is room for the names that are shown. The graph is unchanged.
func Arrange(ctx context.Context, g *model.Graph, shown Names, e layout.Engine, mode layout.Mode, only []model.ID) (edit.Place, error) {
	s := survey(g, Options{Names: shown})
	s.plan.Mode = mode
	if len(only) > 0 {
		chosen := map[model.ID]bool{}
		for _, id := range only {
			chosen[id] = true
		}
		for i, b := range s.boxes {
			s.plan.Nodes[i].Fixed = !chosen[b.Node.ID]
		}
	}
	res, err := e.Layout(ctx, &s.plan)
	if err != nil {
		return edit.Place{}, fmt.Errorf("lay out: %w", err)
	}
	var c edit.Place
	for i, b := range s.boxes {
		if at := model.PlaceAt(res.At[i]); at != b.Node.At {
			c.At = append(c.At, edit.Placed{ID: b.Node.ID, At: at})
		}
	}
	return c, nil
}
