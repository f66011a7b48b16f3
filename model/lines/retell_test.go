package lines_test

import (
	"slices"
	"strings"

	"pgregory.net/rapid"

	"seika/model"
)

// The marks in their shapes, for telling one model in many ways.
var shapes = map[string][]string{
	",": {",", "，", "、", "､"}, ":": {":", "："}, ";": {";", "；"},
	">": {">", "＞", "→", "⇒", "->", "=>", "－＞", "＝>", "-->"}, "<": {"<", "＜", "←", "⇐", "<-", "<=", "＜－", "＜＝"},
	"=": {"=", "＝", "⇔", "↔", "<>", "<->", "<=>", "←→", "＜>", "<＝＞", "＜−＞"},
	"(": {"(", "（"}, ")": {")", "）"}, "[": {"[", "［", "【", "〔"}, "]": {"]", "］", "】", "〕"},
	"{": {"{", "｛"}, "}": {"}", "｝"}, "@": {"@", "＠"}, "#": {"#", "＃"}, "\"": {"\"", "＂", "“", "”"},
	"?": {"?", "？"}, "!": {"!", "！"}, "is": {"=", "＝", ":", "："}, " ": {" ", "  ", "\u3000", "\t", "\u00A0"}, "": {"", " ", "\u3000"},
}

// simpleModel draws a model with few, plain things to say.
func simpleModel(t *rapid.T) *model.Graph {
	var r model.Records
	words := []string{"契約書", "見積 (概算)", "C#の規約", "顧客、部署", "a > b", "10:30 の記録", "達成率50%", "要望リスト", "?", "\"", "3"}
	words = rapid.Permutation(words).Draw(t, "words")
	n := rapid.IntRange(1, 7).Draw(t, "nodes")
	var ids []model.ID
	for _, w := range words[:n] {
		node := model.Node{Name: w, ID: model.DerivedID(model.NodePrefix, w)}
		node.Goal = sometimes(t, 4)
		if sometimes(t, 3) {
			node.Kind = model.Intangible
		}
		if sometimes(t, 4) {
			node.Scope = model.External
		}
		if sometimes(t, 3) {
			node.Owner = model.NewList("田中")
			node.Tags = model.NewList("plan")
			node.Note = "a; b"
			node.Holders = model.NewList("x", "y, z")
		}
		node.Confidence = rapid.SampledFrom([]model.Confidence{"", model.Assumed, model.Confirmed}).Draw(t, "sure")
		if node.Confidence == model.Assumed && sometimes(t, 2) {
			node.Ask = "本当?"
		}
		r.Nodes = append(r.Nodes, node)
		ids = append(ids, node.ID)
	}
	if sometimes(t, 2) {
		g := model.Group{ID: model.DerivedID(model.GroupPrefix, "部署"), Name: "部署"}
		r.Nodes[0].In = g.ID
		r.Groups = append(r.Groups, g)
	}
	for range rapid.IntRange(0, 8).Draw(t, "relations") {
		a, b := rapid.SampledFrom(ids).Draw(t, "a"), rapid.SampledFrom(ids).Draw(t, "b")
		if sometimes(t, 3) {
			r.Sync = append(r.Sync, model.Relation{Ends: model.SyncEnds(a, b)})
		} else {
			r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(a, b), Note: rapid.SampledFrom([]string{"", "", "n"}).Draw(t, "note")})
		}
	}
	for {
		g, bad := model.Build(r)
		if len(bad) == 0 {
			return g
		}
		drop(&r, bad[len(bad)-1])
	}
}

// teller writes a model down with marks of any shape.
type teller struct {
	t *rapid.T
	g *model.Graph
}

func (w teller) mark(m string) string { return rapid.SampledFrom(shapes[m]).Draw(w.t, "shape of "+m) }

// quoted puts a text in any quotes.
func (w teller) quoted(s string) string {
	if sometimes(w.t, 4) && !strings.ContainsAny(s, "「」") {
		return "「" + s + "」"
	}
	return w.mark("\"") + strings.ReplaceAll(s, "\"", `\"`) + w.mark("\"")
}

func (w teller) name(id model.ID) string {
	n, _ := w.g.Node(id)
	name := n.Name
	if strings.ContainsAny(name, "、>:?\"3") && name != "達成率50%" || sometimes(w.t, 4) {
		name = w.quoted(name)
	}
	if n.Kind == model.Intangible && sometimes(w.t, 2) {
		return w.mark("(") + w.mark("") + name + w.mark("") + w.mark(")")
	}
	return name
}

func (w teller) list(ids []model.ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, w.name(id))
	}
	return strings.Join(out, w.mark("")+w.mark(",")+w.mark(""))
}

// about tells what there is to say of a deliverable.
func (w teller) about(n model.Node) string {
	var said []string
	for _, o := range n.Owner.Items() {
		said = append(said, w.mark("@")+o)
	}
	if n.Scope == model.External {
		said = append(said, w.mark("#")+rapid.SampledFrom([]string{"ext", "外", "外部", "ＥＸＴ"}).Draw(w.t, "ext"))
	}
	if n.Goal {
		said = append(said, w.mark("#")+rapid.SampledFrom([]string{"goal", "ゴール"}).Draw(w.t, "goal"))
	}
	for range n.Tags.Items() {
		said = append(said, w.mark("#")+rapid.SampledFrom([]string{"plan", "計画"}).Draw(w.t, "tag"))
	}
	switch {
	case n.Confidence == model.Confirmed:
		said = append(said, w.mark("!"))
	case n.Ask != "":
		said = append(said, w.mark("?")+w.quoted(n.Ask))
	case n.Confidence == model.Assumed:
		said = append(said, w.mark("?"))
	}
	if n.Note != "" {
		said = append(said, strings.Join([]string{
			w.mark("{"), rapid.SampledFrom([]string{"note", "メモ", "Note"}).Draw(w.t, "key"), w.mark("is"), w.quoted(n.Note), w.mark(";"),
			"保有者", w.mark("is"), "x", w.mark(","), w.quoted("y, z"), w.mark("}"),
		}, w.mark("")))
	}
	out := ""
	for _, s := range rapid.Permutation(said).Draw(w.t, "order") {
		out += w.mark(" ") + s
	}
	return out
}

// retell writes all lines of a model in any order, its products cut in any way.
func retell(t *rapid.T, g *model.Graph) string {
	w := teller{t, g}
	var out []string
	for n := range g.Nodes() {
		name := w.name(n.ID)
		if n.Kind == model.Intangible {
			name = w.mark("(") + w.quoted(n.Name) + w.mark(")")
		}
		out = append(out, name+w.about(n))
		if n.In != "" {
			out = append(out, w.mark("[")+"部署"+w.mark("]")+w.mark("")+w.mark(":")+w.mark("")+w.name(n.ID))
		}
	}
	type side struct {
		to   model.ID
		note string
	}
	inputs := map[side][]model.ID{}
	var sides []side
	for r := range g.Relations() {
		if r.Kind == model.Sync {
			out = append(out, w.name(r.From)+w.mark("")+w.mark("=")+w.mark("")+w.name(r.To))
			continue
		}
		at := side{r.To, r.Note}
		if !slices.Contains(sides, at) {
			sides = append(sides, at)
		}
		inputs[at] = append(inputs[at], r.From)
	}
	for _, at := range sides {
		from := inputs[at]
		cut := rapid.IntRange(0, len(from)).Draw(t, "cut")
		for _, part := range [][]model.ID{from[:cut], from[cut:]} {
			if len(part) > 0 {
				out = append(out, w.product(part, at.to, at.note))
			}
		}
	}
	return strings.Join(rapid.Permutation(out).Draw(t, "lines"), rapid.SampledFrom([]string{"\n", "\r\n", "\n\n"}).Draw(t, "eol"))
}

func (w teller) product(from []model.ID, to model.ID, note string) string {
	said := ""
	if note != "" {
		said = w.mark("") + w.mark("{") + "note" + w.mark("is") + note + w.mark("}")
	}
	if sometimes(w.t, 2) {
		return w.name(to) + w.mark("") + w.mark("<") + said + w.mark("") + w.list(from)
	}
	return w.list(from) + w.mark("") + w.mark(">") + said + w.mark("") + w.name(to)
}
