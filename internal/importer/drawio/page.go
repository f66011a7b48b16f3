// Package drawio reads draw.io files: *.drawio, *.drawio.svg, *.drawio.png and bare graphs, packed or not. Pages gives what is
// drawn, whatever it means; Reader makes a model of it. Nothing that a file names is opened, and no picture is decoded.
package drawio

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"seika/internal/geom"
	"seika/internal/importer"
	"seika/internal/source"
	"seika/model"
)

// Page is one page of a drawing.
type Page struct {
	ID, Name string
	Offset   int // the byte at which it begins
	Cells    []*Cell

	group model.ID // in which a model holds it, where there are several
}

// Cell is a box, a line, a layer or a group. Its text is plain: markup is gone.
type Cell struct {
	ID, Parent     string
	Vertex, Edge   bool
	Source, Target string // of an edge, where it is glued
	Label          string
	Style          map[string]string // the keys that matter here; a bare name is a key without value
	Rect           geom.Rect         // on the page, of a vertex
	Attrs          map[string]string // what people, or we, attached
	Hidden         bool
	Offset         int // the byte at which it begins; that of the page, where the page is packed

	ends   [2]geom.Point // of an edge, where they are placed
	placed [2]bool
}

// farthest is how far from the origin anything may lie, in px.
const farthest = 1e8

// Pages reads all pages of a drawing. The error is a *source.Refused with everything that is wrong, or that of the context.
func Pages(ctx context.Context, in *source.Input) ([]Page, error) {
	f := file{ctx: ctx, packing: source.Packing{Limits: in.Limits}}
	if err := f.read(in); err != nil {
		return nil, err
	}
	return f.pages, nil
}

// Styled says that the style of the cell has a key with a value; "" is the value of a bare name.
func (c *Cell) Styled(key, value string) bool {
	v, there := c.Style[key]
	return there && v == value
}

// settle puts the cells of a page where they stand on it: in the file they stand relative to their parents.
func (p *Page) settle() {
	at := map[string]int{}
	for i, c := range p.Cells {
		at[c.ID] = i
	}
	done := make([]bool, len(p.Cells))
	for i := range p.Cells {
		var path []int
		for j := i; !done[j]; {
			done[j] = true
			path = append(path, j)
			up, ok := at[p.Cells[j].Parent]
			if !ok {
				break
			}
			j = up
		}
		for _, j := range slices.Backward(path) {
			up, ok := at[p.Cells[j].Parent]
			if !ok || !p.Cells[up].Vertex {
				continue
			}
			by := p.Cells[up].Rect.Min
			p.Cells[j].Rect = p.Cells[j].Rect.Add(by)
			for i := range p.Cells[j].ends {
				p.Cells[j].ends[i] = p.Cells[j].ends[i].Add(by)
			}
		}
	}
	p.glue()
}

// kept are the parts of a style that are read. All others, images and links among them, are passed over.
var kept = map[string]bool{
	"shape": true, "ellipse": true, "rounded": true, "dashed": true, "dashPattern": true, "double": true, "strokeWidth": true,
	"container": true, "swimlane": true, "group": true, "edgeLabel": true, "text": true, "html": true, "cloud": true,
	"startArrow": true, "endArrow": true, "childLayout": true, "note": true, "rhombus": true, "parallelogram": true,
}

// label is a text as people see it. Where the style says so it is markup, of which only line breaks are left.
func label(s string, style map[string]string) string {
	if style["html"] != "1" || !strings.ContainsAny(s, "<&") {
		return s
	}
	return importer.Plain(s)
}

// Keys are the attributes of a cell in order.
func (c *Cell) Keys() []string { return slices.Sorted(maps.Keys(c.Attrs)) }

// finite is a number of the file, or 0 where it is none that a picture can have.
func finite(f float64, err error) float64 {
	if err != nil || math.IsNaN(f) || math.Abs(f) > farthest {
		return 0
	}
	return f
}
