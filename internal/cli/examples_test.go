package cli_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis/rules"
)

// checked is what check --format json prints.
type checked struct {
	Version int
	Files   []struct {
		File            string
		Nodes, IO, Sync int
		Findings        []struct {
			Rule, Key, Severity, Kind, Title, Question, Status string
			At, Labels                                         []string
		}
	}
}

// expected is the table of the example models: how many deliverables, inputs and syncs there are, and for each bare shape
// where it shows. An id with ° has the shape, but the rule is finer and silent, or a stronger finding stands for it.
var expected = []struct{ name, counts, n01, k01, k02, s02, u02, i01, n05 string }{
	{name: "E01", counts: "3/2/0"},
	{name: "E02", counts: "3/2/0", k01: "plan°"},
	{name: "E03", counts: "3/2/1", s02: "mine° yours°"},
	{name: "E04", counts: "3/1/1", n01: "svc"},
	{name: "E05", counts: "7/5/1", n01: "appr°", k01: "svc appr°", k02: "appr"},
	{name: "E06", counts: "4/4/0", n01: "guid edu", u02: "quest°"},
	{name: "E07", counts: "5/4/0", k01: "advice°"},
	{name: "E08", counts: "6/5/0", n01: "emp", k01: "meas"},
	{name: "E09", counts: "9/9/1", n01: "tdoc db°", s02: "db da°", i01: "arch>da° db>prod°"},
	{name: "E10", counts: "14/15/0", k01: "dish", i01: "slip>served slip>bill"},
	{name: "E11", counts: "15/14/1", n01: "resv use pay rev", k01: "quote", s02: "resv", u02: "rev", i01: "quote>inv"},
	{name: "E12", counts: "9/8/1", k01: "prop judge°", s02: "expn", i01: "expn>keep"},
	{name: "E13", counts: "7/6/0"},
}

func TestTheExamplesHaveTheHitsOfTheTable(t *testing.T) {
	for _, e := range expected {
		t.Run(e.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			keep(t, "lines/"+e.name+".seika.txt", "x.seika.txt")
			r := seika(t, "", "check", "--format", "json", "--preset", "all", "x.seika.txt")
			assert.Empty(t, r.err)
			assert.Equal(t, r, seika(t, "", "check", "--format", "json", "--preset", "all", "x.seika.txt"), "the second time")
			var got checked
			require.NoError(t, json.Unmarshal([]byte(r.out), &got))
			require.Len(t, got.Files, 1)
			f := got.Files[0]
			assert.Equal(t, e.counts, fmt.Sprintf("%d/%d/%d", f.Nodes, f.IO, f.Sync))
			marked := map[string][]string{}
			counted := false
			for _, x := range f.Findings {
				if len(x.At) > 0 { // else it is about the whole model
					marked[x.Rule] = append(marked[x.Rule], x.At[0])
				}
				counted = counted || x.Severity == "medium" || x.Severity == "high"
				assert.Len(t, x.Labels, len(x.At), x.Key)
				assert.NotContains(t, x.Title+x.Question, "‹", x.Key)
			}
			assert.Equal(t, counted, r.status == 1, "status %d", r.status)
			for rule, want := range map[string]string{
				"N01": e.n01, "K01": e.k01, "K02": e.k02, "S02": e.s02, "U02": e.u02, "I01": e.i01, "N05": e.n05,
			} {
				if _, there := rules.Find(rule); !there {
					continue // not yet
				}
				ids := slices.DeleteFunc(strings.Fields(want), func(id string) bool { return strings.HasSuffix(id, "°") })
				assert.ElementsMatch(t, ids, marked[rule], rule)
			}
		})
	}
}
