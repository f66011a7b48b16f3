package html

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
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
		"said":   func(m *report.Meeting, q report.Question) string { return q.SaidBy(m.Lang) },
		"folded": (*report.Meeting).Folded,
	}).Parse(reportText))
)

// drawn is a picture as the page shows it.
type drawn struct {
	Class   string
	SVG     template.HTML
	Scrolls template.HTMLAttr
	Caption string
	style   string
}

// draw makes a picture for the page. One whose names could not be read where it is as wide as the page is wider on a screen, and scrolled.
func draw(ctx context.Context, s *scene.Scene, class, caption string, o export.Options) (drawn, error) {
	const (
		page  = 912  // px
		scale = 0.65 // at which a name of 14 px has 9
	)
	text, err := svg.Inline(ctx, s, o)
	d := drawn{Class: class, SVG: template.HTML(text), Caption: caption}
	if w := s.Page().W(); w*export.Legible > page {
		d.Scrolls = ` tabindex="0"`
		d.style = fmt.Sprintf("@media screen{.%s svg{max-width:none;width:%dpx}}\n", class, int(w*scale))
	}
	return d, err
}

func writeReport(ctx context.Context, w io.Writer, m *report.Meeting, o export.Options) error {
	var pictures []drawn
	var scenes []*scene.Scene
	style := reportStyle
	add := func(s *scene.Scene, class, caption string) error {
		d, err := draw(ctx, s, class, caption, o)
		pictures, scenes, style = append(pictures, d), append(scenes, s), style+d.style
		return err
	}
	if e := m.Earlier; e != nil {
		if err := add(e.Scene, "was", e.Caption(m.Lang)); err != nil {
			return err
		}
	}
	if err := add(m.Scene, "now", m.Caption()); err != nil {
		return err
	}
	if !o.NoFont {
		style = fonts(scenes, m) + style
	}
	var columns []string
	var rows [][]string
	if o.Appendix {
		columns, rows, _ = m.Listed()
	}
	var b bytes.Buffer
	err := reportTemplate.Execute(&b, struct {
		M           *report.Meeting
		H           report.Heads
		Title, Date string
		Policy      string
		Style       template.CSS
		Pictures    []drawn
		Columns     []string
		Rows        [][]string
	}{m, m.Heads(), m.Heading(), o.Date, policy(style, ""), template.CSS(style), pictures, columns, rows})
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}
