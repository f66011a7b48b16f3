package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/html"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
)

func written(t *testing.T, f export.Format, g *model.Graph, l lang.Lang, o export.Options) string {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All})
	require.NoError(t, err)
	marks := report.Numbered(report.Marks(l, g, r.Findings))
	m, err := report.Meet(t.Context(), g, r.Findings, marks, report.Options{Lang: l, Notes: o.Notes})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, f, export.Input{Graph: g, Marks: marks, Meeting: m}, o))
	return b.String()
}

func TestPagesAllowTheirOwnStyleAndScriptAlone(t *testing.T) {
	sum := func(s string) string {
		h := sha256.Sum256([]byte(s))
		return "sha256-" + base64.StdEncoding.EncodeToString(h[:])
	}
	for _, f := range []export.Format{html.Format, html.Report} {
		page := written(t, f, exporttest.Cases(t)["hostile"], lang.EN, export.Options{})
		policy := strings.ReplaceAll(regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1], "&#43;", "+")
		assert.Contains(t, policy, "default-src &#39;none&#39;")
		style := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindAllStringSubmatch(page, -1)
		require.Len(t, style, 1, f.Name)
		assert.Contains(t, policy, sum(style[0][1]), "%s: sum of the style", f.Name)
		for _, s := range regexp.MustCompile(`(?s)<script>(.*?)</script>`).FindAllStringSubmatch(page, -1) {
			assert.Contains(t, policy, sum(s[1]), "%s: sum of the script", f.Name)
		}
		body := page[strings.Index(page, "</style>"):]
		assert.NotRegexp(t, `<[^>]* on[a-z]+="`, body, "a handler")
		assert.NotRegexp(t, `<[^>]* style="`, body)
		assert.NotRegexp(t, `<[^>]* (src|href)="`, body, "something from elsewhere")
		assert.NotContains(t, body, "<script>alert")
	}
}

func TestTheDataOfAPageComesBackAsItWasTyped(t *testing.T) {
	g := exporttest.Cases(t)["hostile"]
	page := written(t, html.Format, g, lang.EN, export.Options{NoFont: true})
	text := regexp.MustCompile(`(?s)id="data">(.*?)</script>`).FindStringSubmatch(page)[1]
	var data struct {
		Nodes map[string]struct{ Name string }
		Links []any
	}
	require.NoError(t, json.Unmarshal([]byte(text), &data))
	for n := range g.Nodes() {
		assert.Equal(t, strings.ToValidUTF8(g.Label(n.ID), "\uFFFD"), data.Nodes[string(n.ID)].Name)
	}
	assert.Len(t, data.Links, g.RelationCount())
}

func TestAReportSaysWhatWasAskedAndKeepsToItselfWhoSaidWhat(t *testing.T) {
	base := []model.Node{
		{ID: "k", Name: "勘", Kind: model.Intangible}, {ID: "a", Name: "見積", Goal: true, At: model.Place{Set: true, X: 300}, Ask: "誰が決めますか"},
	}
	io := []model.Relation{{Ends: model.IOEnds("k", "a")}}
	first := exporttest.Build(t, model.Records{Meta: model.Meta{Title: "受注", Lang: "ja"}, Nodes: base, IO: io})
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: first, Rules: rules.All})
	require.NoError(t, err)
	require.NotEmpty(t, r.Findings)
	f := r.Findings[0]
	reply := f.Reply(model.Answer{Status: model.Answered, Text: "田中さんも知っています。", By: "佐藤", On: "2026-11-28"})
	g := exporttest.Build(t, model.Records{Meta: model.Meta{Title: "受注", Lang: "ja"}, Nodes: base, IO: io, Answers: []model.Answer{reply}})
	for _, l := range []lang.Lang{lang.JA, lang.EN} {
		page := written(t, html.Report, g, l, export.Options{NoFont: true})
		assert.Contains(t, page, "田中さんも知っています。", "the answer, as it was given")
		assert.NotContains(t, page, "佐藤")
		assert.Equal(t, 1, strings.Count(page, "誰が決めますか"), "what people wrote down to ask")
		assert.Contains(t, page, lang.M("meeting.state.answered").In(l))
		assert.Contains(t, written(t, html.Report, g, l, export.Options{NoFont: true, Notes: true}), "佐藤")
	}
	empty := written(t, html.Report, model.Empty(), lang.EN, export.Options{NoFont: true})
	assert.Contains(t, empty, lang.M("meeting.none").In(lang.EN))
	assert.NotContains(t, empty, lang.M("meeting.follow").In(lang.EN), "an empty part")
}

func TestAPictureTooWideToReadIsScrolledOnAPageOfAReport(t *testing.T) {
	for n, wide := range map[int]bool{4: false, 300: true} {
		page := written(t, html.Report, exporttest.Town(t, n), lang.EN, export.Options{})
		assert.Equal(t, wide, strings.Contains(page, `<div class="picture now" tabindex="0">`), "%d deliverables", n)
		width := regexp.MustCompile(`\.now svg\{max-width:none;width:(\d+)px\}`).FindStringSubmatch(page)
		require.Equal(t, wide, width != nil, "%d deliverables", n)
		if wide {
			box := regexp.MustCompile(`viewBox="[\d.-]+ [\d.-]+ ([\d.]+) `).FindStringSubmatch(page)
			assert.InDelta(t, 9, 14*number(t, width[1])/number(t, box[1]), 0.2, "px of a name")
		}
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	require.NoError(t, err)
	return v
}
