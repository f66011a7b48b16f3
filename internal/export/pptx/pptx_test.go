package pptx_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/pptx"
	"seika/internal/scene"
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
		Looks []struct {
			Size int `xml:"sz,attr"` // hundredths of a point
		} `xml:"txBody>p>r>rPr"`
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

// TestWhatIsInNoGroupStandsOnSlidesOnWhichItCanBeRead: where it stood in the picture it was too small, with blank where the groups had been.
func TestWhatIsInNoGroupStandsOnSlidesOnWhichItCanBeRead(t *testing.T) {
	r := model.Records{Groups: []model.Group{{ID: "g", Name: "later"}, {ID: "h", Name: "sooner"}}, Meta: model.Meta{Title: "Sales"}}
	place := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	for i := range 40 {
		r.Nodes = append(r.Nodes, model.Node{ID: model.ID(fmt.Sprintf("n%02d", i)), Name: fmt.Sprintf("report %d", i), At: place(400*i, 60*(i%3))})
	}
	r.Nodes = append(r.Nodes, model.Node{ID: "x", Name: "estimate", In: "g", At: place(9000, 400)}, model.Node{ID: "y", Name: "contract", In: "h", At: place(0, 400)})
	all := parts(t, diagram.Build(exporttest.Build(t, r), diagram.Options{}), export.Options{Slides: export.SlidePerGroup})
	shown, titles := 0, map[string]bool{}
	for i, s := range slides(t, all) {
		_, title, _ := strings.Cut(all[fmt.Sprintf("ppt/slides/slide%d.xml", i+1)], "<a:t>")
		title, _, _ = strings.Cut(title, "<")
		assert.False(t, titles[title], "two slides are called %s", title)
		titles[title] = true
		if i < 2 {
			assert.Equal(t, []string{"sooner", "later"}[i], title, "groups in the order of the picture")
			continue
		}
		least := 10000
		for _, shape := range s.Shapes {
			for i, text := range shape.Texts {
				if strings.HasPrefix(text, "report") {
					shown++
					least = min(least, shape.Looks[i].Size)
				}
			}
		}
		assert.GreaterOrEqual(t, least, 800, "names on %s", title)
	}
	assert.Equal(t, 40, shown)
}

func TestALegendStandsOnASlideInOneGroup(t *testing.T) {
	g := exporttest.Build(t, model.Records{
		Meta:  model.Meta{Lang: "ja"},
		Nodes: []model.Node{{ID: "a", Name: "見積"}, {ID: "b", Name: "契約書", Kind: model.Intangible, Goal: true}},
		Sync:  []model.Relation{{Ends: model.SyncEnds("a", "b")}},
	})
	d := diagram.Build(g, diagram.Options{})
	for choice, want := range map[scene.LegendChoice]int{scene.NoLegend: 0, scene.AutoLegend: 1, scene.ShowLegend: 1} {
		slide := parts(t, d, export.Options{Legend: choice})["ppt/slides/slide1.xml"]
		require.Equal(t, want, strings.Count(slide, "<p:grpSp>"))
		if want == 0 {
			continue
		}
		_, legend, _ := strings.Cut(slide, "<p:grpSp>")
		assert.Contains(t, legend, "凡例")
		var names []string
		for _, m := range regexp.MustCompile(`<a:t>([^<]*)</a:t>`).FindAllStringSubmatch(legend, -1) {
			names = append(names, m[1])
		}
		assert.Equal(t, []string{"成果物", "無形（ノウハウ）", "ゴール", "同期"}, names)
		assert.Equal(t, strings.Count(slide, "<p:cxnSp>"), 1, "a sample hangs on nothing and is no connector")
	}
}

func TestEachShapeAndLineSaysWhatItIs(t *testing.T) {
	all := parts(t, diagram.Build(exporttest.Town(t, 12), diagram.Options{}), export.Options{})
	for _, s := range slides(t, all) {
		require.NotEmpty(t, s.Links)
		for _, l := range s.Links {
			assert.Contains(t, []string{"入出力", "同期"}, l.ID.Descr)
		}
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
