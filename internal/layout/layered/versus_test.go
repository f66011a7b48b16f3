//go:build versus

package layered_test

import (
	"bytes"
	"encoding/json"
	"flag"
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
	"seika/internal/golden"
	"seika/internal/layout"
	"seika/internal/layout/graphviz"
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

// dotDraws says that native dot comes to an end with a graph, groups as clusters.
func dotDraws(g *layout.Graph) bool {
	for _, o := range []graphviz.Options{{Snug: true, NoLimit: true}, {Snug: true, NoLimit: true, NewRank: true}} {
		cmd := exec.Command("dot", "-Tjson")
		cmd.Stdin = bytes.NewReader(graphviz.Graph(g, o))
		if cmd.Run() != nil {
			return false
		}
	}
	return true
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
	return count(t, &h, r)
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

var fresh = flag.Uint64("fresh", 0, "graphs of other seeds instead of the stored ones")

// chosen are the stored sets, or fresh ones.
func chosen(t testing.TB) func(string) []stored {
	if *fresh == 0 {
		return func(set string) []stored { return load(t, set) }
	}
	sets := madeSets(*fresh * 1000)
	return func(set string) []stored { return sets[set] }
}

func tableHead() string {
	return fmt.Sprintf("%-46s %12s %12s %9s  %s", "", "ours", "dot", "ratio", "must")
}

func TestQualityVersusDot(t *testing.T) {
	fmt.Println(tableHead())
	all := map[string]theirs{}
	for _, c := range collections(chosen(t)) {
		var d theirs
		if c.grouped && *fresh != 0 { // dot loses lines of some graphs with clusters
			c.graphs = slices.DeleteFunc(slices.Clone(c.graphs), func(s stored) bool { return !dotDraws(s.graph) })
		}
		for _, s := range c.graphs {
			g := s.graph
			if !c.grouped {
				g = plain(g)
				d.Dot.add(drawnByDot(t, g, reference(g, "spline", "")))
				continue
			}
			d.Dot.add(drawnByDot(t, g, graphviz.Graph(g, graphviz.Options{Snug: true, NoLimit: true})))
			d.NewRank.add(drawnByDot(t, g, graphviz.Graph(g, graphviz.Options{Snug: true, NoLimit: true, NewRank: true})))
			d.Bare.add(drawnByDot(t, plain(g), graphviz.Graph(plain(g), graphviz.Options{Snug: true, NoLimit: true})))
		}
		all[c.name] = d
		for _, m := range table(c, ours(t, c), d) {
			fmt.Println(m)
		}
	}
	if *fresh == 0 {
		data, err := json.MarshalIndent(all, "", " ")
		require.NoError(t, err)
		golden.File(t, storedDir+"/reference.json", string(data)+"\n")
	}
}

func TestTimeVersusDot(t *testing.T) {
	fmt.Println("CPU, ms")
	sets := chosen(t)
	ten, large := sets(theTen), sets(theLarge)
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
		{"150 random", sets(theRandom), 0.1, "spline", "", false},
		{"150 random, groups", sets(theRandom), 0.1, "spline", "", true},
		{"150 nodes, 6 groups (informs)", ten[8:9], 0.3, "spline", "", true},
		{"M100 (informs)", sets(theModels)[:1], 0.1, "spline", "", false},
		{"300 nodes", large[:1], 0.3, "spline", "", false},
		{"300 nodes of ten", ten[9:10], 0.3, "spline", "", false},
		{"1,000 nodes, splines", large[1:2], 0.3, "spline", "nslimit=1 nslimit1=1", false},
		{"1,000 nodes, straight", large[1:2], 0.3, "line", "nslimit=1 nslimit1=1", false},
		{"L1000, splines", sets(theModels)[1:], 0.3, "spline", "nslimit=1 nslimit1=1", false},
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
					lay(t, g)
				}
				us += (cpu() - from) / float64(n)
				src := reference(g, c.line, c.more)
				if c.groups {
					src = graphviz.Graph(g, graphviz.Options{Snug: true, NoLimit: true})
				}
				_, ms := dot(t, "plain", src)
				them += ms
			}
			ours, theirs = append(ours, us), append(theirs, them)
		}
		a, b := median(ours), median(theirs)
		fmt.Println(must{name: c.name, ours: a, dot: b, ratio: a / b, most: c.must})
	}
	from := cpu()
	lay(t, large[2].graph)
	spent := cpu() - from
	fmt.Println(must{name: "5,000 nodes", ours: spent, ratio: spent, most: 3000, absolute: true})
	peak := peakMB(t)
	fmt.Println(must{name: "5,000 nodes, peak MB of the whole test", ours: peak, ratio: peak, most: 300, absolute: true})
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
