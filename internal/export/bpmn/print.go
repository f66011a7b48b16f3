package bpmn

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"seika/internal/geom"
	"seika/model"
)

// esc is a text as the value of an attribute.
func esc(s string) string {
	var b strings.Builder
	// A strings.Builder does not fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func (p *plan) print(b *bytes.Buffer) {
	fmt.Fprintf(b, `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" `+
		`xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:seika="%s" `+
		`id="definitions" targetNamespace="%s" exporter="Seika">
`, space, space)
	p.collaboration(b)
	p.process(b)
	p.diagram(b)
	b.WriteString("</definitions>\n")
}

func (p *plan) collaboration(b *bytes.Buffer) {
	title := p.g.Meta().Title
	if title == "" {
		title = p.say("export.bpmn.process")
	}
	fmt.Fprintf(b, "<collaboration id=\"collaboration\">\n<participant id=\"pool0\" name=\"%s\" processRef=\"process\" />\n", esc(title))
	for i, name := range p.pools {
		fmt.Fprintf(b, "<participant id=\"%s\" name=\"%s\" />\n", poolID(i), esc(name))
	}
	for i, c := range p.calls {
		fmt.Fprintf(b, "<messageFlow id=\"message%d\" name=\"%s\" sourceRef=\"%s\" targetRef=\"%s\" />\n",
			i+1, esc(p.data[c.data].node.Name), poolID(c.pool), taskID(c.task))
	}
	b.WriteString("</collaboration>\n")
}

func (p *plan) process(b *bytes.Buffer) {
	b.WriteString("<process id=\"process\" isExecutable=\"false\">\n<extensionElements>\n<seika:relations>\n")
	for r := range p.g.Relations() {
		if r.Kind == model.IO {
			fmt.Fprintf(b, "<seika:io from=\"%s\" to=\"%s\" />\n", r.From, r.To)
		} else {
			fmt.Fprintf(b, "<seika:sync a=\"%s\" b=\"%s\" />\n", r.From, r.To)
		}
	}
	b.WriteString("</seika:relations>\n</extensionElements>\n")
	if len(p.lanes) > 0 {
		b.WriteString("<laneSet id=\"lanes\">\n")
		for l, name := range p.lanes {
			fmt.Fprintf(b, "<lane id=\"%s\" name=\"%s\">\n", laneID(l), esc(name))
			for i, t := range p.tasks {
				if t.lane == l {
					fmt.Fprintf(b, "<flowNodeRef>%s</flowNodeRef>\n", taskID(i))
				}
			}
			b.WriteString("</lane>\n")
		}
		b.WriteString("</laneSet>\n")
	}
	if len(p.tasks) > 0 {
		b.WriteString("<startEvent id=\"start\" />\n<endEvent id=\"end\" />\n")
	}
	for i := range p.gates {
		fmt.Fprintf(b, "<parallelGateway id=\"%s\" />\n", gateID(i))
	}
	for i := range p.tasks {
		p.task(b, i)
	}
	for i, f := range p.flows {
		fmt.Fprintf(b, "<sequenceFlow id=\"flow%d\" sourceRef=\"%s\" targetRef=\"%s\" />\n", i+1, f.from, f.to)
	}
	for i, d := range p.data {
		p.thing(b, i, d.node)
	}
	b.WriteString("</process>\n")
}

func (p *plan) task(b *bytes.Buffer, i int) {
	t := p.tasks[i]
	fmt.Fprintf(b, "<task id=\"%s\" name=\"%s\">\n", taskID(i), esc(t.name))
	for _, v := range t.in {
		fmt.Fprintf(b, "<property id=\"slot%d_%d\" name=\"__targetRef_placeholder\" />\n", i+1, v+1)
	}
	for _, v := range t.in {
		fmt.Fprintf(b, "<dataInputAssociation id=\"read%d_%d\"><sourceRef>%s</sourceRef><targetRef>slot%d_%d</targetRef></dataInputAssociation>\n",
			i+1, v+1, dataID(v), i+1, v+1)
	}
	for _, v := range t.out {
		fmt.Fprintf(b, "<dataOutputAssociation id=\"write%d_%d\"><targetRef>%s</targetRef></dataOutputAssociation>\n", i+1, v+1, dataID(v))
	}
	if t.ring {
		fmt.Fprintf(b, "<standardLoopCharacteristics id=\"again%d\" />\n", i+1)
	}
	b.WriteString("</task>\n")
}

func (p *plan) thing(b *bytes.Buffer, i int, n model.Node) {
	fmt.Fprintf(b, "<dataObject id=\"object%d\" />\n<dataObjectReference id=\"%s\" name=\"%s\" dataObjectRef=\"object%d\">\n", i+1, dataID(i), esc(n.Name), i+1)
	fmt.Fprintf(b, "<extensionElements>\n<seika:deliverable id=\"%s\" name=\"%s\"", n.ID, esc(n.Name))
	for _, a := range []struct{ name, value string }{
		{"kind", string(n.Kind)}, {"subtype", string(n.Subtype)}, {"scope", string(n.Scope)}, {"state", n.State}, {"work", n.Work},
	} {
		if a.value != "" {
			fmt.Fprintf(b, " %s=\"%s\"", a.name, esc(a.value))
		}
	}
	if n.Goal {
		b.WriteString(` goal="true"`)
	}
	b.WriteString(">\n")
	for _, o := range n.Owner.Items() {
		fmt.Fprintf(b, "<seika:owner name=\"%s\" />\n", esc(o))
	}
	b.WriteString("</seika:deliverable>\n</extensionElements>\n</dataObjectReference>\n")
}

// diagram says where everything stands (T9): without it other programs open nothing.
func (p *plan) diagram(b *bytes.Buffer) {
	b.WriteString("<bpmndi:BPMNDiagram id=\"diagram\">\n<bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"collaboration\">\n")
	at := map[string]geom.Rect{"start": p.start, "end": p.end}
	whole := geom.Rect{}
	for i, r := range p.boxes {
		if i == 0 {
			whole = r
		}
		whole.Max = geom.Pt(max(whole.Max.X, r.Max.X), max(whole.Max.Y, r.Max.Y))
	}
	whole.Min.X -= header
	shape(b, "pool0", whole, ` isHorizontal="true"`)
	for i := range p.pools {
		y := float64(top + i*(poolH+gap))
		at[poolID(i)] = geom.Rect{Min: geom.Pt(whole.Min.X, y), Max: geom.Pt(whole.Max.X, y+poolH)}
		shape(b, poolID(i), at[poolID(i)], ` isHorizontal="true"`)
	}
	for i := range p.lanes {
		shape(b, laneID(i), p.boxes[i], ` isHorizontal="true"`)
	}
	if len(p.tasks) > 0 {
		shape(b, "start", p.start, "")
		shape(b, "end", p.end, "")
	}
	for i, g := range p.gates {
		at[gateID(i)] = g.at
		shape(b, gateID(i), g.at, "")
	}
	for i, t := range p.tasks {
		at[taskID(i)] = t.at
		shape(b, taskID(i), t.at, "")
	}
	for i, d := range p.data {
		at[dataID(i)] = d.at
		shape(b, dataID(i), d.at, "")
	}
	for i, f := range p.flows {
		edge(b, fmt.Sprintf("flow%d", i+1), at[f.from], at[f.to])
	}
	for i, t := range p.tasks {
		for _, v := range t.in {
			edge(b, fmt.Sprintf("read%d_%d", i+1, v+1), p.data[v].at, t.at)
		}
		for _, v := range t.out {
			edge(b, fmt.Sprintf("write%d_%d", i+1, v+1), t.at, p.data[v].at)
		}
	}
	for i, c := range p.calls {
		t := p.tasks[c.task].at
		pool := at[poolID(c.pool)]
		x := t.Center().X
		edge(b, fmt.Sprintf("message%d", i+1), geom.Rect{Min: geom.Pt(x, pool.Min.Y), Max: geom.Pt(x, pool.Max.Y)}, t)
	}
	b.WriteString("</bpmndi:BPMNPlane>\n</bpmndi:BPMNDiagram>\n")
}

func shape(b *bytes.Buffer, id string, r geom.Rect, more string) {
	fmt.Fprintf(b, "<bpmndi:BPMNShape id=\"%s_di\" bpmnElement=\"%s\"%s><dc:Bounds x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" /></bpmndi:BPMNShape>\n",
		id, id, more, r.Min.X, r.Min.Y, r.Max.X-r.Min.X, r.Max.Y-r.Min.Y)
}

// edge is a straight line between the borders of two boxes.
func edge(b *bytes.Buffer, id string, from, to geom.Rect) {
	p, q := border(from, to.Center()), border(to, from.Center())
	fmt.Fprintf(b, "<bpmndi:BPMNEdge id=\"%s_di\" bpmnElement=\"%s\"><di:waypoint x=\"%g\" y=\"%g\" /><di:waypoint x=\"%g\" y=\"%g\" /></bpmndi:BPMNEdge>\n",
		id, id, p.X, p.Y, q.X, q.Y)
}

// border is where the line from the middle of a box to a point leaves it, to whole px.
func border(r geom.Rect, to geom.Point) geom.Point {
	c := r.Center()
	dx, dy := to.X-c.X, to.Y-c.Y
	k := 1.0
	if w := (r.Max.X - r.Min.X) / 2; abs(dx)*k > w {
		k = w / abs(dx)
	}
	if h := (r.Max.Y - r.Min.Y) / 2; abs(dy)*k > h {
		k = h / abs(dy)
	}
	return geom.Pt(c.X+dx*k, c.Y+dy*k).Round()
}

func abs(x float64) float64 { return max(x, -x) }
