package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/diff"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

func parse(t testing.TB, text string) *model.Graph {
	g, err := lines.Parse(t.Context(), &source.Input{File: "m", Data: []byte(text)})
	require.NoError(t, err)
	return g
}

func compare(t testing.TB, was, is string) *diff.Diff {
	d, err := diff.Of(t.Context(), parse(t, was), parse(t, is), rules.All, analysis.Options{})
	require.NoError(t, err)
	return d
}

func hows(d *diff.Diff) map[model.ID]diff.How {
	m := map[model.ID]diff.How{}
	for _, p := range d.Pairs {
		m[p.Is] = p.How
	}
	return m
}

func TestTheSameModelDiffersInNothing(t *testing.T) {
	const text = "要望 #ext, (勘) > 案 > 決定 #goal\n案 = 承認"
	d := compare(t, text, text)
	assert.True(t, d.Same())
	assert.Empty(t, d.Gone)
	assert.Empty(t, d.Came)
	assert.NotEmpty(t, d.Stayed)
}

func TestDeliverablesAreRecognisedByWhatTheyReplaceIdNameAndLooks(t *testing.T) {
	d := compare(t,
		"a {id=a1} > 注文票 {id=s1}\n料金表 {id=p1} > 見積書 {id=q1}\n材料 {id=m1}, 図面 {id=z1} > 試作品 {id=t1}",
		"a {id=a1} > 注文票 {id=s2}\n料金の表 {id=p2; replaces=p1} > 見積書 {id=q1}\n材料 {id=m1}, 図面 {id=z1} > 試作品1号 {id=t9}")
	assert.Equal(t, map[model.ID]diff.How{
		"a1": diff.ByID, "s2": diff.ByName, "p2": diff.ByReplaces, "q1": diff.ByID, "m1": diff.ByID, "z1": diff.ByID, "t9": diff.ByLooks,
	}, hows(d))
	assert.Empty(t, d.Change.Relations, "relations follow their ends")
	var names []string
	for _, n := range d.Change.Nodes {
		require.Equal(t, model.Changed, n.Op)
		for _, m := range diff.Members(model.NodeFields, n.Before, n.After) {
			names = append(names, m.Name+" "+m.Was+" "+m.Is)
		}
	}
	assert.Equal(t, []string{"name 料金表 料金の表", "replaces  p1", "name 試作品 試作品1号"}, names)
}

func TestAnIdThatMeansSomethingElseNowIsNotMistaken(t *testing.T) {
	d := compare(t, "x {id=x1} > y {id=y1}", "x改 {id=y1; replaces=x1} > z {id=z1}")
	assert.Len(t, d.Change.Nodes, 3, "x1 became y1; the old y1 is gone, z1 is new")
}

// The check of the notation: a tablet in place of a paper slip changes how the slip is made, not the model.
func TestAnotherMediumMovesNoFinding(t *testing.T) {
	d := compare(t, "希望 #ext > 注文伝票 {medium=paper; work=書く} > 料理 #goal", "希望 #ext > 注文伝票 {medium=tablet; work=打ち込む} > 料理 #goal")
	require.Len(t, d.Change.Nodes, 1)
	assert.Empty(t, d.Change.Relations)
	assert.Empty(t, d.Gone)
	assert.Empty(t, d.Came)
	assert.False(t, d.Same())
}

func TestFindingsGoStayAndCome(t *testing.T) {
	d := compare(t, "a #ext, (勘) > b #goal\n b = c #ext", "a #ext, 基準 > b #goal\n b = c #ext\n b = d")
	assert.NotEmpty(t, d.Gone)
	assert.NotEmpty(t, d.Came)
	assert.Equal(t, 1, d.Before.KnowHow)
	assert.Zero(t, d.After.KnowHow)
	assert.NotEmpty(t, d.Compared, "the rules for two models ask too")
}

// BenchmarkRenamed compares models in which every name changed a little: all of one are looked at beside all of the other.
func BenchmarkRenamed(b *testing.B) {
	text := func(name string) string {
		var t strings.Builder
		for i := range 1000 {
			fmt.Fprintf(&t, "%s %d > %s %d\n", name, i/3, name, i+1)
		}
		return t.String()
	}
	was, is := text("step"), text("task")
	for b.Loop() {
		compare(b, was, is)
	}
}
