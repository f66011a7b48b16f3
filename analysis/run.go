package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"seika/internal/lang"
	"seika/model"
)

// What the run says of itself.
const (
	RuleFailed = "R01" // a rule broke down; it is the anchor
	CutShort   = "R02" // a limit was met
	Unneeded   = "R03" // an answer no longer answers anything
)

// Input is what a run needs.
type Input struct {
	Graph   *model.Graph
	Before  *model.Graph // the work as it was, to compare with; nil is none
	Rules   []Rule
	Options Options
}

// Options say how to run.
type Options struct {
	Preset string   // "" is the document's, else the user's, else workshop
	User   Settings // lie under the document's
}

// Report is what a run found.
type Report struct {
	Rev      uint64
	Preset   string
	Nodes    int       // deliverables of the graph
	Findings []Finding // in order; answered ones too
	Hidden   []Hidden  // by a stronger finding of the same cause; in order
	Failures []Failure
	Problems []lang.Msg // settings that could not be used
}

// Hidden is a finding that another makes needless.
type Hidden struct {
	Finding
	By string // the key of the stronger one
}

// Failure is a rule that broke down.
type Failure struct{ Rule, Cause string }

// Asks says that there is a question to be answered.
func (r Report) Asks() bool { return slices.ContainsFunc(r.Findings, Finding.Asks) }

// Counts counts the findings that wait for an answer, by severity.
func (r Report) Counts() map[Severity]int {
	n := map[Severity]int{}
	for _, f := range r.Findings {
		if f.Counted() {
			n[f.Severity]++
		}
	}
	return n
}

// Run runs the rules of a preset over a graph. Where it is cancelled there is no report. A rule that panics, reports one
// key twice or an id that is not there becomes a finding of its own, and the others stand.
func Run(ctx context.Context, in Input) (Report, error) {
	r := Report{Rev: in.Graph.Rev(), Nodes: in.Graph.NodeCount()}
	doc, bad := Read(in.Graph.Meta().Settings, in.Rules)
	r.Problems = bad
	user := in.Options.User
	r.Preset = PresetWorkshop
	for _, p := range []string{user.Preset, doc.Preset, in.Options.Preset} {
		if p != "" {
			r.Preset = p
		}
	}
	if r.Preset == PresetResearch && (len(doc.Rules) > 0 || len(user.Rules) > 0) {
		r.Problems = append(r.Problems, lang.M("analysis.settings.ignored"))
	}
	if r.Preset == PresetResearch {
		doc, user = Settings{}, Settings{}
	}
	p := Pass{ctx: ctx, Facts: NewFacts(NewIndex(in.Graph)), found: make([]Finding, 0, usual(in.Graph.NodeCount(), in.Rules, r.Preset))}
	p.stood = make([]int32, p.N)
	ran := map[string]bool{}
	var pair *Pair
	for i := range in.Rules {
		rule := &in.Rules[i]
		p.settings = effective(rule, r.Preset, user, doc)
		if !p.settings.on || rule.Paired() && in.Before == nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		p.rule = rule
		if p.Pair = nil; rule.Paired() {
			if pair == nil {
				var err error
				if pair, err = newPair(ctx, p.Facts, in); err != nil {
					return Report{}, err
				}
			}
			p.Pair = pair
		}
		before := len(p.found)
		if cause := attempt(&p); cause != "" {
			p.found = p.found[:before]
			r.Failures = append(r.Failures, Failure{rule.ID, cause})
			continue
		}
		ran[rule.ID] = true
		if cause := p.sound(before); cause != "" {
			r.Failures = append(r.Failures, Failure{rule.ID, cause})
		}
	}
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	r.finish(&p, in.Rules, ran)
	return r, nil
}

// usual is how many findings to make room for at first: on models of chance the rules of a workshop find five for four
// deliverables, all rules twice as many. Hidden ones count.
func usual(deliverables int, rules []Rule, preset string) int {
	n := 0
	for i := range rules {
		if rules[i].In(preset) {
			n++
		}
	}
	return min(deliverables, 16_384)*max(125, 4*n)/100 + 16
}

// attempt runs the rule and says how it broke down, if it did.
func attempt(p *Pass) (cause string) {
	defer func() {
		if x := recover(); x != nil {
			cause = fmt.Sprint(x)
		}
	}()
	p.rule.Run(p)
	return ""
}

// sound drops what a rule reported of things that are not there, or twice, and says so.
func (p *Pass) sound(from int) (cause string) {
	clear(p.seen)
	kept := p.found[:from]
	for i := range p.found[from:] {
		f := &p.found[from+i]
		switch {
		case !p.known(f):
			cause = "unknown id: " + f.Key
		case p.twice(f, from, len(kept)):
			cause = "key twice: " + f.Key
		case len(kept) == from+i:
			kept = p.found[:from+i+1]
		default:
			kept = append(kept, *f)
		}
	}
	p.found = kept
	return cause
}

// twice says that the rule under way, whose findings begin at from, has given the key of a finding before, and remembers
// the finding's place.
func (p *Pass) twice(f *Finding, from, at int) bool {
	if len(f.Anchors) == 1 {
		if v, ok := p.Find(f.Anchors[0]); ok {
			before := p.stood[v]
			p.stood[v] = int32(at) + 1
			return int(before) > from
		}
	}
	if p.seen[f.Key] {
		return true
	}
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	p.seen[f.Key] = true
	return false
}

func (p *Pass) known(f *Finding) bool {
	for _, id := range f.At {
		if !p.has(id) {
			return false
		}
	}
	for _, r := range f.Related {
		if !p.has(r.ID) {
			return false
		}
	}
	return true
}

func (p *Pass) has(id model.ID) bool {
	if _, ok := p.Find(id); ok || p.group(id) >= 0 {
		return true
	}
	e, ok := model.ParseEnds(id)
	if ok {
		_, ok = p.Graph.Relation(e)
	}
	return ok
}

// finish hides, answers, adds what the run says of itself, and orders.
func (r *Report) finish(p *Pass, rules []Rule, ran map[string]bool) {
	unneeded := answer(p, ran)
	by, n := p.hiddenBy(rules)
	if n > 0 {
		r.Hidden = make([]Hidden, 0, n)
		for i, k := range by {
			if k > 0 {
				r.Hidden = append(r.Hidden, Hidden{p.found[i], p.found[k-1].Key})
			}
		}
	}
	r.Findings = p.found[:0]
	for i := range p.found {
		if by[i] == 0 {
			r.Findings = append(r.Findings, p.found[i])
		}
	}
	r.Findings = append(r.Findings, unneeded...)
	for _, x := range r.Failures {
		r.say(Finding{Rule: RuleFailed, Severity: Error, Anchors: []model.ID{model.ID(x.Rule)}})
	}
	if p.cut.closure || p.Flow().Blocks() > closureLimit {
		r.say(Finding{Rule: CutShort, Severity: Info, Evidence: []Num{{"limit", closureLimit}}})
	}
	inOrder(r.Findings, func(f *Finding) *Finding { return f })
	inOrder(r.Hidden, func(h *Hidden) *Finding { return &h.Finding })
}

// inOrder sorts a list of findings. They are costly to compare and to move: numbers are sorted, and then each finding is
// moved once.
func inOrder[T any](list []T, finding func(*T) *Finding) {
	const bits = 28 // of where a finding stands; place leaves as many
	at := func(x uint64) int { return int(x & (1<<bits - 1)) }
	from := make([]uint64, len(list)) // what is to stand at each place, under where findings like it stand
	for i := range list {
		from[i] = finding(&list[i]).place()<<bits | uint64(i)
	}
	slices.SortFunc(from, func(a, b uint64) int {
		if a>>bits != b>>bits {
			return cmp.Compare(a, b)
		}
		return byRule(finding(&list[at(a)]), finding(&list[at(b)]))
	})
	for i := range from {
		if at(from[i]) == i {
			continue
		}
		// Go round the circle that starts here.
		first, hole := list[i], i
		for at(from[hole]) != i {
			next := at(from[hole])
			list[hole], from[hole] = list[next], uint64(hole)
			hole = next
		}
		list[hole], from[hole] = first, uint64(hole)
	}
}

func (r *Report) say(f Finding) {
	f.Status = Open
	f.Key = key(f.Rule, f.Anchors)
	if slices.ContainsFunc(r.Findings, func(o Finding) bool { return o.Key == f.Key }) {
		return
	}
	r.Findings = append(r.Findings, f)
}

// answer gives findings the status of their answers, and names answers that nothing asks for any more.
func answer(p *Pass, ran map[string]bool) (unneeded []Finding) {
	var byKey map[model.Question]int
	for a := range p.Graph.Answers() {
		if byKey == nil {
			byKey = make(map[model.Question]int, len(p.found))
			for i := range p.found {
				byKey[p.found[i].Question()] = i
			}
		}
		q := a.Question
		q.Anchors = sorted(q.Anchors)
		i, asked := byKey[q]
		if asked {
			f := &p.found[i]
			f.Answer = &a
			if f.Severity != Error && (a.Scope == "" || a.Scope == f.Scope()) {
				f.Status = a.Status
			}
			continue
		}
		if ran[a.Rule] && (a.Status == model.Asked || a.Status == model.Intended) {
			unneeded = append(unneeded, unneededFinding(p, a))
		}
	}
	return unneeded
}

// unneededFinding reports an answer. Its key is that of the finding it once answered, after its own rule.
func unneededFinding(p *Pass, a model.Answer) Finding {
	f := Finding{Rule: Unneeded, Variant: a.Rule, Severity: Info, Status: Open, Answer: &a}
	for _, id := range a.Anchors.Items() {
		f.Anchors = append(f.Anchors, model.ID(id))
		if p.has(model.ID(id)) {
			f.At = append(f.At, model.ID(id))
		}
	}
	f.Key = Unneeded + "@" + key(a.Rule, f.Anchors)
	return f
}

func sorted(l model.List) model.List {
	items := l.Items()
	if slices.IsSorted(items) {
		return l
	}
	slices.Sort(items)
	return model.NewList(items...)
}

// hiddenBy gives each finding 1 + the place of a stronger one that has the same cause, or 0, and counts those that have one.
// The stronger one stands on an element of the weaker.
func (p *Pass) hiddenBy(rules []Rule) (by []int32, n int) {
	hides := map[string][]string{} // weaker → stronger
	strong := map[string]bool{}
	for _, r := range rules {
		for _, weaker := range r.Hides {
			hides[weaker] = append(hides[weaker], r.ID)
			strong[r.ID] = true
		}
	}
	last, before := p.standing(strong)
	on := func(id model.ID, rule string) int32 {
		for k := last(id); k > 0; k = before[k-1] {
			if p.found[k-1].Rule == rule {
				return k
			}
		}
		return 0
	}
	by = make([]int32, len(p.found))
	for i := range p.found {
		f := &p.found[i]
		for _, s := range hides[f.Rule] {
			for _, id := range f.At {
				if by[i] == 0 {
					by[i] = on(id, s)
				}
			}
		}
		if by[i] > 0 {
			n++
		}
	}
	return by, n
}

// standing says of every element which of the given rules' findings is the last that is marked there, and of every finding
// which is the one before; 1 + their places, or 0.
func (p *Pass) standing(rules map[string]bool) (last func(model.ID) int32, before []int32) {
	on, others := make([]int32, p.N), map[model.ID]int32{}
	before = make([]int32, len(p.found))
	for i := range p.found {
		f := &p.found[i]
		if len(f.At) == 0 || !rules[f.Rule] {
			continue
		}
		at := int32(i) + 1
		if v, ok := p.Find(f.At[0]); ok {
			before[i], on[v] = on[v], at
		} else {
			before[i], others[f.At[0]] = others[f.At[0]], at
		}
	}
	return func(id model.ID) int32 {
		if v, ok := p.Find(id); ok {
			return on[v]
		}
		return others[id]
	}, before
}
