package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
)

// leak sends keys of a composition: they reach the window without their characters.
func (d *desk) leak(keys string) {
	for _, r := range keys {
		d.w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(r)})
	}
}

func (d *desk) commit(text string) {
	for _, r := range text {
		d.w.win.Canvas().Focused().TypedRune(r)
	}
}

// bare sends a key and lets no time pass.
func (d *desk) bare(names ...fyne.KeyName) {
	for _, n := range names {
		d.key(n, 0)
	}
}

const space, enter = fyne.KeySpace, fyne.KeyReturn

// TestCompositions plays the cases of canvas.md §7.4 into bar and canvas, in the orders that were recorded: text right after
// the Enter that commits it, and one turn of the event loop later.
func TestCompositions(t *testing.T) {
	d := newDesk(t)
	for _, late := range []time.Duration{0, 16 * time.Millisecond} {
		commit := func(text string) {
			d.pass(late)
			d.commit(text)
			d.pass(30 * time.Millisecond)
		}
		naming := func() {
			d.open(flow)
			d.pick("D")
			d.words("Tab")
		}
		for _, c := range []struct {
			name string
			play func()
			text string // in the bar then; "-" is that the name was accepted
			made string // names of deliverables that are there beside the model's
		}{
			{"1 plain", func() { d.bare(); d.text("ab"); d.press("Enter") }, "-", "ab"},
			{"2 the committing Enter", func() { d.leak("NIHONGO"); d.bare(space, enter); commit("日本語") }, "日本語", ""},
			{"2 and accept", func() { d.leak("NIHONGO"); d.bare(space, enter); commit("日本語"); d.press("Enter") }, "-", "日本語"},
			{"3 Backspace in a composition", func() {
				d.commit("日本語")
				d.leak("KAKI")
				d.bare(fyne.KeyBackspace, enter)
				commit("か")
			}, "日本語か", ""},
			{"4 three Backspaces for two keys", func() {
				d.commit("日本語")
				d.leak("KA")
				d.bare(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
			}, "日本", ""},
			{"5 Esc Esc Enter", func() {
				d.commit("日本語")
				d.leak("SA")
				d.bare(fyne.KeyEscape, fyne.KeyEscape)
				d.press("Enter")
			}, "-", "日本語"},
			{"Shift+Space turns the method off", func() { d.commit("案"); d.key(space, shift); d.press("Enter") }, "-", "案"},
			{"and belongs to a composition there is", func() { d.leak("KA"); d.key(space, shift); d.bare(enter); commit("か") }, "か", ""},
			{"6 Tab chooses", func() { d.leak("TA"); d.bare(fyne.KeyTab, enter); commit("た") }, "た", ""},
			{"9 words at speed", func() {
				for range 3 {
					d.leak("NEKO")
					d.bare(space, enter)
					commit("猫")
				}
				d.press("Enter")
			}, "-", "猫猫猫"},
			{"a composition the window never saw", func() { d.commit("日"); d.bare(enter); commit("本") }, "日本", ""},
			{"a full-width bracket names know-how", func() { d.leak("("); d.bare(enter); commit("（勘）"); d.press("Enter") }, "-", "勘"},
		} {
			t.Run(c.name, func(t *testing.T) {
				d.t = t
				naming()
				c.play()
				d.settle()
				if c.text == "-" {
					assert.Equal(t, "canvas", d.focus(), "accepted")
				} else {
					assert.Equal(t, c.text, d.w.bar.entry.Text)
					assert.Equal(t, "bar", d.focus(), "not accepted")
				}
				if c.made != "" {
					d.id(c.made)
					assert.Equal(t, 6, d.w.doc.Graph().NodeCount())
				} else {
					assert.Equal(t, 5, d.w.doc.Graph().NodeCount())
				}
			})
		}
		t.Run("7 the canvas: the bar opens with all of it, and no command ran", func(t *testing.T) {
			d.t = t
			d.open(flow)
			before := d.bytes()
			d.leak("KYOUHA")
			d.bare(space, enter)
			commit("今日は")
			assert.Equal(t, "今日は", d.w.bar.entry.Text)
			assert.Equal(t, before, d.bytes())
			assert.False(t, d.w.canvas.Busy())
			assert.Empty(t, d.sel())
			d.press("Enter")
			d.id("今日は")
		})
		t.Run("8 a click does not end a composition", func(t *testing.T) {
			d.t = t
			d.open(flow)
			d.leak("NEKO")
			d.click(fyne.NewPos(700, 500))
			d.bare(enter)
			commit("ねこ")
			assert.Equal(t, "ねこ", d.w.bar.entry.Text)
			assert.Equal(t, 5, d.w.doc.Graph().NodeCount())
		})
	}
}

func TestSpaceChoosesAWordAndDoesNotPan(t *testing.T) {
	d := deskWith(t, flow)
	before := d.w.canvas.View()
	d.leak("KA")
	d.w.canvas.KeyDown(&fyne.KeyEvent{Name: space})
	d.bare()
	d.drag(fyne.NewPos(600, 400), fyne.NewPos(500, 300), main)
	assert.Equal(t, before, d.w.canvas.View())
}
