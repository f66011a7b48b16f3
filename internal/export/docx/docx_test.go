package docx_test

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/export"
	"seika/internal/export/docx"
	"seika/internal/export/exporttest"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
)

func document(t *testing.T, g *model.Graph, o export.Options) (*report.Meeting, map[string]string) {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All})
	require.NoError(t, err)
	marks := report.Numbered(report.Marks(lang.JA, g, r.Findings))
	m, err := report.Meet(t.Context(), g, r.Findings, marks, report.Options{Lang: lang.JA, Notes: o.Notes})
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
	n := 0
	for _, s := range m.Questions {
		for _, q := range s.Questions {
			n++
			bare := strings.TrimLeft(q.Ask, "0123456789")
			assert.Positive(t, seen[bare]+seen[q.Ask], q.Ask)
		}
	}
	require.Positive(t, n)
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
	_, parts := document(t, exporttest.Town(t, 120), export.Options{})
	body := parts["word/document.xml"]
	assert.Equal(t, 2, strings.Count(body, "<w:sectPr>"))
	assert.Greater(t, strings.LastIndex(body, `w:orient="landscape"`), strings.LastIndex(body, "w:tbl"), "after all else")
	assert.Positive(t, strings.Count(body, "<a:srcRect"))
	assert.True(t, strings.Contains(body, "末尾のページに大きな図があります。"))

	_, parts = document(t, exporttest.Town(t, 4), export.Options{})
	assert.Equal(t, 1, strings.Count(parts["word/document.xml"], "<w:sectPr>"))
	assert.False(t, strings.Contains(parts["word/document.xml"], "<a:srcRect"))
}
