package layered_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/layout"
	"seika/internal/layout/layered"
)

// collection is some graphs whose figures are added up, and what these must be.
type collection struct {
	name    string
	graphs  []stored
	grouped bool
	cross   float64 // ratios to dot
	long    float64
	drawn   float64
	through float64 // share of lines through boxes
}

// collections are those of the design. sets gives graphs by file.
func collections(sets func(string) []stored) []collection {
	grouped := func(set []stored) []stored {
		var out []stored
		for _, s := range set {
			if len(s.Groups) > 0 {
				out = append(out, s)
			}
		}
		return out
	}
	ten, random, large, models := sets(theTen), sets(theRandom), sets(theLarge), sets(theModels)
	return []collection{
		{"ten", ten, false, 1, 1.1, 1.3, 0},
		{"150 random", random, false, 1, 1.1, 1.3, 0},
		{"300", large[:1], false, 1.1, 1.1, 1.3, 0},
		{"1,000", large[1:2], false, 1.1, 1.2, 1.4, 0.01},
		{"M100", models[:1], false, 1.1, 1.1, 1.3, 0},
		{"L1000", models[1:], false, 1.1, 1.2, 1.4, 0.01},
		{"grouped of ten", grouped(ten), true, 1, 0, 1.1, 0},
		{"grouped of 150", grouped(random), true, 1, 0, 1.1, 0},
	}
}

// sums adds up figures of a collection.
type sums struct {
	Crossings int `json:"crossings"`
	Length    int `json:"length"`
	Through   int `json:"through"`
}

// theirs is what dot makes of a collection: what we are compared with, and two others for a collection with groups.
type theirs struct {
	Dot     sums `json:"dot"`
	NewRank sums `json:"newrank"`
	Bare    sums `json:"without_groups"`
}

// figures of a collection as our engine draws it.
type figures struct {
	drawn, corridors                    sums
	lines, overlaps, foreign, frames    int
	pairs, adjacent, missing, collinear int
}

func ours(t testing.TB, c collection) figures {
	var f figures
	for _, s := range c.graphs {
		g := s.graph
		if !c.grouped {
			g = plain(g)
			for _, k := range layered.Corridors(g) {
				f.corridors.add(count(t, k.Graph, k.Result))
			}
		}
		m := count(t, g, layout.Finish(g, lay(t, g), layout.Careful))
		f.drawn.add(m)
		f.lines += len(g.Edges) + len(g.Syncs)
		f.overlaps += m.NodeOverlaps
		f.foreign += m.ForeignInFrames
		f.frames += m.FrameOverlaps
		f.pairs += m.SyncPairs
		f.adjacent += m.SyncAdjacent
		f.missing += m.RoutesMissing
		f.collinear += m.CollinearPairs
	}
	return f
}

func (s *sums) add(f layout.Figures) {
	s.Crossings += f.Crossings
	s.Length += f.EdgeLength
	s.Through += f.EdgesThroughNodes
}

// must is one line of the table.
type must struct {
	name        string
	ours, dot   float64
	ratio, most float64 // ratio is ours where dot has no say
	absolute    bool
}

func (m must) reached() bool { return m.ratio <= m.most }

func (m must) String() string {
	mark := "reached"
	switch {
	case math.IsInf(m.most, 1):
		return fmt.Sprintf("%-46s %12.1f %12.1f %9.3f", m.name, m.ours, m.dot, m.ratio)
	case !m.reached():
		mark = "MISSED"
	}
	if m.absolute {
		return fmt.Sprintf("%-46s %12.0f %12s %9s  ≤ %-6.4g %s", m.name, m.ours, "", "", m.most, mark)
	}
	return fmt.Sprintf("%-46s %12.1f %12.1f %9.3f  ≤ %-6.4g %s", m.name, m.ours, m.dot, m.ratio, m.most, mark)
}

// table holds a collection's figures against dot's.
func table(c collection, f figures, d theirs) []must {
	ratio := func(name string, a, b int, most float64) must {
		return must{name: c.name + ": " + name, ours: float64(a), dot: float64(b), ratio: float64(a) / math.Max(1, float64(b)), most: most}
	}
	none := func(name string, n int, most float64) must {
		return must{name: c.name + ": " + name, ours: float64(n), ratio: float64(n), most: most, absolute: true}
	}
	inform := math.Inf(1)
	var out []must
	if c.grouped {
		out = append(out, ratio("crossings", f.drawn.Crossings, d.Dot.Crossings, c.cross),
			ratio("length", f.drawn.Length, d.Dot.Length, c.drawn),
			ratio("crossings, dot with newrank (should be ≤ 1)", f.drawn.Crossings, d.NewRank.Crossings, inform),
			ratio("length, dot with newrank", f.drawn.Length, d.NewRank.Length, inform),
			ratio("crossings, dot without groups", f.drawn.Crossings, d.Bare.Crossings, inform),
			none("foreign boxes in frames", f.foreign, 0),
			none("frames that overlap", f.frames, 0))
	} else {
		out = append(out, ratio("corridor crossings", f.corridors.Crossings, d.Dot.Crossings, c.cross),
			ratio("corridor length", f.corridors.Length, d.Dot.Length, c.long),
			ratio("drawn crossings", f.drawn.Crossings, d.Dot.Crossings, c.cross),
			ratio("drawn length", f.drawn.Length, d.Dot.Length, c.drawn))
	}
	return append(out, none("boxes that overlap", f.overlaps, 0),
		none("lines through boxes", f.drawn.Through, math.Floor(c.through*float64(f.lines))),
		none("partners not side by side", f.pairs-f.adjacent, 0),
		none("lines missing", f.missing, 0))
}

func TestPicturesAreAsGoodAsThoseOfDot(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(golden.Root(t), filepath.FromSlash(storedDir), "reference.json"))
	require.NoError(t, err)
	var dot map[string]theirs
	require.NoError(t, json.Unmarshal(data, &dot))
	for _, c := range collections(func(set string) []stored { return load(t, set) }) {
		for _, m := range table(c, ours(t, c), dot[c.name]) {
			t.Log(m)
			assert.True(t, m.reached(), "%s", m)
		}
	}
}
