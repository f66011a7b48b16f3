package lines_test

import (
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"seika/model"
)

// pieces are what hostile texts are made of: every mark of the grammar, blanks, digits, letters that fold or compose.
var pieces = func() []string {
	var out []string
	for _, r := range ",，、､:：;；>＞→⇒<＜←⇐=＝⇔↔()（）[]［］【】〔〕{}｛｝@＠#＃$＄\"＂“”「」?？!！-－−–—ー%％※ \t\u3000\u00A0『』〈〉《》\\+~～・/*&" {
		out = append(out, string(r))
	}
	return append(out,
		"->", "=>", "<-", "<=", "<>", "<->", "<=>", "←→", "-->", "a", "B", "ａ", "12", "３", "契約", "ﾃﾞ", "か\u3099", "é", "e\u0301", "ß",
		"ext", "ゴール", "id", "\n", "\r", "\x00", "\x7f", "\u0085", "\u2028", "\uFEFF", "\u200D", "👩\u200D👧", "ﬁ", "Å", "note", "%", "  ", "$n1",
	)
}()

func text(t *rapid.T, what string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 5).Draw(t, what), "")
}

// shared names make equal keys likely.
var sharedNames = []string{"契約書", "A", "ａ", "A ", "予約", "3", "", " ", "(a)", "[g]", "見積 (概算)"}

func name(t *rapid.T) string {
	if rapid.Bool().Draw(t, "common") {
		return rapid.SampledFrom(sharedNames).Draw(t, "name")
	}
	return text(t, "name")
}

func sometimes(t *rapid.T, oneIn int) bool { return rapid.IntRange(1, oneIn).Draw(t, "sometimes") == 1 }

func list(t *rapid.T, words []model.Word) model.List {
	var items []string
	for range rapid.IntRange(0, 3).Draw(t, "items") {
		if len(words) > 0 && sometimes(t, 2) {
			items = append(items, rapid.SampledFrom(words).Draw(t, "word").Value)
		} else {
			items = append(items, text(t, "item"))
		}
	}
	return model.NewList(items...)
}

// unlike drops items with equal keys, as owners and tags hold each once.
func unlike(l model.List) model.List {
	var out model.List
	for _, s := range l.Items() {
		out = out.With(s)
	}
	return out
}

func value[T any](t *rapid.T, f model.Field[T]) string {
	switch f.Type {
	case model.Text:
		return text(t, f.Name)
	case model.Choice:
		return rapid.SampledFrom(f.Values).Draw(t, f.Name).Value
	case model.Flag:
		return rapid.SampledFrom([]string{"", "true"}).Draw(t, f.Name)
	case model.Count:
		return strconv.Itoa(rapid.IntRange(f.Min, 100).Draw(t, f.Name))
	case model.Multiple:
		return rapid.SampledFrom([]string{"", "2", "30", model.Any}).Draw(t, f.Name)
	case model.Duration:
		return rapid.SampledFrom([]string{"3d", "0.5h", "2mo", "10min"}).Draw(t, f.Name)
	case model.Frequency:
		return rapid.SampledFrom([]string{"once", "event", "1/month", "12/year"}).Draw(t, f.Name)
	case model.Raw:
		return `{"a":[1.50,{"b":"} ; \" 「"}],"c":null}`
	default:
		return ""
	}
}

// fill sets random members, but for those named.
func fill[T any](t *rapid.T, fields []model.Field[T], r *T, but ...string) {
	for _, f := range fields {
		switch {
		case slices.Contains(but, f.Name), !sometimes(t, 8):
		case f.Trace != nil:
			fill(t, model.TraceFields, f.Trace(r))
			f.Trace(r).Extra = extra(t)
		case f.Sorted:
			*f.List(r) = unlike(list(t, f.Values))
		case f.List != nil:
			*f.List(r) = list(t, f.Values)
			if f.Name == "owner" {
				*f.List(r) = unlike(*f.List(r))
			}
		default:
			f.Set(r, value(t, f))
		}
	}
}

func extra(t *rapid.T) model.Extra {
	members := map[string]model.JSON{}
	for range rapid.IntRange(0, 2).Draw(t, "unknown") {
		key := "x" + text(t, "key")
		members[key] = rapid.SampledFrom([]model.JSON{"1.50", "null", `"a;\"}「"`, `{"z":1,"a":[]}`, "[]"}).Draw(t, "json")
	}
	var list []model.Unknown
	for k, v := range members {
		list = append(list, model.Unknown{Name: k, Value: v})
	}
	return model.NewExtra(list...)
}

// world draws models. sharing allows several things to have one name, or none.
type world struct {
	sharing bool
	derived bool // ids follow from names
	ids     map[model.ID]bool
	named   map[string]bool
}

func (w *world) name(t *rapid.T) string {
	for {
		n := name(t)
		if w.sharing {
			return n
		}
		if k := model.Key(n); k != "" && !w.named[k] {
			w.named[k] = true
			return n
		}
		n = text(t, "again") + strconv.Itoa(len(w.named)) + "x"
		if k := model.Key(n); !w.named[k] {
			w.named[k] = true
			return n
		}
	}
}

func (w *world) id(t *rapid.T, prefix, name string) model.ID {
	var id model.ID
	if !w.derived && sometimes(t, 3) || model.Key(name) == "" {
		id = model.ID(rapid.StringMatching(`[A-Za-z][A-Za-z0-9._-]{0,3}`).Draw(t, "id"))
		for w.ids[id] {
			id += "x"
		}
	} else {
		id = model.NewID(prefix, name, nil, func(id model.ID) bool { return w.ids[id] })
	}
	w.ids[id] = true
	return id
}

// randomModel draws a well-formed model without geometry. Names may be shared or missing.
func randomModel(t *rapid.T) *model.Graph { return world{sharing: true}.model(t) }

func (w world) model(t *rapid.T) *model.Graph {
	w.ids, w.named = map[model.ID]bool{}, map[string]bool{}
	var r model.Records
	fill(t, model.MetaFields, &r.Meta, "version", "direction", "remarks")
	r.Meta.Extra = extra(t)
	for _, remark := range list(t, nil).Items() {
		if !slices.Contains(r.Meta.Remarks.Items(), remark) {
			r.Meta.Remarks = model.NewList(append(r.Meta.Remarks.Items(), remark)...)
		}
	}
	var ends []model.ID
	for range rapid.IntRange(0, 4).Draw(t, "groups") {
		g := model.Group{Name: w.name(t)}
		g.ID = w.id(t, model.GroupPrefix, g.Name)
		fill(t, model.GroupFields, &g, "id", "name", "in", "at", "folded")
		g.Extra = extra(t)
		if len(ends) > 0 && sometimes(t, 2) {
			g.In = rapid.SampledFrom(ends).Draw(t, "in")
		}
		r.Groups = append(r.Groups, g)
		ends = append(ends, g.ID)
	}
	groups := slices.Clone(ends)
	w.named = map[string]bool{}
	for range rapid.IntRange(0, 8).Draw(t, "nodes") {
		n := model.Node{Name: w.name(t)}
		n.ID = w.id(t, model.NodePrefix, n.Name)
		fill(t, model.NodeFields, &n, "id", "name", "in", "revises", "at", "pin")
		n.Extra = extra(t)
		if len(groups) > 0 && sometimes(t, 3) {
			n.In = rapid.SampledFrom(groups).Draw(t, "in")
		}
		if len(r.Nodes) > 0 && sometimes(t, 5) {
			n.Revises = rapid.SampledFrom(r.Nodes).Draw(t, "revises").ID
		}
		r.Nodes = append(r.Nodes, n)
		ends = append(ends, n.ID)
	}
	if len(ends) > 1 {
		relations(t, &r, ends)
	}
	w.named = map[string]bool{}
	w.phases(t, &r)
	answers(t, &r, ends)
	w.proposals(t, &r)
	for {
		g, bad := model.Build(r)
		if len(bad) == 0 {
			return g
		}
		drop(&r, bad[len(bad)-1])
	}
}

func relations(t *rapid.T, r *model.Records, ends []model.ID) {
	for range rapid.IntRange(0, 12).Draw(t, "relations") {
		from, to := rapid.SampledFrom(ends).Draw(t, "from"), rapid.SampledFrom(ends).Draw(t, "to")
		l := model.Relation{Ends: model.IOEnds(from, to)}
		if sometimes(t, 3) {
			l.Ends = model.SyncEnds(from, to)
		}
		if sometimes(t, 3) {
			fill(t, model.RelationFields(l.Kind), &l, "from", "to", "a", "b")
			l.Extra = extra(t)
		}
		for i := range r.Groups {
			if r.Groups[i].ID == from || r.Groups[i].ID == to {
				r.Groups[i].Kind = model.Composite
			}
		}
		if l.Kind == model.Sync {
			r.Sync = append(r.Sync, l)
		} else {
			r.IO = append(r.IO, l)
		}
	}
}

func (w *world) phases(t *rapid.T, r *model.Records) {
	for range rapid.IntRange(0, 3).Draw(t, "phases") {
		p := model.Phase{Name: w.name(t), Order: rapid.IntRange(1, 4).Draw(t, "order")}
		p.ID = w.id(t, model.PhasePrefix, p.Name)
		fill(t, model.PhaseFields, &p, "id", "name", "order", "ends")
		p.Extra = extra(t)
		if len(r.Nodes) > 0 && sometimes(t, 2) {
			p.Ends = rapid.SampledFrom(r.Nodes).Draw(t, "ends").ID
		}
		r.Phases = append(r.Phases, p)
	}
}

func answers(t *rapid.T, r *model.Records, ends []model.ID) {
	for range rapid.IntRange(0, 2).Draw(t, "answers") {
		a := model.Answer{Question: model.Question{Rule: "K" + text(t, "rule")}, Text: "t"}
		fill(t, model.AnswerFields, &a, "rule", "anchors", "text")
		a.Extra = extra(t)
		var anchors []string
		for range rapid.IntRange(0, 2).Draw(t, "anchors") {
			if len(ends) > 0 && sometimes(t, 2) {
				anchors = append(anchors, string(rapid.SampledFrom(ends).Draw(t, "anchor")))
			} else {
				anchors = append(anchors, text(t, "anchor"))
			}
		}
		a.Anchors = model.NewList(anchors...)
		r.Answers = append(r.Answers, a)
	}
}

func (w *world) proposals(t *rapid.T, r *model.Records) {
	for range rapid.IntRange(0, 2).Draw(t, "proposals") {
		p := model.Proposal{As: rapid.SampledFrom([]model.As{model.AsNode, model.AsIO, model.AsSync}).Draw(t, "as")}
		if p.As == model.AsNode {
			p.Node.Name = name(t)
			p.Node.ID = w.id(t, model.NodePrefix, p.Node.Name)
			fill(t, model.NodeFields, &p.Node, "id", "name", "at", "pin")
			p.Node.Extra = extra(t)
		} else {
			p.Relation.Ends = model.IOEnds("a", "b")
			if p.As == model.AsSync {
				p.Relation.Ends = model.SyncEnds("a", "c")
			}
			fill(t, model.RelationFields(p.Relation.Kind), &p.Relation, "from", "to", "a", "b")
			p.Relation.Extra = extra(t)
		}
		r.Proposals = append(r.Proposals, p)
	}
}

// drop takes out the record that is refused.
func drop(r *model.Records, bad model.Refusal) {
	switch bad.Table {
	case model.Nodes:
		r.Nodes = slices.Delete(r.Nodes, bad.Index, bad.Index+1)
	case model.Groups:
		r.Groups = slices.Delete(r.Groups, bad.Index, bad.Index+1)
	case model.IOs:
		r.IO = slices.Delete(r.IO, bad.Index, bad.Index+1)
	case model.Syncs:
		r.Sync = slices.Delete(r.Sync, bad.Index, bad.Index+1)
	case model.Phases:
		r.Phases = slices.Delete(r.Phases, bad.Index, bad.Index+1)
	case model.Answers:
		r.Answers = slices.Delete(r.Answers, bad.Index, bad.Index+1)
	case model.Proposals:
		r.Proposals = slices.Delete(r.Proposals, bad.Index, bad.Index+1)
	default:
		panic(bad.What.Error())
	}
}
