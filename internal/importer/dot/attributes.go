package dot

import (
	"slices"
	"strings"

	"seika/internal/importer"
	"seika/internal/source"
)

// few refuses more attributes of one thing than anything has.
func (r *reader) few(a attributes) {
	if what, over := r.in.Limits.Over(source.Attributes, int64(len(a))); over {
		r.fail(what)
	}
}

// of is where attributes of a graph or cluster go.
func (r *reader) of(s *scope) attributes {
	if s.cluster >= 0 {
		return r.list[s.cluster].attrs
	}
	return r.graph
}

// kept says that an attribute is read; all others, those that name files or addresses among them, are passed over.
func kept(name string) bool {
	return slices.Contains([]string{"label", "xlabel", "style", "dir", "shape", "peripheries", "rankdir", "lhead", "ltail"}, name) ||
		strings.HasPrefix(name, importer.Attribute)
}

// merge puts attributes beside others, of which they take the place.
func merge(into, list attributes) {
	for k, v := range list {
		into[k] = v
	}
}

// inherit hands on the attributes that hold for all. Nobody has written them down once more, so they are counted.
func (r *reader) inherit(into, list attributes) {
	const weight, long = 8, 1 << 10 // of an attribute beside a word; bytes of a text that nobody gives to all
	n := weight * len(list)
	for _, v := range list {
		if len(v) > long {
			n += len(v)
		}
	}
	if len(list) > 0 && r.spend(n) {
		merge(into, list)
	}
}
