package pptx

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"seika/internal/diagram"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
)

// shows is the way of a connector as presentation programs draw it: the corners of the preset in its own frame, mirrored, then
// turned by a quarter about its middle.
func (f bent) shows() []geom.Point {
	c, size := f.at.Center(), geom.Size{W: f.at.W(), H: f.at.H()}
	at := func(i int, of float64) float64 { return float64(f.adjust[i]) / 100000 * of }
	way := []geom.Point{{}}
	add := func(x, y float64) { way = append(way, geom.Pt(x, y)) }
	switch f.geometry {
	case "straightConnector1":
	case "bentConnector2":
		add(size.W, 0)
	case "bentConnector3":
		add(at(0, size.W), 0)
		add(at(0, size.W), size.H)
	case "bentConnector4":
		add(at(0, size.W), 0)
		add(at(0, size.W), at(1, size.H))
		add(size.W, at(1, size.H))
	case "bentConnector5":
		add(at(0, size.W), 0)
		add(at(0, size.W), at(1, size.H))
		add(at(2, size.W), at(1, size.H))
		add(at(2, size.W), size.H)
	default:
		panic("unknown connector")
	}
	add(size.W, size.H)
	for i, p := range way {
		p = p.Sub(geom.Pt(size.W/2, size.H/2))
		if f.flipH {
			p.X = -p.X
		}
		if f.flipV {
			p.Y = -p.Y
		}
		if f.turned {
			p = geom.Pt(-p.Y, p.X)
		}
		way[i] = p.Add(c)
	}
	return way
}

// What a preset connector can show lies where the picture has it, to the px.
func TestAConnectorLeadsWhereTheRouteDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := exporttest.Random(t)
		d := diagram.Build(g, diagram.Options{})
		for _, l := range d.Links {
			route := corners(l.Route.Points)
			if len(route) < 2 {
				continue
			}
			f := form(l.Route.Points, d.Boxes)
			way := f.shows()
			assert.LessOrEqual(t, way[0].Dist(route[0]), 1.0, "start")
			assert.LessOrEqual(t, way[len(way)-1].Dist(route[len(route)-1]), 1.0, "end")
			if !squared(route) {
				assert.Equal(t, "straightConnector1", f.geometry)
				continue
			}
			assert.NotEqual(t, "straightConnector1", f.geometry, "no line that is squared becomes a slanting one")
			if got := corners(way); len(route)-1 <= mostStretches {
				if assert.Len(t, got, len(route), "%v shows %v", f, route) {
					for i := range got {
						assert.LessOrEqual(t, got[i].Dist(route[i]), 1.0, "corner %d of %v", i, route)
					}
				}
			}
		}
	})
}

func TestARouteWithManyCornersTakesAShortCutPastTheBoxes(t *testing.T) {
	box := diagram.Box{Rect: geom.R(90, 40, 210, 60)}
	route := []geom.Point{{X: 0, Y: 50}, {X: 30, Y: 50}, {X: 30, Y: 20}, {X: 80, Y: 20}, {X: 80, Y: 10}, {X: 250, Y: 10}, {X: 250, Y: 50}, {X: 300, Y: 50}}
	way := shortCut(route, []diagram.Box{box})
	assert.Equal(t, []geom.Point{{X: 0, Y: 50}, {X: 30, Y: 50}, {X: 30, Y: 10}, {X: 250, Y: 10}, {X: 250, Y: 50}, {X: 300, Y: 50}}, way)
	assert.Zero(t, crossings(way, []diagram.Box{box}))
}
