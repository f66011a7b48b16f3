package lines_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

func mustParse(t *rapid.T, text string) *model.Graph {
	g, err := lines.Parse(t.Context(), &source.Input{File: "f", Data: []byte(text)})
	if err != nil {
		t.Fatalf("%v\nof\n%s", err, text)
	}
	return g
}

func same(t *rapid.T, want, got *model.Graph, text string) {
	if d := cmp.Diff(model.Change{}, model.Diff(want, got), cmp.Comparer(func(a, b model.List) bool { return a == b })); d != "" {
		t.Fatalf("-want +got\n%s\nof\n%s", d, text)
	}
}

func TestPrintedModelsReadBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := randomModel(t, true)
		text := string(lines.Print(g))
		same(t, g, mustParse(t, text), text)
	})
}
