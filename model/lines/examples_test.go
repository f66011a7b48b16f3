package lines_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

// desk is an open document with numbers on its boxes, in the order they were made.
type desk struct {
	graph   *model.Graph
	handles []model.ID
}

// open pastes lines into an empty document.
func open(t testing.TB, text string) desk {
	t.Helper()
	r, err := lines.Bar{Graph: model.Empty()}.Paste(text)
	require.NoError(t, err)
	g, _, err := model.Try(model.Empty(), r.Command)
	require.NoError(t, err)
	return desk{g, r.Made}
}

func (d desk) bar(selection ...model.ID) lines.Bar {
	return lines.Bar{Graph: d.graph, Selection: selection, Handles: func(n int) (model.ID, bool) {
		if n < 1 || n > len(d.handles) {
			return "", false
		}
		return d.handles[n-1], true
	}}
}

// find leads from a name, or two with an operator between, to an id.
func (d desk) find(t testing.TB, what string) model.ID {
	t.Helper()
	if from, to, ok := strings.Cut(what, " > "); ok {
		return model.IOEnds(d.find(t, from), d.find(t, to)).ID()
	}
	ids := d.graph.Named(what)
	require.Len(t, ids, 1, what)
	return ids[0]
}

// outcome tells what a line does: the printed lines that go and come, what is made and what is selected.
func (d desk) outcome(t testing.TB, line string, selection []model.ID) string {
	t.Helper()
	r, err := d.bar(selection...).Run(line)
	require.NoError(t, err, line)
	next := d.graph
	if r.Command != nil {
		next, _, err = model.Try(d.graph, r.Command)
		require.NoError(t, err, line)
		assert.NotSame(t, d.graph, next, line)
	}
	was, is := strings.Split(string(lines.Print(d.graph)), "\n"), strings.Split(string(lines.Print(next)), "\n")
	var b strings.Builder
	for _, l := range was {
		if !slices.Contains(is, l) {
			fmt.Fprintf(&b, "   - %s\n", l)
		}
	}
	for _, l := range is {
		if !slices.Contains(was, l) {
			fmt.Fprintf(&b, "   + %s\n", l)
		}
	}
	label := func(ids []model.ID) string {
		var out []string
		for _, id := range ids {
			out = append(out, source.Visible(next.Label(id)))
		}
		return strings.Join(out, ", ")
	}
	if len(r.Made) > 0 {
		fmt.Fprintf(&b, "   made %s\n", label(r.Made))
	}
	if len(r.Select) > 0 && !slices.Equal(r.Select, r.Made) {
		fmt.Fprintf(&b, "   select %s\n", label(r.Select))
	}
	return b.String()
}

func TestLinesInBothWidthsDoTheSame(t *testing.T) {
	count := 0
	golden.Walk(t, "lines/bar", func(t *testing.T, c *golden.Case) {
		d := open(t, c.In("model"))
		var selection []model.ID
		if c.Has("selection") {
			for _, what := range strings.Fields(strings.ReplaceAll(c.In("selection"), " > ", "\x00>\x00")) {
				selection = append(selection, d.find(t, strings.ReplaceAll(what, "\x00", " ")))
			}
		}
		var b strings.Builder
		for _, row := range strings.Split(strings.TrimSuffix(c.In("lines"), "\n"), "\n") {
			half, full, ok := strings.Cut(row, " ¦ ")
			require.True(t, ok, row)
			count += 2
			want := d.outcome(t, half, selection)
			assert.Equal(t, want, d.outcome(t, full, selection), "%s\n%s", half, full)
			fmt.Fprintf(&b, "%s\n%s", half, want)
		}
		c.Want("want", b.String())
	})
	assert.GreaterOrEqual(t, count, 200)
}

func TestWrongLinesSayWhereAndWhy(t *testing.T) {
	count := 0
	golden.Walk(t, "lines/wrong", func(t *testing.T, c *golden.Case) {
		var d desk
		if c.Has("model") {
			d = open(t, c.In("model"))
		}
		for _, l := range []lang.Lang{lang.EN, lang.JA} {
			var b strings.Builder
			for _, row := range strings.Split(strings.TrimSuffix(c.In("lines"), "\n"), "\n") {
				count++
				text := strings.ReplaceAll(row, "⏎", "\n")
				fmt.Fprintf(&b, "%s\n", source.Visible(row))
				if c.Has("model") {
					r, err := d.bar().Run(text)
					var wrong *lines.Wrong
					require.ErrorAs(t, err, &wrong, row)
					assert.Nil(t, r.Command)
					fmt.Fprintf(&b, "   %d:%d %s\n", wrong.Line, wrong.Col, source.Visible(wrong.What.In(l)))
					continue
				}
				_, err := parse(t, text)
				var refused *source.Refused
				require.ErrorAs(t, err, &refused, row)
				for _, p := range refused.Lines(l) {
					fmt.Fprintf(&b, "   %s\n", p)
				}
			}
			c.Want(string(l), b.String())
		}
	})
	assert.GreaterOrEqual(t, count, 2*40)
}
