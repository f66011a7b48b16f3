package match_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"seika/internal/match"
)

func TestHowAlikeTwoTextsAre(t *testing.T) {
	assert.Equal(t, 1.0, match.Dice("見積書", "見積書"))
	assert.Equal(t, 0.8, match.Dice("見積書", "見積書案"))
	assert.Zero(t, match.Dice("見積書", "契約"))
	assert.Zero(t, match.Dice("a", "b"))
	assert.Zero(t, match.Dice("", "b"))
}

func TestTheBestAssignmentIsFound(t *testing.T) {
	assert.Equal(t, []int{1, 0}, match.Assign([][]float64{{0.9, 0.8}, {0.9, 0.1}}))
	assert.Equal(t, []int{-1, 0}, match.Assign([][]float64{{0.1}, {0.9}}))
	assert.Equal(t, []int{-1}, match.Assign([][]float64{{0, -1}}))
	assert.Empty(t, match.Assign(nil))
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 5).Draw(t, "columns")
		scores := make([][]float64, rows)
		for i := range scores {
			for range columns {
				scores[i] = append(scores[i], float64(rapid.IntRange(0, 9).Draw(t, "score")))
			}
		}
		sum := 0.0
		for r, c := range match.Assign(scores) {
			if c >= 0 {
				sum += scores[r][c]
			}
		}
		assert.InDelta(t, best(scores, 0, 0), sum, 1e-9)
	})
}

// best tries all.
func best(scores [][]float64, row int, taken uint) float64 {
	if row == len(scores) {
		return 0
	}
	most := best(scores, row+1, taken)
	for c, s := range scores[row] {
		if taken>>c&1 == 0 {
			most = max(most, s+best(scores, row+1, taken|1<<c))
		}
	}
	return most
}
