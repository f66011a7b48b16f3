package ui

import (
	"slices"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/diff"
	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/canvas"
)

// ghost is what is gone from a document, as a picture to lay over what is there.
type ghost struct {
	picture canvas.Picture
	ids     []model.ID
	gone    map[model.ID]bool
	look    assets.Theme
}

// newGhost draws what is gone where it stood, or beside what stands there now, on the paper of a diagram; nil for nothing, and
// where it cannot stand beside the rest: then it is told in words alone.
func newGhost(d *diff.Diff, on *diagram.Diagram, look assets.Theme) *ghost {
	r := model.Records{Meta: d.New.Meta(), Groups: slices.Collect(d.New.Groups()), Nodes: slices.Collect(d.New.Nodes())}
	gone := map[model.ID]bool{}
	for _, x := range d.Change.Nodes {
		if x.Op == model.Removed {
			n, _ := d.Old.Node(x.Before.ID)
			gone[n.ID] = true
			n.In, n.Revises = "", ""
			r.Nodes = append(r.Nodes, n)
		}
	}
	putAside(r.Nodes, gone, on, d.New)
	has := map[model.ID]bool{}
	for _, n := range r.Nodes {
		has[n.ID] = true
	}
	for _, p := range r.Groups {
		has[p.ID] = true
	}
	put := func(x model.Relation) {
		switch {
		case !has[x.From] || !has[x.To]:
		case x.Kind == model.IO:
			r.IO = append(r.IO, x)
		default:
			r.Sync = append(r.Sync, x)
		}
	}
	for x := range d.New.Relations() {
		put(x)
	}
	for _, x := range d.Change.Relations {
		if x.Op == model.Removed {
			gone[x.Before.ID()] = true
			put(x.Before)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	g, bad := model.Build(r)
	if len(bad) > 0 {
		return nil
	}
	drawn, ids := on.Update(g, layout.Careful)
	all := &ghost{
		picture: canvas.Picture{Graph: g, Diagram: drawn}, gone: gone,
		ids: slices.DeleteFunc(ids, func(id model.ID) bool { return !gone[id] }),
	}
	all.wear(look)
	return all
}

// wear draws it in the colours of a theme.
func (g *ghost) wear(look assets.Theme) {
	if g.picture.Scene != nil && g.look == look {
		return
	}
	g.look = look
	g.picture.Scene = scene.Build(g.picture.Diagram, scene.Options{Theme: look, Only: g.gone})
	strike(g.picture.Scene, g.picture.Diagram, look)
}

// strike draws a scene pale, though so that it can be read, and a line across each box.
func strike(s *scene.Scene, d *diagram.Diagram, look assets.Theme) {
	pale := func(a uint8) uint8 { return uint8(int(a) * 11 / 20) }
	for i := range s.Groups {
		g := &s.Groups[i]
		for k := range g.Items {
			g.Items[k].Fill.A, g.Items[k].Stroke.Color.A = pale(g.Items[k].Fill.A), pale(g.Items[k].Stroke.Color.A)
		}
		if r, ok := d.Rect(g.Ref); ok && g.Class == scene.Box {
			var line geom.Path
			line.MoveTo(geom.Pt(r.Min.X, r.Max.Y))
			line.LineTo(geom.Pt(r.Max.X, r.Min.Y))
			c := look.Palette().BoxLine
			c.A = pale(c.A)
			g.Items = append(g.Items, scene.Item{Part: scene.KindMark, Shape: scene.Path{Path: line}, Stroke: scene.Solid(c, 1)})
		}
	}
}

// putAside moves what is gone off what stands at its place now, by the shortest way.
func putAside(nodes []model.Node, gone map[model.ID]bool, on *diagram.Diagram, g *model.Graph) {
	var taken []geom.Rect
	for _, n := range nodes {
		if r, ok := on.Rect(n.ID); ok && !gone[n.ID] {
			taken = append(taken, r)
		}
	}
	for i := range nodes {
		n := &nodes[i]
		if !gone[n.ID] || !n.At.Set {
			continue
		}
		r := diagram.Room(*n, g)
		by, ok := layout.NearestFree(func(by geom.Point) bool { return !slices.ContainsFunc(taken, r.Add(by).Overlaps) })
		if ok && by != (geom.Point{}) {
			n.At.X, n.At.Y = n.At.X+int(by.X), n.At.Y+int(by.Y)
		}
		taken = append(taken, r.Add(by))
	}
}
