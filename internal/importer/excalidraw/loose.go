package excalidraw

import (
	"math"

	"seika/internal/cells"
	"seika/internal/geom"
	"seika/internal/importer"
	"seika/internal/source"
)

// path reads the first and the last point of a line.
func path(j *source.JSON) (ends [2]geom.Point) {
	first := true
	for range j.Elements() {
		var at geom.Point
		which := 0
		if j.Kind() != source.Array {
			continue
		}
		for range j.Elements() {
			if v, ok := j.Float(); ok && math.Abs(v) <= 1e8 {
				if which == 0 {
					at.X = v
				} else if which == 1 {
					at.Y = v
				}
			}
			which++
		}
		if first {
			ends[0], first = at, false
		}
		ends[1] = at
	}
	return ends
}

// glue joins ends of arrows that lie on a box, or beside it, to that: who draws by hand does not see that they do not hold.
func (r *reader) glue() {
	const most = 2_000_000 // boxes looked at
	spent := 0
	for _, e := range r.all {
		if e.kind != "arrow" || e.from != "" && e.to != "" || importer.Value(e.custom, cells.Record) != "" || e.ends[0] == e.ends[1] {
			continue
		}
		if spent += 2 * len(r.all); spent > most {
			return
		}
		from, to := e.from, e.to
		if from == "" {
			from = r.under(e.ends[0])
		}
		if to == "" {
			to = r.under(e.ends[1])
		}
		if from != to { // else it lies within one box
			e.from, e.to = from, to
		}
	}
}

// under is the smallest box at a place, or beside it.
func (r *reader) under(at geom.Point) (id string) {
	const beside = 16 // px: by hand one stops short
	least := math.Inf(1)
	for _, e := range r.all {
		if size := e.rect.W() * e.rect.H(); e.box() && size < least && e.rect.Grow(beside).Contains(at) {
			id, least = e.id, size
		}
	}
	return id
}
