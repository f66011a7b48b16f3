package lines

import (
	"slices"

	"seika/model"
)

// nearest lists the names that are spelled most like a key.
func nearest(key string, names []string) []string {
	const most, longest = 3, 40
	key = model.Key(key)
	if len(key) > longest {
		return nil
	}
	type scored struct {
		name string
		d    int
	}
	var near []scored
	for _, n := range names {
		if d := distance([]byte(key), []byte(model.Key(n))); d > 0 && d <= 1+len(key)/4 {
			near = append(near, scored{n, d})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return a.d - b.d })
	var out []string
	for _, n := range near[:min(most, len(near))] {
		out = append(out, n.name)
	}
	return out
}

// distance counts the letters to add, drop or change.
func distance[T comparable](a, b []T) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, corner+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// nearly finds a deliverable whose name is one letter away: most likely the new name is a slip.
func nearly(g *model.Graph, name string) (model.ID, bool) {
	const shortest, longest = 3, 100
	key := []rune(model.Key(name))
	if len(key) < shortest || len(key) > longest {
		return "", false
	}
	for n := range g.Nodes() {
		other := []rune(model.Key(n.Name))
		if d := len(other) - len(key); d >= -1 && d <= 1 && len(other) >= shortest && distance(key, other) == 1 {
			return n.ID, true
		}
	}
	return "", false
}
