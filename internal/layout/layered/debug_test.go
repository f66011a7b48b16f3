//go:build versus

package layered_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"seika/internal/layout"
	"seika/internal/layout/layered"
)

func svg(g *layout.Graph, r *layout.Result) string {
	var b strings.Builder
	f := layout.Measure(g, r)
	minx, miny := 1e9, 1e9
	for i, n := range g.Nodes {
		minx, miny = min(minx, r.At[i].X-n.Size.W), min(miny, r.At[i].Y-n.Size.H)
	}
	minx -= 60
	miny -= 60
	fmt.Fprintf(&b, "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='%f %f %d %d'><rect x='%f' y='%f' width='10000' height='10000' fill='white'/>", f.Width+160, f.Height+160, minx, miny, f.Width+160, f.Height+160, minx, miny)
	for _, q := range r.Frames {
		fmt.Fprintf(&b, "<rect x='%f' y='%f' width='%f' height='%f' fill='#eef' stroke='#88a'/>", q.Min.X, q.Min.Y, q.W(), q.H())
	}
	for i, n := range g.Nodes {
		fmt.Fprintf(&b, "<rect x='%f' y='%f' width='%f' height='%f' fill='#ffd' stroke='black'/><text x='%f' y='%f' font-size='14'>%d</text>", r.At[i].X-n.Size.W/2, r.At[i].Y-n.Size.H/2, n.Size.W, n.Size.H, r.At[i].X-8, r.At[i].Y+5, i)
	}
	col := []string{"#c00", "#080", "#00c", "#a0a", "#088", "#860", "#555"}
	for i, l := range r.Routes {
		fmt.Fprintf(&b, "<polyline fill='none' stroke='%s' points='", col[i%len(col)])
		for _, p := range l.Points {
			fmt.Fprintf(&b, "%f,%f ", p.X, p.Y)
		}
		fmt.Fprintf(&b, "'/>")
	}
	b.WriteString("</svg>")
	return b.String()
}

func TestDebugPictures(t *testing.T) {
	for _, s := range append(load(t, theTen)[:8], load(t, theRandom)[:12]...) {
		for _, plainly := range []bool{false, true} {
			g := s.graph
			if plainly {
				g = plain(g)
			}
			r := layout.Finish(g, lay(t, g), layout.Careful)
			f := layout.Measure(g, r)
			cr, ln := 0, 0
			for _, k := range layered.Corridors(g) {
				m := layout.Measure(k.Graph, k.Result)
				cr += m.Crossings
				ln += m.EdgeLength
			}
			fmt.Println(s.Name, len(g.Nodes), plainly, "drawn", f.Crossings, f.EdgeLength, "corridor", cr, ln)
			os.WriteFile(fmt.Sprintf("/tmp/pics/%s-%v.svg", strings.ReplaceAll(s.Name, " ", "-"), plainly), []byte(svg(g, r)), 0o644)
		}
	}
}
