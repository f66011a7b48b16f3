package diagram

import (
	"context"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/model"
	"seika/model/edit"
)

// PlaceNew finds places for the deliverables that have none, each beside what it is joined to; nothing that has a place
// moves. They go one by one, those first that are joined to most of what stands. start is where the very first goes when
// nothing stands yet.
func PlaceNew(g *model.Graph, start geom.Point) edit.Place {
	s := survey(g, Options{})
	at := map[model.ID]int{}
	for i, b := range s.boxes {
		at[b.Node.ID] = i
	}
	var c edit.Place
	for {
		i, w, ok := s.next(at, start)
		if !ok {
			return c
		}
		p := layout.Place(&s.plan, w)
		s.plan.Nodes[i].At, s.plan.Nodes[i].Placed = p, true
		c.At = append(c.At, edit.Placed{ID: s.boxes[i].Node.ID, At: model.PlaceAt(p)})
	}
}

// Room is what a deliverable takes where it stands, with the room that its lines need to be seen along the flow.
func Room(n model.Node, g *model.Graph) geom.Rect {
	b := box(n, Options{}, NamesLang(g))
	along := geom.Pt(layout.RankGap/3, 0)
	if g.Meta().Direction == model.TopBottom {
		along = along.Swap()
	}
	return geom.Rect{Min: b.Rect.Min.Sub(along), Max: b.Rect.Max.Add(along)}
}

// next is the deliverable to place now, and what to wish for it.
func (s *plan) next(at map[model.ID]int, start geom.Point) (int, layout.Wish, bool) {
	best, most, wish := -1, -1, layout.Wish{}
	any := false
	for _, n := range s.plan.Nodes {
		any = any || n.Placed
	}
	for i := range s.boxes {
		if s.plan.Nodes[i].Placed {
			continue
		}
		w, joined := s.wish(i, at, start)
		if !any {
			// The first of all is the one that most others can stand round.
			joined = s.degree(s.boxes[i].Node.ID)
		}
		if joined > most {
			best, most, wish = i, joined, w
		}
	}
	return best, wish, best >= 0
}

func (s *plan) degree(id model.ID) int {
	n := 0
	for range s.graph.Touching(id) {
		n++
	}
	return n
}

// wish is where a deliverable would like to stand: right of its inputs, else left of what is made from it, else below a
// partner. joined counts how many of them stand already.
func (s *plan) wish(i int, at map[model.ID]int, start geom.Point) (w layout.Wish, joined int) {
	id := s.boxes[i].Node.ID
	w = layout.Wish{Size: s.plan.Nodes[i].Size, Group: s.plan.Nodes[i].Group, Kind: layout.Free, At: start}
	stand := func(list func(model.ID) []model.ID) []int {
		var out []int
		for _, o := range list(id) {
			if j, ok := at[o]; ok && s.plan.Nodes[j].Placed {
				out = append(out, j)
			}
		}
		return out
	}
	in := stand(func(id model.ID) (ids []model.ID) {
		for r := range s.graph.In(id) {
			ids = append(ids, r.From)
		}
		return ids
	})
	out := stand(func(id model.ID) (ids []model.ID) {
		for r := range s.graph.Out(id) {
			ids = append(ids, r.To)
		}
		return ids
	})
	sync := stand(func(id model.ID) (ids []model.ID) {
		for r := range s.graph.Syncs(id) {
			ids = append(ids, r.Other(id))
		}
		return ids
	})
	switch {
	case len(sync) > 0 && len(in) == 0:
		w.Kind, w.Beside = layout.Partner, sync
	case len(in) > 0:
		w.Kind, w.Beside = layout.Output, in
	case len(out) > 0:
		w.Kind, w.Beside = layout.Input, out
	}
	return w, len(in) + len(out) + len(sync)
}

// Complete is the command that gives a place to all that lacks one. Where nothing stands yet the engine arranges the whole
// model; else nothing that stands moves. It changes nothing where nothing lacks a place.
func Complete(ctx context.Context, g *model.Graph, e layout.Engine) (edit.Place, error) {
	placed, missing := 0, 0
	for n := range g.Nodes() {
		if n.At.Set {
			placed++
		} else {
			missing++
		}
	}
	switch {
	case missing == 0:
		return edit.Place{}, nil
	case placed == 0:
		return Arrange(ctx, g, e, layout.Fresh, nil)
	default:
		return PlaceNew(g, Build(g, Options{}).Bounds.Center()), nil
	}
}
