package mermaid_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/mermaid"
	"seika/model"
)

// line is every line a file may have. Between quotes stands nothing that could end them, open a tag or begin a comment.
var line = func() *regexp.Regexp {
	id := `n_[A-Za-z0-9_]+`
	label := `"([^"<>&#\x60\\\x00-\x1f]|#[0-9]+;|<br/>)*"`
	r := strings.NewReplacer("ID", id, "LABEL", label)
	return regexp.MustCompile(r.Replace(`^(flowchart (LR|TB)|accTitle: [^"<>\x00-\x1f]*| *(` +
		`subgraph ID \[LABEL\]|end|ID(\[LABEL\]|\[\[LABEL\]\]|\[/LABEL/\]|\(\[LABEL\]\))|` +
		`ID (-->|<-\.->)(\|LABEL\|)? ID|classDef [a-z]+ [a-z0-9#:, -]+|class ID(,ID)* [a-z]+))$`))
}()

func written(t *testing.T, g *model.Graph, o export.Options) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, mermaid.Format, export.Input{Graph: g}, o))
	return b.String()
}

func TestEveryLineIsOneThatMermaidTakesAsMeant(t *testing.T) {
	for name, g := range exporttest.Cases(t) {
		for _, names := range []diagram.Names{diagram.Main, diagram.Alt, diagram.Both} {
			text := written(t, g, export.Options{Names: names})
			depth := 0
			for _, l := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
				require.Regexp(t, line, l, name)
				require.NotContains(t, l, "%%", name)
				switch l := strings.TrimSpace(l); {
				case strings.HasPrefix(l, "subgraph "):
					depth++
				case l == "end":
					depth--
				}
			}
			assert.Zero(t, depth, name)
			assert.Equal(t, g.RelationCount(), strings.Count(text, " --> ")+strings.Count(text, "<-.->")+strings.Count(text, " -->|"), name)
		}
	}
}

// unescape reads a label as Mermaid does.
func unescape(s string) string {
	s = strings.ReplaceAll(s, "<br/>", "\n")
	return regexp.MustCompile(`#([0-9]+);`).ReplaceAllStringFunc(s, func(code string) string {
		n := 0
		for _, c := range code[1 : len(code)-1] {
			n = 10*n + int(c-'0')
		}
		return string(rune(n))
	})
}

func TestHostileNamesComeBackAsTyped(t *testing.T) {
	for _, name := range exporttest.Hostile {
		g := exporttest.Build(t, model.Records{Nodes: []model.Node{{ID: "n", Name: name}}})
		text := written(t, g, export.Options{})
		_, label, _ := strings.Cut(text, `n_n["`)
		label, _, _ = strings.Cut(label, `"]`)
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' || 0x7F <= r && r <= 0x9F || r == 0xFFFE || r == 0xFFFF {
				return '\uFFFD'
			}
			return r
		}, strings.NewReplacer("\r\n", "\n", "\u2028", "\n", "\t", " ").Replace(name))
		assert.Equal(t, want, unescape(label))
	}
}
