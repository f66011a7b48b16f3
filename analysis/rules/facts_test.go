package rules_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"seika/analysis"
	"seika/model"
)

// The facts of the analysis against their meaning, on the random models of the laws.

// plainly is a model with its composites expanded: who leads to whom, and who is settled with whom.
type plainly struct {
	n        int
	out, syn [][]bool
}

func plain(g *model.Graph, f *analysis.Facts) plainly {
	p := plainly{n: f.N}
	for range f.N {
		p.out, p.syn = append(p.out, make([]bool, f.N)), append(p.syn, make([]bool, f.N))
	}
	for r := range g.Relations() {
		for _, u := range f.Part(r.From) {
			for _, v := range f.Part(r.To) {
				if r.Kind == model.IO {
					p.out[u][v] = true
				} else {
					p.syn[u][v], p.syn[v][u] = true, true
				}
			}
		}
	}
	return p
}

// reach is what follows on v, or v itself, without passing what is left out.
func (p plainly) reach(v int, without map[int]bool) []bool {
	seen := make([]bool, p.n)
	if without[v] {
		return seen
	}
	seen[v] = true
	for todo := []int{v}; len(todo) > 0; {
		u := todo[0]
		todo = todo[1:]
		for w := range p.n {
			if (p.out[u][w] || p.syn[u][w]) && !seen[w] && !without[w] {
				seen[w] = true
				todo = append(todo, w)
			}
		}
	}
	return seen
}

func (p plainly) block(v int) map[int]bool {
	from := p.reach(v, nil)
	block := map[int]bool{}
	for w := range p.n {
		if from[w] && p.reach(w, nil)[v] {
			block[w] = true
		}
	}
	return block
}

func column(m [][]bool, v int) []int32 {
	var out []int32
	for u := range m {
		if m[u][v] {
			out = append(out, int32(u))
		}
	}
	return out
}

func TestFactsAreWhatTheyMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := build(anyRecords(t))
		f := analysis.NewFacts(analysis.NewIndex(g))
		p := plain(g, f)
		held, _, sources := f.Held()
		isSource := func(s int) bool { return len(column(p.out, s)) == 0 && leads(p, f, s, map[int]bool{}, s) }
		count := 0
		for v := range p.n {
			if !slices.Equal(f.In(int32(v)), column(p.out, v)) || !slices.Equal(f.Sync(int32(v)), column(p.syn, v)) {
				t.Fatalf("inputs or partners of %d: %v %v", v, f.In(int32(v)), f.Sync(int32(v)))
			}
			after := p.reach(v, nil)
			for w := range p.n {
				if v != w && f.Flow().After(int32(v), int32(w)) != after[w] {
					t.Fatalf("%d after %d", w, v)
				}
			}
			if isSource(v) {
				count++
			}
			if !f.Leads(int32(v)) {
				continue
			}
			block := p.block(v)
			want := 0
			for s := range p.n {
				if isSource(s) && (block[s] || !leads(p, f, s, block, -1)) {
					want++
				}
			}
			if got := int(held[f.Flow().Block(int32(v))]); got != want {
				t.Fatalf("%d holds %d, want %d", v, got, want)
			}
		}
		if count != sources {
			t.Fatalf("%d sources, want %d", sources, count)
		}
	})
}

// leads says that s reaches a goal other than the one named, without passing some.
func leads(p plainly, f *analysis.Facts, s int, without map[int]bool, besides int) bool {
	for w, is := range p.reach(s, without) {
		if is && w != besides && f.IsGoal(int32(w)) {
			return true
		}
	}
	return false
}

func TestAReviewPointIsWhereAllInfluenceFirstMeets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := build(anyRecords(t))
		f := analysis.NewFacts(analysis.NewIndex(g))
		p := plain(g, f)
		for u := range p.n { // what is written down no longer hangs on people
			for v := range p.n {
				if f.Is(int32(u), analysis.KnowHow) && f.Is(int32(v), analysis.Written) {
					p.out[u][v] = false
				}
			}
		}
		for k := range p.n {
			own := p.block(k)
			cuts := func(v int) bool { return !own[v] && !leads(p, f, k, p.block(v), -1) }
			switch b := f.ReviewPoint(int32(k)); b {
			case analysis.Unled:
				if leads(p, f, k, nil, -1) {
					t.Fatalf("%d leads to a goal", k)
				}
			case analysis.Nowhere:
				inOwn := slices.ContainsFunc(f.Goals(), func(g int32) bool { return own[int(g)] })
				for v := range p.n {
					if !inOwn && cuts(v) {
						t.Fatalf("all of %d meets at %d", k, v)
					}
				}
			default:
				at := int(slices.Collect(f.Tacit().Members(b))[0])
				if !cuts(at) {
					t.Fatalf("%d goes past %d", k, at)
				}
				for v := range p.n {
					if !p.block(at)[v] && cuts(v) && p.reach(v, nil)[at] {
						t.Fatalf("%d meets at %d before %d", k, v, at)
					}
				}
			}
		}
	})
}
