package analysis

import (
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"

	"seika/internal/digraph"
	"seika/model"
)

// Is is a set of things that hold of one deliverable.
type Is uint32

// What can hold. Plan-like and result-like, which labels decide, are a fact of their own.
const (
	KnowHow    Is = 1 << iota // intangible
	OpenHow                   // intangible, and fewer than two people are said to have it
	External                  //
	MarkedGoal                // marked as goal; without any mark others count as goals, see Facts.Goals
	Approval                  // tag
	Plan                      // tag
	Measure                   // tag
	Written                   // tag written or manual: know-how put on paper
	Assumption                // tag
	Criterion                 // tag or subtype: criteria or a viewpoint
	Judgement                 // subtype of an intangible
	Playbook                  // tag
	Manual                    // tag
	HasCriteria
	HasUsers // users outside the picture
	HasName
	HasOwner
	HasRole
	HasLocation
	HasMedium
	HasSystem
	HasFrequency
	HasLeadTime
	HasForm
	Grouped
)

// Index is a graph as arrays. The deliverables are 0 … N-1 by id. After them come virtual nodes, one for each side of a
// composite that a relation uses, so that a composite joined to a composite needs no product of arcs: its members lead
// to its outgoing side and are led to from its incoming side. Composites with no member carry no arc.
type Index struct {
	Graph *model.Graph
	N     int

	is     []Is
	ids    []model.ID // of deliverables
	places places     // of ids
	inside []int32    // the group a deliverable is in, or -1
	heads  []int32    // how many people are said to have a know-how
	groups []group
	io     digraph.Graph // over deliverables and virtual nodes
	oi     digraph.Graph // io reversed
	sync   digraph.Graph // each pair both ways
	ends   [][2]int32    // of each relation, in the graph's order: deliverables, or -1 minus the group
	any    Is            // what holds of some deliverable
	doubts bool          // some relation is unconfirmed
}

type group struct {
	id     model.ID
	parent int32 // or -1
	full   bool  // has a member, however deep
	side   [sides]int32
}

// A composite has up to four virtual nodes: for arcs out of it and into it, by inputs and by sync.
const (
	outIO = iota
	inIO
	outSync
	inSync
	sides
)

// NewIndex builds the arrays.
func NewIndex(g *model.Graph) *Index {
	x := &Index{Graph: g, N: g.NodeCount()}
	x.is, x.ids, x.inside = make([]Is, 0, x.N), make([]model.ID, 0, x.N), make([]int32, 0, x.N)
	x.heads = make([]int32, 0, x.N)
	x.readGroups(g)
	for n := range g.Nodes() {
		x.ids = append(x.ids, n.ID)
		is := bitsOf(&n)
		x.is, x.any = append(x.is, is), x.any|is
		x.heads = append(x.heads, int32(max(n.Holders.Len(), n.HolderCount.N)))
		in := int32(-1)
		if n.In != "" {
			in = x.group(n.In)
		}
		x.inside = append(x.inside, in)
		for at := in; at >= 0 && !x.groups[at].full; at = x.groups[at].parent {
			x.groups[at].full = true
		}
	}
	x.places = placesOf(x.ids)
	x.join(g)
	return x
}

// places finds ids in a list without comparing most of them: a table of at most half as many entries as it has room for.
// Every relation and every finding asks for some.
type places struct {
	seed  maphash.Seed
	table []int32 // places plus one; 0 is free
}

func placesOf(ids []model.ID) places {
	p := places{maphash.MakeSeed(), make([]int32, 1<<bits.Len(uint(2*len(ids))))}
	for i, id := range ids {
		at := p.first(id)
		for p.table[at] != 0 {
			at = p.next(at)
		}
		p.table[at] = int32(i) + 1
	}
	return p
}

func (p *places) first(id model.ID) int {
	return int(maphash.String(p.seed, string(id))) & (len(p.table) - 1)
}

func (p *places) next(at int) int { return (at + 1) & (len(p.table) - 1) }

func (x *Index) readGroups(g *model.Graph) {
	if g.GroupCount() == 0 {
		return
	}
	x.groups = make([]group, 0, g.GroupCount())
	for p := range g.Groups() {
		x.groups = append(x.groups, group{id: p.ID, parent: -1, side: [sides]int32{-1, -1, -1, -1}})
	}
	i := 0
	for p := range g.Groups() {
		if p.In != "" {
			x.groups[i].parent = x.group(p.In)
		}
		i++
	}
}

func bitsOf(n *model.Node) Is {
	var is Is
	set := func(on bool, b Is) {
		if on {
			is |= b
		}
	}
	set(n.Kind == model.Intangible, KnowHow)
	set(n.Kind == model.Intangible && !(n.HolderCount.Said && n.HolderCount.N >= 2) && n.Holders.Len() < 2, OpenHow)
	set(n.Scope == model.External, External)
	set(n.Goal, MarkedGoal)
	set(n.Criteria != "", HasCriteria)
	set(!n.UsedBy.Empty(), HasUsers)
	set(n.Name != "", HasName)
	set(!n.Owner.Empty(), HasOwner)
	set(n.Role != "", HasRole)
	set(n.Location != "", HasLocation)
	set(!n.Medium.Empty(), HasMedium)
	set(n.System != "", HasSystem)
	set(n.Frequency != "", HasFrequency)
	set(n.LeadTime != "", HasLeadTime)
	set(n.Form != "", HasForm)
	set(n.In != "", Grouped)
	set(n.Kind == model.Intangible && n.Subtype == model.Viewpoint, Criterion)
	set(n.Kind == model.Intangible && n.Subtype == model.Judgement, Judgement)
	if n.Tags.Empty() {
		return is
	}
	for _, t := range n.Tags.Items() {
		switch t {
		case model.TagApproval:
			is |= Approval
		case model.TagPlan:
			is |= Plan
		case model.TagMeasure:
			is |= Measure
		case model.TagWritten:
			is |= Written
		case model.TagManual:
			is |= Written | Manual
		case model.TagPlaybook:
			is |= Playbook
		case model.TagAssumption:
			is |= Assumption
		case model.TagCriteria, model.TagViewpoint:
			is |= Criterion
		}
	}
	return is
}

// join lays the arcs: those drawn first, then those between composites' sides and members.
func (x *Index) join(g *model.Graph) {
	var ioFrom, ioTo, syncFrom, syncTo []int32
	ioFrom, ioTo = make([]int32, 0, g.RelationCount()), make([]int32, 0, g.RelationCount())
	x.ends = make([][2]int32, 0, g.RelationCount())
	next := int32(x.N)
	end := func(v int32, side int) int32 {
		if v >= 0 {
			return v
		}
		p := &x.groups[-1-v]
		if p.side[side] < 0 {
			p.side[side] = next
			next++
		}
		return p.side[side]
	}
	var last model.ID // relations come in the order of where they begin
	var from int32
	for r := range g.Relations() {
		x.doubts = x.doubts || Unconfirmed(&r)
		if r.From != last {
			last, from = r.From, x.place(r.From)
		}
		to := x.place(r.To)
		x.ends = append(x.ends, [2]int32{from, to})
		if x.hollow(from) || x.hollow(to) {
			continue
		}
		if r.Kind == model.IO {
			ioFrom, ioTo = append(ioFrom, end(from, outIO)), append(ioTo, end(to, inIO))
			continue
		}
		syncFrom = append(syncFrom, end(from, outSync), end(to, outSync))
		syncTo = append(syncTo, end(to, inSync), end(from, inSync))
	}
	if next > int32(x.N) {
		ioFrom, ioTo = x.hang(ioFrom, ioTo, outIO, inIO)
		syncFrom, syncTo = x.hang(syncFrom, syncTo, outSync, inSync)
	}
	x.io = digraph.New(int(next), ioFrom, ioTo)
	x.oi = x.io.Reverse()
	x.sync = digraph.New(int(next), syncFrom, syncTo)
}

// hang joins members, and inner composites, to the nearest composite around them whose side is in use.
func (x *Index) hang(from, to []int32, out, in int) ([]int32, []int32) {
	for _, side := range [2]int{out, in} {
		add := func(inner, outer int32) {
			if side == out {
				from, to = append(from, inner), append(to, outer)
			} else {
				from, to = append(from, outer), append(to, inner)
			}
		}
		near := x.nearest(side)
		for i, p := range x.groups {
			if p.side[side] >= 0 && p.parent >= 0 && near[p.parent] >= 0 {
				add(x.groups[i].side[side], near[p.parent])
			}
		}
		for v, p := range x.inside {
			if p >= 0 && near[p] >= 0 {
				add(int32(v), near[p])
			}
		}
	}
	return from, to
}

// nearest gives every group the virtual node of that side of itself or of the nearest group around it, or -1.
func (x *Index) nearest(side int) []int32 {
	const unknown = -2
	near := make([]int32, len(x.groups))
	for i := range near {
		near[i] = unknown
	}
	var path []int32
	for i := range int32(len(x.groups)) {
		path = path[:0]
		at, found := i, int32(-1)
		for ; at >= 0; at = x.groups[at].parent {
			if near[at] != unknown {
				found = near[at]
				break
			}
			path = append(path, at)
		}
		for _, p := range slices.Backward(path) {
			if s := x.groups[p].side[side]; s >= 0 {
				found = s
			}
			near[p] = found
		}
	}
	return near
}

// place is a deliverable, or -1 minus the place of a group.
func (x *Index) place(id model.ID) int32 {
	if v, ok := x.Find(id); ok {
		return v
	}
	return -1 - x.group(id)
}

// hollow says that a place is that of a group without any member.
func (x *Index) hollow(v int32) bool { return v < 0 && !x.groups[-1-v].full }

// Ends are the places of the ends of a relation, by its number in the graph's order: a deliverable, or less than 0.
func (x *Index) Ends(i int) (from, to int32) { return x.ends[i][0], x.ends[i][1] }

// Any says that one of the things holds of some deliverable.
func (x *Index) Any(is Is) bool { return x.any&is != 0 }

// Find is the place of a deliverable.
func (x *Index) Find(id model.ID) (int32, bool) {
	for at := x.places.first(id); ; at = x.places.next(at) {
		i := x.places.table[at] - 1
		if i < 0 || x.ids[i] == id {
			return i, i >= 0
		}
	}
}

// node is a deliverable or the side of a composite that is in use.
func (x *Index) node(id model.ID, side int) int32 {
	if v, ok := x.Find(id); ok {
		return v
	}
	return x.groups[x.group(id)].side[side]
}

// group is the place of a group, or -1.
func (x *Index) group(id model.ID) int32 {
	i, ok := slices.BinarySearchFunc(x.groups, id, func(g group, id model.ID) int {
		switch {
		case g.id < id:
			return -1
		case g.id > id:
			return 1
		default:
			return 0
		}
	})
	if !ok {
		return -1
	}
	return int32(i)
}

// Hollow says that the id is that of a group without any member.
func (x *Index) Hollow(id model.ID) bool {
	i := x.group(id)
	return i >= 0 && !x.groups[i].full
}

// ID is the id of a deliverable.
func (x *Index) ID(v int32) model.ID { return x.ids[v] }

// Is says that one of the things holds of a deliverable.
func (x *Index) Is(v int32, any Is) bool { return x.is[v]&any != 0 }

// Holders is how many people are said to have a know-how.
func (x *Index) Holders(v int32) int { return int(x.heads[v]) }

// Composites lists the composites that a deliverable is in and that carry a relation, the innermost first.
func (x *Index) Composites(v int32) iter.Seq[model.ID] {
	return func(yield func(model.ID) bool) {
		for at := x.inside[v]; at >= 0; at = x.groups[at].parent {
			if p := &x.groups[at]; p.side != [sides]int32{-1, -1, -1, -1} && !yield(p.id) {
				return
			}
		}
	}
}

// Unconfirmed says that an import only guessed the relation, and nobody has confirmed it since.
func Unconfirmed(r *model.Relation) bool {
	return (r.Trace.Prov == model.Inferred || r.Trace.Prov == model.Control) && r.Confidence != model.Confirmed
}

// Sure says that at least one confirmed relation of the kind leads from u, or a composite it is in, to v or a composite
// it is in.
func (x *Index) Sure(kind model.RelationKind, u, v int32) bool {
	if !x.doubts {
		return true
	}
	for _, from := range x.andComposites(u) {
		for _, to := range x.andComposites(v) {
			e := model.Ends{Kind: kind, From: from, To: to}
			if kind == model.Sync {
				e = model.SyncEnds(from, to)
			}
			if r, ok := x.Graph.Relation(e); ok && !Unconfirmed(&r) {
				return true
			}
		}
	}
	return false
}

func (x *Index) andComposites(v int32) []model.ID {
	ids := []model.ID{x.ids[v]}
	for id := range x.Composites(v) {
		ids = append(ids, id)
	}
	return ids
}
