package all_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/source"
	"seika/model"
	modelfile "seika/model/file"
	"seika/model/lines"
)

// FuzzLabel has any text be the name of a deliverable, a group and a relation, and its note: in every format that is read, too, it
// comes back as it was, but for characters that the format cannot hold.
func FuzzLabel(f *testing.F) {
	for _, s := range slices.Concat(exporttest.Hostile, []string{"見積", "", "=1+1", "'", "\\", "\"", "a; b", "(x)", "＠佐藤", "#goal", "a > b", "1.", "a|b", "勘（佐藤）", "（x）", "a）", "()\u3000", "tab\there", "cr\rlf"}) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := func(x int) model.Place { return model.Place{Set: true, X: x} }
		g, refused := model.Build(model.Records{
			Nodes: []model.Node{
				{ID: "n1", Name: s, Note: s, In: "g1", At: at(0)},
				{ID: "n2", Name: "z" + s, Kind: model.Intangible, At: at(1000)},
			},
			IO:     []model.Relation{{Ends: model.IOEnds("n2", "n1"), Label: s}},
			Groups: []model.Group{{ID: "g1", Name: s}},
		})
		if len(refused) > 0 || len(s) > 4000 {
			return
		}
		for name, k := range keeps {
			want, got := k.loose(t, k.without(t, g)), k.loose(t, back(t, name, g, export.Options{}))
			for n := range got.Nodes() {
				was, ok := want.Node(n.ID)
				require.True(t, ok, name)
				require.Equal(t, held(name, was.Name), held(name, n.Name), name)
				require.Equal(t, was.Kind, n.Kind, name)
				require.Equal(t, held(name, was.Note), held(name, n.Note), name)
			}
			require.Equal(t, want.NodeCount(), got.NodeCount(), name)
			require.Equal(t, want.RelationCount(), got.RelationCount(), name)
		}
		file := modelfile.Encode(g)
		in, err := source.Read(t.Context(), "f.seika", bytes.NewReader(file), source.Limits{})
		require.NoError(t, err)
		again, err := modelfile.Decode(t.Context(), in)
		require.NoError(t, err)
		require.Equal(t, file, modelfile.Encode(again))
		sameLines(t, g)
	})
}

// held is a text as a format can hold it; blanks alone are no text.
func held(format, s string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' && !slices.Contains([]rune("\n\t\r"), r) || r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, s)
	switch format {
	case "excalidraw":
		clean = s
	case "csv":
		clean = strings.ReplaceAll(s, "\x00", "\uFFFD")
	case "canvas", "mermaid": // Markdown on one line, where what no letter stands for is a blank, a sign for it, or nothing
		clean = strings.Join(strings.FieldsFunc(clean, func(r rune) bool {
			return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\uFFFD'
		}), "")
	}
	if strings.TrimSpace(clean) == "" {
		return ""
	}
	return clean
}

// sameLines says that the text form of a model makes the same deliverables.
func sameLines(t *testing.T, g *model.Graph) {
	t.Helper()
	text := lines.PrintPlain(g, nil)
	r, err := lines.Bar{Graph: model.Empty()}.Paste(text)
	require.NoError(t, err, "%s", text)
	got, _, err := model.Try(model.Empty(), r.Command)
	require.NoError(t, err, "%s", text)
	require.Equal(t, g.NodeCount(), got.NodeCount(), "%s", text)
}
