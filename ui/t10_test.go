package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/model"
	"seika/model/lines"
	"seika/ui/tool"
)

// keysOf reads a script of keys: one step a line, words between blanks. «…» is a name, which an input method or fingers
// bring in and which does not count; a single character is typed; other words are keys. % begins a remark.
func keysOf(t *testing.T, name string) [][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "ui", name))
	require.NoError(t, err)
	var steps [][]string
	for line := range strings.Lines(string(b)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] != "%" {
			steps = append(steps, words)
		}
	}
	return steps
}

// play does the steps of a script, and checks after each that no box has moved that was there before.
func (d *desk) play(t *testing.T, steps [][]string) {
	for _, words := range steps {
		before := d.places()
		for _, w := range words {
			switch {
			case strings.HasPrefix(w, "«"):
				d.text(strings.Trim(w, "«»"))
			case len([]rune(w)) == 1:
				d.presses++
				d.withMods++
				if strings.Contains("~!@#$%^&*()_+{}|:\"<>?", w) {
					d.withMods++
				}
				d.text(w)
			default:
				d.press(w)
			}
		}
		after := d.places()
		for id, at := range before {
			assert.Equal(t, at, after[id], "%v moved %s", words, id)
		}
	}
}

// wantT10 is the reference model as lines.
func wantT10(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "lines", "T10.seika.txt"))
	require.NoError(t, err)
	g, err := parse(context.Background(), string(b))
	require.NoError(t, err)
	return lines.PrintPlain(g, nil)
}

func TestTheReferenceTaskByKeysAlone(t *testing.T) {
	for _, c := range []struct {
		script            string
		presses, withMods int // as interaction.md counts them
		limit             int
	}{
		{"t10-line.keys", 32, 43, 43},
		{"t10-canvas.keys", 34, 41, 50},
	} {
		t.Run(c.script, func(t *testing.T) {
			d := newDesk(t)
			d.play(t, keysOf(t, c.script))
			assert.Equal(t, wantT10(t), d.lines())
			assert.Equal(t, c.presses, d.presses, "presses")
			assert.Equal(t, c.withMods, d.withMods, "with modifiers")
			assert.LessOrEqual(t, d.withMods, c.limit)
			assert.Zero(t, d.pointer, "pointer events")

			last := d.bytes()
			steps, _ := d.w.doc.Steps()
			for range steps {
				d.press("Ctrl+Z")
			}
			assert.Equal(t, deskEmpty(t), d.bytes(), "undone to the beginning")
			for range steps {
				d.press("Ctrl+Y")
			}
			assert.Equal(t, last, d.bytes(), "redone to the end")
		})
	}
}

func deskEmpty(t *testing.T) string {
	t.Helper()
	return (&desk{w: &Window{doc: model.NewDoc(model.Empty())}}).bytes()
}

func TestTheReferenceTaskWithThePointer(t *testing.T) {
	d := newDesk(t)
	name := func(s string) {
		d.text(s)
		d.press("Enter")
	}
	handle := func(of string, side tool.Side) fyne.Position {
		b, _ := d.w.diagram.Box(d.id(of))
		d.hover(d.at(of))
		return d.w.canvas.ToWidget(tool.HandleAt(b.Rect, side, d.w.doc.Graph().Meta().Direction, d.w.canvas.Zoom()))
	}
	grow := func(of string, side tool.Side, new string) {
		d.click(handle(of, side))
		name(new)
	}
	join := func(of string, side tool.Side, to string) {
		d.drag(handle(of, side), d.at(to), desktop.MouseButtonPrimary)
	}

	d.w.leaveStart()
	middle := fyne.NewPos(300, 300)
	d.click(middle)
	d.click(middle) // twice: a new deliverable there
	name("要望リスト")
	grow("要望リスト", tool.Output, "要件案")
	grow("要件案", tool.Input, "(業界知識)")
	grow("要件案", tool.Input, "利用データ")
	grow("要件案", tool.Output, "追加機能案")
	grow("追加機能案", tool.Input, "(開発ノウハウ)")
	grow("追加機能案", tool.Output, "レビュー記録")
	grow("レビュー記録", tool.Input, "(レビュー観点)")
	grow("レビュー記録", tool.Output, "承認結果")
	join("追加機能案", tool.Partner, "承認結果")
	grow("承認結果", tool.Output, "リリース計画")
	join("要件案", tool.Output, "リリース計画")
	join("利用データ", tool.Output, "リリース計画")
	assert.Equal(t, wantT10(t), d.lines())
	t.Logf("%d pointer events", d.pointer)
}
