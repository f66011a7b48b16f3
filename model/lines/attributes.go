package lines

import (
	"strconv"
	"strings"

	"seika/model"
)

func (p *printer) nodeAttributes(n model.Node) string {
	var out []string
	for _, o := range n.Owner.Items() {
		out = append(out, "@"+wordText(o))
	}
	if n.Scope == model.External {
		out = append(out, "#"+external)
	}
	if n.Goal {
		out = append(out, "#"+goal)
	}
	for _, t := range n.Tags.Items() {
		out = append(out, tagText(t))
	}
	mark, asked := confidence(n.Confidence, n.Ask)
	out = append(out, mark...)
	var id []string
	if p.needsID(model.NodePrefix, n.ID, n.Name, p.g.Named(n.Name)) {
		id = append(id, "id="+string(n.ID))
	}
	out = append(out, braces(append(id, pairs(p, nodeTable, model.NodeFields, &n, n.Extra, asked)...))...)
	return attributes(out)
}

func attributes(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return " " + strings.Join(list, " ")
}

// confidence is the mark for it; asked says that it carries the question too.
func confidence(c model.Confidence, question string) (marks []string, asked bool) {
	switch {
	case c == model.Confirmed:
		return []string{"!"}, false
	case c == model.Assumed && question != "":
		return []string{"?" + quote(question)}, true
	case c == model.Assumed:
		return []string{"?"}, false
	default:
		return nil, false
	}
}

func braces(pairs []string) []string {
	if len(pairs) == 0 {
		return nil
	}
	return []string{"{" + strings.Join(pairs, "; ") + "}"}
}

// pairs prints the members that braces name.
func pairs[T comparable](p *printer, t table[T], fields []model.Field[T], r *T, extra model.Extra, asked bool) []string {
	var out []string
	for _, f := range fields {
		if f.Trace != nil {
			if !p.plain {
				out = append(out, p.trace(f.Trace(r))...)
			}
			continue
		}
		_, named := t.fields[model.Key(keyOf(f.Name))]
		if !named || asked && f.Name == "ask" || p.plain && f.Name == "private" {
			continue
		}
		if v := p.value(f.Type, f.Name, get(f, r), list(f, r)); v != "" {
			out = append(out, keyOf(f.Name)+"="+v)
		}
	}
	if p.plain {
		return out
	}
	return append(out, unknownPairs(extra)...)
}

func get[T any](f model.Field[T], r *T) string {
	if f.Get == nil {
		return ""
	}
	return f.Get(r)
}

func list[T any](f model.Field[T], r *T) model.List {
	if f.List == nil {
		return model.List{}
	}
	return *f.List(r)
}

// value prints the value of a member; "" where it has its default.
func (p *printer) value(t model.Type, name, text string, list model.List) string {
	switch {
	case name == "anchors":
		var out []string
		for _, id := range list.Items() {
			out = append(out, p.refer(model.ID(id), true))
		}
		return strings.Join(out, ", ")
	case t == model.Listed:
		return listText(list)
	case text == "":
		return ""
	case t == model.Ref && name != "id":
		return p.refer(model.ID(text), false)
	case name == "conf":
		n, err := strconv.Atoi(text)
		if err != nil {
			panic("conf is no number")
		}
		return strconv.FormatFloat(float64(n)/100, 'f', -1, 64)
	default:
		return valueText(text, false)
	}
}

// refer names a deliverable, or anything else by its id.
func (p *printer) refer(id model.ID, inList bool) string {
	l := p.at[id]
	if l == nil || l.area || shared(l.key, p.g.Named(l.node.Name)) || isRef(l.node.Name) {
		return valueText("$"+string(id), inList)
	}
	return valueText(l.node.Name, inList)
}

func isRef(text string) bool {
	_, is := refText(text)
	return is
}

func (p *printer) trace(t *model.Trace) []string {
	out := pairs(p, traceTable, model.TraceFields, t, "", false)
	if t.Extra != "" {
		out = append(out, "+trace="+valueText("{"+string(t.Extra)+"}", false))
	}
	return out
}

func unknownPairs(e model.Extra) []string {
	var out []string
	for _, u := range e.Members() {
		out = append(out, "+"+keyText(u.Name)+"="+valueText(string(u.Value), false))
	}
	return out
}

func (p *printer) relationAttributes(r model.Relation) string {
	out, asked := confidence(r.Confidence, r.Ask)
	fields := model.RelationFields(r.Kind)
	return strings.Join(append(out, braces(pairs(p, relationTable[r.Kind], fields, &r, r.Extra, asked))...), " ")
}
