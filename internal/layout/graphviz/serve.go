package graphviz

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strconv"
	"strings"
	"time"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/live"
)

// idle is how long a worker waits for a request before it ends.
const idle = 60 * time.Second

// Render turns DOT into Graphviz's JSON.
type Render func(ctx context.Context, dot []byte) ([]byte, error)

// Serve answers requests until the client closes the pipe or says nothing for long. version is that of Graphviz.
func Serve(ctx context.Context, in io.Reader, out io.Writer, version string, render Render) error {
	if err := writeFrame(out, hello{protocol, version}); err != nil {
		return err
	}
	type read struct {
		request
		err error
	}
	next := make(chan read)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	live.Go(func() error {
		for {
			var r read
			r.err = readFrame(in, &r.request)
			select {
			case next <- r:
			case <-ctx.Done():
				return nil
			}
			if r.err != nil {
				return nil
			}
		}
	}, nil)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(idle):
			return nil
		case r := <-next:
			if errors.Is(r.err, io.EOF) {
				return nil
			}
			if r.err != nil {
				return r.err
			}
			if err := writeFrame(out, serve(ctx, r.request, render)); err != nil {
				return err
			}
		}
	}
}

func serve(ctx context.Context, r request, render Render) answer {
	a := answer{ID: r.ID}
	err := live.Guard(func() (err error) {
		if r.Graph == nil {
			return errors.New("no graph")
		}
		if err := layout.Check(r.Graph); err != nil {
			return err
		}
		a.At, a.Frames, err = places(ctx, r.Graph, render)
		return err
	})
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if a.Mem, a.OK = m.Sys, err == nil; err != nil {
		a.At, a.Frames, a.Error = nil, nil, err.Error()
	}
	return a
}

// drawn is what is read of Graphviz's JSON. Places are read from the corners of boxes, which have more digits than pos.
type drawn struct {
	BB      string `json:"bb"`
	Objects []struct {
		Name string `json:"name"`
		Draw []struct {
			Op     string       `json:"op"`
			Points [][2]float64 `json:"points"`
		} `json:"_draw_"`
	} `json:"objects"`
}

// places lets Graphviz lay a graph out, and checks that it did: a failure inside may come back as success.
func places(ctx context.Context, g *layout.Graph, render Render) (at, frames [][2]float64, err error) {
	if len(g.Nodes)+len(g.Groups) == 0 {
		return nil, nil, nil
	}
	data, err := render(ctx, Graph(g, Options{NewRank: true}))
	if err != nil {
		return nil, nil, fmt.Errorf("graphviz: %w", err)
	}
	var d drawn
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, nil, fmt.Errorf("graphviz answered: %w", err)
	}
	if d.BB == "" {
		return nil, nil, errors.New("graphviz drew nothing")
	}
	centre := map[string]geom.Rect{}
	for _, o := range d.Objects {
		for _, op := range o.Draw {
			if (op.Op == "p" || op.Op == "P") && len(op.Points) == 4 && strings.HasPrefix(o.Name, "n") {
				r := geom.Around(geom.Pt(op.Points[0][0], -op.Points[0][1]), geom.Pt(op.Points[2][0], -op.Points[2][1]))
				centre[o.Name] = r
			}
		}
	}
	list, _ := stacks(g)
	at = make([][2]float64, len(g.Nodes))
	for i, s := range list {
		r, ok := centre["n"+strconv.Itoa(i)]
		if !ok {
			return nil, nil, fmt.Errorf("graphviz lost box %d", i)
		}
		if want := s.outer(); math.Abs(r.W()-want.W) > 1 || math.Abs(r.H()-want.H) > 1 {
			return nil, nil, fmt.Errorf("graphviz made box %d %v × %v instead of %v × %v", i, r.W(), r.H(), want.W, want.H)
		}
		c := r.Center()
		for k, m := range s.members {
			at[m] = [2]float64{c.X + s.off[k].X, c.Y + s.off[k].Y}
		}
		if s.empty != layout.None {
			frames = append(frames, [2]float64{c.X, c.Y})
		}
	}
	return at, frames, nil
}
