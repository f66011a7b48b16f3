package lines_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"seika/internal/golden"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

// fixed holds a model against its own text: it reads back the same, and is printed the same from then on.
func fixed(t *testing.T, g *model.Graph) {
	text := lines.Print(g)
	back, err := lines.Parse(t.Context(), &source.Input{File: "printed", Data: text})
	require.NoError(t, err, "%s", text)
	require.Equal(t, string(text), string(lines.Print(back)))
	change := model.Diff(g, back)
	require.Empty(t, change.Nodes)
	require.Empty(t, change.Relations)
	require.True(t, change.Empty(), "%s", text)
}

// FuzzParse reads any bytes as a file: it may refuse them, but never panic or hang.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(golden.Root(f), "testdata", "lines", "*.seika.txt"))
	require.NoError(f, err)
	require.NotEmpty(f, files)
	for _, name := range files {
		b, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(b)
	}
	for _, text := range []string{
		"a?「b」 > \"c\\u{1F600}\" <- d", "(a, \"b)\") #\"ext\" @x!{+k=\"{\\\"a\\\":1}\"; prov=stated; conf=0.25}", "[g] {kind=composite}: [h], $x\nz {id=x}",
		"phase: {name=p; order=3; ends=$x}\nanswer: {rule=K; anchors=$a>b, c}\nc", "proposal: {as=io; from=$a; to=$b; use=refer}", "settings: {\"a\":[1]}\n+\"x y\": 1",
		"% \"q\\n\"\n※ x", "\xff", "a\r\nb\rc", "$n1 > a\nb {id=n1; revises=a}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !utf8.Valid(data) {
			_, err := lines.Parse(t.Context(), &source.Input{File: "f", Data: data})
			require.Error(t, err)
			data = bytes.ToValidUTF8(data, []byte("、"))
		}
		limits := source.Limits{Bytes: 1 << 16, Nodes: 300, Edges: 1000, Label: 200, Text: 400}
		in, err := source.Read(t.Context(), "f", bytes.NewReader(data), limits)
		if err != nil {
			return
		}
		g, err := lines.Parse(t.Context(), in)
		if err != nil {
			var refused *source.Refused
			require.True(t, errors.As(err, &refused), "%v", err)
			for _, p := range refused.Problems {
				require.NotContains(t, p.Error(), "‹", "words are missing")
			}
			return
		}
		fixed(t, g)
		e := lines.Pane(g, lines.PrintPlain(g, nil))
		require.Nil(t, e.Command, "%s", lines.PrintPlain(g, nil))
		require.Empty(t, e.Wrong)
	})
}

// FuzzBar runs any line on a document, as the entry bar and pasted.
func FuzzBar(f *testing.F) {
	for _, folder := range []string{"bar", "wrong"} {
		files, err := filepath.Glob(filepath.Join(golden.Root(f), "testdata", "lines", folder, "*.txtar"))
		require.NoError(f, err)
		require.NotEmpty(f, files)
		for _, file := range files {
			archive, err := txtar.ParseFile(file)
			require.NoError(f, err)
			for _, part := range archive.Files {
				if part.Name == "lines" {
					for _, line := range strings.FieldsFunc(string(part.Data), func(r rune) bool { return r == '\n' || r == '¦' }) {
						f.Add(line)
					}
				}
			}
		}
	}
	start := open(f, "a @x #goal #計画 ?\"q\" {note=n; holders=h, i; +k=1} >{use=refer} b = c\n[g]: a\n[h]: [g]\n(d) {id=t1} > b\nd {id=t2}\nphase: {name=p; ends=a}")
	a, b := start.handles[0], start.handles[1]
	f.Fuzz(func(t *testing.T, line string) {
		line = strings.ToValidUTF8(line, "、")
		for _, selection := range [][]model.ID{nil, {a}, {b, model.IOEnds(a, b).ID(), start.graph.GroupsNamed("g")[0]}} {
			bar := start.bar(selection...)
			for _, run := range []func(string) (lines.Result, error){bar.Run, bar.Paste} {
				r, err := run(line)
				if err != nil {
					var wrong *lines.Wrong
					require.True(t, errors.As(err, &wrong), "%v", err)
					require.Positive(t, wrong.Line)
					require.Positive(t, wrong.Col)
					require.NotContains(t, wrong.Error(), "‹", "words are missing")
					continue
				}
				if r.Command == nil {
					require.Empty(t, r.Made)
					continue
				}
				next, _, err := model.Try(start.graph, r.Command)
				require.NoError(t, err)
				for _, id := range r.Made {
					n, ok := next.Node(id)
					require.True(t, ok)
					require.False(t, n.At.Set)
				}
				fixed(t, next)
			}
		}
	})
}
