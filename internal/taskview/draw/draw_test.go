package draw_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/assets"
	"seika/internal/geom"
	"seika/internal/layout/layered"
	"seika/internal/scene"
	"seika/internal/taskview"
	"seika/internal/taskview/draw"
)

// dashes are the dashed lines of a picture, each with where it begins and ends.
func dashes(s *scene.Scene) (list [][2]geom.Point) {
	for _, g := range s.Groups {
		for _, i := range g.Items {
			if p, ok := i.Shape.(scene.Path); ok && i.Part == scene.Route && i.Stroke.Dash.On > 0 {
				list = append(list, [2]geom.Point{p.Path[0].End(), p.Path[len(p.Path)-1].End()})
			}
		}
	}
	return list
}

func TestDataIsJoinedToWhoReadsAndWritesIt(t *testing.T) {
	v := &taskview.View{
		Nodes: []taskview.Node{{ID: "a", Name: "Write offer"}, {ID: "b", Name: "Check offer"}},
		Data:  []taskview.Data{{ID: "d", Name: "Offer"}},
		Uses:  []taskview.Use{{Node: "a", Data: "d", Direction: taskview.Out}, {Node: "b", Data: "d", Direction: taskview.In}, {Node: "gone", Data: "d"}},
		Shapes: []taskview.Shape{
			{Element: "a", X: 0, Y: 0, W: 100, H: 80}, {Element: "d", X: 132, Y: 10, W: 36, H: 60}, {Element: "b", X: 200, Y: 0, W: 100, H: 80},
		},
	}
	p, err := draw.Arrange(t.Context(), v, layered.Engine{})
	require.NoError(t, err)
	lines := dashes(p.Scene(assets.Light, nil))
	assert.Equal(t, [][2]geom.Point{{geom.Pt(100, 40), geom.Pt(132, 40)}, {geom.Pt(168, 40), geom.Pt(200, 40)}}, lines, "from the side of the one to the side of the other")
}

func TestACrowdOfLinesIsDrawnAllTheSame(t *testing.T) {
	const n = 120
	v := &taskview.View{}
	for i := range n {
		v.Nodes = append(v.Nodes, taskview.Node{ID: fmt.Sprint("t", i), Name: fmt.Sprint("Write report ", i)})
		for j := range i {
			v.Flows = append(v.Flows, taskview.Flow{From: fmt.Sprint("t", j), To: fmt.Sprint("t", i)})
		}
	}
	assert.True(t, draw.Crowded(draw.Plan(v)))
	p, err := draw.Arrange(t.Context(), v, layered.Engine{})
	require.NoError(t, err)
	var last geom.Rect
	for _, x := range v.Nodes {
		r, ok := p.Rect(x.ID)
		require.True(t, ok)
		assert.False(t, r.Overlaps(last))
		last = r
	}
}
