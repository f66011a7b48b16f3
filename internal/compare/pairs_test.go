package compare_test

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/compare"
	"seika/internal/importer/bpmn"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// corpus is the folder of foreign files beside the checkout, which are read where they lie.
func corpus(t testing.TB) string {
	dir := os.Getenv("SEIKA_CORPUS")
	if dir == "" {
		for _, up := range []string{"../../../shared/corpus", "../../../../shared/corpus"} {
			if _, err := os.Stat(up); err == nil {
				dir = up
			}
		}
	}
	if dir == "" {
		t.Skip("NOT RUN: no ../shared/corpus beside the checkout, and SEIKA_CORPUS is not set")
	}
	return filepath.Join(dir, "bpmn")
}

func view(t testing.TB, name string) *taskview.View {
	data, err := os.ReadFile(filepath.Join(corpus(t), name))
	require.NoError(t, err)
	v, err := bpmn.View(t.Context(), &source.Input{File: name, Data: data})
	require.NoError(t, err)
	return v
}

func derived(t testing.TB, v *taskview.View) *model.Graph {
	r, err := taskview.Derive(t.Context(), v, taskview.Options{})
	require.NoError(t, err)
	return r.Graph
}

// truth is the scenario steps by file and id of the activity, in the order of the file.
func truth(t testing.TB) (files []string, steps map[string]map[string][]string) {
	f, err := os.Open("../../testdata/compare/hdbpmn.tsv")
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	steps = map[string]map[string][]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		row := strings.Split(s.Text(), "\t")
		if steps[row[0]] == nil {
			files, steps[row[0]] = append(files, row[0]), map[string][]string{}
		}
		steps[row[0]][row[1]] = strings.Fields(row[2])
	}
	return files, steps
}

func TestTheMatcherAgreesWithPeopleOnWritersOfOneScenario(t *testing.T) {
	files, steps := truth(t)
	exercise := func(file string) string { return file[:len("hdBPMN__ex02")] }
	pairs, accepted, right, wanted, found, proposed := 0, 0, 0, 0, 0, 0
	for i, one := range files {
		for _, other := range files[i+1:] {
			if exercise(one) != exercise(other) {
				continue
			}
			pairs++
			v, w := view(t, one), view(t, other)
			g := derived(t, w)
			makers := makersOf(w, g)
			linked := map[[2]string]bool{}
			for _, r := range compare.Match(v, g, nil, compare.Usual) {
				if r.Status == compare.Proposed {
					proposed++
				}
				if !r.Counts() {
					continue
				}
				for _, task := range r.Tasks {
					if len(steps[one][task]) == 0 {
						continue // data that comes from nowhere: not labelled
					}
					accepted++
					ok := false
					for _, d := range r.Deliverables {
						for _, b := range makers[d] {
							linked[[2]string{task, b}] = true
							ok = ok || meet(steps[one][task], steps[other][b])
						}
					}
					if ok {
						right++
					} else {
						t.Logf("%s, %s: %s is not %v (%d)", one, other, task, r.Deliverables, r.Score)
					}
				}
			}
			for a, x := range steps[one] {
				for b, y := range steps[other] {
					if meet(x, y) {
						wanted++
						if linked[[2]string{a, b}] {
							found++
						}
					}
				}
			}
		}
	}
	precision, recall := float64(right)/float64(accepted), float64(found)/float64(wanted)
	t.Logf("%d pairs of writers: %d of %d accepted are right, %d of %d pairs of steps found, %d proposed", pairs, right, accepted, found, wanted, proposed)
	assert.GreaterOrEqual(t, pairs, 10)
	assert.GreaterOrEqual(t, precision, 0.9)
	assert.GreaterOrEqual(t, recall, 0.5)
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// makersOf are the activities that made a deliverable, by what it says of itself.
func makersOf(v *taskview.View, g *model.Graph) map[model.ID][]string {
	node := map[string]bool{}
	for _, n := range v.Nodes {
		node[n.ID] = true
	}
	makers := map[model.ID][]string{}
	for n := range g.Nodes() {
		for _, id := range n.Trace.Origin.Items() {
			if node[id] {
				makers[n.ID] = append(makers[n.ID], id)
			}
			for _, u := range v.Uses {
				if u.Data == id && u.Direction != taskview.In {
					makers[n.ID] = append(makers[n.ID], u.Node)
				}
			}
			for _, m := range v.Messages {
				if m.ID == id {
					makers[n.ID] = append(makers[n.ID], m.From)
				}
			}
		}
	}
	return makers
}
