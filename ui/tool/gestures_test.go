package tool

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/golden"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/model"
	"seika/model/edit"
)

// Each file of testdata/tool is a script of the pointer, and what comes of each event. Part boxes places deliverables
// (“A 100,100”), groups (“[G] A B”) and relations (“A > B”, “A = B”). The script says
//
//	select A B                        what is selected before
//	zoom 0.5
//	grid on|off
//	guides on|off
//	press|press2|right|move|release PLACE [shift] [ctrl]      press2 is the second press of a double click
//	abort
//
// PLACE is a point, or the middle of A, or A.out, A.in, A.sync (its handles), A>B.from, A>B.to, A>B (ends and middle of a
// relation), [G] (a title); and a way from there, as in A+3,0.
func TestGestures(t *testing.T) {
	golden.Walk(t, "tool", func(t *testing.T, c *golden.Case) {
		b := newBoard(t, c.In("boxes"))
		var out strings.Builder
		for line := range strings.Lines(c.In("script")) {
			line = strings.TrimSpace(line)
			if line != "" {
				fmt.Fprintf(&out, "%-28s %s\n", line, b.do(line))
			}
		}
		c.Want("want", out.String())
	})
}

// board is a document, its picture and the machine.
type board struct {
	t        *testing.T
	doc      *model.Doc
	machine  Machine
	selected []model.ID
	zoom     float64
	grid     bool
	free     bool
	last     geom.Point
}

func newBoard(t *testing.T, boxes string) *board {
	b := &board{t: t, doc: model.NewDoc(model.Empty()), zoom: 1}
	do := func(c model.Command) { require.NoError(t, b.doc.Do(c)) }
	for line := range strings.Lines(boxes) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
		case strings.HasPrefix(f[0], "["):
			name := strings.Trim(f[0], "[]")
			var ids []model.ID
			for _, m := range f[1:] {
				ids = append(ids, b.id(m))
			}
			do(edit.Gather{Group: model.Group{ID: model.ID("g" + strings.ToLower(name)), Name: name}, IDs: ids})
		case f[0] == "top-bottom":
			m := b.doc.Graph().Meta()
			m.Direction = model.TopBottom
			do(edit.Describe{Meta: m})
		case len(f) == 2:
			do(edit.Add{Node: model.Node{ID: model.ID("n" + strings.ToLower(f[0])), Name: f[0], At: model.PlaceAt(point(t, f[1]))}})
		default:
			kind := model.IO
			if f[1] == "=" {
				kind = model.Sync
			}
			do(edit.Join(kind, []model.ID{b.id(f[0])}, []model.ID{b.id(f[2])}))
		}
	}
	return b
}

func (b *board) id(name string) model.ID {
	ids := b.doc.Graph().Named(name)
	require.Len(b.t, ids, 1, name)
	return ids[0]
}

func point(t *testing.T, s string) geom.Point {
	x, y, ok := strings.Cut(s, ",")
	require.True(t, ok, "a point: %q", s)
	fx, err := strconv.ParseFloat(x, 64)
	require.NoError(t, err)
	fy, err := strconv.ParseFloat(y, 64)
	require.NoError(t, err)
	return geom.Pt(fx, fy)
}

func (b *board) context() Context {
	d := diagram.Build(b.doc.Graph(), diagram.Options{})
	return Context{Graph: b.doc.Graph(), Diagram: d, Scene: scene.Build(d, scene.Options{}), Zoom: b.zoom, Selected: b.selected, Grid: b.grid, Free: b.free}
}

// place finds a place by its name.
func (b *board) place(c Context, s string) geom.Point {
	var by geom.Point
	if i := strings.IndexAny(s, "+"); i > 0 {
		by, s = point(b.t, s[i+1:]), s[:i]
	}
	if strings.Contains(s, ",") {
		return point(b.t, s)
	}
	if strings.HasPrefix(s, "[") {
		for _, f := range c.Diagram.Frames {
			if "["+f.Group.Name+"]" == s {
				return geom.Pt(f.Rect.Min.X+12, f.Rect.Min.Y+8).Add(by)
			}
		}
	}
	name, part, _ := strings.Cut(s, ".")
	if from, to, ok := strings.Cut(name, ">"); ok {
		l, ok := c.Diagram.Link(model.Ends{Kind: model.IO, From: b.id(from), To: b.id(to)}.ID())
		require.True(b.t, ok, s)
		p := l.Route.Points
		switch part {
		case "from":
			return toward(p[0], p[1]).Add(by)
		case "to":
			return toward(p[len(p)-1], p[len(p)-2]).Add(by)
		}
		i := len(p) / 2
		return p[i-1].Add(p[i]).Mul(0.5).Add(by)
	}
	r, ok := c.Diagram.Box(b.id(name))
	require.True(b.t, ok, s)
	dir := c.Graph.Meta().Direction
	switch part {
	case "out":
		return HandleAt(r.Rect, Output, dir, b.zoom).Add(by)
	case "in":
		return HandleAt(r.Rect, Input, dir, b.zoom).Add(by)
	case "sync":
		return HandleAt(r.Rect, Partner, dir, b.zoom).Add(by)
	}
	return r.Rect.Center().Add(by)
}

// toward is a little way from an end of a line.
func toward(end, next geom.Point) geom.Point {
	return end.Add(next.Sub(end).Mul(4 / next.Dist(end)))
}

// do carries out a line of the script and says what came of it.
func (b *board) do(line string) string {
	f := strings.Fields(line)
	c := b.context()
	e := Event{At: b.last, Clicks: 1}
	switch f[0] {
	case "select":
		b.selected = nil
		for _, n := range f[1:] {
			b.selected = append(b.selected, b.id(n))
		}
		return ""
	case "zoom":
		b.zoom, _ = strconv.ParseFloat(f[1], 64)
		return ""
	case "grid":
		b.grid = f[1] == "on"
		return ""
	case "guides":
		b.free = f[1] == "off"
		return ""
	case "abort":
		e.Kind = Abort
	case "move":
		e.Kind = Move
	case "release":
		e.Kind = Release
	case "right":
		e.Button = Secondary
	case "press2":
		e.Clicks = 2
	case "press":
	default:
		b.t.Fatalf("what is %q", line)
	}
	for _, w := range f[1:] {
		switch w {
		case "shift":
			e.Mods.Shift = true
		case "ctrl":
			e.Mods.Ctrl = true
		default:
			e.At = b.place(c, w)
		}
	}
	b.last = e.At
	eff := b.machine.Feed(c, e)
	said := b.tell(eff)
	if eff.Select != nil {
		b.selected = *eff.Select
	}
	if eff.Commit != nil {
		if err := b.doc.Do(eff.Commit); err != nil {
			said += " refused: " + err.Error()
		}
	}
	return said
}

// tell puts state and effects into words.
func (b *board) tell(e Effects) string {
	g := b.doc.Graph()
	names := func(ids []model.ID) string {
		var out []string
		for _, id := range ids {
			out = append(out, g.Label(id))
		}
		return "[" + strings.Join(out, " ") + "]"
	}
	out := []string{strings.TrimPrefix(fmt.Sprintf("%T", b.machine.state), "tool.")}
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if e.Hover != "" && !b.machine.Busy() {
		say("hover %s", g.Label(e.Hover))
	}
	if e.Select != nil {
		say("select %s", names(*e.Select))
	}
	if e.Preview != nil {
		say("preview %s", b.change(e.Preview))
	}
	if e.Commit != nil {
		say("commit %s", b.change(e.Commit))
	}
	if e.Grow != nil {
		side := []string{"output", "input", "partner", "free"}[e.Grow.Side]
		say("grow %s of %s", side, names(e.Grow.From))
		if e.Grow.Placed {
			say("at %v", e.Grow.At)
		}
	}
	if e.Rename != "" {
		say("rename %s", g.Label(e.Rename))
	}
	if e.Menu {
		say("menu")
	}
	if !e.Refused.Zero() {
		say("refused: %s", e.Refused.In(lang.EN))
	}
	for _, w := range e.Wires {
		say("wire sync=%v legal=%v", w.Kind == model.Sync, w.Legal)
	}
	for _, l := range e.Guides {
		what := "guide"
		if l.Gap {
			what = "gap"
		}
		say("%s %v–%v", what, l.From, l.To)
	}
	if e.Target != "" {
		say("target %s", g.Label(e.Target))
	}
	if !e.Marquee.Empty() {
		say("marquee")
	}
	return strings.Join(out, ", ")
}

// change is what a command would do.
func (b *board) change(c model.Command) string {
	before := b.doc.Graph()
	after, ch, err := model.Try(before, c)
	if err != nil {
		return err.Error()
	}
	var out []string
	for _, d := range ch.Nodes {
		if d.Before.At != d.After.At {
			out = append(out, fmt.Sprintf("%s by %v", after.Label(d.After.ID), d.After.At.Point().Sub(d.Before.At.Point())))
		}
		if d.Before.In != d.After.In {
			out = append(out, fmt.Sprintf("%s in [%s]", after.Label(d.After.ID), after.Label(d.After.In)))
		}
	}
	for _, d := range ch.Relations {
		if d.Op == model.Removed {
			out = append(out, "- "+before.Label(d.Before.ID()))
		} else {
			out = append(out, "+ "+after.Label(d.After.ID()))
		}
	}
	if len(out) == 0 {
		return "nothing"
	}
	return strings.Join(out, "; ")
}
