// Package layout says where deliverables stand and how lines run: geometry in, geometry out. It sees sizes, indexes and
// places, and knows no text, font, id or attribute.
//
// What every function here and every Engine promises:
//
//  1. Pure: the input is unchanged; no clock, goroutine, package state or randomness but an own generator with a fixed seed.
//  2. Deterministic: same graph, same bytes, on every machine. Ties are broken by index, places are whole px.
//  3. Cancellable: an engine returns ctx.Err() within 100 ms and no half result.
//  4. Bounded: it ends within 10 s on any input that Check accepts.
//  5. Total: what Check accepts works, self-loops, duplicates and cycles too; the rest is an error that names the index.
//  6. Nodes that are Placed and also Pinned or Fixed come back exactly where they were.
//
// Lengths are px at 100 %, y down. Along is the direction of flow (x in LR, y in TB), across is the other axis.
package layout

import (
	"context"

	"seika/internal/geom"
)

// Gaps of a picture in px at 100 %.
const (
	BoxGap   = 24 // between boxes, across
	RankGap  = 44 // between ranks, along
	SyncGap  = 28 // between sync partners
	FramePad = 12 // between a frame and what it holds
	FrameGap = 12 // between a frame and anything outside it
	PartGap  = 48 // between parts of a picture that are not joined
)

// Dir is the direction of flow.
type Dir uint8

// The directions.
const (
	LR Dir = iota // left to right
	TB            // top to bottom
)

// Mode says what becomes of the places that come in.
type Mode uint8

// The modes.
const (
	Fresh Mode = iota // arrange anew; only pinned and fixed nodes keep their places
	Tidy              // clean the picture and keep it: ranks and orders come from the present places
)

// Role says where a deliverable belongs along the flow.
type Role uint8

// The roles.
const (
	Plain    Role = iota
	External      // comes from outside: left of what it feeds
	Goal          // what the work is for: right
)

// None is the group of a node without one and the parent of a group without one.
const None = -1

// Graph is what is to be laid out, placed into or routed.
type Graph struct {
	Dir    Dir
	Mode   Mode
	Nodes  []Node
	Edges  []Edge
	Syncs  [][2]End
	Groups []Group
}

// Node is a box.
type Node struct {
	Size   geom.Size
	Group  int // innermost group, or None
	Role   Role
	At     geom.Point // centre; means nothing to an engine unless Placed
	Placed bool       // At is a place to start from
	Pinned bool       // the user nailed it down
	Fixed  bool       // not part of what is to be laid out now
}

// Box is the rectangle the node covers.
func (n Node) Box() geom.Rect { return geom.Centered(n.At, n.Size) }

// Held says that the node must come back exactly where it is.
func (n Node) Held() bool { return n.Placed && (n.Pinned || n.Fixed) }

// End is where a line ends: a node, or a group as a whole.
type End struct {
	Index int
	Group bool
}

// Edge is an input/output relation.
type Edge struct {
	From, To End
	Bends    []geom.Point // the user's, in order; usually none
	Label    geom.Size    // zero where there is no label
}

// Group is a frame with a title bar. Parents stand before their children.
type Group struct {
	Parent int       // or None
	Title  geom.Size // of the title bar; a frame is never narrower
	At     geom.Point
	Placed bool // At is the centre of the frame; looked at only while the group has no member
}

// Result is a whole picture. An engine gives At and Frames; Finish derives the rest. Nothing but At, and the places of
// frames that hold nothing, is ever stored.
type Result struct {
	At     []geom.Point // centres of the nodes
	Frames []geom.Rect  // of the groups: what Frames gives for At
	Routes []Route      // edges, then syncs
	Labels []geom.Point // centres of the edges' labels; zero where there is none
}

// Engine finds places for all nodes of a graph, and for the groups without members. Its result has no lines yet: who
// wants only places need not wait for them.
type Engine interface {
	Layout(context.Context, *Graph) (*Result, error)
}

// Side is a side of a box or frame. The numbers are those of connection sites in presentations.
type Side uint8

// The sides.
const (
	Top Side = iota
	Left
	Bottom
	Right
)

// Port is where a line leaves or enters: a side, and how far along it, 0 being its left or upper end and 1 the other.
type Port struct {
	Side Side
	At   float64
}

// Of is the point of the port on a box or frame.
func (p Port) Of(r geom.Rect) geom.Point {
	switch p.Side {
	case Top:
		return geom.Pt(r.Min.X+p.At*r.W(), r.Min.Y)
	case Left:
		return geom.Pt(r.Min.X, r.Min.Y+p.At*r.H())
	case Bottom:
		return geom.Pt(r.Min.X+p.At*r.W(), r.Max.Y)
	case Right:
		return geom.Pt(r.Max.X, r.Min.Y+p.At*r.H())
	default:
		panic("unknown side")
	}
}

// Route is how one line runs: corners before they are rounded, both ends included.
type Route struct {
	From, To Port
	Points   []geom.Point
}

// Routing says how much trouble is taken over lines.
type Routing uint8

// The routings.
const (
	Careful Routing = iota // round boxes, apart from each other: at rest and in files
	Quick                  // a few corners, looking at nothing: while something moves
	Near                   // careful for what was touched, among lines that stay: right after an edit
)
