package layout_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/layout"
)

// crowd is a picture in which many lines run right through.
func crowd(n int) *layout.Graph {
	g := &layout.Graph{}
	for i := range n {
		g.Nodes = append(g.Nodes, layout.Node{
			Size: geom.Size{W: 100, H: 40}, Group: layout.None, At: geom.Pt(float64(i%25*180), float64(i/25*90)), Placed: true,
		})
	}
	for i := range 2 * n {
		g.Edges = append(g.Edges, layout.Edge{From: layout.End{Index: i * 37 % n}, To: layout.End{Index: i * 101 % n}})
	}
	return g
}

var errLate = errors.New("stopped late")

// countdown is a context that is over after it has been asked so many times.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return errLate
	}
	return nil
}

func TestRoutingStopsWhenAsked(t *testing.T) {
	g := crowd(100)
	whole := layout.Routes(g, layout.Careful)
	for asked := 0; ; asked += 3 {
		routes, err := layout.RoutesUntil(&countdown{context.Background(), asked}, g, layout.Careful)
		if err == nil {
			require.Equal(t, whole, routes)
			require.Greater(t, asked, 10, "it was asked often enough")
			return
		}
		require.ErrorIs(t, err, errLate)
		require.Nil(t, routes)
	}
}
