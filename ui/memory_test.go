package ui

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// heap is how much memory is held, bytes.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Each window that was closed left 33 MB behind: its picture, which the toolkit knew through the field of the bar, and fonts.
func TestClosedWindowsGiveBackTheirMemory(t *testing.T) {
	d := deskWith(t, "request list, (domain knowledge) > proposal")
	once := func() {
		w := d.app.newWindow()
		w.setDoc(d.w.doc)
		d.settle()
		w.close()
		d.settle()
	}
	once()
	before := heap()
	const n = 6
	for range n {
		once()
	}
	assert.Less(t, float64(heap())-float64(before), n*8e6)
}

// Fonts were read anew for each line that was typed, 14 MB a time.
func TestTypingKeepsNoMemory(t *testing.T) {
	d := newDesk(t)
	x := d.app.fyne.NewWindow("")
	defer x.Close()
	x.SetContent(d.w.bar.object)
	once := func(typed string) {
		d.w.bar.object.Refresh()
		d.w.bar.entry.SetText(typed)
		x.Canvas().Capture()
	}
	once("a")
	before := heap()
	const n = 6
	for i := range n {
		once(strings.Repeat("a", i))
	}
	assert.Less(t, float64(heap())-float64(before), n*2e6)
}
