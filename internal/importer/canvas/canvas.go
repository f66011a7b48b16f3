// Package canvas reads JSON Canvas 1.0. Files and links that a canvas names become deliverables of that name; nothing is
// opened.
package canvas

import (
	"context"
	"math"
	"path"
	"strings"

	"seika/internal/geom"
	"seika/internal/importer"
	"seika/internal/source"
	"seika/model"
)

// Reader reads *.canvas.
var Reader = importer.Reader{Name: "canvas", Suffixes: []string{".canvas"}, Graph: graph, Draws: true}

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	r := reader{d: importer.NewDraft(in)}
	r.d.Sketch = true
	err := in.JSON(ctx, func(j *source.JSON) {
		for name := range j.Members() {
			switch name {
			case "nodes":
				for range j.Elements() {
					if !j.Over(source.Nodes, int64(len(r.nodes)+1), j.Next()) {
						r.nodes = append(r.nodes, readNode(j))
					}
				}
			case "edges":
				for i := range j.Elements() {
					if !j.Over(source.Edges, int64(i+1), j.Next()) {
						r.edge(j)
					}
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	r.place()
	return r.d.Graph()
}

type reader struct {
	d     *importer.Draft
	nodes []node
}

// node is a box or a group of the canvas.
type node struct {
	id, kind, text string
	rect           geom.Rect
	offset         int
}

func readNode(j *source.JSON) node {
	n := node{offset: j.Next()}
	var x, y, w, h float64
	number := func(to *float64) {
		if v, ok := j.Float(); ok && math.Abs(v) <= 1e8 {
			*to = v
		}
	}
	for name := range j.Members() {
		switch name {
		case "id":
			n.id, _ = j.Label()
		case "type":
			n.kind, _ = j.Label()
		case "text", "label", "url":
			n.text, _ = j.Label()
		case "file":
			file, _ := j.Label()
			n.text = strings.TrimSuffix(path.Base(file), ".md")
		case "x":
			number(&x)
		case "y":
			number(&y)
		case "width":
			number(&w)
		case "height":
			number(&h)
		}
	}
	n.rect = geom.R(x, y, x+max(0, w), y+max(0, h))
	return n
}

// place puts deliverables and groups into the smallest group that holds them, which the format does not say.
func (r *reader) place() {
	var groups []node
	for _, n := range r.nodes {
		if n.kind == "group" {
			groups = append(groups, n)
		}
	}
	for i, n := range r.nodes {
		at := importer.Always(n.offset)
		in := model.ID(inside(groups, r.nodes[i]))
		id, known := importer.ID(n.id)
		if n.kind == "group" {
			r.d.Group(n.id, at, model.Group{ID: id, Name: n.text, In: in, At: model.PlaceAt(n.rect.Center())})
			continue
		}
		d := model.Node{ID: id, In: in, At: model.PlaceAt(n.rect.Center())}
		r.name(&d, n)
		r.d.Node(n.id, at, d)
		if !known {
			r.d.Shape(source.Plain)
		}
	}
}

// mostGroups bounds what is compared; a canvas has a few.
const mostGroups = 2000

func inside(groups []node, n node) string {
	best, area := "", math.Inf(1)
	for _, g := range groups[:min(len(groups), mostGroups)] {
		size := g.rect.W() * g.rect.H()
		holds := g.rect.Contains(n.rect.Center())
		if n.kind == "group" {
			holds = g.id != n.id && g.rect.Holds(n.rect) && g.rect != n.rect
		}
		if holds && size < area {
			best, area = g.id, size
		}
	}
	return best
}

// tags are the words that stand above a name.
var tags = map[string]string{"外部": "external", "external": "external", "ゴール": "goal", "goal": "goal"}

// name takes the kind of a deliverable out of its text.
func (r *reader) name(d *model.Node, n node) {
	text := n.text
	if first, rest, more := strings.Cut(text, "\n"); more {
		external, goal, other := false, false, false
		for _, w := range strings.Fields(first) {
			external, goal, other = external || tags[w] == "external", goal || tags[w] == "goal", other || tags[w] == ""
		}
		if (external || goal) && !other {
			text, d.Goal = rest, goal
			if external {
				d.Scope = model.External
			}
		}
	}
	if inner, ok := bracketed(text); ok && n.kind == "text" {
		text, d.Kind = inner, model.Intangible
	}
	if n.kind == "text" {
		if title, rest, _ := strings.Cut(strings.TrimSpace(text), "\n"); strings.HasPrefix(title, "#") { // a heading, and what is said under it
			text, d.Note = title, strings.TrimSpace(importer.Markdown(rest))
		}
		text = importer.Markdown(text)
	}
	d.Name = importer.Unwrapped(text)
}

// bracketed is what stands between brackets that hold all of a text, if any do.
func bracketed(s string) (string, bool) {
	s = strings.TrimSpace(s)
	for _, b := range []struct{ first, last rune }{{'（', '）'}, {'(', ')'}} {
		inner, first := strings.CutPrefix(s, string(b.first))
		inner, last := strings.CutSuffix(inner, string(b.last))
		if first && last && closes(inner, b.first, b.last) {
			return inner, true
		}
	}
	return s, false
}

// closes says that each bracket in a text is closed in it.
func closes(s string, first, last rune) bool {
	depth := 0
	for _, r := range s {
		switch r {
		case first:
			depth++
		case last:
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

func (r *reader) edge(j *source.JSON) {
	at := importer.Always(j.Next())
	var rel model.Relation
	head, tail := true, false
	for name := range j.Members() {
		switch name {
		case "fromNode":
			s, _ := j.Label()
			rel.From = model.ID(s)
		case "toNode":
			s, _ := j.Label()
			rel.To = model.ID(s)
		case "fromEnd":
			s, _ := j.Label()
			tail = s == "arrow"
		case "toEnd":
			s, _ := j.Label()
			head = s != "none"
		case "label":
			s, _ := j.Label()
			rel.Label = importer.Unwrapped(s)
		}
	}
	switch {
	case head && tail:
		rel.Kind = model.Sync
		for _, word := range []string{"同期", "sync"} {
			if rest, ok := strings.CutPrefix(rel.Label, word); ok && (rest == "" || rest[0] == ' ') {
				rel.Label = strings.TrimPrefix(rest, " ")
				break
			}
		}
	case !head && !tail: // no direction
		rel.Kind = model.Sync
	case tail:
		rel.From, rel.To = rel.To, rel.From
	}
	r.d.Relation(at, rel)
}
