package pfd_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/importer/importertest"
	"seika/internal/importer/pfd"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

func derive(t testing.TB, data string, o taskview.Options) taskview.Result {
	in, err := source.Read(t.Context(), "x.pfdsl", bytes.NewReader([]byte(data)), source.Limits{})
	require.NoError(t, err)
	v, err := pfd.View(t.Context(), in)
	require.NoError(t, err)
	r, err := taskview.Derive(t.Context(), v, o)
	require.NoError(t, err)
	return r
}

// counts are deliverables, inputs, syncs (suggested ones too) and deliverables made again and again.
func counts(r taskview.Result) [4]int {
	var n [4]int
	for x := range r.Graph.Nodes() {
		n[0]++
		if x.Tags.Has(model.TagIterates) {
			n[3]++
		}
	}
	for x := range r.Graph.Relations() {
		if x.Kind == model.IO {
			n[1]++
		} else {
			n[2]++
		}
	}
	for p := range r.Graph.Proposals() {
		if p.As == model.AsSync {
			n[2]++
		}
	}
	return n
}

func TestTheFilesOfTheCorpus(t *testing.T) {
	dir := os.Getenv("SEIKA_CORPUS")
	for _, up := range []string{"../../../../shared/corpus", "../../../../../shared/corpus"} {
		if _, err := os.Stat(up); err == nil && dir == "" {
			dir = up
		}
	}
	if dir == "" {
		t.Skip("NOT RUN: no ../shared/corpus beside the checkout, and SEIKA_CORPUS is not set")
	}
	for name, want := range map[string][4]int{
		"conference-ops": {11, 13, 0, 0}, "etl-pipeline": {9, 8, 0, 0}, "incident-response": {9, 15, 1, 0}, "security-advisory": {9, 12, 0, 0},
		"xddp-derived-dev": {9, 13, 1, 0},
	} {
		data, err := os.ReadFile(filepath.Join(dir, "pfd", name+".pfdsl"))
		require.NoError(t, err)
		assert.Equal(t, want, counts(derive(t, string(data), taskview.Options{})), name)
	}
	for name, want := range map[string][4]int{"branch": {4, 3, 0, 0}, "loop": {5, 2, 0, 1}, "nestedloop": {4, 3, 1, 1}} {
		data, err := os.ReadFile(filepath.Join(dir, "pfd", "pfdtools_"+name+"_pfd.drawio"))
		require.NoError(t, err)
		v, err := pfd.DrawnView(t.Context(), &source.Input{File: name, Data: data})
		require.NoError(t, err)
		r, err := taskview.Derive(t.Context(), v, taskview.Options{})
		require.NoError(t, err)
		assert.Equal(t, want, counts(r), name)
	}
}

// drawn is a diagram of boxes and lines in draw.io; a line is from, to, style.
func drawn(page string, boxes [][3]string, lines ...[3]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<diagram name=%q><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>`, page)
	for _, x := range boxes {
		fmt.Fprintf(&b, `<mxCell id=%q value=%q style=%q vertex="1" parent="1"><mxGeometry width="9" height="9"/></mxCell>`, x[0], x[1], x[2])
	}
	for i, x := range lines {
		fmt.Fprintf(&b, `<mxCell id="l%d" source=%q target=%q style=%q edge="1" parent="1"/>`, i, x[0], x[1], x[2])
	}
	return b.String() + "</root></mxGraphModel></diagram>"
}

// cloud is how draw.io has its cloud: an ellipse by its outline alone.
const cloud = "ellipse;shape=cloud;whiteSpace=wrap;html=1;"

func TestADrawingOfProcessesIsRead(t *testing.T) {
	text := "<mxfile>" + drawn("P0", [][3]string{
		{"a", "D1: 要件", ""}, {"p", "P1: 設計する", "ellipse"}, {"b", "D2: 設計書", ""}, {"c", "D3: 勘", cloud}, {"q", "P2: 試す", "ellipse;strokeWidth=3"}, {"d", "D4: 結果", ""},
	}, [3]string{"a", "p"}, [3]string{"c", "p"}, [3]string{"p", "b"}, [3]string{"b", "q"}, [3]string{"q", "d"}, [3]string{"d", "p", "dashed=1"}) +
		drawn("P2", [][3]string{{"b", "D2: 設計書", ""}, {"r", "P2.1: 動かす", "ellipse"}, {"e", "D5: 記録", ""}}, [3]string{"b", "r"}, [3]string{"r", "e"}) + "</mxfile>"
	v, err := pfd.DrawnView(t.Context(), &source.Input{File: "x", Data: []byte(text)})
	require.NoError(t, err)
	r, err := taskview.Derive(t.Context(), v, taskview.Options{})
	require.NoError(t, err)
	g := r.Graph
	for _, io := range [][2]string{{"要件", "設計書"}, {"勘", "設計書"}, {"設計書", "記録"}} {
		_, ok := g.Relation(model.IOEnds(g.Named(io[0])[0], g.Named(io[1])[0]))
		assert.True(t, ok, io)
	}
	n, _ := g.Node(g.Named("勘")[0])
	assert.Equal(t, model.Intangible, n.Kind)
	assert.Equal(t, "設計する", node(g, "設計書").Work)
	assert.Contains(t, codes(r), "P1-feedback", "a dashed edge is asked about")
	group, _ := g.Group(node(g, "記録").In)
	assert.Equal(t, "試す", group.Name, "a page is the inside of a process")

	_, err = pfd.DrawnView(t.Context(), &source.Input{File: "x", Data: []byte("<mxfile>" + drawn("P0", [][3]string{{"a", "A", ""}}) + "</mxfile>")})
	assert.ErrorContains(t, err, "no process in this drawing")
}

func node(g *model.Graph, name string) model.Node {
	n, _ := g.Node(g.Named(name)[0])
	return n
}

func codes(r taskview.Result) []string {
	var list []string
	for _, q := range r.Questions {
		list = append(list, q.Code)
	}
	return list
}

func TestFeedbackIsReadAsAsked(t *testing.T) {
	const text = "a >> p -> b >> q -> c\nc >>? p\nb >>? p"
	r := derive(t, text, taskview.Options{})
	assert.Equal(t, [4]int{3, 2, 1, 1}, counts(r), "suggested: c is settled with b; b is made again")
	r = derive(t, text, taskview.Options{Feedback: taskview.AsSync})
	_, ok := r.Graph.Relation(model.SyncEnds(r.Graph.Named("b")[0], r.Graph.Named("c")[0]))
	assert.True(t, ok)
	r = derive(t, text, taskview.Options{Feedback: taskview.AsNextRound})
	assert.Equal(t, [4]int{4, 3, 0, 1}, counts(r), "the previous c is a source")
	assert.NotEmpty(t, r.Graph.Named("previous c"))
	r = derive(t, text, taskview.Options{Feedback: taskview.Dropped})
	assert.Equal(t, [4]int{3, 2, 0, 1}, counts(r))
	assert.Contains(t, r.Losses, taskview.Loss{ID: "p", Name: "c", Why: taskview.LostFeedback})
}

func TestADeliverableMadeOfOthersIsAComposite(t *testing.T) {
	for name, text := range map[string]string{
		"parts":        "---\nartifact: {set: {label: 納品物一式, parts: [a, b, nowhere]}}\n---\n[a, b] >> p -> c\nset >> q -> d",
		"put together": "---\nartifact: {set: {label: 納品物一式, parts: [a, b, nowhere]}}\n---\n[a, b] >> pack -> set\n set >> q -> d",
		"a ring":       "---\nartifact: {set: {label: 納品物一式, parts: [a, b]}, a: {parts: [set]}}\n---\n[a, b] >> p -> c\nset >> q -> d",
	} {
		r := derive(t, text, taskview.Options{})
		require.Len(t, r.Graph.GroupsNamed("納品物一式"), 1, name)
		whole, _ := r.Graph.Group(r.Graph.GroupsNamed("納品物一式")[0])
		assert.Equal(t, model.Composite, whole.Kind, name)
		assert.Equal(t, whole.ID, node(r.Graph, "b").In, name)
		_, ok := r.Graph.Relation(model.IOEnds(whole.ID, r.Graph.Named("d")[0]))
		assert.True(t, ok, "%s: what is made of the whole needs the whole", name)
		assert.Contains(t, why(r), taskview.LostDangling, name)
	}
}

func why(r taskview.Result) []taskview.Why {
	var list []taskview.Why
	for _, l := range r.Losses {
		list = append(list, l.Why)
	}
	return list
}

func TestADashedLineIsWhatTheUserSays(t *testing.T) {
	text := "<mxfile>" + drawn("P0", [][3]string{
		{"a", "D1: 要件", ""}, {"p", "P1: 設計する", "ellipse"}, {"b", "D2: 設計書", ""}, {"q", "P2: 試す", "ellipse"}, {"d", "D4: 結果", ""},
	}, [3]string{"a", "p"}, [3]string{"p", "b"}, [3]string{"b", "q"}, [3]string{"q", "d"}, [3]string{"d", "p", "dashed=1"}) + "</mxfile>"
	for dashed, want := range map[source.Dashed][4]int{
		source.AskDashed: {3, 2, 1, 0}, source.DashedFeedback: {3, 2, 1, 0}, source.DashedSync: {3, 2, 1, 0}, source.DashedInput: {3, 3, 0, 0},
	} {
		in := &source.Input{File: "x", Data: []byte(text), Dashed: dashed}
		v, err := pfd.DrawnView(t.Context(), in)
		require.NoError(t, err)
		r, err := taskview.Derive(t.Context(), v, taskview.Options{})
		require.NoError(t, err)
		assert.Equal(t, want, counts(r), "%v", dashed)
		assert.Len(t, in.Doubts, map[source.Dashed]int{source.AskDashed: 1}[dashed], "%v", dashed)
		syncs := 0
		for x := range r.Graph.Relations() {
			if x.Kind == model.Sync {
				syncs++
				assert.Equal(t, model.Stated, x.Trace.Prov, "the user says so")
				assert.Equal(t, model.Confirmed, x.Confidence)
			}
		}
		assert.Equal(t, map[source.Dashed]int{source.DashedSync: 1}[dashed], syncs, "%v: suggested until it is said", dashed)
	}
}

func TestWhatIsSaidOfAWholeAndHasNoPlaceInAGroupIsLost(t *testing.T) {
	r := derive(t, "---\nartifact: {set: {label: 納品物一式, owner: 営業部, criteria: 全部ある, parts: [a, b]}}\n---\nz >> make -> a\nz >> make -> b\n[a, b] >> pack -> set\nset >> q -> d", taskview.Options{})
	for _, text := range []string{"営業部", "全部ある", "pack"} {
		assert.Contains(t, r.Losses, taskview.Loss{ID: "set", Name: text, Why: taskview.LostOfWhole})
	}
}

func TestStatementsMayBeSetsChainsAndContinued(t *testing.T) {
	r := derive(t, "[a, \"b c\"] # remark\n>> p\n-> [d, e]; d >> q -> f", taskview.Options{})
	assert.Equal(t, [4]int{5, 5, 0, 0}, counts(r))
	assert.NotEmpty(t, r.Graph.Named("b c"))
}

func TestFaultsHaveAPlace(t *testing.T) {
	for text, want := range map[string]string{
		"a >> p -> p":                         "x.pfdsl:1:11: ",
		"a >>":                                "x.pfdsl:1:5: ",
		"a b":                                 "x.pfdsl:1:3: ",
		"[a >> p":                             "x.pfdsl:1:4: ",
		"\"a >> p":                            "x.pfdsl:1:1: ",
		"---\n: [\n---\na >> p -> b":          "x.pfdsl:1:1: ",
		"---\nartifact: {p: {}}\n---\na >> p": "x.pfdsl:4:6: ",
	} {
		_, err := pfd.View(t.Context(), &source.Input{File: "x.pfdsl", Data: []byte(text)})
		require.Error(t, err, text)
		assert.Contains(t, err.Error(), want, text)
	}
}

func FuzzDrawing(f *testing.F) {
	importertest.Fuzz(f, pfd.Drawing, "<mxfile>"+drawn("P0", [][3]string{{"a", "D1: a", ""}, {"p", "P1: p", "ellipse"}}, [3]string{"a", "p", "dashed=1"})+"</mxfile>")
}

func FuzzRead(f *testing.F) {
	importertest.Fuzz(f, pfd.Reader, "---\ntitle: x\nartifact: {a: {label: b, owner: c, tags: [d]}}\n---\n[a, \"b c\"] >> p -> c; c >>? p")
}
