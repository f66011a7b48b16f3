package compare

import (
	"context"
	"math"

	"seika/internal/diagram"
	"seika/internal/layout"
	"seika/internal/taskview"
	"seika/internal/taskview/draw"
	"seika/model"
)

// drawing measures both pictures: as drawn, where the file says so, and as this program would lay them out.
func (f *figures) drawing(ctx context.Context, e layout.Engine) error {
	w, h := drawn(f.View)
	asDrawn, err := drawnModel(ctx, f.Graph)
	if err != nil {
		return err
	}
	f.add(Drawing, "width_drawn", Figure{Task: w, TaskStated: w, Thing: asDrawn.width})
	f.add(Drawing, "height_drawn", Figure{Task: h, TaskStated: h, Thing: asDrawn.height})
	f.add(Drawing, "crossings_drawn", Figure{Thing: asDrawn.crossings})
	var task, all, stated picture
	if e != nil {
		if task, err = laidOut(ctx, draw.Plan(f.View), e); err != nil {
			return err
		}
		for _, side := range []struct {
			to *picture
			g  *model.Graph
		}{{&all, f.Graph}, {&stated, f.stated.g}} {
			plan, _ := diagram.Layout(side.g, diagram.Options{})
			for i := range plan.Nodes {
				plan.Nodes[i].Placed, plan.Nodes[i].Pinned = false, false
			}
			if *side.to, err = laidOut(ctx, plan, e); err != nil {
				return err
			}
		}
	}
	f.add(Drawing, "width", Figure{Task: task.width, TaskStated: task.width, Thing: all.width, ThingStated: stated.width})
	f.add(Drawing, "height", Figure{Task: task.height, TaskStated: task.height, Thing: all.height, ThingStated: stated.height})
	f.add(Drawing, "crossings", Figure{Task: task.crossings, TaskStated: task.crossings, Thing: all.crossings, ThingStated: stated.crossings})
	return nil
}

type picture struct{ width, height, crossings Value }

// laidOut measures a picture that the engine makes; unknown where there are too many lines for one.
func laidOut(ctx context.Context, p *layout.Graph, e layout.Engine) (picture, error) {
	if len(p.Nodes) == 0 || draw.Crowded(p) {
		return picture{}, nil
	}
	r, err := e.Layout(ctx, p)
	if err != nil {
		return picture{}, err
	}
	return measurePicture(ctx, p, layout.Finish(p, r, layout.Quick))
}

func measurePicture(ctx context.Context, p *layout.Graph, r *layout.Result) (picture, error) {
	m, err := layout.Measure(ctx, p, r)
	if err != nil {
		return picture{}, err
	}
	return picture{count(m.Width), count(m.Height), count(m.Crossings)}, nil
}

// drawnModel measures the picture of a model as it stands; unknown where something has no place.
func drawnModel(ctx context.Context, g *model.Graph) (picture, error) {
	for n := range g.Nodes() {
		if !n.At.Set {
			return picture{}, nil
		}
	}
	if g.NodeCount() == 0 {
		return picture{}, nil
	}
	p, _ := diagram.Layout(g, diagram.Options{})
	r := &layout.Result{Frames: layout.Frames(p)}
	for _, n := range p.Nodes {
		r.At = append(r.At, n.At)
	}
	return measurePicture(ctx, p, layout.Finish(p, r, layout.Quick))
}

// drawn is the size of the picture as the file has it.
func drawn(v *taskview.View) (w, h Value) {
	if !hasGeometry(v) {
		return w, h
	}
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range v.Shapes {
		left, top = min(left, s.X), min(top, s.Y)
		right, bottom = max(right, s.X+s.W), max(bottom, s.Y+s.H)
	}
	return count(int(math.Round(right - left))), count(int(math.Round(bottom - top)))
}
