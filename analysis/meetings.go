package analysis

import (
	"cmp"
	"slices"

	"seika/internal/digraph"
	"seika/model"
)

// Meeting is a cluster as what it costs: people who have to talk.
type Meeting struct {
	Hub      model.ID   `json:"hub"`
	Members  []model.ID `json:"members"`
	Pairs    []model.ID `json:"pairs"`    // syncs as drawn
	Possible int        `json:"possible"` // conversations, if everybody talks to everybody
	Cliques  *int       `json:"cliques"`  // sets in which everybody has to agree with everybody, none inside another
	All      bool       `json:"all_cliques"`
	Sittings []Sitting  `json:"sittings"` // who meets so that each pair meets at least once; nil where there are too many
	Attend   []Attends  `json:"attend"`
	Unnamed  []model.ID `json:"unnamed"`  // members nobody is named for
	Material []model.ID `json:"material"` // inputs from outside
	Waits    []model.ID `json:"waits"`    // made from members, outside
	Behind   int        `json:"behind"`   // deliverables outside that depend on it; 0 in huge models
	Goals    []model.ID `json:"goals"`    // among these
	FixFirst model.ID   `json:"fix_first"`
	Between  int        `json:"between_owners"` // pairs of members with different owners
	Rounds   *int       `json:"rounds"`         // of the pair with most; nil where none is said
	Talks    *int       `json:"talks"`          // rounds over all pairs; nil unless said for each
	Effort   *float64   `json:"effort"`         // minutes of all talks; nil unless said for each pair
}

// Sitting is a set of members that are settled in one go.
type Sitting []model.ID

// Attends is somebody who has to be there.
type Attends struct {
	Name string     `json:"name"`
	As   Part       `json:"as"`
	For  []model.ID `json:"for"`
}

// Part says why somebody has to be there.
type Part string

// The parts.
const (
	AsOwner  Part = "owner"
	AsHolder Part = "holder"
	AsParty  Part = "party"
)

// Limits of what is worked out for a meeting; counts, never times.
const (
	cliquesLimit = 1000 // listed
	membersLimit = 1000 // for cliques, and for what to fix first
)

// Meetings lists the clusters, that for which most waits first.
func (f *Facts) Meetings() []Meeting {
	list := make([]Meeting, 0, len(f.Clusters()))
	pairs := f.pairsByCluster()
	for i, c := range f.Clusters() {
		list = append(list, f.meeting(int32(i), c, pairs[i]))
	}
	slices.SortStableFunc(list, func(a, b Meeting) int {
		return cmp.Or(cmp.Compare(len(b.Waits), len(a.Waits)), cmp.Compare(a.Hub, b.Hub))
	})
	return list
}

func (f *Facts) pairsByCluster() [][]model.Relation {
	pairs := make([][]model.Relation, len(f.Clusters()))
	for r := range f.Graph.Relations() {
		if r.Kind != model.Sync || f.Hollow(r.From) || f.Hollow(r.To) {
			continue // a line to a composite without parts settles nothing yet
		}
		if part := f.Part(r.From); len(part) > 0 && f.ClusterOf(part[0]) >= 0 {
			c := f.ClusterOf(part[0])
			pairs[c] = append(pairs[c], r)
		}
	}
	return pairs
}

func (f *Facts) meeting(here int32, c Cluster, pairs []model.Relation) Meeting {
	n := len(c.Members)
	m := Meeting{Hub: f.ID(c.Hub), Members: f.list(c.Members), Possible: n * (n - 1) / 2, FixFirst: f.ID(f.fixFirst(c))}
	for _, r := range pairs {
		m.Pairs = append(m.Pairs, r.ID())
	}
	f.sit(&m, c)
	f.attend(&m, c, pairs)
	f.surround(&m, here, c)
	m.talk(pairs)
	return m
}

func (f *Facts) list(vs []int32) []model.ID {
	out := make([]model.ID, len(vs))
	for i, v := range vs {
		out[i] = f.ID(v)
	}
	return out
}

// inner is the cluster alone, its members numbered in order.
func (f *Facts) inner(c Cluster) digraph.Graph {
	var from, to []int32
	for i, v := range c.Members {
		for _, w := range f.Sync(v) {
			j, _ := slices.BinarySearch(c.Members, w)
			from, to = append(from, int32(i)), append(to, int32(j))
		}
	}
	return digraph.New(len(c.Members), from, to)
}

// sit finds the cliques, and chooses sittings from them until every pair has met: that with most pairs still open first.
func (f *Facts) sit(m *Meeting, c Cluster) {
	if len(c.Members) > membersLimit {
		return
	}
	g := f.inner(c)
	cliques, all := g.Cliques(cliquesLimit)
	n := len(cliques)
	m.Cliques, m.All = &n, all
	if !all {
		return
	}
	slices.SortFunc(cliques, slices.Compare)
	met := map[[2]int32]bool{}
	open := func(clique []int32) (count int) {
		for i, a := range clique {
			for _, b := range clique[i+1:] {
				if !met[[2]int32{a, b}] {
					count++
				}
			}
		}
		return count
	}
	for {
		best, most := -1, 0
		for i, q := range cliques {
			if k := open(q); k > most {
				best, most = i, k
			}
		}
		if best < 0 {
			return
		}
		var s Sitting
		for i, a := range cliques[best] {
			s = append(s, f.ID(c.Members[a]))
			for _, b := range cliques[best][i+1:] {
				met[[2]int32{a, b}] = true
			}
		}
		m.Sittings = append(m.Sittings, s)
	}
}

// fixFirst is the member without which the largest cluster left is smallest; of several that with most partners.
func (f *Facts) fixFirst(c Cluster) int32 {
	if len(c.Members) > membersLimit {
		return c.Hub
	}
	g := f.inner(c)
	best, size := int32(0), len(c.Members)
	for i := range int32(len(c.Members)) {
		left := largestWithout(g, i)
		if left < size || left == size && len(g.Out(i)) > len(g.Out(best)) {
			best, size = i, left
		}
	}
	return c.Members[best]
}

func largestWithout(g digraph.Graph, gone int32) int {
	seen := make([]bool, g.Len())
	seen[gone] = true
	largest := 0
	var todo []int32
	for v := range int32(g.Len()) {
		if seen[v] {
			continue
		}
		seen[v] = true
		todo = append(todo, v)
		size := 0
		for len(todo) > 0 {
			u := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			size++
			for _, w := range g.Out(u) {
				if !seen[w] {
					seen[w] = true
					todo = append(todo, w)
				}
			}
		}
		largest = max(largest, size)
	}
	return largest
}

// attend names who has to be there, by name, and counts members nobody is named for.
func (f *Facts) attend(m *Meeting, c Cluster, pairs []model.Relation) {
	type who struct{ key, as string }
	at := map[who]int{}
	add := func(name string, as Part, id model.ID) {
		k := who{model.Key(name), string(as)}
		if at[k] == 0 {
			m.Attend = append(m.Attend, Attends{Name: name, As: as})
			at[k] = len(m.Attend)
		}
		x := &m.Attend[at[k]-1]
		x.For = append(x.For, id)
	}
	owners := make([]model.List, len(c.Members))
	for i, v := range c.Members {
		n, _ := f.Graph.Node(f.ID(v))
		owners[i] = n.Owner
		names, as := n.Owner.Items(), AsOwner
		if n.Kind == model.Intangible && !n.Holders.Empty() {
			for _, name := range n.Holders.Items() {
				add(name, AsHolder, n.ID)
			}
		} else if len(names) == 0 {
			m.Unnamed = append(m.Unnamed, n.ID)
		}
		for _, name := range names {
			add(name, as, n.ID)
		}
	}
	for _, r := range pairs {
		for _, name := range r.Parties.Items() {
			add(name, AsParty, r.ID())
		}
	}
	for i, v := range c.Members {
		for _, w := range f.Sync(v) {
			j, _ := slices.BinarySearch(c.Members, w)
			if i < j && Apart(owners[i], owners[j]) {
				m.Between++
			}
		}
	}
	slices.SortStableFunc(m.Attend, func(a, b Attends) int {
		return cmp.Or(cmp.Compare(model.Key(a.Name), model.Key(b.Name)), cmp.Compare(a.As, b.As))
	})
}

// Apart says that both lists name somebody, and nobody in common.
func Apart(a, b model.List) bool {
	return !a.Empty() && !b.Empty() && !slices.ContainsFunc(a.Items(), b.Has)
}

// surround fills in what goes into a cluster and what comes after it.
func (f *Facts) surround(m *Meeting, here int32, c Cluster) {
	material, waits := map[int32]bool{}, map[int32]bool{}
	for _, v := range c.Members {
		for _, u := range f.In(v) {
			if f.ClusterOf(u) != here {
				material[u] = true
			}
		}
		for _, w := range f.Out(v) {
			if f.ClusterOf(w) != here {
				waits[w] = true
			}
		}
	}
	m.Material, m.Waits = f.list(keys(material)), f.list(keys(waits))
	flow := f.Flow()
	if _, known := flow.reached(); !known {
		return
	}
	m.Behind = flow.from(flow.Block(c.Hub), f.everything()) - len(c.Members)
	for _, g := range f.Goals() {
		if f.ClusterOf(g) != here && flow.After(c.Hub, g) {
			m.Goals = append(m.Goals, f.ID(g))
		}
	}
}

// everything is the tally of all deliverables.
func (f *Facts) everything() *tally {
	return f.every.of(func() *tally { return f.Flow().tally(func(int32) bool { return true }) })
}

func keys(set map[int32]bool) []int32 {
	list := make([]int32, 0, len(set))
	for v := range set { // in any order: the list is sorted
		list = append(list, v)
	}
	slices.Sort(list)
	return list
}

// talk adds up rounds and efforts, where they are said.
func (m *Meeting) talk(pairs []model.Relation) {
	most, talks, effort := 0, 0, 0.0
	allRounds, allEffort := true, true
	for _, r := range pairs {
		allRounds = allRounds && r.Rounds.Said
		allEffort = allEffort && r.Effort != ""
		most = max(most, r.Rounds.N)
		talks += r.Rounds.N
		effort += float64(max(1, r.Rounds.N)) * r.Effort.Minutes()
	}
	if most > 0 {
		m.Rounds = &most
	}
	if allRounds {
		m.Talks = &talks
	}
	if allEffort {
		m.Effort = &effort
	}
}

func (m *measure) meetings() { m.Stats.Meetings = m.Facts.Meetings() }
