// Package bpmn writes a model as a task view: a task for each deliverable that is made of something, in the order that follows
// from what needs what. Other programs open it; what they cannot hold stands in extension elements, from which the model comes
// back.
package bpmn

import (
	"bytes"
	"context"
	"io"

	"seika/internal/export"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.bpmn.
var Format = export.Format{
	Name: "bpmn", Suffix: ".bpmn", Mime: "application/xml",
	Loses: []lang.Msg{lang.M("export.bpmn.groups"), lang.M("export.bpmn.attributes")},
	Model: write,
}

// space is the name space of what other programs do not know.
const space = "urn:seika:bpmn:1"

func write(ctx context.Context, w io.Writer, g *model.Graph, _ export.Options) error {
	p := newPlan(g)
	if err := ctx.Err(); err != nil {
		return err
	}
	p.place()
	var b bytes.Buffer
	p.print(&b)
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
