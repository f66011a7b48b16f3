package file_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/model"
	"seika/model/file"
)

func TestAChangeIsReadBackOnTheGraphItWasMadeOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := anyModel(t), anyModel(t)
		want := model.Diff(from, to)
		want.Name = "edit"
		text := file.EncodeChange(want)
		c, err := file.DecodeChange(from, "edit", text)
		require.NoError(t, err, "%s", text)
		there, err := model.Replay(from, c)
		require.NoError(t, err)
		if d := model.Diff(to, there); !d.Empty() {
			t.Fatalf("differs: %+v\n%s", d, text)
		}
		require.Equal(t, file.Weigh(want), file.Weigh(c), "weight")
	})
}

func TestWeightsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyModel(t), anyModel(t), anyModel(t)
		ab, bc, ac := model.Diff(a, b), model.Diff(b, c), model.Diff(a, c)
		assert.Equal(t, file.Weigh(ac), file.Weigh(ab)+file.Weigh(bc))
		assert.Zero(t, file.Weigh(ab)+file.Weigh(ab.Invert()))
		if !ab.Empty() {
			assert.NotZero(t, file.Weigh(ab))
		}
	})
}

func TestAChangeFromElsewhereIsRefused(t *testing.T) {
	g, bad := model.Build(model.Records{Nodes: []model.Node{{ID: "n1", Name: "契約書"}}})
	require.Empty(t, bad)
	for name, text := range map[string]string{
		"dropped, and never there":  `{"gone":{"nodes":[{"id":"n2","name":""}]}}`,
		"a member it does not know": `{"nodes":[{"id":"n1","name":"x"}],"more":1}`,
		"not whole":                 `{"nodes":[`,
	} {
		_, err := file.DecodeChange(g, "edit", []byte(text))
		assert.Error(t, err, name)
	}
	c, err := file.DecodeChange(g, "edit", []byte(`{"nodes":[{"id":"n1","name":"注文書"}]}`))
	require.NoError(t, err)
	assert.Equal(t, []model.Delta[model.Node]{{Op: model.Changed, Before: model.Node{ID: "n1", Name: "契約書"}, After: model.Node{ID: "n1", Name: "注文書"}}}, c.Nodes)
}
