package analysis

import (
	"slices"

	"seika/internal/digraph"
	"seika/model"
)

// asDrawn is the model as it is drawn, without directions: deliverables and, behind them, groups. Relations join their ends,
// and a composite hangs on each of its members, so that members of one composite are joined.
func (f *Facts) asDrawn() digraph.Graph {
	return f.drawn.of(func() digraph.Graph {
		size := len(f.ends) + f.N
		from, to := make([]int32, 0, size), make([]int32, 0, size)
		for _, e := range f.ends {
			from, to = append(from, f.beside(e[0])), append(to, f.beside(e[1]))
		}
		whole := f.wholes()
		hang := func(v, in int32) {
			if in >= 0 && whole[in] >= 0 {
				from, to = append(from, v), append(to, int32(f.N)+whole[in])
			}
		}
		for v, in := range f.inside {
			hang(int32(v), in)
		}
		i := int32(0)
		for g := range f.Graph.Groups() {
			if g.Kind == model.Composite {
				hang(int32(f.N)+i, f.groups[i].parent)
			}
			i++
		}
		return digraph.Both(f.N+len(f.groups), from, to)
	})
}

// beside gives groups numbers behind those of the deliverables.
func (f *Facts) beside(v int32) int32 {
	if v < 0 {
		return int32(f.N) - 1 - v
	}
	return v
}

// wholes gives every group the nearest composite: itself or one around it, or -1.
func (f *Facts) wholes() []int32 {
	composite := make([]bool, len(f.groups))
	i := 0
	for g := range f.Graph.Groups() {
		composite[i] = g.Kind == model.Composite
		i++
	}
	whole := make([]int32, len(f.groups))
	known := make([]bool, len(f.groups))
	var path []int32
	for i := range int32(len(f.groups)) {
		path = path[:0]
		at := i
		for at >= 0 && !known[at] && !composite[at] {
			path = append(path, at)
			at = f.groups[at].parent
		}
		found := int32(-1)
		switch {
		case at >= 0 && known[at]:
			found = whole[at]
		case at >= 0:
			found = at
			whole[at], known[at] = at, true
		}
		for _, p := range path {
			whole[p], known[p] = found, true
		}
	}
	return whole
}

// Joints lists the deliverables that alone hold two parts of the picture together, and the relations that do. It is shape:
// it says nothing about failure.
func (f *Facts) Joints() (joints []int32, bridges []model.Ends) {
	joint, cuts := f.asDrawn().Cuts()
	for v := range int32(f.N) {
		if joint[v] {
			joints = append(joints, v)
		}
	}
	is := map[[2]int32]bool{}
	for _, c := range cuts {
		is[c] = true
	}
	i := 0
	for r := range f.Graph.Relations() {
		u, v := f.beside(f.ends[i][0]), f.beside(f.ends[i][1])
		if is[[2]int32{min(u, v), max(u, v)}] {
			bridges = append(bridges, r.Ends)
		}
		i++
	}
	return joints, bridges
}

// Islands lists the parts of the picture that nothing joins, as deliverables by number: the main one first, which has most
// goals, then most deliverables, then the smallest; the others by their smallest.
func (f *Facts) Islands() [][]int32 {
	return f.islands.of(func() [][]int32 {
		comp, n := f.asDrawn().Weak()
		at := make([]int32, n)
		var list [][]int32
		var goals []int
		for v := range int32(f.N) {
			c := comp[v]
			if at[c] == 0 {
				list, goals = append(list, nil), append(goals, 0)
				at[c] = int32(len(list))
			}
			list[at[c]-1] = append(list[at[c]-1], v)
			if f.IsGoal(v) {
				goals[at[c]-1]++
			}
		}
		if len(list) == 0 {
			return nil
		}
		main := 0
		for i := range list {
			if goals[i] > goals[main] || goals[i] == goals[main] && len(list[i]) > len(list[main]) {
				main = i
			}
		}
		first := list[main]
		return append([][]int32{first}, slices.Delete(list, main, main+1)...)
	})
}

// Elements counts what stands side by side on the picture: deliverables in no composite, and outermost composites.
func (f *Facts) Elements() int {
	whole := f.wholes()
	n := 0
	for _, in := range f.inside {
		if in < 0 || whole[in] < 0 {
			n++
		}
	}
	for i := range f.groups {
		parent := f.groups[i].parent
		if whole[i] == int32(i) && (parent < 0 || whole[parent] < 0) {
			n++
		}
	}
	return n
}
