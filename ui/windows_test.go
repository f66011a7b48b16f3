package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/model"
	"seika/model/edit"
)

// listedWindows are the windows in the Window menu as it is now; the one with a tick has a star.
func (w *Window) listedWindows() (all []string) {
	for i, m := range w.win.MainMenu().Items {
		if menus[i] != menuWindow {
			continue
		}
		for _, item := range m.Items[4:] {
			if item.IsSeparator {
				continue
			}
			name := item.Label
			if item.Checked {
				name += "*"
			}
			all = append(all, name)
		}
	}
	return all
}

func TestTheWindowMenuListsTheWindows(t *testing.T) {
	d := deskWith(t, flow)
	first := d.w
	assert.Empty(t, first.listedWindows(), "one needs no list")
	d.press("Ctrl+N")
	require.Len(t, d.app.windows, 2)
	second := d.app.windows[1]
	require.True(t, second.do(edit.Describe{Meta: model.Meta{Title: "Plan"}}))
	assert.Equal(t, []string{"Untitled*", "Plan"}, first.listedWindows())
	assert.Equal(t, []string{"Untitled", "Plan*"}, second.listedWindows())
	second.close()
	assert.Empty(t, first.listedWindows())
}
