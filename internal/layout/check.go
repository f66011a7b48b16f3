package layout

import (
	"fmt"
	"math"

	"seika/internal/geom"
)

// Limits of what can be laid out, in px.
const (
	maxSize  = 100_000
	maxPlace = 1e9
)

// Check says what is wrong with a graph, naming the index; nil means that every function here accepts it.
func Check(g *Graph) error {
	for i, n := range g.Nodes {
		switch {
		case !sizeOK(n.Size) || n.Size.W == 0 || n.Size.H == 0:
			return fmt.Errorf("node %d: size %v × %v", i, n.Size.W, n.Size.H)
		case n.Group < None || n.Group >= len(g.Groups):
			return fmt.Errorf("node %d: no group %d", i, n.Group)
		case n.Placed && !placeOK(n.At):
			return fmt.Errorf("node %d: place %v, %v", i, n.At.X, n.At.Y)
		}
	}
	for i, p := range g.Groups {
		switch {
		case !sizeOK(p.Title):
			return fmt.Errorf("group %d: title %v × %v", i, p.Title.W, p.Title.H)
		case p.Parent < None || p.Parent >= i:
			return fmt.Errorf("group %d: parent %d does not stand before it", i, p.Parent)
		case p.Placed && !placeOK(p.At):
			return fmt.Errorf("group %d: place %v, %v", i, p.At.X, p.At.Y)
		}
	}
	for i, e := range g.Edges {
		if !g.has(e.From) || !g.has(e.To) {
			return fmt.Errorf("edge %d: no such end", i)
		}
		if !sizeOK(e.Label) {
			return fmt.Errorf("edge %d: label %v × %v", i, e.Label.W, e.Label.H)
		}
		for _, b := range e.Bends {
			if !placeOK(b) {
				return fmt.Errorf("edge %d: bend %v, %v", i, b.X, b.Y)
			}
		}
	}
	for i, s := range g.Syncs {
		if !g.has(s[0]) || !g.has(s[1]) {
			return fmt.Errorf("sync %d: no such end", i)
		}
	}
	return nil
}

func (g *Graph) has(e End) bool {
	if e.Group {
		return e.Index >= 0 && e.Index < len(g.Groups)
	}
	return e.Index >= 0 && e.Index < len(g.Nodes)
}

// sizeOK lets zero pass: a label or a title may be missing.
func sizeOK(s geom.Size) bool {
	return s.W >= 0 && s.H >= 0 && s.W <= maxSize && s.H <= maxSize
}

func placeOK(p geom.Point) bool { return math.Abs(p.X) <= maxPlace && math.Abs(p.Y) <= maxPlace }
