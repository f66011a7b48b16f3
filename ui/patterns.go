package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"

	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
	"seika/model/lines"
)

// patterns are shapes that come back in every model: the words pattern.<id> say what they are, pattern_lines.<id> what they
// hold. In the lines {x} is the main place, which what is selected takes.
var patterns = []string{
	"basic", "know_how", "sync", "explicit", "review", "agreed", "assumption", "record", "proposal", "handover", "success",
	"open_loop", "closed_loop",
}

// choosePattern asks which one, the person's own first, and inserts it at the selection.
func (w *Window) choosePattern() {
	own := w.app.own
	m := &pickMode{asks: lang.M("bar.pattern")}
	for _, name := range own.names {
		m.names, m.notes = append(m.names, name), append(m.notes, w.word("pattern.own"))
	}
	for _, id := range patterns {
		m.names, m.notes = append(m.names, w.word("pattern."+id)), append(m.notes, "")
	}
	m.take = func(i int) {
		if i < len(own.names) {
			w.insertOwn(own.texts[i])
		} else {
			w.insertPattern(patterns[i-len(own.names)])
		}
	}
	w.choosing(m)
}

func (w *Window) insertPattern(id string) {
	if w.rests() {
		return
	}
	main := w.word("pattern.main")
	if one, ok := w.single(); ok {
		main = w.doc.Graph().Label(one)
	}
	w.insertLines(lang.Text(w.app.lang, "pattern_lines."+id, "x", lines.Mention(main)))
}

func (w *Window) insertLines(text string) {
	r, err := w.runner().Paste(text)
	if err != nil {
		w.sayError(err)
		return
	}
	w.leaveStart()
	if w.ran(r) {
		w.say(lang.M("ui.pasted", "n", len(r.Made)))
	}
}

// startToBe opens a copy of the model as what is to be, with all ids, and a link to what is. The file of the as-is stays.
func (w *Window) startToBe() {
	g := w.doc.Graph()
	sum := sha256.Sum256(file.Encode(g))
	m := g.Meta()
	m.Variant, m.AsisFile, m.AsisHash = model.ToBe, "", ""
	if p := w.file.Path(); p != "" {
		m.AsisFile, m.AsisHash = filepath.Base(p), hex.EncodeToString(sum[:])
	}
	next, _, err := model.Try(g, edit.Describe{Meta: m})
	if err != nil {
		w.sayError(err)
		return
	}
	to := w.app.newWindow()
	to.leaveStart()
	to.setDoc(model.NewDoc(next))
	to.called = w.app.text(lang.M("tobe.name", "v", w.name()))
	to.canvas.Fit()
	to.win.Canvas().Focus(to.canvas)
	to.refresh()
	to.say(lang.M("tobe.started"))
}
