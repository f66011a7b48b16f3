package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/model"
)

// run runs all rules.
func run(t testing.TB, g *model.Graph) analysis.Report {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All, Options: analysis.Options{Preset: analysis.PresetAll}})
	require.NoError(t, err)
	require.Empty(t, r.Failures)
	return r
}

// oracle holds, for each example model, its deliverables, inputs, syncs and know-how, the longest chain and its layers, the
// goals that know-how stands behind, and all findings: rule and element, hidden ones in brackets.
var oracle = map[string]string{
	"E01": "3/2/0/0 2,2 0 of 1 · U03 past · U03 cond",
	"E02": "3/2/0/1 2,2 1 of 1 · K07 plan · (K01 plan) · U03 cjm",
	"E03": "3/2/1/0 3,2 0 of 1 · S01 mine yours",
	"E04": "3/1/1/0 3,2 0 of 1 · N01 svc · S01 appr svc",
	"E05": "7/5/1/2 3,2 1 of 1 · K01 svc · K02 appr · (N01 appr) · K12 dev · K12 view · S01 appr svc · U03 spec · U03 prio",
	"E06": "4/4/0/0 3,3 0 of 1 · N01 guid · N01 edu · U04 quest year · (U02 quest) · (U06 quest edu) · U03 year",
	"E07": "5/4/0/1 3,3 1 of 1 · K07 advice · (K01 advice) · U03 svcp",
	"E08": "6/5/0/1 4,4 1 of 1 · K01 meas · K12 doc · N01 emp · U03 svcp",
	"E09": "9/9/1/0 7,6 0 of 1 · N01 tdoc · S02 db tdoc · (S01 db da) · U08 da db",
	"E10": "14/15/0/1 7,7 1 of 1 · K01 dish · K12 recipe · (K05 recipe) · U08 slip · U03 menu · U03 floor · U03 ingr · U03 price",
	"E11": "15/14/1/1 9,8 1 of 1 · K01 quote · K12 yield · (K05 yield) · N01 resv · N01 use · N01 pay · N01 rev · S02 resv reg · " +
		"(S01 resv cal) · U02 rev · (U06 rev) · U08 quote · U03 inq · U03 room · U03 rate · U03 clean",
	"E12": "9/8/1/3 4,4 1 of 1 · K01 prop · K04 judge · K12 judge · S02 expn keep prop · (S01 expn cust) · U08 judge · " +
		"U03 usage · U03 play",
	"E13": "7/6/0/0 4,4 0 of 1 · U03 ant · U03 face · U03 helm · U03 torso",
}

func TestTheExamplesGiveTheFindingsOfTheDesign(t *testing.T) {
	for name, text := range examples {
		t.Run(name, func(t *testing.T) {
			g := parse(t, text)
			r := run(t, g)
			got := []string{shape(g)}
			for _, f := range r.Findings {
				got = append(got, row(f))
			}
			for _, h := range r.Hidden {
				got = append(got, "("+row(h.Finding)+")")
			}
			assert.ElementsMatch(t, strings.Split(oracle[name], " · "), got)
		})
	}
}

func row(f analysis.Finding) string {
	s := f.Rule
	for _, id := range f.At {
		s += " " + string(id)
	}
	return s
}

func shape(g *model.Graph) string {
	f := analysis.NewFacts(analysis.NewIndex(g))
	syncs, hows, exposed, layers := 0, 0, 0, int32(0)
	for r := range g.Relations() {
		if r.Kind == model.Sync {
			syncs++
		}
	}
	for v := range int32(f.N) {
		if f.Is(v, analysis.KnowHow) {
			hows++
		}
	}
	for _, v := range f.Goals() {
		for k := range int32(f.N) {
			if f.Is(k, analysis.KnowHow) && f.Tacit().After(k, v) {
				exposed++
				break
			}
		}
	}
	for _, l := range f.Flow().Layers() {
		layers = max(layers, l+1)
	}
	return fmt.Sprintf("%d/%d/%d/%d %d,%d %d of %d", f.N, g.RelationCount()-syncs, syncs, hows, f.Flow().Longest(), layers,
		exposed, len(f.Goals()))
}

func TestTheExamplesProveTheirFindingsWithTheNumbersOfTheDesign(t *testing.T) {
	for _, x := range []struct{ example, key, variant, severity, evidence string }{
		{"E05", "K01@svc", "negotiated", "high", "holders=0 know_how=1 inputs=4"},
		{"E05", "K12@view", "", "high", "goals=1 of_goals=1 stops=2 holders=0"},
		{"E06", "U04@quest", "", "medium", "distance=2"},
		{"E09", "U08@da", "", "medium", "held=3 of_sources=3"},
		{"E10", "U08@slip", "", "medium", "held=4 of_sources=8"},
		{"E11", "U08@quote", "", "medium", "held=4 of_sources=7"},
		{"E12", "U08@judge", "", "medium", "held=3 of_sources=6"},
	} {
		r := run(t, parse(t, examples[x.example]))
		i := slices.IndexFunc(r.Findings, func(f analysis.Finding) bool { return f.Key == x.key })
		require.GreaterOrEqual(t, i, 0, x.key)
		f := r.Findings[i]
		assert.Equal(t, x.variant, f.Variant, x.key)
		assert.Equal(t, x.severity, f.Severity.String(), x.key)
		assert.Equal(t, x.evidence, numbers(f), x.key)
	}
}

func numbers(f analysis.Finding) string {
	var out []string
	for _, n := range f.Evidence {
		out = append(out, fmt.Sprintf("%s=%d", n.Name, n.Value))
	}
	return strings.Join(out, " ")
}

var examples = map[string]string{
	"E01": `過去の資料 {id=past; alt=past material}, 条件 {id=cond; alt=conditions} > 新しい資料 #goal {id=new; alt=new material}`,
	"E02": `カスタマージャーニーマップ {id=cjm}, (ドメイン知識) {id=dom} > サービス計画 #goal {id=plan}`,
	"E03": "自分の候補日 {id=mine}, 相手の候補日 #ext {id=yours} > 決定日程 #goal {id=date}\n自分の候補日 = 相手の候補日",
	"E04": `顧客の要望リスト #ext {id=req} > 追加のサービス {id=svc} = 承認されたサービス #goal {id=appr}`,
	"E05": `顧客の要望リスト #ext {id=req}, 現行サービス仕様 {id=spec}, 開発優先順位 {id=prio}, (開発のノウハウ) {id=dev} > 追加のサービス {id=svc}
(レビュー視点) {id=view; subtype=viewpoint} > 承認されたサービス #goal {id=appr}
追加のサービス = 承認されたサービス`,
	"E06": `総務の年度計画 {id=year} > 保健指導 #goal {id=guid}, 健康教育 {id=edu}
保健指導, 健康教育 > アンケート(定性) {id=quest; form=qualitative}`,
	"E07": `社員の活動量データ #ext {id=act}, サービス提供者の分析基準 {id=svcp} > 生活習慣モニタリング結果 {id=rep}
生活習慣モニタリング結果, (保健師の知見) {id=nurse} > 社員への保健指導 #goal {id=advice}`,
	"E08": `ストレスデータ #ext {id=str}, サービス提供者の分析基準 {id=svcp} > ストレスモニタリング結果 {id=rep}
ストレスモニタリング結果, (産業医の知見) {id=doc} > 施策 {id=meas} > 社員への施策実施結果 #goal {id=emp}`,
	"E09": `Outer Work Product A #ext {id=oa}, Outer Work Product B #ext {id=ob} > Architecture Related Document {id=arch; effort=3d}
Outer Work Product C #ext {id=oc}, Architecture Related Document > Conceptual Design Specification {id=conc; effort=2d}
Architecture Related Document > Detailed Design Specification A {id=da; effort=4d}
Conceptual Design Specification > [Detailed Design Specification] {id=dds}
[Detailed Design Specification]: Detailed Design Specification A, Detailed Design Specification B {id=db; effort=3d}
Detailed Design Specification A = Detailed Design Specification B
Detailed Design Specification B > Testing Related Document {id=tdoc; effort=2d; multiplicity=3}
[Detailed Design Specification], Testing Related Document > Tested Product #goal {id=prod; effort=2d}`,
	"E10": `予約 #ext {id=resv}, 空席状況 {id=floor} > 席の割当 {id=seat}
席の割当, メニュー {id=menu}, 客の注文希望 #ext {id=want} > 注文伝票 {id=slip}
注文伝票, 食材 {id=ingr}, (調理の腕) {id=recipe} > 料理 {id=dish}
料理, 注文伝票 > 配膳された料理 {id=served}
注文伝票, 価格表 {id=price}, 配膳された料理 > 会計伝票 {id=bill}
会計伝票, 客の支払い #ext {id=money} > 受領した代金 #goal {id=paid}`,
	"E11": `宿泊希望 {id=inq}, 料金表 {id=rate}, (料金調整の勘) {id=yield}, 客室台帳 {id=room} > 見積 {id=quote} > 予約 {id=resv} = 客の都合 #ext {id=cal}
予約, 本人確認書類 #ext {id=id} > 宿泊者名簿 {id=reg}
宿泊者名簿, 清掃済み客室 {id=clean} > 鍵 {id=key} > 利用明細 {id=use} > 口コミ {id=rev}
利用明細, 見積 > 請求書 {id=inv} > 入金 #goal {id=pay}`,
	"E12": `利用データ {id=usage}, (顧客の機微の察知) {id=mood}, (CSMの経験) {id=exp} > (打ち手の判断) {id=judge; subtype=judgement}
(打ち手の判断), プレイブック {id=play}, 期待値の合意 {id=expn} > 提案 {id=prop}
期待値の合意 = 顧客の目標 #ext {id=cust}
提案, 期待値の合意 > 継続契約 #goal {id=keep}`,
	"E13": `顔部品 {id=face}, ヘルメット部品 {id=helm} > 顔組立 {id=inner}
顔組立, アンテナ部品 {id=ant} > 頭部 {id=head}
頭部, 胴体 {id=torso} > 完成品 #goal {id=body}`,
}
