package text_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/internal/golden"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

var languages = []lang.Lang{lang.EN, lang.JA}

func parse(t testing.TB, s string) *model.Graph {
	t.Helper()
	in, err := source.Read(t.Context(), t.Name(), strings.NewReader(s), source.Limits{})
	require.NoError(t, err)
	g, err := lines.Parse(t.Context(), in)
	require.NoError(t, err, s)
	return g
}

// seen is a finding of a rule in one of its wrong models.
type seen struct {
	g *model.Graph
	f analysis.Finding
}

// fixtures lists what each rule finds in the wrong models of its fixture.
func fixtures(t *testing.T) []seen {
	t.Helper()
	var out []seen
	for _, r := range rules.All {
		a, err := txtar.ParseFile(filepath.Join(golden.Root(t), "testdata", "rules", r.ID+".txtar"))
		require.NoError(t, err)
		for _, part := range a.Files {
			if !strings.HasPrefix(part.Name, "bad") {
				continue
			}
			g := parse(t, string(part.Data))
			var was *model.Graph
			for _, p := range a.Files {
				if p.Name == "was: "+part.Name {
					was = parse(t, string(p.Data))
				}
			}
			list := []analysis.Rule{r}
			if r.Paired() {
				list = rules.All
			}
			report, err := analysis.Run(t.Context(), analysis.Input{
				Graph: g, Before: was, Rules: list, Options: analysis.Options{Preset: analysis.PresetAll},
			})
			require.NoError(t, err)
			for _, f := range report.Findings {
				if f.Rule != r.ID {
					continue
				}
				out = append(out, seen{g, f})
			}
		}
	}
	return out
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	w := text.Words()
	require.Equal(t, w.Keys(lang.EN), w.Keys(lang.JA))
	for _, k := range w.Keys(lang.EN) {
		assert.Equal(t, lang.Places(w.Raw(lang.EN, k)), lang.Places(w.Raw(lang.JA, k)), k)
	}
}

func TestAShareIsToldInPercentAndOtherNumbersAreNot(t *testing.T) {
	of := func(field string, x float64) string {
		return text.FigureValue(lang.EN, field, analysis.Value{Known: true, Ratio: true, X: x})
	}
	assert.Equal(t, "33 %", of("sync_share", 1.0/3))
	assert.Equal(t, "0.7 %", of("density", 0.007))
	assert.Equal(t, "9.9 %", of("density", 0.0991))
	assert.Equal(t, "10 %", of("density", 0.0996))
	assert.Equal(t, "0 %", of("cyclicity", 0))
	assert.Equal(t, "100 %", of("separability", 1))
	assert.Equal(t, "1.333", of("cnc", 4.0/3))
	assert.Equal(t, "n/a", text.FigureValue(lang.EN, "density", analysis.Value{}))
}

func TestEveryRuleHasItsWordsAndNoOthersAreThere(t *testing.T) {
	used := map[string]bool{"nameless": true, "list.more": true, "list.last": true, "list.pairs": true, "evidence.goals_assumed": true, "fix.withdraw": true}
	w := text.Words()
	need := func(key string) {
		used[key] = true
		assert.True(t, w.Has(key), key)
	}
	for _, r := range rules.All {
		for _, part := range []string{"name", "looks_for", "not_when"} {
			need(r.ID + "." + part)
		}
		for _, v := range r.Variants {
			for _, part := range []string{"title", "why", "question", "evidence"} {
				if own := r.ID + "." + v.Name + "." + part; v.Name != "" && w.Has(own) {
					used[own] = true
					continue
				}
				need(r.ID + "." + part)
			}
		}
		used[r.ID+".decision"] = true
		for _, part := range []string{"title", "why", "question", "evidence"} {
			used[r.ID+".one."+part] = true // where there is one result
		}
		for _, c := range r.Choices {
			need(r.ID + ".choice." + c)
		}
		for _, f := range r.Fixes {
			need("fix." + f.ID)
		}
	}
	for _, id := range []string{analysis.RuleFailed, analysis.CutShort, analysis.Unneeded} {
		for _, part := range []string{"name", "title", "why", "evidence"} {
			need(id + "." + part)
		}
	}
	for _, id := range text.Metrics() {
		for _, part := range []string{"name", "means", "sentence"} {
			need(id + "." + part)
		}
	}
	for _, f := range (analysis.Stats{}).Figures() {
		if f.Metric != "" {
			need("figure." + f.Field)
		}
	}
	for _, k := range []string{"M16.double", "M16.caveat", "value.none", "value.percent", "value.share", "without.goals", "without.people", "without.goals.one", "without.people.one", "without.both", "without.both.one", "without.last", "M5.one", "M7.one"} {
		need(k)
	}
	for _, k := range w.Keys(lang.EN) {
		assert.True(t, used[k], "nothing says %s", k)
	}
}

// Words that nobody outside the program should have to know.
var banned = regexp.MustCompile(`(?i)\b(nodes?|edges?|graphs?|lint|violations?|invalid)\b|ノード|エッジ`)

var quoted = regexp.MustCompile(`“[^”]*”|「[^」]*」`)

func TestQuestionsCanBeAnsweredByPeopleWhoDoNotModel(t *testing.T) {
	ends := map[lang.Lang]string{lang.EN: "?", lang.JA: "か。"}
	most := map[lang.Lang]int{lang.EN: 140, lang.JA: 80}
	titles := map[lang.Lang]int{lang.EN: 40, lang.JA: 20}
	asked := map[string]bool{}
	for _, s := range fixtures(t) {
		asked[s.f.Rule+" "+s.f.Variant] = true
		for _, l := range languages {
			q := text.Question(l, s.g, s.f)
			where := fmt.Sprintf("%s %s: %s", s.f.Key, s.f.Variant, q)
			for _, p := range places(s, l) {
				assert.Contains(t, q, p, where)
			}
			for _, name := range quoted.FindAllString(q, -1) {
				assert.Contains(t, names(s, l), name, where)
			}
			bare := quoted.ReplaceAllString(q, "")
			assert.True(t, strings.HasSuffix(q, ends[l]), where)
			assert.Equal(t, 1, strings.Count(bare, ends[l]), where)
			assert.LessOrEqual(t, utf8.RuneCountInString(bare), most[l], where)
			title := text.Title(l, s.g, s.f)
			assert.LessOrEqual(t, utf8.RuneCountInString(quoted.ReplaceAllString(title, "")), titles[l], title)
			for _, x := range []string{q, title, text.Why(l, s.g, s.f), text.Evidence(l, s.g, s.f)} {
				bare := quoted.ReplaceAllString(x, "")
				assert.NotEmpty(t, x, where)
				assert.NotContains(t, x, "{", where)
				assert.NotContains(t, x, "‹", where)
				assert.NotRegexp(t, banned, bare, where)
				for n := range s.g.Nodes() {
					assert.NotContains(t, bare, string(n.ID), where)
				}
			}
		}
	}
	for _, r := range rules.All {
		for _, v := range r.Variants {
			assert.True(t, asked[r.ID+" "+v.Name], "%s %s is in no fixture", r.ID, v.Name)
		}
	}
}

// places lists the labels a question must contain: the marked element, or each end of a relation.
func places(s seen, l lang.Lang) []string {
	if len(s.f.At) == 0 {
		return nil
	}
	if e, ok := model.ParseEnds(s.f.At[0]); ok {
		return []string{text.Quoted(l, s.g, e.From), text.Quoted(l, s.g, e.To)}
	}
	return []string{text.Quoted(l, s.g, s.f.At[0])}
}

func names(s seen, l lang.Lang) []string {
	var out []string
	add := func(id model.ID) {
		if e, ok := model.ParseEnds(id); ok {
			out = append(out, text.Quoted(l, s.g, e.From), text.Quoted(l, s.g, e.To))
			return
		}
		out = append(out, text.Quoted(l, s.g, id))
	}
	for _, id := range s.f.At {
		add(id)
	}
	for _, r := range s.f.Related {
		add(r.ID)
	}
	for _, id := range s.f.Gone() {
		out = append(out, text.Quoted(l, s.f.Was(), id))
	}
	return out
}

func TestButtonsAreShort(t *testing.T) {
	most := map[lang.Lang]int{lang.EN: 14, lang.JA: 8}
	for _, l := range languages {
		for _, k := range text.Words().Keys(l) {
			if strings.HasPrefix(k, "fix.") || strings.Contains(k, ".choice.") {
				s := text.Words().Raw(l, k)
				assert.LessOrEqual(t, utf8.RuneCountInString(s), most[l]+4*strings.Count(k, ".choice."), s)
			}
		}
	}
}

func TestListsNameThreeAndCountTheRest(t *testing.T) {
	g := parse(t, "a {id=a}, b {id=b}, c {id=c}, d {id=d}, e {id=e} > f {id=f}")
	ids := []model.ID{"e", "a", "b", "c", "d"}
	for n, want := range map[int][2]string{
		0: {"", ""},
		1: {"“e”", "「e」"},
		2: {"“e” and “a”", "「e」「a」"},
		3: {"“e”, “a” and “b”", "「e」「a」「b」"},
		4: {"“e”, “a”, “b” and “c”", "「e」「a」「b」「c」"}, // a name takes no more room than its count
		5: {"“e”, “a”, “b” and 2 more", "「e」「a」「b」ほか2個"},
	} {
		assert.Equal(t, want[0], text.List(lang.EN, g, ids[:n]))
		assert.Equal(t, want[1], text.List(lang.JA, g, ids[:n]))
	}
}

func TestLongNamesAreShortenedInTheMiddle(t *testing.T) {
	assert.Equal(t, "あいうえおかきくけこさし…もやゆよらりるれろわを", text.Short("あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわを"))
	whole := strings.Repeat("x", 48)
	assert.Equal(t, whole, text.Short(whole), "as wide as 24 Japanese characters")
	assert.Equal(t, 48, utf8.RuneCountInString(text.Short(whole+"x")))
	assert.Equal(t, "what the buyer really wants", text.Short("what the buyer really wants"))
	assert.Equal(t, "result of checking the … all parts of the order", text.Short("result of checking the availability of all parts of the order"), "words stay whole")
	assert.Equal(t, "受注システムの画面ハード… order entry screen", text.Short("受注システムの画面ハードコピー一式と order entry screen"))
}

func TestANamelessDeliverableIsNeverToldByItsId(t *testing.T) {
	g := parse(t, `"" {id=blank}, a > b {id=b}`)
	assert.Equal(t, "an unnamed deliverable", text.Quoted(lang.EN, g, "blank"))
	assert.Equal(t, "「名前のない成果物」", text.Quoted(lang.JA, g, "blank"))
}

func TestQuotesInsideANameAreTheInnerOnes(t *testing.T) {
	g := parse(t, "\"「至急」の注文\" {id=ja}, 「the “final” draft」 {id=en} > c")
	assert.Equal(t, "「『至急』の注文」", text.Quoted(lang.JA, g, "ja"))
	assert.Equal(t, "“「至急」の注文”", text.Quoted(lang.EN, g, "ja"))
	assert.Equal(t, "“the ‘final’ draft”", text.Quoted(lang.EN, g, "en"))
}

func TestPeopleAreSpokenOfPolitely(t *testing.T) {
	for name, want := range map[string]string{
		"佐藤": "佐藤さん", "佐藤さん": "佐藤さん", "鈴木様": "鈴木様", "開発部": "開発部", "企画課": "企画課", "役員室": "役員室", "Smith": "Smith",
		"社長": "社長", "病棟師長": "病棟師長", "構造事務所": "構造事務所", "リハビリ科": "リハビリ科", "申請係": "申請係", "経理": "経理", "意匠設計": "意匠設計",
		"阿部": "阿部さん", "渡部": "渡部さん", "田中先生": "田中先生", "運用チーム": "運用チーム", "お客様相談センター": "お客様相談センター",
	} {
		assert.Equal(t, want, text.Person(lang.JA, name))
		assert.Equal(t, name, text.Person(lang.EN, name))
	}
}

// TestWhoGetsWorkBackIsNotWhoHadItInBetween: several may answer for a thing, and only one of them gets it back.
func TestWhoGetsWorkBackIsNotWhoHadItInBetween(t *testing.T) {
	g := parse(t, "draft @Ito @Sato, paper > check @Ito\ncheck, stamp > letter @Ito @Sato #goal")
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: []analysis.Rule{rules.A03}, Options: analysis.Options{Preset: analysis.PresetAll}})
	require.NoError(t, err)
	require.Len(t, r.Findings, 1)
	assert.Equal(t, "Why does it come back to Sato after “check”?", text.Question(lang.EN, g, r.Findings[0]))
}

func TestWhatIsLostIsToldOfPeopleAndThingsInOneSentence(t *testing.T) {
	g := parse(t, "scope {id=s}, code {id=c} > release #goal")
	lost := analysis.Loss{Goals: []model.ID{"g"}, OfGoals: 1}
	say := func(l lang.Lang, r analysis.Removed) string { return text.Without(l, g, r, lost) }
	both := analysis.Removed{IDs: []model.ID{"s"}, People: []string{"佐藤"}}
	assert.Equal(t, "Without “scope” and 佐藤, the result cannot be made.", say(lang.EN, both))
	assert.Equal(t, "「scope」と佐藤さん抜きでは、成果が作れません。", say(lang.JA, both))
	assert.Equal(t, "Without “scope” and “code”, the result cannot be made.", say(lang.EN, analysis.Removed{IDs: []model.ID{"s", "c"}}))
	assert.Equal(t, "佐藤さんと伊藤さんがいないと、成果が作れません。", say(lang.JA, analysis.Removed{People: []string{"佐藤", "伊藤"}}))
}

func TestNumbersReadAsPeopleSayThem(t *testing.T) {
	g := parse(t, "map, (know) > a {id=a}\nmap, (know), (more) > b {id=b}")
	one := analysis.Finding{Rule: "K01", At: []model.ID{"a"}, Evidence: []analysis.Num{{Name: "know_how", Value: 1}, {Name: "inputs", Value: 2}}}
	assert.Equal(t, "1 of its 2 inputs is know-how.", text.Evidence(lang.EN, g, one))
	assert.Equal(t, "2個の材料のうち1個がノウハウです。", text.Evidence(lang.JA, g, one))
	two := one
	two.Evidence = []analysis.Num{{Name: "know_how", Value: 2}, {Name: "inputs", Value: 3}, {Name: "goals_assumed", Value: 1}}
	assert.Equal(t, "2 of its 3 inputs are know-how. No goal is marked; what everything ends in counts as one.", text.Evidence(lang.EN, g, two))
}

func TestWhatTheRunSaysOfItselfAsksNothing(t *testing.T) {
	g := parse(t, "a > b\nanswer: {rule=K01; anchors=b; status=asked; text=?}")
	failing := analysis.Rule{ID: "K01", Variants: []analysis.Variant{{Severity: analysis.Low}}, Run: func(*analysis.Pass) { panic("broken") }}
	quiet := analysis.Rule{ID: "K02", Variants: failing.Variants, Run: func(*analysis.Pass) {}}
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: []analysis.Rule{failing, quiet}, Options: analysis.Options{Preset: "all"}})
	require.NoError(t, err)
	said := []string{}
	for _, f := range r.Findings {
		assert.Empty(t, text.Question(lang.EN, g, f))
		said = append(said, text.Title(lang.EN, g, f))
	}
	slices.Sort(said)
	assert.Equal(t, []string{"Rule K01 failed"}, said, "an answer to a rule that failed stays")
}

func TestFiguresAreToldInSentences(t *testing.T) {
	g := parse(t, "map {id=m}, (taste) {id=t} > dish {id=d}\ndish = price {id=p}\ndish > meal #goal {id=g}")
	s, err := analysis.StatsOf(t.Context(), g, analysis.StatsOptions{})
	require.NoError(t, err)
	said := map[lang.Lang]map[string]string{lang.EN: {}, lang.JA: {}}
	for _, f := range s.Figures() {
		for _, l := range languages {
			if x := text.Sentence(l, g, f); x != "" && said[l][f.Metric] == "" {
				assert.NotContains(t, x, "{")
				assert.NotContains(t, x, "‹")
				said[l][f.Metric] = x
			}
		}
	}
	assert.Len(t, text.Metrics(), 19)
	assert.Equal(t, "The result depends on what is only in people's heads.", said[lang.EN]["M5"])
	assert.Equal(t, "成果は、人の頭の中だけにあるものに頼っています。", said[lang.JA]["M5"])
	assert.Equal(t, "Without anybody who has “taste”, the result stops.", said[lang.EN]["M7"])
	assert.Equal(t, "「taste」を持つ人がいないと、成果ができません。", said[lang.JA]["M7"])
	assert.Equal(t, "2個の成果物を互いにすり合わせています。話し合う組は最大1組です。", said[lang.JA]["M4"])
	assert.Equal(t, "Under these assumptions about 40 % of “dish” and “price” is done again. "+
		"Arithmetic on the assumption that 30 % of a partner's work is redone. Not a forecast.", said[lang.EN]["M16"])
	assert.Equal(t, "2 of 3", text.Value(lang.EN, analysis.Value{Known: true, N: 2, Of: 3}))
	assert.Equal(t, "n/a", text.Value(lang.EN, analysis.Value{}))
}
