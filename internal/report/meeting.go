package report

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/model"
)

// Meeting is the outcome of a meeting as plain data: what was drawn, what it says in numbers, what was asked and answered,
// and what is still to be found out. Formats only set it; they decide nothing.
type Meeting struct {
	Lang      lang.Lang
	Title     string
	Purpose   string
	Variant   string // as-is or to-be, in words; "" where the document does not say
	Date      string // "" prints none
	Diagram   *diagram.Diagram
	Scene     *scene.Scene
	Earlier   *Earlier // nil for none
	Figures   []Said
	Questions []State // those that have questions, in the order of a report
	Follow    []Task
	Table     []Row
}

// Said is a figure: what it is called, its number, and what that means; Means is what it counts where it says nothing.
type Said struct{ Name, Value, Means string }

// State is the questions of which the same has become.
type State struct {
	Key       string // answered, open, intended, gone
	Name      string
	Questions []Question
}

// Question is a finding as it is asked.
type Question struct {
	Key      string // the same in every report, for trackers
	Rule     string
	Number   int // on the picture; 0 for none
	Severity analysis.Severity
	Weight   string // the severity in words
	Now      model.Status
	Status   string // that, in words
	At       []model.ID
	About    []string // names of At
	Title    string
	Ask      string // in the customer's words; "" for what asks nothing
	Why      string
	Evidence string
	Same     string // what else is asked the same, where a report sets many as one
	Answer   string // quoted
	By, On   string // only where notes may leave
	Who      string // is to be asked; only where notes may leave
	Till     string // when
}

// Task is a line of the follow-up list. What is not said is "".
type Task struct {
	Key       string
	Number    int
	Ask       string
	About     string
	Who, Till string // Who only where notes may leave
}

// Row is a deliverable as the table lists it.
type Row struct {
	Name, NameAlt, Kind, Group, Owner, Medium, Frequency string
	Inputs, Outputs, Syncs                               int
}

// Meet puts the outcome of a meeting together. marks are the badges of the picture, for the numbers.
func Meet(ctx context.Context, g *model.Graph, findings []analysis.Finding, marks []diagram.Mark, o Options) (*Meeting, error) {
	stats, err := analysis.StatsOf(ctx, g, analysis.StatsOptions{})
	if err != nil {
		return nil, err
	}
	meta := g.Meta()
	m := &Meeting{Lang: o.Lang, Title: meta.Title, Purpose: meta.Purpose}
	other := meta.LangAlt != "" && meta.LangAlt == string(o.Lang)
	if other && meta.TitleAlt != "" {
		m.Title = meta.TitleAlt
	}
	if other && meta.PurposeAlt != "" {
		m.Purpose = meta.PurposeAlt
	}
	m.Variant = variant(o.Lang, meta)
	m.figures(g, stats)
	m.ask(g, findings, marks, o)
	m.follow(g)
	m.rows(g)
	return m, ctx.Err()
}

// figures are five: how much there is, how much of it in heads and in talks, what hangs on know-how, and how long it is.
func (m *Meeting) figures(g *model.Graph, s analysis.Stats) {
	all := s.Figures()
	add := func(name lang.Msg, field string) {
		i := slices.IndexFunc(all, func(f analysis.Figure) bool { return f.Field == field })
		if i < 0 {
			panic("no figure " + field)
		}
		f := all[i]
		said := text.Sentence(m.Lang, g, f)
		if said == "" && f.Metric != "" {
			said = text.Means(m.Lang, f.Metric)
		}
		m.Figures = append(m.Figures, Said{name.In(m.Lang), text.Value(m.Lang, f.Value), said})
	}
	add(lang.M("meeting.figure.deliverables"), "nodes")
	m.Figures[0].Means = lang.M("meeting.means.deliverables", "n", s.IO).In(m.Lang)
	add(lang.M("meeting.figure.intangible"), "know_how")
	m.Figures[1].Means = lang.M("meeting.means.intangible").In(m.Lang)
	add(lang.M("meeting.figure.sync"), "sync")
	m.Figures[2].Means = lang.M("meeting.means.sync").In(m.Lang)
	add(lang.M("meeting.figure.exposure"), "tacit_exposure")
	add(lang.M("meeting.figure.chain"), "longest_chain")
}

// The states of a report, in its order.
const (
	StateAnswered = "answered"
	StateOpen     = "open"
	StateIntended = "intended"
)

func stateOf(s model.Status) string {
	switch s {
	case model.Answered, model.Risk:
		return StateAnswered
	case model.Intended:
		return StateIntended
	default:
		return StateOpen
	}
}

func (m *Meeting) ask(g *model.Graph, findings []analysis.Finding, marks []diagram.Mark, o Options) {
	number := map[model.ID]int{}
	for _, mark := range marks {
		number[mark.At] = mark.Number
	}
	by := map[string][]Question{}
	for _, f := range findings {
		q := Question{
			Key: f.Key, Rule: f.Rule, Severity: f.Severity, Weight: severity(m.Lang, f), Now: f.Status, Status: status(f.Status).In(m.Lang), At: f.At, About: labels(g, f.At),
			Title: text.Title(m.Lang, g, f), Ask: text.Question(m.Lang, g, f), Why: text.Why(m.Lang, g, f), Evidence: text.Evidence(m.Lang, g, f),
		}
		if len(f.At) > 0 && f.Counted() {
			q.Number = number[f.At[0]]
		}
		a := f.Answer
		// Why something is intended is said among those who were there.
		if a != nil && f.Status != analysis.Open && (f.Status != model.Intended || o.Notes) {
			q.Answer = a.Text
		}
		if a != nil {
			q.Till = a.Due
		}
		if a != nil && o.Notes {
			q.By, q.On, q.Who = a.By, a.On, a.Who
		}
		if q.Ask == "" {
			continue // what the run says of itself is nothing to ask a customer
		}
		s := stateOf(f.Status)
		by[s] = append(by[s], q)
	}
	for _, s := range []struct {
		key  string
		name lang.Msg
	}{
		{StateAnswered, lang.M("meeting.state.answered")},
		{StateOpen, lang.M("meeting.state.open")},
		{StateIntended, lang.M("meeting.state.intended")},
	} {
		if len(by[s.key]) > 0 {
			m.Questions = append(m.Questions, State{s.key, s.name.In(m.Lang), by[s.key]})
		}
	}
}

// follow lists what is still to be found out: questions that wait, then what people wrote down as open, in file order.
func (m *Meeting) follow(g *model.Graph) {
	for _, s := range m.Questions {
		for _, q := range s.Questions {
			if s.Key == StateOpen {
				m.Follow = append(m.Follow, Task{Key: q.Key, Number: q.Number, Ask: q.Ask, About: m.about(q), Who: q.Who, Till: q.Till})
			}
		}
	}
	for n := range g.Nodes() {
		if n.Ask != "" {
			m.Follow = append(m.Follow, Task{Key: "ask@" + string(n.ID), Ask: n.Ask, About: label(g, n.ID)})
		}
	}
	for r := range g.Relations() {
		if r.Ask != "" {
			m.Follow = append(m.Follow, Task{Key: "ask@" + string(r.ID()), Ask: r.Ask, About: label(g, r.ID())})
		}
	}
}

// Asked is all that is asked as a table for trackers, its titles and rows: questions of every state, then what people noted as
// open. Each row has the same key in every report.
func (m *Meeting) Asked() (titles []string, rows [][]string) {
	h := m.Heads()
	in := func(w lang.Msg) string { return w.In(m.Lang) }
	titles = []string{
		h.FollowColumns[0], h.FollowColumns[1], h.FollowColumns[2], in(lang.M("meeting.column.weight")), in(lang.M("meeting.column.status")),
		h.Why, h.Evidence, h.Answer, h.FollowColumns[3], h.FollowColumns[4], h.FollowColumns[5],
	}
	seen := map[string]bool{}
	for _, s := range m.Questions {
		for _, q := range s.Questions {
			seen[q.Key] = true
			rows = append(rows, []string{number(q.Number), q.Ask, m.about(q), q.Weight, q.Status, q.Why, q.Evidence, q.Answer, q.Who, q.Till, q.Key})
		}
	}
	for _, t := range m.Follow {
		if !seen[t.Key] {
			rows = append(rows, []string{"", t.Ask, t.About, "", in(lang.M("report.status.open")), "", "", "", "", "", t.Key})
		}
	}
	return titles, rows
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// And stands between the entries of a list.
func (m *Meeting) And() string {
	if m.Lang == lang.JA {
		return "、"
	}
	return ", "
}

// about names what a question is about, the first ones where that is a long list.
func (m *Meeting) about(q Question) string {
	const named, most = 3, 5
	if len(q.About) <= most {
		return strings.Join(q.About, m.And())
	}
	return strings.Join(append(slices.Clone(q.About[:named]), lang.M("questions.more", "n", len(q.About)-named).In(m.Lang)), m.And())
}

func (m *Meeting) rows(g *model.Graph) {
	for _, n := range diagram.Reading(g).Nodes(g) {
		r := Row{
			Name: n.Name, NameAlt: n.NameAlt, Kind: Kind(n, m.Lang),
			Owner: strings.Join(n.Owner.Items(), m.And()), Medium: strings.Join(n.Medium.Items(), m.And()), Frequency: Often(n.Frequency, m.Lang),
		}
		if p, ok := g.Group(n.In); ok {
			r.Group = p.Name
		}
		for range g.In(n.ID) {
			r.Inputs++
		}
		for range g.Out(n.ID) {
			r.Outputs++
		}
		for range g.Syncs(n.ID) {
			r.Syncs++
		}
		m.Table = append(m.Table, r)
	}
}

// Kind is what a deliverable is, in words.
func Kind(n model.Node, l lang.Lang) string {
	var list []string
	if n.Kind == model.Intangible {
		list = append(list, lang.M("legend.intangible").In(l))
	}
	if n.Scope == model.External {
		list = append(list, lang.M("legend.external").In(l))
	}
	if n.Goal {
		list = append(list, lang.M("legend.goal").In(l))
	}
	if len(list) == 0 {
		return lang.M("legend.deliverable").In(l)
	}
	return strings.Join(list, " · ")
}
