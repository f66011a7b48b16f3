package diagram

import (
	"context"
	"fmt"
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/model"
	"seika/model/edit"
)

// PlaceNew finds places for the deliverables that have none, each beside what it is joined to; nothing that has a place
// moves. They go one by one, those first that are joined to most of what stands; among equals, as they are told of. start is
// where the very first goes when nothing stands yet.
func PlaceNew(g *model.Graph, start geom.Point, told ...model.ID) edit.Place {
	s := survey(g, Options{})
	at := map[model.ID]int{}
	for i, b := range s.boxes {
		at[b.Node.ID] = i
	}
	var left []int // to be placed, in the order in which they are told of; then by id
	for _, id := range told {
		if i, ok := at[id]; ok && !s.plan.Nodes[i].Placed && !slices.Contains(left, i) {
			left = append(left, i)
		}
	}
	for i, first := 0, left; i < len(s.boxes); i++ {
		if !s.plan.Nodes[i].Placed && !slices.Contains(first, i) {
			left = append(left, i)
		}
	}
	for {
		i, w, ok := s.next(left, at, start)
		if !ok {
			break
		}
		s.plan.Nodes[i].At, s.plan.Nodes[i].Placed = layout.Place(&s.plan, w), true
	}
	s.inTurn(left[:min(len(told), len(left))])
	var c edit.Place
	for _, i := range left {
		c.At = append(c.At, edit.Placed{ID: s.boxes[i].Node.ID, At: model.PlaceAt(s.plan.Nodes[i].At)})
	}
	return c
}

// inTurn has each row of a list stand in its order: places were found from the middle outwards. Where one would then lie on
// another box all stay.
func (s *plan) inTurn(list []int) {
	for _, row := range s.rows(list) {
		var was []geom.Point
		var across []float64
		for _, i := range row {
			was = append(was, s.plan.Nodes[i].At)
			across = append(across, s.turn(s.plan.Nodes[i].At).Y)
		}
		slices.Sort(across)
		for n, i := range row {
			s.plan.Nodes[i].At = s.turn(geom.Pt(s.turn(was[n]).X, across[n]))
		}
		if slices.ContainsFunc(row, s.lies) {
			for n, i := range row {
				s.plan.Nodes[i].At = was[n]
			}
		}
	}
}

// rows are those of a list that stand across each other, are as high and are joined to the same.
func (s *plan) rows(list []int) [][]int {
	var rows [][]int
	at := map[string]int{}
	for _, i := range list {
		id := s.boxes[i].Node.ID
		size := s.plan.Nodes[i].Size
		like := fmt.Sprint(s.turn(s.plan.Nodes[i].At).X, s.turn(geom.Pt(size.W, size.H)).Y)
		for r := range s.graph.Touching(id) {
			like += fmt.Sprintf(" %d %t %s", r.Kind, r.From == id, r.Other(id))
		}
		n, ok := at[like]
		if !ok {
			n, at[like] = len(rows), len(rows)
			rows = append(rows, nil)
		}
		rows[n] = append(rows[n], i)
	}
	return rows
}

// turn changes between places as they are and as they are where the flow goes to the right.
func (s *plan) turn(p geom.Point) geom.Point {
	if s.graph.Meta().Direction == model.TopBottom {
		return p.Swap()
	}
	return p
}

// lies says that a box lies on another.
func (s *plan) lies(i int) bool {
	box := s.plan.Nodes[i].Box()
	for j, n := range s.plan.Nodes {
		if j != i && n.Placed && box.Overlaps(n.Box()) {
			return true
		}
	}
	return false
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
func (s *plan) next(left []int, at map[model.ID]int, start geom.Point) (int, layout.Wish, bool) {
	best, most, wish := -1, -1, layout.Wish{}
	any := false
	for _, n := range s.plan.Nodes {
		any = any || n.Placed
	}
	for _, i := range left {
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
		return Arrange(ctx, g, Main, e, layout.Fresh, nil)
	default:
		return PlaceNew(g, Build(g, Options{}).Bounds.Center()), nil
	}
}
