//go:build versus

package layered_test

import (
	"fmt"
	"testing"
)

func TestOurTime(t *testing.T) {
	ten, large := load(t, theTen), load(t, theLarge)
	random := load(t, theRandom)
	for _, c := range []struct {
		name   string
		graphs []stored
		groups bool
		dot float64
	}{
		{"5–60 nodes of ten", ten[:8], false,72.7},
		{"5–60 nodes of ten, groups", ten[:8], true,73.4},
		{"60 nodes", ten[7:8], false,14.3},
		{"150 random", random, false,1337},
		{"150 random, groups", random, true,1472},
		{"150 nodes, 6 groups (informs)", ten[8:9], true,28.6},
		{"300 nodes", large[:1], false,105},
		{"300 nodes of ten", ten[9:10], false,72},
		{"1,000 nodes", large[1:2], false,680},
	} {
		var us []float64
		for range 7 {
			sum := 0.0
			for _, s := range c.graphs {
				g := s.graph
				if !c.groups {
					g = plain(g)
				}
				n := max(1, 300/len(g.Nodes)/len(c.graphs))
				from := cpu()
				for range n {
					lay(t, g)
				}
				sum += (cpu() - from) / float64(n)
			}
			us = append(us, sum)
		}
		m := median(us)
		fmt.Printf("%-40s %8.2f min %8.2f  ratio %.3f\n", c.name, m, us[0], us[0]/c.dot)
	}
}
