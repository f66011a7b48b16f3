package ui

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/diff"
	"seika/internal/geom"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/report"
	"seika/model"
	"seika/ui/panel"
)

// changes is the view of the document beside an older state of it, as-is beside to-be: what is gone is drawn pale and struck
// out where it stood, what is new or other is circled, and the findings that went, stayed and came are listed.
type changes struct {
	w     *Window
	file  string
	was   *model.Graph
	diff  *diff.Diff
	graph *model.Graph // that diff is of
	ghost *ghost       // what is gone; nil where that cannot stand beside the rest
	rows  []report.Difference
	at    int // the difference that is shown; -1 before the first
	stop  context.CancelFunc
}

// showChanges compares with the model that this one was made from, or asks for one. Once more, it ends.
func (w *Window) showChanges() {
	if _, on := w.aside.(*changes); on {
		w.leaveAside()
		return
	}
	if path := w.asIs(); path != "" {
		w.compareTo(path)
		return
	}
	w.askFile(lang.M("changes.open"), endings(), w.compareTo)
}

// asIs is the file of the model that this one was made from; "" where that is not known.
func (w *Window) asIs() string {
	name := w.doc.Graph().Meta().AsisFile
	if name == "" || w.file.Path() == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(w.file.Path()), filepath.Base(name))
}

// compareTo reads an older state and shows what became of it.
func (w *Window) compareTo(path string) {
	w.app.read(path, importer.AsDeliverables, func(o opened, err error) {
		if err != nil {
			w.problem(lang.M("ui.cannot_open", "file", filepath.Base(path)), err)
			return
		}
		if err := o.file.Doc.Close(); err != nil {
			w.app.report(err)
		}
		w.openAside(&changes{w: w, file: path, was: o.graph, at: -1, stop: func() {}})
	})
}

func (v *changes) show() bool {
	w, g := v.w, v.w.doc.Graph()
	if v.diff != nil && v.graph == g {
		v.order() // in words of a language
		v.tell()
		v.overlay()
		return true
	}
	v.stop()
	ctx, stop := context.WithCancel(context.Background())
	v.stop = stop
	drawn, look := w.diagram, w.app.sceneTheme()
	var d *diff.Diff
	var gone *ghost
	live.Go(func() (err error) {
		if d, err = diff.Of(ctx, v.was, g, rules.All, analysis.Options{Preset: w.preset, User: w.app.user()}); err == nil {
			gone = newGhost(d, drawn, look)
		}
		return err
	}, func(err error) {
		w.app.post(func() {
			switch {
			case ctx.Err() != nil:
			case err != nil:
				w.app.report(err)
			default:
				v.diff, v.graph, v.ghost = d, g, gone
				v.order()
				v.tell()
				v.overlay()
			}
		})
	})
	if v.diff == nil {
		w.put(panel.Card{Title: w.app.text(lang.M("changes.title", "file", filepath.Base(v.file))), Head: w.app.text(lang.M("beside.working"))})
	}
	return true
}

func (v *changes) leave() {
	v.stop()
	v.w.canvas.Circle(nil, nil)
	v.w.canvas.Preview(nil, nil)
}

// overlay circles what is new or other, and draws what is gone pale.
func (v *changes) overlay() {
	var added, other []model.ID
	for _, x := range v.diff.Change.Nodes {
		switch x.Op {
		case model.Added:
			added = append(added, x.After.ID)
		case model.Changed:
			other = append(other, x.After.ID)
		}
	}
	v.w.canvas.Circle(added, other)
	if v.ghost != nil {
		v.ghost.wear(v.w.app.sceneTheme())
		v.w.canvas.Preview(&v.ghost.picture, v.ghost.ids)
	}
}

// order lists what differs as one reads: deliverables, then relations, each from the left; then the rest.
func (v *changes) order() {
	v.rows = report.Compared{Old: v.file, New: v.w.name(), Diff: v.diff}.Rows(v.w.app.lang)
	slices.SortStableFunc(v.rows, func(a, b report.Difference) int {
		p, q := v.place(a.At).Center(), v.place(b.At).Center()
		return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y))
	})
	v.at = min(v.at, len(v.rows)-1)
}

// place is where something stands, or stood; that of a relation is where it leads.
func (v *changes) place(id model.ID) geom.Rect {
	if e, ok := model.ParseEnds(id); ok {
		id = e.To
	}
	if r, ok := v.w.diagram.Rect(id); ok {
		return r
	}
	if v.ghost != nil {
		r, _ := v.ghost.picture.Diagram.Rect(id)
		return r
	}
	return geom.Rect{}
}

// step goes on to the next difference, round the end.
func (v *changes) step(by int) {
	if n := len(v.rows); n > 0 {
		if v.at < 0 && by < 0 {
			v.at = 0
		}
		v.goTo(((v.at+by)%n + n) % n)
	}
}

// goTo shows a difference, and what it is in where that is on the paper.
func (v *changes) goTo(i int) {
	v.at = i
	id := v.rows[i].At
	v.tell()
	if id != "" && exists(v.w.doc.Graph(), id) {
		v.w.selectQuietly([]model.ID{id})
	} else {
		v.w.selectQuietly(nil)
		v.w.canvas.Select([]model.ID{id}, nil)
	}
	if r := v.place(id); !r.Empty() {
		v.w.zoomToRead()
		v.w.canvas.Reveal(r)
	}
	v.overlay()
}

// changesDo is what an action does while another state is compared with.
func changesDo(do func(*changes)) func(*Window) {
	return func(w *Window) {
		if v, on := changesOn(w); on {
			do(v)
		}
	}
}

// changesOn is the view, where it is on.
func changesOn(w *Window) (*changes, bool) {
	v, on := w.aside.(*changes)
	return v, on && v.diff != nil
}
