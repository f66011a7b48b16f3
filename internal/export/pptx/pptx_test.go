package pptx_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/pptx"
	"seika/model"
)

// parts writes a model and takes the file apart, seeing to it that every part can be read and has a type.
func parts(t *testing.T, d *diagram.Diagram, o export.Options) map[string]string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, pptx.Format.Diagram(t.Context(), &b, d, o))
	return exporttest.Parts(t, b.Bytes())
}

// slide is what is read of a slide.
type slide struct {
	Shapes []struct {
		ID    id       `xml:"nvSpPr>cNvPr"`
		Texts []string `xml:"txBody>p>r>t"`
		Sites []struct {
			Along string `xml:"fmla,attr"`
		} `xml:"spPr>custGeom>gdLst>gd"`
	} `xml:"cSld>spTree>sp"`
	Links []connector `xml:"cSld>spTree>cxnSp"`
}

type id struct {
	ID    int    `xml:"id,attr"`
	Site  int    `xml:"idx,attr"`
	Descr string `xml:"descr,attr"`
}

type connector struct {
	ID    id `xml:"nvCxnSpPr>cNvPr"`
	Start id `xml:"nvCxnSpPr>cNvCxnSpPr>stCxn"`
	End   id `xml:"nvCxnSpPr>cNvCxnSpPr>endCxn"`
	Shape struct {
		Name string `xml:"prst,attr"`
	} `xml:"spPr>prstGeom"`
}

func slides(t *testing.T, all map[string]string) []slide {
	t.Helper()
	var list []slide
	for i := 1; ; i++ {
		text, ok := all[fmt.Sprintf("ppt/slides/slide%d.xml", i)]
		if !ok {
			return list
		}
		var s slide
		require.NoError(t, xml.Unmarshal([]byte(text), &s))
		ids := map[int]bool{}
		for _, x := range s.Shapes {
			assert.False(t, ids[x.ID.ID], "two shapes %d", x.ID.ID)
			ids[x.ID.ID] = true
		}
		for _, l := range s.Links {
			assert.True(t, ids[l.Start.ID] && ids[l.End.ID] && !ids[l.ID.ID], "connector %d hangs on %d and %d", l.ID.ID, l.Start.ID, l.End.ID)
			ids[l.ID.ID] = true
		}
		list = append(list, s)
	}
}

func TestEveryRelationHangsOnItsBoxesAtBothEnds(t *testing.T) {
	for name, g := range exporttest.Cases(t) {
		t.Run(name, func(t *testing.T) {
			d := diagram.Build(g, diagram.Options{})
			all := slides(t, parts(t, d, export.Options{}))
			require.Len(t, all, 1)
			assert.Len(t, all[0].Links, g.RelationCount())
			var texts []string
			for _, s := range all[0].Shapes {
				texts = append(texts, strings.Join(s.Texts, "\n"))
			}
			for _, b := range d.Boxes {
				for _, l := range b.Lines {
					if strings.IndexFunc(l.Line.Text, func(r rune) bool { return r < ' ' || r == 0xFFFE || r == 0xFFFF }) < 0 {
						assert.Contains(t, strings.Join(texts, "\n"), l.Line.Text)
					}
				}
			}
		})
	}
}

// TestLinesBesideEachOtherHangOnSitesOfTheirOwn: programs that lead lines anew would draw them one over the other.
func TestLinesBesideEachOtherHangOnSitesOfTheirOwn(t *testing.T) {
	at := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	g := exporttest.Build(t, model.Records{
		Nodes: []model.Node{
			{ID: "a", Name: "a", At: at(0, 0)}, {ID: "b", Name: "b", At: at(0, 100)}, {ID: "c", Name: "c", At: at(0, 200)}, {ID: "d", Name: "d", At: at(300, 90)},
		},
		IO: []model.Relation{{Ends: model.IOEnds("a", "d")}, {Ends: model.IOEnds("b", "d")}, {Ends: model.IOEnds("c", "d")}},
	})
	d := diagram.Build(g, diagram.Options{})
	s := slides(t, parts(t, d, export.Options{}))[0]
	sites := map[int]bool{}
	for i, l := range s.Links {
		assert.False(t, sites[l.End.Site], "two lines at site %d", l.End.Site)
		sites[l.End.Site] = true
		for _, x := range s.Shapes {
			if x.ID.ID == l.End.ID && l.End.Site >= 4 {
				want := fmt.Sprintf("*/ h %d 100000", int(math.Round(d.Links[i].Route.To.At*100000)))
				assert.Equal(t, want, x.Sites[l.End.Site].Along, "where the line ends")
			}
			if x.ID.ID == l.Start.ID && d.Links[i].Route.From.At == 0.5 {
				assert.Empty(t, x.Sites, "one line in the middle needs no shape of our own")
				assert.Equal(t, 3, l.Start.Site)
			}
		}
	}
	assert.Len(t, sites, 3)
}

func TestAnElbowKeepsTheRouteOfALine(t *testing.T) {
	at := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	g := exporttest.Build(t, model.Records{
		Nodes: []model.Node{{ID: "a", Name: "a", At: at(0, 0)}, {ID: "b", Name: "b", At: at(300, 200)}},
		IO:    []model.Relation{{Ends: model.IOEnds("a", "b")}},
	})
	d := diagram.Build(g, diagram.Options{})
	require.Greater(t, len(d.Links[0].Route.Points), 2)
	s := slides(t, parts(t, d, export.Options{Slides: export.FitSlide}))
	assert.Equal(t, "bentConnector3", s[0].Links[0].Shape.Name)
}

func TestEachGroupHasItsSlideAndNamesWhatIsElsewhere(t *testing.T) {
	at := func(x int) model.Place { return model.Place{Set: true, X: x} }
	g := exporttest.Build(t, model.Records{
		Nodes: []model.Node{{ID: "a", Name: "見積", In: "g", At: at(0)}, {ID: "b", Name: "契約書", At: at(400)}},
		IO:    []model.Relation{{Ends: model.IOEnds("a", "b")}}, Groups: []model.Group{{ID: "g", Name: "営業"}},
	})
	all := slides(t, parts(t, diagram.Build(g, diagram.Options{}), export.Options{Slides: export.SlidePerGroup}))
	require.Len(t, all, 2)
	for i, want := range [][]string{{"営業", "見積", "契約書"}, {"契約書", "見積"}} {
		var texts []string
		for _, s := range all[i].Shapes {
			texts = append(texts, s.Texts...)
		}
		assert.Subset(t, texts, want, "slide %d", i+1)
		assert.Len(t, all[i].Links, 1, "slide %d", i+1)
	}
}

func TestLargePicturesGetALargeSlide(t *testing.T) {
	size := func(n int, how export.Slides) string {
		all := parts(t, diagram.Build(exporttest.Town(t, n), diagram.Options{}), export.Options{Slides: how})
		_, after, _ := strings.Cut(all["ppt/presentation.xml"], "<p:sldSz ")
		return after[:strings.Index(after, "/>")]
	}
	const usual = `cx="12192000" cy="6858000"`
	assert.Equal(t, usual, size(6, export.AutoSlides))
	assert.NotEqual(t, usual, size(200, export.AutoSlides))
	assert.Equal(t, usual, size(200, export.FitSlide))
}

func TestQuestionsAreListedOnASlide(t *testing.T) {
	g := exporttest.Town(t, 4)
	var marks []diagram.Mark
	for n := range g.Nodes() {
		marks = append(marks, diagram.Mark{At: n.ID, Severity: diagram.High, Number: len(marks) + 1, Question: "誰が作りますか。\nいつですか。"})
	}
	all := slides(t, parts(t, diagram.Build(g, diagram.Options{Marks: marks}), export.Options{Questions: true}))
	require.Len(t, all, 2)
	var texts []string
	for _, s := range all[1].Shapes {
		texts = append(texts, s.Texts...)
	}
	assert.Contains(t, texts, "誰が作りますか。")
	assert.Contains(t, texts, "いつですか。")
}

// TestLinesOfATextStandAsFarApartAsInThePicture whatever the font: LibreOffice drew them one over the other, and the title of a group
// over the line of its frame.
func TestLinesOfATextStandAsFarApartAsInThePicture(t *testing.T) {
	g := exporttest.Build(t, model.Records{
		Nodes:  []model.Node{{ID: "a", Name: "integration specification of the third release", In: "g", At: model.Place{Set: true}}},
		Groups: []model.Group{{ID: "g", Name: "set-up"}},
	})
	d := diagram.Build(g, diagram.Options{})
	require.Greater(t, len(d.Boxes[0].Lines), 1)
	slide := parts(t, d, export.Options{Slides: export.PosterSlide})["ppt/slides/slide1.xml"]
	_, box, _ := strings.Cut(slide, `name="integration`)
	var lead, size int
	_, box, _ = strings.Cut(box, `<a:spcPts val="`)
	_, err := fmt.Sscanf(box, "%d", &lead)
	require.NoError(t, err)
	_, box, _ = strings.Cut(box, ` sz="`)
	_, err = fmt.Sscanf(box, "%d", &size)
	require.NoError(t, err)
	lines := d.Boxes[0].Lines
	assert.InDelta(t, (lines[1].At.Y-lines[0].At.Y)/lines[0].Line.Style.Size, float64(lead)/float64(size), 0.01)

	_, frame, found := strings.Cut(slide, `name="set-up"`)
	require.True(t, found)
	frame, _, _ = strings.Cut(frame, "</p:sp>")
	assert.Contains(t, frame, `<a:path fill="none">`, "what is in a group is not coloured, its title is")
	assert.Contains(t, frame, `<a:solidFill><a:srgbClr val="E6EBF2"/>`)
	assert.NotContains(t, frame, `tIns="0"`)
}
