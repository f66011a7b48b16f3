package report

import (
	"html/template"
	"io"

	"seika/internal/compare"
	"seika/internal/lang"
	"seika/internal/source"
)

// viewsPage is a comparison of two views as one HTML file: no scripts, nothing from elsewhere, wide enough for A4.
var viewsPage = template.Must(template.New("views").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>{{.Title}}</title>
<style>
@page { size: A4; margin: 18mm }
body { font: 10pt/1.5 "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; color: #1b2733; max-width: 174mm; margin: 12mm auto }
h1 { font-size: 15pt } h2 { font-size: 12pt; margin: 7mm 0 2mm; break-after: avoid }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: .8mm 2mm; border-bottom: .2mm solid #c8d0d8 }
th { font-weight: normal; color: #43525f } tr { break-inside: avoid } .n { text-align: right; font-variant-numeric: tabular-nums; width: 24mm }
.q { color: #43525f }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<p class="q">{{.Rests}}</p>
{{if .Questions}}<h2>{{.QuestionsHead}}</h2>
<ol>{{range .Questions}}<li>{{.}}</li>{{end}}</ol>{{end}}
{{$p := .}}{{range .Parts}}<h2>{{.Head}}</h2>
<table><tr><th></th><th class="n">{{$p.Task}}</th><th class="n">{{$p.Stated}}</th><th class="n">{{$p.Thing}}</th><th class="n">{{$p.Stated}}</th></tr>
{{range .Rows}}<tr><td>{{.Name}}</td>{{range .Cells}}<td class="n">{{.}}</td>{{end}}</tr>
{{end}}</table>
{{end}}{{if .Rows}}<h2>{{.RowsHead}}</h2>
<table>{{range .Rows}}<tr><td>{{.Tasks}}</td><td>{{.Things}}</td><td class="q">{{.How}}, {{.Score}}, {{.Status}}</td></tr>
{{end}}</table>{{end}}
{{range .Alone}}<h2>{{.Head}}</h2>
<ul>{{range .Names}}<li>{{.}}</li>{{end}}</ul>
{{end}}</body>
</html>
`))

// ViewsHTML writes a comparison of two views as a page to print.
func ViewsHTML(w io.Writer, x Views, o Options) error {
	say := func(key string, args ...any) string { return lang.Text(o.Lang, key, args...) }
	type row struct {
		Name  string
		Cells [4]string
	}
	type part struct {
		Head string
		Rows []row
	}
	type rest struct {
		Head  string
		Names []string
	}
	p := struct {
		Lang                        lang.Lang
		Title, Rests, QuestionsHead string
		Task, Thing, Stated         string
		Questions                   []string
		Parts                       []part
		RowsHead                    string
		Rows                        []correspondence
		Alone                       []rest
	}{
		Lang: o.Lang, Title: source.Visible(x.Task + " ⇔ " + x.Deliverable), Rests: x.head(o.Lang),
		QuestionsHead: say("compare.against", "n", len(x.Against)),
		Task:          say("compare.task"), Thing: say("compare.thing"), Stated: say("compare.stated"),
		RowsHead: say("compare.rows"), Rows: x.correspondences(o.Lang),
	}
	for _, q := range x.Against {
		p.Questions = append(p.Questions, x.AgainstQuestion(o.Lang, q))
	}
	x.partsOf(func(name compare.Part, list []compare.Figure) {
		if silent(list) {
			return
		}
		one := part{Head: say("compare.part." + string(name))}
		for _, f := range list {
			r := row{Name: FigureName(o.Lang, f)}
			for i, v := range columns(f) {
				r.Cells[i] = FigureText(o.Lang, f, v)
			}
			one.Rows = append(one.Rows, r)
		}
		p.Parts = append(p.Parts, one)
	})
	for _, r := range []rest{
		{say("compare.tasks_alone", "n", len(x.Report.Tasks)), namesBy(x.Report.Tasks, x.TaskName)},
		{say("compare.things_alone", "n", len(x.Report.Things)), namesBy(x.Report.Things, x.Graph.Label)},
	} {
		for i := range r.Names {
			r.Names[i] = source.Visible(r.Names[i])
		}
		if len(r.Names) > 0 {
			p.Alone = append(p.Alone, r)
		}
	}
	return viewsPage.Execute(w, p)
}
