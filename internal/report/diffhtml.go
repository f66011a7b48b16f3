package report

import (
	"html/template"
	"io"
	"strings"

	"seika/analysis/text"
	"seika/internal/lang"
	"seika/internal/source"
)

// page is a comparison as one HTML file: no scripts, nothing from elsewhere, wide enough for A4.
var page = template.Must(template.New("diff").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>{{.Title}}</title>
<style>
@page { size: A4; margin: 18mm }
body { font: 11pt/1.5 "BIZ UDPGothic", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; color: #1b2733; max-width: 180mm; margin: 12mm auto }
h1 { font-size: 15pt } h2 { font-size: 12pt; margin: 7mm 0 2mm }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: 1mm 2mm; border-bottom: .2mm solid #c8d0d8 }
tr { break-inside: avoid } .n { text-align: right; font-variant-numeric: tabular-nums } .q { color: #43525f } .s { font-weight: bold; width: 5mm } td:nth-child(2) { white-space: nowrap }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
{{with .Files}}<p class="q">{{.}}</p>{{end}}
{{if .Same}}<p>{{.Same}}</p>{{end}}
{{if .Rows}}<table>{{range .Rows}}<tr><td class="s">{{.Sign}}</td><td>{{.Kind}}</td><td>{{.Label}}{{range .Members}}<br><span class="q">{{.Name}}: {{.Was}} → {{.Is}}</span>{{end}}</td></tr>
{{end}}</table>{{end}}
{{range .Parts}}<h2>{{.Head}}</h2>
<table>{{range .Rows}}<tr><td>{{.Rule}}</td><td>{{.Severity}}</td><td>{{.Title}}{{if .Question}}<br><span class="q">{{.Question}}</span>{{end}}</td></tr>
{{end}}</table>
{{end}}{{if .Stayed}}<p>{{.Stayed}}</p>{{end}}
{{if .Figures}}<h2>{{.FiguresHead}}</h2>
<table>{{range .Figures}}{{if .Head}}<tr><td colspan="3">{{.Head}}</td></tr>
{{end}}<tr><td class="q">{{.Name}}</td><td class="n">{{.Was}}</td><td class="n">{{.Is}}</td></tr>
{{end}}</table>{{end}}
</body>
</html>
`))

// title is what is compared, and which states of it; "" where the newer one has no title.
func (x Compared) title(l lang.Lang) string {
	is := x.Diff.New.Meta()
	was, now := variant(l, x.Diff.Old.Meta()), variant(l, is)
	if is.Title == "" || was == "" || now == "" || was == now {
		return is.Title
	}
	return lang.M("meeting.titled", "title", is.Title, "variant", lang.M("meeting.changed", "was", was, "is", now)).In(l)
}

// DiffHTML writes a comparison as a page to print.
func DiffHTML(w io.Writer, x Compared, o Options) error {
	type found struct{ Rule, Severity, Title, Question string }
	type list struct {
		Head string
		Rows []found
	}
	type number struct{ Head, Name, Was, Is string }
	say := func(key string, args ...any) string { return lang.Text(o.Lang, key, args...) }
	p := struct {
		Lang        lang.Lang
		Title       string
		Files, Same string
		Rows        []Difference
		Parts       []list
		Stayed      string
		FiguresHead string
		Figures     []number
	}{Lang: o.Lang, Title: source.Visible(x.Old + " → " + x.New), Rows: x.Rows(o.Lang), FiguresHead: say("report.diff.figures")}
	if title := x.title(o.Lang); title != "" {
		p.Title, p.Files = source.Visible(title), p.Title
	}
	if x.Same() {
		p.Same = say("report.diff.same")
	}
	for i := range p.Rows {
		p.Rows[i].Label = source.Visible(p.Rows[i].Label)
		p.Rows[i].Sign = strings.ReplaceAll(p.Rows[i].Sign, "-", "−") // as wide as the plus
		for j := range p.Rows[i].Members {
			p.Rows[i].Members[j] = worded(o.Lang, p.Rows[i].Members[j])
		}
	}
	for _, part := range x.parts() {
		one := list{Head: say(part.head, "n", len(part.list))}
		for _, f := range part.list {
			row := found{Rule: f.Rule, Severity: severity(o.Lang, f), Title: source.Visible(text.Title(o.Lang, part.graph, f))}
			if part.ask {
				row.Question = source.Visible(text.Question(o.Lang, part.graph, f))
			}
			one.Rows = append(one.Rows, row)
		}
		if len(one.Rows) > 0 {
			p.Parts = append(p.Parts, one)
		}
	}
	if n := len(x.Stayed); n > 0 {
		p.Stayed = say("report.diff.stayed", "n", n)
	}
	metric := ""
	for _, f := range x.figures() {
		head := f.head(o.Lang, metric)
		metric = f.Metric
		was, is := f.values(o.Lang)
		p.Figures = append(p.Figures, number{head, f.name(o.Lang), was, is})
	}
	return page.Execute(w, p)
}
