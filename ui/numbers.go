package ui

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/internal/diagram"
	"seika/model"
)

// numbers are the handles of deliverables: small whole numbers to type instead of names. They follow reading order when a
// document opens, then the order of creation, are never given twice while it is open, and never saved.
type numbers struct {
	of   map[model.ID]int
	ids  map[int]model.ID
	last int
}

func number(g *model.Graph) numbers {
	n := numbers{of: map[model.ID]int{}, ids: map[int]model.ID{}}
	n.give(readingOrder(g)...)
	return n
}

// add gives numbers to what a change has brought.
func (n *numbers) add(e model.Event) {
	if slices.ContainsFunc(e.Change.Nodes, func(d model.Delta[model.Node]) bool { return d.Op == model.Added }) {
		n.give(readingOrder(e.Graph)...)
	}
}

// give numbers those that have none yet.
func (n *numbers) give(ids ...model.ID) {
	for _, id := range ids {
		if _, ok := n.of[id]; !ok {
			n.last++
			n.of[id], n.ids[n.last] = n.last, id
		}
	}
}

// inOrder lists what has no place yet in the order of the numbers, which is that of the line that makes it.
func (n *numbers) inOrder(g *model.Graph) []model.ID {
	var ids []model.ID
	for v := range g.Nodes() {
		if n.of[v.ID] > 0 && !v.At.Set {
			ids = append(ids, v.ID)
		}
	}
	slices.SortFunc(ids, func(a, b model.ID) int { return cmp.Compare(n.of[a], n.of[b]) })
	return ids
}

// id finds the deliverable with a number.
func (n *numbers) id(i int) (model.ID, bool) {
	id, ok := n.ids[i]
	return id, ok
}

// meant puts names in place of the numbers in an answer; one number alone, where something is to be picked, is that.
func (w *Window) meant(form analysis.Form, said string) (pick model.ID, text string) {
	label := func(s string) (model.ID, bool) {
		n, err := strconv.Atoi(model.Key(s)) // full width counts too
		if err != nil {
			return "", false
		}
		return w.numbers.id(n)
	}
	if id, ok := label(said); ok && form == analysis.Pick {
		return id, ""
	}
	isComma := func(r rune) bool { return strings.ContainsRune(",，、､", r) }
	items := strings.FieldsFunc(said, isComma)
	for i, s := range items {
		if id, ok := label(s); ok {
			items[i] = w.doc.Graph().Label(id)
		}
	}
	return "", strings.Join(items, ",")
}

// shownNumbers is what the canvas shows: while a line is typed, or always if the user wants.
func (w *Window) shownNumbers() map[model.ID]int {
	if w.numbered || w.bar != nil && w.bar.showsNumbers() {
		return maps.Clone(w.numbers.of) // a worker reads it while more are given
	}
	return nil
}

// readingOrder lists the deliverables as people read the picture.
func readingOrder(g *model.Graph) []model.ID {
	nodes := diagram.Reading(g).Nodes(g)
	ids := make([]model.ID, len(nodes))
	for i, n := range nodes {
		ids[i] = n.ID
	}
	return ids
}

// placed adds to a command places for the deliverables that it makes and that have none: beside what they are joined to,
// where it is free; nothing else moves. middle is where the first one goes.
func (w *Window) placed(c model.Command) model.Command {
	g, _, err := model.Try(w.doc.Graph(), c)
	if err != nil {
		return c // doing it will say why
	}
	p := diagram.PlaceNew(g, w.canvas.View().Center(), w.numbers.inOrder(g)...)
	if len(p.At) == 0 {
		return c
	}
	return model.Batch(c.Name(), c, p)
}

// roomy adds to a command that the boxes which it makes larger stand clear of the others, and lists those that find no room.
func (w *Window) roomy(c model.Command) (model.Command, []model.ID) {
	_, ch, err := model.Try(w.doc.Graph(), c)
	if err != nil {
		return c, nil // doing it will say why
	}
	p, crowded := w.diagram.StandClear(ch)
	if len(p.At) > 0 {
		c = model.Batch(c.Name(), c, p)
	}
	return c, crowded
}
