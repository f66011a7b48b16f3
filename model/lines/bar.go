package lines

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
	"seika/model/edit"
)

// Bar runs lines on an open document.
type Bar struct {
	Graph     *model.Graph
	Handles   func(n int) (model.ID, bool) // the deliverable that shows a number; nil where none are shown
	Selection []model.ID                   // deliverables, groups, relations
}

// Result is what a line comes to. Nothing has been changed yet.
type Result struct {
	Command model.Command         // nil where the line changes nothing
	Made    []model.ID            // deliverables the command makes, in the order of the line; they have no place yet
	Found   []model.ID            // deliverables and groups that the line names and that were there before
	Select  []model.ID            // what to select; empty keeps the selection
	Near    map[model.ID]model.ID // of those made, the deliverable that was there with nearly the same name
}

// Wrong says where lines are wrong.
type Wrong struct {
	Line, Col int // from 1; Col counts code points
	End       int // column after the name that is wrong; 0 where it is not a name alone
	What      lang.Msg
}

func (w *Wrong) Error() string { return w.What.Error() }

// Msg is the sentence for people.
func (w *Wrong) Msg() lang.Msg { return w.What }

// Run reads one line of the entry bar. The error is a *Wrong.
func (b Bar) Run(text string) (Result, error) {
	s := newSheet(&source.Input{Data: []byte(text)}, inBar, b.Graph, b.Graph.Meta())
	if w := unreadable(s.in); w != nil {
		return Result{}, w
	}
	s.handles = b.Handles
	l, f := s.parser.line(0, len(text))
	if f != nil {
		s.fail(f.at, f.what)
		return Result{}, s.wrong()
	}
	s.gatherLine(l, map[model.ID]bool{})
	bare := s.barLine(l, b.Selection)
	r, err := s.result(bare)
	if w := (*Wrong)(nil); errors.As(err, &w) && misnamed(w.What.Key) {
		w.End = s.nameEnd(w.Col)
	}
	return r, err
}

// misnamed says that another name in place of the wrong one mends a line.
func misnamed(key string) bool {
	switch key {
	case "lines.L05", "lines.L06", "lines.none", "lines.taken":
		return true
	}
	return false
}

// nameEnd is the column after the name at a column of a single line; 0 where none is.
func (s *sheet) nameEnd(col int) int {
	at, end := 0, len(s.s)
	for range col - 1 {
		at += s.width(at, end)
	}
	next, f := s.parser.single(&item{}, at, end)
	if f != nil {
		return 0
	}
	return col + utf8.RuneCount(s.s[at:s.trim(at, next)])
}

// Paste reads several lines, as a file may hold them, as one command: all or none. The error is a *Wrong.
func (b Bar) Paste(text string) (Result, error) {
	s := newSheet(&source.Input{Data: []byte(strings.TrimPrefix(text, "\uFEFF"))}, inPaste, b.Graph, b.Graph.Meta())
	if w := unreadable(s.in); w != nil {
		return Result{}, w
	}
	if err := s.read(context.Background()); err != nil {
		return Result{}, fmt.Errorf("paste: %w", err)
	}
	return s.result(false)
}

// unreadable tells of a text that is none.
func unreadable(in *source.Input) *Wrong {
	if what, over := in.Limits.Over(source.Bytes, int64(len(in.Data))); over {
		return &Wrong{Line: 1, Col: 1, What: what}
	}
	if in.Plain() {
		return nil
	}
	p := in.Problems[0]
	return &Wrong{Line: p.Line, Col: p.Col, What: lang.M("lines.L18")}
}

// wrong is the first fault.
func (s *sheet) wrong() *Wrong {
	sortProblems(s.in)
	p := s.in.Problems[0]
	return &Wrong{Line: p.Line, Col: p.Col, What: p.What}
}

// barLine takes in a line, with what only the bar knows. bare says that it does nothing but name what is there.
func (s *sheet) barLine(l line, selection []model.ID) (bare bool) {
	switch {
	case l.removal:
		s.remove(l)
	case l.form == rename:
		s.rename(l)
	case l.form == fromSelection:
		s.fromSelection(l, selection)
	case l.form == toSelection:
		s.toSelection(l, selection)
	default:
		s.line(l)
		return l.form == statement && len(l.joins) == 0
	}
	return false
}

func (s *sheet) selected(selection []model.ID) []*thing {
	var ts []*thing
	for _, id := range selection {
		if t := s.load(id, 0); t != nil {
			ts = append(ts, t)
		}
	}
	return ts
}

func (s *sheet) fromSelection(l line, selection []model.ID) {
	lists := [][]*thing{s.selected(selection)}
	if len(lists[0]) == 0 {
		s.fail(l.at, lang.M("lines.L07"))
		return
	}
	for _, list := range l.lists[1:] {
		lists = append(lists, s.list(list))
	}
	s.joined(l.joins, lists)
}

func (s *sheet) toSelection(l line, selection []model.ID) {
	things := s.selected(selection)
	var rels []*rel
	for _, id := range selection {
		ends, ok := model.ParseEnds(id)
		if _, there := s.base.Relation(ends); !ok || !there {
			continue
		}
		key := relKey{ends.Kind, s.load(ends.From, 0), s.load(ends.To, 0)}
		r := &rel{relKey: key, at: l.at}
		r.rec, _ = s.loadRelation(key)
		s.relAt[key] = r
		s.rels = append(s.rels, r)
		rels = append(rels, r)
	}
	if len(things)+len(rels) == 0 {
		s.fail(l.at, lang.M("lines.L07"))
		return
	}
	for _, a := range l.attrs {
		for _, t := range things {
			s.attribute(t, a)
		}
	}
	for _, r := range rels {
		s.relationAttributes(r, l.attrs, false)
	}
}

// handled leads from a number to the deliverable that shows it.
func (s *sheet) handled(n name) *thing {
	if s.place != inBar {
		s.fail(n.at, lang.M("lines.L05", "n", n.text))
		return nil
	}
	number, err := strconv.Atoi(n.text)
	if err == nil && s.handles != nil {
		if id, ok := s.handles(number); ok {
			if t := s.load(id, n.at); t != nil {
				return t
			}
		}
	}
	s.fail(n.at, lang.M("lines.L06", "n", n.text))
	return nil
}

// rename gives another name. A name that another deliverable has is refused, since two would be one for every later line.
func (s *sheet) rename(l line) {
	from, to := l.lists[0][0], l.lists[1][0]
	t := s.find(from, from.names[0], value{})
	if t == nil {
		return
	}
	n := to.names[0]
	if n.spelling == handle {
		s.fail(n.at, lang.M("lines.L05", "n", n.text))
		return
	}
	for _, id := range s.base.Named(n.text) {
		if id != t.id {
			s.fail(n.at, lang.M("lines.taken", "v", n.text))
			return
		}
	}
	if what, over := s.in.Limits.Over(source.Label, int64(len(n.text))); over {
		s.fail(n.at, what)
		return
	}
	t.node.Name = n.text
	if to.hollow {
		t.node.Kind = model.Intangible
	}
	for _, a := range to.attrs {
		s.attribute(t, a)
	}
}

// result puts what was taken in over the document.
func (s *sheet) result(bare bool) (Result, error) {
	var change model.Change
	if !s.failed {
		s.settle()
	}
	if !s.failed {
		var err error
		if _, change, err = model.Try(s.base, written{s}); err != nil {
			s.refuse(err)
		}
	}
	if s.failed {
		return Result{}, s.wrong()
	}
	var r Result
	if !change.Empty() {
		r.Command = edit.Become{Change: change}
	}
	for _, t := range s.things {
		switch {
		case t.known:
			r.Found = append(r.Found, t.id)
		case t.node != nil:
			r.Made = append(r.Made, t.id)
		}
	}
	r.Near = s.slips(r.Made)
	r.Select = r.Made
	if bare && r.Command == nil {
		r.Select = r.Found
	}
	return r, nil
}

// slips finds new names that are nearly old ones. Nobody types many of them at once.
func (s *sheet) slips(made []model.ID) map[model.ID]model.ID {
	const most = 20
	if s.place != inBar || len(made) > most {
		return nil
	}
	near := map[model.ID]model.ID{}
	for _, id := range made {
		if old, ok := nearly(s.base, s.byID[id].label()); ok {
			near[id] = old
		}
	}
	return near
}

// refuse notes what the model refuses, at the mention that is most likely to blame.
func (s *sheet) refuse(err error) {
	r, ok := asRefusal(err)
	if !ok {
		s.fail(0, lang.M("lines.refused", "why", err.Error()))
		return
	}
	at := -1
	for _, l := range s.rels {
		if l.rec.ID() == r.ID {
			at = l.last
		}
	}
	for _, t := range s.things {
		if at < 0 && (t.id == r.ID || t.in != nil) {
			at = max(t.at, t.inAt)
		}
	}
	for _, rec := range s.recordsAt() {
		if at < 0 {
			at = rec
		}
	}
	s.fail(max(at, 0), refused(r.What))
}

// written is a command that puts what a sheet holds over the document.
type written struct{ s *sheet }

// Name is the key of its words.
func (written) Name() string { return "command.line" }

// Apply makes the edit.
func (w written) Apply(tx *model.Tx) error {
	before := tx.Graph()
	tx.SetMeta(w.s.meta)
	for _, e := range w.s.dropped.relations {
		tx.DropRelation(e)
	}
	for _, t := range w.s.things {
		switch {
		case t.group != nil:
			tx.PutGroup(*t.group)
		default:
			tx.PutNode(*t.node)
		}
	}
	for _, l := range w.s.rels {
		tx.PutRelation(l.rec)
	}
	for _, p := range w.s.phases {
		tx.PutPhase(p.rec)
	}
	for _, a := range w.s.answers {
		tx.PutAnswer(a.rec)
	}
	for _, p := range w.s.proposals {
		tx.PutProposal(p.rec)
	}
	for _, t := range w.s.dropped.things {
		if t.group != nil {
			tx.DropGroup(t.id)
		} else {
			tx.DropNode(t.id)
		}
	}
	edit.Settle(tx, before)
	return nil
}
