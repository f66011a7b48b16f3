package report

import (
	"slices"

	"seika/internal/lang"
)

// Heads are the words between the parts of a meeting's report, in its language.
type Heads struct {
	Report, Purpose, Picture, Figures, Questions, None, Follow, Table string
	Why, Evidence, Answer                                             string
	Colon                                                             string   // between a head and what it is of
	FollowColumns                                                     []string // number, question, about, whom, till, key
}

// Heads are those of the meeting's language.
func (m *Meeting) Heads() Heads {
	in := func(w lang.Msg) string { return w.In(m.Lang) }
	return Heads{
		Report: in(lang.M("meeting.report")), Purpose: in(lang.M("meeting.purpose")), Picture: in(lang.M("meeting.picture")),
		Figures: in(lang.M("meeting.figures")), Questions: in(lang.M("meeting.questions")), None: in(lang.M("meeting.none")),
		Follow: in(lang.M("meeting.follow")), Table: in(lang.M("meeting.table")),
		Why: in(lang.M("meeting.why")), Evidence: in(lang.M("meeting.evidence")), Answer: in(lang.M("meeting.answer")), Colon: in(lang.M("meeting.colon")),
		FollowColumns: []string{
			in(lang.M("meeting.column.number")), in(lang.M("meeting.column.question")), in(lang.M("meeting.column.about")),
			in(lang.M("meeting.column.who")), in(lang.M("meeting.column.till")), in(lang.M("meeting.column.key")),
		},
	}
}

// FigureColumns are the titles of a table of the figures: name, number, what it means.
func (m *Meeting) FigureColumns() []string {
	return []string{
		lang.M("meeting.column.figure").In(m.Lang), lang.M("meeting.column.value").In(m.Lang), lang.M("meeting.column.means").In(m.Lang),
	}
}

// Heading is the title of the report: that of the model, else what it is.
func (m *Meeting) Heading() string {
	if m.Title == "" {
		return lang.M("meeting.report").In(m.Lang)
	}
	return m.Title
}

// Caption is what stands below the picture: what it shows, and what the numbers in it are; "" where that is nothing.
func (m *Meeting) Caption() string {
	title := m.Title
	if title != "" && m.Variant != "" {
		title = lang.M("meeting.titled", "title", title, "variant", m.Variant).In(m.Lang)
	}
	numbered := slices.ContainsFunc(m.Questions, func(s State) bool {
		return s.Key != StateGone && slices.ContainsFunc(s.Questions, func(q Question) bool { return q.Number > 0 })
	})
	switch {
	case !numbered:
		return title
	case title == "":
		return lang.M("meeting.numbers").In(m.Lang)
	default:
		return lang.M("meeting.caption", "title", title, "numbers", lang.M("meeting.numbers")).In(m.Lang)
	}
}

// Listed is the table of all deliverables: its titles, the rows, and how wide each column is, in parts of the whole. A column in which no
// row has anything is left out.
func (m *Meeting) Listed() (titles []string, rows [][]string, wide []float64) {
	columns := []struct {
		title lang.Msg
		wide  float64
		of    func(Row) string
	}{
		{lang.M("meeting.column.name"), 0.32, func(r Row) string { return r.Name }},
		{lang.M("meeting.column.kind"), 0.17, func(r Row) string { return r.Kind }},
		{lang.M("meeting.column.group"), 0.16, func(r Row) string { return r.Group }},
		{lang.M("meeting.column.owner"), 0.14, func(r Row) string { return r.Owner }},
		{lang.M("meeting.column.medium"), 0.11, func(r Row) string { return r.Medium }},
		{lang.M("meeting.column.frequency"), 0.1, func(r Row) string { return r.Frequency }},
	}
	rows = make([][]string, len(m.Table))
	all := 0.0
	for _, c := range columns {
		if !slices.ContainsFunc(m.Table, func(r Row) bool { return c.of(r) != "" }) {
			continue
		}
		titles, wide, all = append(titles, c.title.In(m.Lang)), append(wide, c.wide), all+c.wide
		for i, r := range m.Table {
			rows[i] = append(rows[i], c.of(r))
		}
	}
	for i := range wide {
		wide[i] /= all
	}
	return titles, rows, wide
}

// SaidBy tells who answered, and when; "" where that is not known or must not leave.
func (q Question) SaidBy(l lang.Lang) string {
	switch {
	case q.By == "":
		return q.On
	case q.On == "":
		return q.By
	default:
		return lang.M("meeting.said_by", "who", q.By, "on", q.On).In(l)
	}
}
