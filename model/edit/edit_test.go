package edit_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
	"seika/model"
)

// draw builds a graph from a sketch: deliverables are lower-case, groups upper-case words, "!" makes a group composite.
//
//	a b G[c H![d]] | a>b c=d
//
// Deliverables and groups have their word for an id and a name. The deliverables stand in a row, 100 px apart.
func draw(t checker, sketch string) *model.Graph {
	t.Helper()
	boxes, relations, _ := strings.Cut(sketch, "|")
	var r model.Records
	var around []model.ID
	in := func() model.ID {
		if len(around) == 0 {
			return ""
		}
		return around[len(around)-1]
	}
	boxes = strings.NewReplacer("[", " [ ", "]", " ] ").Replace(boxes)
	for word := range strings.FieldsSeq(boxes) {
		name := strings.TrimSuffix(word, "!")
		switch {
		case word == "[":
			around = append(around, r.Groups[len(r.Groups)-1].ID)
		case word == "]":
			around = around[:len(around)-1]
		case name != strings.ToLower(name):
			g := model.Group{ID: model.ID(name), Name: name, In: in()}
			if name != word {
				g.Kind = model.Composite
			}
			r.Groups = append(r.Groups, g)
		default:
			at := model.Place{Set: true, X: 100 * len(r.Nodes)}
			r.Nodes = append(r.Nodes, model.Node{ID: model.ID(name), Name: name, In: in(), At: at})
		}
	}
	for word := range strings.FieldsSeq(relations) {
		e, ok := model.ParseEnds(model.ID(word))
		require.True(t, ok, word)
		if e.Kind == model.Sync {
			r.Sync = append(r.Sync, model.Relation{Ends: e})
		} else {
			r.IO = append(r.IO, model.Relation{Ends: e})
		}
	}
	g, bad := model.Build(r)
	require.Empty(t, bad, sketch)
	return g
}

// show is the sketch of a graph: by ids, deliverables before groups.
func show(g *model.Graph) string {
	var words []string
	for n := range g.Nodes() {
		if n.In == "" {
			words = append(words, string(n.ID))
		}
	}
	for _, id := range g.Inner("") {
		words = append(words, showGroup(g, id))
	}
	if g.RelationCount() > 0 {
		words = append(words, "|")
	}
	for r := range g.Relations() {
		words = append(words, string(r.ID()))
	}
	return strings.Join(words, " ")
}

func showGroup(g *model.Graph, id model.ID) string {
	group, _ := g.Group(id)
	var words []string
	for _, m := range g.Members(id) {
		words = append(words, string(m))
	}
	for _, i := range g.Inner(id) {
		words = append(words, showGroup(g, i))
	}
	mark := ""
	if group.Kind == model.Composite {
		mark = "!"
	}
	return string(id) + mark + "[" + strings.Join(words, " ") + "]"
}

// carried carries out a command that must succeed.
func carried(t checker, g *model.Graph, c model.Command) *model.Graph {
	t.Helper()
	next, _, err := model.Try(g, c)
	require.NoError(t, err)
	return next
}

// checker is what *testing.T and *rapid.T have in common.
type checker interface {
	require.TestingT
	Helper()
}

// reason is the key of what a person is told where a command is refused.
func reason(t checker, err error) string {
	t.Helper()
	var said lang.Msg
	var refused model.Refusal
	switch {
	case errors.As(err, &said):
	case errors.As(err, &refused):
		said = refused.Msg()
	default:
		require.Fail(t, "no reason for people", "%v", err)
	}
	for _, l := range []lang.Lang{lang.EN, lang.JA} {
		assert.NotContains(t, said.In(l), "‹", "there are no words")
		assert.NotContains(t, said.In(l), "{", "a place is not filled")
	}
	return said.Key
}

// step is one command on a sketch. want is the sketch after it, or "!" and the reason for its refusal.
type step struct {
	what, from string
	c          model.Command
	want       string
}

func run(t *testing.T, steps []step) {
	for _, s := range steps {
		t.Run(s.what, func(t *testing.T) {
			g := draw(t, s.from)
			require.Equal(t, s.from, show(g), "the sketch is in order")
			next, change, err := model.Try(g, s.c)
			if why, refused := strings.CutPrefix(s.want, "!"); refused {
				require.Error(t, err)
				assert.Equal(t, why, reason(t, err))
				assert.Same(t, g, next)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, s.want, show(next))
			assert.Equal(t, s.c.Name(), change.Name)
			assert.True(t, lang.Has(s.c.Name()), "words of %s", s.c.Name())
		})
	}
}

func ids(words string) []model.ID {
	var out []model.ID
	for w := range strings.FieldsSeq(words) {
		out = append(out, model.ID(w))
	}
	return out
}

func relation(words string) (out []model.Relation) {
	for w := range strings.FieldsSeq(words) {
		e, _ := model.ParseEnds(model.ID(w))
		out = append(out, model.Relation{Ends: e})
	}
	return out
}

func ends(word string) model.Ends {
	e, _ := model.ParseEnds(model.ID(word))
	return e
}

func node(t checker, g *model.Graph, id model.ID) model.Node {
	t.Helper()
	n, ok := g.Node(id)
	require.True(t, ok, id)
	return n
}
