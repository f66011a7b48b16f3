package layered

import "cmp"

// sift takes every vertex through its whole rank and leaves it where lines cross least, while the budget lasts. With ties it
// goes to the furthest of equally good places, once.
func (o *ordering) sift(ties bool) {
	for again := true; again && o.budget > 0 && !o.w.stopped(1); {
		again = false
		for r := range o.ranks {
			o.look(r)
			changed := false
			for _, l := range o.levels[r] {
				for i := 0; i < len(l.kids) && o.budget > 0; i++ {
					if !o.isFirm(l.kids[i]) && o.siftOne(r, l.kids, i, ties) {
						changed = true
					}
				}
			}
			if changed {
				o.lay(r)
				again = !ties
			}
		}
	}
}

// drift goes from one order to others as good, and down from there, while that helps and the budget lasts.
func (o *ordering) drift() {
	if o.budget <= 0 || o.w.look() {
		return
	}
	best := o.save(o.crossings())
	strands := newLeading(o)
	for idle := 0; idle < driftPatience && best.crossings > 0 && o.budget > 0 && !o.w.stopped(1); idle++ {
		strands.lead(true)
		o.sift(true)
		o.transpose(idle%2 == 0)
		o.sift(false)
		if c := o.crossings(); c <= best.crossings {
			if c < best.crossings {
				idle = 0
			}
			best = o.save(c)
		} else {
			o.restore(best)
		}
	}
	o.restore(best)
}

// siftPatience is how many crossings a vertex on its way through a rank may cost before it goes no further: hardly one gains
// beyond, and the work is better spent on others.
const siftPatience = 5

// siftOne moves kid i to the best place of its level.
func (o *ordering) siftOne(r int, kids []int32, i int, tie bool) bool {
	best, gain := i, 0
	for j, saved := i-1, 0; j >= 0; j-- {
		saved += o.kidsPay(r, kids[j], kids[i])
		if saved > gain || tie && saved == gain {
			best, gain = j, saved
		}
		if saved < -siftPatience {
			break
		}
	}
	for j, saved := i+1, 0; j < len(kids); j++ {
		saved += o.kidsPay(r, kids[i], kids[j])
		if saved > gain || tie && saved == gain {
			best, gain = j, saved
		}
		if saved < -siftPatience {
			break
		}
	}
	k := kids[i]
	if best < i {
		copy(kids[best+1:i+1], kids[best:i])
	} else {
		copy(kids[i:best], kids[i+1:best+1])
	}
	kids[best] = k
	return best != i
}

// centre brings the ends of lines on frames as near to the middle of the frame as costs no crossing.
func (o *ordering) centre() {
	for r, ls := range o.levels {
		looked := false
		for _, l := range ls {
			for i, k := range l.kids {
				if k < 0 || o.v[k].kind != anchor {
					continue
				}
				if !looked {
					o.look(r)
					looked = true
				}
				o.centreOne(r, l.kids, i)
			}
		}
		if looked {
			o.lay(r)
		}
	}
}

// centreOne steps a kid towards the middle while that costs nothing.
func (o *ordering) centreOne(r int, kids []int32, i int) {
	for mid := len(kids) / 2; i != mid && !o.w.stopped(1); {
		j := i + cmp.Compare(mid, i)
		up, down := kids[min(i, j)], kids[max(i, j)]
		if o.kidsPay(r, up, down) < 0 {
			return
		}
		kids[i], kids[j] = kids[j], kids[i]
		i = j
	}
}
