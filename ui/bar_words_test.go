package ui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fyne.io/fyne/v2"

	"seika/internal/golden"
)

// TestWhatTheBarSaysFitsBesideIt goes through all that can be wrong with a line. In the smallest window three lines have room
// beside the field; a fourth would lie over the status.
func TestWhatTheBarSaysFitsBesideIt(t *testing.T) {
	const most = 3
	d := deskWith(t, flow)
	d.w.win.Resize(fyne.NewSize(840, 520))
	d.w.bar.hold(strings.Repeat("word ", 30))
	require.Greater(t, strings.Count(d.w.bar.message.Text, "\n"), most, "the message is broken into lines")
	place := regexp.MustCompile(`\{[a-z]+\}`)
	for _, lang := range []string{"en", "ja"} {
		for _, table := range []string{"lines", "model"} {
			text, err := os.ReadFile(filepath.Join(golden.Root(t), "internal", "lang", "words", lang, table+".json"))
			require.NoError(t, err)
			var words map[string]string
			require.NoError(t, json.Unmarshal(text, &words))
			for key, w := range words {
				if strings.HasPrefix(key, "model.bad.choice") || strings.HasPrefix(key, "command.") {
					continue // the first lists what there is
				}
				d.w.bar.hold(place.ReplaceAllString(w, "契約書"))
				assert.LessOrEqual(t, 1+strings.Count(d.w.bar.message.Text, "\n"), most, "%s, %s: %s", key, lang, d.w.bar.message.Text)
			}
		}
	}
}
