package ui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
)

func init() { waits = time.Minute }

// folders makes a tree of files to choose from.
func folders(t *testing.T, files ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte("A > B\n"), 0o600))
	}
	return dir
}

func TestAFileIsChosenByKeys(t *testing.T) {
	dir := folders(t, "a.seika", "顧客/提案.seika", "顧客/見積.seika", "顧客/photo.jpg", ".hidden/x.seika", "zoo.seika")
	inside := filepath.Join(dir, "顧客")
	for keys, want := range map[string]string{
		"Down Enter Down Enter":                filepath.Join(inside, "提案.seika"),
		"Down Enter Down Down Enter":           filepath.Join(inside, "見積.seika"),
		"Down Enter Backspace Down Down Enter": filepath.Join(dir, "a.seika"), // Backspace in the empty field goes up
		"«ZOO» Enter":                          filepath.Join(dir, "zoo.seika"),
		"«顧» Enter «見積» Enter":                 filepath.Join(inside, "見積.seika"),
		"«顧客/» «提案.seika» Enter":               filepath.Join(inside, "提案.seika"),
		"«.hidden/x.seika» Enter":              filepath.Join(dir, ".hidden", "x.seika"),
		"«nothing» Enter":                      "",
		"«photo.jpg» Enter":                    "",
	} {
		t.Run(keys, func(t *testing.T) {
			d := deskWith(t, "A > B\n")
			chosen := ""
			b := &browser{w: d.w, dir: dir, ends: []string{".seika"}, then: func(path string) { chosen = path }}
			d.w.browse(lang.M("ui.open"), lang.M("ui.open"), b)
			d.words(keys)
			assert.Equal(t, want, chosen)
			assert.Len(t, d.w.boxes, map[bool]int{true: 1, false: 0}[want == ""])
			if want == "" {
				assert.Contains(t, b.said.Text, "There is no file or folder")
				d.press("Esc")
			}
			assert.Empty(t, d.w.boxes)
			assert.Equal(t, "canvas", d.focus())
		})
	}
}

func TestAFolderIsChosenByKeys(t *testing.T) {
	dir := folders(t, "a.seika", "b/c/d.seika")
	for keys, want := range map[string]string{
		"Enter":            dir,
		"Down Enter Enter": filepath.Join(dir, "b"),
		"«b/c/» Enter":     filepath.Join(dir, "b", "c"),
		"Esc":              "",
	} {
		t.Run(keys, func(t *testing.T) {
			d := deskWith(t, "A > B\n")
			chosen := ""
			d.w.askFolder(dir, func(path string) { chosen = path })
			d.words(keys)
			assert.Equal(t, want, chosen)
			assert.Empty(t, d.w.boxes)
		})
	}
}

// TestEscLeavesEveryPartOfADialogOfFiles, wherever in it the keyboard is.
func TestEscLeavesEveryPartOfADialogOfFiles(t *testing.T) {
	d := deskWith(t, "A > B\n")
	for _, id := range []string{"open", "changes", "side_by_side", "save_as", "export"} {
		for tabs := range 7 {
			d.w.run(id)
			require.Len(t, d.w.boxes, 1, id)
			for range tabs {
				d.press("Tab")
			}
			d.press("Esc")
			require.Empty(t, d.w.boxes, "%s, after %d Tab", id, tabs)
			require.Equal(t, "canvas", d.focus())
		}
	}
}

// TestAClickOnAFolderOpensIt and leaves the keyboard in the field.
func TestAClickOnAFolderOpensIt(t *testing.T) {
	d := deskWith(t, "A > B\n")
	b := &browser{w: d.w, dir: folders(t, "b/c.seika"), ends: []string{".seika"}, then: func(string) {}}
	d.w.browse(lang.M("ui.open"), lang.M("ui.open"), b)
	b.list.Select(0)
	d.flush()
	assert.Equal(t, []place{{"c.seika", false}}, b.shown)
	assert.Equal(t, -1, b.at)
	b.list.Select(0)
	d.flush()
	assert.Equal(t, 0, b.at)
	assert.Same(t, b.name, d.w.win.Canvas().Focused())
}

// TestASlowFolderKeepsNobodyWaiting: what is typed meanwhile counts, and a folder that was left before it was read does not.
func TestASlowFolderKeepsNobodyWaiting(t *testing.T) {
	dir := folders(t, "slow/alpha.seika", "slow/beta.seika", "zoo.seika")
	goOn, chosen := make(chan struct{}), ""
	readDir = func(name string) ([]os.DirEntry, error) {
		if filepath.Base(name) == "slow" {
			<-goOn
		}
		return os.ReadDir(name)
	}
	t.Cleanup(func() { readDir = os.ReadDir })
	d := deskWith(t, "A > B\n")
	b := &browser{w: d.w, dir: dir, ends: []string{".seika"}, then: func(path string) { chosen = path }}
	d.w.browse(lang.M("ui.open"), lang.M("ui.open"), b)
	impatient := func(words string) {
		long := waits
		waits = time.Millisecond
		d.words(words)
		waits = long
	}
	impatient("Down Enter")
	assert.Equal(t, "Reading …", b.said.Text)
	assert.Empty(t, b.shown)
	d.words("Backspace")
	assert.Len(t, b.shown, 2, "back where it came from")
	impatient("Down Enter «beta»")
	close(goOn)
	d.until("the folder was read", func() bool { return len(b.shown) == 1 })
	assert.Empty(t, b.said.Text)
	d.words("Enter")
	assert.Equal(t, filepath.Join(dir, "slow", "beta.seika"), chosen)
}

// TestADoubleClickTakesAFile, and goes into a folder by the first.
func TestADoubleClickTakesAFile(t *testing.T) {
	dir, chosen := folders(t, "b/c.seika"), ""
	d := deskWith(t, "A > B\n")
	b := &browser{w: d.w, dir: dir, ends: []string{".seika"}, then: func(path string) { chosen = path }}
	d.w.browse(lang.M("ui.open"), lang.M("ui.open"), b)
	b.click(0)
	assert.Equal(t, []place{{"c.seika", false}}, b.shown)
	assert.Empty(t, chosen)
	b.click(0)
	assert.Empty(t, chosen, "the second click of two that opened a folder takes nothing")
	b.click(0)
	assert.Equal(t, filepath.Join(dir, "b", "c.seika"), chosen)
}
