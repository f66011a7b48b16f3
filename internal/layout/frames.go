package layout

import (
	"math"

	"seika/internal/geom"
)

// emptyRoom is what a frame without members leaves free under its title.
var emptyRoom = geom.Size{W: 96, H: 64}

// EmptyFrame is the size of a frame that holds nothing.
func EmptyFrame(title geom.Size) geom.Size {
	return geom.Size{W: math.Max(title.W, emptyRoom.W), H: title.H + emptyRoom.H}
}

// Frames are the rectangles of all groups: what they hold grown by FramePad, the title bar on top, at least as wide as the
// title. A group that holds nothing stands where it was placed; unplaced it has the zero rectangle.
func Frames(g *Graph) []geom.Rect {
	frames, _ := framesAndHeld(g)
	return frames
}

// framesAndHeld gives the frames, and the area that what each holds covers.
func framesAndHeld(g *Graph) (frames, held []geom.Rect) {
	frames, held = make([]geom.Rect, len(g.Groups)), make([]geom.Rect, len(g.Groups))
	for _, n := range g.Nodes {
		if n.Group != None {
			held[n.Group] = held[n.Group].Union(n.Box())
		}
	}
	for i := len(g.Groups) - 1; i >= 0; i-- { // children stand after their parents
		frames[i] = frameRound(g.Groups[i], held[i])
		if p := g.Groups[i].Parent; p != None {
			held[p] = held[p].Union(frames[i])
		}
	}
	return frames, held
}

// frameRound is the frame of a group whose members and inner frames fill held.
func frameRound(p Group, held geom.Rect) geom.Rect {
	if held.Empty() {
		if !p.Placed {
			return geom.Rect{}
		}
		return geom.Centered(p.At, EmptyFrame(p.Title))
	}
	f := held.Grow(FramePad)
	f.Min.Y -= p.Title.H
	if more := p.Title.W - f.W(); more > 0 {
		f.Min.X -= more / 2
		f.Max.X += more / 2
	}
	return f
}

// titleOf is where the title of a frame stands: lines go round it, and through the rest of the bar it is in.
func titleOf(frame geom.Rect, title geom.Size) geom.Rect {
	return geom.R(frame.Min.X, frame.Min.Y, math.Min(frame.Max.X, frame.Min.X+title.W), math.Min(frame.Max.Y, frame.Min.Y+title.H))
}

// nesting answers in constant time which groups hold which: every group has a number, and what it holds, itself
// included, has the numbers first[g] … last[g].
type nesting struct{ first, last []int32 }

func nest(groups []Group) nesting {
	n := nesting{first: make([]int32, len(groups)), last: make([]int32, len(groups))}
	size := make([]int32, len(groups))
	for i := len(groups) - 1; i >= 0; i-- {
		size[i]++
		if p := groups[i].Parent; p != None {
			size[p] += size[i]
		}
	}
	free := make([]int32, len(groups)) // the next number for a child
	top := int32(0)
	for i, g := range groups {
		at := &top
		if g.Parent != None {
			at = &free[g.Parent]
		}
		n.first[i] = *at
		n.last[i] = *at + size[i] - 1
		free[i] = *at + 1
		*at += size[i]
	}
	return n
}

// holds says that inner, which may be None, is outer or inside it.
func (n nesting) holds(outer, inner int) bool {
	return inner != None && n.first[outer] <= n.first[inner] && n.first[inner] <= n.last[outer]
}

// groupOf is the group an end lies in: the innermost group of a node, a group itself.
func (g *Graph) groupOf(e End) int {
	if e.Group {
		return e.Index
	}
	return g.Nodes[e.Index].Group
}
