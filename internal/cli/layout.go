package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/spf13/cobra"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/layout/graphviz"
	"seika/internal/layout/layered"
	"seika/model"
	"seika/model/edit"
)

// laying is a call of layout.
type laying struct {
	*call
	from, to, asked, direction *choice
	out                        string
	metrics                    bool
}

func (c *call) layout() *cobra.Command {
	k := laying{
		call: c, from: oneOf("", readerNames()...), to: oneOf("", formatNames()...),
		asked: oneOf("layered", "layered", "graphviz"), direction: oneOf("", "lr", "tb"),
	}
	cmd := &cobra.Command{
		Use:     "layout IN -o OUT",
		Short:   c.text(lang.M("cli.layout.short")),
		Long:    c.text(lang.M("cli.layout.long")),
		Example: c.text(lang.M("cli.layout.example")),
		Args:    between(1, 1),
		RunE:    func(cmd *cobra.Command, args []string) error { return k.run(cmd, args[0]) },
	}
	f := cmd.Flags()
	f.VarP(typed{&k.out, "FILE"}, "output", "o", c.text(lang.M("cli.layout.output")))
	f.Var(k.asked, "engine", c.text(lang.M("cli.layout.engine")))
	f.Var(k.direction, "direction", c.text(lang.M("cli.layout.direction")))
	f.BoolVar(&k.metrics, "metrics", false, c.text(lang.M("cli.layout.metrics")))
	f.Var(k.to, "to", c.text(lang.M("cli.flag.to")))
	c.reads(cmd, k.from)
	return cmd
}

func (k *laying) run(cmd *cobra.Command, name string) error {
	ctx := cmd.Context()
	var f export.Format
	switch {
	case k.out == "" && !k.metrics:
		return usage{cmd, lang.M("cli.layout.no_output")}
	case k.out == stdio && k.metrics:
		return usage{cmd, lang.M("cli.layout.two_outputs")}
	case k.out != "":
		if k.out == stdio && k.to.value == "" {
			k.to.value = "seika"
		}
		var err error
		if f, err = k.format(cmd, k.out, k.to.value); err != nil {
			return err
		}
		if !f.Placed() {
			return usage{cmd, lang.M("cli.layout.no_places", "format", f.Name)}
		}
	}
	in, err := k.read(ctx, name, k.from.value)
	if err != nil {
		return err
	}
	k.warn(in)
	before := k.turned(in.graph)
	used := k.asked.value
	engine := k.engine(&used)
	k.doing(lang.M("cli.doing.arrange"))
	clock := stopwatch{Engine: engine, now: k.Now}
	places, err := diagram.Arrange(ctx, before, diagram.Main, &clock, layout.Fresh, nil)
	if err != nil {
		return about(name, err)
	}
	after, _, err := model.Try(before, places)
	if err != nil {
		return about(name, err)
	}
	var text []byte
	if k.metrics {
		m := metrics{Version: 1, File: name, Engine: used, Asked: k.asked.value, Mode: "fresh", Ms: milliseconds(clock.took)}
		if text, err = k.measured(ctx, m, before, after); err != nil {
			return err
		}
	}
	if k.out != "" {
		data, err := k.encode(ctx, f, export.Input{Graph: after}, export.Options{})
		if err != nil {
			return about(name, err)
		}
		if err := k.write(k.out, data, nil); err != nil {
			return err
		}
	}
	return k.print(text)
}

// turned is the model with the direction of flow that was asked for.
func (k *laying) turned(g *model.Graph) *model.Graph {
	m := g.Meta()
	switch k.direction.value {
	case "lr":
		m.Direction = model.LeftRight
	case "tb":
		m.Direction = model.TopBottom
	}
	next, _, err := model.Try(g, edit.Describe{Meta: m})
	if err != nil {
		panic(err) // a direction is always good
	}
	return next
}

// engine is the one that was asked for. When another has to do its work, that is told, and noted in used.
func (k *laying) engine(used *string) layout.Engine {
	if k.asked.value != "graphviz" {
		return layered.Engine{}
	}
	return &graphviz.Engine{Worker: k.Graphviz, Else: layered.Engine{}, Fell: func(why error) {
		*used = "layered"
		k.complain("seika: " + k.text(graphviz.Sentence(why)))
	}}
}

// stopwatch is an engine with a clock beside it.
type stopwatch struct {
	layout.Engine
	now  func() time.Time
	took time.Duration
}

// Layout finds places.
func (s *stopwatch) Layout(ctx context.Context, g *layout.Graph) (*layout.Result, error) {
	start := s.now()
	defer func() { s.took = s.now().Sub(start) }()
	return s.Engine.Layout(ctx, g)
}

// metrics say how good a picture is.
type metrics struct {
	Version   int             `json:"version"`
	File      string          `json:"file"`
	Engine    string          `json:"engine"`
	Asked     string          `json:"asked"`
	Mode      string          `json:"mode"`
	Direction string          `json:"direction"`
	Ms        float64         `json:"ms"` // wall time of the engine; the only figure that differs between runs
	Size      size            `json:"size"`
	Before    *layout.Figures `json:"before,omitempty"` // where every deliverable had a place
	After     layout.Figures  `json:"after"`
	Change    *layout.Change  `json:"change,omitempty"`
}

type size struct {
	Nodes  int `json:"nodes"`
	IO     int `json:"io"`
	Sync   int `json:"sync"`
	Groups int `json:"groups"`
}

// measured is the figures of a picture before and after, as JSON.
func (k *laying) measured(ctx context.Context, m metrics, before, after *model.Graph) ([]byte, error) {
	k.doing(lang.M("cli.doing.measure"))
	now, at, err := figures(ctx, after)
	if err != nil {
		return nil, err
	}
	m.After, m.Direction = now, "lr"
	if after.Meta().Direction == model.TopBottom {
		m.Direction = "tb"
	}
	m.Size = size{Nodes: after.NodeCount(), Groups: after.GroupCount()}
	for r := range after.Relations() {
		if r.Kind == model.IO {
			m.Size.IO++
		} else {
			m.Size.Sync++
		}
	}
	if allPlaced(before) {
		was, from, err := figures(ctx, before)
		if err != nil {
			return nil, err
		}
		change := layout.Compare(from, at)
		m.Before, m.Change = &was, &change
	}
	text, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("write figures: %w", err)
	}
	return append(text, '\n'), ctx.Err()
}

// figures measures the picture as it is drawn. The centres of the boxes come with it.
func figures(ctx context.Context, g *model.Graph) (layout.Figures, []geom.Point, error) {
	plan, _ := diagram.Layout(g, diagram.Options{})
	at := make([]geom.Point, len(plan.Nodes))
	for i, n := range plan.Nodes {
		at[i] = n.At
	}
	if err := ctx.Err(); err != nil {
		return layout.Figures{}, nil, err
	}
	r, err := layout.FinishUntil(ctx, plan, &layout.Result{At: at, Frames: layout.Frames(plan)}, layout.Careful)
	if err != nil {
		return layout.Figures{}, nil, err
	}
	f, err := layout.Measure(ctx, plan, r)
	return f, at, err
}

func allPlaced(g *model.Graph) bool {
	for n := range g.Nodes() {
		if !n.At.Set {
			return false
		}
	}
	return g.NodeCount() > 0
}

func milliseconds(d time.Duration) float64 {
	return math.Round(float64(d)/float64(time.Millisecond)*10) / 10
}
