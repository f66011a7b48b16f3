package lines_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/model"
)

func TestTheExampleModelsHaveTheirShapes(t *testing.T) {
	for name, want := range map[string]string{
		"E01": "3/2/0/0 1/0/0", "E02": "3/2/0/1 0/1/0", "E03": "3/2/1/0 1/0/2", "E04": "3/1/1/0 0/0/2", "E05": "7/5/1/2 0/2/2",
		"E06": "4/4/0/0 1/0/0", "E07": "5/4/0/1 1/1/0", "E08": "6/5/0/1 1/1/0", "E09": "9/9/1/0 3/0/2", "E10": "14/15/0/1 5/1/0",
		"E11": "15/14/1/1 3/1/2", "E12": "9/8/1/3 1/2/2", "E13": "7/6/0/0 3/0/0", "T10": "10/11/1/3 1/3/2",
	} {
		g, err := parse(t, fixture(t, name+".seika.txt"))
		require.NoError(t, err, name)
		assert.Equal(t, want, counts(g)+" "+patterns(g), "boxes/inputs/syncs/intangible basic/knowhow/sync of %s", name)
	}
	g, err := parse(t, fixture(t, "E09.seika.txt"))
	require.NoError(t, err)
	whole, ok := g.Group("dds")
	require.True(t, ok)
	assert.Equal(t, model.Composite, whole.Kind)
	assert.Equal(t, []model.ID{"da", "db"}, g.Members("dds"))
	var ends []model.ID
	for p := range g.Phases() {
		ends = append(ends, p.Ends)
	}
	assert.Equal(t, []model.ID{"conc", "db", "prod"}, ends)
}

func counts(g *model.Graph) string {
	io, sync, intangible := 0, 0, 0
	for r := range g.Relations() {
		if r.Kind == model.Sync {
			sync++
		} else {
			io++
		}
	}
	for n := range g.Nodes() {
		if n.Kind == model.Intangible {
			intangible++
		}
	}
	return fmt.Sprintf("%d/%d/%d/%d", g.NodeCount(), io, sync, intangible)
}

// patterns counts the deliverables of each pattern of the method.
func patterns(g *model.Graph) string {
	basic, knowhow, sync := 0, 0, 0
	for n := range g.Nodes() {
		inputs := slices.Collect(g.In(n.ID))
		settled := len(slices.Collect(g.Syncs(n.ID))) > 0
		known := slices.ContainsFunc(inputs, func(r model.Relation) bool {
			from, _ := g.Node(r.From)
			return from.Kind == model.Intangible
		})
		if known {
			knowhow++
		}
		if settled {
			sync++
		}
		if len(inputs) >= 2 && !known && !settled {
			basic++
		}
	}
	return fmt.Sprintf("%d/%d/%d", basic, knowhow, sync)
}
