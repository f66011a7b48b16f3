package html

import (
	"bytes"
	"context"
	_ "embed"
	"html/template"
	"io"

	"seika/internal/export"
	"seika/internal/export/svg"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
)

// Report is the report of a meeting as a page.
var Report = export.Format{
	Name: "report-html", Suffix: ".html", ByName: true, Mime: "text/html",
	Loses:  []lang.Msg{lang.M("export.report.loses")},
	Uses:   export.Looks | export.Embed | export.Notes | export.Date | export.Earlier | export.Appendix,
	Report: writeReport,
}

var (
	//go:embed report.html
	reportText string
	//go:embed report.css
	reportStyle string

	reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
		"said": func(m *report.Meeting, q report.Question) string { return q.SaidBy(m.Lang) },
	}).Parse(reportText))
)

func writeReport(ctx context.Context, w io.Writer, m *report.Meeting, o export.Options) error {
	text, err := svg.Inline(ctx, m.Scene, o)
	if err != nil {
		return err
	}
	scenes := []*scene.Scene{m.Scene}
	earlier := ""
	if m.Earlier != nil {
		scenes = append(scenes, m.Earlier.Scene)
		if earlier, err = svg.Inline(ctx, m.Earlier.Scene, o); err != nil {
			return err
		}
	}
	style := reportStyle
	if !o.NoFont {
		style = fonts(scenes, m) + style
	}
	var b bytes.Buffer
	err = reportTemplate.Execute(&b, struct {
		M           *report.Meeting
		H           report.Heads
		Title, Date string
		Policy      string
		Style       template.CSS
		SVG, Was    template.HTML
		Appendix    bool
	}{m, m.Heads(), m.Heading(), o.Date, policy(style, ""), template.CSS(style), template.HTML(text), template.HTML(earlier), o.Appendix})
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}
