// Package pfd reads process flow diagrams: what work makes of what, without an order of its own. It reads PFDSL, a text form of
// them. Nothing that a file names is opened or run.
package pfd

import (
	"bytes"
	"context"

	"seika/internal/importer"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Reader reads *.pfdsl.
var Reader = importer.Reader{
	Name:     "pfdsl",
	Suffixes: []string{".pfdsl"},
	Sniff: func(head []byte) bool {
		return bytes.Contains(head, []byte(" >> ")) && bytes.Contains(head, []byte(" -> "))
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

// View reads a whole file.
func View(ctx context.Context, in *source.Input) (*taskview.View, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !in.Plain() {
		return nil, in.Err()
	}
	r := reader{in: in, v: &taskview.View{}, kind: map[string]kind{}, first: map[string]int{}, stopped: ctx.Err}
	head, body, at := split(in.Data)
	r.body(body, at)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.front(head)
	if err := in.Err(); err != nil {
		return nil, err
	}
	r.build()
	return r.v, nil
}

// split parts the front matter from what follows, and says where that begins.
func split(data []byte) (head, body []byte, at int) {
	fence := []byte("---")
	line, rest, _ := bytes.Cut(data, []byte("\n"))
	if !bytes.Equal(bytes.TrimRight(line, " \t\r"), fence) {
		return nil, data, 0
	}
	for from := len(data) - len(rest); from < len(data); {
		line, _, _ := bytes.Cut(data[from:], []byte("\n"))
		next := min(from+len(line)+1, len(data))
		if bytes.Equal(bytes.TrimRight(line, " \t\r"), fence) {
			return data[len(data)-len(rest) : from], data[next:], next
		}
		from = next
	}
	return rest, nil, len(data)
}
