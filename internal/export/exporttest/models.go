// Package exporttest holds what every written format must do, and models to try formats and pictures on. Only tests import it.
package exporttest

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"seika/model"
)

// Build makes a model that must be well formed.
func Build(t interface {
	Helper()
	Fatal(args ...any)
}, r model.Records,
) *model.Graph {
	t.Helper()
	g, refused := model.Build(r)
	if len(refused) > 0 {
		t.Fatal(fmt.Sprint("not well formed: ", refused[0]))
	}
	return g
}

// Town is a model of n deliverables in rows, with 1.3 relations for each: one in nine a sync; one box in four intangible.
func Town(t testing.TB, n int) *model.Graph {
	t.Helper()
	words := []string{"顧客の要望リスト", "order slip", "承認された追加サービスの提案書", "見積", "test report of the release", "開発のノウハウ"}
	across := int(math.Ceil(math.Sqrt(float64(n) / 2)))
	id := func(i int) model.ID { return model.ID(fmt.Sprintf("n%05d", i)) }
	r := model.Records{Meta: model.Meta{Lang: "ja"}}
	for i := range n {
		node := model.Node{
			ID: id(i), Name: fmt.Sprintf("%s %d", words[i%len(words)], i%83),
			At: model.Place{Set: true, X: i % across * 230, Y: i / across * 110},
		}
		if i%4 == 0 {
			node.Kind = model.Intangible
		}
		node.Goal = i%31 == 0
		if i%17 == 0 {
			node.Scope = model.External
		}
		r.Nodes = append(r.Nodes, node)
		for _, j := range []int{i + 1, i + across}[:1+i%10/7] {
			if j >= n || j == i+1 && j%across == 0 {
				continue
			}
			if (i+j)%9 == 0 {
				r.Sync = append(r.Sync, model.Relation{Ends: model.SyncEnds(id(i), id(j))})
			} else {
				r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(id(i), id(j))})
			}
		}
	}
	return Build(t, r)
}

var names = rapid.SampledFrom([]string{
	"", "見積", "承認された追加サービスの提案書", "order slip", "x", "二行の\n名前", "a very long name that has to be wrapped more than once",
})

func text(odds int, words ...string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.IntRange(0, odds).Draw(t, "said") > 0 {
			return ""
		}
		return rapid.SampledFrom(words).Draw(t, "words")
	})
}

// RandomNode is a deliverable somewhere on a picture small enough that boxes meet.
func RandomNode(t *rapid.T, id model.ID, groups []model.ID) model.Node {
	n := model.Node{
		ID: id, Name: names.Draw(t, "name"), NameAlt: text(2, "estimate", "a longer name in the other language").Draw(t, "alt"),
		Kind:  rapid.SampledFrom([]model.Kind{model.Tangible, model.Intangible}).Draw(t, "kind"),
		Scope: rapid.SampledFrom([]model.Scope{model.Internal, model.External}).Draw(t, "scope"),
		Goal:  rapid.Bool().Draw(t, "goal"), Ask: text(3, "誰が").Draw(t, "ask"),
		Confidence: rapid.SampledFrom([]model.Confidence{"", model.Assumed}).Draw(t, "confidence"),
		At:         model.Place{Set: true, X: rapid.IntRange(-300, 900).Draw(t, "x"), Y: rapid.IntRange(-300, 700).Draw(t, "y")},
	}
	if i := rapid.IntRange(-len(groups)-1, len(groups)-1).Draw(t, "in"); i >= 0 {
		n.In = groups[i]
	}
	return n
}

// Random is a small model with everything that is drawn.
func Random(t *rapid.T) *model.Graph {
	r := model.Records{Meta: model.Meta{Title: "表", Lang: rapid.SampledFrom([]string{"", "ja", "en"}).Draw(t, "lang")}}
	if rapid.Bool().Draw(t, "down") {
		r.Meta.Direction = model.TopBottom
	}
	var groups []model.ID
	for i := range rapid.IntRange(0, 3).Draw(t, "groups") {
		g := model.Group{
			ID: model.ID(fmt.Sprintf("g%d", i)), Name: names.Draw(t, "title"),
			Kind: rapid.SampledFrom([]model.GroupKind{model.Area, model.Composite}).Draw(t, "kind"),
			At:   model.Place{Set: true, X: rapid.IntRange(-300, 900).Draw(t, "x"), Y: 300},
		}
		if i > 0 && rapid.Bool().Draw(t, "nested") {
			g.In = groups[i-1]
		}
		groups = append(groups, g.ID)
		r.Groups = append(r.Groups, g)
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "nodes") {
		r.Nodes = append(r.Nodes, RandomNode(t, model.ID(fmt.Sprintf("n%d", i)), groups))
	}
	g := Build(t, r)
	for range rapid.IntRange(0, 10).Draw(t, "relations") {
		g = Joined(t, g)
	}
	return g
}

// Joined is the model with one relation more, or as it is where that may not be.
func Joined(t *rapid.T, g *model.Graph) *model.Graph {
	var ids []model.ID
	for n := range g.Nodes() {
		ids = append(ids, n.ID)
	}
	for p := range g.Groups() {
		if p.Kind == model.Composite {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) < 2 {
		return g
	}
	a, b := rapid.SampledFrom(ids).Draw(t, "a"), rapid.SampledFrom(ids).Draw(t, "b")
	rel := model.Relation{
		Label: text(2, "毎週", "sent by mail\nor brought").Draw(t, "label"), Ask: text(4, "いつ").Draw(t, "ask"),
	}
	r := g.Records()
	if rapid.Bool().Draw(t, "sync") {
		rel.Ends = model.SyncEnds(a, b)
		r.Sync = append(r.Sync, rel)
	} else {
		rel.Ends = model.IOEnds(a, b)
		r.IO = append(r.IO, rel)
	}
	if next, refused := model.Build(r); len(refused) == 0 {
		return next
	}
	return g
}

// Changed is the model after something happened to it.
func Changed(t *rapid.T, g *model.Graph) *model.Graph {
	r := g.Records()
	var groups []model.ID
	for _, p := range r.Groups {
		groups = append(groups, p.ID)
	}
	switch what := rapid.IntRange(0, 6).Draw(t, "what"); {
	case what == 0 && len(r.Nodes) > 0: // another place
		i := rapid.IntRange(0, len(r.Nodes)-1).Draw(t, "i")
		r.Nodes[i].At.X += rapid.IntRange(-400, 400).Draw(t, "dx")
		r.Nodes[i].At.Y += rapid.IntRange(-400, 400).Draw(t, "dy")
	case what == 1 && len(r.Nodes) > 0: // quite another
		i := rapid.IntRange(0, len(r.Nodes)-1).Draw(t, "i")
		r.Nodes[i] = RandomNode(t, r.Nodes[i].ID, groups)
	case what == 2: // one more
		r.Nodes = append(r.Nodes, RandomNode(t, "new", groups))
	case what == 3 && len(r.Nodes) > 0: // gone, with what hung on it
		id := rapid.SampledFrom(r.Nodes).Draw(t, "gone").ID
		touches := func(rel model.Relation) bool { return rel.From == id || rel.To == id }
		r.Nodes = slices.DeleteFunc(r.Nodes, func(n model.Node) bool { return n.ID == id })
		r.IO, r.Sync = slices.DeleteFunc(r.IO, touches), slices.DeleteFunc(r.Sync, touches)
	case what == 4 && len(r.IO) > 0: // a line gone
		i := rapid.IntRange(0, len(r.IO)-1).Draw(t, "i")
		r.IO = slices.Delete(r.IO, i, i+1)
	case what == 5 && len(r.Groups) > 0: // a title
		i := rapid.IntRange(0, len(r.Groups)-1).Draw(t, "i")
		r.Groups[i].Name = names.Draw(t, "title")
	default:
		return Joined(t, g)
	}
	next, refused := model.Build(r)
	if len(refused) > 0 {
		return g
	}
	return next
}
