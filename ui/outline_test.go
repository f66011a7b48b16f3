package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/ui/panel"
)

// A model of a thousand took seconds for each edit, as each row painted all of them.
func TestTheOutlineOfALargeModelIsPaintedOnce(t *testing.T) {
	var model strings.Builder
	for i := range 300 {
		fmt.Fprintf(&model, "%s %d > Result %d\n", strings.Repeat("long ", 1+i*7%11), i, i)
	}
	d := deskWith(t, model.String())
	d.w.openSide(outlineTab)
	d.settle()
	list, ok := d.w.outline.Object().(*panel.List)
	require.True(t, ok)
	require.Greater(t, list.Length(), 300)
	made, filled, create, update := 0, 0, list.CreateItem, list.UpdateItem
	list.CreateItem = func() fyne.CanvasObject { made++; return create() }
	list.UpdateItem = func(i int, o fyne.CanvasObject) { filled++; update(i, o) }
	d.pick("Result 3")
	d.words("Shift+Tab «First» Enter") // all rows behind it move
	assert.Less(t, made, 50)
	assert.Less(t, filled, 250)
	assert.Contains(t, reads(d.w.outline.Object()), "First")
}
