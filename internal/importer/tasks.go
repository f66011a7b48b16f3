package importer

import (
	"context"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Boxes is what the boxes of a drawing are.
type Boxes uint8

// The readings.
const (
	AsDeliverables Boxes = iota
	AsTasks
)

// Tasks reads a task view. Of a drawing boxes are what is done, arrows their order. Diamonds and questions are decisions, frames that are
// swimlanes say who does it, and what is drawn as a document or named as a thing is data.
func (r Reader) Tasks(ctx context.Context, in *source.Input) (*taskview.View, error) {
	if r.View != nil {
		return r.View(ctx, in)
	}
	g, err := r.Graph(ctx, in)
	if err != nil {
		return nil, err
	}
	_, flows := flowOfWork(g, in.Shapes)
	c := chart{g: g, shapes: in.Shapes, v: &taskview.View{Name: g.Meta().Title}, data: map[model.ID]bool{}, flows: flows}
	return c.view(), nil
}

// ReadsAsTasks says that most boxes of a drawing say what is done, and names one that does.
func ReadsAsTasks(g *model.Graph, in *source.Input) (example string, reads bool) {
	if example, flows := flowOfWork(g, in.Shapes); flows {
		return example, true
	}
	const most = 1000 // boxes; the rest will be like them
	named, tasks, ways := 0, 0, 0
	for n := range g.Nodes() {
		if named == most {
			break
		}
		shape, foreign := in.Shapes[string(n.ID)]
		switch {
		case !foreign || n.Name == "":
		case begins(n.Name) || ends(n.Name) || asks(n.Name, shape):
			named, ways = named+1, ways+1
		case taskview.ReadLabel(n.Name).Doing():
			named, tasks = named+1, tasks+1
			if example == "" {
				example = n.Name
			}
		default:
			named++
		}
	}
	const few = 2
	return example, tasks >= few && 2*(tasks+ways) > named
}

// flowOfWork says that round boxes and others take turns, as work and what it makes do in a process flow diagram, and names some work.
func flowOfWork(g *model.Graph, shapes map[string]source.Shape) (example string, is bool) {
	into, outOf := map[model.ID]bool{}, map[model.ID]bool{}
	for r := range g.Relations() {
		from, a := shapes[string(r.From)]
		to, b := shapes[string(r.To)]
		if !a || !b || r.Kind != model.IO || (from == source.Terminal) == (to == source.Terminal) {
			return "", false
		}
		outOf[r.From], into[r.To] = true, true
	}
	const few = 2
	work := 0
	for n := range g.Nodes() {
		if shapes[string(n.ID)] == source.Terminal && into[n.ID] && outOf[n.ID] {
			if work++; example == "" {
				example = n.Name
			}
		}
	}
	return example, work >= few
}

type chart struct {
	g      *model.Graph
	shapes map[string]source.Shape
	v      *taskview.View
	data   map[model.ID]bool
	flows  bool // a process flow diagram: round boxes are work, others are what it makes
}

func (c *chart) view() *taskview.View {
	for g := range c.g.Groups() {
		if c.lane(g.ID) {
			c.v.Lanes = append(c.v.Lanes, taskview.Lane{ID: string(g.ID), Name: g.Name, Parent: string(c.around(g.In, true))})
		} else {
			c.v.Boxes = append(c.v.Boxes, taskview.Box{ID: string(g.ID), Name: g.Name, Kind: taskview.GroupBox, Parent: string(c.around(g.In, false))})
		}
	}
	for n := range c.g.Nodes() {
		c.node(n)
	}
	for r := range c.g.Relations() {
		c.line(r)
	}
	return c.v
}

func (c *chart) lane(id model.ID) bool { return c.shapes[string(id)] == source.Lane }

// around is the innermost frame round something that is a lane, or none.
func (c *chart) around(in model.ID, lane bool) model.ID {
	for in != "" {
		if c.lane(in) == lane {
			return in
		}
		g, _ := c.g.Group(in)
		in = g.In
	}
	return ""
}

func (c *chart) node(n model.Node) {
	id, box := string(n.ID), string(c.around(n.In, false))
	if n.Note != "" {
		c.v.Notes = append(c.v.Notes, taskview.Note{ID: id + ".note", Text: n.Note, On: []string{id}})
	}
	shape, label := c.shapes[id], taskview.ReadLabel(n.Name)
	mind := n.Kind == model.Intangible && !label.Doing()
	if c.flows && shape == source.Terminal {
		c.v.Nodes = append(c.v.Nodes, taskview.Node{ID: id, Name: withoutID(n.Name), Kind: taskview.Process, Box: box})
		return
	}
	if c.flows || mind || shape == source.Paper || shape == source.Plain && label.Bare && !begins(n.Name) && !ends(n.Name) {
		kind := taskview.Object
		if mind {
			kind = taskview.Mind
		}
		c.data[n.ID] = true
		x := taskview.Data{ID: id, Object: id, Name: n.Name, Kind: kind, Box: box}
		if c.flows {
			x.Name = withoutID(n.Name)
		}
		if lane, ok := c.g.Group(c.around(n.In, true)); ok && lane.Name != "" {
			x.Owner = []string{lane.Name}
		}
		c.v.Data = append(c.v.Data, x)
		return
	}
	t := taskview.Node{ID: id, Name: n.Name, Kind: c.kind(n, shape), Box: box}
	if lane := c.around(n.In, true); lane != "" {
		t.Lanes = []string{string(lane)}
	}
	c.v.Nodes = append(c.v.Nodes, t)
}

func (c *chart) kind(n model.Node, shape source.Shape) taskview.Kind {
	first, last := true, true
	for range c.g.In(n.ID) {
		first = false
	}
	for range c.g.Out(n.ID) {
		last = false
	}
	switch {
	case first && (shape == source.Terminal || begins(n.Name)):
		return taskview.StartEvent
	case last && (shape == source.Terminal || ends(n.Name)):
		return taskview.EndEvent
	case asks(n.Name, shape):
		return taskview.Xor
	default:
		return taskview.Task
	}
}

// line takes an arrow: order between tasks, else what they use. Data goes into other data by work that has no name.
func (c *chart) line(r model.Relation) {
	from, to, id := string(r.From), string(r.To), string(r.From)+">"+string(r.To)
	_, a := c.g.Node(r.From)
	_, b := c.g.Node(r.To)
	switch in, out := c.data[r.From], c.data[r.To]; {
	case !a || !b: // a frame
		c.v.Losses = append(c.v.Losses, taskview.Loss{ID: id, Name: r.Label, Why: taskview.LostDangling})
	case r.Kind == model.Sync && in != out:
		if in {
			from, to = to, from
		}
		c.v.Uses = append(c.v.Uses, taskview.Use{Node: from, Data: to, Direction: taskview.Unsure})
	case in && out:
		c.v.Nodes = append(c.v.Nodes, taskview.Node{ID: id, Name: r.Label})
		c.v.Uses = append(c.v.Uses, taskview.Use{Node: id, Data: from}, taskview.Use{Node: id, Data: to, Direction: taskview.Out})
	case in:
		c.v.Uses = append(c.v.Uses, taskview.Use{Node: to, Data: from})
	case out:
		c.v.Uses = append(c.v.Uses, taskview.Use{Node: from, Data: to, Direction: taskview.Out})
	default:
		c.v.Flows = append(c.v.Flows, taskview.Flow{ID: id, From: from, To: to, Name: r.Label})
	}
}

// withoutID is the text of a label “ID: text”.
func withoutID(label string) string {
	id, text, ok := strings.Cut(label, ":")
	if text = strings.TrimSpace(text); !ok || text == "" || strings.ContainsAny(strings.TrimSpace(id), " \u3000") {
		return label
	}
	return text
}

// begins says that a box is where work begins.
func begins(name string) bool {
	return slices.Contains([]string{"開始", "スタート", "はじめ", "始め", "start", "begin", "start event"}, model.Key(name))
}

// ends says that a box is where work ends.
func ends(name string) bool {
	return slices.Contains([]string{"終了", "完了", "エンド", "おわり", "終わり", "end", "finish", "finished", "stop", "done", "end event"}, model.Key(name))
}

// asks says that ways part at a box.
func asks(name string, shape source.Shape) bool {
	return shape == source.Choice || strings.HasSuffix(strings.TrimSpace(name), "?") || strings.HasSuffix(strings.TrimSpace(name), "？")
}

// Offer says in a note that a drawing may be read as tasks.
func Offer(g *model.Graph, in *source.Input) {
	if example, reads := ReadsAsTasks(g, in); reads {
		in.Add(0, "", lang.M("import.tasks", "x", clip(example)))
	}
}
