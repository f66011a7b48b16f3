// Package bpmn reads BPMN 2.0. It goes by name spaces, never by prefixes, takes what it knows and notes what it does not; what
// the elements mean for deliverables is not its business.
package bpmn

import (
	"bytes"
	"context"

	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Reader reads *.bpmn.
var Reader = importer.Reader{
	Name:     "bpmn",
	Suffixes: []string{".bpmn20.xml", ".bpmn2", ".bpmn"},
	Sniff: func(head []byte) bool {
		return bytes.Contains(head, []byte("omg.org/spec/BPMN")) || bytes.Contains(head, []byte("definitions")) && bytes.Contains(head, []byte("<"))
	},
	Graph: func(ctx context.Context, in *source.Input) (*model.Graph, error) {
		v, err := View(ctx, in)
		if err != nil {
			return nil, err
		}
		r, err := importer.Derive(ctx, in, v, taskview.Options{})
		return r.Graph, err
	},
	View: View,
}

// The name spaces: of models, in both of their editions, and of diagrams.
const (
	modelSpace = "http://www.omg.org/spec/BPMN/20100524/MODEL"
	draftSpace = "http://schema.omg.org/spec/BPMN/2.0"
	drawSpace  = "http://www.omg.org/spec/BPMN/20100524/DI"
	ownSpace   = "urn:seika:bpmn:1"
)

// View reads a whole file. References to what is not there are lost, and noted as such; faults of the notation are refused.
func View(ctx context.Context, in *source.Input) (*taskview.View, error) {
	r := reader{in: in, v: &taskview.View{}, at: map[string]int{}}
	err := in.XML(ctx, func(x *source.XML) {
		r.x = x
		for e := range x.Elements() {
			if e.Local != "definitions" || e.Space != modelSpace && e.Space != draftSpace {
				x.Refuse(e.Offset, lang.M("taskview.no_bpmn"))
				return
			}
			r.space = e.Space
			r.v.Name = label(e.Attr("name"))
			r.definitions()
			r.end = e.Offset
		}
	})
	if err != nil {
		return nil, err
	}
	if len(r.processes) == 0 && len(r.participants) == 0 && !r.choreography {
		in.Add(r.end, "", lang.M("taskview.no_process"))
		return nil, in.Err()
	}
	r.finish()
	return r.v, in.Err()
}
