package layered_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/layout/layered"
)

func TestLeadingLinesAnewNeverCostsCrossings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := process(rapid.IntRange(2, 60).Draw(t, "nodes"), rapid.IntRange(0, 5).Draw(t, "groups"), rapid.Uint64().Draw(t, "seed"))
		before, after := layered.LedAnew(g, rapid.Bool().Draw(t, "ties"))
		require.LessOrEqual(t, after, before)
	})
}

func TestALineFindsItsWayThroughManyRanksAtOnce(t *testing.T) {
	// Three chains side by side, and a line from the middle of one to the end of another: wherever an order begins, that
	// line is led to a side, past as many ranks as it takes.
	g := graphOf(30, "0>1 1>2 2>3 3>4 4>5 5>6 6>7 7>8 8>9 10>11 11>12 12>13 13>14 14>15 15>16 16>17 17>18 18>19 "+
		"20>21 21>22 22>23 23>24 24>25 25>26 26>27 27>28 28>29 0>10 0>20 0>9 9>19 9>29")
	f := count(t, g, lay(t, g))
	_, after := layered.LedAnew(g, false)
	assert.Zero(t, f.Crossings)
	assert.LessOrEqual(t, after, 3)
}
