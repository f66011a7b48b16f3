package edit_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/source"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// machine drives a document at random, beside a plain list of what it should be: the files of all its states.
type machine struct {
	doc    *model.Doc
	states []string // files: what undo leads back to, the present, what redo leads to
	keys   []string // of the step that led to each state
	at     int
	saved  string
	taken  []taken // marks that may be given back
	all    []published
	sums   map[string]uint64
	heard  [2][]model.Event
	asked  int        // how many events each listener must have heard
	shadow *model.Doc // is told what the listeners hear, written down and read back
}

type taken struct {
	mark model.Mark
	file string
}

type published struct {
	graph *model.Graph
	file  string
	sum   uint64
}

func newMachine(g *model.Graph) *machine {
	text := string(file.Encode(g))
	m := &machine{
		doc: model.NewDoc(g), states: []string{text}, keys: []string{""}, saved: text, sums: map[string]uint64{},
		all: []published{{g, text, g.Sum()}}, shadow: model.NewDoc(g),
	}
	for i := range m.heard {
		m.doc.Listen(func(e model.Event) {
			if i == 1 && len(m.heard[0]) != len(m.heard[1])+1 {
				panic("listeners run out of order")
			}
			if m.doc.Graph() != e.Graph {
				panic("a listener is told of another graph than the document has")
			}
			m.heard[i] = append(m.heard[i], e)
		})
	}
	return m
}

func (m *machine) world() world {
	var past []*model.Graph
	for _, p := range m.all[max(0, len(m.all)-6):] {
		past = append(past, p.graph)
	}
	return world{m.doc.Graph(), past}
}

// do carries out a command, through Join where key is not "".
func (m *machine) do(t *rapid.T, key string, c model.Command) {
	before := m.doc.Graph()
	said := fmt.Sprintf("%#v", c)
	t.Logf("%q %s", key, said)
	trial, change, tried := model.Try(before, c)
	require.Same(t, before, m.doc.Graph(), "a trial publishes nothing")
	err := m.doc.Join(key, c)
	require.Equal(t, said, fmt.Sprintf("%#v", c), "a command stays as it is")
	require.Equal(t, tried, err, "the same command on the same graph")
	switch {
	case err != nil:
		assert.NotEmpty(t, reason(t, err))
		fallthrough
	case change.Empty():
		require.Same(t, before, trial)
		require.Same(t, before, m.doc.Graph())
		return
	}
	text := m.publish(t, before, model.Done)
	require.Equal(t, string(file.Encode(trial)), text, "a preview is what is kept")
	require.NotEqual(t, m.states[m.at], text, "a change changes something")
	joins := key != "" && m.keys[m.at] == key
	m.states, m.keys = m.states[:m.at+1], m.keys[:m.at+1]
	switch {
	case !joins:
		m.states, m.keys = append(m.states, text), append(m.keys, key)
	case m.states[m.at-1] == text:
		m.states, m.keys = m.states[:m.at], m.keys[:m.at]
	default:
		m.states[m.at] = text
	}
	m.at = len(m.states) - 1
}

// publish takes note of a new graph and of how it was told. It returns its file.
func (m *machine) publish(t *rapid.T, before *model.Graph, why model.Cause) string {
	g := m.doc.Graph()
	m.asked++
	for i := range m.heard {
		require.Len(t, m.heard[i], m.asked, "each listener hears of each change once")
	}
	e := m.heard[0][m.asked-1]
	require.Equal(t, e, m.heard[1][m.asked-1])
	require.Same(t, g, e.Graph)
	require.Equal(t, why, e.Cause)
	require.Greater(t, g.Rev(), before.Rev())
	leadsFromTo(t, e.Change, before, g)
	m.follow(t, e)
	wellFormed(t, g)
	text := string(file.Encode(g))
	m.all = append(m.all, published{g, text, g.Sum()})
	return text
}

// follow has a second document follow the first by what an event says: that is what a journal does.
func (m *machine) follow(t *rapid.T, e model.Event) {
	switch e.Cause {
	case model.Done:
		c, err := file.DecodeChange(m.shadow.Graph(), e.Change.Name, file.EncodeChange(e.Change))
		require.NoError(t, err)
		require.NoError(t, m.shadow.Replay(c, e.Joined))
	case model.Undone:
		require.True(t, m.shadow.Undo())
	case model.Redone:
		require.True(t, m.shadow.Redo())
	}
	require.Equal(t, e.Graph.Sum(), m.shadow.Graph().Sum(), "replayed content")
	undo, redo := m.doc.Steps()
	undone, redone := m.shadow.Steps()
	require.Equal(t, []int{undo, redo}, []int{undone, redone}, "replayed steps")
	require.Equal(t, m.doc.Done(), m.shadow.Done())
}

// leadsFromTo checks a change against the two graphs it is between.
func leadsFromTo(t *rapid.T, c model.Change, from, to *model.Graph) {
	diff := model.Diff(from, to)
	diff.Name = c.Name
	require.Equal(t, diff, c)
	require.Equal(t, c, c.Invert().Invert())
	for _, way := range []struct {
		from, to *model.Graph
		c        model.Change
	}{{from, to, c}, {to, from, c.Invert()}} {
		there, err := model.Replay(way.from, way.c)
		require.NoError(t, err)
		require.True(t, model.Diff(way.to, there).Empty())
		require.Equal(t, way.to.Sum(), there.Sum())
	}
}

// wellFormed checks a graph from nothing: each edit only looked at what it touched.
func wellFormed(t *rapid.T, g *model.Graph) {
	for r := range g.Relations() {
		for _, end := range []model.ID{r.From, r.To} {
			_, node := g.Node(end)
			_, group := g.Group(end)
			require.True(t, node || group, "%s lacks an end", r.ID())
		}
		require.Contains(t, slices.Collect(g.Touching(r.From)), r)
		require.Contains(t, slices.Collect(g.Touching(r.To)), r)
	}
	again, bad := model.Build(g.Records())
	require.Empty(t, bad)
	require.True(t, model.Diff(g, again).Empty(), "all is in its stored form")
	require.Equal(t, g.Sum(), again.Sum())
	for p := range g.Groups() {
		full := len(g.Members(p.ID))+len(g.Inner(p.ID)) > 0
		require.False(t, full && p.At.Set, "group %s has content and a place of its own", p.ID)
	}
}

func (m *machine) undo(t *rapid.T) {
	before := m.doc.Graph()
	name := m.doc.Done()
	if !m.doc.Undo() {
		require.Equal(t, 0, m.at)
		require.Same(t, before, m.doc.Graph())
		return
	}
	require.Equal(t, name, m.doc.Undone())
	m.keys[m.at] = ""
	m.at--
	m.keys[m.at] = ""
	require.Equal(t, m.states[m.at], m.publish(t, before, model.Undone))
}

func (m *machine) redo(t *rapid.T) {
	before := m.doc.Graph()
	if !m.doc.Redo() {
		require.Equal(t, len(m.states)-1, m.at)
		require.Same(t, before, m.doc.Graph())
		return
	}
	m.at++
	require.Equal(t, m.states[m.at], m.publish(t, before, model.Redone))
}

func (m *machine) seal(*rapid.T) {
	m.doc.Seal()
	m.keys[m.at] = ""
}

func (m *machine) mark(*rapid.T) { m.taken = append(m.taken, taken{m.doc.Mark(), m.states[m.at]}) }

func (m *machine) save(t *rapid.T) {
	if len(m.taken) > 0 {
		of := oneOf(t, m.taken)
		m.doc.Saved(of.mark)
		m.saved = of.file
	}
}

// load checks that the file holds the document.
func (m *machine) load(t *rapid.T) {
	text := file.Encode(m.doc.Graph())
	g, err := file.Decode(context.Background(), &source.Input{File: "f.seika", Data: text})
	require.NoError(t, err)
	require.True(t, model.Diff(m.doc.Graph(), g).Empty(), "a file gives back what is in memory")
	require.Equal(t, string(text), string(file.Encode(g)))
}

// check holds after every step.
func (m *machine) check(t *rapid.T) {
	g := m.doc.Graph()
	text := string(file.Encode(g))
	require.Equal(t, m.states[m.at], text)
	undo, redo := m.doc.Steps()
	require.Equal(t, []int{m.at, len(m.states) - 1 - m.at}, []int{undo, redo})
	require.Equal(t, undo > 0, m.doc.Done() != "")
	require.Equal(t, redo > 0, m.doc.Undone() != "")
	require.Equal(t, text != m.saved, m.doc.Dirty())
	if sum, seen := m.sums[text]; seen {
		require.Equal(t, sum, g.Sum(), "equal contents, equal sums")
	}
	m.sums[text] = g.Sum()
}

// finish holds at the end: nothing that was ever published has changed, and all of it can be reached again.
func (m *machine) finish(t *rapid.T) {
	for m.doc.Undo() {
	}
	require.Equal(t, m.states[0], string(file.Encode(m.doc.Graph())))
	first := m.doc.Graph()
	require.True(t, model.Diff(m.all[0].graph, first).Empty() || m.states[0] != m.all[0].file)
	for m.doc.Redo() {
	}
	require.Equal(t, m.states[len(m.states)-1], string(file.Encode(m.doc.Graph())))
	for _, p := range m.all {
		require.Equal(t, p.file, string(file.Encode(p.graph)), "a graph changed after it was published")
		require.Equal(t, p.sum, p.graph.Sum())
	}
	at := m.all[0].graph
	for _, e := range m.heard[0] {
		next, err := model.Replay(at, e.Change)
		require.NoError(t, err)
		at = next
	}
	require.True(t, model.Diff(m.doc.Graph(), at).Empty(), "a journal of the changes gives the document")
	seen := map[uint64]string{}
	for text, sum := range m.sums {
		require.Empty(t, seen[sum], "different contents, different sums")
		seen[sum] = text
	}
}

// starts are what a random session may start from.
var starts = []string{
	"a b c d A[e B[f]] C![g] | a>b b>c g>b C>d b=d a=C", "", "a b | a>b a=b", "A[B[C[D[a] b] c] d]",
	"a b c A![] B![] | A>b a>A c>b A=B B=b",
}

func start(t *rapid.T) *model.Graph {
	g := draw(t, oneOf(t, starts))
	w := world{now: g}
	for _, p := range []model.Proposal{randomProposal(t, w), randomProposal(t, w), randomProposal(t, w)} {
		g, _, _ = model.Try(g, edit.Propose{Proposal: p})
	}
	g, _, _ = model.Try(g, edit.PutPhase{Phase: randomPhase(t, w)})
	g, _, _ = model.Try(g, edit.Answer{Answer: randomAnswer(t, w)})
	return g
}

func TestTheDocumentUnderRandomCommands(t *testing.T) {
	commands := slices.Concat(makers, composed)
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(start(t))
		others := []func(*rapid.T){m.undo, m.undo, m.undo, m.redo, m.redo, m.load, m.seal, m.mark, m.save}
		t.Repeat(map[string]func(*rapid.T){
			"": m.check,
			"step": func(t *rapid.T) {
				if evenly(t, 4) == 3 {
					oneOf(t, others)(t)
					return
				}
				m.do(t, oneOf(t, []string{"", "", "", "k", "k", "l"}), oneOf(t, commands).make(t, m.world()))
			},
		})
		m.finish(t)
	})
}
