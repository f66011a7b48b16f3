package svg_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/svg"
	"seika/internal/scene"
	"seika/model"
)

func written(t *testing.T, g *model.Graph, o export.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, svg.Format, export.Input{Graph: g}, o))
	return b.Bytes()
}

// allowed are the elements of our files and their attributes. Anything else might act, or fetch.
var allowed = map[string]string{
	"svg":   "xmlns width height viewBox lang font-family",
	"title": "",
	"g":     "id data-id data-kind data-scope data-goal data-rule data-severity",
	"rect":  "x y width height rx fill fill-opacity stroke stroke-opacity stroke-width stroke-dasharray",
	"path":  "d aria-label fill fill-opacity stroke stroke-opacity stroke-width stroke-dasharray",
	"text":  "x y font-size font-weight text-anchor unicode-bidi space fill fill-opacity",
}

// element is what was read: a name, and the text in it.
type element struct{ name, text string }

// read parses strictly, refuses what is not allowed, and lists titles and texts.
func read(t *testing.T, data []byte) []element {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = true
	var all []element
	var stack []string
	ids := map[string]bool{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			require.Empty(t, stack)
			return all
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			attrs, ok := allowed[token.Name.Local]
			require.True(t, ok, "element %s", token.Name.Local)
			for _, a := range token.Attr {
				require.Contains(t, strings.Fields(attrs), a.Name.Local, "attribute of %s", token.Name.Local)
				if a.Name.Local == "id" {
					require.Regexp(t, `^n_[A-Za-z0-9_]+$`, a.Value)
					require.False(t, ids[a.Value], "%s twice", a.Value)
					ids[a.Value] = true
				}
			}
			stack = append(stack, token.Name.Local)
			all = append(all, element{name: token.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if n := len(stack); n > 0 && (stack[n-1] == "text" || stack[n-1] == "title") {
				all[len(all)-1].text += string(token)
			}
		case xml.ProcInst:
			require.Equal(t, "xml", token.Target)
		default:
			require.Fail(t, "neither element nor text", "%T %v", token, token)
		}
	}
}

func TestEveryFileIsWellFormedAndInert(t *testing.T) {
	for name, g := range exporttest.Cases(t) {
		for _, o := range []export.Options{{}, {Outlines: true}, {Names: diagram.Both, Legend: scene.ShowLegend, Transparent: true}} {
			t.Run(name, func(t *testing.T) { read(t, written(t, g, o)) })
		}
	}
}

// xmlText is how a text comes back: XML has no place for some characters.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, s)
}

func TestHostileNamesComeBackAsTextAndNothingElse(t *testing.T) {
	for _, name := range exporttest.Hostile {
		g := exporttest.Build(t, model.Records{Meta: model.Meta{Title: name}, Nodes: []model.Node{{ID: "n", Name: name}}})
		for _, o := range []export.Options{{}, {Outlines: true}} {
			var titles, texts []string
			for _, e := range read(t, written(t, g, o)) {
				switch e.name {
				case "title":
					titles = append(titles, e.text)
				case "text":
					texts = append(texts, e.text)
				}
			}
			assert.Equal(t, []string{xmlText(name), xmlText(name)}, titles)
			var want []string
			for _, line := range diagram.Build(g, diagram.Options{}).Boxes[0].Lines {
				if line.Line.Text != "" && !o.Outlines {
					want = append(want, xmlText(line.Line.Text))
				}
			}
			assert.Equal(t, want, texts, "each line once")
		}
	}
}

func TestNumbersHaveAtMostTwoDecimals(t *testing.T) {
	for _, o := range []export.Options{{}, {Outlines: true}} {
		assert.NotRegexp(t, `[0-9]\.[0-9]{3}|[0-9]e[-+]?[0-9]|-0["\s]|NaN|Inf`, string(written(t, exporttest.Town(t, 30), o)))
	}
}

func TestATransparentPictureHasNoPaper(t *testing.T) {
	g := exporttest.Town(t, 2)
	paper := `fill="#ffffff"`
	assert.Contains(t, string(written(t, g, export.Options{})), paper)
	assert.NotContains(t, string(written(t, g, export.Options{Transparent: true})), paper)
}
