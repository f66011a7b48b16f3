package edit_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

// world is what a random command is made from.
type world struct {
	now  *model.Graph
	past []*model.Graph // published before
}

// maker makes random commands of one type. Most are possible, some are not.
type maker struct {
	name string
	make func(*rapid.T, world) model.Command
}

// makers are all there are: a command that is missing here fails a test.
var makers = []maker{
	{"Add", func(t *rapid.T, w world) model.Command { return edit.Add{Node: randomNode(t, w)} }},
	{"Connect", func(t *rapid.T, w world) model.Command { return edit.Connect{Relations: randomRelations(t, w)} }},
	{"Reattach", func(t *rapid.T, w world) model.Command {
		return edit.Reattach{From: someEnds(t, w), To: randomEnds(t, w)}
	}},
	{"Remove", func(t *rapid.T, w world) model.Command { return edit.Remove{IDs: someIDs(t, w)} }},
	{"Rename", func(t *rapid.T, w world) model.Command { return edit.Rename{ID: someID(t, w), To: oneOf(t, nameWords)} }},
	{"Set", randomSet},
	{"SetList", func(t *rapid.T, w world) model.Command {
		return edit.SetList{IDs: someIDs(t, w), Member: oneOf(t, listMembers), Items: randomList(t)}
	}},
	{"Move", func(t *rapid.T, w world) model.Command {
		by := geom.Pt(oneOf(t, []float64{0, 0.4, -7, 120, 1e9}), oneOf(t, []float64{0, -0.5, 33}))
		return edit.Move{IDs: someIDs(t, w), By: by}
	}},
	{"Place", func(t *rapid.T, w world) model.Command {
		var c edit.Place
		for _, id := range someIDs(t, w) {
			c.At = append(c.At, edit.Placed{ID: id, At: randomPlace(t)})
		}
		return c
	}},
	{"Pin", func(t *rapid.T, w world) model.Command {
		return edit.Pin{IDs: someIDs(t, w), On: rapid.Bool().Draw(t, "on")}
	}},
	{"Gather", func(t *rapid.T, w world) model.Command {
		return edit.Gather{Group: randomGroup(t, w), IDs: someIDs(t, w)}
	}},
	{"MoveInto", func(t *rapid.T, w world) model.Command {
		return edit.MoveInto{IDs: someIDs(t, w), Group: orNone(t, someGroup(t, w))}
	}},
	{"Ungroup", func(t *rapid.T, w world) model.Command {
		return edit.Ungroup{IDs: append(someIDs(t, w), someGroup(t, w))}
	}},
	{"Paste", randomPaste},
	{"Merge", func(t *rapid.T, w world) model.Command { return edit.Merge{Keep: someNode(t, w), Drop: someNode(t, w)} }},
	{"Describe", func(t *rapid.T, w world) model.Command { return edit.Describe{Meta: randomMeta(t, w)} }},
	{"PutPhase", func(t *rapid.T, w world) model.Command { return edit.PutPhase{Phase: randomPhase(t, w)} }},
	{"DropPhase", func(t *rapid.T, w world) model.Command { return edit.DropPhase{ID: somePhase(t, w)} }},
	{"Answer", func(t *rapid.T, w world) model.Command { return edit.Answer{Answer: randomAnswer(t, w)} }},
	{"Withdraw", func(t *rapid.T, w world) model.Command { return edit.Withdraw{Question: someQuestion(t, w)} }},
	{"Propose", func(t *rapid.T, w world) model.Command { return edit.Propose{Proposal: randomProposal(t, w)} }},
	{"Accept", func(t *rapid.T, w world) model.Command { return edit.Accept{Offer: someOffer(t, w)} }},
	{"Decline", func(t *rapid.T, w world) model.Command { return edit.Decline{Offer: someOffer(t, w)} }},
	{"Become", func(t *rapid.T, w world) model.Command {
		from := w.now
		if evenly(t, 4) == 0 {
			from = oneOf(t, append(w.past, w.now))
		}
		return edit.Become{Change: model.Diff(from, oneOf(t, append(w.past, w.now)))}
	}},
}

// composed are the commands that are made of others.
var composed = []maker{
	{"Join", func(t *rapid.T, w world) model.Command {
		return edit.Join(oneOf(t, kinds), someIDs(t, w), someIDs(t, w))
	}},
	{"Output", func(t *rapid.T, w world) model.Command { return edit.Output(someIDs(t, w), randomNode(t, w)) }},
	{"Input", func(t *rapid.T, w world) model.Command { return edit.Input(someIDs(t, w), randomNode(t, w)) }},
	{"Partner", func(t *rapid.T, w world) model.Command { return edit.Partner(someIDs(t, w), randomNode(t, w)) }},
	{"Sibling", func(t *rapid.T, w world) model.Command {
		e := someEnds(t, w)
		return edit.Sibling(oneOf(t, []model.ID{e.From, e.To}), e, randomNode(t, w))
	}},
	{"Duplicate", func(t *rapid.T, w world) model.Command {
		return edit.Paste{Records: edit.Duplicate(w.now, someIDs(t, w), geom.Pt(16, 16), entropy)}
	}},
	{"Fresh", func(t *rapid.T, w world) model.Command {
		r := oneOf(t, append(w.past, w.now)).Records()
		return edit.Paste{Records: edit.Fresh(w.now, r, entropy)}
	}},
	{"Batch", func(t *rapid.T, w world) model.Command {
		var cs []model.Command
		for range rapid.IntRange(0, 3).Draw(t, "commands") {
			cs = append(cs, oneOf(t, makers).make(t, w))
		}
		return model.Batch("command.paste", cs...)
	}},
}

// commandTypes are the types of the package that have Apply.
func commandTypes(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	var types []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range f.Decls {
			m, ok := d.(*ast.FuncDecl)
			if ok && m.Recv != nil && m.Name.Name == "Apply" {
				types = append(types, m.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	slices.Sort(types)
	return types
}

func TestEveryCommandIsMadeAtRandom(t *testing.T) {
	var names []string
	for _, m := range makers {
		names = append(names, m.name)
		made := rapid.Custom(func(t *rapid.T) model.Command {
			evenly(t, 1) // the library wants something drawn, and not every command draws in an empty world
			return m.make(t, world{now: model.Empty()})
		}).Example(1)
		assert.Equal(t, m.name, reflect.TypeOf(made).Name())
	}
	slices.Sort(names)
	assert.Equal(t, commandTypes(t), names)
}

// Few ids and names make commands meet.
var (
	nodeIDs  = ids("a b c d e f g h")
	groupIDs = ids("A B C D")
	phaseIDs = ids("p q")
	kinds    = []model.RelationKind{model.IO, model.Sync}

	nameWords   = []string{"", "a", "Ａ", "b 2", "契約書", "x\"\n"}
	listMembers = []string{"owner", "tags", "medium", "holders", "parties", "replaces", "usedBy", "note", "trace"}
	// settable is a member and values for it, the last of which is none.
	settable = [][]string{
		{"note", "n", "契約", ""},
		{"goal", "true", "", "perhaps"},
		{"kind", "intangible", "", "task"},
		{"kind", "composite", "area", "x"},
		{"revises", "a", "b", "z"},
		{"leadTime", "3d", "2時間", "soon"},
		{"scope", "external", "internal", "x"},
		{"rounds", "2", "", "0"},
		{"use", "update", "", "x"},
		{"ends", "a", "", "z"},
		{"multiplicity", "*", "1", "-"},
		{"folded", "true", "", "x"},
		{"order", "2", "3", "0"},
		{"confidence", "confirmed", "", "x"},
		{"iteration", "1", "2", "0"},
		{"work", "w", "", "\xff"},
		{"at", "1,2", "", ""},
		{"in", "A", "", ""},
		{"id", "a", "", ""},
	}
)

// evenly is a number below n, which is at most 256. The library's own numbers are mostly small; the first of each list would
// be tried, and the last never.
func evenly(t *rapid.T, n int) int {
	i := 0
	for range 8 {
		i *= 2
		if rapid.Bool().Draw(t, "bit") {
			i++
		}
	}
	return i % n
}

func oneOf[T any](t *rapid.T, these []T) T { return these[evenly(t, len(these))] }

// rarely is true once in a while.
func rarely(t *rapid.T) bool { return evenly(t, 32) == 31 }

func orNone(t *rapid.T, id model.ID) model.ID {
	if evenly(t, 3) == 0 {
		return ""
	}
	return id
}

// among is one of the ids that are there, mostly.
func among(t *rapid.T, there, all []model.ID) model.ID {
	if len(there) == 0 || rarely(t) {
		return oneOf(t, append(all, "zz", ""))
	}
	return oneOf(t, there)
}

// free is an id that nothing has, mostly.
func free(t *rapid.T, w world, all []model.ID) model.ID {
	left := slices.DeleteFunc(slices.Clone(all), w.now.Has)
	if len(left) == 0 || rarely(t) {
		return oneOf(t, append(slices.Concat(nodeIDs, groupIDs), "", "1", "a b"))
	}
	return oneOf(t, left)
}

func there(w world) (nodes, groups, relations []model.ID) {
	for n := range w.now.Nodes() {
		nodes = append(nodes, n.ID)
	}
	for g := range w.now.Groups() {
		groups = append(groups, g.ID)
	}
	for r := range w.now.Relations() {
		relations = append(relations, r.ID())
	}
	return nodes, groups, relations
}

func someNode(t *rapid.T, w world) model.ID {
	nodes, _, _ := there(w)
	return among(t, nodes, nodeIDs)
}

func someGroup(t *rapid.T, w world) model.ID {
	_, groups, _ := there(w)
	return among(t, groups, groupIDs)
}

// someEnd is a deliverable or group.
func someEnd(t *rapid.T, w world) model.ID {
	nodes, groups, _ := there(w)
	return among(t, append(nodes, groups...), nodeIDs)
}

func someID(t *rapid.T, w world) model.ID {
	nodes, groups, relations := there(w)
	for p := range w.now.Phases() {
		nodes = append(nodes, p.ID)
	}
	return among(t, slices.Concat(nodes, groups, relations), nodeIDs)
}

func someIDs(t *rapid.T, w world) []model.ID {
	nodes, groups, relations := there(w)
	all := slices.Concat(nodes, groups, relations)
	var out []model.ID
	for range evenly(t, 5) {
		out = append(out, among(t, all, nodeIDs))
	}
	return out
}

func somePhase(t *rapid.T, w world) model.ID {
	var phases []model.ID
	for p := range w.now.Phases() {
		phases = append(phases, p.ID)
	}
	return among(t, phases, phaseIDs)
}

func someQuestion(t *rapid.T, w world) model.Question {
	var asked []model.Question
	for a := range w.now.Answers() {
		asked = append(asked, a.Question)
	}
	if len(asked) == 0 || rarely(t) {
		return randomAnswer(t, w).Question
	}
	return oneOf(t, asked)
}

func randomEnds(t *rapid.T, w world) model.Ends {
	return model.Ends{Kind: oneOf(t, kinds), From: someEnd(t, w), To: someEnd(t, w)}
}

func someEnds(t *rapid.T, w world) model.Ends {
	_, _, relations := there(w)
	if len(relations) == 0 || rarely(t) {
		return randomEnds(t, w)
	}
	return ends(string(oneOf(t, relations)))
}

func someOffer(t *rapid.T, w world) model.Offer {
	var offers []model.Offer
	for p := range w.now.Proposals() {
		offers = append(offers, p.Offer())
	}
	if len(offers) == 0 || rarely(t) {
		return model.Offer{As: model.AsNode, ID: "a"}
	}
	return oneOf(t, offers)
}

func randomPlace(t *rapid.T) model.Place {
	if rarely(t) {
		return model.Place{}
	}
	return model.Place{Set: true, X: rapid.IntRange(-9, 9).Draw(t, "x"), Y: rapid.IntRange(-9, 9).Draw(t, "y")}
}

func randomList(t *rapid.T) model.List {
	words := []string{"計画", "plan", "紙", "Ａ", "a", "", "zeta"}
	return model.NewList(rapid.SliceOfN(rapid.SampledFrom(words), 0, 3).Draw(t, "items")...)
}

func randomNode(t *rapid.T, w world) model.Node {
	n := model.Node{ID: free(t, w, nodeIDs), Name: oneOf(t, nameWords), At: randomPlace(t)}
	if rapid.Bool().Draw(t, "more") {
		n.In, n.Tags, n.Medium = orNone(t, someGroup(t, w)), randomList(t), randomList(t)
		n.Kind, n.Goal = oneOf(t, []model.Kind{model.Tangible, model.Intangible}), rapid.Bool().Draw(t, "goal")
		n.Trace = oneOf(t, []model.Trace{{}, {Prov: model.Inferred, Conf: model.Number(50)}})
		if rarely(t) {
			n.Revises = someNode(t, w)
		}
	}
	return n
}

func randomGroup(t *rapid.T, w world) model.Group {
	return model.Group{
		ID: free(t, w, groupIDs), Name: oneOf(t, nameWords), Kind: oneOf(t, []model.GroupKind{model.Area, model.Composite}),
		In: orNone(t, someGroup(t, w)), At: randomPlace(t), Tags: randomList(t),
	}
}

func randomRelation(t *rapid.T, w world) model.Relation {
	r := model.Relation{Ends: randomEnds(t, w)}
	if rapid.Bool().Draw(t, "more") {
		r.Label, r.Use, r.Work = oneOf(t, nameWords), oneOf(t, []model.Use{model.Create, model.Refer}), oneOf(t, nameWords)
		r.Parties, r.Rounds, r.Effort, r.Tags = randomList(t), model.Number(2), oneOf(t, []model.Dur{"", "2h"}), randomList(t)
	}
	return r
}

func randomRelations(t *rapid.T, w world) []model.Relation {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) model.Relation { return randomRelation(t, w) }), 0, 3).Draw(t, "relations")
}

func randomSet(t *rapid.T, w world) model.Command {
	s := oneOf(t, settable)
	v := 1 + evenly(t, 2)
	if rarely(t) {
		v = 3
	}
	some := someIDs(t, w)
	if evenly(t, 2) > 0 {
		some = []model.ID{someID(t, w)}
	}
	return edit.Set{IDs: some, Member: s[0], Value: s[v]}
}

func randomPhase(t *rapid.T, w world) model.Phase {
	return model.Phase{
		ID: oneOf(t, phaseIDs), Name: oneOf(t, nameWords), Order: rapid.IntRange(0, 3).Draw(t, "order"),
		Iteration: oneOf(t, []model.Optional{{}, model.Number(1), model.Number(2)}), Ends: orNone(t, someNode(t, w)),
	}
}

func randomAnswer(t *rapid.T, w world) model.Answer {
	a := model.Answer{Question: question("K01"), Status: oneOf(t, []model.Status{model.Asked, model.Risk, model.Intended})}
	if rapid.Bool().Draw(t, "anchored") {
		a.Question = question("K02", string(someID(t, w)))
	}
	a.Text = oneOf(t, nameWords)
	return a
}

func randomProposal(t *rapid.T, w world) model.Proposal {
	p := model.Proposal{As: oneOf(t, []model.As{model.AsNode, model.AsIO, model.AsSync})}
	p.Node, p.Relation = randomNode(t, w), randomRelation(t, w)
	if p.As != model.AsNode && rapid.Bool().Draw(t, "new end") {
		p.Relation.From = oneOf(t, nodeIDs)
	}
	return p
}

func randomMeta(t *rapid.T, w world) model.Meta {
	m := w.now.Meta()
	m.Title, m.Tags = oneOf(t, nameWords), randomList(t)
	m.Direction = oneOf(t, []model.Direction{model.LeftRight, model.TopBottom})
	return m
}

func randomPaste(t *rapid.T, w world) model.Command {
	var r model.Records
	for range rapid.IntRange(0, 2).Draw(t, "deliverables") {
		r.Nodes = append(r.Nodes, randomNode(t, w))
	}
	for range rapid.IntRange(0, 2).Draw(t, "groups") {
		r.Groups = append(r.Groups, randomGroup(t, w))
	}
	r.IO, r.Sync = randomRelations(t, w), randomRelations(t, w)
	if rarely(t) {
		r.Phases = append(r.Phases, randomPhase(t, w))
		r.Answers = append(r.Answers, randomAnswer(t, w))
		r.Proposals = append(r.Proposals, randomProposal(t, w))
	}
	return edit.Paste{Records: r}
}
