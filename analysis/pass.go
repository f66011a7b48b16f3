package analysis

import (
	"context"
	"slices"

	"seika/model"
)

// Pass is one rule at work on one graph.
type Pass struct {
	*Facts
	Pair *Pair // for rules that compare two models, else nil

	ctx      context.Context
	rule     *Rule
	settings ruleSettings
	steps    int
	found    []Finding
	ids      slab[model.ID]
	related  slab[Related]
	nums     slab[Num]
	cut      cuts
	seen     map[string]bool // keys of the rule under way that are not about one deliverable
	stood    []int32         // of each deliverable: 1 + the place of the last finding about it alone
}

// Setting is the present value of a number of the rule.
func (p *Pass) Setting(name string) int {
	if n, ok := p.settings.values[name]; ok {
		return n
	}
	for _, s := range p.rule.Settings {
		if s.Name == name {
			return s.Default
		}
	}
	panic("no setting " + name + " of " + p.rule.ID)
}

// Cancelled is to be asked in every long loop; a rule that hears true returns.
func (p *Pass) Cancelled() bool {
	p.steps++
	return p.steps%cancelSteps == 0 && p.ctx.Err() != nil
}

// cancelSteps is how many steps a rule may take between two looks at the context.
const cancelSteps = 4096

// At makes a list of deliverables as a finding holds it.
func (p *Pass) At(vs ...int32) []model.ID {
	ids := p.ids.take(len(vs))
	for i, v := range vs {
		ids[i] = p.ID(v)
	}
	return ids
}

// First is At with v before the others of a list that holds it.
func (p *Pass) First(v int32, all []int32) []model.ID {
	ids := p.ids.take(len(all))
	ids[0] = p.ID(v)
	i := 1
	for _, w := range all {
		if w != v {
			ids[i] = p.ID(w)
			i++
		}
	}
	return ids
}

// Related makes the list of deliverables that prove a finding.
func (p *Pass) Related(role Role, vs ...int32) []Related {
	if len(vs) > relatedLimit {
		vs = vs[:relatedLimit]
	}
	list := p.related.take(len(vs))
	for i, v := range vs {
		list[i] = Related{p.ID(v), role}
	}
	return list
}

// Others is Related of all but v.
func (p *Pass) Others(role Role, v int32, all []int32) []Related {
	list := p.related.take(min(len(all)-1, relatedLimit))
	i := 0
	for _, w := range all {
		if w != v && i < len(list) {
			list[i] = Related{p.ID(w), role}
			i++
		}
	}
	return list
}

// relatedLimit is how many elements of one role a finding names; composites could otherwise make millions.
const relatedLimit = 100

// Nums makes evidence.
func (p *Pass) Nums(nums ...Num) []Num {
	list := p.nums.take(len(nums))
	copy(list, nums)
	return list
}

// Old is what a finding of two models compared says of the older one.
func (p *Pass) Old(gone []model.ID) *Old { return &Old{p.Pair.Was.Graph, gone} }

// Report takes a finding. At is what the rule has to say; its first element is the anchor unless Anchors says otherwise,
// and none of either is the whole model. Rule, key, rank and status are filled in, and the severity where it is not said.
func (p *Pass) Report(f Finding) { p.report(f, true) }

// ReportIf is Report for a finding that only unconfirmed relations prove unless sure: then it is one severity lower.
func (p *Pass) ReportIf(sure bool, f Finding) { p.report(f, sure) }

func (p *Pass) report(f Finding, sure bool) {
	f.Rule = p.rule.ID
	if f.Severity == 0 {
		f.Severity = p.rule.Severity(f.Variant)
	}
	if f.Severity != Error {
		if p.settings.severity != 0 {
			f.Severity = p.settings.severity
		}
		if !sure {
			f.Severity = max(Info, f.Severity-1)
		}
	}
	if f.Anchors == nil && len(f.At) > 0 {
		f.Anchors = f.At[:1:1]
	}
	slices.Sort(f.Anchors)
	f.Key = key(f.Rule, f.Anchors)
	f.Rank = p.rank(f.At)
	f.Status = Open
	if p.Pair != nil && f.Old == nil {
		f.Old = p.Old(nil)
	}
	p.found = append(p.found, f)
}

// rank is the largest of what a finding is about: of a relation that of its head, of a composite that of its members.
func (p *Pass) rank(at []model.ID) int {
	if len(at) == 0 {
		return 100
	}
	best := 0
	for _, id := range at {
		if v, ok := p.Find(id); ok {
			best = max(best, p.Rank(v))
			continue
		}
		heads := []model.ID{id}
		if e, ok := model.ParseEnds(id); ok {
			heads = []model.ID{e.To}
			if e.Kind == model.Sync {
				heads = append(heads, e.From)
			}
		}
		for _, h := range heads {
			for _, v := range p.Part(h) {
				best = max(best, p.Rank(v))
			}
		}
	}
	return best
}

// Behind counts the deliverables of a sort among what follows on v in a flow. Where the model is too large to tell, known
// is false and the run says so.
func (p *Pass) Behind(flow *Flow, v int32, of *Tally) (n int, known bool) {
	if _, known := flow.reached(); !known {
		p.cut.closure = true
		return 0, false
	}
	n = flow.from(flow.Block(v), of.tally)
	if of.is(v) {
		n--
	}
	return n, true
}

// Carried says that so many deliverables carry a member that its absence elsewhere means something.
func (p *Pass) Carried(member Is) bool {
	const enough = 3
	n := 0
	for v := range int32(p.N) {
		if p.Is(v, member) {
			n++
		}
	}
	return n >= enough
}

// Tally is a count of deliverables of a sort, block by block.
type Tally struct {
	*tally
	is func(int32) bool
}

// Count makes the tally of a sort.
func (p *Pass) Count(flow *Flow, is func(int32) bool) *Tally { return &Tally{flow.tally(is), is} }

// cuts says which limits a run has met.
type cuts struct{ closure bool }

// slab hands out parts of large slices, so that thousands of small lists cost few allocations.
type slab[T any] struct{ free []T }

func (s *slab[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		s.free = make([]T, max(n, 256))
	}
	list := s.free[:n:n]
	s.free = s.free[n:]
	return list
}
