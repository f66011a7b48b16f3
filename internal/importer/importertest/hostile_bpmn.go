package importertest

import (
	"bytes"
	"fmt"
	"strings"
)

// process and together are the beginnings of a file of BPMN with one process, and with one collaboration.
const (
	definitions = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">`
	process     = definitions + `<process id="p">`
	processTo   = `</process></definitions>`
	together    = definitions + `<process id="p"><task id="t" name="x"/></process><process id="q"><task id="u" name="y"/></process>` +
		`<collaboration id="c"><participant id="P" processRef="p"/><participant id="Q" processRef="q"/>`
	togetherTo = `</collaboration></definitions>`
)

// bpmnFiles are files of one kind of element again and again, as far as something is kept of it.
func bpmnFiles() []Hostile {
	return []Hostile{
		numbered("BPMN: messages", definitions, `<message id="m%[1]d" name="a%[1]d"/>`, "</definitions>"),
		numbered("BPMN: stores", definitions, `<dataStore id="m%[1]d" name="a%[1]d"/>`, "</definitions>"),
		numbered("BPMN: processes", definitions, `<process id="m%[1]d"/>`, "</definitions>"),
		many("BPMN: processes without an id", definitions, `<process/>`, "</definitions>"),
		numbered("BPMN: values of a category", definitions+"<category>", `<categoryValue id="m%[1]d" value="a"/>`, "</category></definitions>"),
		many("BPMN: global tasks", definitions, `<globalTask/>`, "</definitions>"),
		many("BPMN: pools", together, `<participant/>`, togetherTo),
		numbered("BPMN: messages between two pools", together, `<messageFlow id="f%[1]d" name="a %[1]d" sourceRef="P" targetRef="Q"/>`, togetherTo),
		numbered("BPMN: messages to a pool", together, `<messageFlow id="f%[1]d" name="a%[1]d" sourceRef="t" targetRef="Q"/>`, togetherTo),
		numbered("BPMN: messages between two tasks", together, `<messageFlow id="f%[1]d" name="a%[1]d" sourceRef="t" targetRef="u"/>`, togetherTo),
		many("BPMN: conversations", together, `<conversation/>`, togetherTo),
		many("BPMN: references of lanes", process+`<task id="t"/><laneSet><lane id="l">`, `<flowNodeRef>t</flowNodeRef>`, `</lane></laneSet>`+processTo),
		numbered("BPMN: references of lanes to nothing", process+`<task id="t"/><laneSet><lane id="l">`, `<flowNodeRef>t%d</flowNodeRef>`, `</lane></laneSet>`+processTo),
		many("BPMN: lanes", process+`<task id="t"/><laneSet>`, `<lane/>`, `</laneSet>`+processTo),
		many("BPMN: lanes with one task", process+`<task id="t"/><laneSet>`, `<lane><flowNodeRef>t</flowNodeRef></lane>`, `</laneSet>`+processTo),
		numbered("BPMN: lanes in lanes with one task", process+`<task id="t"/>`+strings.Repeat("<laneSet><lane>", 90), `<laneSet><lane id="l%d"><flowNodeRef>t</flowNodeRef></lane></laneSet>`,
			strings.Repeat("</lane></laneSet>", 90)+processTo),
		many("BPMN: sub-processes in sub-processes", process, `<subProcess>`, ""),
		many("BPMN: sub-processes", process, `<subProcess/>`, processTo),
		many("BPMN: inputs of a task", process+`<task id="t"><dataInputAssociation>`, `<sourceRef>d</sourceRef>`, `</dataInputAssociation></task>`+processTo),
		many("BPMN: outputs of a task", process+`<dataObject id="d" name="x"/><task id="t">`, `<dataOutputAssociation><targetRef>d</targetRef></dataOutputAssociation>`, `</task>`+processTo),
		numbered("BPMN: joined slots", process+`<task id="t"><dataOutputAssociation>`, `<sourceRef>d%d</sourceRef>`, `</dataOutputAssociation></task>`+processTo),
		numbered("BPMN: slots", process+`<task id="t"><ioSpecification>`, `<dataInput name="d%d"/>`, `</ioSpecification></task>`+processTo),
		many("BPMN: inputs of a process", process+`<task id="t"/><ioSpecification>`, `<dataInput/>`, `</ioSpecification>`+processTo),
		many("BPMN: loops of a task", process+`<task id="t">`, `<multiInstanceLoopCharacteristics/>`, `</task>`+processTo),
		many("BPMN: triggers of an event", process+`<startEvent id="t">`, `<messageEventDefinition messageRef="m"/>`, `</startEvent>`+processTo),
		many("BPMN: messages of a choreography", definitions+`<choreography id="p"><choreographyTask id="t">`, `<messageFlowRef>m</messageFlowRef>`, `</choreographyTask></choreography></definitions>`),
		many("BPMN: documentation", process+`<task id="t">`, `<documentation>x</documentation>`, `</task>`+processTo),
		many("BPMN: a long documentation", process+`<task id="t"><documentation>`, `x `, `</documentation></task>`+processTo),
		many("BPMN: unknown elements", process+`<task id="t"/>`, `<x/>`, processTo),
		many("BPMN: frames", process+`<task id="t"/>`, `<group/>`, processTo),
		many("BPMN: shapes", process+`<task id="t"/></process><d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"><d:BPMNPlane>`, `<d:BPMNShape/>`,
			`</d:BPMNPlane></d:BPMNDiagram></definitions>`),
		many("BPMN: associations", process+`<task id="t"/><textAnnotation id="n"/>`, `<association sourceRef="n" targetRef="t"/>`, processTo),
		numbered("BPMN: objects", process+`<task id="t"/>`, `<dataObject id="d%[1]d"/><dataObjectReference id="r%[1]d" dataObjectRef="d%[1]d"/><association sourceRef="d%[1]d" targetRef="t"/>`, processTo),
		many("BPMN: tables of decisions", process, `<businessRuleTask xmlns:a="u" a:rules="x"/>`, processTo),
		{"BPMN: a gateway", gateway("exclusiveGateway", 1)},
		{"BPMN: gateways in a row", gateway("exclusiveGateway", 40)},
		{"BPMN: gateways for all", gateway("parallelGateway", 1)},
		numbered("BPMN: links", process, `<intermediateThrowEvent id="a%[1]d"><linkEventDefinition name="x"/></intermediateThrowEvent>`+
			`<intermediateCatchEvent id="b%[1]d"><linkEventDefinition name="x"/></intermediateCatchEvent>`, processTo),
		numbered("BPMN: a chain", process, `<task id="t%[1]d" name="Write a%[1]d"/><sequenceFlow sourceRef="t%[1]d" targetRef="u%[1]d"/><task id="u%[1]d"/>`, processTo),
		numbered("BPMN: tasks of one name", process, `<task id="t%d" name="Write plan"/>`, processTo),
	}
}

// gateway has as many tasks before as after it, and some more of its kind in between.
func gateway(kind string, row int) func(int) []byte {
	return func(size int) []byte {
		var b bytes.Buffer
		b.WriteString(process)
		for i := range row {
			fmt.Fprintf(&b, `<%s id="g%d"/><sequenceFlow sourceRef="g%[2]d" targetRef="g%d"/>`, kind, i, i+1)
		}
		fmt.Fprintf(&b, `<%s id="g%d"/>`, kind, row)
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, `<task id="a%[1]d" name="Write a%[1]d"/><sequenceFlow sourceRef="a%[1]d" targetRef="g0"/>`+
				`<task id="b%[1]d" name="Check b%[1]d"/><sequenceFlow sourceRef="g%d" targetRef="b%[1]d"/>`, i, row)
		}
		b.WriteString(processTo)
		return b.Bytes()
	}
}
