package corpus

import (
	"cmp"
	"context"
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"seika/model"
)

// missing finds models that have all of a law but one deliverable, which nearly all others with the rest of it have. Of
// several laws that miss the same deliverable in a model the one that most models have is told.
func missing(pieces []piece, models []int, laws []Law, share int) []Missing {
	best := map[int]map[string]Missing{}
	for _, l := range laws {
		for lost := range l.Parts {
			var without []int
			for _, m := range models {
				if _, there := pieces[m].named[l.Parts[lost].Name]; !there && pieces[m].has(l.Pattern, lost) {
					without = append(without, m)
				}
			}
			of := len(l.Models) + len(without)
			if len(without) == 0 || len(l.Models)*100 < share*of {
				continue
			}
			for _, m := range without {
				x := Missing{m, l.Pattern, l.Parts[lost], len(l.Models), of}
				old, some := best[m][x.What.Name]
				if some && (old.Have > x.Have || old.Have == x.Have && len(old.Law.Parts) >= len(l.Parts)) {
					continue
				}
				if best[m] == nil {
					best[m] = map[string]Missing{}
				}
				best[m][x.What.Name] = x
			}
		}
	}
	var out []Missing
	for _, of := range best { // in any order: sorted below
		out = slices.AppendSeq(out, maps.Values(of))
	}
	slices.SortFunc(out, func(a, b Missing) int {
		return cmp.Or(cmp.Compare(a.Model, b.Model), cmp.Compare(b.Have, a.Have), cmp.Compare(a.What.Name, b.What.Name))
	})
	return out
}

// chance compares laws with copies of the models in which relations are dealt out anew: every deliverable keeps how many it
// has of each kind.
func chance(ctx context.Context, pieces []piece, g *Group) error {
	if len(g.Models) < enough || len(g.Laws) == 0 {
		return nil
	}
	hits := make([]map[int]int, len(g.Laws)) // of each law, in the copies of each model that has its parts
	for i := range hits {
		hits[i] = map[int]int{}
	}
	for j, m := range g.Models {
		p := &pieces[m]
		type placed struct {
			law int
			at  [largest]int32
		}
		var possible []placed
		for i, l := range g.Laws {
			if at, all := p.places(l.Pattern, -1); all {
				possible = append(possible, placed{i, at})
				hits[i][j] = 0
			}
		}
		rnd := rand.New(rand.NewPCG(1, uint64(j)))
		again := newDeal(p)
		for range copies {
			if err := ctx.Err(); err != nil {
				return err
			}
			again.deal(rnd)
			for _, x := range possible {
				if g.Laws[x.law].joins(&x.at, -1, again.how) {
					hits[x.law][j]++
				}
			}
		}
	}
	for i := range g.Laws {
		l := &g.Laws[i]
		mean, variance := 0.0, 0.0
		for _, j := range slices.Sorted(maps.Keys(hits[i])) {
			p := float64(hits[i][j]+1) / (copies + 2) // never quite 0 or 1: a hundred copies do not say so
			mean, variance = mean+p, variance+p*(1-p)
		}
		z := (float64(len(l.Models)) - mean) / math.Sqrt(variance)
		const sure = 0.05 // for all laws together (Bonferroni)
		l.Expected, l.Z, l.Above = &mean, &z, math.Erfc(z/math.Sqrt2)/2*float64(len(g.Laws)) < sure
	}
	return nil
}

// deal is a model whose relations are dealt out anew again and again: every deliverable keeps how many it has of each kind.
type deal struct {
	n         int
	io, syncs ties
}

// ties are the relations of one kind, and a table of n² bits of them; a sync is in it both ways.
type ties struct {
	list [][2]int32
	is   []uint64
	both bool
}

func newDeal(p *piece) *deal {
	n := len(p.parts)
	room := (n*n + 63) / 64
	d := &deal{n: n, io: ties{is: make([]uint64, room)}, syncs: ties{is: make([]uint64, room), both: true}}
	for v := range int32(n) {
		for _, w := range p.near[v] {
			if p.joins[v][w]&out != 0 {
				d.io.list = append(d.io.list, [2]int32{v, w})
				d.flip(&d.io, [2]int32{v, w})
			}
			if p.joins[v][w]&sync != 0 && v < w {
				d.syncs.list = append(d.syncs.list, [2]int32{v, w})
				d.flip(&d.syncs, [2]int32{v, w})
			}
		}
	}
	return d
}

// bit is the place of a pair in a table.
func (d *deal) bit(a, b int32) (word int, mask uint64) {
	at := int(a)*d.n + int(b)
	return at >> 6, 1 << (uint(at) & 63)
}

func (d *deal) flip(t *ties, e [2]int32) {
	i, m := d.bit(e[0], e[1])
	t.is[i] ^= m
	if t.both {
		i, m = d.bit(e[1], e[0])
		t.is[i] ^= m
	}
}

func (d *deal) has(t *ties, e [2]int32) bool {
	i, m := d.bit(e[0], e[1])
	return t.is[i]&m != 0
}

// how is how two nodes are joined now.
func (d *deal) how(u, v int32) byte {
	is := byte(0)
	if d.has(&d.io, [2]int32{u, v}) {
		is |= out
	}
	if d.has(&d.syncs, [2]int32{u, v}) {
		is |= sync
	}
	return is
}

// deal exchanges the ends of pairs of relations, ten times for each, where none is doubled and none joins a deliverable to
// itself.
func (d *deal) deal(rnd *rand.Rand) {
	const each = 10
	for _, t := range [2]*ties{&d.io, &d.syncs} {
		for range each * len(t.list) {
			i, j := rnd.IntN(len(t.list)), rnd.IntN(len(t.list))
			x, y := t.list[i], t.list[j]
			if t.both && rnd.IntN(2) == 0 {
				y[0], y[1] = y[1], y[0]
			}
			a, b := [2]int32{x[0], y[1]}, [2]int32{y[0], x[1]}
			if i == j || a[0] == a[1] || b[0] == b[1] || d.has(t, a) || d.has(t, b) {
				continue
			}
			d.flip(t, x)
			d.flip(t, y)
			t.list[i], t.list[j] = a, b
			d.flip(t, a)
			d.flip(t, b)
		}
	}
}

// odd finds the models that are less like the others of their group than most are: by the features of Weisfeiler and Leman in
// three rounds, over kinds, relations and names.
func odd(pieces []piece, models []int) []Odd {
	if len(models) < enough {
		return nil
	}
	// The mean of the cosines with the others is the product with the sum of all unit vectors, less that with itself.
	units := make([][]feature, len(models))
	sum := map[uint64]float64{}
	for i, m := range models {
		units[i] = pieces[m].features()
		for _, f := range units[i] {
			sum[f.what] += f.share
		}
	}
	mean := make([]float64, len(models))
	for i, unit := range units {
		dot, own := 0.0, 0.0
		for _, f := range unit {
			dot += f.share * sum[f.what]
			own += f.share * f.share
		}
		mean[i] = (dot - own) / float64(len(models)-1)
	}
	all, spread := 0.0, 0.0
	for _, x := range mean {
		all += x / float64(len(mean))
	}
	for _, x := range mean {
		spread += (x - all) * (x - all) / float64(len(mean))
	}
	var list []Odd
	for i, x := range mean {
		if x < all-unlikeAfter*math.Sqrt(spread) {
			list = append(list, Odd{models[i], x, all})
		}
	}
	return list
}

// feature is something that a model has, and its share of the model as a vector of length 1.
type feature struct {
	what  uint64
	share float64
}

func (p *piece) features() []feature {
	const rounds = 3
	now := make([]uint64, len(p.parts))
	count := map[uint64]float64{}
	for v, part := range p.parts {
		h := fnv.New64a()
		_, _ = h.Write([]byte(kindOf(part) + "\x00" + part.Name))
		now[v] = h.Sum64()
		count[now[v]]++
	}
	for range rounds {
		next := make([]uint64, len(now))
		for v := range now {
			var around []uint64
			for _, w := range p.near[v] {
				around = append(around, now[w]*31+uint64(p.joins[v][w]))
			}
			slices.Sort(around)
			sum := now[v]
			for _, x := range around {
				sum = (sum ^ x) * 1099511628211
			}
			next[v] = sum*31 + 7
			count[next[v]]++
		}
		now = next
	}
	length := 0.0
	list := make([]feature, 0, len(count))
	for _, what := range slices.Sorted(maps.Keys(count)) {
		list = append(list, feature{what, count[what]})
		length += count[what] * count[what]
	}
	for i := range list {
		list[i].share /= math.Sqrt(length)
	}
	return list
}

// skeleton is what nearly all models of a group have, as a model; nil where there is nothing or only one model.
func skeleton(pieces []piece, models []int) *model.Graph {
	if len(models) < 2 {
		return nil
	}
	type kind struct{ knowHow, external int }
	parts, labels, kinds := map[string]int{}, map[string]string{}, map[string]kind{}
	type joined struct {
		from, to string
		sync     bool
	}
	links := map[joined]int{}
	for _, m := range models {
		p := &pieces[m]
		own := func(v int32) (string, bool) { name := p.parts[v].Name; return name, p.named[name] == v }
		for v, part := range p.parts {
			name, ok := own(int32(v))
			if !ok {
				continue
			}
			parts[name]++
			if labels[name] == "" || part.Label < labels[name] {
				labels[name] = part.Label
			}
			k := kinds[name]
			if part.KnowHow {
				k.knowHow++
			}
			if part.External {
				k.external++
			}
			kinds[name] = k
			for _, w := range p.near[v] {
				other, ok := own(w)
				if !ok {
					continue
				}
				if p.joins[v][w]&out != 0 {
					links[joined{name, other, false}]++
				}
				if p.joins[v][w]&sync != 0 && name < other {
					links[joined{name, other, true}]++
				}
			}
		}
	}
	often := func(n int) bool { return n*100 >= skeletonOf*len(models) }
	var r model.Records
	ids := map[string]model.ID{}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if !often(parts[name]) {
			continue
		}
		ids[name] = model.NewID(model.NodePrefix, labels[name], []byte("skeleton of a group "+name), func(id model.ID) bool {
			return slices.ContainsFunc(r.Nodes, func(n model.Node) bool { return n.ID == id })
		})
		n := model.Node{ID: ids[name], Name: labels[name]}
		if 2*kinds[name].knowHow > parts[name] {
			n.Kind = model.Intangible
		}
		if 2*kinds[name].external > parts[name] {
			n.Scope = model.External
		}
		r.Nodes = append(r.Nodes, n)
	}
	for e, n := range links { // in any order: a graph sorts them
		from, to := ids[e.from], ids[e.to]
		switch {
		case !often(n) || from == "" || to == "":
		case e.sync:
			r.Sync = append(r.Sync, model.Relation{Ends: model.SyncEnds(from, to)})
		default:
			r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(from, to)})
		}
	}
	g, bad := model.Build(r)
	if len(bad) > 0 || g.NodeCount() == 0 {
		return nil
	}
	return g
}
