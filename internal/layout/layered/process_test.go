package layered_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/geom"
	"seika/internal/layout"
)

func TestPicturesOfProcessesAreGood(t *testing.T) {
	for seed := range uint64(40) {
		n, groups := 6+int(seed)*3/2, int(seed)%4
		g := process(n, groups, seed)
		r := layout.Finish(g, lay(t, g), layout.Careful)
		f := sound(t, g, r)
		assert.Zero(t, f.EdgesThroughNodes, "lines through boxes, %d nodes, seed %d", n, seed)
		assert.Equal(t, f.SyncPairs, f.SyncAdjacent, "partners side by side, %d nodes, seed %d", n, seed)
		assert.Zero(t, f.RoutesMissing)
	}
}

func TestTidyKeepsThePictureAfterAdditions(t *testing.T) {
	kept, pairs, better, all := 0, 0, 0, 0
	for seed := range uint64(60) {
		g := process(8+int(seed)/2, int(seed)%3, seed)
		h := tidied(g, lay(t, g))
		if c := layout.Compare(lay(t, g).At, lay(t, h).At); c.Moved > 0 {
			t.Logf("seed %d: %+v", seed, c)
		}
		for k := range 1 + int(seed)%3 {
			beside := (int(seed)*7 + k*3) % len(g.Nodes)
			size := box(12)
			at := layout.Place(h, layout.Wish{Size: size, Kind: layout.Output, Beside: []int{beside}, Group: h.Nodes[beside].Group})
			h.Nodes = append(h.Nodes, layout.Node{Size: size, Group: h.Nodes[beside].Group, At: at, Placed: true})
			h.Edges = append(h.Edges, layout.Edge{From: layout.End{Index: beside}, To: layout.End{Index: len(h.Nodes) - 1}})
		}
		var before []geom.Point
		for _, n := range h.Nodes {
			before = append(before, n.At)
		}
		r := lay(t, h)
		sound(t, h, r)
		assert.Equal(t, r.At, lay(t, tidied(h, r)).At, "tidied again, seed %d", seed)
		c := layout.Compare(before, r.At)
		kept, pairs = kept+c.OrderKept, pairs+c.OrderPairs
		was := count(t, h, layout.Finish(h, &layout.Result{At: before}, layout.Careful))
		is := count(t, h, layout.Finish(h, r, layout.Careful))
		all++
		if is.Crossings <= was.Crossings {
			better++
		}
	}
	t.Logf("order kept %.4f, crossings no higher in %d of %d", float64(kept)/float64(pairs), better, all)
	assert.GreaterOrEqual(t, float64(kept)/float64(pairs), 0.98)
	assert.GreaterOrEqual(t, float64(better)/float64(all), 0.95, "crossings no higher than before")
}

func BenchmarkLayout(b *testing.B) {
	for _, c := range [][2]int{{10, 0}, {60, 0}, {60, 3}, {300, 0}, {300, 10}, {1000, 0}, {1000, 30}, {5000, 0}} {
		g := process(c[0], c[1], 1)
		b.Run(fmt.Sprintf("%d nodes, %d groups", c[0], c[1]), func(b *testing.B) {
			for b.Loop() {
				lay(b, g)
			}
		})
	}
}

func BenchmarkFinish(b *testing.B) {
	for _, n := range []int{10, 60, 300, 1000} {
		g := process(n, 0, 1)
		r := lay(b, g)
		b.Run(fmt.Sprintf("%d nodes", n), func(b *testing.B) {
			for b.Loop() {
				layout.Finish(g, r, layout.Careful)
			}
		})
	}
}
