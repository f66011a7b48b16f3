package layout

import (
	"slices"

	"seika/internal/geom"
)

// uncross exchanges neighbouring ports whose lines cross because a box in the way made one of them arrive from elsewhere
// than where it comes from. It lists the lines whose ports moved: they need new ways.
func uncross(all []wire, sides []flank, lines [][]geom.Point) []int {
	any := false
	for _, f := range sides {
		for i := 1; i < len(f.uses); i++ {
			for j := i; j > 0 && f.swapped(lines, f.uses[j-1], f.uses[j]); j-- {
				f.uses[j-1], f.uses[j] = f.uses[j], f.uses[j-1]
				any = true
			}
		}
	}
	if !any {
		return nil
	}
	old := slices.Clone(all)
	setPorts(all, sides)
	var moved []int
	for i := range all {
		if all[i].p != old[i].p || all[i].q != old[i].q {
			moved = append(moved, i)
		}
	}
	return moved
}

// swapped says that the line of b, now after a on its side, arrives before it.
func (f *flank) swapped(lines [][]geom.Point, a, b use) bool {
	if a.wire == b.wire || !cross(lines[a.wire], lines[b.wire]) {
		return false
	}
	walk := func(u use) walker {
		l := lines[u.wire]
		if u.head {
			return walker{l, len(l) - 1, -1}
		}
		return walker{l, 0, 1}
	}
	left := leftOf(walk(a), walk(b))
	// Seen from the box, the upper or left end of a side is on the left hand on its right and its top side only.
	if f.side == Right || f.side == Top {
		return left < 0
	}
	return left > 0
}

// cross says that two lines change sides somewhere.
func cross(a, b []geom.Point) bool {
	for i := 0; i+1 < len(a); i++ {
		for j := 0; j+1 < len(b); j++ {
			if a[i] != a[i+1] && b[j] != b[j+1] && crosses(a, i, b, j) {
				return true
			}
		}
	}
	return false
}
