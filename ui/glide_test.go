package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

func TestTidyingGlidesThereAndChangesTheDocumentOnce(t *testing.T) {
	d := deskWith(t, flow)
	from, to := d.places()[d.id("A")], geom.Pt(300, 500)
	half := onTheWay(d.w.doc.Graph(), edit.Place{At: []edit.Placed{{ID: d.id("A"), At: model.PlaceAt(to)}}}, 0.5)
	assert.Equal(t, from.Add(to).Mul(0.5), half.At[0].At.Point())

	d.press("Ctrl+L")
	d.until("tidied", func() bool { return d.w.doc.Done() == "command.place" })
	steps, _ := d.w.doc.Steps()
	assert.Equal(t, 1, steps)
	assert.Nil(t, d.w.gliding)
	assert.False(t, d.w.canvas.Previewing())
}

func TestWhoeverGoesOnDoesNotWaitForAGlide(t *testing.T) {
	for what, do := range map[string]func(*desk){
		"a key":     func(d *desk) { d.press("Right") },
		"a letter":  func(d *desk) { d.text("x") },
		"an action": func(d *desk) { d.press("Ctrl+A") },
		"a press":   func(d *desk) { d.click(d.at("C")) },
	} {
		d := deskWith(t, flow)
		landed := 0
		d.w.gliding = func() { landed++ }
		do(d)
		assert.Equal(t, 1, landed, what)
	}
}
