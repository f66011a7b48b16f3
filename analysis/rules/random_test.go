package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"pgregory.net/rapid"

	"seika/model"
)

// words that some rules listen to, among others that they do not.
var labels = []string{
	"要望リスト", "年度計画", "アンケート結果", "資料", "価格\u200b表", "見積を作成する", "order slip", "Create report", "review", "sales plan",
	"survey results", "契約書", "請求処理", "",
}

var allTags = []string{
	model.TagPlan, model.TagMeasure, model.TagApproval, model.TagManual, model.TagCriteria, model.TagWritten,
	model.TagAssumption, "other",
}

// anyRecords draws a small model with everything that rules look at.
func anyRecords(t *rapid.T) model.Records {
	var r model.Records
	n := rapid.IntRange(1, 30).Draw(t, "deliverables")
	if rapid.IntRange(0, 9).Draw(t, "large") == 0 {
		n += 30
	}
	groups := rapid.IntRange(0, 4).Draw(t, "groups")
	some := func(of int, name string) bool { return rapid.IntRange(1, of).Draw(t, name) == 1 }
	var ends []model.ID
	for i := range groups {
		g := model.Group{ID: model.ID(fmt.Sprintf("g%d", i)), Name: fmt.Sprintf("group %d", i), Kind: model.Composite}
		if i > 0 && some(2, "nested") {
			g.In = model.ID(fmt.Sprintf("g%d", rapid.IntRange(0, i-1).Draw(t, "parent")))
		}
		r.Groups = append(r.Groups, g)
		ends = append(ends, g.ID)
	}
	for i := range n {
		d := model.Node{ID: model.ID(fmt.Sprintf("n%02d", i))}
		if d.Name = fmt.Sprintf("thing %d", i); some(4, "label") {
			d.Name = rapid.SampledFrom(labels).Draw(t, "name")
		}
		if some(3, "know-how") {
			d.Kind = model.Intangible
			if some(3, "holders") {
				d.Holders = model.NewList("A", "B")
			}
			if some(4, "subtype") {
				d.Subtype = rapid.SampledFrom([]model.Subtype{model.Viewpoint, model.Judgement}).Draw(t, "subtype")
			}
		}
		if some(5, "external") {
			d.Scope = model.External
		}
		d.Goal = some(8, "goal")
		if some(4, "tags") {
			d.Tags = model.NewList(rapid.SampledFrom(allTags).Draw(t, "tag"))
		}
		if some(10, "criteria") {
			d.Criteria = "done"
		}
		if some(6, "owner") {
			d.Owner = model.NewList(rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "owner"))
		}
		if some(10, "renewed") {
			d.Frequency = rapid.SampledFrom([]model.Freq{"1/year", "1/day", "once"}).Draw(t, "frequency")
		}
		if some(10, "kept") {
			d.Medium, d.Location = model.NewList(rapid.SampledFrom([]string{"paper", "pdf"}).Draw(t, "medium")), "shelf"
		}
		if some(12, "system") {
			d.System = rapid.SampledFrom([]string{"ERP", "CRM"}).Draw(t, "system")
		}
		if some(8, "timed") {
			d.LeadTime = "3d"
		}
		if some(8, "form") {
			d.Form = rapid.SampledFrom([]model.Form{model.Qualitative, model.Quantitative}).Draw(t, "form")
		}
		if some(10, "users") {
			d.UsedBy = model.NewList("C")
		}
		if groups > 0 && some(3, "member") {
			d.In = model.ID(fmt.Sprintf("g%d", rapid.IntRange(0, groups-1).Draw(t, "group")))
		}
		r.Nodes = append(r.Nodes, d)
		ends = append(ends, d.ID)
	}
	arcs := rapid.IntRange(0, 2*n).Draw(t, "relations")
	for range arcs {
		a := rapid.IntRange(0, len(ends)-1).Draw(t, "from")
		b := rapid.IntRange(0, len(ends)-1).Draw(t, "to")
		if a > b && !some(8, "back") {
			a, b = b, a
		}
		kind := model.IO
		if some(6, "sync") {
			kind = model.Sync
		}
		rel := model.Relation{Ends: model.Ends{Kind: kind, From: ends[a], To: ends[b]}}
		if some(8, "guessed") {
			rel.Trace.Prov = model.Inferred
		}
		add(&r, rel)
	}
	return r
}

// add puts a relation in where the model allows it.
func add(r *model.Records, rel model.Relation) {
	within := func(id, group model.ID) bool {
		for range len(r.Groups) + 1 {
			if i := slices.IndexFunc(r.Nodes, func(n model.Node) bool { return n.ID == id }); i >= 0 {
				id = r.Nodes[i].In
			} else if i := slices.IndexFunc(r.Groups, func(g model.Group) bool { return g.ID == id }); i >= 0 {
				id = r.Groups[i].In
			}
			if id == group {
				return true
			}
		}
		return false
	}
	if rel.From == rel.To || within(rel.From, rel.To) || within(rel.To, rel.From) {
		return
	}
	list := &r.IO
	if rel.Kind == model.Sync {
		rel.Ends = model.SyncEnds(rel.From, rel.To)
		list = &r.Sync
	}
	if !slices.ContainsFunc(*list, func(x model.Relation) bool { return x.Ends == rel.Ends }) {
		*list = append(*list, rel)
	}
}

func build(r model.Records) *model.Graph {
	g, bad := model.Build(r)
	if len(bad) > 0 {
		panic(bad[0])
	}
	return g
}

// layered is the random model that speed is measured on: 1.5 inputs and 0.14 sync lines a deliverable, one in five
// know-how, three inputs of a hundred backwards.
func layered(n int) *model.Graph {
	rnd := rand.New(rand.NewPCG(1, uint64(n)))
	var r model.Records
	for i := range n {
		d := model.Node{ID: model.ID(fmt.Sprintf("n%06d", i)), Name: fmt.Sprintf("deliverable %d", i)}
		switch x := rnd.Float64(); {
		case x < 0.2:
			d.Kind = model.Intangible
		case x < 0.25:
			d.Scope = model.External
		}
		d.Goal = i >= n-max(1, n/50)
		r.Nodes = append(r.Nodes, d)
	}
	seen := map[model.Ends]bool{}
	put := func(e model.Ends) {
		if e.From == e.To || seen[e] {
			return
		}
		seen[e] = true
		if e.Kind == model.Sync {
			r.Sync = append(r.Sync, model.Relation{Ends: e})
			return
		}
		r.IO = append(r.IO, model.Relation{Ends: e})
	}
	layer := max(5, n/12)
	for range n * 3 / 2 {
		a := rnd.IntN(n)
		b := min(n-1, a+1+rnd.IntN(layer))
		if rnd.Float64() < 0.03 {
			a, b = b, a
		}
		put(model.IOEnds(r.Nodes[a].ID, r.Nodes[b].ID))
	}
	for range n * 14 / 100 {
		a := rnd.IntN(n)
		put(model.SyncEnds(r.Nodes[a].ID, r.Nodes[min(n-1, a+1+rnd.IntN(3))].ID))
	}
	return build(r)
}

// furnished is layered with all that rules look at: people, times, tags, plans and results, media, composites.
func furnished(n int) *model.Graph {
	rnd := rand.New(rand.NewPCG(2, uint64(n)))
	g := layered(n)
	r := model.Records{Nodes: slices.Collect(g.Nodes())}
	for x := range g.Relations() {
		if x.Kind == model.Sync {
			r.Sync = append(r.Sync, x)
		} else {
			r.IO = append(r.IO, x)
		}
	}
	some := func(of int) bool { return rnd.IntN(of) == 0 }
	for i := range r.Nodes {
		d := &r.Nodes[i]
		if d.Kind == model.Intangible && some(3) {
			d.Holders = model.NewList(fmt.Sprintf("person %d", rnd.IntN(40)))
		}
		if some(2) {
			d.Owner = model.NewList(fmt.Sprintf("person %d", rnd.IntN(40)))
		}
		if some(4) {
			d.Tags = model.NewList(allTags[rnd.IntN(len(allTags))])
		}
		if some(4) {
			d.Medium, d.Location = model.NewList([]string{"paper", "pdf"}[rnd.IntN(2)]), "shelf"
		}
		if some(4) {
			d.Frequency = []model.Freq{"1/year", "1/day", "once"}[rnd.IntN(3)]
		}
		if some(3) {
			d.LeadTime, d.System = "3d", "ERP"
		}
		if some(4) {
			d.Form, d.Criteria = model.Qualitative, []string{"", "done"}[rnd.IntN(2)]
		}
		if some(10) {
			d.Name = labels[rnd.IntN(len(labels))]
		}
	}
	for i := range n / 40 {
		g := model.Group{ID: model.ID(fmt.Sprintf("g%05d", i)), Kind: model.Composite}
		r.Groups = append(r.Groups, g)
		for j := range 5 {
			r.Nodes[40*i+j].In = g.ID
		}
		r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(g.ID, r.Nodes[40*i+39].ID)})
	}
	return build(r)
}

// hostile makes large models of one shape each.
func hostile(n int) map[string]*model.Graph {
	nodes := func(n int, like model.Node) []model.Node {
		list := make([]model.Node, n)
		for i := range list {
			list[i] = like
			list[i].ID = model.ID(fmt.Sprintf("n%06d", i))
			if like.Name == "" {
				list[i].Name = fmt.Sprintf("deliverable %d", i)
			}
		}
		return list
	}
	rel := func(kind model.RelationKind, a, b int) model.Relation {
		return model.Relation{Ends: model.Ends{Kind: kind, From: model.ID(fmt.Sprintf("n%06d", a)), To: model.ID(fmt.Sprintf("n%06d", b))}}
	}
	var chain, back, star, cluster []model.Relation
	for i := 1; i < n; i++ {
		chain = append(chain, rel(model.IO, i-1, i))
		star = append(star, rel(model.IO, 0, i))
		cluster = append(cluster, rel(model.Sync, i-1, i))
	}
	back = append(slices.Clone(chain), rel(model.IO, n-1, 0))
	long := slices.Clone(chain)
	for i := n; i < 10*n; i++ {
		long = append(long, rel(model.IO, i-1, i))
	}
	whole := model.Records{Nodes: nodes(n, model.Node{}), Groups: []model.Group{
		{ID: "from", Kind: model.Composite}, {ID: "to", Kind: model.Composite}, {ID: "with", Kind: model.Composite},
	}}
	for i := range 3_000 {
		whole.Nodes[i].In = whole.Groups[i/1_000].ID
		if i < 1_000 {
			whole.Nodes[i].Kind = model.Intangible
		}
	}
	whole.IO = []model.Relation{{Ends: model.IOEnds("from", "to")}}
	whole.Sync = []model.Relation{{Ends: model.SyncEnds("to", "with")}}
	alike := nodes(n, model.Node{Name: "結果の報告"})
	alike[0].Name = "計画"
	return map[string]*model.Graph{
		"chain":      build(model.Records{Nodes: nodes(n, model.Node{}), IO: chain}),
		"long chain": build(model.Records{Nodes: nodes(10*n, model.Node{}), IO: long}),
		"block":      build(model.Records{Nodes: nodes(n, model.Node{}), IO: back}),
		"star":       build(model.Records{Nodes: nodes(n, model.Node{}), IO: star}),
		"cluster":    build(model.Records{Nodes: nodes(n, model.Node{}), Sync: cluster}),
		"know-how":   build(model.Records{Nodes: nodes(n, model.Node{Kind: model.Intangible}), IO: chain}),
		"alike":      build(model.Records{Nodes: alike, IO: chain}),
		"composites": build(whole),
	}
}
