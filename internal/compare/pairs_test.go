package compare_test

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
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

func file(t testing.TB, dir, name string) []byte {
	data, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	return data
}

func viewOf(t testing.TB, name string, data []byte) *taskview.View {
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
func truth(t testing.TB, table string) (files []string, steps map[string]map[string][]string) {
	f, err := os.Open(filepath.Join("../../testdata/compare", table))
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
	s := agreement(t, "hdbpmn.tsv", corpus(t))
	assert.GreaterOrEqual(t, s.pairs, 10)
	assert.GreaterOrEqual(t, s.precision(), 0.9)
	assert.GreaterOrEqual(t, s.recall(), 0.5)
}

func TestTheMatcherAgreesWithPeopleOnOtherWriters(t *testing.T) {
	dir := os.Getenv("SEIKA_HDBPMN")
	if dir == "" {
		t.Skip("NOT RUN: SEIKA_HDBPMN does not name data/annotations of dwslab/hdBPMN")
	}
	for _, table := range []string{"hdbpmn-unseen.tsv", "hdbpmn-new.tsv"} {
		t.Run(table, func(t *testing.T) {
			s := agreement(t, table, dir)
			assert.GreaterOrEqual(t, s.precision(), 0.9)
			assert.GreaterOrEqual(t, s.recall(), 0.5)
		})
	}
}

// score is what came of matching pairs of writers: offered are pairs of steps that a proposed row holds.
type score struct{ pairs, accepted, right, wanted, found, proposed, offered int }

func (s score) precision() float64 { return float64(s.right) / float64(s.accepted) }
func (s score) recall() float64    { return float64(s.found) / float64(s.wanted) }

// agreement matches all pairs of writers of one exercise that a table labels.
func agreement(t *testing.T, table, dir string) (s score) {
	files, steps := truth(t, table)
	exercise := func(file string) string { before, _, _ := strings.Cut(file, "_writer"); return before }
	for i, one := range files {
		for _, other := range files[i+1:] {
			if exercise(one) != exercise(other) {
				continue
			}
			s.pairs++
			v, w := viewOf(t, one, apart(file(t, dir, one))), viewOf(t, other, file(t, dir, other))
			g := derived(t, w)
			makers := makersOf(w, g)
			linked, offered := map[[2]string]bool{}, map[[2]string]bool{}
			for _, r := range compare.Match(v, g, nil, compare.Usual) {
				if r.Status == compare.Proposed {
					s.proposed++
					for _, d := range r.Deliverables {
						for _, b := range makers[d] {
							for _, a := range r.Tasks {
								offered[[2]string{strings.TrimPrefix(a, own), b}] = true
							}
						}
					}
				}
				if !r.Counts() {
					continue
				}
				for _, task := range r.Tasks {
					task = strings.TrimPrefix(task, own)
					if len(steps[one][task]) == 0 {
						continue // data that comes from nowhere: not labelled
					}
					s.accepted++
					ok := false
					for _, d := range r.Deliverables {
						for _, b := range makers[d] {
							linked[[2]string{task, b}] = true
							ok = ok || meet(steps[one][task], steps[other][b])
						}
					}
					if ok {
						s.right++
					} else {
						t.Logf("%s, %s: %s is not %v (%s, %d)", one, other, task, r.Deliverables, r.How, r.Score)
					}
				}
			}
			for a, x := range steps[one] {
				for b, y := range steps[other] {
					if meet(x, y) {
						s.wanted++
						if linked[[2]string{a, b}] {
							s.found++
						} else if offered[[2]string{a, b}] {
							s.offered++
						}
					}
				}
			}
		}
	}
	t.Logf("%d pairs of writers: %d of %d accepted are right, %d of %d pairs of steps found, %d more among %d proposed", s.pairs, s.right, s.accepted, s.found, s.wanted, s.offered, s.proposed)
	return s
}

// own begins the ids of the one writer: those of one exercise share some, by which they must not be found.
const own = "own-"

var (
	idOf = regexp.MustCompile(`\bid="([^"]+)"`)
	word = regexp.MustCompile(`[\w.-]+`)
)

func apart(data []byte) []byte {
	ids := map[string]bool{}
	for _, m := range idOf.FindAllSubmatch(data, -1) {
		ids[string(m[1])] = true
	}
	return word.ReplaceAllFunc(data, func(w []byte) []byte {
		if ids[string(w)] {
			return append([]byte(own), w...)
		}
		return w
	})
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
