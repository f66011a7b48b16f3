package graphviz

import (
	"context"
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

// Render lays DOT out and returns what Graphviz draws for each of the nodes, in its language xdot; "" for one that is lost.
// Only that is handed on: writing out the whole answer takes Graphviz as long as laying it out.
type Render func(ctx context.Context, dot []byte, nodes []string) ([]string, error)

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

// polygon is the rectangle round the four corners that xdot draws for a box. Places are read there, as pos has fewer digits.
func polygon(xdot string) (geom.Rect, bool) {
	f := strings.Fields(xdot)
	for i := 0; i+9 < len(f); i++ {
		if f[i] != "p" && f[i] != "P" || f[i+1] != "4" {
			continue
		}
		var v [8]float64
		for k := range v {
			x, err := strconv.ParseFloat(f[i+2+k], 64)
			if err != nil {
				return geom.Rect{}, false
			}
			v[k] = x
		}
		return geom.Around(geom.Pt(v[0], -v[1]), geom.Pt(v[4], -v[5])), true
	}
	return geom.Rect{}, false
}

// places lets Graphviz lay a graph out, and checks that it did: a failure inside may come back as success.
func places(ctx context.Context, g *layout.Graph, render Render) (at, frames [][2]float64, err error) {
	if len(g.Nodes)+len(g.Groups) == 0 {
		return nil, nil, nil
	}
	list, _ := stacks(g)
	names := make([]string, len(list))
	for i := range list {
		names[i] = "n" + strconv.Itoa(i)
	}
	drawn, err := render(ctx, Graph(g, Options{NewRank: true}), names)
	if err != nil {
		return nil, nil, fmt.Errorf("graphviz: %w", err)
	}
	if len(drawn) != len(names) {
		return nil, nil, fmt.Errorf("graphviz answered for %d of %d boxes", len(drawn), len(names))
	}
	at = make([][2]float64, len(g.Nodes))
	for i, s := range list {
		r, ok := polygon(drawn[i])
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
