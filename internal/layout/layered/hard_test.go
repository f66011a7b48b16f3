package layered_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/layout/layered"
)

// hard are inputs that are difficult in one way each, at a size that tests have time for; make torture has the full ones.
func hard(scale int) map[string]*layout.Graph {
	boxes := func(n int) *layout.Graph { return boxesOf(n, seeded(uint64(n))) }
	out := map[string]*layout.Graph{}
	complete := boxes(15 * scale)
	for i := range complete.Nodes {
		for j := range i {
			complete.Edges = append(complete.Edges, edge(j, i))
		}
	}
	out["complete"] = complete
	product := boxes(80 * scale)
	for i := range 40 * scale {
		for j := range min(40*scale, 60) {
			product.Edges = append(product.Edges, edge(i, 40*scale+j))
		}
	}
	out["product"] = product
	cycle := boxes(300 * scale)
	for i := range cycle.Nodes {
		cycle.Edges = append(cycle.Edges, edge(i, (i+1)%len(cycle.Nodes)))
	}
	out["cycle"] = cycle
	chain := boxes(500 * scale * scale)
	for i := range len(chain.Nodes) - 1 {
		chain.Edges = append(chain.Edges, edge(i, i+1))
	}
	out["chain"] = chain
	star := boxes(200 * scale)
	for i := range len(star.Nodes) - 1 {
		star.Edges = append(star.Edges, edge(0, i+1))
	}
	out["star"] = star
	clique := boxes(3 * scale)
	for i := range clique.Nodes {
		for j := range i {
			clique.Syncs = append(clique.Syncs, [2]layout.End{{Index: j}, {Index: i}})
		}
	}
	out["sync clique"] = clique
	deep := boxes(20 * scale)
	for i := range deep.Nodes {
		deep.Groups = append(deep.Groups, layout.Group{Parent: i - 1, Title: geom.Size{W: 120, H: 22}})
		deep.Nodes[i].Group = i
	}
	out["deep groups"] = deep
	out["loose"] = boxes(100 * scale)
	out["many"] = large(1_000*scale*scale, 5)
	return out
}

func TestATidyStopsWhenAskedToo(t *testing.T) {
	for seed := range uint64(4) {
		g := process(60, 3, seed)
		h := tidied(g, lay(t, g))
		for i := 0; i < len(h.Nodes); i += 7 {
			h.Nodes[i].Placed = false
		}
		for asked := 0; asked < 80; asked += 3 {
			if r, err := (layered.Engine{}).Layout(&countdown{context.Background(), asked}, h); err != nil {
				require.ErrorIs(t, err, errLate)
				assert.Nil(t, r)
			}
		}
	}
}

func TestHardInputEndsAndStopsWhenAsked(t *testing.T) {
	defer goleak.VerifyNone(t)
	for name, g := range hard(1) {
		r := lay(t, g)
		f := count(t, &layout.Graph{Dir: g.Dir, Nodes: g.Nodes, Groups: g.Groups}, &layout.Result{At: r.At, Frames: r.Frames})
		assert.Zero(t, f.NodeOverlaps, "%s", name)
		assert.Zero(t, f.ForeignInFrames, "%s", name)
		for asked := 0; asked < 60; asked += 5 {
			r, err := layered.Engine{}.Layout(&countdown{context.Background(), asked}, g)
			if err != nil { // else it was done before
				require.ErrorIs(t, err, errLate, "%s", name)
				assert.Nil(t, r, "%s: half a result", name)
			}
		}
	}
}

// BenchmarkCancel measures how long a layout goes on after it was cancelled, and make torture how long it takes in all.
func BenchmarkCancel(b *testing.B) {
	for name, g := range hard(10) {
		b.Run(name, func(b *testing.B) {
			from := time.Now()
			lay(b, g)
			b.ReportMetric(time.Since(from).Seconds(), "s/layout")
			whole := time.Since(from)
			worst := time.Duration(0)
			for i := 0; b.Loop(); i++ {
				ctx, cancel := context.WithCancel(context.Background())
				var at time.Time
				timer := time.AfterFunc(whole*time.Duration(i%50)/50, func() { at = time.Now(); cancel() })
				_, err := layered.Engine{}.Layout(ctx, g)
				timer.Stop()
				if err != nil && !at.IsZero() {
					worst = max(worst, time.Since(at))
				}
				cancel()
			}
			b.ReportMetric(float64(worst.Milliseconds()), "ms-to-stop")
			if whole > 10*time.Second {
				b.Errorf("%s took %v", name, whole)
			}
		})
	}
}
