package docx_test

import (
	"bytes"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/docx"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
)

func asked(t *testing.T, g *model.Graph) ([]analysis.Finding, []diagram.Mark) {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All})
	require.NoError(t, err)
	return r.Findings, report.Numbered(report.Marks(lang.JA, g, r.Findings))
}

func document(t *testing.T, g *model.Graph, o export.Options) (*report.Meeting, map[string]string) {
	t.Helper()
	findings, marks := asked(t, g)
	m, err := report.Meet(t.Context(), g, findings, marks, report.Options{Lang: lang.JA, Notes: o.Notes})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, docx.Report, export.Input{Graph: g, Marks: marks, Meeting: m}, o))
	return m, exporttest.Parts(t, b.Bytes())
}

// words are the paragraphs of a document, those of tables too.
func words(body string) []string {
	var all []string
	for _, p := range regexp.MustCompile(`(?s)<w:p>.*?</w:p>`).FindAllString(body, -1) {
		all = append(all, html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(p, "")))
	}
	return all
}

func TestEachQuestionStandsOnceAndInTheList(t *testing.T) {
	m, parts := document(t, exporttest.Town(t, 40), export.Options{})
	seen := map[string]int{}
	for _, w := range words(parts["word/document.xml"]) {
		seen[strings.TrimLeft(strings.Trim(w, "\u00A0"), "?0123456789\u00A0")]++
	}
	n, folded := 0, 0
	for _, s := range m.Questions {
		full := map[string]bool{}
		for _, q := range m.Folded(s) {
			full[q.Key] = true
			n++
			if q.Same != "" {
				folded++
				assert.Equal(t, 1, seen[q.Same], "what else is asked the same is named")
			}
		}
		for _, q := range s.Questions {
			times := 0 // in full, and in the list of what is to be found out
			if full[q.Key] {
				times++
			}
			if s.Key == report.StateOpen {
				times++
			}
			bare := strings.TrimLeft(q.Ask, "0123456789")
			got := seen[q.Ask]
			if bare != q.Ask {
				got += seen[bare]
			}
			assert.GreaterOrEqual(t, got, times, q.Ask)
		}
	}
	require.Positive(t, n)
	require.Positive(t, folded)
	assert.Equal(t, n, strings.Count(parts["word/document.xml"], `w:val="Question"`))
	assert.Contains(t, parts["word/document.xml"], "<w:tblHeader/>", "titles stand on every page")
}

func TestADocumentHoldsNothingThatRunsOrLeadsOutside(t *testing.T) {
	for name, g := range exporttest.Cases(t) {
		if g.NodeCount() > 100 {
			continue
		}
		_, parts := document(t, g, export.Options{Notes: true})
		for part, text := range parts {
			for _, active := range []string{"<w:hyperlink", "w:object", "macro", "TargetMode", "DDE", "INCLUDE", "<script"} {
				assert.False(t, !strings.HasSuffix(part, ".png") && strings.Contains(text, active), "%s in %s, %s", active, part, name)
			}
		}
		assert.Equal(t, 2, strings.Count(parts["word/footer1.xml"], "instrText xml"), "the only fields are the numbers of pages")
		assert.NotContains(t, parts["word/document.xml"], "instrText")
	}
}

func TestPaperMayLie(t *testing.T) {
	a4, _ := export.PageNamed("A4")
	a4.Turn = export.Landscape
	_, parts := document(t, exporttest.Town(t, 4), export.Options{Page: a4})
	assert.Contains(t, parts["word/document.xml"], `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`)
}

// TestAPictureTooSmallToReadStandsLargerAtTheEnd, lying and in parts: on upright A4 the letters of many boxes have three points.
func TestAPictureTooSmallToReadStandsLargerAtTheEnd(t *testing.T) {
	g := exporttest.Town(t, 120)
	_, parts := document(t, g, export.Options{})
	body := parts["word/document.xml"]
	assert.Equal(t, 2, strings.Count(body, "<w:sectPr>"))
	assert.Greater(t, strings.LastIndex(body, `w:orient="landscape"`), strings.LastIndex(body, "w:tbl"), "after all else")
	assert.True(t, strings.Contains(body, "末尾のページに大きな図があります。"))

	_, marks := asked(t, g)
	s := scene.Build(diagram.Build(g, diagram.Options{Marks: marks}), scene.Options{})
	page := s.Page()
	whole := map[model.ID]bool{}
	pictures := regexp.MustCompile(`<wp:extent cx="(\d+)" cy="(\d+)"/>.*?descr="([^"]*)".*?<a:srcRect l="(\d+)" t="(\d+)" r="(\d+)" b="(\d+)"/>`).FindAllStringSubmatch(body[strings.Index(body, "<w:sectPr>"):], -1)
	require.Greater(t, len(pictures), 2)
	names := map[string]bool{}
	for _, p := range pictures {
		var n [8]float64
		for i, at := range []int{1, 2, 4, 5, 6, 7} {
			v, err := strconv.Atoi(p[at])
			require.NoError(t, err)
			n[i] = float64(v)
		}
		seen := geom.R(page.Min.X+page.W()*n[2]/1e5, page.Min.Y+page.H()*n[3]/1e5, page.Max.X-page.W()*n[4]/1e5, page.Max.Y-page.H()*n[5]/1e5)
		k := n[0] / 9525 / seen.W()
		assert.GreaterOrEqual(t, k, export.Legible, "names on %s can be read", p[3])
		assert.InEpsilon(t, k, n[1]/9525/seen.H(), 0.01, "%s is not stretched", p[3])
		assert.Less(t, n[1]/9525, 720.0, "%s has room on its page", p[3])
		for _, x := range s.Groups {
			if x.Class == scene.Box && seen.Grow(1).Holds(x.Bounds) {
				whole[x.Ref] = true
			}
		}
		names[p[3]] = true
	}
	assert.Len(t, whole, 120, "each deliverable stands whole on some page")
	assert.Len(t, names, len(pictures), "each part says which it is")

	_, parts = document(t, exporttest.Town(t, 4), export.Options{})
	assert.Equal(t, 1, strings.Count(parts["word/document.xml"], "<w:sectPr>"))
	assert.False(t, strings.Contains(parts["word/document.xml"], "<a:srcRect"))
}
