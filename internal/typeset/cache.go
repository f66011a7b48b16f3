package typeset

import "sync"

// Bounds of the caches, together some 40 MB at worst.
const (
	maxTexts    = 20_000
	maxOutlines = 8_000
	maxBytes    = 1 << 20 // of text in a generation, so that a few huge texts cannot fill the memory
)

// cache keeps what was made, in two generations. When the young one is full the old one is dropped; what was asked for in the
// meantime has become young again.
type cache[K comparable, V any] struct {
	mu         sync.Mutex
	most       int // entries in a generation
	young, old map[K]V
	bytes      int // of text in the young generation
}

func newCache[K comparable, V any](most int) *cache[K, V] {
	return &cache[K, V]{most: most / 2, young: map[K]V{}}
}

// find looks for a value that takes about so many bytes of text.
func (c *cache[K, V]) find(k K, bytes int) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.young[k]
	if ok {
		return v, true
	}
	v, ok = c.old[k]
	if ok {
		c.add(k, v, bytes)
	}
	return v, ok
}

// keep stores a value that takes about so many bytes of text.
func (c *cache[K, V]) keep(k K, v V, bytes int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(k, v, bytes)
}

func (c *cache[K, V]) add(k K, v V, bytes int) {
	if len(c.young) >= c.most || c.bytes > maxBytes {
		c.old, c.young, c.bytes = c.young, map[K]V{}, 0
	}
	c.young[k] = v
	c.bytes += bytes
}
