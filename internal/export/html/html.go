// Package html writes pages that need nothing but a browser: the picture to pan, zoom and search with its questions beside
// it, and the report of a meeting.
//
// What people typed cannot act there. Text goes through html/template or the escaper of SVG, data lies in the page as JSON
// and is shown as text, and the page itself forbids everything but its own style and script, which it names by their sums.
package html

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"io"
	"strings"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/svg"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
)

// Format is *.html.
var Format = export.Format{
	Name: "html", Suffix: ".html", Mime: "text/html",
	Loses:  []lang.Msg{lang.M("export.html.loses")},
	Uses:   export.Looks | export.Embed | export.Notes | export.Date,
	Report: write,
}

var (
	//go:embed page.html
	pageText string
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string

	pageTemplate = template.Must(template.New("page").Parse(pageText))
)

// page is what the template sets.
type page struct {
	Lang, Title, Purpose, Variant, Date string
	Policy                              string
	Style                               template.CSS
	Script                              template.JS
	Data                                template.JS
	Pictures                            []picture
	States                              []report.State
	Items                               []item
	W                                   words
	Both                                bool
}

type picture struct {
	Names string // main or alt
	SVG   template.HTML
}

// item is a deliverable in the list for those who do not see the picture.
type item struct{ ID, Name, Kind string }

// words are those of the page, in the language of the report.
type words struct {
	Search, Fit, Larger, Smaller, Questions, None, Names, List, Close, Keys string
}

func write(ctx context.Context, w io.Writer, m *report.Meeting, o export.Options) error {
	p, err := newPage(ctx, m, o)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, p); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

func newPage(ctx context.Context, m *report.Meeting, o export.Options) (*page, error) {
	l := m.Lang
	in := func(w lang.Msg) string { return w.In(l) }
	title := m.Title
	if title == "" {
		title = in(lang.M("format.page"))
	}
	p := &page{
		Lang: string(l), Title: title, Purpose: m.Purpose, Variant: m.Variant, Date: o.Date, States: m.Questions,
		W: words{
			Search: in(lang.M("html.search")), Fit: in(lang.M("html.fit")), Larger: in(lang.M("html.larger")), Smaller: in(lang.M("html.smaller")),
			Questions: in(lang.M("meeting.questions")), None: in(lang.M("meeting.none")), Names: in(lang.M("html.names")), List: in(lang.M("meeting.table")),
			Close: in(lang.M("html.close")), Keys: in(lang.M("html.keys")),
		},
	}
	scenes := []*scene.Scene{m.Scene}
	if d, ok := other(m.Diagram); ok {
		p.Both = true
		scenes = append(scenes, scene.Build(d, scene.Options{Theme: o.Theme, Legend: o.Legend}))
	}
	for i, s := range scenes {
		text, err := svg.Inline(ctx, s, o)
		if err != nil {
			return nil, err
		}
		p.Pictures = append(p.Pictures, picture{[2]string{"main", "alt"}[i], template.HTML(text)})
	}
	data, err := json.Marshal(dataOf(m))
	if err != nil {
		return nil, err
	}
	p.Data = template.JS(data) // json.Marshal escapes < > &, so it cannot end its element
	for _, b := range m.Diagram.Boxes {
		p.Items = append(p.Items, item{string(b.Node.ID), m.Diagram.Graph.Label(b.Node.ID), report.Kind(b.Node, l)})
	}
	style := pageStyle
	if !o.NoFont {
		style = fonts(scenes, m, p.said(m)...) + style
	}
	p.Style, p.Script = template.CSS(style), template.JS(pageScript)
	p.Policy = policy(style, pageScript)
	return p, nil
}

// said is all the text of the page beside the picture and the questions.
func (p *page) said(m *report.Meeting) []string {
	w := p.W
	list := []string{w.Search, w.Fit, w.Larger, w.Smaller, w.Names, w.Close, w.Keys, p.Date}
	for _, x := range p.Items {
		list = append(list, x.Name, x.Kind)
	}
	for _, b := range m.Diagram.Boxes {
		for _, f := range facts(m, b.Node) {
			list = append(list, f[0], f[1])
		}
	}
	return list
}

// policy allows one style and one script, by their sums, and nothing else.
func policy(style, script string) string {
	sum := func(s string) string {
		h := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(h[:]) + "'"
	}
	scripts := "'none'"
	if script != "" {
		scripts = sum(script)
	}
	return "default-src 'none'; script-src " + scripts + "; style-src " + sum(style) + "; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
}

// other is the picture with the names of the other language, where there are any.
func other(d *diagram.Diagram) (*diagram.Diagram, bool) {
	if d.Options.Names != diagram.Main || d.Graph.Meta().LangAlt == "" {
		return nil, false
	}
	for _, b := range d.Boxes {
		if b.Node.NameAlt != "" {
			o := d.Options
			o.Names = diagram.Alt
			return diagram.Build(d.Graph, o), true
		}
	}
	return nil, false
}

// The data of a page: what the script needs to know of the picture.
type data struct {
	Nodes map[model.ID]node `json:"nodes"`
	Links []link            `json:"links"`
}

type node struct {
	Name  string      `json:"name"`
	Facts [][2]string `json:"facts"` // name and value, in order
}

type link struct {
	ID   model.ID `json:"id"`
	From model.ID `json:"from"`
	To   model.ID `json:"to"`
	Sync bool     `json:"sync,omitempty"`
}

func dataOf(m *report.Meeting) data {
	d := data{Nodes: map[model.ID]node{}, Links: []link{}}
	for _, b := range m.Diagram.Boxes {
		d.Nodes[b.Node.ID] = node{m.Diagram.Graph.Label(b.Node.ID), facts(m, b.Node)}
	}
	for _, f := range m.Diagram.Frames {
		d.Nodes[f.Group.ID] = node{m.Diagram.Graph.Label(f.Group.ID), [][2]string{}}
	}
	for _, l := range m.Diagram.Links {
		r := l.Relation
		d.Links = append(d.Links, link{r.ID(), r.From, r.To, r.Kind == model.Sync})
	}
	return d
}

// facts are what may leave of a deliverable, as far as it is said.
func facts(m *report.Meeting, n model.Node) [][2]string {
	list := [][2]string{{lang.Text(m.Lang, "field.kind"), report.Kind(n, m.Lang)}}
	add := func(name lang.Msg, value string) {
		if value != "" {
			list = append(list, [2]string{name.In(m.Lang), value})
		}
	}
	join := func(l model.List) string { return strings.Join(l.Items(), m.And()) }
	add(lang.M("field.nameAlt"), n.NameAlt)
	add(lang.M("field.owner"), join(n.Owner))
	add(lang.M("field.role"), n.Role)
	add(lang.M("field.holders"), join(n.Holders))
	add(lang.M("field.medium"), join(n.Medium))
	add(lang.M("field.location"), n.Location)
	add(lang.M("field.system"), n.System)
	add(lang.M("field.frequency"), report.Often(n.Frequency, m.Lang))
	add(lang.M("field.leadTime"), report.Lasts(n.LeadTime, m.Lang))
	add(lang.M("field.effort"), report.Lasts(n.Effort, m.Lang))
	add(lang.M("field.criteria"), n.Criteria)
	add(lang.M("field.state"), n.State)
	add(lang.M("field.note"), n.Note)
	add(lang.M("field.ask"), n.Ask)
	return list
}
