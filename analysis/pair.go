package analysis

import (
	"context"
	"slices"

	"seika/model"
)

// NeedsPair is among the needs of rules that compare two models: the work as it was, and as it is to be.
const NeedsPair = "pair"

// Paired says that the rule compares two models.
func (r Rule) Paired() bool { return slices.Contains(r.Needs, NeedsPair) }

// Pair is the same work twice. Deliverables match by what they replace, by id, and by a name that is the only one in both.
type Pair struct {
	Was, Is       *Facts
	WasOf         []int32 // of each deliverable that is, the one it was, or -1
	IsOf          []int32 // of each that was, the one it is, or -1
	Before, After Report  // what rules for one model find in each
}

func newPair(ctx context.Context, is *Facts, in Input) (*Pair, error) {
	single := slices.DeleteFunc(slices.Clone(in.Rules), Rule.Paired)
	p := &Pair{Was: NewFacts(NewIndex(in.Before)), Is: is}
	var err error
	if p.Before, err = Run(ctx, Input{Graph: in.Before, Rules: single, Options: in.Options}); err != nil {
		return nil, err
	}
	if p.After, err = Run(ctx, Input{Graph: in.Graph, Rules: single, Options: in.Options}); err != nil {
		return nil, err
	}
	p.match()
	return p, nil
}

func (p *Pair) match() {
	p.WasOf, p.IsOf = none(p.Is.N), none(p.Was.N)
	join := func(was, is int32) {
		if p.WasOf[is] < 0 {
			p.WasOf[is] = was
		}
		if p.IsOf[was] < 0 {
			p.IsOf[was] = is
		}
	}
	is := int32(0)
	for n := range p.Is.Graph.Nodes() {
		for _, id := range n.Replaces.Items() {
			if was, ok := p.Was.Find(model.ID(id)); ok {
				join(was, is)
			}
		}
		is++
	}
	for is := range int32(p.Is.N) {
		if was, ok := p.Was.Find(p.Is.ID(is)); ok && p.WasOf[is] < 0 && p.IsOf[was] < 0 {
			join(was, is)
		}
	}
	is = 0
	for n := range p.Is.Graph.Nodes() {
		if old, now := p.Was.Graph.Named(n.Name), p.Is.Graph.Named(n.Name); n.Name != "" && p.WasOf[is] < 0 && len(old) == 1 && len(now) == 1 {
			if was, ok := p.Was.Find(old[0]); ok && p.IsOf[was] < 0 {
				join(was, is)
			}
		}
		is++
	}
}

func none(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// Old lists what deliverables were, where all of them are known to have been something.
func (p *Pair) Old(ids []model.ID) ([]model.ID, bool) {
	var old []model.ID
	for _, id := range ids {
		v, ok := p.Is.Find(id)
		if !ok || p.WasOf[v] < 0 {
			return nil, false
		}
		old = append(old, p.Was.ID(p.WasOf[v]))
	}
	slices.Sort(old)
	return old, len(old) > 0
}
