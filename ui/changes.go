package ui

import (
	"context"
	"path/filepath"
	"slices"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/internal/diagram"
	"seika/internal/diff"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/live"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/canvas"
	"seika/ui/panel"
)

// changes is the view of the document beside an older state of it, as-is beside to-be: what is gone is drawn pale where it
// stood, what is new or other is circled, and the findings that went, stayed and came are listed.
type changes struct {
	w     *Window
	file  string
	was   *model.Graph
	diff  *diff.Diff
	graph *model.Graph // that diff is of
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
	w.app.read(path, func(o opened, err error) {
		if err != nil {
			w.problem(lang.M("ui.cannot_open", "file", filepath.Base(path)), err)
			return
		}
		if err := o.file.Doc.Close(); err != nil {
			w.app.report(err)
		}
		w.openAside(&changes{w: w, file: path, was: o.graph, stop: func() {}})
	})
}

func (v *changes) show() bool {
	w, g := v.w, v.w.doc.Graph()
	if v.diff != nil && v.graph == g {
		v.tell()
		return true
	}
	v.stop()
	ctx, stop := context.WithCancel(context.Background())
	v.stop = stop
	var d *diff.Diff
	live.Go(func() (err error) {
		d, err = diff.Of(ctx, v.was, g, rules.All, analysis.Options{Preset: w.preset, User: w.app.user()})
		return err
	}, func(err error) {
		w.app.post(func() {
			switch {
			case ctx.Err() != nil:
			case err != nil:
				w.app.report(err)
			default:
				v.diff, v.graph = d, g
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

// tell lists what differs, what became of the findings, and the figures that changed.
func (v *changes) tell() {
	w, d := v.w, v.diff
	l := w.app.lang
	c := panel.Card{Title: w.app.text(lang.M("changes.title", "file", filepath.Base(v.file)))}
	c.Head = w.app.text(lang.M("changes.head", "gone", len(d.Gone), "stayed", len(d.Stayed), "came", len(d.Came)))
	findings := func(head lang.Msg, g *model.Graph, list []analysis.Finding) {
		const most = 12
		var lines []string
		for i, f := range list {
			if i == most {
				lines = append(lines, w.app.text(lang.M("ui.and_more", "n", len(list)-i)))
				break
			}
			lines = append(lines, "– "+text.Title(l, g, f))
		}
		if len(lines) > 0 {
			c.Statements = append(c.Statements, panel.Statement{Head: head, Lines: lines})
		}
	}
	findings(lang.M("changes.gone", "n", len(d.Gone)), d.Old, d.Gone)
	findings(lang.M("changes.came", "n", len(d.Came)), d.New, d.Came)
	findings(lang.M("changes.about", "n", len(d.Compared)), d.New, d.Compared)
	findings(lang.M("changes.stayed", "n", len(d.Stayed)), d.New, d.Stayed)
	var lines []string
	for _, r := range (report.Compared{Old: v.file, New: w.name(), Diff: d}).Rows(l) {
		lines = append(lines, r.Sign+" "+r.Label)
	}
	if len(lines) > 0 {
		c.Statements = append(c.Statements, panel.Statement{Head: lang.M("changes.elements", "n", len(lines)), Lines: lines})
	}
	plain := c
	c.Actions = append(c.Actions, panel.NewButton(w.app.text(lang.M("card.copy")), w, func() { w.copyCard(plain) }))
	w.put(c)
}

// aside moves what is gone off what stands at its place now, by the shortest way.
func (v *changes) aside(nodes []model.Node, gone map[model.ID]bool) {
	var taken []geom.Rect
	for _, n := range nodes {
		if r, ok := v.w.diagram.Rect(n.ID); ok && !gone[n.ID] {
			taken = append(taken, r)
		}
	}
	for i := range nodes {
		n := &nodes[i]
		if !gone[n.ID] || !n.At.Set {
			continue
		}
		r := diagram.Room(*n, v.diff.New)
		by, ok := layout.NearestFree(func(by geom.Point) bool { return !slices.ContainsFunc(taken, r.Add(by).Overlaps) })
		if ok && by != (geom.Point{}) {
			n.At.X, n.At.Y = n.At.X+int(by.X), n.At.Y+int(by.Y)
		}
		taken = append(taken, r.Add(by))
	}
}

// overlay circles what is new or other, and draws pale what is gone, where it stood or beside that.
func (v *changes) overlay() {
	w, d := v.w, v.diff
	var added, other []model.ID
	gone := map[model.ID]bool{}
	r := model.Records{Meta: d.New.Meta(), Groups: slices.Collect(d.New.Groups()), Nodes: slices.Collect(d.New.Nodes())}
	for _, x := range d.Change.Nodes {
		switch x.Op {
		case model.Added:
			added = append(added, x.After.ID)
		case model.Changed:
			other = append(other, x.After.ID)
		case model.Removed:
			n, _ := d.Old.Node(x.Before.ID)
			gone[n.ID] = true
			n.In, n.Revises = "", ""
			r.Nodes = append(r.Nodes, n)
		}
	}
	v.aside(r.Nodes, gone)
	w.canvas.Circle(added, other)
	has := map[model.ID]bool{}
	for _, n := range r.Nodes {
		has[n.ID] = true
	}
	for _, p := range r.Groups {
		has[p.ID] = true
	}
	put := func(x model.Relation) {
		switch {
		case !has[x.From] || !has[x.To]:
		case x.Kind == model.IO:
			r.IO = append(r.IO, x)
		default:
			r.Sync = append(r.Sync, x)
		}
	}
	for x := range d.New.Relations() {
		put(x)
	}
	for _, x := range d.Change.Relations {
		if x.Op == model.Removed {
			gone[x.Before.ID()] = true
			put(x.Before)
		}
	}
	if len(gone) == 0 {
		return
	}
	g, bad := model.Build(r)
	if len(bad) > 0 {
		return // a ghost that cannot stand beside the rest is told in words alone
	}
	drawn, ids := w.diagram.Update(g, quick)
	s := scene.Build(drawn, scene.Options{Theme: w.app.sceneTheme(), Only: gone, Faded: func(id model.ID) bool { return gone[id] }})
	ids = slices.DeleteFunc(ids, func(id model.ID) bool { return !gone[id] })
	w.canvas.Preview(&canvas.Picture{Graph: g, Diagram: drawn, Scene: s}, ids)
}
