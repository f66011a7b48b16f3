package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/store"
	"seika/model"
)

func TestACopyKeepsItsArrangementInAnotherRunningEditor(t *testing.T) {
	disk := store.New(t.TempDir())
	disk.Go = func(f func()) { f() }
	one := newDeskOn(t, disk)
	one.open("A > B {private=secret}\n[G]: A, C")
	one.pick("A", "B") // A without its group
	one.press("Ctrl+C")
	text := one.app.fyne.Clipboard().Content()
	apart := one.places()[one.id("B")].Sub(one.places()[one.id("A")])
	one.until("kept", func() bool { _, _, err := disk.Copied(t.Context()); return err == nil })

	other := store.New(disk.State)
	other.Go = disk.Go
	two := newDeskOn(t, other)
	two.open("A > X")
	two.app.fyne.Clipboard().SetContent(text)
	two.app.lookForCopies() // as its window is gone to
	two.until("looked", func() bool { return two.app.copied.text != store.Seen{} })
	two.press("Ctrl+V")
	assert.Contains(t, two.lines(), "A 2 > B", "a copy, not what is there already")
	assert.Contains(t, two.bytes(), "secret")
	assert.Equal(t, apart, two.places()[two.id("B")].Sub(two.places()[two.id("A 2")]))

	two.press("Ctrl+V")
	assert.Contains(t, two.lines(), "A 3 > B 2", "as often as one likes")

	two.app.fyne.Clipboard().SetContent("A > Y\n")
	two.press("Ctrl+V")
	require.Contains(t, two.lines(), "A > Y", "other text is lines as ever")
}

func TestACopyIsPastedWherePeopleLook(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("A", "C")
	d.press("Ctrl+C", "Esc")
	d.w.canvas.Pan(geom.Pt(5000, 3000))
	seen := d.w.canvas.Seen()
	d.press("Ctrl+V")
	for _, n := range []string{"A 2", "C 2"} {
		assert.True(t, seen.Contains(d.places()[d.id(n)]), n)
	}
	assert.Equal(t, seen, d.w.canvas.Seen(), "the view stays")
	was := d.places()[d.id("A")].Sub(d.places()[d.id("C")])
	assert.Equal(t, was, d.places()[d.id("A 2")].Sub(d.places()[d.id("C 2")]))
}

func TestAGroupIsCopiedCutAndDuplicatedWithAllThatIsInIt(t *testing.T) {
	d := deskWith(t, "A > B\n[G]: A, B")
	before := d.bytes()
	group := func() {
		for p := range d.w.doc.Graph().Groups() {
			if p.Name == "G" {
				d.w.selectIDs([]model.ID{p.ID})
			}
		}
	}
	group()
	d.press("Ctrl+C")
	assert.Contains(t, d.app.fyne.Clipboard().Content(), "[G]: A, B")
	assert.Contains(t, d.said(), "2 deliverables")
	d.press("Ctrl+V")
	assert.Contains(t, d.lines(), "[G 2]: A 2, B 2")
	assert.Contains(t, d.lines(), "A 2 > B 2")
	assert.Equal(t, "G 2", d.sel(), "the whole")
	d.press("Ctrl+Z")
	group()
	d.press("Ctrl+D")
	assert.Contains(t, d.lines(), "[G 2]: A 2, B 2")
	d.press("Ctrl+Z")
	require.Equal(t, before, d.bytes())
	group()
	d.press("Ctrl+X")
	assert.Zero(t, d.w.doc.Graph().NodeCount()+d.w.doc.Graph().GroupCount())
	d.press("Ctrl+V")
	assert.Contains(t, d.lines(), "[G]: A, B")
}

func TestMakingAndNamingAreOneStep(t *testing.T) {
	for what, do := range map[string]func(*desk){
		"group":     func(d *desk) { d.pick("A", "B"); d.press("Ctrl+G"); d.text("X"); d.press("Enter") },
		"duplicate": func(d *desk) { d.pick("A"); d.press("Ctrl+D"); d.text("X"); d.press("Enter") },
	} {
		d := deskWith(t, "A > B")
		before := d.bytes()
		do(d)
		require.Contains(t, d.lines(), "X", what)
		d.press("Ctrl+Z")
		assert.Equal(t, before, d.bytes(), what)
		d.press("Ctrl+Y")
		assert.Contains(t, d.lines(), "X", what)
		d.press("F2")
		d.text("Y")
		d.press("Enter", "Ctrl+Z")
		assert.NotEqual(t, before, d.bytes(), "%s: another name later is a step of its own", what)
	}
}
