package ui

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"seika/internal/lang"
	"seika/internal/table"

	"seika/ui/panel"
)

// bar is the entry bar: the one fixed place where text is typed, whatever it is for. Messages stand at its right.
type bar struct {
	w       *Window
	object  fyne.CanvasObject
	chip    *panel.Prose
	entry   *panel.Entry
	field   *container.ThemeOverride // around the entry: its letters are larger
	message *panel.Prose
	until   func() // stops the clock that takes the message away

	mode    mode // nil when nothing is being typed
	edited  bool // by the person, since the field was filled
	draft   string
	wrong   bool // the draft was entered, and could not be read
	history []string
	at      int // in history, while walking it
}

// mode is what the text in the bar is for.
type mode interface {
	// chip says what is asked for.
	chip() lang.Msg
	// example stands grey in the empty field; the zero message for none.
	example() lang.Msg
	// typed follows the text while it is typed.
	typed(text string)
	// accept takes the text; false keeps it in the bar.
	accept(text string) bool
	// key takes a key that means something special in this mode.
	key(k fyne.KeyName, m fyne.KeyModifier, text string) bool
	// leave ends the mode without accepting the text.
	leave(text string)
	// numbers says whether the canvas shows the numbers of deliverables.
	numbers() bool
}

// messageTime is how long a message stays.
const messageTime = 6 * time.Second

// barHeight is the height of the bar in px of the screen.
const barHeight = 48

func newBar(w *Window) *bar {
	b := &bar{w: w}
	b.chip = panel.NewProse("")
	b.chip.TextStyle.Bold = true
	b.chip.Most = 2
	b.message = panel.NewProse("")
	b.message.SizeName = theme.SizeNameCaptionText
	b.entry = panel.NewEntry(w.keys)
	b.entry.Key = func(k fyne.KeyName, m fyne.KeyModifier) (all bool) {
		w.app.guard(func() { all = b.key(k, m) })
		return all
	}
	b.entry.Pass = func(s fyne.Shortcut) { w.app.guard(func() { w.shortcut(s) }) }
	b.entry.OnChanged = func(s string) { w.app.guard(func() { b.typed(s) }) }
	b.entry.Pasted = func(s string) bool { return b.pasted(s) }
	b.entry.Focus = func(gained bool) {
		switch {
		case gained && b.mode == nil:
			w.app.guard(func() { w.openLine(b.draft, b.draft, true) })
		case !gained:
			w.app.post(b.left) // Fyne is in the middle of it now
		}
	}
	b.field = container.NewThemeOverride(b.entry, look{choice: w.app.theme, text: barSize})
	b.object = container.New(barLayout{}, canvas.NewRectangle(color.Transparent), b.chip, newCalm(b.field), b.message)
	return b
}

// themed follows a change of theme.
func (b *bar) themed() {
	b.field.Theme = look{choice: b.w.app.theme, text: barSize}
	b.field.Refresh()
}

// relabel follows a change of language.
func (b *bar) relabel() {
	b.label()
	if b.mode != nil && b.w.rows.shown() {
		b.mode.typed(b.entry.Text)
	}
}

// label says what is asked for, and shows an example in the empty field.
func (b *bar) label() {
	m := b.mode
	if m == nil {
		m = &lineMode{w: b.w}
	}
	if chip := m.chip(); b.mode == nil && b.draft != "" {
		b.chipSays(b.w.app.text(lang.M("bar.left")))
	} else {
		b.chipSays(b.w.app.text(chip))
	}
	example := ""
	if e := m.example(); !e.Zero() {
		example = b.w.app.text(e)
	}
	b.entry.SetPlaceHolder(example)
}

// chipSays has the chip say something, in smaller letters on two lines where it is too long for one.
func (b *bar) chipSays(text string) {
	room := min(b.w.win.Canvas().Size().Width*chipShare, chipMost) - 2*theme.InnerPadding() - theme.Padding()
	b.chip.SizeName = theme.SizeNameText
	if fyne.MeasureText(text, textSize, b.chip.TextStyle).Width > room {
		b.chip.SizeName = theme.SizeNameCaptionText
	}
	b.chip.SetText(text)
	b.object.Refresh()
}

// open begins a mode with some text in the bar, the caret at its end. What was being typed before is left.
func (b *bar) open(m mode, text string) {
	shown := b.showsNumbers()
	if b.mode != nil {
		old := b.mode
		b.mode = nil
		old.leave(b.entry.Text)
	}
	b.mode = m
	b.at = len(b.history)
	b.label()
	b.say("")
	b.w.rows.hide()
	b.set(text)
	m.typed(text)
	b.focus()
	if m.numbers() || shown {
		b.w.askMarks()
	}
	b.w.status.show()
}

// set puts text into the field with the caret at its end.
func (b *bar) set(text string) {
	changed := b.entry.OnChanged
	b.entry.OnChanged = nil
	b.entry.SetText(text)
	b.entry.OnChanged = changed
	end := len([]rune(text))
	b.entry.Mark(end, end)
	b.edited = false
}

// focused says that the keyboard is in the bar.
func (b *bar) focused() bool { return b.w.win.Canvas().Focused() == b.entry }

func (b *bar) focus() {
	if c := b.w.win.Canvas(); c != nil && c.Focused() != b.entry {
		c.Focus(b.entry)
	}
}

// close ends the mode and gives the keyboard back to the canvas. A line that was left stays to be seen.
func (b *bar) close() {
	shown := b.showsNumbers()
	b.w.stopTyping()
	b.mode = nil
	b.w.rows.hide()
	b.set(b.draft)
	b.label()
	if shown {
		b.w.askMarks()
	}
	if b.focused() || b.w.covered() { // under a dialog or a menu the keyboard would come back here
		b.w.ToCanvas()
	}
	b.w.status.show()
}

// cancel leaves the mode without effect.
func (b *bar) cancel() {
	if m := b.mode; m != nil {
		b.mode = nil
		m.leave(b.entry.Text)
		b.mode = m
	}
	b.close()
}

// left ends what was being typed if something else in the window has taken the keyboard.
func (b *bar) left() {
	if f := b.w.win.Canvas().Focused(); f != nil && f != b.entry && !b.w.covered() {
		b.abandon()
	}
}

// abandon ends what is typed to look for something, and leaves a line to be gone on with, as people have turned to something
// else. Names and answers stay: what is pressed may be about them.
func (b *bar) abandon() {
	switch m := b.mode.(type) {
	case *lineMode, *commandMode, *pickMode, *fixMode:
	case *findMode:
		m.back = b.w.canvas.Place() // what was found stays in view
	default:
		return
	}
	b.cancel()
}

func (b *bar) typed(text string) {
	if b.mode == nil && b.focused() { // as in key
		b.open(&lineMode{w: b.w, stay: true}, text)
	}
	b.edited = true
	if b.mode != nil {
		b.mode.typed(text)
	}
	b.w.followTyping(text)
}

// naming says that an element is being named.
func (b *bar) naming() bool {
	switch b.mode.(type) {
	case *nameMode, *labelMode:
		return true
	}
	return false
}

func (b *bar) showsNumbers() bool { return b.mode != nil && b.mode.numbers() }

func (b *bar) key(k fyne.KeyName, m fyne.KeyModifier) bool {
	if b.mode == nil { // it ended while a dialog or menu had the keyboard, which has come back here
		if k == fyne.KeyEscape {
			b.w.ToCanvas()
			return true
		}
		b.open(&lineMode{w: b.w, stay: true}, b.entry.Text)
	}
	text := b.entry.Text
	if b.withheld(k) {
		b.w.say(lang.M("bar.accept_ctrl"))
		return true
	}
	if b.mode.key(k, m, text) {
		return true
	}
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.accept(text)
		return true
	case fyne.KeyEscape:
		b.cancel()
		return true
	case fyne.KeyUp, fyne.KeyDown:
		b.walk(k == fyne.KeyUp)
		return true
	case fyne.KeyPageUp, fyne.KeyPageDown:
		return b.w.rows.shown()
	}
	return b.w.functionKey(k, m)
}

// withheld says that a key is the input method's alone, by the choice of the user: nothing is accepted by it.
func (b *bar) withheld(k fyne.KeyName) bool {
	if k != fyne.KeyReturn && k != fyne.KeyEnter && k != fyne.KeyTab || !b.w.app.acceptsByCtrl() {
		return false
	}
	switch b.mode.(type) {
	case *nameMode, *labelMode, *lineMode, *answerMode, *whomMode:
		return true
	}
	return false
}

func (b *bar) accept(text string) bool {
	m := b.mode
	if m == nil || !m.accept(text) { // no mode where what was to begin is refused, as a line is in what-if
		return false
	}
	if b.mode == m {
		b.close()
	}
	return true
}

// remember keeps a line to be walked back to.
func (b *bar) remember(text string) {
	if n := len(b.history); strings.TrimSpace(text) != "" && (n == 0 || b.history[n-1] != text) {
		b.history = append(b.history, text)
	}
	b.at = len(b.history)
}

// keep has a line that was left stand in the bar. One that is no more than what opened it is dropped.
func (b *bar) keep(text string) {
	b.draft = ""
	if strings.Trim(text, operators+" \u3000") != "" {
		b.draft = text
	}
}

// walk goes through the list above the bar, or brings back lines typed before.
func (b *bar) walk(up bool) {
	if r := b.w.rows; r.shown() && (!up || r.at >= 0) {
		if up {
			r.step(-1)
		} else {
			r.step(1)
		}
		if f, ok := b.mode.(interface{ chosen() }); ok {
			f.chosen()
		}
		return
	}
	if _, ok := b.mode.(*lineMode); !ok {
		return
	}
	switch {
	case up && b.at > 0:
		b.at--
	case !up && b.at < len(b.history):
		b.at++
	default:
		return
	}
	text := ""
	if b.at < len(b.history) {
		text = b.history[b.at]
	}
	b.set(text)
	b.typed(text)
}

// pasted takes several lines as one step; a single one goes into the field.
func (b *bar) pasted(text string) bool {
	text = strings.TrimRight(text, "\n")
	if rows := table.Split(text); rows != nil && b.lining() {
		b.close()
		b.w.pasteTable(rows)
		return true
	}
	if _, ok := b.mode.(*lineMode); ok && strings.Contains(text, "\n") {
		b.w.pasteLines(text)
		b.close()
		return true
	}
	return false
}

// lining says that a line is being typed.
func (b *bar) lining() bool {
	_, ok := b.mode.(*lineMode)
	return ok
}

// say shows a message for a while; "" takes the last one away.
func (b *bar) say(text string) {
	b.hold(text)
	if text != "" {
		b.w.heard(text)
		b.until = b.w.app.after(messageTime, func() { b.message.SetText("") })
	}
}

// hold shows a message until another takes its place.
func (b *bar) hold(text string) {
	if b.until != nil {
		b.until()
		b.until = nil
	}
	b.message.SetText(text)
}

// barLayout places chip, field and message. Their places hang on the window alone: nothing moves while somebody types.
type barLayout struct{}

const (
	chipShare, chipMost       = 0.2, 240 // of the window, and px of the screen
	messageShare, messageMost = 0.32, 460
)

func (barLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, barHeight) }

func (barLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(s)
	pad := theme.Padding()
	x := pad
	place := func(c fyne.CanvasObject, w float32) {
		c.Resize(fyne.NewSize(w-pad, s.Height))
		h := min(c.MinSize().Height, s.Height)
		c.Resize(fyne.NewSize(w-pad, h))
		c.Move(fyne.NewPos(x, (s.Height-h)/2))
		x += w
	}
	chip, message := min(s.Width*chipShare, chipMost), min(s.Width*messageShare, messageMost)
	place(o[1], chip)
	place(o[2], s.Width-chip-message-2*pad)
	place(o[3], message)
}
