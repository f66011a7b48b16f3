// Package text puts findings into words, in English and Japanese. It reads the names of deliverables from the graph and
// everything else from its own catalogue, by rule and variant; text is made when somebody looks.
//
// It knows no rule and no window.
package text

import (
	"embed"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
)

//go:embed words
var files embed.FS

var words = lang.Must(files, "words")

// Words is the catalogue of rules: RULE.name, .looks_for, .not_when; RULE[.VARIANT].title, .why, .question, .evidence;
// RULE.choice.OPTION; fix.ID.
func Words() *lang.Catalog { return words }

// Name is what a rule is called.
func Name(l lang.Lang, rule string) string { return say(l, rule+".name") }

// LooksFor says what a rule looks for.
func LooksFor(l lang.Lang, rule string) string { return say(l, rule+".looks_for") }

// NotWhen says when a rule is silent although one might expect it to speak.
func NotWhen(l lang.Lang, rule string) string { return say(l, rule+".not_when") }

// Decision says why a rule is not in a preset where one might look for it, or was mended, after looking at many models; "" is
// none.
func Decision(l lang.Lang, rule string) string {
	if k := rule + ".decision"; words.Has(k) {
		return say(l, k)
	}
	return ""
}

// Fix is the title of a fix, short enough for a button.
func Fix(l lang.Lang, id string) string { return say(l, "fix."+id) }

// Option is the words of an option, where the answer to a rule is a choice.
func Option(l lang.Lang, rule, option string) string { return say(l, rule+".choice."+option) }

// Title says what was seen.
func Title(l lang.Lang, g *model.Graph, f analysis.Finding) string {
	return say(l, key(f, "title"), places(l, g, f)...)
}

// Why says what follows from it; never the rule.
func Why(l lang.Lang, g *model.Graph, f analysis.Finding) string {
	return say(l, key(f, "why"), places(l, g, f)...)
}

// Question is the one question to ask. What the run says of itself asks nothing: "".
func Question(l lang.Lang, g *model.Graph, f analysis.Finding) string {
	k := key(f, "question")
	if !words.Has(k) {
		return ""
	}
	return say(l, k, places(l, g, f)...)
}

// Evidence is what can be counted on the picture.
func Evidence(l lang.Lang, g *model.Graph, f analysis.Finding) string {
	s := say(l, key(f, "evidence"), places(l, g, f)...)
	if f.Num("goals_assumed") == 0 {
		return s
	}
	if l != lang.JA {
		s += " "
	}
	return s + Assumed(l)
}

// Assumed says what counts as a goal where none is marked.
func Assumed(l lang.Lang) string { return say(l, "evidence.goals_assumed") }

func say(l lang.Lang, key string, args ...any) string {
	return words.Text(l, lang.Msg{Key: key, Args: args})
}

// key is that of the variant where it has words of its own, else of the rule; where there is one result only, that of one may be
// told in other words.
func key(f analysis.Finding, part string) string {
	if k := f.Rule + ".one." + part; f.Num("of_goals") == 1 && words.Has(k) {
		return k
	}
	if k := f.Rule + "." + f.Variant + "." + part; f.Variant != "" && words.Has(k) {
		return k
	}
	return f.Rule + "." + part
}

// places fills in what texts may speak of: {v} the marked element, {w} the next, {m} all, {r} all but the marked one; of a
// relation its ends {a} and {b}; of each role the first, as {input}, and all, as {input_list}; every number by its name; {p}
// the person it is about; {rule} of what the run says.
func places(l lang.Lang, g *model.Graph, f analysis.Finding) []any {
	var args []any
	if len(f.At) > 0 {
		args = append(args, "v", Quoted(l, g, f.At[0]), "m", List(l, g, f.At))
	}
	if len(f.At) > 1 {
		args = append(args, "w", Quoted(l, g, f.At[1]), "r", List(l, g, f.At[1:]))
	}
	if len(f.At) > 0 {
		if e, ok := model.ParseEnds(f.At[0]); ok {
			args = append(args, "a", Quoted(l, g, e.From), "b", Quoted(l, g, e.To))
		}
	}
	if len(f.Gone()) > 0 {
		args = append(args, "gone", List(l, f.Was(), f.Gone()))
	}
	if p := person(g, f); p != "" {
		args = append(args, "p", Person(l, p))
	}
	seen := map[analysis.Role]bool{}
	for _, r := range f.Related {
		if !seen[r.Role] {
			seen[r.Role] = true
			args = append(args, string(r.Role)+"_list", List(l, g, f.In(r.Role)))
			if r.Role != analysis.RoleWaits { // a number has that name
				args = append(args, string(r.Role), Quoted(l, g, r.ID))
			}
		}
	}
	for _, n := range f.Evidence {
		args = append(args, n.Name, n.Value)
	}
	switch f.Rule {
	case analysis.RuleFailed:
		args = append(args, "rule", string(f.Anchors[0]))
	case analysis.Unneeded:
		args = append(args, "rule", f.Variant)
	}
	return args
}

// person is whom a finding is about: the one who has a know-how or answers for both ends of a sync, or the one whom work
// comes back to.
func person(g *model.Graph, f analysis.Finding) string {
	if len(f.At) == 0 {
		return ""
	}
	if e, ok := model.ParseEnds(f.At[0]); ok {
		a, _ := g.Node(e.From)
		b, _ := g.Node(e.To)
		return common(a.Owner, b.Owner, model.List{})
	}
	n, _ := g.Node(f.At[0])
	if before, after := f.In(analysis.RoleInput), f.In(analysis.RoleWaits); len(before) > 0 && len(after) > 0 {
		u, _ := g.Node(before[0])
		w, _ := g.Node(after[0])
		return common(u.Owner, w.Owner, n.Owner)
	}
	if n.Holders.Empty() {
		return ""
	}
	return n.Holders.Items()[0]
}

// common is the first name in both lists that is not in a third.
func common(a, b, not model.List) string {
	for _, name := range a.Items() {
		if b.Has(name) && !not.Has(name) {
			return name
		}
	}
	return ""
}
