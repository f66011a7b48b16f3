package export

import (
	"iter"

	"seika/internal/diagram"
	"seika/model"
)

// Step is one step of a walk through boxes and frames that lie in each other.
type Step struct {
	Depth int            // frames around it
	Frame *diagram.Frame // that begins or ends here; nil at a box
	End   bool           // of the frame
	Box   *diagram.Box   // nil at a frame
}

// Walk goes through a diagram as formats with nested elements write it: inner frames, then boxes, and the outermost boxes
// last.
func Walk(d *diagram.Diagram) iter.Seq[Step] {
	inner := map[model.ID][]*diagram.Frame{}
	for i := range d.Frames {
		in := d.Frames[i].Group.In
		inner[in] = append(inner[in], &d.Frames[i])
	}
	boxes := map[model.ID][]*diagram.Box{}
	for i := range d.Boxes {
		in := d.Boxes[i].Node.In
		boxes[in] = append(boxes[in], &d.Boxes[i])
	}
	type open struct {
		frame *diagram.Frame
		id    model.ID
	}
	return func(yield func(Step) bool) {
		stack := []open{{}}
		todo := [][]*diagram.Frame{inner[""]}
		for len(stack) > 0 {
			top := len(stack) - 1
			if len(todo[top]) > 0 {
				f := todo[top][0]
				todo[top] = todo[top][1:]
				if !yield(Step{Depth: top, Frame: f}) {
					return
				}
				stack, todo = append(stack, open{f, f.Group.ID}), append(todo, inner[f.Group.ID])
				continue
			}
			for _, b := range boxes[stack[top].id] {
				if !yield(Step{Depth: top, Box: b}) {
					return
				}
			}
			if f := stack[top].frame; f != nil && !yield(Step{Depth: top - 1, Frame: f, End: true}) {
				return
			}
			stack, todo = stack[:top], todo[:top]
		}
	}
}
