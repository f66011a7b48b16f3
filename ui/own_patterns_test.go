package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheSelectionBecomesAPatternThatComesBackAtAnotherPlace(t *testing.T) {
	d := deskWith(t, "Draft, (Law) > Contract\nContract > Signature\nElse > Signature")
	d.pick("Draft", "Law", "Contract")
	d.w.run("save_pattern")
	d.press("Enter")
	assert.Equal(t, "bar", d.focus(), "a name is needed")
	d.text("法務")
	d.press("Enter")
	d.until("it is kept", func() bool { return len(d.app.own.names) == 1 })
	assert.Contains(t, d.said(), "法務")

	d.open("Offer > Order")
	d.pick("Order")
	d.press("Ctrl+T")
	d.text("法務")
	d.press("Enter")
	assert.Equal(t, "Draft, (Law), Offer > Order\n", d.lines(), "what is selected takes the main place")
	d.press("Ctrl+Z")
	assert.Equal(t, "Offer > Order\n", d.lines())

	d.pick("Offer")
	d.w.run("save_pattern")
	d.text("法務")
	d.press("Enter")
	d.until("a question", func() bool { return len(d.w.boxes) > 0 })
	d.button("Replace")
	d.until("it is kept", func() bool { return d.app.own.texts[0] == "Offer\n" })
}
