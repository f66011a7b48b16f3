package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/layout/graphviz"
	"seika/internal/layout/layered"
	"seika/internal/table"
	"seika/model"
	"seika/model/edit"

	"seika/ui/panel"
)

func (w *Window) undo() {
	if w.rests() {
		return
	}
	before := w.doc.Graph()
	if name := w.doc.Done(); w.doc.Undo() {
		w.sayStep(lang.M("ui.undone", "what", lang.M(name)), before)
	}
}

func (w *Window) redo() {
	if w.rests() {
		return
	}
	before := w.doc.Graph()
	if name := w.doc.Undone(); w.doc.Redo() {
		w.sayStep(lang.M("ui.redone", "what", lang.M(name)), before)
	}
}

// sayStep names a step that was taken back or done again, and the one deliverable that came or went by it, else the one that
// is no more as it was.
func (w *Window) sayStep(what lang.Msg, before *model.Graph) {
	var names, others []string
	for _, x := range [][2]*model.Graph{{before, w.doc.Graph()}, {w.doc.Graph(), before}} {
		for n := range x[0].Nodes() {
			if !x[1].Has(n.ID) && n.Name != "" {
				names = append(names, n.Name)
			}
		}
	}
	for n := range w.doc.Graph().Nodes() {
		if was, ok := before.Node(n.ID); ok && was != n {
			others = append(others, w.doc.Graph().Label(n.ID))
		}
	}
	if len(names) == 0 {
		names = others
	}
	if len(names) != 1 {
		w.say(what)
		return
	}
	w.say(lang.M("ui.step_of", "what", what, "v", names[0]))
}

// remove deletes the selection. Where that is much it says so: a key that went astray would be noticed late.
func (w *Window) remove() {
	if n := len(w.nodes()); w.takeOut(w.selected) && n > 1 {
		w.say(lang.M("ui.removed", "n", n))
	}
}

// takeOut deletes elements with their relations; the one that the selection was grown or walked from is selected then.
func (w *Window) takeOut(ids []model.ID) bool {
	var back []model.ID
	if id, ok := w.single(); ok && exists(w.doc.Graph(), w.grown[id]) {
		back = []model.ID{w.grown[id]}
	}
	done := w.do(edit.Remove{IDs: ids})
	if done {
		w.selectIDs(back)
	}
	return done
}

// selectAll selects all that stands on the paper, frames too: what is deleted then leaves none behind.
func (w *Window) selectAll() {
	g := w.doc.Graph()
	ids := readingOrder(g)
	for p := range g.Groups() {
		ids = append(ids, p.ID)
	}
	w.selectIDs(ids)
}

func (w *Window) fitSelection() {
	var r geom.Rect
	for _, id := range w.selected {
		if x, ok := w.diagram.Rect(id); ok {
			r = r.Union(x)
		}
	}
	w.canvas.FitRect(r)
}

func (w *Window) renameSelected() {
	if len(w.selected) == 1 {
		w.rename(w.selected[0])
	}
}

// toggleIntangible is for what is being named, else for the selection.
func (w *Window) toggleIntangible() {
	if m, ok := w.bar.mode.(*nameMode); ok {
		m.toggleKind(w.bar.entry.Text)
		return
	}
	w.toggle("intangible", edit.Set{Member: "kind", Value: string(model.Intangible)}, isIntangible)
}

func (w *Window) toggleExternal() {
	w.toggle("external", edit.Set{Member: "scope", Value: string(model.External)}, isExternal)
}

func (w *Window) toggleGoal() { w.toggle("goal", edit.Set{Member: "goal", Value: "true"}, isGoal) }

// toggle sets a member on all of the selection, or takes it off where all have it. Undo names the action.
func (w *Window) toggle(action string, set edit.Set, is func(model.Node) bool) {
	if allAre(is)(w) {
		set.Value = ""
	}
	set.IDs = w.nodes()
	w.do(model.Batch("action."+action, set))
}

// pin has tidying leave the selection where it is, or no longer.
func (w *Window) pin() { w.do(edit.Pin{IDs: w.content(), On: !w.pinned()}) }

// pinned says that all that is selected is pinned.
func (w *Window) pinned() bool {
	ids := w.content()
	return len(ids) > 0 && !slices.ContainsFunc(ids, func(id model.ID) bool { n, _ := w.doc.Graph().Node(id); return !n.Pin })
}

// content lists the selected deliverables and those in selected groups.
func (w *Window) content() []model.ID {
	g := w.doc.Graph()
	ids := w.nodes()
	for _, id := range w.selected {
		ids = append(ids, g.AllMembers(id)...)
	}
	return ids
}

// group puts the selection into a new group and names it; a selected group is dissolved.
func (w *Window) group() {
	g := w.doc.Graph()
	var groups, nodes []model.ID
	for _, id := range w.selected {
		if _, ok := g.Group(id); ok {
			groups = append(groups, id)
		} else if _, ok := g.Node(id); ok {
			nodes = append(nodes, id)
		}
	}
	switch {
	case len(nodes) > 0:
		id := model.NewID(model.GroupPrefix, "", entropy(), g.Has)
		if w.doAs(string(id), edit.Gather{Group: model.Group{ID: id}, IDs: append(nodes, groups...)}) {
			w.selectIDs([]model.ID{id})
			w.nameNew(id)
		}
	case len(groups) > 0:
		w.do(edit.Ungroup{IDs: groups})
	}
}

// turn changes the direction of the flow and arranges the picture for it, in one step.
func (w *Window) turn() {
	m := w.doc.Graph().Meta()
	if m.Direction == model.TopBottom {
		m.Direction = model.LeftRight
	} else {
		m.Direction = model.TopBottom
	}
	step := fmt.Sprint("turn ", m.Direction) // turning back at once is a step of its own
	if w.doAs(step, edit.Describe{Meta: m}) {
		w.tidying.Ask(tidy{graph: w.doc.Graph(), names: w.diagram.Options.Names, mode: layout.Fresh, step: step})
	}
}

func (w *Window) nudge(k fyne.KeyName) {
	ids := w.nodes()
	if len(ids) > 0 && !w.rests() {
		if err := w.doc.Join(fmt.Sprint("nudge ", ids), edit.Move{IDs: ids, By: directions[k].Mul(nudgeStep)}); err != nil {
			w.sayError(err)
		}
	}
}

// arrange tidies the selection of several, else everything, on a worker.
func (w *Window) arrange(mode layout.Mode) {
	if w.rests() {
		return
	}
	var only []model.ID
	if ids := w.nodes(); len(ids) > 1 && mode == layout.Tidy {
		only = ids
	}
	w.tidying.Ask(tidy{graph: w.doc.Graph(), names: w.diagram.Options.Names, mode: mode, only: only})
}

// arrangeByGraphviz arranges everything anew, in another process.
func (w *Window) arrangeByGraphviz() {
	if w.rests() {
		return
	}
	w.tidying.Ask(tidy{graph: w.doc.Graph(), names: w.diagram.Options.Names, mode: layout.Fresh, by: &graphviz.Engine{
		Worker: w.app.config.Graphviz, Else: layered.Engine{},
		Fell: func(why error) { w.app.post(func() { w.fell = why }) }, // is posted before the result is
	}})
}

// tidied glides to where the layout wants everything, if nothing was edited since.
func (w *Window) tidied(t tidy, c model.Command, err error) {
	if err != nil {
		w.app.report(err)
		return
	}
	fell := w.fell
	w.fell = nil
	if w.tour != nil {
		w.tour.tidied = true
		defer w.followTour()
	}
	if t.graph != w.doc.Graph() {
		return
	}
	w.glide(c, func() {
		if t.graph != w.doc.Graph() {
			w.canvas.Preview(nil, nil)
			return
		}
		w.putInOrder(t, c)
		if fell != nil {
			w.say(graphviz.Sentence(fell))
		}
	})
}

// putInOrder puts everything where the layout wants it, and says so.
func (w *Window) putInOrder(t tidy, c model.Command) {
	n := w.doc.Graph().NodeCount()
	if len(t.only) > 0 {
		n = len(t.only)
	}
	if !w.doAs(t.step, c) {
		w.canvas.Preview(nil, nil)
		w.say(lang.M("ui.tidy_nothing"))
		return
	}
	if back := against(w.doc.Graph()); back > 1 && t.mode == layout.Tidy && len(t.only) == 0 { // a cycle has one in any case
		w.say(lang.M("ui.tidied_against", "n", n, "back", back, "action", lang.M("action.arrange")))
	} else {
		w.say(lang.M("ui.tidied", "n", n))
	}
	if !w.canvas.View().Holds(w.scene.Bounds) && len(t.only) == 0 {
		w.canvas.Fit()
	}
}

// against counts the inputs that stand behind what is made from them, as the flow runs.
func against(g *model.Graph) int {
	n := 0
	for r := range g.Relations() {
		from, ok := g.Node(r.From)
		to, there := g.Node(r.To)
		if r.Kind != model.IO || !ok || !there {
			continue
		}
		a, b := from.At.X, to.At.X
		if g.Meta().Direction == model.TopBottom {
			a, b = from.At.Y, to.At.Y
		}
		if a > b {
			n++
		}
	}
	return n
}

// pasteMerging takes text as lines: a name that is there already is that deliverable.
func (w *Window) pasteMerging() {
	clip := panel.CleanPaste(w.app.fyne.Clipboard().Content())
	if strings.TrimSpace(clip) == "" {
		w.say(lang.M("ui.nothing_to_paste"))
		return
	}
	if rows := table.Split(clip); rows != nil {
		w.pasteTable(rows)
		return
	}
	w.leaveStart()
	w.pasteLines(clip)
}

// duplicate copies the selection; a single copy is named at once, and what is typed takes the place of its name.
func (w *Window) duplicate() {
	w.insert(edit.Copy(w.doc.Graph(), w.selected, geom.Point{}))
	if id, one := w.single(); one {
		w.nameNew(id)
		w.bar.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// insert puts records that come from elsewhere into the document, as near to their places as they stand free, and selects
// them.
func (w *Window) insert(r model.Records) {
	g := w.doc.Graph()
	r = edit.Fresh(g, r, entropy())
	by := diagram.FreeBy(g, r)
	for i := range r.Nodes {
		moveBy(&r.Nodes[i].At, by)
	}
	for i := range r.Groups {
		moveBy(&r.Groups[i].At, by)
	}
	key := ""
	if len(r.Nodes) == 1 {
		key = string(r.Nodes[0].ID)
	}
	if w.doAs(key, edit.Paste{Records: r}) {
		var ids []model.ID
		inner := func(in model.ID) bool {
			return slices.ContainsFunc(r.Groups, func(p model.Group) bool { return p.ID == in })
		}
		for _, n := range r.Nodes {
			if !inner(n.In) {
				ids = append(ids, n.ID)
			}
		}
		for _, p := range r.Groups {
			if !inner(p.In) {
				ids = append(ids, p.ID)
			}
		}
		w.Select(ids)
	}
}
