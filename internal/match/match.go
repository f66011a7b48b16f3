// Package match finds what corresponds to what in two lists, by how alike the entries are. It knows neither models nor views.
package match

import (
	"cmp"
	"math"
	"slices"
)

// Dice is how alike two texts are, 0 to 1: their pairs of letters that agree (Dice 1945). Of single letters, whether they are
// the same.
func Dice(a, b string) float64 {
	if a == b {
		return 1
	}
	return PairsOf(a).Dice(PairsOf(b))
}

// Pairs are the pairs of letters of a text, sorted.
type Pairs []uint64

// PairsOf takes a text apart.
func PairsOf(s string) Pairs {
	letters := []rune(s)
	if len(letters) < 2 {
		return nil
	}
	list := make(Pairs, 0, len(letters)-1)
	for i := range len(letters) - 1 {
		list = append(list, uint64(letters[i])<<32|uint64(letters[i+1]))
	}
	slices.Sort(list)
	return list
}

// Dice is how alike two different texts are that were taken apart before.
func (x Pairs) Dice(y Pairs) float64 {
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	same, i, j := 0, 0, 0
	for i < len(x) && j < len(y) {
		switch c := cmp.Compare(x[i], y[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			same, i, j = same+1, i+1, j+1
		}
	}
	return 2 * float64(same) / float64(len(x)+len(y))
}

// exactly is the largest list for which the best assignment is found; above, the best pairs are taken first.
const exactly = 400

// Assign gives each row a column, or -1, so that the scores sum up to the most. Scores of 0 or less join nothing.
func Assign(scores [][]float64) []int {
	rows, columns := len(scores), 0
	for _, r := range scores {
		columns = max(columns, len(r))
	}
	if max(rows, columns) > exactly {
		return greedy(scores)
	}
	return hungarian(scores, rows, columns)
}

func greedy(scores [][]float64) []int {
	type cell struct{ r, c int }
	var list []cell
	to := make([]int, len(scores))
	for r, row := range scores {
		to[r] = -1
		for c, s := range row {
			if s > 0 {
				list = append(list, cell{r, c})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b cell) int { return cmp.Compare(scores[b.r][b.c], scores[a.r][a.c]) })
	taken := map[int]bool{}
	for _, x := range list {
		if to[x.r] < 0 && !taken[x.c] {
			to[x.r], taken[x.c] = x.c, true
		}
	}
	return to
}

// hungarian is the method of Kuhn and Munkres with potentials, for rows and columns numbered from 1.
func hungarian(scores [][]float64, rows, columns int) []int {
	n, m := rows, max(rows, columns)
	cost := func(i, j int) float64 {
		if j <= len(scores[i-1]) && scores[i-1][j-1] > 0 {
			return -scores[i-1][j-1]
		}
		return 0
	}
	u, v := make([]float64, n+1), make([]float64, m+1)
	rowOf, way := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		rowOf[0] = i
		j0 := 0
		least := make([]float64, m+1)
		used := make([]bool, m+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		for {
			used[j0] = true
			i0, delta, j1 := rowOf[j0], math.Inf(1), 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if c := cost(i0, j) - u[i0] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[rowOf[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			if j0 = j1; rowOf[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			rowOf[j0] = rowOf[way[j0]]
			j0 = way[j0]
		}
	}
	to := make([]int, rows)
	for i := range to {
		to[i] = -1
	}
	for j := 1; j <= m; j++ {
		if i := rowOf[j]; i > 0 && cost(i, j) < 0 {
			to[i-1] = j - 1
		}
	}
	return to
}
