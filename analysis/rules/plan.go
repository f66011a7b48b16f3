package rules

import (
	"strconv"
	"strings"
	"unicode"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// plan gathers the steps of one repair or answer.
type plan struct {
	analysis.Case
	steps []model.Command
	made  map[model.ID]bool
}

func newPlan(c analysis.Case) *plan { return &plan{Case: c, made: map[model.ID]bool{}} }

func (p *plan) do(c model.Command) { p.steps = append(p.steps, c) }

// command is all steps as one, or nil where there is none.
func (p *plan) command(name string) model.Command {
	if len(p.steps) == 0 {
		return nil
	}
	return model.Batch(name, p.steps...)
}

// add makes a new deliverable and gives its id.
func (p *plan) add(n model.Node) model.ID {
	entropy := append([]byte(p.Finding.Key+strconv.Itoa(len(p.made))), p.Entropy...)
	n.ID = model.NewID(model.NodePrefix, n.Name, entropy, func(id model.ID) bool { return p.Graph.Has(id) || p.made[id] })
	p.made[n.ID] = true
	p.do(edit.Add{Node: n})
	return n.ID
}

func (p *plan) join(kind model.RelationKind, from, to model.ID) {
	p.do(edit.Join(kind, []model.ID{from}, []model.ID{to}))
}

// move puts a relation elsewhere; where it would double one, it goes.
func (p *plan) move(r, to model.Ends) {
	if to.From == to.To {
		return
	}
	if _, there := p.Graph.Relation(to); there {
		p.do(edit.Remove{IDs: []model.ID{r.ID()}})
		return
	}
	p.do(edit.Reattach{From: r, To: to})
}

// things lists the deliverables somebody means: what was picked, what was typed, or one new one without a name.
func (p *plan) things(kind model.Kind) []model.ID {
	if p.Pick != "" {
		return []model.ID{p.Pick}
	}
	nouns := parseNouns(p.Text)
	if len(nouns) == 0 {
		nouns = []noun{{kind: kind}}
	}
	var ids []model.ID
	for _, n := range nouns {
		if old := p.Graph.Named(n.name); len(old) > 0 {
			ids = append(ids, old[0])
			continue
		}
		if kind == model.Intangible {
			n.kind = kind
		}
		ids = append(ids, p.add(model.Node{Name: n.name, Kind: n.kind}))
	}
	return ids
}

// noun is a name somebody typed; brackets make it intangible.
type noun struct {
	name string
	kind model.Kind
}

// parseNouns reads names between commas, with the marks of the entry bar: brackets round a name, or several, make know-how.
func parseNouns(text string) []noun {
	var out []noun
	seen := map[string]bool{}
	add := func(s string, kind model.Kind) {
		s = strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
		s = strings.Trim(s, "\"“”＂「」")
		if k := model.Key(s); k != "" && !seen[k] {
			seen[k] = true
			out = append(out, noun{s, kind})
		}
	}
	for _, part := range splitNouns(text) {
		s := strings.TrimSpace(part)
		open, close := strings.HasPrefix(s, "(") || strings.HasPrefix(s, "（"), strings.HasSuffix(s, ")") || strings.HasSuffix(s, "）")
		if !open || !close {
			add(s, model.Tangible)
			continue
		}
		inner := strings.TrimRight(strings.TrimLeft(s, "(（"), ")）")
		for _, name := range strings.FieldsFunc(inner, isComma) {
			add(name, model.Intangible)
		}
	}
	return out
}

func isComma(r rune) bool { return strings.ContainsRune(",，、､\n", r) }

// splitNouns splits at commas outside brackets.
func splitNouns(text string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range text {
		switch {
		case strings.ContainsRune("(（", r):
			depth++
		case strings.ContainsRune(")）", r):
			depth = max(0, depth-1)
		case isComma(r) && depth == 0:
			out = append(out, text[from:i])
			from = i + len(string(r))
		}
	}
	return append(out, text[from:])
}

// tongue is the language that new names are in: the document's, else that of a name beside them.
func (p *plan) tongue(beside string) lang.Lang {
	if l := p.Graph.Meta().Lang; l != "" {
		return lang.Parse(l)
	}
	for _, r := range beside {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return lang.JA
		}
	}
	return lang.EN
}

// name is that of a deliverable or group; "" where it has none.
func (p *plan) name(id model.ID) string {
	if n, ok := p.Graph.Node(id); ok {
		return n.Name
	}
	g, _ := p.Graph.Group(id)
	return g.Name
}

// from lists the relations drawn between two deliverables, or a composite round the second.
func (p *plan) drawn(u, v model.ID) []model.Relation {
	var out []model.Relation
	for r := range p.Graph.Out(u) {
		if r.To == v || p.Graph.Within(v, r.To) {
			out = append(out, r)
		}
	}
	return out
}
