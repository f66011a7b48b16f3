package panel

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
	"seika/model"
)

// A link is one line: what is longer than a line of the panel would be drawn over its edge.
func TestALinkToALongNameFitsIntoALine(t *testing.T) {
	test.NewTempApp(t)
	g, refused := model.Build(model.Records{Nodes: []model.Node{
		{ID: "n1", Name: "result of checking whether the order form is complete and signed"},
		{ID: "n2", Name: strings.Repeat("受注内容の確認結果", 4)},
	}})
	require.Empty(t, refused)
	box := links(lang.EN, g, lang.M("questions.about"), []model.ID{"n1", "n2"}, nil, nil).(*fyne.Container)
	found := 0
	for _, o := range box.Objects {
		if l, ok := o.(*link); ok {
			found++
			assert.LessOrEqual(t, l.MinSize().Width, float32(flowWidth), l.Text)
		}
	}
	assert.Equal(t, 2, found)
}
