package report

import (
	"slices"
	"strings"

	"seika/internal/diagram"
	"seika/internal/diff"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/model"
)

// Earlier is the older state that a report holds the model against: the as-is under a to-be, or the model of the last meeting.
type Earlier struct {
	Graph   *model.Graph // under the ids of the newer
	Title   string
	Variant string         // which state it is, in words
	Marks   []diagram.Mark // where the questions were that are gone
	Differs []string       // what is new, gone and renamed, a sentence each; none where all deliverables are the same
	Diagram *diagram.Diagram
	Scene   *scene.Scene
}

// StateGone are questions of the older state that are none any more; Gone is what became of them.
const (
	StateGone = "gone"

	Gone model.Status = "gone"
)

// Since holds the meeting against an older state: its picture, what the figures were, and which of its questions are gone. Those
// have numbers of their own, for the older picture.
func (m *Meeting) Since(d *diff.Diff) {
	in := func(w lang.Msg) string { return w.In(m.Lang) }
	was, is := d.Old.Meta(), d.New.Meta()
	e := &Earlier{Graph: d.Old, Title: was.Title, Variant: in(lang.M("meeting.last_time"))}
	if was.LangAlt != "" && was.LangAlt == string(m.Lang) && was.TitleAlt != "" {
		e.Title = was.TitleAlt
	}
	switch {
	case was.Variant != "":
		e.Variant = variant(m.Lang, was)
	case is.Variant == model.ToBe:
		e.Variant = in(lang.M("meeting.as_is"))
	}
	if m.Variant == "" {
		m.Variant = in(lang.M("meeting.this_time"))
	}
	m.Earlier = e
	e.Differs = differs(m.Lang, d)

	before := Meeting{Lang: m.Lang}
	before.figures(d.Old, d.Before)
	for i, f := range before.Figures {
		if now := &m.Figures[i]; now.Value != f.Value {
			now.Value = in(lang.M("meeting.changed", "was", f.Value, "is", now.Value))
		}
	}
	m.gone(d)
}

// differs says which deliverables are not in both states under one name, in the order in which people read the pictures.
func differs(l lang.Lang, d *diff.Diff) []string {
	var came, went, renamed []string
	for _, n := range diagram.Reading(d.New).Nodes(d.New) {
		switch was, ok := d.Old.Node(n.ID); {
		case !ok:
			came = append(came, n.Name)
		case was.Name != n.Name:
			renamed = append(renamed, lang.M("meeting.changed", "was", was.Name, "is", n.Name).In(l))
		}
	}
	for _, n := range diagram.Reading(d.Old).Nodes(d.Old) {
		if !d.New.Has(n.ID) {
			went = append(went, n.Name)
		}
	}
	var said []string
	list := func(names []string) string { return strings.Join(names, (&Meeting{Lang: l}).And()) }
	if len(came) > 0 {
		said = append(said, lang.M("meeting.came", "list", list(came)).In(l))
	}
	if len(went) > 0 {
		said = append(said, lang.M("meeting.went", "list", list(went)).In(l))
	}
	if len(renamed) > 0 {
		said = append(said, lang.M("meeting.renamed", "list", list(renamed)).In(l))
	}
	return said
}

// gone asks what is asked no more. What was answered since stands with its answer, and only there.
func (m *Meeting) gone(d *diff.Diff) {
	last, here := 0, map[string]bool{}
	for _, s := range m.Questions {
		for _, q := range s.Questions {
			last, here[q.Key] = max(last, q.Number), true
		}
	}
	list := slices.Clone(d.Gone)
	for i := len(list) - 1; i >= 0; i-- {
		if here[list[i].Key] {
			list = slices.Delete(list, i, i+1)
		}
	}
	m.Earlier.Marks = Numbered(Marks(m.Lang, d.Old, list))
	for i := range m.Earlier.Marks {
		m.Earlier.Marks[i].Number += last
	}
	was := Meeting{Lang: m.Lang}
	was.ask(d.Old, list, m.Earlier.Marks, Options{Lang: m.Lang})
	for _, s := range was.Questions {
		for i := range s.Questions {
			s.Questions[i].Now, s.Questions[i].Status = Gone, lang.M("report.status.gone").In(m.Lang)
		}
		m.Questions = append(m.Questions, State{StateGone, lang.M("meeting.state.gone").In(m.Lang), s.Questions})
	}
}

// variant is which state of the work a model shows, in words; "" where it does not say.
func variant(l lang.Lang, meta model.Meta) string {
	switch meta.Variant {
	case model.AsIs:
		return lang.M("meeting.as_is").In(l)
	case model.ToBe:
		return lang.M("meeting.to_be").In(l)
	default:
		return ""
	}
}

// Shows is which states of the work the report is about, in words; "" where that is not known.
func (m *Meeting) Shows() string {
	if m.Earlier == nil {
		return m.Variant
	}
	return lang.M("meeting.changed", "was", m.Earlier.Variant, "is", m.Variant).In(m.Lang)
}

// Caption is what stands below the older picture.
func (e *Earlier) Caption(l lang.Lang) string {
	title := e.Variant
	if e.Title != "" {
		title = lang.M("meeting.titled", "title", e.Title, "variant", e.Variant).In(l)
	}
	if len(e.Marks) == 0 {
		return title
	}
	return lang.M("meeting.caption", "title", title, "numbers", lang.M("meeting.gone_numbers")).In(l)
}
