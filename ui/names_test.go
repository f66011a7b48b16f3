package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const twoNames = `lang: ja
lang-alt: en
予約 {alt=reservation of a table by telephone} > 伝票 {alt=order slip in three copies}
伝票 > 料理 {alt=dish}
`

func TestLongerNamesAreToldOfAndTidyingMakesRoomForThem(t *testing.T) {
	d := deskWith(t, twoNames)
	before := d.bytes()
	d.w.run("names_alt")
	assert.Equal(t, before, d.bytes(), "a view changes no document")
	require.Positive(t, d.w.diagram.Crowded())
	assert.Contains(t, d.said(), "Ctrl+L makes room")
	d.press("Ctrl+L")
	d.until("tidied", func() bool { return d.bytes() != before })
	d.settle()
	for _, a := range d.w.diagram.Boxes {
		assert.Empty(t, d.w.diagram.Over(a.Node.ID), a.Node.NameAlt)
	}
	d.w.run("names_main")
	assert.Empty(t, d.said())
	assert.Zero(t, d.w.diagram.Crowded())
}

func TestWhatHasNoOtherNameIsCountedAndFound(t *testing.T) {
	d := deskWith(t, twoNames+"味見 > 料理\n")
	d.w.run("names_alt")
	assert.Contains(t, d.said(), "1 deliverable has no name in the other language")
	d.w.run("select_one_name")
	assert.Equal(t, "味見", d.sel())
}
