// Command seika-layout lays out graphs with Graphviz for seika, which starts it and talks to it through pipes. It is a program
// of its own because Graphviz, compiled to WebAssembly, can be neither interrupted nor trusted inside another one.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/goccy/go-graphviz"

	worker "seika/internal/layout/graphviz"
)

// version of Graphviz in the module that is linked.
const version = "12.1.2"

func main() {
	if info, err := os.Stdin.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		fmt.Fprintln(os.Stderr, "seika-layout is started by seika; it does nothing alone.")
		os.Exit(2)
	}
	if err := worker.Serve(context.Background(), os.Stdin, os.Stdout, version, render); err != nil {
		fmt.Fprintln(os.Stderr, "seika-layout:", err)
		os.Exit(1)
	}
}

// render runs dot. Everything is made anew each time, and freed. What dot draws for a node stands at it when the answer has
// been written, which goes nowhere.
func render(ctx context.Context, dot []byte, nodes []string) (drawn []string, err error) {
	g, err := graphviz.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	parsed, err := graphviz.ParseBytes(dot)
	if err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	defer func() { err = errors.Join(err, parsed.Close()) }()
	if err := g.Render(ctx, parsed, "xdot", io.Discard); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	for _, name := range nodes {
		n, err := parsed.NodeByName(name)
		if err != nil {
			return nil, fmt.Errorf("box %s: %w", name, err)
		}
		text := ""
		if n != nil {
			text = n.GetStr("_draw_")
		}
		drawn = append(drawn, text)
	}
	return drawn, nil
}
