package rules_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/model"
	"seika/model/file"
)

// by is a model as plain sets, made from its records alone.
type by struct {
	g         *model.Graph
	out, talk map[model.ID]map[model.ID]bool
}

func plainSets(g *model.Graph) by {
	b := by{g, map[model.ID]map[model.ID]bool{}, map[model.ID]map[model.ID]bool{}}
	for n := range g.Nodes() {
		b.out[n.ID], b.talk[n.ID] = map[model.ID]bool{}, map[model.ID]bool{}
	}
	for r := range g.Relations() {
		for u := range b.part(r.From) {
			for v := range b.part(r.To) {
				switch {
				case r.Kind == model.IO:
					b.out[u][v] = true
				case u != v:
					b.talk[u][v], b.talk[v][u] = true, true
				}
			}
		}
	}
	return b
}

// part is the deliverables that an end of a relation stands for.
func (b by) part(id model.ID) map[model.ID]bool {
	set := map[model.ID]bool{}
	for n := range b.g.Nodes() {
		for at := n.ID; at != ""; {
			if at == id {
				set[n.ID] = true
			}
			if at == n.ID {
				at = n.In
				continue
			}
			group, _ := b.g.Group(at)
			at = group.In
		}
	}
	return set
}

// follow is what comes from some by arcs, these included, without passing one.
func follow(from map[model.ID]bool, without model.ID, arcs ...map[model.ID]map[model.ID]bool) map[model.ID]bool {
	seen := maps.Clone(from)
	delete(seen, without)
	for grown := true; grown; {
		grown = false
		for _, to := range arcs {
			for v := range maps.Clone(seen) {
				for w := range to[v] {
					if !seen[w] && w != without {
						seen[w], grown = true, true
					}
				}
			}
		}
	}
	return seen
}

func set(ids ...model.ID) map[model.ID]bool {
	s := map[model.ID]bool{}
	for _, id := range ids {
		s[id] = true
	}
	return s
}

// clusters are what is settled together, two deliverables or more.
func (b by) clusters() (list []map[model.ID]bool) {
	seen := map[model.ID]bool{}
	for n := range b.g.Nodes() {
		if c := follow(set(n.ID), "", b.talk); !seen[n.ID] && len(c) > 1 {
			list = append(list, c)
			maps.Copy(seen, c)
		}
	}
	return list
}

// largest is the size of the largest cluster that is left of one without a member.
func (b by) largest(cluster map[model.ID]bool, gone model.ID) (most int) {
	for id := range cluster {
		if id != gone {
			most = max(most, len(follow(set(id), gone, b.talk)))
		}
	}
	return most
}

// told is what the meeting view says of a cluster, worked out from the meaning of each word.
func (b by) told(cluster map[model.ID]bool) map[string]string {
	waits, material, goals := map[model.ID]bool{}, map[model.ID]bool{}, map[model.ID]bool{}
	behind := follow(cluster, "", b.out, b.talk)
	for id := range cluster {
		delete(behind, id)
		for w := range b.out[id] {
			waits[w] = !cluster[w] || waits[w]
		}
	}
	maps.DeleteFunc(waits, func(id model.ID, _ bool) bool { return cluster[id] })
	for u, to := range b.out {
		for w := range to {
			if cluster[w] && !cluster[u] {
				material[u] = true
			}
		}
	}
	marked := false
	for n := range b.g.Nodes() {
		marked = marked || n.Goal
		if n.Goal && behind[n.ID] {
			goals[n.ID] = true
		}
	}
	pairs := map[model.ID]bool{}
	for r := range b.g.Relations() {
		for end := range b.part(r.From) {
			if r.Kind == model.Sync && cluster[end] && len(b.part(r.To)) > 0 {
				pairs[r.ID()] = true
			}
		}
	}
	n := len(cluster)
	said := map[string]string{
		"members": sorted(cluster), "waits": sorted(waits), "material": sorted(material), "pairs": sorted(pairs),
		"behind": fmt.Sprint(len(behind)), "possible": fmt.Sprint(n * (n - 1) / 2), "attend": b.attend(cluster, pairs),
		"first": string(b.first(cluster)),
	}
	if marked { // which are goals where none is marked is another matter
		said["goals"] = sorted(goals)
	}
	return said
}

// attend is who must be there: owners, holders of know-how, parties of the talks, and for whom nobody is named.
func (b by) attend(cluster, pairs map[model.ID]bool) string {
	who := map[string]bool{}
	for id := range cluster {
		n, _ := b.g.Node(id)
		held := n.Kind == model.Intangible && !n.Holders.Empty()
		if held {
			for _, name := range n.Holders.Items() {
				who[fmt.Sprint(name, " holder ", id)] = true
			}
		}
		for _, name := range n.Owner.Items() {
			who[fmt.Sprint(name, " owner ", id)] = true
		}
		if !held && n.Owner.Empty() {
			who[fmt.Sprint("? ", id)] = true
		}
	}
	for r := range b.g.Relations() {
		for _, name := range r.Parties.Items() {
			if pairs[r.ID()] {
				who[fmt.Sprint(name, " party ", r.ID())] = true
			}
		}
	}
	return sorted(who)
}

// first is the member without which the largest cluster left is smallest, of several the one with most partners, then the
// first of the file.
func (b by) first(cluster map[model.ID]bool) model.ID {
	ids := slices.Sorted(maps.Keys(cluster))
	return slices.MinFunc(ids, func(x, y model.ID) int {
		return cmp.Or(cmp.Compare(b.largest(cluster, x), b.largest(cluster, y)), cmp.Compare(len(b.talk[y]), len(b.talk[x])), cmp.Compare(x, y))
	})
}

func sorted[K ~string](s map[K]bool) string {
	maps.DeleteFunc(s, func(_ K, is bool) bool { return !is })
	return fmt.Sprint(slices.Sorted(maps.Keys(s)))
}

// shown is the same as the meeting view has it.
func shown(m analysis.Meeting) map[string]string {
	who := map[string]bool{}
	for _, a := range m.Attend {
		for _, id := range a.For {
			who[fmt.Sprintf("%s %s %s", a.Name, a.As, id)] = true
		}
	}
	for _, id := range m.Unnamed {
		who[fmt.Sprint("? ", id)] = true
	}
	return map[string]string{
		"members": sorted(set(m.Members...)), "waits": sorted(set(m.Waits...)), "material": sorted(set(m.Material...)),
		"pairs": sorted(set(m.Pairs...)), "behind": fmt.Sprint(m.Behind), "possible": fmt.Sprint(m.Possible), "attend": sorted(who),
		"first": string(m.FixFirst), "goals": sorted(set(m.Goals...)),
	}
}

// models are random ones of at most 40 deliverables, the same each time.
func models(n int, f func(*model.Graph)) {
	any := rapid.Custom(anyRecords)
	for seed := 0; n > 0; seed++ {
		r := any.Example(seed)
		if len(r.Nodes) > 40 {
			continue
		}
		for i := range r.Sync { // talks have parties in the window, and none in what the rules are tried on
			if (seed+i)%3 == 0 {
				r.Sync[i].Parties = model.NewList("A", "D")
			}
		}
		f(build(r))
		n--
	}
}

// TestTheMeetingViewIsWhatIsCountedPlainly is no. 20 of interaction.md §11.
func TestTheMeetingViewIsWhatIsCountedPlainly(t *testing.T) {
	meetings := 0
	models(1_000, func(g *model.Graph) {
		b := plainSets(g)
		want := b.clusters()
		got := analysis.NewFacts(analysis.NewIndex(g)).Meetings()
		require.Len(t, got, len(want), "%s", file.Encode(g))
		for _, m := range got {
			i := slices.IndexFunc(want, func(c map[model.ID]bool) bool { return c[m.Hub] })
			require.GreaterOrEqual(t, i, 0)
			said, is := b.told(want[i]), shown(m)
			for what, s := range said {
				require.Equal(t, s, is[what], "%s of the meeting around %s in\n%s", what, m.Hub, file.Encode(g))
			}
			meetings++
		}
	})
	require.Greater(t, meetings, 500, "the models hold meetings")
}

func TestAskingWhatIfChangesNothing(t *testing.T) {
	models(1_000, func(g *model.Graph) {
		before := string(file.Encode(g))
		var some []model.ID
		for n := range g.Nodes() {
			if len(some) < 3 {
				some = append(some, n.ID)
			}
		}
		for _, r := range []analysis.Removed{{IDs: some}, {People: []string{"A", "B"}}} {
			_, err := analysis.WhatIf(t.Context(), g, r)
			require.NoError(t, err)
		}
		for _, m := range analysis.NewFacts(analysis.NewIndex(g)).Meetings() {
			rules.ForMeeting(analysis.Case{Graph: g, Entropy: []byte("entropy!")}, m)
		}
		require.Equal(t, before, string(file.Encode(g)))
	})
}
