package store_test

import (
	"maps"
	"slices"
	"sync"
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
		var mu sync.Mutex // the watch tells from a worker
		var all []store.Seen
		stop := b.Watch(doc, func(s store.Seen, _ []byte) {
			mu.Lock()
			defer mu.Unlock()
			all = append(all, s)
		})
		told := func() []store.Seen {
			mu.Lock()
			defer mu.Unlock()
			return slices.Clone(all)
		}
		defer stop()
		wait := func(d time.Duration) { time.Sleep(d); synctest.Wait() }
		wait(3 * time.Second)
		assert.Equal(t, []store.Seen{store.SumOf([]byte("one"))}, told(), "what is there")

		b.fs.Put(doc, []byte("two"))
		wait(time.Second)
		assert.Equal(t, []store.Seen{store.SumOf([]byte("one")), store.SumOf([]byte("two"))}, told(), "within a second")

		for range 5 {
			b.fs.Patch(doc, []byte("three"))
			wait(200 * time.Millisecond)
		}
		assert.Len(t, told(), 2, "while somebody is writing")
		wait(time.Second)
		assert.Equal(t, store.SumOf([]byte("three")), told()[2])

		b.fs.Delete(doc)
		wait(time.Second)
		assert.Equal(t, store.Nothing, told()[3])
		b.fs.Put(doc, []byte("four"))
		wait(time.Second)
		assert.Len(t, told(), 5)
		stop()
		b.fs.Put(doc, []byte("five"))
		wait(3 * time.Second)
		assert.Len(t, told(), 5, "after the end")
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

func TestACopyThatComesToLieBesideAFileIsToldOfOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		b.fs.Put("/home/a.seika", []byte("one"))
		b.fs.Put("/home/a (1).seika", []byte("an old copy"))
		var mu sync.Mutex // the watch tells from a worker
		all := map[string]string{}
		stop := b.WatchCopies("/home/a.seika", func(path string, data []byte) {
			mu.Lock()
			defer mu.Unlock()
			assert.NotContains(t, all, path)
			all[path] = string(data)
		})
		told := func() map[string]string {
			mu.Lock()
			defer mu.Unlock()
			return maps.Clone(all)
		}
		defer stop()
		wait := func(d time.Duration) { time.Sleep(d); synctest.Wait() }
		wait(5 * time.Second)
		assert.Empty(t, told(), "what was there")

		for name, text := range map[string]string{
			"a (Eva's conflicted copy 2026-11-29).seika": "two", "a-LAPTOP7.seika": "three", "a.sync-conflict-20261129-101500.seika": "four",
			"a（2）.seika": "five", "ab.seika": "another document", "a (1).txt": "a text", "a2.seika": "the next one",
		} {
			b.fs.Put("/home/"+name, []byte(text))
		}
		wait(7 * time.Second)
		want := map[string]string{
			"/home/a (Eva's conflicted copy 2026-11-29).seika": "two", "/home/a-LAPTOP7.seika": "three",
			"/home/a.sync-conflict-20261129-101500.seika": "four", "/home/a（2）.seika": "five",
		}
		assert.Equal(t, want, told())

		b.fs.Delete("/home/a-LAPTOP7.seika")
		wait(3 * time.Second)
		mu.Lock()
		delete(all, "/home/a-LAPTOP7.seika")
		mu.Unlock()
		for i := range 4 {
			b.fs.Put("/home/a-LAPTOP7.seika", []byte{'a' + byte(i)})
			wait(2 * time.Second)
			assert.NotContains(t, told(), "/home/a-LAPTOP7.seika", "while it is being written")
		}
		wait(4 * time.Second)
		assert.Equal(t, "d", told()["/home/a-LAPTOP7.seika"], "one that comes again")
	})
}
