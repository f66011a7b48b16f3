package ui

import (
	"errors"
	"io/fs"
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/model"
	"seika/model/edit"
	"seika/model/lines"
)

// ownPatterns are the patterns of a person, as they were read last: who presses Ctrl+T types at once and waits for no disk.
type ownPatterns struct{ names, texts []string }

// readPatterns reads them again. Without them Seika's own are there all the same.
func (a *App) readPatterns() {
	if a.config.Disk == nil {
		return
	}
	var own ownPatterns
	live.Go(func() (err error) {
		own.names, own.texts, err = a.config.Disk.Patterns()
		return err
	}, func(err error) {
		a.post(func() {
			if err != nil {
				a.report(err)
				return
			}
			a.own = own
		})
	})
}

// savePattern keeps the selection as a pattern of the person's own, under a name that the bar asks for.
func (w *Window) savePattern() {
	w.bar.open(&patternName{w: w, text: lines.PrintPlain(w.doc.Graph(), w.selected)}, "")
}

// patternName asks for the name of a new pattern.
type patternName struct {
	w    *Window
	text string // of the pattern
}

func (m *patternName) chip() lang.Msg { return lang.M("bar.pattern_name") }

func (m *patternName) example() lang.Msg                               { return lang.M("bar.example.pattern_name") }
func (m *patternName) typed(string)                                    {}
func (m *patternName) key(fyne.KeyName, fyne.KeyModifier, string) bool { return false }
func (m *patternName) leave(string)                                    {}
func (m *patternName) numbers() bool                                   { return false }

func (m *patternName) accept(said string) bool {
	if said = strings.TrimSpace(said); said == "" {
		m.w.say(lang.M("bar.pattern_name_needed"))
		return false
	}
	m.w.keepPattern(store.FileName(said), m.text, false)
	return true
}

// keepPattern writes a pattern, and asks before it replaces one.
func (w *Window) keepPattern(name, text string, replace bool) {
	disk := w.app.config.Disk
	live.Go(func() error { return disk.PutPattern(name, text, replace) }, func(err error) {
		w.app.post(func() {
			switch {
			case errors.Is(err, fs.ErrExist):
				w.choose(lang.M("pattern.keep"), lang.M("pattern.exists", "v", name),
					choice{lang.M("ui.other_name"), func() { w.bar.open(&patternName{w, text}, name) }},
					choice{lang.M("ui.replace"), func() { w.keepPattern(name, text, true) }})
			case err != nil:
				w.sayError(err)
			default:
				w.app.readPatterns()
				w.say(lang.M("pattern.kept", "v", name, "folder", disk.PatternFolder()))
			}
		})
	})
}

// mainOf is the main place of a pattern, which what is selected takes when it is inserted: its goal, else the last of what is
// made from others and nothing is made from.
func mainOf(g *model.Graph) (model.ID, bool) {
	var main model.ID
	for _, id := range readingOrder(g) {
		if n, _ := g.Node(id); n.Goal {
			return id, true
		}
		used := false
		for range g.Out(id) {
			used = true
		}
		if !used {
			main = id
		}
	}
	return main, main != ""
}

// insertOwn inserts a pattern of the person's own.
func (w *Window) insertOwn(text string) {
	if w.rests() {
		return
	}
	if one, ok := w.single(); ok {
		text = withMain(text, w.doc.Graph().Label(one))
	}
	w.insertLines(text)
}

// withMain is a pattern whose main place has another name. What cannot be read stays, and inserting it will say why.
func withMain(text, name string) string {
	r, err := lines.Bar{Graph: model.Empty()}.Paste(text)
	if err != nil || r.Command == nil {
		return text
	}
	g, _, err := model.Try(model.Empty(), r.Command)
	if err != nil {
		return text
	}
	main, ok := mainOf(g)
	if !ok {
		return text
	}
	g, _, err = model.Try(g, edit.Rename{ID: main, To: name})
	if err != nil {
		return text
	}
	return lines.PrintPlain(g, nil)
}
