package layout

import (
	"math"
	"sort"

	"seika/internal/geom"
)

// Figures say how good a picture is. Lengths are whole px, shares have four decimals. The names are part of the output of
// the command line.
type Figures struct {
	NodeOverlaps       int     `json:"node_overlaps"`        // pairs of boxes
	EdgesThroughNodes  int     `json:"edges_through_nodes"`  // (line, box) pairs
	Crossings          int     `json:"crossings"`            // points where two lines change sides
	CollinearPairs     int     `json:"collinear_pairs"`      // lines without a common end that run on each other
	Bends              int     `json:"bends"`                // corners over 25°
	EdgeLength         int     `json:"edge_length"`          // all lines
	LongestEdge        int     `json:"longest_edge"`         //
	Width              int     `json:"width"`                // of boxes, frames, lines and labels together
	Height             int     `json:"height"`               //
	Area               int     `json:"area"`                 //
	Aspect             float64 `json:"aspect"`               // width / height
	Backward           int     `json:"backward"`             // io edges between nodes that run against the flow
	BackwardShare      float64 `json:"backward_share"`       // of all io edges between nodes
	SyncPairs          int     `json:"sync_pairs"`           // those that frames do not part
	SyncAdjacent       int     `json:"sync_adjacent"`        // of these, side by side
	SyncAcrossGroups   int     `json:"sync_across_groups"`   // in different frames, or ending on one
	ForeignInFrames    int     `json:"foreign_in_frames"`    // (box, frame) pairs
	FrameOverlaps      int     `json:"frame_overlaps"`       // pairs of frames, neither inside the other
	EdgesThroughFrames int     `json:"edges_through_frames"` // (line, frame) pairs where the frame holds neither end
	LabelOverlaps      int     `json:"label_overlaps"`       // labels on a box or label
	RoutesMissing      int     `json:"routes_missing"`       // lines without a route
}

// Change says how far a picture is from an earlier one of the same nodes.
type Change struct {
	Moved            int     `json:"moved"` // nodes, by more than 1 px
	DisplacementMean int     `json:"displacement_mean"`
	DisplacementP95  int     `json:"displacement_p95"`
	DisplacementMax  int     `json:"displacement_max"`
	OrderPairs       int     `json:"order_pairs"` // pairs of nodes, each axis counted
	OrderKept        int     `json:"order_kept"`  // of these, those that have not swapped
	OrderKeptShare   float64 `json:"order_kept_share"`
}

// Tolerances of the figures, px.
const (
	overlapSlack  = 0.5 // boxes that overlap by less only touch
	shrink        = 1.0 // a line this little inside a box only touches it
	collinearNear = 1.5 // lines this near run on each other …
	collinearRun  = 6.0 // … if they do so for longer than this
	backwardSlack = 1.0
	movedSlack    = 1.0
	orderSlack    = 1.0
	bendOver      = 25 * math.Pi / 180
)

// NearPartner is how far apart sync partners may stand and still count as side by side, px.
const NearPartner = 112.0

// Compare says how far the places after are from those before, node by node.
func Compare(before, after []geom.Point) Change {
	var c Change
	n := len(before)
	if n == 0 {
		return c
	}
	far := make([]float64, n)
	sum := 0.0
	for i := range before {
		far[i] = before[i].Dist(after[i])
		sum += far[i]
		if far[i] > movedSlack {
			c.Moved++
		}
	}
	sort.Float64s(far)
	c.DisplacementMean = whole(sum / float64(n))
	c.DisplacementP95 = whole(far[(n*95+99)/100-1])
	c.DisplacementMax = whole(far[n-1])
	c.OrderPairs = n * (n - 1)
	x, y := make([][2]float64, n), make([][2]float64, n)
	for i := range before {
		x[i] = [2]float64{before[i].X, after[i].X}
		y[i] = [2]float64{before[i].Y, after[i].Y}
	}
	c.OrderKept = c.OrderPairs - swapped(x) - swapped(y)
	c.OrderKeptShare = share(c.OrderKept, c.OrderPairs)
	return c
}

// swapped counts the pairs whose order before (first figure) is not that after (second), both by at least orderSlack.
func swapped(p [][2]float64) int {
	byBefore := append([][2]float64(nil), p...)
	sort.Slice(byBefore, func(i, j int) bool { return byBefore[i][0] < byBefore[j][0] })
	afters := make([]float64, len(p))
	for i := range p {
		afters[i] = p[i][1]
	}
	sort.Float64s(afters)
	sums := make([]int, len(p)+1) // a Fenwick tree over afters of what lies clearly before
	inserted, count := 0, 0
	for _, q := range byBefore {
		for inserted < len(byBefore) && byBefore[inserted][0] <= q[0]-orderSlack {
			for k := sort.SearchFloat64s(afters, byBefore[inserted][1]) + 1; k < len(sums); k += k & -k {
				sums[k]++
			}
			inserted++
		}
		count += inserted
		for k := sort.SearchFloat64s(afters, q[1]+orderSlack); k > 0; k -= k & -k {
			count -= sums[k]
		}
	}
	return count
}

func whole(v float64) int { return int(math.Round(v)) }

// share is a of b with four decimals; of nothing it is 0.
func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return four(float64(a) / float64(b))
}

func four(v float64) float64 { return math.Round(v*10_000) / 10_000 }
