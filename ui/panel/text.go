package panel

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/model"
	"seika/model/lines"
)

// TextHost is what the text pane needs of its window.
type TextHost interface {
	Graph() *model.Graph
	// Rewrite carries out what a changed text comes to.
	Rewrite(lines.Edit) bool
	// Pick selects what the line of the caret is about.
	Pick([]model.ID)
	// After has f called after a time.
	After(d time.Duration, f func()) (stop func())
	Keyboard() Keyboard
	Shortcut(fyne.Shortcut)
	Command(fyne.KeyName) bool
}

// textRest is how long the hands rest before a changed text is taken.
const textRest = 400 * time.Millisecond

// Text is the text pane: the document as Seika lines, to be read and changed. What the canvas does shows here at once, and
// what is typed here becomes an edit when the hands rest or leave.
type Text struct {
	lang   lang.Lang
	host   TextHost
	entry  *Entry
	wrong  *widget.Label
	object *fyne.Container
	shown  *model.Graph // whose lines stand in the field, as far as nothing was typed
	lines  []lines.Line
	typed  bool   // since lines were put there
	stop   func() // the clock of a change that waits
	quiet  bool   // the field is being filled
}

// NewText makes a text pane.
func NewText(l lang.Lang, h TextHost) *Text {
	t := &Text{lang: l, host: h, entry: NewEntry(h.Keyboard()), wrong: widget.NewLabel(""), stop: func() {}}
	t.entry.MultiLine = true
	t.entry.Wrapping = fyne.TextWrapOff
	t.entry.SetPlaceHolder(lang.Text(l, "text.example"))
	t.entry.OnChanged = func(string) { t.changed() }
	t.entry.OnCursorChanged = func() { t.follow() }
	t.entry.Key = func(k fyne.KeyName, _ fyne.KeyModifier) bool {
		return (k == fyne.KeyEscape || len(k) > 1 && k[0] == 'F') && h.Command(k)
	}
	t.entry.Pass = h.Shortcut
	t.entry.Focus = func(gained bool) {
		if !gained {
			t.Take()
			t.fill()
		}
	}
	t.wrong.Wrapping = fyne.TextWrapWord
	t.wrong.Importance = widget.DangerImportance
	t.wrong.Hide()
	t.object = container.NewBorder(nil, t.wrong, nil, nil, t.entry)
	return t
}

// Object is the pane.
func (t *Text) Object() fyne.CanvasObject { return t.object }

// Focusable is what takes the keyboard.
func (t *Text) Focusable() fyne.Focusable { return t.entry }

// Focused says that somebody types here.
func (t *Text) Focused() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(t.entry)
	return c != nil && c.Focused() == t.entry
}

// Show brings the text in step with the document. While somebody types, their lines stay as they wrote them.
func (t *Text) Show(selected []model.ID) {
	if !t.Focused() && t.shown != t.host.Graph() {
		t.fill()
	}
	if !t.Focused() {
		t.mark(selected)
	}
}

// fill puts the canonical lines into the field, unless a line is in it that could not be read.
func (t *Text) fill() {
	if t.typed && t.wrong.Visible() {
		return
	}
	t.shown = t.host.Graph()
	t.lines = lines.Plain(t.shown, nil)
	t.set(lines.PrintPlain(t.shown, nil))
	t.typed = false
}

func (t *Text) set(text string) {
	if t.entry.Text == text {
		return
	}
	row, column := t.entry.CursorRow, t.entry.CursorColumn
	t.quiet = true
	t.entry.SetText(text)
	rows := strings.Count(text, "\n")
	t.entry.CursorRow, t.entry.CursorColumn = min(row, rows), column
	t.entry.Refresh()
	t.quiet = false
}

// mark puts the caret on the first line about what is selected, which brings it into view.
func (t *Text) mark(selected []model.ID) {
	for i, l := range t.lines {
		if slices.ContainsFunc(selected, func(id model.ID) bool { return slices.Contains(l.IDs, id) }) {
			if t.entry.CursorRow != i {
				t.quiet = true
				t.entry.CursorRow, t.entry.CursorColumn = i, 0
				t.entry.Refresh()
				t.quiet = false
			}
			return
		}
	}
}

// changed follows the text while it is typed.
func (t *Text) changed() {
	if t.quiet {
		return
	}
	t.typed = true
	t.stop()
	t.stop = t.host.After(textRest, t.Take)
}

// Take makes an edit of what was typed. A line that cannot be read stays, says why, and does not stop the others.
func (t *Text) Take() {
	t.stop()
	t.stop = func() {}
	if !t.typed {
		return
	}
	e := lines.Pane(t.host.Graph(), t.entry.Text)
	var said []string
	for _, w := range e.Wrong {
		said = append(said, lang.Text(t.lang, "text.wrong", "line", w.Line, "why", w.Msg()))
	}
	t.wrong.SetText(strings.Join(said, "\n"))
	t.wrong.Hidden = len(said) == 0
	t.object.Refresh()
	if e.Command != nil {
		t.host.Rewrite(e)
	}
	t.shown = t.host.Graph()
	t.lines = lines.Plain(t.shown, nil)
}

// follow selects what the line of the caret is about.
func (t *Text) follow() {
	if t.quiet || !t.Focused() || t.typed && t.entry.Text != lines.PrintPlain(t.host.Graph(), nil) {
		return
	}
	if i := t.entry.CursorRow; i >= 0 && i < len(t.lines) && len(t.lines[i].IDs) > 0 {
		t.host.Pick(t.lines[i].IDs)
	}
}

// Text is what stands in the pane.
func (t *Text) Text() string { return t.entry.Text }

// Wrong is why lines cannot be read; "" where all can.
func (t *Text) Wrong() string {
	if !t.wrong.Visible() {
		return ""
	}
	return t.wrong.Text
}

// Type puts another text there as if it had been typed.
func (t *Text) Type(s string) { t.entry.SetText(s) }
