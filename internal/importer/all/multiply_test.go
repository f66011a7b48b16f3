package all_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/importer"
	"seika/internal/importer/all"
	"seika/internal/importer/importertest"
	"seika/internal/source"
)

func list(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestASmallFileThatAsksForMuchIsRefusedWhereItDoes(t *testing.T) {
	cell := func(s string) string { return `<c t="str"><v>` + s + `</v></c>` }
	names := "<row>" + cell("name") + "</row><row>" + cell("a") + "</row><row>" + cell("b") + "</row>"
	for what, tc := range map[string]struct {
		reader, text string
		limits       source.Limits
		want         string // all that is said
	}{
		"sheets that are too much together": {
			"xlsx", string(importertest.Workbook(names, names, "")),
			source.Limits{Nodes: 3},
			"f (s1):1:1: This makes 4 deliverables; the limit is 3 (--limit nodes=…).",
		},
		"cells that share a text": {
			"xlsx", string(importertest.Workbook("<row>"+cell("name")+cell("note")+"</row>"+strings.Repeat("<row>"+cell("a")+`<c t="s"><v>0</v></c></row>`, 9),
				"", "<si><t>"+strings.Repeat("x", 500)+"</t></si>")),
			source.Limits{Inflated: 4000},
			"f (s0):9:1: This unpacks to more than 4,000 B (--limit inflated=…).",
		},
		"cells that share a list": {
			"xlsx", string(importertest.Workbook("<row>"+cell("name")+cell("tags")+"</row>"+strings.Repeat("<row>"+cell("a")+`<c t="s"><v>0</v></c></row>`, 9),
				"", "<si><t>"+strings.Repeat("x;", 50)+"</t></si>")),
			source.Limits{Tokens: 1000},
			"f (s0):5:1: There are more than 1,000 parts in this file (--limit tokens=…).",
		},
		"rows, before one is read": {
			"csv", "name,scope\n" + strings.Repeat("a,nowhere\n", 4),
			source.Limits{Nodes: 3},
			"f:1:1: This makes 4 deliverables; the limit is 3 (--limit nodes=…).",
		},
		"attributes that hold for all": {
			"dot", "digraph { node [" + list(100, "seika_%d=1 ") + "]\n" + list(9000, "n%d;\n") + "}",
			source.Limits{Tokens: 20_000},
			"f:14:4: There are more than 20,000 parts in this file (--limit tokens=…).",
		},
		"a text that holds for all": {
			"dot", "digraph { node [seika_note=\"" + strings.Repeat("x", 5000) + "\"]\n" + list(9000, "n%d;\n") + "}",
			source.Limits{Tokens: 20_000},
			"f:3:3: There are more than 20,000 parts in this file (--limit tokens=…).",
		},
		"frames in frames with nodes": {
			"dot", "digraph {" + strings.Repeat("{", 100) + list(90, "n%d ") + strings.Repeat("}", 101),
			source.Limits{Tokens: 10_000},
			"f:1:512: There are more than 10,000 parts in this file (--limit tokens=…).",
		},
		"pages with nothing on them": {
			"drawio", "<mxfile>" + strings.Repeat("<diagram/>", 60) + "</mxfile>",
			source.Limits{Elements: 1000},
			"f:1:509: There are more than 1,000 elements in this file (--limit elements=…).",
		},
		"work between many deliverables": {
			"pfdsl", "[" + list(700, "a%d,") + "] >> p -> [" + list(700, "b%d,") + "]",
			source.Limits{},
			"f:1:1: This makes 490,000 relations; the limit is 200,000 (--limit edges=…).",
		},
	} {
		t.Run(what, func(t *testing.T) {
			r, ok := importer.Named(all.Readers, tc.reader)
			require.True(t, ok)
			_, err := r.Graph(t.Context(), &source.Input{File: "f", Data: []byte(tc.text), Limits: tc.limits})
			assert.EqualError(t, err, tc.want)
		})
	}
}

func TestRowsAreCountedAsTheyAreRead(t *testing.T) {
	r, _ := importer.Named(all.Readers, "csv")
	for _, text := range []string{
		"name,note\na,\"x\ny\n\nz\"\nb,\n", "name;note\r\n\r\na;5\" pipe\r\n ;\r\nb;\"say \"\"x\"\"\n\"\r\n", "name\n\"\"\na\n\n\"b\"",
	} {
		g, err := r.Graph(t.Context(), &source.Input{File: "f", Data: []byte(text), Limits: source.Limits{Nodes: 2}})
		require.NoError(t, err, "%q", text)
		assert.Equal(t, 2, g.NodeCount(), "%q", text)
	}
}

func TestShapesOfMermaidThatAreNotClosedAsTheyBegin(t *testing.T) {
	r, _ := importer.Named(all.Readers, "mermaid")
	g, err := r.Graph(t.Context(), &source.Input{File: "f", Data: []byte("graph LR\na[/x]\nb[/y/]\na --> b --> c[\"z\"]\n")})
	require.NoError(t, err)
	assert.Len(t, g.Named("/x"), 1)
	assert.Len(t, g.Named("y"), 1)
	assert.Len(t, g.Named("z"), 1)
}
