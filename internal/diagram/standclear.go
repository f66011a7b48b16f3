package diagram

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

const (
	clearGap  = 10.0  // px that a box which grew keeps from the others
	clearMost = 160.0 // px that it moves at most
	acrossFar = 2.0   // a step across the flow bends its lines: it counts as so many along it
)

// StandClear finds places for deliverables whose boxes a change made larger, so far beside where they stood that they lie
// over none that they stood clear of; nothing else moves. What is pinned or was placed by the change stays, and so does what
// finds no room near: that is crowded.
func (d *Diagram) StandClear(ch model.Change) (c edit.Place, crowded []model.ID) {
	grown := map[model.ID]geom.Rect{}
	for _, x := range ch.Nodes {
		if x.Op != model.Changed || x.Before.At != x.After.At || !x.After.At.Set {
			continue
		}
		was, is := box(x.Before, d.Options, d.Lang).Rect, box(x.After, d.Options, d.Lang).Rect
		if is.W() <= was.W() && is.H() <= was.H() {
			continue
		}
		most := clearMost
		if x.After.Pin {
			most = 0
		}
		by, ok := clearBy(is, d.clearOf(was, x.After.ID, grown), most, d.Graph.Meta().Direction == model.TopBottom)
		if !ok {
			crowded = append(crowded, x.After.ID)
		} else if by != (geom.Point{}) {
			is = is.Add(by)
			c.At = append(c.At, edit.Placed{ID: x.After.ID, At: model.PlaceAt(x.After.At.Point().Add(by))})
		}
		grown[x.After.ID] = is
	}
	return c, crowded
}

// Over lists the deliverables that the box of one lies over.
func (d *Diagram) Over(id model.ID) []model.ID {
	b, ok := d.Box(id)
	if !ok {
		return nil
	}
	var over []model.ID
	for _, o := range d.Boxes {
		if o.Node.ID != id && o.Rect.Overlaps(b.Rect) {
			over = append(over, o.Node.ID)
		}
	}
	return over
}

// clearOf is the boxes that a box stood clear of, those that grew as they are now. What it lay over is as people put it.
func (d *Diagram) clearOf(was geom.Rect, id model.ID, grown map[model.ID]geom.Rect) []geom.Rect {
	var rects []geom.Rect
	for _, b := range d.Boxes {
		switch r, ok := grown[b.Node.ID]; {
		case b.Node.ID == id || b.Rect.Overlaps(was):
		case ok:
			rects = append(rects, r)
		default:
			rects = append(rects, b.Rect)
		}
	}
	return rects
}

// clearBy is the shortest step, of at most so many px, by which a box stands clear of others: along the flow, across it, or
// both.
func clearBy(r geom.Rect, others []geom.Rect, most float64, down bool) (geom.Point, bool) {
	near := slices.DeleteFunc(others, func(o geom.Rect) bool { return !o.Overlaps(r.Grow(most + clearGap)) })
	free := func(by geom.Point) bool {
		moved := r.Add(by)
		return !slices.ContainsFunc(near, func(o geom.Rect) bool { return o.Overlaps(moved) })
	}
	if free(geom.Point{}) {
		return geom.Point{}, true
	}
	xs, ys := []float64{0}, []float64{0}
	for _, o := range near {
		xs = append(xs, o.Max.X+clearGap-r.Min.X, o.Min.X-clearGap-r.Max.X)
		ys = append(ys, o.Max.Y+clearGap-r.Min.Y, o.Min.Y-clearGap-r.Max.Y)
	}
	far := func(by geom.Point) float64 {
		if down {
			by = by.Swap()
		}
		return math.Hypot(by.X, acrossFar*by.Y)
	}
	var steps []geom.Point
	for _, x := range xs {
		for _, y := range ys {
			if by := geom.Pt(x, y); by.Len() <= most {
				steps = append(steps, by)
			}
		}
	}
	slices.SortFunc(steps, func(a, b geom.Point) int {
		return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y))
	})
	i := slices.IndexFunc(steps, free)
	if i < 0 {
		return geom.Point{}, false
	}
	return steps[i], true
}
