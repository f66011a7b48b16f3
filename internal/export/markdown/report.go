package markdown

import (
	"bytes"
	"context"
	"io"
	"strconv"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/mermaid"
	"seika/internal/lang"
	"seika/internal/report"
)

// Report is the report of a meeting, for trackers and wikis.
var Report = export.Format{
	Name: "report-md", Suffix: ".md", ByName: true, Mime: "text/markdown; charset=utf-8",
	Loses:  []lang.Msg{lang.M("export.report.loses")},
	Uses:   export.Names | export.Notes | export.Date | export.Part | export.Earlier | export.Appendix,
	Report: writeReport,
}

func writeReport(ctx context.Context, w io.Writer, m *report.Meeting, o export.Options) error {
	var b export.Buffer
	h := m.Heads()
	head := func(level, s string) { b.Raw("\n", level, " ", export.Markdown(s), "\n\n") }
	b.Raw("# ", export.Markdown(m.Heading()), "\n")
	for _, s := range []string{m.Shows(), o.Date, m.Purpose} {
		if s != "" {
			b.Raw("\n", export.Markdown(s), "\n")
		}
	}
	head("##", h.Picture)
	if m.Earlier != nil {
		b.Raw(export.Markdown(m.Earlier.Caption(m.Lang)), "\n\n")
		if err := picture(ctx, &b, m.Earlier.Diagram, o); err != nil {
			return err
		}
		b.Raw("\n", export.Markdown(m.Caption()), "\n\n")
	}
	if err := picture(ctx, &b, m.Diagram, o); err != nil {
		return err
	}
	if m.Earlier != nil && len(m.Earlier.Differs) > 0 {
		b.Raw("\n")
		for _, s := range m.Earlier.Differs {
			b.Raw("- ", export.Markdown(s), "\n")
		}
	}
	head("##", h.Figures)
	for _, f := range m.Figures {
		b.Raw("- ", export.Markdown(f.Name), h.Colon, "**", export.Markdown(f.Value), "** · ", export.Markdown(f.Means), "\n")
	}
	head("##", h.Questions)
	if len(m.Questions) == 0 {
		b.Raw(export.Markdown(h.None), "\n")
	}
	for _, s := range m.Questions {
		head("###", s.Name)
		for _, q := range m.Folded(s) {
			question(&b, h, m.Lang, q)
		}
	}
	follow(&b, h, m.Follow)
	if o.Appendix && len(m.Table) > 0 {
		head("##", h.Table)
		titles, rows, _ := m.Listed()
		columns(&b, titles)
		for _, r := range rows {
			row(&b, r)
		}
	}
	return b.To(ctx, w)
}

func picture(ctx context.Context, b *export.Buffer, d *diagram.Diagram, o export.Options) error {
	var block bytes.Buffer
	if err := mermaid.Format.Diagram(ctx, &block, d, o); err != nil {
		return err
	}
	b.Raw("```mermaid\n", block.String(), "```\n")
	return nil
}

func question(b *export.Buffer, h report.Heads, l lang.Lang, q report.Question) {
	b.Raw("- ")
	if q.Number > 0 {
		b.Raw("**", strconv.Itoa(q.Number), "** ")
	}
	b.Raw(export.Markdown(q.Ask), "\n")
	evidence := q.Evidence
	if evidence != "" {
		evidence = h.Evidence + h.Colon + evidence
	}
	for _, s := range []string{q.Why, evidence, q.Same} {
		if s != "" {
			b.Raw("  - ", export.Markdown(s), "\n")
		}
	}
	if q.Answer != "" {
		b.Raw("  - ", export.Markdown(h.Answer), h.Colon, export.Markdown(q.Answer), "\n")
	}
	if by := q.SaidBy(l); by != "" {
		b.Raw("  - ", export.Markdown(by), "\n")
	}
}

// follow is what is still to be found out, as a table.
func follow(b *export.Buffer, h report.Heads, list []report.Task) {
	if len(list) == 0 {
		return
	}
	b.Raw("\n## ", export.Markdown(h.Follow), "\n\n")
	columns(b, h.FollowColumns)
	for _, t := range list {
		number := ""
		if t.Number > 0 {
			number = strconv.Itoa(t.Number)
		}
		row(b, []string{number, t.Ask, t.About, t.Who, t.Till, t.Key})
	}
}

// columns are the titles of a table.
func columns(b *export.Buffer, titles []string) {
	row(b, titles)
	for range titles {
		b.Raw("|---")
	}
	b.Raw("|\n")
}

func row(b *export.Buffer, texts []string) {
	for _, c := range texts {
		b.Raw("| ", export.Markdown(c), " ")
	}
	b.Raw("|\n")
}
