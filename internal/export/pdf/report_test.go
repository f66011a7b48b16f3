package pdf_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/pdf"
	"seika/internal/lang"
	"seika/internal/report"
)

// pages are the texts of each page of a report.
func pages(t *testing.T, data []byte) (all [][]string) {
	t.Helper()
	for _, s := range streams(t, data) {
		if !strings.Contains(s, "BT ") {
			continue
		}
		var texts []string
		for _, m := range spanText.FindAllStringSubmatch(s, -1) {
			texts = append(texts, decode(t, m[1]))
		}
		all = append(all, texts)
	}
	return all
}

func TestNoHeadOfAReportStandsAloneAndTablesHaveTheirTitlesOnEachPage(t *testing.T) {
	for _, n := range []int{20, 24, 28, 32, 60} {
		g := exporttest.Town(t, n)
		r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All, Options: analysis.Options{Preset: "all"}})
		require.NoError(t, err)
		m, err := report.Meet(t.Context(), g, r.Findings, nil, report.Options{Lang: lang.JA})
		require.NoError(t, err)
		require.NotEmpty(t, m.Follow)
		var b bytes.Buffer
		require.NoError(t, export.Write(t.Context(), &b, pdf.Report, export.Input{Graph: g, Meeting: m}, export.Options{}))
		h, follow := m.Heads(), false
		for i, page := range pages(t, b.Bytes()) {
			if j := slices.Index(page, h.Questions); j >= 0 && !follow && !slices.Contains(page, h.Follow) {
				assert.Greater(t, len(page), j+4, "%d deliverables: the head of the questions ends page %d", n, i+1)
			}
			follow = follow || slices.Contains(page, h.Follow)
			if follow {
				assert.Contains(t, page, h.FollowColumns[3], "%d deliverables: the titles on page %d", n, i+1)
			}
		}
		assert.True(t, follow)
	}
}

// TestAPictureTooSmallToReadStandsLargerAtTheEnd, on pages that lie where that suits it.
func TestAPictureTooSmallToReadStandsLargerAtTheEnd(t *testing.T) {
	for n, larger := range map[int]bool{4: false, 120: true} {
		g := exporttest.Town(t, n)
		m, err := report.Meet(t.Context(), g, nil, nil, report.Options{Lang: lang.EN})
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, export.Write(t.Context(), &b, pdf.Report, export.Input{Graph: g, Meeting: m}, export.Options{}))
		all := pages(t, b.Bytes())
		first, last := strings.Join(slices.Concat(all...), " "), strings.Join(all[len(all)-1], " ")
		assert.Equal(t, larger, strings.Contains(first, "The last pages show it larger."), "%d deliverables", n)
		if larger {
			assert.Contains(t, last, "サービスの提案書")
		}
	}
}
