package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"seika/internal/corpus"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Collection is what many models have in common.
type Collection struct {
	Models []corpus.Model
	Unread []source.Problem // files that could not be read, and why
	Groups []corpus.Group
	Shard  string                    // "2/3" where it is a part of a collection: then laws are counts alone
	Lines  func(*model.Graph) string // a model in Seika lines
}

// LawRules are the ids of what is found in collections, and in no single model.
var LawRules = []string{"C01", "C02", "C03"}

// ExplainLaw writes all there is to know of what is found in collections under an id.
func ExplainLaw(w io.Writer, id string, o Options) error {
	var name, looksFor, why, asks lang.Msg
	switch id {
	case "C01":
		name, looksFor, why, asks = lang.M("mine.c01.name"), lang.M("mine.c01.looks_for", "n", corpus.Usual.Models), lang.M("mine.c01.why"), lang.M("mine.c01")
	case "C02":
		name, looksFor, why, asks = lang.M("mine.c02.name"), lang.M("mine.c02.looks_for", "n", corpus.Usual.Share), lang.M("mine.c02.why"),
			lang.M("mine.c02", "x", lang.M("mine.thing", "name", "…").In(o.Lang))
	case "C03":
		name, looksFor, why, asks = lang.M("mine.c03.name"), lang.M("mine.c03.looks_for"), lang.M("mine.c03.why"), lang.M("mine.c03")
	default:
		panic("unknown law " + id)
	}
	e := explainer{o: o}
	e.line(0, id+" "+name.In(o.Lang))
	e.part(lang.M("report.rule.looks_for"), looksFor.In(o.Lang))
	e.part(lang.M("report.rule.why"), why.In(o.Lang))
	e.part(lang.M("report.rule.asks"), asks.In(o.Lang))
	_, err := io.WriteString(w, e.b.String())
	return err
}

// Laws of which the text tells, the first ones; JSON has all.
const lawsTold = 20

// MineText writes for people what models have in common, group by group.
func MineText(w io.Writer, c Collection, o Options) error {
	var b strings.Builder
	say := func(m lang.Msg) string { return source.Visible(m.In(o.Lang)) }
	line := func(indent int, m lang.Msg) { fmt.Fprintf(&b, "%*s%s\n", 2*indent, "", say(m)) }
	line(0, lang.M("mine.models", "n", len(c.Models), "bad", len(c.Unread)))
	for _, g := range c.Groups {
		b.WriteByte('\n')
		if g.Name == "" {
			line(0, lang.M("mine.all", "n", len(g.Models)))
		} else {
			line(0, lang.M("mine.group", "name", g.Name, "n", len(g.Models)))
		}
		mineGroup(c, g, line, o.Lang)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func mineGroup(c Collection, g corpus.Group, line func(int, lang.Msg), l lang.Lang) {
	laws := slices.Clone(g.Laws)
	slices.SortStableFunc(laws, func(a, b corpus.Law) int { return cmp.Compare(weight(b), weight(a)) })
	if len(laws) == 0 {
		line(1, lang.M("mine.none"))
	}
	for i, x := range laws {
		if i == lawsTold && c.Shard == "" {
			line(1, lang.M("mine.more", "n", len(laws)-lawsTold))
			break
		}
		line(1, lang.M("mine.law", "n", len(x.Models), "of", len(g.Models), "what", pattern(x.Pattern, l).In(l)))
		switch {
		case x.Z == nil:
		case x.Above:
			line(2, lang.M("mine.above", "n", fmt.Sprintf("%.1f", *x.Expected)))
			line(2, lang.M("mine.c01"))
		default:
			line(2, lang.M("mine.chance", "n", fmt.Sprintf("%.1f", *x.Expected)))
		}
	}
	for _, x := range g.Missing {
		line(1, lang.M("mine.missing", "file", c.Models[x.Model].Name, "x", named(x.What, l), "n", x.Have, "of", x.Of, "what", pattern(x.Law, l).In(l)))
		line(2, lang.M("mine.c02", "x", named(x.What, l)))
	}
	for _, x := range g.Odd {
		line(1, lang.M("mine.odd", "file", c.Models[x.Model].Name, "n", percent(x.Likeness), "usual", percent(x.Usual)))
		line(2, lang.M("mine.c03"))
	}
	if g.Skeleton != nil && c.Lines != nil {
		line(1, lang.M("mine.skeleton", "n", g.Skeleton.NodeCount()))
		for s := range strings.Lines(c.Lines(g.Skeleton)) {
			if s = strings.TrimSpace(s); s != "" {
				line(2, lang.M("mine.line", "line", s))
			}
		}
	}
}

// weight puts laws above chance before others.
func weight(l corpus.Law) int {
	if l.Above {
		return 1
	}
	return 0
}

func percent(x float64) int { return int(100*x + 0.5) }

// pattern reads as words: what is made from what, and what is settled with what.
func pattern(p corpus.Pattern, l lang.Lang) lang.Msg {
	var list []string
	for i, part := range p.Parts {
		var from []string
		for _, x := range p.Links {
			if x.To == i && !x.Sync {
				from = append(from, named(p.Parts[x.From], l))
			}
		}
		if len(from) > 0 {
			list = append(list, lang.M("mine.made", "v", named(part, l), "list", strings.Join(from, lang.M("mine.and").In(l))).In(l))
		}
	}
	for _, x := range p.Links {
		if x.Sync {
			list = append(list, lang.M("mine.settled", "a", named(p.Parts[x.From], l), "b", named(p.Parts[x.To], l)).In(l))
		}
	}
	return lang.M("mine.pattern", "what", strings.Join(list, lang.M("mine.besides").In(l)))
}

// named is a deliverable between quotes; know-how is said to be that.
func named(p corpus.Part, l lang.Lang) string {
	if p.KnowHow {
		return lang.M("mine.know_how", "name", p.Label).In(l)
	}
	return lang.M("mine.thing", "name", p.Label).In(l)
}

// Mined is what MineJSON writes: findings as programs read them.
type (
	minedModel struct {
		File  string `json:"file"`
		Group string `json:"group"`
		Nodes int    `json:"nodes"`
		IO    int    `json:"io"`
		Sync  int    `json:"sync"`
	}
	minedUnread struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Reason string `json:"reason"`
	}
	minedPart struct {
		Label string `json:"label"`
		Key   string `json:"key"` // by which it is the same in all models
		Kind  string `json:"kind"`
		Scope string `json:"scope"`
	}
	minedLink struct {
		Kind string `json:"kind"`
		From int    `json:"from"` // places among the deliverables
		To   int    `json:"to"`
	}
	minedLaw struct {
		Rule         string      `json:"rule"`
		Pattern      string      `json:"pattern"` // the same in all collections
		Deliverables []minedPart `json:"deliverables"`
		Relations    []minedLink `json:"relations"`
		Models       int         `json:"models"`
		Of           int         `json:"of"`
		Expected     *float64    `json:"expected"` // by chance; null where there are too few models to say
		Ratio        *float64    `json:"ratio"`    // models / expected
		Z            *float64    `json:"z"`
		Above        *bool       `json:"above_chance"` // corrected for the number of laws looked at
		Files        []string    `json:"files"`
		Title        string      `json:"title"`
		Question     string      `json:"question"`
	}
	minedMissing struct {
		Rule     string    `json:"rule"`
		File     string    `json:"file"`
		Missing  minedPart `json:"missing"`
		Pattern  string    `json:"pattern"`
		Models   int       `json:"models"`
		Of       int       `json:"of"`
		Title    string    `json:"title"`
		Question string    `json:"question"`
	}
	minedOdd struct {
		Rule     string  `json:"rule"`
		File     string  `json:"file"`
		Likeness float64 `json:"likeness"`
		Usual    float64 `json:"usual"`
		Title    string  `json:"title"`
		Question string  `json:"question"`
	}
	minedGroup struct {
		Name     string         `json:"name"`
		Models   int            `json:"models"`
		Laws     []minedLaw     `json:"laws"`
		Missing  []minedMissing `json:"missing"`
		Odd      []minedOdd     `json:"odd"`
		Skeleton *string        `json:"skeleton"` // Seika lines
	}
	mined struct {
		Version int           `json:"version"`
		Shard   string        `json:"shard"`
		Models  []minedModel  `json:"models"`
		Unread  []minedUnread `json:"unread"`
		Groups  []minedGroup  `json:"groups"`
	}
)

// MineJSON writes for programs what models have in common.
func MineJSON(w io.Writer, c Collection, o Options) error {
	out := mined{Version: 1, Shard: c.Shard, Models: []minedModel{}, Unread: []minedUnread{}, Groups: []minedGroup{}}
	for _, m := range c.Models {
		io, sync := relations(m.Graph)
		out.Models = append(out.Models, minedModel{m.Name, m.Group, m.Graph.NodeCount(), io, sync})
	}
	for _, p := range c.Unread {
		out.Unread = append(out.Unread, minedUnread{p.File, p.Line, p.What.In(o.Lang)})
	}
	for _, g := range c.Groups {
		out.Groups = append(out.Groups, jsonGroup(c, g, o.Lang))
	}
	var b bytes.Buffer
	if err := json.Indent(&b, encoded(out), "", " "); err != nil {
		return fmt.Errorf("write laws: %w", err)
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

func jsonGroup(c Collection, g corpus.Group, l lang.Lang) minedGroup {
	x := minedGroup{Name: g.Name, Models: len(g.Models), Laws: []minedLaw{}, Missing: []minedMissing{}, Odd: []minedOdd{}}
	for _, law := range g.Laws {
		m := minedLaw{
			Rule: "C01", Pattern: law.Code(), Models: len(law.Models), Of: len(g.Models), Relations: []minedLink{}, Files: []string{},
			Title: pattern(law.Pattern, l).In(l), Question: lang.M("mine.c01").In(l), Expected: law.Expected, Z: law.Z,
		}
		if law.Expected != nil {
			ratio := float64(len(law.Models)) / *law.Expected
			m.Ratio, m.Above = &ratio, &law.Above
		}
		for _, p := range law.Parts {
			m.Deliverables = append(m.Deliverables, jsonPart(p))
		}
		for _, e := range law.Links {
			kind := "io"
			if e.Sync {
				kind = "sync"
			}
			m.Relations = append(m.Relations, minedLink{kind, e.From, e.To})
		}
		for _, at := range law.Models {
			m.Files = append(m.Files, c.Models[at].Name)
		}
		x.Laws = append(x.Laws, m)
	}
	for _, m := range g.Missing {
		name := named(m.What, l)
		x.Missing = append(x.Missing, minedMissing{
			"C02", c.Models[m.Model].Name, jsonPart(m.What), m.Law.Code(), m.Have, m.Of,
			lang.M("mine.missing", "file", c.Models[m.Model].Name, "x", name, "n", m.Have, "of", m.Of, "what", pattern(m.Law, l).In(l)).In(l),
			lang.M("mine.c02", "x", name).In(l),
		})
	}
	for _, d := range g.Odd {
		x.Odd = append(x.Odd, minedOdd{
			"C03", c.Models[d.Model].Name, d.Likeness, d.Usual,
			lang.M("mine.odd", "file", c.Models[d.Model].Name, "n", percent(d.Likeness), "usual", percent(d.Usual)).In(l), lang.M("mine.c03").In(l),
		})
	}
	if g.Skeleton != nil && c.Lines != nil {
		text := c.Lines(g.Skeleton)
		x.Skeleton = &text
	}
	return x
}

func jsonPart(p corpus.Part) minedPart {
	x := minedPart{Label: p.Label, Key: p.Name, Kind: "tangible", Scope: "internal"}
	if p.KnowHow {
		x.Kind = string(model.Intangible)
	}
	if p.External {
		x.Scope = string(model.External)
	}
	return x
}
