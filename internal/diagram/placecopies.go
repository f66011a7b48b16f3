package diagram

import (
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/model"
)

// FreeBy is by how much records that are to come into a graph must be moved together, px, so that their boxes stand on
// nothing and keep their arrangement. Zero where they stand free, or where they have no places.
func FreeBy(g *model.Graph, r model.Records) geom.Point {
	s := survey(g, Options{})
	var block []geom.Rect
	var all geom.Rect
	for _, n := range r.Nodes {
		if !n.At.Set {
			continue
		}
		b := box(n, Options{}, s.lang)
		rect := node(&b, layout.None).Box()
		block, all = append(block, rect), all.Union(rect)
	}
	if len(block) == 0 {
		return geom.Point{}
	}
	if len(r.Groups) > 0 { // frames come round them
		block = []geom.Rect{all.Grow(layout.FramePad + layout.FrameGap)}
	}
	return layout.PlaceBlock(&s.plan, block, s.commonGroup(r))
}

// commonGroup is the number of the group that all records go into; None if there is none.
func (s *plan) commonGroup(r model.Records) int {
	in := r.Nodes[0].In
	if in == "" || slices.ContainsFunc(r.Nodes, func(n model.Node) bool { return n.In != in }) {
		return layout.None
	}
	return slices.IndexFunc(s.groups, func(p model.Group) bool { return p.ID == in }) // -1 is None
}
