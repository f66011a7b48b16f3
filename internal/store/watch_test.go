package store_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"seika/internal/store"
)

func TestAChangeFromOutsideIsToldOnceAllIsQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		b.fs.Put(doc, []byte("one"))
		var told []store.Seen
		stop := b.Watch(doc, func(s store.Seen, _ []byte) { told = append(told, s) })
		defer stop()
		wait := func(d time.Duration) { time.Sleep(d); synctest.Wait() }
		wait(3 * time.Second)
		assert.Equal(t, []store.Seen{store.SumOf([]byte("one"))}, told, "what is there")
		told = nil

		b.fs.Put(doc, []byte("two"))
		wait(time.Second)
		assert.Equal(t, []store.Seen{store.SumOf([]byte("two"))}, told, "within a second")

		for range 5 {
			b.fs.Patch(doc, []byte("three"))
			wait(200 * time.Millisecond)
		}
		assert.Len(t, told, 1, "while somebody is writing")
		wait(time.Second)
		assert.Equal(t, store.SumOf([]byte("three")), told[1])

		b.fs.Delete(doc)
		wait(time.Second)
		assert.Equal(t, store.Nothing, told[2])
		b.fs.Put(doc, []byte("four"))
		wait(time.Second)
		assert.Len(t, told, 4)
		stop()
		b.fs.Put(doc, []byte("five"))
		wait(3 * time.Second)
		assert.Len(t, told, 4, "after the end")
	})
}

func TestWhatIsAtAPathIsLookedAt(t *testing.T) {
	b := newBench()
	assert.Equal(t, store.Nothing, b.Look("/nowhere/a.seika"), "without its folder, too")
	b.fs.Put(doc, []byte("one"))
	b.fs.Symlink(doc, "/home/b.seika")
	assert.Equal(t, store.SumOf([]byte("one")), b.Look("/home/b.seika"))
	b.fs.Mkdir("/home/c.seika")
	assert.Equal(t, store.Seen{}, b.Look("/home/c.seika"))
}
