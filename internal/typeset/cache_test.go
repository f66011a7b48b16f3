package typeset

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheCacheStaysWithinItsBounds(t *testing.T) {
	c := newCache[int, int](100)
	for i := range 10_000 {
		c.keep(i, i, 1)
		assert.LessOrEqual(t, len(c.young)+len(c.old), 100)
	}
	v, ok := c.find(9_999, 1)
	assert.True(t, ok)
	assert.Equal(t, 9_999, v)
	_, ok = c.find(1, 1)
	assert.False(t, ok)
}

func TestHugeTextsDoNotFillTheCache(t *testing.T) {
	c := newCache[int, int](100)
	for i := range 50 {
		c.keep(i, i, maxBytes/2)
	}
	assert.LessOrEqual(t, len(c.young)+len(c.old), 8)
}

func TestWhatIsInUseStaysCached(t *testing.T) {
	c := newCache[int, int](100)
	c.keep(-1, 1, 1)
	for i := range 1_000 {
		c.keep(i, i, 1)
		_, ok := c.find(-1, 1)
		assert.True(t, ok, "after %d others", i)
	}
}
