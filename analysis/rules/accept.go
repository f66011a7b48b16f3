package rules

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Find is the rule of that id.
func Find(id string) (analysis.Rule, bool) {
	i := slices.IndexFunc(All, func(r analysis.Rule) bool { return r.ID == id })
	if i < 0 {
		return analysis.Rule{}, false
	}
	return All[i], true
}

// Fixes lists what can be done about a finding, preferred first.
func Fixes(ctx context.Context, c analysis.Case) ([]analysis.Fix, error) {
	if c.Finding.Rule == analysis.Unneeded && c.Finding.Answer != nil {
		q := c.Finding.Answer.Question
		return []analysis.Fix{{ID: "withdraw", Preferred: true, Command: edit.Withdraw{Question: q}}}, nil
	}
	r, ok := Find(c.Finding.Rule)
	if !ok {
		return nil, nil
	}
	return r.FixesOf(ctx, c)
}

// Accept turns what somebody answered into one command: it writes what the rule can write, and where the question would
// stay, or nothing can be written, keeps the sentence. "nobody" to the question for a name is a confirmed risk. An answer
// that cannot be used is an error for people to read.
func Accept(ctx context.Context, c analysis.Case) (model.Command, error) {
	r, ok := Find(c.Finding.Rule)
	if !ok || c.Finding.Severity == analysis.Error && r.Accept == nil {
		return nil, lang.M("analysis.answer.none")
	}
	text := strings.TrimSpace(c.Text)
	if text == "" && c.Pick == "" {
		return nil, lang.M("analysis.answer.empty")
	}
	if r.Form(c.Finding.Variant) == analysis.Name && isNobody(text) {
		return keep(c, c.Finding, model.Risk), nil
	}
	if v, ok := notPerson(c); ok && (r.Writes == "owner" || r.Writes == "holders") {
		return nil, lang.M("analysis.answer.no_person", "v", v)
	}
	if r.Accept == nil {
		return keep(c, c.Finding, model.Answered), nil
	}
	cmd, err := r.Accept(c)
	if err != nil {
		return nil, err
	}
	if cmd == nil {
		return keep(c, c.Finding, model.Answered), nil
	}
	next, _, err := model.Try(c.Graph, cmd)
	if err != nil {
		return nil, err
	}
	left, err := analysis.Run(ctx, analysis.Input{Graph: next, Before: c.Finding.Was(), Rules: []analysis.Rule{r}, Options: analysis.Options{Preset: analysis.PresetAll}})
	if err != nil {
		return nil, fmt.Errorf("look again: %w", err)
	}
	for _, f := range left.Findings {
		if f.Key == c.Finding.Key && f.Severity != analysis.Error {
			return model.Batch(answerName, cmd, keep(c, f, model.Answered)), nil
		}
	}
	return model.Batch(answerName, cmd), nil
}

// keep notes the answer to a finding as it is.
func keep(c analysis.Case, f analysis.Finding, status model.Status) model.Command {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		text = c.Graph.Label(c.Pick)
	}
	a := c.Sign
	a.Status, a.Text = status, text
	return edit.Answer{Answer: f.Reply(a)}
}

// nobodies are answers to "who?" that name no one.
var nobodies = []string{"nobody", "no one", "no-one", "noone", "none", "誰も", "誰もいない", "誰もいません", "だれも", "だれもいない", "いない", "いません", "なし", "無し"}

func isNobody(text string) bool {
	return slices.Contains(nobodies, strings.TrimRight(model.Key(text), ".。"))
}

// notPerson is a deliverable of the model among the names that a question for people was answered with.
func notPerson(c analysis.Case) (label string, ok bool) {
	for _, n := range parseNouns(c.Text) {
		if ids := c.Graph.Named(n.name); len(ids) > 0 && !isSomebody(c.Graph, n.name) {
			return c.Graph.Label(ids[0]), true
		}
	}
	return "", false
}

// isSomebody says that a name is that of a person or unit: who answers for something already, whatever else is called so.
func isSomebody(g *model.Graph, name string) bool {
	for n := range g.Nodes() {
		if n.Owner.Has(name) || n.Holders.Has(name) || n.UsedBy.Has(name) {
			return true
		}
	}
	return false
}

func acceptInputs(c analysis.Case) (model.Command, error) { return input(model.Tangible)(c), nil }

func acceptConsumers(c analysis.Case) (model.Command, error) { return consumer(c), nil }

func acceptHolder(c analysis.Case) (model.Command, error) { return holder(c), nil }

// acceptUser notes who uses it; the deliverables among them are made from it.
func acceptUser(c analysis.Case) (model.Command, error) {
	var people []string
	p := newPlan(c)
	for _, n := range parseNouns(c.Text) {
		if ids := c.Graph.Named(n.name); len(ids) > 0 && !isSomebody(c.Graph, n.name) {
			p.join(model.IO, c.Finding.At[0], ids[0])
		} else {
			people = append(people, n.name)
		}
	}
	if c.Text = strings.Join(people, ","); c.Text != "" {
		p.do(users(c))
	}
	return p.command(answerName), nil
}

func acceptRecord(c analysis.Case) (model.Command, error) { return recorded(c), nil }

func acceptCriteria(c analysis.Case) (model.Command, error) { return criteria(c), nil }

func acceptName(c analysis.Case) (model.Command, error) { return toThing(c), nil }

func acceptOwner(c analysis.Case) (model.Command, error) { return owned(c), nil }

func acceptApprover(c analysis.Case) (model.Command, error) { return approver(c), nil }

func acceptMaterial(c analysis.Case) (model.Command, error) { return material(c), nil }

func acceptReplacement(c analysis.Case) (model.Command, error) { return inPlace(c), nil }

// acceptText writes the sentence into a member.
func acceptText(member string) func(analysis.Case) (model.Command, error) {
	return func(c analysis.Case) (model.Command, error) { return setText(member)(c), nil }
}

// acceptWrittenPick puts the know-how that was picked on paper.
func acceptWrittenPick(c analysis.Case) (model.Command, error) {
	if n, ok := c.Graph.Node(c.Pick); !ok || n.Kind != model.Intangible {
		return nil, nil
	}
	c.Finding.At, c.Finding.Related = []model.ID{c.Pick}, nil
	return written(c), nil
}

// acceptCounted makes what can be counted from what the impression is made from.
func acceptCounted(c analysis.Case) (model.Command, error) {
	p := newPlan(c)
	var from []model.ID
	for r := range c.Graph.In(c.Finding.At[0]) {
		from = append(from, r.From)
	}
	for _, n := range parseNouns(c.Text) {
		id := p.add(model.Node{Name: n.name, Form: model.Quantitative, Tags: model.NewList(model.TagMeasure)})
		for _, u := range from {
			p.join(model.IO, u, id)
		}
	}
	return p.command(answerName), nil
}

// choose runs what belongs to the option that was chosen.
func choose(c analysis.Case, options map[string]func(analysis.Case) model.Command) (model.Command, error) {
	do, ok := options[strings.TrimSpace(c.Text)]
	if !ok {
		return nil, lang.M("analysis.answer.choice")
	}
	if do == nil {
		return nil, nil
	}
	return do(c), nil
}

func acceptMade(c analysis.Case) (model.Command, error) {
	return choose(c, map[string]func(analysis.Case) model.Command{"made": noSync, "settled": noInput})
}

func acceptStrip(c analysis.Case) (model.Command, error) {
	return choose(c, map[string]func(analysis.Case) model.Command{"strip": stripped, "keep": nil})
}

func acceptMatch(c analysis.Case) (model.Command, error) {
	return choose(c, map[string]func(analysis.Case) model.Command{"match": syncBoth, "apart": nil})
}

// acceptBetween puts what is written between two pieces of know-how in place of the line that joins them.
func acceptBetween(c analysis.Case) (model.Command, error) {
	p := newPlan(c)
	k := c.Finding.At[0]
	j, _ := knowHowOf(c)
	over := p.drawn(j, k)
	papers := p.things(model.Tangible)
	for _, paper := range papers {
		p.join(model.IO, j, paper)
		p.join(model.IO, paper, k)
	}
	for _, r := range over {
		p.do(edit.Remove{IDs: []model.ID{r.ID()}})
	}
	return p.command(answerName), nil
}

// acceptGoal marks a goal, picked or by name; to a goal that is made from nothing it adds inputs.
func acceptGoal(c analysis.Case) (model.Command, error) {
	if c.Finding.Variant == "unmade" {
		return acceptInputs(c)
	}
	p := newPlan(c)
	p.do(edit.Set{IDs: p.things(model.Tangible), Member: "goal", Value: "true"})
	return p.command(answerName), nil
}

func acceptSame(c analysis.Case) (model.Command, error) {
	switch strings.TrimSpace(c.Text) {
	case "same":
		return merged(c), nil
	case "different":
		c.Text = ""
		return numbered(c), nil
	default:
		return nil, lang.M("analysis.answer.choice")
	}
}

func acceptWhole(c analysis.Case) (model.Command, error) {
	if c.Finding.Variant == "empty" {
		return member(c), nil
	}
	switch strings.TrimSpace(c.Text) {
	case "whole":
		return edit.Remove{IDs: c.Finding.At[:1]}, nil
	case "part":
		return edit.Remove{IDs: c.Finding.At[1:2]}, nil
	default:
		return nil, lang.M("analysis.answer.choice")
	}
}

var (
	durations = regexp.MustCompile(`[0-9]+(\.[0-9]+)? *(min|mo|h|d|w|分|時間|日|週間|週|か月|ヶ月|カ月|days?|weeks?|hours?|months?)`)
	roundings = regexp.MustCompile(`[0-9]+ *(往復|回|巡|rounds?|times|x)`)
	unitWords = strings.NewReplacer("days", "d", "day", "d", "weeks", "w", "week", "w", "hours", "h", "hour", "h", "months", "mo", "month", "mo", " ", "")
	digits    = regexp.MustCompile(`[0-9]+`)
)

// acceptCycleTime reads "5日・3往復" or "5d, 3 rounds": how long one round takes, and how many there are. It goes to all
// sync lines of the adjustment. What holds neither is kept as a sentence.
func acceptCycleTime(c analysis.Case) (model.Command, error) {
	key := model.Key(c.Text)
	dur, _ := model.ParseDur(unitWords.Replace(durations.FindString(key)))
	rounds := digits.FindString(roundings.FindString(key))
	if dur == "" && rounds == "" {
		return nil, nil
	}
	lines := talkedOver(c)
	p := newPlan(c)
	if dur != "" && len(lines) > 0 {
		p.do(edit.Set{IDs: lines, Member: "cycleTime", Value: string(dur)})
	}
	if rounds != "" && len(lines) > 0 {
		p.do(edit.Set{IDs: lines, Member: "rounds", Value: rounds})
	}
	return p.command(answerName), nil
}

// talkedOver lists the syncs that a finding is about: the one it is anchored in, or all of its members.
func talkedOver(c analysis.Case) []model.ID {
	if len(c.Finding.Anchors) == 1 {
		if _, one := model.ParseEnds(c.Finding.Anchors[0]); one {
			return c.Finding.Anchors
		}
	}
	at := map[model.ID]bool{}
	for _, id := range c.Finding.At {
		at[id] = true
	}
	var lines []model.ID
	for r := range c.Graph.Relations() {
		if r.Kind == model.Sync && (at[r.From] || at[r.To]) {
			lines = append(lines, r.ID())
		}
	}
	return lines
}
