package lines_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

func limited(t *testing.T, l source.Limits, text string) (*model.Graph, error) {
	t.Helper()
	return lines.Parse(t.Context(), &source.Input{File: "f", Data: []byte(text), Limits: l})
}

func names(prefix string, n int) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s%d", prefix, i))
	}
	return strings.Join(out, ", ")
}

func TestLimitsHoldAtAndPastThem(t *testing.T) {
	for what, c := range map[string]struct {
		limits   source.Limits
		at, past string
		want     string
	}{
		"deliverables": {source.Limits{Nodes: 3}, "a, b, c", "a, b, c\nd", "f:2:1: This makes 4 deliverables; the limit is 3 (--limit nodes=…)."},
		"a product": {
			source.Limits{Edges: 6},
			names("a", 2) + " > " + names("b", 3), names("a", 1000) + " > " + names("b", 1000),
			"f:1:5890: This makes 1,000,000 relations; the limit is 6 (--limit edges=…).",
		},
		"relations": {source.Limits{Edges: 2}, "a > b > c\na > b", "a > b > c\na > c", "f:2:3: This makes 3 relations; the limit is 2 (--limit edges=…)."},
		"a name":    {source.Limits{Label: 3}, "abc", "x > abcd", "f:1:5: This name is longer than 3 B (--limit label=…)."},
		"a text":    {source.Limits{Text: 3}, "a {note=abc}", "a {note=abcd}", "f:1:9: This text is longer than 3 B (--limit text=…)."},
	} {
		_, err := limited(t, c.limits, c.at)
		require.NoError(t, err, what)
		_, err = limited(t, c.limits, c.past)
		assert.EqualError(t, err, c.want, what)
	}
}

func TestNoTextMakesReadingSlow(t *testing.T) {
	const n = 100_000
	for what, text := range map[string]string{
		"questions":       "a" + strings.Repeat("?", n) + "b",
		"open brackets":   strings.Repeat("(", n),
		"brackets":        strings.Repeat("(", n) + strings.Repeat(")", n),
		"corners":         "a" + strings.Repeat("?「", n),
		"owners":          "a" + strings.Repeat(" @o", n),
		"different tags":  "a #" + strings.Join(strings.Fields(strings.ReplaceAll(names("t", n/10), ",", "")), " #"),
		"one name":        strings.Repeat("a,", n) + "a",
		"a long run":      "a" + strings.Repeat(" = a", n),
		"a run of syncs":  strings.ReplaceAll(names("a", 5000), ",", " ="),
		"the same again":  strings.Repeat("a,b,c,d,e,f > g,h,i,j,k,l\n", n/10),
		"names × marks":   "(" + names("a", 50_000) + ")" + strings.Repeat("#x", 50_000),
		"dashes":          "a" + strings.Repeat("-", n),
		"blanks":          "a" + strings.Repeat(" ", n) + "b",
		"phases":          strings.Repeat("phase: {name=p}\n", n/10),
		"many phases":     "phase: {name=" + strings.Join(strings.Fields(names("p", n/20)), "}\nphase: {name=") + "}",
		"remarks":         "% " + strings.Join(strings.Fields(names("r", n/10)), "\n% "),
		"pairs":           "a {" + strings.Repeat("note=x;", n) + "}",
		"unknown members": "a {+" + strings.Join(strings.Fields(names("u", n/10)), "=1;+") + "=1}",
		"references":      strings.Repeat("$x > a\n", n/10),
		"nesting": func() string {
			var b strings.Builder
			for i := range 5000 {
				fmt.Fprintf(&b, "[g%d]: [g%d]\n", i, i+1)
			}
			return b.String()
		}(),
	} {
		t.Run(what, func(t *testing.T) {
			g, err := parse(t, text)
			if err == nil {
				lines.Print(g)
			}
			_, err = lines.Bar{Graph: model.Empty()}.Run(strings.SplitN(text, "\n", 2)[0])
			_ = err
		})
	}
}

func TestReadingCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := lines.Parse(ctx, &source.Input{File: "f", Data: []byte("a > b")})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestTextThatIsNoneIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"a > \xff":             "f:1:5: These bytes are not UTF-8 text. Save the file as UTF-8, or name its encoding (--encoding shift_jis, windows-1252 or another), and open it again.",
		"a\n<<<<<<< HEAD\nb\n": "f:2:1: Git left both versions of a conflict here. Keep one of them and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
		"a\x01":                "f:1:2: This line holds a character that cannot be read. Delete it.",
		"a\rb":                 "f:1:2: This line holds a character that cannot be read. Delete it.",
	} {
		_, err := parse(t, text)
		assert.EqualError(t, err, want, text)
	}
	g, err := parse(t, "")
	require.NoError(t, err)
	assert.Zero(t, g.NodeCount())
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	_, err := parse(t, "a >\nb {note=1}\n3 > b\nb {note=2}\n[g]: b\n[g] > b")
	assert.EqualError(t, err, strings.Join([]string{
		"f:1:4: A name is missing here. Write it, or delete the sign beside it.",
		"f:3:1: A number means a box on the screen. Write the name, or \"3\".",
		"f:4:4: note of “b” is “1” in line 2 and “2” here. Keep one of the two.",
		"f:6:5: “b” is inside “g”, so they cannot be joined. Take it out, or join something else.",
	}, "\n"))
}
