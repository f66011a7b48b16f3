package cli

import (
	"cmp"
	"slices"
	"strings"
)

// nearest lists the n names that look most like a word, the nearest first.
func nearest(word string, names []string, n int) []string {
	list := slices.Clone(names)
	word = strings.ToLower(word)
	slices.SortStableFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(distance(word, strings.ToLower(a)), distance(word, strings.ToLower(b))), cmp.Compare(a, b))
	})
	return list[:min(n, len(list))]
}

// distance counts the letters to change, add or drop to turn one word into another (Levenshtein). Of a long one only the
// start counts: nobody mistypes a hundred letters.
func distance(a, b string) int {
	const most = 64
	from, to := []rune(a), []rune(b)
	from, to = from[:min(most, len(from))], to[:min(most, len(to))]
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		before := row[0]
		row[0] = i + 1
		for j, q := range to {
			change := before
			if r != q {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, before+1, row[j]+1)
		}
	}
	return row[len(to)]
}
