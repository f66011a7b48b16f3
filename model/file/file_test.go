package file_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/source"
	"seika/model"
	"seika/model/file"
)

func decode(t testing.TB, text []byte) (*model.Graph, error) {
	t.Helper()
	in, err := source.Read(t.Context(), "f.seika", bytes.NewReader(text), source.Limits{})
	require.NoError(t, err)
	return file.Decode(t.Context(), in)
}

// taken is a text that must be read.
func taken(t testing.TB, text []byte) *model.Graph {
	t.Helper()
	g, err := decode(t, text)
	require.NoError(t, err, "%s", text)
	return g
}

func kept(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "file", name))
	require.NoError(t, err)
	return b
}

func TestTheExampleIsCanonical(t *testing.T) {
	text := kept(t, "example.seika")
	g := taken(t, text)
	assert.Equal(t, string(text), string(file.Encode(g)))
	for n := range g.Nodes() {
		assert.Equal(t, model.DerivedID(model.NodePrefix, n.Name), n.ID)
	}
	for p := range g.Groups() {
		assert.Equal(t, model.DerivedID(model.GroupPrefix, p.Name), p.ID)
	}
	for p := range g.Phases() {
		assert.Equal(t, model.DerivedID(model.PhasePrefix, p.Name), p.ID)
	}
}

func TestAnEmptyModelIsAFile(t *testing.T) {
	text := file.Encode(model.Empty())
	assert.Equal(t, "{\n\"version\":1\n}\n", string(text))
	assert.True(t, model.Diff(model.Empty(), taken(t, text)).Empty())
}

func TestAMovedBoxChangesOneLine(t *testing.T) {
	g := taken(t, kept(t, "example.seika"))
	d := model.NewDoc(g)
	require.NoError(t, d.Do(command(func(tx *model.Tx) {
		n, _ := tx.Node("nrttnc224nh")
		n.At.X += 10
		tx.PutNode(n)
	})))
	before, after := strings.Split(string(file.Encode(g)), "\n"), strings.Split(string(file.Encode(d.Graph())), "\n")
	require.Len(t, after, len(before))
	differ := 0
	for i := range before {
		if before[i] != after[i] {
			differ++
		}
	}
	assert.Equal(t, 1, differ)
}

// command is an edit made of a function.
type command func(*model.Tx)

func (command) Name() string               { return "command.test" }
func (c command) Apply(tx *model.Tx) error { c(tx); return nil }

func TestEveryMemberIsKept(t *testing.T) {
	text := kept(t, "every-member.seika")
	g := taken(t, text)
	assert.Equal(t, string(text), string(file.Encode(g)))

	n, ok := g.Node("n1")
	require.True(t, ok)
	assert.Equal(t, model.NewList("営業部", "開発部"), n.Owner)
	assert.Equal(t, model.Trace{
		Prov: model.Inferred, Conf: model.Number(87), Rule: "R7", Origin: model.NewList("Task_1", "Data_2"), Extra: `"page":3`,
	}, n.Trace)
	assert.Equal(t, model.Place{Set: true, X: -240, Y: 180}, n.At)
	assert.Equal(t, model.Extra(`"color":"#fff","見出し":[1.50,12345678901234567890,{"z":null,"a":1e300}]`), n.Extra)
	assert.Equal(t, model.Extra(`"Zukunft":{"nodes":[]},"extension":[true,{"inner":"保持"}]`), g.Meta().Extra)

	// What the file does not have, nobody would notice missing.
	lists := map[string][]string{"": nil}
	names(lists, "", model.MetaFields)
	names(lists, "nodes", model.NodeFields)
	names(lists, "io", model.IOFields)
	names(lists, "sync", model.SyncFields)
	names(lists, "groups", model.GroupFields)
	names(lists, "phases", model.PhaseFields)
	names(lists, "answers", model.AnswerFields)
	var document map[string]any
	require.NoError(t, json.Unmarshal(text, &document))
	for list, members := range lists {
		rows, _ := document[list].([]any)
		if list == "" {
			rows = []any{document}
		}
		for _, name := range members {
			assert.True(t, slices.ContainsFunc(rows, func(row any) bool {
				_, there := row.(map[string]any)[name]
				return there
			}), "%s of %s", name, list)
		}
	}
}

func names[T any](lists map[string][]string, list string, fields []model.Field[T]) {
	for _, f := range fields {
		lists[list] = append(lists[list], f.Name)
	}
}

func TestOtherProgramsMayWriteItTheirWay(t *testing.T) {
	assert.Equal(t, string(kept(t, "loose-canonical.seika")), string(file.Encode(taken(t, kept(t, "loose.seika")))))
}

func TestANewerVersionCanBeSeenAndSaysSo(t *testing.T) {
	g := taken(t, []byte(`{"version":2,"nodes":[{"id":"n1","name":"契約書","novelty":{"deep":1}}],"lanes":[{"id":"l"}]}`))
	assert.True(t, file.Newer(g))
	assert.Equal(t, 1, g.NodeCount())
	assert.Contains(t, string(file.Encode(g)), `"version":2,`, "should it be written by mistake, it says what it is")
	assert.False(t, file.Newer(taken(t, kept(t, "example.seika"))))
	assert.False(t, file.Newer(model.Empty()))
}

func TestEachLimitHoldsAtItsValueAndNotOnePast(t *testing.T) {
	list := func(name string, n int, row func(i int) string) string {
		var all []string
		for i := range n {
			all = append(all, row(i))
		}
		return `"` + name + `":[` + strings.Join(all, ",") + `]`
	}
	id := func(i int) string { return fmt.Sprintf(`{"id":"x%d"}`, i) }
	nodes := `"nodes":[{"id":"a"},{"id":"b"},{"id":"c"}],`
	pairs := []string{`{"from":"a","to":"b"}`, `{"from":"a","to":"c"}`, `{"from":"b","to":"c"}`}
	for _, tc := range []struct {
		limits    source.Limits
		fit, past string
		want      string
	}{
		{source.Limits{Nodes: 3}, list("nodes", 3, id), list("nodes", 5, id), "f.seika:1:59: This makes 5 deliverables; the limit is 3"},
		{source.Limits{Nodes: 3}, list("groups", 3, id), list("groups", 4, id), "f.seika:1:60: There are 4 rows here"},
		{source.Limits{Nodes: 3}, list("phases", 3, id), list("phases", 4, id), "f.seika:1:60: There are 4 rows here"},
		{
			source.Limits{Edges: 2},
			nodes + list("io", 1, func(i int) string { return pairs[i] }) + `,"sync":[{"a":"a","b":"b"}]`,
			nodes + list("io", 2, func(i int) string { return pairs[i] }) + `,"sync":[{"a":"a","b":"b"}]`,
			"f.seika:1:116: This makes 3 relations; the limit is 2",
		},
		{source.Limits{Label: 6}, `"nodes":[{"id":"a","name":"契約"}]`, `"nodes":[{"id":"a","name":"契約書"}]`, "f.seika:1:40: “a”: This name is longer than 6 B"},
		{source.Limits{Label: 6}, `"nodes":[{"id":"abcdef"}]`, `"nodes":[{"id":"abcdefg"}]`, "f.seika:1:29: This name is longer than 6 B"},
		{source.Limits{Text: 6}, `"nodes":[{"id":"a","note":"契約"}]`, `"nodes":[{"id":"a","note":"契約書"}]`, "f.seika:1:40: “a”: This text is longer than 6 B"},
		{source.Limits{Text: 6}, `"tags":["契約"]`, `"tags":["契約書"]`, "f.seika:1:22: This text is longer than 6 B"},
	} {
		limited := func(text string) error {
			in, err := source.Read(t.Context(), "f.seika", strings.NewReader(`{"version":1,`+text+"}"), tc.limits)
			require.NoError(t, err)
			_, err = file.Decode(t.Context(), in)
			return err
		}
		assert.NoError(t, limited(tc.fit))
		err := limited(tc.past)
		var refused *source.Refused
		require.ErrorAs(t, err, &refused, tc.past)
		assert.Contains(t, err.Error(), tc.want)
	}
}

func TestACancelEndsReading(t *testing.T) {
	in, err := source.Read(t.Context(), "f.seika", strings.NewReader(`{"version":1}`), source.Limits{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	g, err := file.Decode(ctx, in)
	require.ErrorIs(t, err, context.Canceled)
	assert.Nil(t, g)
}

func TestAHostileFileDoesNotKeepTheProgramBusy(t *testing.T) {
	var nodes, groups strings.Builder
	nodes.WriteString(`{"version":1,"nodes":[{"id":"n0"}`)
	for i := range 20_000 {
		fmt.Fprintf(&nodes, ",{\"id\":\"n%d\",\"revises\":\"n%d\"}", i+1, i)
	}
	groups.WriteString(`{"version":1,"groups":[{"id":"g0"}`)
	for i := range 20_000 {
		fmt.Fprintf(&groups, ",{\"id\":\"g%d\",\"in\":\"g%d\"}", i+1, i)
	}
	taken(t, []byte(nodes.String()+"]}"))
	_, err := decode(t, []byte(groups.String()+"]}"))
	var refused *source.Refused
	require.ErrorAs(t, err, &refused)
	assert.Len(t, refused.Problems, 1000)
	assert.Equal(t, 20_000-model.MaxNesting+1-1000, refused.More)
}
