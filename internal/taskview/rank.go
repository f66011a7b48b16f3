package taskview

import (
	"cmp"
	"slices"

	"seika/model"
)

// ranks orders nodes and data by what they are and what is around them, so that neither ids nor the order of the source decide
// anything: a hash of name, kind and owner, refined by those of the neighbours. Ids tell apart only what nothing else does.
type ranks struct {
	node, data, message []uint64
}

// rounds is how far around an element one looks.
const rounds = 3

func rank(v *View) ranks {
	r := ranks{make([]uint64, len(v.Nodes)), make([]uint64, len(v.Data)), make([]uint64, len(v.Messages))}
	at := map[string]int{} // nodes first, then data, then messages, then parties and boxes
	all := make([]uint64, 0, len(v.Nodes)+len(v.Data)+len(v.Messages)+len(v.Parties)+len(v.Boxes))
	put := func(id string, parts ...string) {
		if _, there := at[id]; !there {
			at[id] = len(all)
		}
		all = append(all, hash(parts...))
	}
	party, lane, box := map[string]string{}, map[string]string{}, map[string]string{}
	for _, p := range v.Parties {
		party[p.ID] = p.Name
	}
	for _, l := range v.Lanes {
		lane[l.ID] = l.Name
	}
	for _, b := range v.Boxes {
		box[b.ID] = b.Name
	}
	for _, n := range v.Nodes {
		own := ""
		if len(n.Lanes) > 0 {
			own = lane[n.Lanes[0]]
		}
		put(n.ID, "node", n.Name, string(rune(n.Kind)), party[n.Party], own, box[n.Box], n.Trigger, n.Link)
	}
	for _, d := range v.Data {
		put(d.ID, "data", d.Name, d.State, string(rune(d.Kind)), party[d.Party])
	}
	for _, m := range v.Messages {
		put(m.ID, "message", m.Name)
	}
	for _, p := range v.Parties {
		put(p.ID, "party", p.Name)
	}
	for _, b := range v.Boxes {
		put(b.ID+"#box", "box", b.Name, string(rune(b.Kind)))
	}
	links := v.links(at)
	for range rounds {
		all = refine(all, links)
	}
	copy(r.node, all)
	copy(r.data, all[len(v.Nodes):])
	copy(r.message, all[len(v.Nodes)+len(v.Data):])
	return r
}

// link joins two elements; what it is counts as well, from either end.
type link struct {
	from, to int
	what     uint64
}

func (v *View) links(at map[string]int) []link {
	list := make([]link, 0, len(v.Flows)+len(v.Uses)+2*len(v.Messages)+2*len(v.Nodes))
	add := func(from, to string, what ...string) {
		a, ok := at[from]
		b, there := at[to]
		if ok && there {
			list = append(list, link{a, b, hash(what...)})
		}
	}
	for _, f := range v.Flows {
		add(f.From, f.To, "flow", f.Name, f.Condition)
	}
	for _, u := range v.Uses {
		add(u.Node, u.Data, "use", string(rune(u.Direction)))
	}
	for _, m := range v.Messages {
		add(m.From, m.ID, "from")
		add(m.ID, m.To, "to")
	}
	for _, n := range v.Nodes {
		add(n.Party, n.ID, "party")
		add(n.Box+"#box", n.ID, "box")
		add(n.AttachedTo, n.ID, "attached")
	}
	for _, d := range v.Data {
		add(d.Party, d.ID, "party")
		add(d.Box+"#box", d.ID, "box")
	}
	return list
}

// refine adds to each hash those around it, in whatever order they come.
func refine(all []uint64, links []link) []uint64 {
	next := make([]uint64, len(all))
	for i, h := range all {
		next[i] = mix(h)
	}
	for _, l := range links {
		next[l.from] += mix(all[l.to] ^ l.what)
		next[l.to] += mix(all[l.from] + l.what)
	}
	return next
}

// hash is FNV-1a over the keys of names, with a mark between them.
func hash(parts ...string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for _, p := range parts {
		for _, c := range []byte(model.Key(p)) {
			h = (h ^ uint64(c)) * prime
		}
		h = (h ^ 0xff) * prime
	}
	return h
}

// mix spreads a hash over all its bits (the end of SplitMix64).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// order lists numbers by rank, then by id.
func order(by []uint64, id func(int) string) []int {
	list := make([]int, len(by))
	for i := range list {
		list[i] = i
	}
	slices.SortFunc(list, func(a, b int) int { return cmp.Or(cmp.Compare(by[a], by[b]), cmp.Compare(id(a), id(b))) })
	return list
}
