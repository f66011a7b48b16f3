package pfd

import (
	"context"
	"strings"

	"seika/internal/importer"
	"seika/internal/importer/drawio"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Drawing reads process flow diagrams drawn in draw.io, as Kuniwak/pfd-tools has them: an ellipse is a process, a rectangle a
// deliverable, a cloud one in people's heads; a label is “ID: text”, and what has the same ID is one. A dashed edge is feedback.
var Drawing = importer.Reader{
	Name:     "pfd-drawio",
	Suffixes: []string{".pfd.drawio"},
	Graph: func(ctx context.Context, in *source.Input) (*model.Graph, error) {
		v, err := DrawnView(ctx, in)
		if err != nil {
			return nil, err
		}
		r, err := importer.Derive(ctx, in, v, taskview.Options{})
		return r.Graph, err
	},
	View: DrawnView,
}

// topPage is the name of the page that is not the inside of a process.
const topPage = "P0"

// DrawnView reads all pages. A page other than the top one is the inside of the process of its name.
func DrawnView(ctx context.Context, in *source.Input) (*taskview.View, error) {
	pages, err := pages(ctx, in)
	if err != nil {
		return nil, err
	}
	d := drawing{dashed: in.Dashed, v: &taskview.View{}, data: map[string]bool{}, nodes: map[string]bool{}, inner: map[string]string{}, used: map[taskview.Use]bool{}}
	for i, p := range pages {
		if name := taskview.OneLine(p.Name); i > 0 && name != topPage {
			d.inner[name] = name
			d.v.Boxes = append(d.v.Boxes, taskview.Box{ID: name, Name: name})
		}
	}
	for i, p := range pages {
		box := ""
		if name := taskview.OneLine(p.Name); i > 0 && name != topPage {
			box = name
		}
		d.page(p, box)
	}
	for i := range d.v.Boxes {
		d.v.Boxes[i].Name = d.inner[d.v.Boxes[i].ID]
	}
	for _, f := range d.v.Feedback {
		if in.Dashed == source.AskDashed {
			in.Doubt(f.Offset, "", lang.M("import.dashed", "from", f.Data, "to", f.Node))
		}
	}
	d.apart()
	if len(d.v.Nodes) == 0 {
		in.Add(0, "", lang.M("taskview.pfd.no_process"))
		return nil, in.Err()
	}
	return d.v, in.Err()
}

// pages reads what is drawn. It has processes beside deliverables, and two lines for an input: what the model may hold is looked at
// when it is there.
func pages(ctx context.Context, in *source.Input) ([]drawio.Page, error) {
	const each = 2
	was := in.Limits
	in.Limits.Nodes, in.Limits.Edges = each*was.Nodes, each*was.Edges
	defer func() { in.Limits = was }()
	return drawio.Pages(ctx, in)
}

type drawing struct {
	v      *taskview.View
	dashed source.Dashed
	data   map[string]bool
	nodes  map[string]bool
	inner  map[string]string // ids of processes that have a page of their own → what they are called
	used   map[taskview.Use]bool
}

// page takes the shapes of a page, then its edges.
func (d *drawing) page(p drawio.Page, box string) {
	passed := map[string]bool{} // layers with remarks
	process, data := map[string]string{}, map[string]string{}
	for _, c := range p.Cells {
		if !c.Vertex && !c.Edge && strings.HasPrefix(strings.ToLower(c.Label), "comment") {
			passed[c.ID] = true
		}
	}
	for _, c := range p.Cells {
		if !c.Vertex || passed[c.Parent] || c.Styled("text", "") || c.Styled("edgeLabel", "") {
			continue
		}
		id, name := named(c)
		switch {
		case name == "":
		case kindOf(c) != taskview.Mind && (c.Styled("ellipse", "") || c.Styled("shape", "ellipse")):
			process[c.ID] = id
			d.process(taskview.Node{ID: id, Kind: taskview.Process, Name: name, Box: box, Offset: c.Offset})
		default:
			data[c.ID] = id
			d.deliverable(taskview.Data{ID: id, Object: id, Name: name, Kind: kindOf(c)})
		}
	}
	for _, c := range p.Cells {
		if c.Edge && !passed[c.Parent] {
			d.edge(c, process, data)
		}
	}
}

func kindOf(c *drawio.Cell) taskview.DataKind {
	if c.Styled("shape", "cloud") || c.Styled("cloud", "") {
		return taskview.Mind
	}
	return taskview.Object
}

// named is what a shape stands for, and what it is called. Without an ID, the text is both.
func named(c *drawio.Cell) (id, name string) {
	text := taskview.OneLine(c.Label)
	if id, name, ok := strings.Cut(text, ":"); ok && strings.TrimSpace(id) != "" && strings.TrimSpace(name) != "" && !strings.Contains(strings.TrimSpace(id), " ") {
		return strings.TrimSpace(id), strings.TrimSpace(name)
	}
	return text, text
}

// process takes a process once. One with a page of its own is the frame of what is there.
func (d *drawing) process(n taskview.Node) {
	if _, framed := d.inner[n.ID]; framed {
		d.inner[n.ID] = n.Name
		return
	}
	if d.nodes[n.ID] {
		return
	}
	d.nodes[n.ID] = true
	d.v.Nodes = append(d.v.Nodes, n)
}

// deliverable takes a deliverable once.
func (d *drawing) deliverable(x taskview.Data) {
	if !d.data[x.ID] {
		d.data[x.ID] = true
		d.v.Data = append(d.v.Data, x)
	}
}

// apart puts the ID before names that several have: they are not one.
func (d *drawing) apart() {
	many := map[string]int{}
	for _, x := range d.v.Data {
		many[model.Key(x.Name)]++
	}
	for i := range d.v.Data {
		if x := &d.v.Data[i]; many[model.Key(x.Name)] > 1 {
			x.Name = x.ID + ": " + x.Name
		}
	}
}

func (d *drawing) edge(c *drawio.Cell, process, data map[string]string) {
	use := func(u taskview.Use) {
		if _, framed := d.inner[u.Node]; !framed && !d.used[u] {
			d.used[u] = true
			d.v.Uses = append(d.v.Uses, u)
		}
	}
	p, into := process[c.Target]
	from, isData := data[c.Source]
	to, made := data[c.Target]
	q, outOf := process[c.Source]
	switch {
	case isData && into && c.Styled("dashed", "1") && d.dashed != source.DashedInput:
		d.v.Feedback = append(d.v.Feedback, taskview.Feedback{Data: from, Node: p, Settled: d.dashed == source.DashedSync, Offset: c.Offset})
	case isData && into:
		use(taskview.Use{Node: p, Data: from})
	case outOf && made:
		use(taskview.Use{Node: q, Data: to, Direction: taskview.Out})
	default:
		d.v.Losses = append(d.v.Losses, taskview.Loss{ID: c.ID, Why: taskview.LostDangling})
	}
}
