package bpmn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/importer/bpmn"
	"seika/internal/lang"
	"seika/internal/source"
)

func TestWhatIsAskedAboutANameInCapitalsIsAskedInTheLanguageOfTheFile(t *testing.T) {
	in := &source.Input{File: "in.bpmn", Data: []byte(frame + `<process id="P">
<userTask id="a" name="契約書を作成する"/><userTask id="b" name="PCを用意する"/><userTask id="c" name="Send offer"/><userTask id="d" name="入館証を発行する"/>
<sequenceFlow id="f1" sourceRef="a" targetRef="b"/><sequenceFlow id="f2" sourceRef="a" targetRef="c"/><sequenceFlow id="f3" sourceRef="a" targetRef="d"/></process></definitions>`)}
	g, err := bpmn.Reader.Graph(t.Context(), in)
	require.NoError(t, err)
	asked := map[string]string{}
	for r := range g.Relations() {
		to, _ := g.Node(r.To)
		asked[to.Name] = r.Ask
	}
	en, ja := lang.Text(lang.EN, "taskview.ask.order"), lang.Text(lang.JA, "taskview.ask.order")
	assert.Equal(t, map[string]string{"PC": ja, "Offer": en, "入館証": ja}, asked)
}
