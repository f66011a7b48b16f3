package compare_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/compare"
	"seika/internal/export"
	bpmnout "seika/internal/export/bpmn"
	"seika/internal/importer/bpmn"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
	"seika/model/lines"
)

// process is a flow of three tasks that hand data on.
func process() *taskview.View {
	return &taskview.View{
		Nodes: []taskview.Node{
			{ID: "s", Kind: taskview.StartEvent},
			{ID: "t1", Name: "Write offer"},
			{ID: "t2", Name: "Check offer"},
			{ID: "t3", Name: "Send contract"},
			{ID: "e", Kind: taskview.EndEvent},
		},
		Flows: []taskview.Flow{{From: "s", To: "t1"}, {From: "t1", To: "t2"}, {From: "t2", To: "t3"}, {From: "t3", To: "e"}},
	}
}

func parse(t testing.TB, text string) *model.Graph {
	g, err := lines.Parse(t.Context(), &source.Input{File: "m", Data: []byte(text)})
	require.NoError(t, err)
	return g
}

func of(t testing.TB, v *taskview.View, g *model.Graph, rows ...compare.Row) *compare.Report {
	r, err := compare.Of(t.Context(), v, g, compare.Options{Rows: rows})
	require.NoError(t, err)
	return r
}

func figure(t testing.TB, r *compare.Report, id string) compare.Figure {
	for _, f := range r.Figures {
		if f.ID == id {
			return f
		}
	}
	require.Fail(t, "no figure "+id)
	return compare.Figure{}
}

func TestWhatAViewDoesNotHaveIsUnknownAndNotZero(t *testing.T) {
	r := of(t, process(), parse(t, "Offer -> Contract\n"))
	cfc := figure(t, r, "cfc")
	assert.True(t, cfc.Task.Known)
	assert.False(t, cfc.Thing.Known)
	assert.False(t, figure(t, r, "sync").Task.Known)
	assert.False(t, figure(t, r, "cnc").Thing.Known, "two deliverables are too few for a ratio")
	assert.False(t, figure(t, r, "seconds").Task.Known)
	assert.False(t, figure(t, of(t, &taskview.View{}, parse(t, "A\n")), "order_agreement").Task.Known)
}

func TestPairsThatTheViewsOrderDifferentlyAreFound(t *testing.T) {
	g := parse(t, "Contract -> Offer check result\nOffer -> Contract\n")
	by := func(task, name string) compare.Row {
		return compare.Row{Tasks: []string{task}, Deliverables: g.Named(name), How: compare.ByHand, Status: compare.Accepted}
	}
	r := of(t, process(), g, by("t1", "Offer"), by("t2", "Offer check result"), by("t3", "Contract"))
	require.Len(t, r.Against, 1)
	assert.Equal(t, "t2", r.Against[0].First)
	assert.Equal(t, "t3", r.Against[0].Then)
	assert.Equal(t, 1.0, figure(t, r, "discordant").Task.X)
	assert.InDelta(t, 1.0/3, figure(t, r, "order_agreement").Task.X, 1e-9)
	assert.InDelta(t, 2.0/3, figure(t, r, "conformance").Task.X, 1e-9)
}

func TestDecisionsOfPeopleStayWhenTheFilesAreReadAnew(t *testing.T) {
	g := parse(t, "Offer -> Offer check result\nOffer check result -> Contract\nLaw -> Contract\n")
	first := of(t, process(), g)
	var rows []compare.Row
	for _, r := range first.Rows {
		if len(r.Tasks) == 1 && r.Tasks[0] == "t3" {
			r.Status, r.By = compare.Rejected, "Sato"
		}
		if len(r.Tasks) == 1 && r.Tasks[0] == "t1" {
			r.How, r.Status, r.Note = compare.ByHand, compare.Accepted, "asked on Monday"
		}
		rows = append(rows, r)
	}
	written := compare.Map{Task: compare.Side{File: "p.bpmn"}, Rows: rows}.Encode()
	again, err := compare.Decode(t.Context(), &source.Input{File: "m", Data: written})
	require.NoError(t, err)
	assert.Equal(t, string(written), string(again.Encode()), "reading and writing changes nothing")

	renamed := process() // as another program writes it: under other ids
	for i := range renamed.Nodes {
		renamed.Nodes[i].ID = "x" + renamed.Nodes[i].ID
	}
	for i := range renamed.Flows {
		renamed.Flows[i].From, renamed.Flows[i].To = "x"+renamed.Flows[i].From, "x"+renamed.Flows[i].To
	}
	r := of(t, renamed, g, again.Rows...)
	byTask := map[string]compare.Row{}
	for _, row := range r.Rows {
		if len(row.Tasks) > 0 {
			byTask[row.Tasks[0]] = row
		}
	}
	assert.Equal(t, compare.Accepted, byTask["xt1"].Status)
	assert.Equal(t, "asked on Monday", byTask["xt1"].Note)
	assert.Equal(t, compare.Rejected, byTask["xt3"].Status)

	renamed.Nodes[1].Name = "Something else"
	r = of(t, renamed, g, again.Rows...)
	assert.Equal(t, 1, r.Matched(compare.Lost), "what is gone is kept and listed")
	back := of(t, process(), g, r.Rows...)
	assert.Zero(t, back.Matched(compare.Lost), "and found again")
}

func TestAFaultInAMapIsToldWithItsPlace(t *testing.T) {
	for text, words := range map[string]string{
		`{"version":9,"rows":[]}`: "version 9",
		`{"rows":[]}`:             "no map",
		"{\"version\":1,\"rows\":[\n{\"id\":\"m1\",\"status\":\"maybe\"}]}": "m:2:21: “maybe” is not one of",
	} {
		_, err := compare.Decode(t.Context(), &source.Input{File: "m", Data: []byte(text)})
		assert.ErrorContains(t, err, words)
	}
}

// The oracle of taskview.md §10: an acyclic model without syncs, made a task view of, agrees with itself.
func TestATaskViewMadeOfAModelAgreesWithIt(t *testing.T) {
	files, err := filepath.Glob("../../testdata/lines/E*.seika.txt")
	require.NoError(t, err)
	compared := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		g := parse(t, string(data))
		if skips(g) {
			continue
		}
		var b bytes.Buffer
		require.NoError(t, export.Write(t.Context(), &b, bpmnout.Format, export.Input{Graph: g}, export.Options{}), name)
		v, err := bpmn.View(t.Context(), &source.Input{File: name, Data: b.Bytes()})
		require.NoError(t, err, name)
		back, err := taskview.Derive(t.Context(), v, taskview.Options{})
		require.NoError(t, err)
		r := of(t, v, back.Graph)
		for _, id := range []string{"conformance", "order_coverage"} {
			f := figure(t, r, id)
			for _, x := range []compare.Value{f.Task, f.Thing} {
				if x.Known {
					assert.Equal(t, 1.0, x.X, "%s: %s", filepath.Base(name), id)
					compared++
				}
			}
		}
	}
	assert.Greater(t, compared, 4)
}

// skips says that a model has syncs or rings, which a task view shows otherwise.
func skips(g *model.Graph) bool {
	before := map[model.ID]int{}
	for range g.NodeCount() + 1 {
		changed := false
		for r := range g.Relations() {
			if r.Kind == model.Sync {
				return true
			}
			if before[r.To] < before[r.From]+1 {
				before[r.To], changed = before[r.From]+1, true
			}
		}
		if !changed {
			return false
		}
	}
	return true
}

func BenchmarkComparing(b *testing.B) {
	v := &taskview.View{}
	var text strings.Builder
	for i := range 40 {
		name := "n" + strings.Repeat("i", i)
		v.Nodes = append(v.Nodes, taskview.Node{ID: name, Name: "Write " + name + " paper"})
		if i > 0 {
			v.Flows = append(v.Flows, taskview.Flow{From: v.Nodes[i-1].ID, To: name})
			text.WriteString(v.Nodes[i-1].ID + " papers -> " + name + " papers\n")
		}
	}
	g := parse(b, text.String())
	for b.Loop() {
		_, err := compare.Of(b.Context(), v, g, compare.Options{})
		require.NoError(b, err)
	}
}

// matched is the row that a task of a single kind of work gets beside a model.
func matched(t testing.TB, g *model.Graph, task string) compare.Row {
	v := &taskview.View{
		Nodes: []taskview.Node{{ID: "s", Kind: taskview.StartEvent}, {ID: "a", Name: "Write offer"}, {ID: "b", Name: task}, {ID: "e", Kind: taskview.EndEvent}},
		Flows: []taskview.Flow{{From: "s", To: "a"}, {From: "a", To: "b"}, {From: "b", To: "e"}},
	}
	for _, r := range compare.Match(v, g, nil, compare.Usual) {
		if len(r.Tasks) == 1 && r.Tasks[0] == "b" {
			return r
		}
	}
	return compare.Row{}
}

func TestWhatIsClearlyTheBestOnBothSidesIsAccepted(t *testing.T) {
	for _, x := range []struct {
		what, model, task string
		want              compare.Status
	}{
		{"names that are alike, and nothing else near", "Offer -> Contract with customer\n", "Write contracts", compare.Accepted},
		{"two that are as near", "Offer -> Contract with customer\nOffer -> Contract with supplier\n", "Write contracts", compare.Proposed},
		{"an activity and what comes from outside", "Offer -> Bill\nContract -> Bill\n", "Write contracts", compare.Proposed},
		{"neighbours alone", "Offer -> Parcel\n", "Write contracts", ""},
	} {
		r := matched(t, parse(t, x.model), x.task)
		assert.Equal(t, x.want, r.Status, "%s: %d", x.what, r.Score)
		if x.want == compare.Accepted {
			assert.Less(t, float64(r.Score)/100, compare.Usual.Accept, "%s: nothing but that it is clear accepts it", x.what)
		}
	}
}
