package model

import (
	"slices"
	"sort"
)

// index is an immutable row of records in the order of their keys. A new version shares every record it does not change.
// Records are kept behind pointers that nobody else ever sees.
type index[K comparable, T comparable] struct {
	key  func(*T) K
	cmp  func(a, b K) int
	rows []*T
}

// seek is the first row whose key is not below k.
func (x index[K, T]) seek(k K) int {
	return sort.Search(len(x.rows), func(i int) bool { return x.cmp(x.key(x.rows[i]), k) >= 0 })
}

func (x index[K, T]) find(k K) (*T, bool) {
	i := x.seek(k)
	if i < len(x.rows) && x.key(x.rows[i]) == k {
		return x.rows[i], true
	}
	return nil, false
}

// span is the rows whose keys cmp places within the range that in accepts; in answers as a comparison does.
func (x index[K, T]) span(in func(K) int) []*T {
	from := sort.Search(len(x.rows), func(i int) bool { return in(x.key(x.rows[i])) >= 0 })
	n := sort.Search(len(x.rows)-from, func(i int) bool { return in(x.key(x.rows[from+i])) > 0 })
	return x.rows[from : from+n]
}

// with is the index after the staged records: nil stands for a dropped one. It costs a copy of the pointers and a search
// for each staged record.
func (x index[K, T]) with(staged map[K]*T) index[K, T] {
	if len(staged) == 0 {
		return x
	}
	keys := make([]K, 0, len(staged))
	for k := range staged {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, x.cmp)
	rows := make([]*T, 0, len(x.rows)+len(staged))
	done := 0
	for _, k := range keys {
		at := done + index[K, T]{x.key, x.cmp, x.rows[done:]}.seek(k)
		rows = append(rows, x.rows[done:at]...)
		if at < len(x.rows) && x.key(x.rows[at]) == k {
			at++
		}
		if r := staged[k]; r != nil {
			rows = append(rows, r)
		}
		done = at
	}
	x.rows = append(rows, x.rows[done:]...)
	return x
}
