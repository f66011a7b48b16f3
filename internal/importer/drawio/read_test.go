package drawio_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/importer/drawio"
	"seika/internal/source"
)

// TestPagesOfADrawingStandBelowEachOther: all begin at one place, so boxes of two pages lay on each other.
func TestPagesOfADrawingStandBelowEachOther(t *testing.T) {
	page := func(name, box string) string {
		return `<diagram name="` + name + `"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/><mxCell id="2" value="` + box +
			`" vertex="1" parent="1"><mxGeometry x="10" y="20" width="80" height="40" as="geometry"/></mxCell></root></mxGraphModel></diagram>`
	}
	type at struct {
		group string
		y     int
	}
	read := func(pages string) map[string]at {
		g, err := drawio.Reader.Graph(t.Context(), &source.Input{File: "d.drawio", Data: []byte("<mxfile>" + pages + "</mxfile>")})
		require.NoError(t, err)
		all := map[string]at{}
		for n := range g.Nodes() {
			all[n.Name] = at{string(n.In), n.At.Y}
		}
		return all
	}
	two := read(page("Order", "quote") + page("Bill", "invoice"))
	assert.NotEqual(t, two["quote"].group, two["invoice"].group, "each page is a group")
	assert.Greater(t, two["invoice"].y, two["quote"].y+100)
	one := read(page("Order", "quote") + page("Page-2", ""))
	assert.Empty(t, one["quote"].group, "a page on which nothing is said makes no groups")
	assert.Equal(t, 40, one["quote"].y)
}
