package corpus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/corpus"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

func parse(t testing.TB, text string) *model.Graph {
	t.Helper()
	in, err := source.Read(t.Context(), t.Name(), strings.NewReader(text), source.Limits{})
	require.NoError(t, err)
	g, err := lines.Parse(t.Context(), in)
	require.NoError(t, err, text)
	return g
}

func models(t testing.TB, texts ...string) []corpus.Model {
	var list []corpus.Model
	for i, x := range texts {
		list = append(list, corpus.Model{Name: fmt.Sprint(i), Graph: parse(t, x)})
	}
	return list
}

func look(t testing.TB, list []corpus.Model, o corpus.Options) []corpus.Group {
	t.Helper()
	groups, err := corpus.Look(t.Context(), list, o)
	require.NoError(t, err)
	return groups
}

// told is a pattern by the labels of its parts.
func told(p corpus.Pattern) string {
	var out []string
	for _, l := range p.Links {
		arrow := ">"
		if l.Sync {
			arrow = "="
		}
		out = append(out, p.Parts[l.From].Label+arrow+p.Parts[l.To].Label)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestNamesOfTheSameThingCompareEqual(t *testing.T) {
	for _, same := range [][]string{
		{"見積り", "見積もり", "見積", "見積（案）", "最終見積", "見積 済"},
		{"サーバー設定", "サーバ設定", "ｻｰﾊﾞｰ設定", "サーバー・設定"},
		{"Order slip", "order  slip", "ORDER SLIP (draft)"},
		{"田中様", "田中さん", "田中"},
		{"第1回会議", "第12回会議"},
		{"請求書（写し）", "請求書"},
	} {
		for _, name := range same[1:] {
			assert.Equal(t, corpus.Comparable(same[0]), corpus.Comparable(name), name)
		}
	}
	for _, other := range [][2]string{{"キー", "キ"}, {"order slip", "orderslip"}, {"新", ""}, {"見積", "見積書"}} {
		assert.NotEqual(t, corpus.Comparable(other[0]), corpus.Comparable(other[1]), other)
	}
}

func TestALawIsWhatSeveralModelsHave(t *testing.T) {
	list := models(t,
		"案件, (勘) > 見積\n見積 > 契約",
		"案件, (勘) > 見積もり\n納品 > 検収",
		"案件, (勘) > 見積\n入金 > 領収書",
		"案件 > 契約書",
	)
	groups := look(t, list, corpus.Usual)
	require.Len(t, groups, 1)
	require.Len(t, groups[0].Laws, 1)
	law := groups[0].Laws[0]
	assert.Equal(t, "勘>見積 案件>見積", told(law.Pattern))
	assert.Equal(t, []int{0, 1, 2}, law.Models)
	assert.Nil(t, law.Z, "of three models nothing is said of chance")
	assert.Nil(t, groups[0].Odd)
}

func TestGroupsAreLookedAtByThemselves(t *testing.T) {
	list := models(t, "a, b > c", "a, b > c", "a, b > c", "a, b > c")
	for i := range list {
		list[i].Group = string("xyxy"[i])
	}
	for _, g := range look(t, list, corpus.Usual) {
		assert.Len(t, g.Models, 2)
		assert.Empty(t, g.Laws)
	}
}

func TestAModelThatLacksOneDeliverableOfALawIsTold(t *testing.T) {
	texts := slices.Repeat([]string{"order, price > offer\noffer, check list > contract"}, 9)
	texts = append(texts, "order, price > offer\noffer > contract")
	g := look(t, models(t, texts...), corpus.Usual)[0]
	require.Len(t, g.Missing, 1)
	m := g.Missing[0]
	assert.Equal(t, 9, m.Model)
	assert.Equal(t, "check list", m.What.Label)
	assert.Equal(t, "9 of 10", fmt.Sprintf("%d of %d", m.Have, m.Of))
	assert.Contains(t, told(m.Law), "check list>contract")
	require.NotNil(t, g.Skeleton)
	assert.Equal(t, "check list, offer > contract\norder, price > offer\n", strings.TrimLeft(lines.PrintPlain(g.Skeleton, nil), "\n"))
}

func TestAModelUnlikeTheOthersIsTold(t *testing.T) {
	var texts []string
	for i := range 10 {
		texts = append(texts, fmt.Sprintf("order, price > offer\noffer, check > contract\ncontract > extra %c", 'a'+i))
	}
	texts = append(texts, "soil, seed > plant\nplant, sun > flower")
	g := look(t, models(t, texts...), corpus.Usual)[0]
	require.Len(t, g.Odd, 1)
	assert.Equal(t, 10, g.Odd[0].Model)
	assert.Less(t, g.Odd[0].Likeness, g.Odd[0].Usual)
}

func TestWhatChanceWouldGiveAnywayIsNoLaw(t *testing.T) {
	// In a star every way to deal relations out is the same picture: it says nothing that one relation does not.
	star := slices.Repeat([]string{"a, b, c > hub"}, 9)
	for _, l := range look(t, models(t, star...), corpus.Usual)[0].Laws {
		require.NotNil(t, l.Z)
		assert.InDelta(t, 9, *l.Expected, 0.2, told(l.Pattern))
		assert.False(t, l.Above, told(l.Pattern))
	}
	made := slices.Repeat([]string{"a, b > c\nd, e > f\ng, h > i\nj, k > l\nm, n > o\np, q > r"}, 9)
	laws := look(t, models(t, made...), corpus.Usual)[0].Laws
	require.NotEmpty(t, laws)
	for _, l := range laws {
		assert.True(t, l.Above, told(l.Pattern))
	}
}

// drawn is a random model with names that others have too.
func drawn(t *rapid.T) *model.Graph {
	var r model.Records
	n := rapid.IntRange(1, 8).Draw(t, "deliverables")
	for i := range n {
		r.Nodes = append(r.Nodes, model.Node{ID: model.ID(fmt.Sprintf("n%d", i)), Name: string(rune('a' + rapid.IntRange(0, 9).Draw(t, "name")))})
	}
	seen := map[model.Ends]bool{}
	for range rapid.IntRange(0, 2*n).Draw(t, "relations") {
		a, b := r.Nodes[rapid.IntRange(0, n-1).Draw(t, "from")].ID, r.Nodes[rapid.IntRange(0, n-1).Draw(t, "to")].ID
		e := model.IOEnds(a, b)
		if rapid.IntRange(0, 3).Draw(t, "sync") == 0 {
			e = model.SyncEnds(a, b)
		}
		if a == b || seen[e] {
			continue
		}
		seen[e] = true
		if e.Kind == model.Sync {
			r.Sync = append(r.Sync, model.Relation{Ends: e})
		} else {
			r.IO = append(r.IO, model.Relation{Ends: e})
		}
	}
	g, bad := model.Build(r)
	if len(bad) > 0 {
		t.Fatal(bad[0])
	}
	return g
}

// byHand counts the connected sets of three and four deliverables whose names are unique.
func byHand(g *model.Graph) (count int) {
	nodes := slices.Collect(g.Nodes())
	near := map[[2]model.ID]bool{}
	for r := range g.Relations() {
		near[[2]model.ID{r.From, r.To}], near[[2]model.ID{r.To, r.From}] = true, true
	}
	names := map[string]int{}
	for _, n := range nodes {
		names[n.Name]++
	}
	for set := range 1 << len(nodes) {
		var in []model.Node
		for i, n := range nodes {
			if set>>i&1 != 0 {
				in = append(in, n)
			}
		}
		if len(in) < 3 || len(in) > 4 || slices.ContainsFunc(in, func(n model.Node) bool { return names[n.Name] > 1 }) {
			continue
		}
		reached := map[model.ID]bool{in[0].ID: true}
		for range in {
			for _, a := range in {
				for _, b := range in {
					if reached[a.ID] && near[[2]model.ID{a.ID, b.ID}] {
						reached[b.ID] = true
					}
				}
			}
		}
		if len(reached) == len(in) {
			count++
		}
	}
	return count
}

func TestPatternsAreAllConnectedSetsEachOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawn(t)
		groups, err := corpus.Look(t.Context(), []corpus.Model{{Graph: g}}, corpus.Options{All: true})
		if err != nil || len(groups[0].Laws) != byHand(g) {
			t.Fatal(err, len(groups[0].Laws), byHand(g))
		}
	})
}

func TestCountsOfPartsOfACollectionAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []corpus.Model
		for range rapid.IntRange(1, 8).Draw(t, "models") {
			list = append(list, corpus.Model{Graph: drawn(t)})
		}
		counts := func(list []corpus.Model) map[string]int {
			groups, err := corpus.Look(t.Context(), list, corpus.Options{All: true})
			if err != nil {
				t.Fatal(err)
			}
			n := map[string]int{}
			for _, g := range groups {
				for _, l := range g.Laws {
					n[l.Code()] += len(l.Models)
				}
			}
			return n
		}
		at := rapid.IntRange(0, len(list)).Draw(t, "part")
		sum := counts(list[:at])
		for code, n := range counts(list[at:]) {
			sum[code] += n
		}
		if fmt.Sprint(sum) != fmt.Sprint(counts(list)) {
			t.Fatal(sum)
		}
	})
}

// To reach: 500 models of 40 deliverables in 2 seconds.
func BenchmarkLook(b *testing.B) {
	for _, n := range []int{50, 500} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkLook(b, n) })
	}
}

func benchmarkLook(b *testing.B, n int) {
	var list []corpus.Model
	for i := range n {
		var text strings.Builder
		for j := range 40 {
			word := func(n int) string { return "thing " + string(rune('a'+n%26)) + string(rune('a'+n/26)) }
			fmt.Fprintf(&text, "%s, %s > %s\n", word(j), word(100+(i+j)%50), word(j+1))
		}
		list = append(list, corpus.Model{Graph: parse(b, text.String())})
	}
	b.ResetTimer()
	for b.Loop() {
		_, err := corpus.Look(b.Context(), list, corpus.Usual)
		require.NoError(b, err)
	}
}
