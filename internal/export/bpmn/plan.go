package bpmn

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"seika/internal/digraph"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/taskview"
	"seika/model"
)

// plan is a task view in the making. Deliverables are numbered in the order of the model; composites count as deliverables.
type plan struct {
	g     *model.Graph
	lang  lang.Lang
	data  []thing
	tasks []task
	lanes []string
	flows []flow
	gates []gate
	pools []string // outside
	calls []call
	boxes []geom.Rect // of lanes
	start geom.Rect
	end   geom.Rect
}

// thing is a deliverable as data.
type thing struct {
	node model.Node
	at   geom.Rect
	made int // its task; -1 is none
}

// task is work: one deliverable, or a ring of them that are made together.
type task struct {
	name    string
	lane    int
	out, in []int
	ring    bool
	layer   int
	at      geom.Rect
	enter   int // a gateway before it; -1 is none
	leave   int
}

// gate is a gateway that lets all through, or waits for all.
type gate struct {
	at geom.Rect
}

// flow joins two elements by their ids.
type flow struct{ from, to string }

// call is a message from outside.
type call struct{ pool, task, data int }

func newPlan(g *model.Graph) *plan {
	p := &plan{g: g, lang: tongue(g)}
	number := map[model.ID]int{}
	for n := range g.Nodes() {
		number[n.ID] = len(p.data)
		p.data = append(p.data, thing{node: n, made: -1})
	}
	for c := range g.Groups() {
		if c.Kind == model.Composite {
			number[c.ID] = len(p.data)
			p.data = append(p.data, thing{node: model.Node{ID: c.ID, Name: c.Name}, made: -1})
		}
	}
	var from, to []int32
	for r := range g.Relations() {
		if r.Kind == model.IO {
			from, to = append(from, int32(number[r.From])), append(to, int32(number[r.To]))
		}
	}
	needs := digraph.New(len(p.data), from, to)
	p.work(needs)
	p.order(needs)
	p.outside()
	return p
}

// tongue is the language of most names.
func tongue(g *model.Graph) lang.Lang {
	ja := 0
	for n := range g.Nodes() {
		if taskview.Tongue(n.Name) == lang.JA {
			ja++
		}
	}
	if 2*ja > g.NodeCount() {
		return lang.JA
	}
	return lang.EN
}

func (p *plan) say(key string, args ...any) string { return lang.Text(p.lang, key, args...) }

// work makes a task of each deliverable with inputs (T2); a ring of inputs is one task (T1, T6).
func (p *plan) work(needs digraph.Graph) {
	part, n := needs.Strong()
	members := make([][]int, n)
	for v := range p.data {
		members[part[v]] = append(members[part[v]], v)
	}
	back := needs.Reverse()
	lane := map[string]int{}
	for v := range p.data {
		ring := members[part[v]]
		if len(back.Out(int32(v))) == 0 || p.data[v].made >= 0 || ring[0] != v {
			continue
		}
		t := task{ring: len(ring) > 1, out: ring, enter: -1, leave: -1}
		for _, o := range ring {
			p.data[o].made = len(p.tasks)
			for _, i := range back.Out(int32(o)) {
				if !slices.Contains(t.in, int(i)) {
					t.in = append(t.in, int(i))
				}
			}
		}
		slices.Sort(t.in)
		t.name = p.taskName(v)
		owner := p.owner(v)
		if _, ok := lane[owner]; !ok {
			lane[owner] = len(p.lanes)
			p.lanes = append(p.lanes, owner)
		}
		t.lane = lane[owner]
		p.tasks = append(p.tasks, t)
	}
}

func (p *plan) taskName(v int) string {
	n := p.data[v].node
	switch {
	case n.Work != "":
		return n.Work
	case n.Kind == model.Intangible:
		return p.say("export.bpmn.build_up", "v", n.Name)
	default:
		return p.say("export.bpmn.produce", "v", n.Name)
	}
}

// owner is in whose lane something is done (T3).
func (p *plan) owner(v int) string {
	if list := p.data[v].node.Owner.Items(); len(list) > 0 {
		return strings.Join(list, ", ")
	}
	return p.say("export.bpmn.no_owner")
}

// order joins tasks where one needs what the other makes, without what follows anyway (T5). Where several ways part or meet a
// gateway says that all are gone.
func (p *plan) order(needs digraph.Graph) {
	var from, to []int32
	for i, t := range p.tasks {
		for _, v := range t.in {
			if b := p.data[v].made; b >= 0 && b != i {
				from, to = append(from, int32(b)), append(to, int32(i))
			}
		}
	}
	g := digraph.New(len(p.tasks), from, to)
	for i, l := range g.Layers() {
		p.tasks[i].layer = int(l)
	}
	const most = 5000                    // tasks; above, ways that others imply stay
	place := make([]int32, len(p.tasks)) // along the arcs
	for i, v := range g.Order() {
		place[v] = int32(i)
	}
	var after *digraph.After
	if len(p.tasks) <= most {
		for i := range from {
			from[i], to[i] = place[from[i]], place[to[i]]
		}
		after = digraph.New(len(p.tasks), from, to).After()
	}
	next, last := make([][]int, len(p.tasks)), make([][]int, len(p.tasks))
	for a := range p.tasks {
		list := slices.Clone(g.Out(int32(a)))
		slices.Sort(list)
		list = slices.Compact(list)
		for _, b := range list {
			implied := len(p.tasks) <= most && slices.ContainsFunc(list, func(c int32) bool { return c != b && after.Has(place[c], place[b]) })
			if !implied {
				next[a], last[b] = append(next[a], int(b)), append(last[b], a)
			}
		}
	}
	p.join(next, last)
}

// join makes the flows, and gateways where several part or meet.
func (p *plan) join(next, last [][]int) {
	var first, final []int
	for i := range p.tasks {
		if len(last[i]) == 0 {
			first = append(first, i)
		}
		if len(next[i]) == 0 {
			final = append(final, i)
		}
		if len(next[i]) > 1 {
			p.tasks[i].leave = p.gate()
			p.flow(taskID(i), gateID(p.tasks[i].leave))
		}
		if len(last[i]) > 1 {
			p.tasks[i].enter = p.gate()
			p.flow(gateID(p.tasks[i].enter), taskID(i))
		}
	}
	if len(p.tasks) == 0 {
		return
	}
	begin, end := "start", "end"
	if len(first) > 1 {
		begin = gateID(p.gate())
		p.flow("start", begin)
	}
	if len(final) > 1 {
		end = gateID(p.gate())
	}
	for _, i := range first {
		p.flow(begin, p.entry(i))
	}
	for a := range p.tasks {
		for _, b := range next[a] {
			p.flow(p.exit(a), p.entry(b))
		}
	}
	for _, i := range final {
		p.flow(p.exit(i), end)
	}
	if end != "end" {
		p.flow(end, "end")
	}
}

func (p *plan) gate() int {
	p.gates = append(p.gates, gate{})
	return len(p.gates) - 1
}

func (p *plan) flow(from, to string) { p.flows = append(p.flows, flow{from, to}) }

func (p *plan) entry(i int) string {
	if g := p.tasks[i].enter; g >= 0 {
		return gateID(g)
	}
	return taskID(i)
}

func (p *plan) exit(i int) string {
	if g := p.tasks[i].leave; g >= 0 {
		return gateID(g)
	}
	return taskID(i)
}

func taskID(i int) string { return "task" + strconv.Itoa(i+1) }
func gateID(i int) string { return "gateway" + strconv.Itoa(i+1) }
func dataID(i int) string { return "data" + strconv.Itoa(i+1) }
func laneID(i int) string { return "lane" + strconv.Itoa(i+1) }
func poolID(i int) string { return "pool" + strconv.Itoa(i+1) }

// outside makes pools of whoever external sources come from, with a message to the first task that reads each (T4).
func (p *plan) outside() {
	pool := map[string]int{}
	for v, d := range p.data {
		if d.node.Scope != model.External || d.made >= 0 || d.node.Name == "" {
			continue
		}
		i := slices.IndexFunc(p.tasks, func(t task) bool { return slices.Contains(t.in, v) })
		if i < 0 {
			continue
		}
		name := p.say("export.bpmn.outside")
		if list := d.node.Owner.Items(); len(list) > 0 {
			name = strings.Join(list, ", ")
		}
		if _, ok := pool[name]; !ok {
			pool[name] = len(p.pools)
			p.pools = append(p.pools, name)
		}
		p.calls = append(p.calls, call{pool[name], i, v})
	}
}

// Sizes in px. A cell has a gateway, a task, a gateway beside each other, and data below the task.
const (
	cellW, cellH   = 320, 170
	taskW, taskH   = 110, 80
	dataW, dataH   = 36, 50
	gateSize       = 50
	eventSize      = 36
	header         = 30
	poolH          = 60
	left, top, gap = 160, 80, 30
)

// place puts layers into columns and lanes into rows (T9). Sources stand in the column before those who read them.
func (p *plan) place() {
	type cell struct{ lane, column int }
	used := map[cell]int{}
	rows := make([]int, max(1, len(p.lanes)))
	put := func(lane, column int) (row int) {
		c := cell{lane, column}
		used[c]++
		rows[lane] = max(rows[lane], used[c])
		return used[c] - 1
	}
	taskRow, dataRow, dataCell := make([]int, len(p.tasks)), make([]int, len(p.data)), make([]cell, len(p.data))
	columns := 1
	for i, t := range p.tasks {
		taskRow[i] = put(t.lane, t.layer+1)
		columns = max(columns, t.layer+2)
	}
	for v, d := range p.data {
		if d.made >= 0 {
			continue
		}
		c := cell{}
		for _, t := range p.tasks {
			if slices.Contains(t.in, v) {
				c = cell{t.lane, t.layer}
				break
			}
		}
		dataCell[v], dataRow[v] = c, put(c.lane, c.column)
	}
	y := float64(top + len(p.pools)*(poolH+gap))
	lane := make([]float64, len(rows))
	width := float64(left + columns*cellW + cellW/2)
	for i, n := range rows {
		lane[i] = y
		h := float64(max(1, n) * cellH)
		p.boxes = append(p.boxes, geom.Rect{Min: geom.Pt(left/2+header, y), Max: geom.Pt(left/2+width, y+h)})
		y += h
	}
	at := func(lane0, column, row int) geom.Point {
		return geom.Pt(float64(left+column*cellW), lane[lane0]+float64(row*cellH))
	}
	for i := range p.tasks {
		t := &p.tasks[i]
		o := at(t.lane, t.layer+1, taskRow[i])
		t.at = box(o.X+80, o.Y+15, taskW, taskH)
		if t.enter >= 0 {
			p.gates[t.enter].at = box(o.X+10, o.Y+30, gateSize, gateSize)
		}
		if t.leave >= 0 {
			p.gates[t.leave].at = box(o.X+210, o.Y+30, gateSize, gateSize)
		}
		for k, v := range t.out {
			p.data[v].at = box(o.X+140+float64(k)*60, o.Y+105, dataW, dataH)
		}
	}
	for v := range p.data {
		if p.data[v].made < 0 {
			o := at(dataCell[v].lane, dataCell[v].column, dataRow[v])
			p.data[v].at = box(o.X+200, o.Y+100, dataW, dataH)
		}
	}
	p.start = box(left, lane[0]+37, eventSize, eventSize)
	p.end = box(left/2+width-60, lane[0]+37, eventSize, eventSize)
	for i := range p.gates {
		if g := &p.gates[i]; g.at == (geom.Rect{}) {
			g.at = box(left+60, lane[0]+30, gateSize, gateSize)
			if slices.ContainsFunc(p.flows, func(f flow) bool { return f.from == gateID(i) && f.to == "end" }) {
				g.at = box(left/2+width-140, lane[0]+30, gateSize, gateSize)
			}
		}
	}
	slices.SortFunc(p.calls, func(a, b call) int { return cmp.Or(cmp.Compare(a.pool, b.pool), cmp.Compare(a.data, b.data)) })
}

func box(x, y, w, h float64) geom.Rect { return geom.Rect{Min: geom.Pt(x, y), Max: geom.Pt(x+w, y+h)} }
