package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/golden"
	"seika/internal/lang"
	"seika/model"
	"seika/model/lines"
)

// reply answers the first open finding of a rule and gives the model after it.
func reply(t *testing.T, g *model.Graph, rule, text string, pick model.ID) (*model.Graph, analysis.Finding) {
	t.Helper()
	for _, f := range all(run(t, g)) {
		if f.Rule != rule || f.Status != analysis.Open {
			continue
		}
		cmd, err := rules.Accept(t.Context(), analysis.Case{
			Graph: g, Finding: f, Text: text, Pick: pick, Entropy: []byte("entropy!"), Sign: model.Answer{By: "八木", On: "2026-11-20"},
		})
		require.NoError(t, err)
		next, change, err := model.Try(g, cmd)
		require.NoError(t, err)
		require.False(t, change.Empty())
		return next, f
	}
	require.Fail(t, "no finding of "+rule)
	return nil, analysis.Finding{}
}

func TestAnAnswerBecomesPartOfTheModel(t *testing.T) {
	const talks = "案 {id=a} = 法務の案 {id=b}\n案, 価格 > 発注 #goal"
	for _, x := range []struct{ name, rule, text, before, after string }{
		{
			"nouns are inputs", "N01", "市場調査、（業界知識）", "要望 #ext > 企画 #goal",
			"企画 #goal\n要望 #ext\n\n市場調査, (業界知識), 要望 > 企画",
		},
		{
			"a noun that is there is joined", "N01", "book list", "wishes #ext > plan #goal\nBook list > plan b\nwishes > plan b",
			"plan #goal\nwishes #ext\n\nBook list, wishes > plan\nBook list, wishes > plan b",
		},
		{
			"a name is a second holder", "K01", "田中", "地図, (勘) > 案\n案, 予算 > 計画 #goal",
			"(勘) {holders=田中; holderCount=2}\n計画 #goal\n\n(勘), 地図 > 案\n予算, 案 > 計画",
		},
		{
			"nobody is a risk", "K01", "誰もいません。", "地図, (勘) > 案\n案, 予算 > 計画 #goal",
			"計画 #goal\n\n(勘), 地図 > 案\n予算, 案 > 計画",
		},
		{
			"a deliverable uses what it is made from", "U02", "報告、経理部", "依頼 #ext > 見積\n依頼 > 報告 #goal",
			"依頼 #ext\n報告 #goal\n見積 {usedBy=経理部}\n\n依頼 > 見積\n依頼, 見積 > 報告",
		},
		{
			"a number is how long a round takes", "S01", "5日・3往復", "a = b #ext\na, b > c #goal",
			"b #ext\nc #goal\n\na, b > c\n\na ={cycleTime=5d; rounds=3} b",
		},
		{
			"in English too", "S01", "2 weeks, 4 rounds", "a = b #ext\na, b > c #goal",
			"b #ext\nc #goal\n\na, b > c\n\na ={cycleTime=2w; rounds=4} b",
		},
		{
			"a user", "U02", "tax office", "bill, receipt > statement\nbill, money > payment #goal",
			"payment #goal\nstatement {usedBy=tax office}\n\nbill, money > payment\nbill, receipt > statement",
		},
		{
			"an owner", "S03", "Sato", "plan = budget\nplan = staff\nplan = rooms\nplan, budget, staff, rooms > project #goal",
			"plan @Sato\nproject #goal\n\nbudget, plan, rooms, staff > project\n\nbudget = plan\nplan = rooms\nplan = staff",
		},
		{"a better name", "N07", "見積書", "条件 > 見積を作成する #goal\n単価 > 見積を作成する", "見積書 #goal\n\n単価, 条件 > 見積書"},
		{"one and the same", "N09", "same", "見積 {id=x}, 見積 {id=y} > 契約書 #goal", "契約書 #goal\n\n見積 > 契約書"},
		{"two things", "N09", "different", "見積 {id=x}, 見積 {id=y} > 契約書 #goal", "契約書 #goal\n\n見積, 見積 2 > 契約書"},
		{
			"what is written between", "K04", "playbook", "(experience) > (judgement)\n(judgement), data > offer #goal",
			"offer #goal\n\ndata, (judgement) > offer\nplaybook > (judgement)\n(experience) > playbook",
		},
		{
			"by what it is checked", "U08", "復唱の記録", "予約, 空席, 献立, 希望 > 伝票\n伝票, 食材 > 料理\n料理, 器 > 食事 #goal",
			"復唱の記録 #criteria\n食事 #goal\n\n復唱の記録, 予約, 希望, 献立, 空席 > 伝票\n伝票, 食材 > 料理\n器, 料理 > 食事",
		},
		{"where it is kept", "S09", "議事録", talks, "発注 #goal\n\n価格, 案 > 発注\n案, 法務の案 > 議事録\n\n案 = 法務の案"},
		{"the goal by name", "U05", "c", "a, b, d, e > c", "c #goal\n\na, b, d, e > c"},
		{"what a goal is made from", "U05", "order, (taste)", "a, b > c #goal\ngift #goal", "c #goal\ngift #goal\n\na, b > c\norder, (taste) > gift"},
		{"parts", "I04", "図面、部品表", "[設計], 計画 > 製品 #goal", "製品 #goal\n\n計画, [設計] > 製品\n\n[設計] {kind=composite}: 図面, 部品表"},
		{
			"the part alone", "I04", "part", "[設計]: 図面, 部品表\n[設計], 計画 > 製品 #goal\n図面 > 製品",
			"製品 #goal\n\n図面, 計画 > 製品\n\n[設計]: 図面, 部品表",
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			g, _ := reply(t, parse(t, x.before), x.rule, x.text, "")
			want := lines.PrintPlain(parse(t, x.after), nil)
			assert.Equal(t, strings.ReplaceAll(want, " {kind=composite}", ""), strings.ReplaceAll(lines.PrintPlain(g, nil), " {kind=composite}", ""))
		})
	}
}

func TestWhatCannotBeWrittenIsKeptAsASentence(t *testing.T) {
	g := parse(t, "a = b #ext\na, b > c #goal")
	next, f := reply(t, g, "S01", "深刻にならないうちに決まる", "")
	a, ok := next.Answer(f.Question())
	require.True(t, ok)
	assert.Equal(t, model.Answer{
		Question: f.Question(), Scope: f.Scope(), Status: model.Answered, Text: "深刻にならないうちに決まる", By: "八木", On: "2026-11-20",
	}, a)
	next, f = reply(t, parse(t, "map, (know) > a\na, money > b #goal"), "K01", "nobody", "")
	a, _ = next.Answer(f.Question())
	assert.Equal(t, model.Risk, a.Status)
}

func TestAPickMarksTheGoal(t *testing.T) {
	next, _ := reply(t, parse(t, "a, b, d, e > c {id=c}"), "U05", "", "c")
	n, _ := next.Node("c")
	assert.True(t, n.Goal)
}

func TestAnAnswerThatSaysNothingIsRefusedInWords(t *testing.T) {
	g := parse(t, "見積 {id=x}, 見積 {id=y} > 契約書 #goal")
	for text, want := range map[string]string{"": "Write an answer first.", "perhaps": "Choose one of the options."} {
		i := slices.IndexFunc(run(t, g).Findings, func(f analysis.Finding) bool { return f.Rule == "N09" })
		_, err := rules.Accept(t.Context(), analysis.Case{Graph: g, Finding: run(t, g).Findings[i], Text: text})
		var said lang.Msg
		require.ErrorAs(t, err, &said)
		assert.Equal(t, want, said.In(lang.EN))
	}
}

func TestADeliverableIsNobody(t *testing.T) {
	g := parse(t, "地図, (勘) > 案\n案, 予算 > 計画 #goal")
	i := slices.IndexFunc(all(run(t, g)), func(f analysis.Finding) bool { return f.Rule == "K01" })
	_, err := rules.Accept(t.Context(), analysis.Case{Graph: g, Finding: all(run(t, g))[i], Text: "田中、地図"})
	var said lang.Msg
	require.ErrorAs(t, err, &said)
	assert.Equal(t, "「地図」は成果物です。人か部署の名前を書いてください。", said.In(lang.JA))
}

// Something to say to each form of question.
var replies = map[analysis.Form]string{
	analysis.Nouns: "new thing, (new skill)", analysis.Name: "Sato", analysis.Number: "3 days", analysis.Choice: "",
	analysis.Pick: "", analysis.Text: "in a while",
}

func TestAnAnsweredQuestionIsNoLongerOpen(t *testing.T) {
	golden.Walk(t, "rules", func(t *testing.T, c *golden.Case) {
		rule, _ := rules.Find(c.Name)
		for _, part := range c.Parts() {
			text := c.In(part)
			if !strings.HasPrefix(part, "bad") {
				continue
			}
			g := parse(t, text)
			was := older(t, c, part)
			for _, f := range all(runPair(t, g, was)) {
				if f.Rule != rule.ID {
					continue
				}
				x := analysis.Case{Graph: g, Finding: f, Entropy: []byte("entropy!"), Text: replies[rule.Form(f.Variant)]}
				switch rule.Form(f.Variant) {
				case analysis.Choice:
					x.Text = rule.Choices[0]
				case analysis.Pick:
					x.Pick = slices.Collect(g.Nodes())[0].ID
				}
				cmd, err := rules.Accept(t.Context(), x)
				require.NoError(t, err, part)
				next, _, err := model.Try(g, cmd)
				require.NoError(t, err, part)
				for _, left := range all(runPair(t, next, was)) {
					if left.Key == f.Key {
						assert.NotEqual(t, analysis.Open, left.Status, "%s: %s", part, left.Key)
					}
				}
			}
		}
	})
}
