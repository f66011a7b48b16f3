package file

import (
	"math"
	"strconv"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// closed takes a value out of a closed set or of a pattern. The file has one spelling for each, the stored one; an empty
// text is the same as no member.
func closed[T any](r *reader, f *model.Field[T], into *T, text string) {
	if text == "" {
		return
	}
	for i := range f.Values {
		if f.Values[i].EN == text {
			f.Set(into, f.Values[i].Value)
			return
		}
	}
	stored, bad := f.Canonical(text)
	switch {
	case bad != nil:
		r.problem(*bad)
	case written(f, stored) != text:
		r.problem(lang.M("model.bad.spelling", "x", text, "y", written(f, stored)))
	default:
		f.Set(into, stored)
	}
}

func number[T any](r *reader, f *model.Field[T], into *T) {
	n, ok := r.j.Int()
	if !ok {
		return
	}
	stored, bad := f.Canonical(strconv.Itoa(n))
	if bad != nil {
		r.problem(*bad)
		return
	}
	f.Set(into, stored)
}

// multiple takes a whole number or "*".
func multiple[T any](r *reader, f *model.Field[T], into *T) {
	if r.j.Kind() != source.String {
		number(r, f, into)
		return
	}
	switch s, ok := r.j.Text(); {
	case ok && s == model.Any:
		f.Set(into, s)
	case ok:
		r.problem(lang.M("file.multiple", "name", f.Name))
	}
}

func (r *reader) list() model.List {
	var items []string
	for range r.j.Elements() {
		if s, ok := r.j.Text(); ok {
			items = append(items, s)
		}
	}
	return model.NewList(items...)
}

// share takes a number from 0 to 1.
func (r *reader) share(set func(hundredths string)) {
	f, ok := r.j.Float()
	switch {
	case !ok:
	case f < 0 || f > 1:
		r.problem(lang.M("file.share", "name", confName))
	default:
		set(strconv.Itoa(int(math.Round(f * whole))))
	}
}

// farthest is how far from the origin a place may lie, in px: a chain of 100,000 deliverables is a fifth of that long.
const farthest = 1e8

// spot takes a place.
func (r *reader) spot(set func(at string)) {
	begin, before := r.j.Next(), len(r.in.Problems)
	kind := r.j.Kind()
	if kind != source.Array && kind != source.None {
		r.j.Skip()
		r.in.Add(begin, "", lang.M("file.spot"))
		return
	}
	var xy [2]float64
	n, near := 0, true
	for i := range r.j.Elements() {
		f, _ := r.j.Float()
		near = near && math.Abs(f) <= farthest
		n = i + 1
		xy[min(i, 1)] = f
	}
	switch {
	case kind == source.None || len(r.in.Problems) > before || r.j.Broken():
	case n != len(xy) || !near:
		r.in.Add(begin, "", lang.M("file.spot"))
	default:
		p := model.PlaceAt(geom.Pt(xy[0], xy[1]))
		set(strconv.Itoa(p.X) + "," + strconv.Itoa(p.Y))
	}
}

// object takes any object as it is written.
func (r *reader) object(set func(raw string)) {
	if r.j.Kind() != source.Object {
		for range r.j.Members() { // which says what is wrong
		}
		return
	}
	if raw, ok := r.j.Raw(); ok && raw != "{}" {
		set(raw)
	}
}
