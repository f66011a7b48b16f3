// Package importertest checks any reader: what each of them must do with a file that was made to do harm. A reader that is listed
// in importer/all is checked from its first day on.
package importertest

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/export"
	exports "seika/internal/export/all"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// small is the size of hostile files in tests that run every day. They go through the same code as large ones, and pass the same
// limit of a name.
const small = 80 << 10

// Check has a reader read every hostile file, stop when it is told to, and keep to each limit that bounds a model.
func Check(t *testing.T, r importer.Reader) {
	for _, f := range smallFiles() {
		t.Run(f.name, func(t *testing.T) { stands(t, r, f.data) })
	}
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := r.Graph(ctx, input(Sample(t, r, 5)))
		require.ErrorIs(t, err, context.Canceled)
	})
	t.Run("limits", func(t *testing.T) { limited(t, r) })
}

// made is a hostile file.
type made struct {
	name string
	data []byte
}

// smallFiles are made once, for all readers.
var smallFiles = sync.OnceValue(func() (all []made) {
	for _, f := range Files() {
		all = append(all, made{f.Name, f.Make(small)})
	}
	return all
})

func input(data []byte) *source.Input { return &source.Input{File: "hostile", Data: data} }

// stands says that a reader gives a model, or says where and why not, in both languages.
func stands(t *testing.T, r importer.Reader, data []byte) {
	t.Helper()
	in := input(bytes.Clone(data))
	g, err := r.Graph(t.Context(), in)
	if err == nil {
		require.NotNil(t, g)
		assert.LessOrEqual(t, int64(g.NodeCount()), source.Defaults().Nodes)
		assert.LessOrEqual(t, int64(g.RelationCount()), source.Defaults().Edges)
		placed(t, in.Problems)
		return
	}
	var no *source.Refused
	require.True(t, errors.As(err, &no), "refused with places, not %T: %v", err, err)
	require.NotEmpty(t, no.Problems)
	placed(t, no.Problems)
}

func placed(t *testing.T, problems []source.Problem) {
	t.Helper()
	for _, p := range problems {
		assert.Positive(t, p.Line)
		assert.Positive(t, p.Col)
		for _, l := range []lang.Lang{lang.EN, lang.JA} {
			said := p.In(l)
			assert.NotRegexp(t, "‹[a-z]", said, "words are missing") // signs for what is not to be seen are in capitals
			assert.Less(t, len(said), 2000, "a message is not the file again")
		}
	}
}

// limited holds a reader to the limits that bound a model, at the limit and one past it.
func limited(t *testing.T, r importer.Reader) {
	t.Helper()
	const n = 5 // deliverables, in a row
	data := Sample(t, r, n)
	read := func(l source.Limits) (*model.Graph, error) {
		in := input(bytes.Clone(data))
		in.Limits = l
		return r.Graph(t.Context(), in)
	}
	g, err := read(source.Limits{})
	require.NoError(t, err)
	nodes, edges := int64(g.NodeCount()), int64(g.RelationCount())
	require.Positive(t, nodes)
	require.Positive(t, edges)
	_, err = read(source.Limits{Nodes: nodes, Edges: edges})
	require.NoError(t, err, "at the limits")
	_, err = read(source.Limits{Nodes: nodes - 1})
	refusedFor(t, err, source.Nodes)
	_, err = read(source.Limits{Edges: edges - 1})
	refusedFor(t, err, source.Edges)
}

func refusedFor(t *testing.T, err error, what source.Name) {
	t.Helper()
	var no *source.Refused
	require.True(t, errors.As(err, &no), "past the limit %s: %v", what, err)
	said := err.Error()
	assert.True(t, strings.Contains(said, "limit"), "%s: %s", what, said)
}

// Sample is a model of n deliverables in a row, as a file that a reader takes.
func Sample(t testing.TB, r importer.Reader, n int) []byte {
	t.Helper()
	if own, ok := samples[r.Name]; ok {
		return []byte(own)
	}
	f, ok := export.Named(exports.Formats, r.Name)
	require.True(t, ok, "no format writes %s: give importertest a sample", r.Name)
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, f, export.Input{Graph: Row(t, n)}, export.Options{}))
	return b.Bytes()
}

// samples are of formats that nobody writes.
var samples = map[string]string{
	"bpmn": `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P"><task id="a" name="Write plan"/>` +
		`<task id="b" name="Check plan"/><task id="c" name="Write offer"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>` +
		`<sequenceFlow id="g" sourceRef="b" targetRef="c"/></process></definitions>`,
	"pfdsl": "a >> p -> b >> q -> c\n",
	"pfd-drawio": `<mxfile><diagram name="P0"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>` +
		`<mxCell id="a" value="D1: plan" vertex="1" parent="1"/><mxCell id="p" value="P1: write" style="ellipse" vertex="1" parent="1"/>` +
		`<mxCell id="b" value="D2: offer" vertex="1" parent="1"/><mxCell id="e" source="a" target="p" edge="1" parent="1"/>` +
		`<mxCell id="q" value="P2: sign" style="ellipse" vertex="1" parent="1"/><mxCell id="c" value="D3: contract" vertex="1" parent="1"/>` +
		`<mxCell id="f" source="p" target="b" edge="1" parent="1"/><mxCell id="g" source="b" target="q" edge="1" parent="1"/>` +
		`<mxCell id="h" source="q" target="c" edge="1" parent="1"/></root></mxGraphModel></diagram></mxfile>`,
}

// Row is a model of n deliverables in a row.
func Row(t testing.TB, n int) *model.Graph {
	t.Helper()
	r := model.Records{Meta: model.Meta{Title: "row"}}
	for i := range n {
		id := model.ID(string(rune('a' + i)))
		r.Nodes = append(r.Nodes, model.Node{ID: id, Name: "deliverable " + string(id), At: model.Place{Set: true, X: 200 * i}})
		if i > 0 {
			r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(r.Nodes[i-1].ID, id)})
		}
	}
	g, bad := model.Build(r)
	require.Empty(t, bad)
	return g
}
