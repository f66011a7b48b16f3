package bpmn

import (
	"strings"
	"unicode/utf8"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
)

// reader is one file being read. What an id stands for is known only at the end.
type reader struct {
	in    *source.Input
	x     *source.XML
	v     *taskview.View
	space string // of the model
	at    map[string]int
	end   int

	processes    []process
	participants []participant
	choreography bool
	lanes        []lane
	objects      []object
	stores       map[string]string // name by id
	messages     map[string]string
	values       map[string]string // of categories, by id: what frames are called
	frames       []frame
	associations []association
	slots        []slot
	joined       map[string]bool // slots that an association names
	sends        []send          // message events and tasks with the name of a message
	refs         int             // of lanes to what stands in them, and of work to what it reads
}

type (
	process     struct{ id, name string }
	participant struct {
		id, name, process string
		many              bool
	}
	lane struct {
		taskview.Lane
		nodes []string
	}
	object struct {
		id, name, state string
		collection      bool
		process, box    string
		referred        bool
	}
	association struct {
		id, from, to string
		both         bool // without a direction
	}
	slot  struct{ id, name string }
	frame struct{ id, name, value string }
	send  struct {
		node, message string
		out           bool
	}
)

// scope is where elements stand.
type scope struct {
	process, box string
	exception    bool
}

// fits holds what was read so far against the limits, before the next element is.
func (r *reader) fits(e source.Element) bool {
	nodes := len(r.v.Nodes) + len(r.v.Data) + len(r.objects)
	edges := len(r.v.Flows) + len(r.v.Messages) + len(r.v.Uses) + len(r.associations)
	kept := len(r.at) + len(r.v.Losses) + len(r.v.Notes) + len(r.messages) + len(r.stores) + len(r.values) +
		len(r.slots) + len(r.joined) + len(r.sends) + len(r.lanes) + len(r.frames) + len(r.processes) + len(r.participants) + r.refs
	const weight = 6 // of an element that is kept beside one that is passed over
	return !r.x.Over(source.Nodes, int64(nodes), e.Offset) && !r.x.Over(source.Edges, int64(edges), e.Offset) &&
		!r.x.Over(source.Elements, weight*int64(kept), e.Offset) && !r.x.Over(source.Label, int64(named(e)), e.Offset)
}

// named is how long the name of an element is.
func named(e source.Element) int {
	for i := range e.Attrs {
		if e.Attrs[i].Name.Local == "name" {
			return len(e.Attrs[i].Value)
		}
	}
	return 0
}

// inside runs through the elements of the model inside the present one.
func (r *reader) inside(visit func(source.Element)) {
	for e := range r.x.Elements() {
		if e.Space == r.space && r.fits(e) {
			r.note(e)
			visit(e)
		}
	}
}

// note keeps where an id stands, and refuses one that stands twice.
func (r *reader) note(e source.Element) {
	id := e.Attr("id")
	if id == "" || e.Local == "laneSet" || e.Local == "childLaneSet" { // nothing refers to these; some programs give all one id
		return
	}
	if first, twice := r.at[id]; twice {
		line, _ := r.in.Place(first)
		r.in.Add(e.Offset, "", lang.M("taskview.id_twice", "id", source.Visible(clip(id)), "line", line))
		return
	}
	r.at[id] = e.Offset
}

// label is a name on one line. A word that is parted at the end of a line is one again.
func label(s string) string {
	if !strings.Contains(s, "-\n") {
		return taskview.OneLine(s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if i > 0 && i+2 < len(s) && s[i] == '-' && s[i+1] == '\n' && small(s[i-1]) && small(s[i+2]) {
			i++
			continue
		}
		b.WriteByte(s[i])
	}
	return taskview.OneLine(b.String())
}

func small(c byte) bool { return c >= 'a' && c <= 'z' || c >= utf8.RuneSelf }

func (r *reader) definitions() {
	for e := range r.x.Elements() {
		switch {
		case e.Space == drawSpace && e.Local == "BPMNDiagram":
			r.diagram()
			continue
		case e.Space != r.space:
			continue
		case !r.fits(e):
			return
		}
		r.note(e)
		id, name := e.Attr("id"), label(e.Attr("name"))
		switch e.Local {
		case "process":
			r.processes = append(r.processes, process{id, name})
			r.flowElements(scope{process: id})
		case "collaboration", "globalConversation":
			r.collaboration(scope{})
		case "choreography", "globalChoreographyTask":
			r.choreography = true
			r.collaboration(scope{process: id})
		case "message":
			put(&r.messages, id, name)
		case "dataStore":
			put(&r.stores, id, name)
		case "category":
			r.inside(func(e source.Element) { put(&r.values, e.Attr("id"), label(e.Attr("value"))) })
		case "extensionElements":
			r.extension()
		case "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask":
			r.lose(id, name, taskview.LostOther)
		}
	}
}

func put(m *map[string]string, k, v string) {
	if *m == nil {
		*m = map[string]string{}
	}
	(*m)[k] = v
}

func (r *reader) lose(id, name string, why taskview.Why) {
	r.v.Losses = append(r.v.Losses, taskview.Loss{ID: id, Name: name, Why: why})
}

// collaboration reads participants and messages, and the tasks of a choreography.
func (r *reader) collaboration(s scope) {
	r.inside(func(e source.Element) {
		id, name := e.Attr("id"), label(e.Attr("name"))
		switch e.Local {
		case "participant":
			p := participant{id: id, name: name, process: local(e.Attr("processRef"))}
			r.inside(func(e source.Element) { p.many = p.many || e.Local == "participantMultiplicity" })
			r.participants = append(r.participants, p)
		case "messageFlow":
			r.v.Messages = append(r.v.Messages, taskview.Message{
				ID: id, Name: name, From: local(e.Attr("sourceRef")), To: local(e.Attr("targetRef")), Task: local(e.Attr("messageRef")),
			})
		case "conversation", "subConversation", "callConversation", "conversationLink", "conversationAssociation":
			r.lose(id, name, taskview.LostOther)
		default:
			r.flowElement(e, s)
		}
	})
}

// flowElements reads what stands in a process or sub-process.
func (r *reader) flowElements(s scope) {
	r.inside(func(e source.Element) { r.flowElement(e, s) })
}

var kinds = map[string]taskview.Kind{
	"task": taskview.Task, "userTask": taskview.UserTask, "manualTask": taskview.ManualTask, "serviceTask": taskview.ServiceTask,
	"scriptTask": taskview.ScriptTask, "businessRuleTask": taskview.RuleTask, "sendTask": taskview.SendTask,
	"receiveTask": taskview.ReceiveTask, "callActivity": taskview.CallActivity,
	"subProcess": taskview.SubProcess, "adHocSubProcess": taskview.SubProcess, "transaction": taskview.SubProcess,
	"choreographyTask": taskview.ChoreographyTask, "callChoreography": taskview.ChoreographyTask, "subChoreography": taskview.SubProcess,
	"startEvent": taskview.StartEvent, "intermediateCatchEvent": taskview.CatchEvent, "intermediateThrowEvent": taskview.ThrowEvent,
	"implicitThrowEvent": taskview.ThrowEvent, "endEvent": taskview.EndEvent, "boundaryEvent": taskview.BoundaryEvent,
	"exclusiveGateway": taskview.Xor, "inclusiveGateway": taskview.Or, "parallelGateway": taskview.And,
	"eventBasedGateway": taskview.EventBased, "complexGateway": taskview.Complex,
}

func (r *reader) flowElement(e source.Element, s scope) {
	id, name := e.Attr("id"), label(e.Attr("name"))
	if k, ok := kinds[e.Local]; ok {
		r.node(e, k, s)
		return
	}
	switch e.Local {
	case "sequenceFlow":
		f := taskview.Flow{ID: id, Name: name, From: local(e.Attr("sourceRef")), To: local(e.Attr("targetRef"))}
		r.inside(func(e source.Element) {
			if e.Local == "conditionExpression" {
				f.Condition = label(r.x.Text())
			}
		})
		r.v.Flows = append(r.v.Flows, f)
	case "laneSet":
		r.laneSet(s, "")
	case "dataObject":
		o := object{id: id, name: name, collection: isTrue(e.Attr("isCollection")), process: s.process, box: s.box}
		o.state = r.state()
		r.objects = append(r.objects, o)
	case "dataObjectReference", "dataStoreReference":
		r.data(e, s)
	case "ioSpecification":
		r.inside(func(e source.Element) {
			if e.Local == "dataInput" || e.Local == "dataOutput" {
				r.data(e, s)
			}
		})
	case "association":
		r.associations = append(r.associations, association{
			id: id, from: local(e.Attr("sourceRef")), to: local(e.Attr("targetRef")),
			both: e.Attr("associationDirection") == "" || e.Attr("associationDirection") == "None",
		})
	case "textAnnotation":
		n := taskview.Note{ID: id}
		r.inside(func(e source.Element) {
			if e.Local == "text" {
				n.Text = label(r.x.Text())
			}
		})
		r.v.Notes = append(r.v.Notes, n)
	case "group":
		r.frames = append(r.frames, frame{id, name, local(e.Attr("categoryValueRef"))})
	case "documentation":
		if text := label(r.x.Text()); text != "" {
			r.lose(s.process, clip(text), taskview.LostText)
		}
	case "extensionElements":
		r.extension()
	case "supports", "property", "resourceRole", "performer", "correlationSubscription", "auditing", "monitoring", "incoming",
		"outgoing", "potentialOwner", "humanPerformer", "completionCondition":
		// how it is run, or who may run it: not part of the picture
	default:
		r.lose(id, name, taskview.LostOther)
	}
}

// clip is the beginning of a long text.
func clip(s string) string { return source.Clip(s, 60) }

func isTrue(s string) bool { return s == "true" || s == "1" }

// local is an id without the prefix that some write before it.
func local(ref string) string {
	ref = strings.TrimSpace(ref)
	if _, after, ok := strings.Cut(ref, ":"); ok {
		return after
	}
	return ref
}

// state is that of a piece of data.
func (r *reader) state() string {
	state := ""
	r.inside(func(e source.Element) {
		if e.Local == "dataState" {
			state = label(e.Attr("name"))
		}
	})
	return state
}

func (r *reader) data(e source.Element, s scope) {
	d := taskview.Data{
		ID: e.Attr("id"), Name: label(e.Attr("name")), Party: s.process, Box: s.box, Collection: isTrue(e.Attr("isCollection")),
	}
	switch e.Local {
	case "dataObjectReference":
		d.Object = local(e.Attr("dataObjectRef"))
	case "dataStoreReference":
		d.Kind, d.Object = taskview.Store, local(e.Attr("dataStoreRef"))
	case "dataInput":
		d.Kind = taskview.Input
	case "dataOutput":
		d.Kind = taskview.Output
	}
	for e := range r.x.Elements() {
		switch {
		case e.Space == r.space && e.Local == "dataState":
			d.State = label(e.Attr("name"))
		case e.Space == r.space && e.Local == "extensionElements":
			r.own(&d)
		}
	}
	r.v.Data = append(r.v.Data, d)
}

func (r *reader) laneSet(s scope, parent string) {
	r.inside(func(e source.Element) {
		if e.Local != "lane" {
			return
		}
		l := lane{Lane: taskview.Lane{ID: e.Attr("id"), Name: label(e.Attr("name")), Party: s.process, Parent: parent}}
		r.inside(func(e source.Element) {
			switch e.Local {
			case "flowNodeRef":
				l.nodes = append(l.nodes, local(r.x.Text()))
				r.refs++
			case "childLaneSet":
				r.laneSet(s, l.ID)
			}
		})
		r.lanes = append(r.lanes, l)
	})
}
