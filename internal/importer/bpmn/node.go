package bpmn

import (
	"slices"
	"strconv"
	"strings"

	"seika/internal/source"
	"seika/internal/taskview"
)

// node reads an activity, event or gateway with all that stands in it.
func (r *reader) node(e source.Element, k taskview.Kind, s scope) {
	n := taskview.Node{
		ID: e.Attr("id"), Kind: k, Name: label(e.Attr("name")), Party: s.process, Box: s.box, Offset: e.Offset,
		AttachedTo: local(e.Attr("attachedToRef")),
		Exception:  s.exception || isTrue(e.Attr("isForCompensation")),
	}
	at := len(r.v.Nodes)
	if at == cap(r.v.Nodes) { // growing in smaller steps leaves five times as much behind
		r.v.Nodes = slices.Grow(r.v.Nodes, max(16, at))
	}
	r.v.Nodes = append(r.v.Nodes, n)
	inner := scope{process: s.process, box: n.ID, exception: n.Exception || isTrue(e.Attr("triggeredByEvent"))}
	if k == taskview.SubProcess {
		r.v.Boxes = append(r.v.Boxes, taskview.Box{ID: n.ID, Name: n.Name, Parent: s.box, Party: s.process, Kind: boxKind(e)})
	}
	if message := local(e.Attr("messageRef")); message != "" {
		r.sends = append(r.sends, send{n.ID, message, k != taskview.ReceiveTask})
	}
	r.table(e, n)
	r.inside(func(c source.Element) { r.part(c, &n, inner) })
	r.v.Nodes[at] = n
}

func boxKind(e source.Element) taskview.BoxKind {
	switch {
	case isTrue(e.Attr("triggeredByEvent")):
		return taskview.EventSub
	case e.Local == "adHocSubProcess":
		return taskview.AdHoc
	case e.Local == "transaction":
		return taskview.Transaction
	default:
		return taskview.ExpandedSub
	}
}

// table makes the decision table that a rule task names, by whatever engine, data that it reads.
func (r *reader) table(e source.Element, n taskview.Node) {
	if n.Kind != taskview.RuleTask {
		return
	}
	for _, a := range e.Attrs {
		if (a.Name.Local == "decisionRef" || a.Name.Local == "rules") && a.Name.Space != "" && label(a.Value) != "" {
			id := n.ID + "#" + a.Name.Local
			r.v.Data = append(r.v.Data, taskview.Data{
				ID: id, Name: label(a.Value), Kind: taskview.Store, Party: n.Party, Box: n.Box, Tags: []string{"criteria"},
			})
			r.v.Uses = append(r.v.Uses, taskview.Use{Node: n.ID, Data: id})
		}
	}
}

// part reads what stands in a node.
func (r *reader) part(e source.Element, n *taskview.Node, inner scope) {
	switch e.Local {
	case "incoming", "outgoing", "property", "dataInputRefs", "inputSet", "outputSet":
	case "dataInput", "dataOutput": // of an event
		r.slots = append(r.slots, slot{e.Attr("id"), label(e.Attr("name"))})
	case "ioSpecification":
		r.inside(func(e source.Element) {
			if e.Local == "dataInput" || e.Local == "dataOutput" {
				r.slots = append(r.slots, slot{e.Attr("id"), label(e.Attr("name"))})
			}
		})
	case "dataInputAssociation", "dataOutputAssociation":
		r.dataAssociation(e, n.ID)
	case "standardLoopCharacteristics":
		n.Loop = taskview.Standard
	case "multiInstanceLoopCharacteristics":
		if n.Loop = taskview.Parallel; isTrue(e.Attr("isSequential")) {
			n.Loop = taskview.Sequential
		}
	case "documentation":
		if text := label(r.x.Text()); text != "" {
			r.lose(n.ID, clip(text), taskview.LostText)
		}
	case "participantRef", "messageFlowRef", "extensionElements", "conditionExpression", "script", "resourceRole", "performer",
		"humanPerformer", "potentialOwner", "eventDefinitionRef", "completionCondition":
		if n.Kind == taskview.ChoreographyTask && e.Local == "messageFlowRef" {
			r.slots = append(r.slots, slot{"", n.ID + " " + local(r.x.Text())})
		}
	default:
		switch {
		case strings.HasSuffix(e.Local, "EventDefinition"):
			r.trigger(e, n)
		case n.Kind == taskview.SubProcess:
			r.flowElement(e, inner)
		}
	}
}

func (r *reader) trigger(e source.Element, n *taskview.Node) {
	what := strings.TrimSuffix(e.Local, "EventDefinition")
	if n.Trigger != "" {
		what = "multiple"
	}
	n.Trigger = what
	if what == "link" {
		n.Link = label(e.Attr("name"))
	}
	if what == "compensate" && n.Kind == taskview.BoundaryEvent {
		n.Exception = true
	}
	if message := local(e.Attr("messageRef")); message != "" && what == "message" {
		r.sends = append(r.sends, send{n.ID, message, n.Kind == taskview.ThrowEvent || n.Kind == taskview.EndEvent})
	}
}

// dataAssociation reads which data a node reads or writes. The other end is a placeholder within the node.
func (r *reader) dataAssociation(e source.Element, node string) {
	var from []string
	to := ""
	r.inside(func(e source.Element) {
		switch e.Local {
		case "sourceRef":
			from = append(from, local(r.x.Text()))
			r.refs++
		case "targetRef":
			to = local(r.x.Text())
		}
	})
	if r.joined == nil {
		r.joined = map[string]bool{}
	}
	if e.Local == "dataOutputAssociation" {
		for _, id := range from {
			r.joined[id] = true
		}
		r.v.Uses = append(r.v.Uses, taskview.Use{Node: node, Data: to, Direction: taskview.Out})
		return
	}
	if len(from) > 0 {
		r.joined[to] = true
	}
	for _, id := range from {
		r.v.Uses = append(r.v.Uses, taskview.Use{Node: node, Data: id})
	}
}

// diagram reads where elements stand.
func (r *reader) diagram() {
	for plane := range r.x.Elements() {
		if plane.Local != "BPMNPlane" {
			continue
		}
		for e := range r.x.Elements() {
			if e.Local != "BPMNShape" {
				continue
			}
			s := taskview.Shape{Element: local(e.Attr("bpmnElement"))}
			for b := range r.x.Elements() {
				if b.Local == "Bounds" {
					s.X, s.Y, s.W, s.H = px(b, "x"), px(b, "y"), px(b, "width"), px(b, "height")
				}
			}
			r.v.Shapes = append(r.v.Shapes, s)
		}
	}
}

// px is a length of a picture; 0 where it is none.
func px(e source.Element, name string) float64 {
	f, err := strconv.ParseFloat(e.Attr(name), 64)
	const most = 1e8
	if err != nil || !(f > -most && f < most) {
		return 0
	}
	return f
}
