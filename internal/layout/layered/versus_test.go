//go:build versus

package layered_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/layout/graphviz"
	"seika/internal/layout/layered"
)

// Our engine and native dot side by side, on the stored graphs. make bench-layout prints the table.

// reference writes DOT as figures are compared with: our sizes and gaps, sync partners on one rank, no groups.
func reference(g *layout.Graph, splines, more string) []byte {
	var b bytes.Buffer
	in := func(px float64) string { return strconv.FormatFloat(px/72, 'f', 6, 64) }
	fmt.Fprintf(&b, "digraph {\nrankdir=LR nodesep=%s ranksep=%s splines=%s %s\n", in(layout.BoxGap), in(layout.RankGap), splines, more)
	b.WriteString("node [shape=box fixedsize=true margin=0 label=\"\"]\nedge [dir=none]\n")
	for i, n := range g.Nodes {
		fmt.Fprintf(&b, "n%d [width=%s height=%s]\n", i, in(n.Size.W), in(n.Size.H))
	}
	for i, e := range g.Edges {
		fmt.Fprintf(&b, "n%d -> n%d [id=e%d]\n", e.From.Index, e.To.Index, i)
	}
	for i, s := range g.Syncs {
		fmt.Fprintf(&b, "{rank=same n%d n%d}\nn%d -> n%d [id=e%d]\n", s[0].Index, s[1].Index, s[0].Index, s[1].Index, len(g.Edges)+i)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// dot runs native dot and says how much CPU time it took, in ms.
func dot(t testing.TB, format string, src []byte) ([]byte, float64) {
	cmd := exec.Command("dot", "-T"+format)
	cmd.Stdin = bytes.NewReader(src)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	require.NoError(t, err, "dot: %s", errs.String())
	return out, float64(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()) / 1e6
}

// drawnByDot is the picture dot makes, measured as ours are. of tells which node of dot holds ours, and where; nil is one
// each.
func drawnByDot(t testing.TB, g *layout.Graph, src []byte) layout.Figures {
	out, _ := dot(t, "json", src)
	var a struct {
		BB      string `json:"bb"`
		Objects []struct {
			Name, Pos string
		}
		Edges []struct {
			ID   string
			Draw []struct {
				Op     string
				Points [][2]float64
			} `json:"_draw_"`
		}
	}
	require.NoError(t, json.Unmarshal(out, &a))
	r := &layout.Result{At: make([]geom.Point, len(g.Nodes)), Routes: make([]layout.Route, len(g.Edges)+len(g.Syncs))}
	list, of := graphviz.Stacks(g)
	grouped := bytes.Contains(src, []byte("TABLE")) || bytes.Contains(src, []byte("cluster_"))
	at := map[string]geom.Point{}
	for _, o := range a.Objects {
		if x, y, ok := strings.Cut(o.Pos, ","); ok {
			u, _ := strconv.ParseFloat(x, 64)
			v, _ := strconv.ParseFloat(y, 64)
			at[o.Name] = geom.Pt(u, -v)
		}
	}
	for i := range g.Nodes {
		name, off := fmt.Sprintf("n%d", i), geom.Point{}
		if grouped {
			name, off = fmt.Sprintf("n%d", of[i]), list[of[i]](i)
		}
		p, ok := at[name]
		require.True(t, ok, "node %d", i)
		r.At[i] = p.Add(off)
	}
	h := *g
	h.Nodes = slices.Clone(g.Nodes)
	for i := range h.Nodes {
		h.Nodes[i].At, h.Nodes[i].Placed = r.At[i], true
	}
	for _, e := range a.Edges {
		id, err := strconv.Atoi(strings.TrimPrefix(e.ID, "e"))
		require.NoError(t, err)
		for _, d := range e.Draw {
			if d.Op == "b" {
				r.Routes[id].Points = flat(d.Points)
			}
		}
	}
	for i, s := range g.Syncs { // inside a stack
		if k := len(g.Edges) + i; r.Routes[k].Points == nil {
			p, q := h.Nodes[s[0].Index].Box(), h.Nodes[s[1].Index].Box()
			r.Routes[k].Points = []geom.Point{p.Center(), q.Center()}
		}
	}
	r.Frames = layout.Frames(&h)
	return layout.Measure(&h, r)
}

// flat cuts a row of Bézier curves into straight parts.
func flat(c [][2]float64) []geom.Point {
	at := func(i int) geom.Point { return geom.Pt(c[i][0], -c[i][1]) }
	out := []geom.Point{at(0)}
	for i := 0; i+3 < len(c); i += 3 {
		p, q, r, s := at(i), at(i+1), at(i+2), at(i+3)
		off := math.Max(p.Sub(q.Mul(2)).Add(r).Len(), q.Sub(r.Mul(2)).Add(s).Len())
		n := int(math.Ceil(math.Sqrt(0.75 * off / 0.5)))
		for k := 1; k <= max(1, n); k++ {
			u := float64(k) / float64(max(1, n))
			v := 1 - u
			out = append(out, p.Mul(v*v*v).Add(q.Mul(3*u*v*v)).Add(r.Mul(3*u*u*v)).Add(s.Mul(u*u*u)))
		}
	}
	return out
}

// sums adds up figures of a set.
type sums struct {
	crossings, length, through, overlaps, foreign, pairs, adjacent, frames float64
}

func (s *sums) add(f layout.Figures) {
	s.crossings += float64(f.Crossings)
	s.length += float64(f.EdgeLength)
	s.through += float64(f.EdgesThroughNodes)
	s.overlaps += float64(f.NodeOverlaps)
	s.foreign += float64(f.ForeignInFrames)
	s.frames += float64(f.FrameOverlaps)
	s.pairs += float64(f.SyncPairs)
	s.adjacent += float64(f.SyncAdjacent)
}

func corridors(g *layout.Graph) (crossings, length float64) {
	for _, c := range layered.Corridors(g) {
		f := layout.Measure(c.Graph, c.Result)
		crossings += float64(f.Crossings)
		length += float64(f.EdgeLength)
	}
	return crossings, length
}

// row prints a figure beside what it must be.
func row(name string, ours, theirs, ratio, must float64) {
	mark := "reached"
	if ratio > must {
		mark = "MISSED"
	}
	fmt.Printf("%-46s %12.1f %12.1f %9.3f  ≤ %-6.2f %s\n", name, ours, theirs, ratio, must, mark)
}

func exactly(name string, got, want float64) {
	mark := "reached"
	if got > want {
		mark = "MISSED"
	}
	fmt.Printf("%-46s %12.0f %12s %9s  ≤ %-6.0f %s\n", name, got, "", "", want, mark)
}

func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

const ratioRounds = 9

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

func layOut(t testing.TB, g *layout.Graph) *layout.Result {
	r, err := layered.Engine{}.Layout(context.Background(), g)
	require.NoError(t, err)
	return r
}

func TestQualityVersusDot(t *testing.T) {
	fmt.Printf("%-46s %12s %12s %9s  %s\n", "quality", "ours", "dot", "ratio", "must")
	for _, set := range []struct {
		name    string
		graphs  []stored
		cross   float64 // corridors and drawn
		long    float64
		drawn   float64
		through float64 // share of lines
	}{
		{"ten", load(t, theTen), 1.0, 1.1, 1.3, 0},
		{"150 random", load(t, theRandom), 1.0, 1.1, 1.3, 0},
		{"300", load(t, theLarge)[:1], 1.1, 1.1, 1.3, 0},
		{"1,000", load(t, theLarge)[1:2], 1.1, 1.2, 1.4, 0.01},
		{"M100", load(t, theModels)[:1], 1.1, 1.1, 1.3, 0},
		{"L1000", load(t, theModels)[1:], 1.1, 1.2, 1.4, 0.01},
	} {
		var theirs, ours sums
		cc, cl, lines := 0.0, 0.0, 0.0
		for _, s := range set.graphs {
			g := plain(s.graph)
			theirs.add(drawnByDot(t, g, reference(g, "spline", "")))
			c, l := corridors(g)
			cc, cl = cc+c, cl+l
			ours.add(layout.Measure(g, layout.Finish(g, layOut(t, g), layout.Careful)))
			lines += float64(len(g.Edges) + len(g.Syncs))
		}
		row(set.name+": corridor crossings", cc, theirs.crossings, cc/theirs.crossings, set.cross)
		row(set.name+": corridor length", cl, theirs.length, cl/theirs.length, set.long)
		row(set.name+": drawn crossings", ours.crossings, theirs.crossings, ours.crossings/theirs.crossings, set.cross)
		row(set.name+": drawn length", ours.length, theirs.length, ours.length/theirs.length, set.drawn)
		exactly(set.name+": node overlaps", ours.overlaps, 0)
		exactly(set.name+": edges through nodes", ours.through, math.Floor(set.through*lines))
		exactly(set.name+": sync pairs not adjacent", ours.pairs-ours.adjacent, 0)
	}
	for _, set := range []struct {
		name   string
		graphs []stored
	}{{"grouped of ten", load(t, theTen)}, {"grouped 150", load(t, theRandom)}} {
		var old, renewed, bare, ours sums
		for _, s := range set.graphs {
			if g := s.graph; len(g.Groups) > 0 {
				old.add(drawnByDot(t, g, graphviz.Graph(g, graphviz.Options{NoLimit: true})))
				renewed.add(drawnByDot(t, g, graphviz.Graph(g, graphviz.Options{NoLimit: true, NewRank: true})))
				bare.add(drawnByDot(t, plain(g), graphviz.Graph(plain(g), graphviz.Options{NoLimit: true})))
				ours.add(layout.Measure(g, layout.Finish(g, layOut(t, g), layout.Careful)))
			}
		}
		row(set.name+": crossings, old ranking", ours.crossings, old.crossings, ours.crossings/old.crossings, 1)
		row(set.name+": length, old ranking", ours.length, old.length, ours.length/old.length, 1.1)
		row(set.name+": crossings, newrank (should)", ours.crossings, renewed.crossings, ours.crossings/renewed.crossings, 1)
		row(set.name+": crossings, groups ignored (informs)", ours.crossings, bare.crossings, ours.crossings/bare.crossings, 99)
		exactly(set.name+": foreign in frames", ours.foreign, 0)
		exactly(set.name+": frame overlaps", ours.frames, 0)
		exactly(set.name+": node overlaps", ours.overlaps, 0)
		exactly(set.name+": edges through nodes", ours.through, 0)
		exactly(set.name+": sync pairs not adjacent", ours.pairs-ours.adjacent, 0)
	}
}

func TestTimeVersusDot(t *testing.T) {
	fmt.Printf("%-46s %12s %12s %9s  %s\n", "CPU, ms", "ours", "dot", "ratio", "must")
	ten, large := load(t, theTen), load(t, theLarge)
	var small []stored
	for _, s := range ten {
		if len(s.graph.Nodes) <= 60 {
			small = append(small, s)
		}
	}
	for _, c := range []struct {
		name   string
		graphs []stored
		must   float64
		line   string
		more   string
		groups bool
	}{
		{"5–60 nodes of ten", small, 0.1, "spline", "", false},
		{"5–60 nodes of ten, groups", small, 0.1, "spline", "", true},
		{"10 nodes, 3 groups", ten[3:4], 0.1, "spline", "", true},
		{"60 nodes", ten[7:8], 0.1, "spline", "", false},
		{"150 random", load(t, theRandom), 0.1, "spline", "", false},
		{"150 random, groups", load(t, theRandom), 0.1, "spline", "", true},
		{"150 nodes, 6 groups (informs)", ten[8:9], 0.3, "spline", "", true},
		{"M100 (informs)", load(t, theModels)[:1], 0.1, "spline", "", false},
		{"300 nodes", large[:1], 0.3, "spline", "", false},
		{"300 nodes of ten", ten[9:10], 0.3, "spline", "", false},
		{"1,000 nodes, splines", large[1:2], 0.3, "spline", "nslimit=1 nslimit1=1", false},
		{"1,000 nodes, straight", large[1:2], 0.3, "line", "nslimit=1 nslimit1=1", false},
		{"L1000, splines", load(t, theModels)[1:], 0.3, "spline", "nslimit=1 nslimit1=1", false},
	} {
		var ours, theirs []float64
		rounds := ratioRounds
		if len(c.graphs) > 100 {
			rounds = 3
		}
		for range rounds {
			us, them := 0.0, 0.0
			for _, s := range c.graphs {
				g := s.graph
				if !c.groups {
					g = plain(g)
				}
				// Short runs are repeated: a process has a start, we have none.
				n := max(1, 300/len(g.Nodes)/len(c.graphs))
				from := cpu()
				for range n {
					layOut(t, g)
				}
				us += (cpu() - from) / float64(n)
				src := reference(g, c.line, c.more)
				if c.groups {
					src = graphviz.Graph(g, graphviz.Options{NoLimit: true})
				}
				_, ms := dot(t, "plain", src)
				them += ms
			}
			ours, theirs = append(ours, us), append(theirs, them)
		}
		a, b := median(ours), median(theirs)
		row(c.name, a, b, a/b, c.must)
	}
	from := cpu()
	layOut(t, large[2].graph)
	exactly("5,000 nodes, ms", cpu()-from, 3000)
	exactly("5,000 nodes, peak MB of the whole test", peakMB(t), 300)
}

func peakMB(t testing.TB) float64 {
	data, err := os.ReadFile("/proc/self/status")
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		if v, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(v)[0], 64)
			require.NoError(t, err)
			return kb / 1024
		}
	}
	return 0
}
