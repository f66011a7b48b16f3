package lines_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/model"
	"seika/model/lines"
)

func do(t testing.TB, g *model.Graph, c model.Command) *model.Graph {
	t.Helper()
	require.NotNil(t, c)
	next, _, err := model.Try(g, c)
	require.NoError(t, err)
	return next
}

func TestNewDeliverablesComeWithoutAPlace(t *testing.T) {
	d := open(t, "要望リスト > 要件案")
	r, err := d.bar().Run("1, (開発ノウハウ), 要望リスト > 要件案")
	require.NoError(t, err)
	require.Len(t, r.Made, 1)
	assert.Equal(t, r.Made, r.Select)
	assert.Equal(t, []model.ID{d.handles[0], d.handles[1]}, r.Found)
	n, ok := do(t, d.graph, r.Command).Node(r.Made[0])
	require.True(t, ok)
	assert.False(t, n.At.Set)
	assert.Equal(t, model.Node{ID: model.DerivedID("n", "開発ノウハウ"), Name: "開発ノウハウ", Kind: model.Intangible}, n)
}

func TestALineThatAddsNothingIsNoCommand(t *testing.T) {
	d := open(t, "a > b")
	r, err := d.bar().Run("1 > 2")
	require.NoError(t, err)
	assert.Nil(t, r.Command)
	assert.Empty(t, r.Select, "the selection is kept")
}

func TestASlipOfTheFingerIsNoticed(t *testing.T) {
	d := open(t, "要望リスト > 要件案")
	r, err := d.bar().Run("要望リストー > 要件案, 別の物")
	require.NoError(t, err)
	assert.Equal(t, map[model.ID]model.ID{r.Made[0]: d.handles[0]}, r.Near)
}

func TestTheCommandIsOneUndoStepWithAName(t *testing.T) {
	d := open(t, "a > b")
	doc := model.NewDoc(d.graph)
	r, err := d.bar().Run("a, c #goal > d = b {note=x}")
	require.NoError(t, err)
	require.NoError(t, doc.Do(r.Command))
	undo, _ := doc.Steps()
	assert.Equal(t, 1, undo)
	assert.Equal(t, "command.line", doc.Done())
	doc.Undo()
	assert.True(t, model.Diff(d.graph, doc.Graph()).Empty())
}

func TestALineOfTheBarIsOneLine(t *testing.T) {
	_, err := open(t, "a").bar().Run("a > b\nc")
	assert.EqualError(t, err, "This line holds a character that cannot be read. Delete it.")
	_, err = open(t, "a").bar().Run("a > \xff")
	assert.EqualError(t, err, "This line holds a character that cannot be read. Delete it.")
	r, err := open(t, "a").bar().Run("  ")
	require.NoError(t, err)
	assert.Nil(t, r.Command)
}

func TestPastedLinesAreAllOrNone(t *testing.T) {
	d := open(t, "要望 {note=古い} > 要件")
	r, err := d.bar().Paste("\uFEFF要望 {note=新しい}\r\n\r\n要件 > 機能\n試験\n")
	require.NoError(t, err)
	assert.Equal(t, "要望 {note=新しい}\n試験\n\n要件 > 機能\n要望 > 要件\n", lines.PrintPlain(do(t, d.graph, r.Command), nil))
	assert.Len(t, r.Made, 2)

	for text, want := range map[string][2]int{
		"a > b\nc >\n": {2, 4}, "a > b\n3 > c": {2, 1}, "a\n- 要望": {2, 1}, "a\n> b": {2, 1}, "a\nb\n[g] c": {3, 5}, "a\n2: b": {2, 1},
	} {
		r, err := d.bar().Paste(text)
		var wrong *lines.Wrong
		require.True(t, errors.As(err, &wrong), text)
		assert.Equal(t, want, [2]int{wrong.Line, wrong.Col}, text)
		assert.Nil(t, r.Command)
	}
}

func TestAGroupThatIsLeftEmptyKeepsItsPlace(t *testing.T) {
	d := open(t, "[g]: a\nb")
	placed := do(t, d.graph, each{func(tx *model.Tx) {
		n, _ := tx.Node(d.handles[0])
		n.At = model.Place{Set: true, X: 8, Y: 16}
		tx.PutNode(n)
	}})
	r, err := lines.Bar{Graph: placed}.Run("- [g]: a")
	require.NoError(t, err)
	g, _ := do(t, placed, r.Command).Group(d.graph.GroupsNamed("g")[0])
	assert.Equal(t, model.Place{Set: true, X: 8, Y: 16}, g.At)
}

func TestTheReferenceTaskIsTypedInSixLines(t *testing.T) {
	var d desk
	d.graph = model.Empty()
	for _, line := range []string{
		"要望リスト,(業界知識),利用データ>要件案", "4,(開発ノウハウ)>追加機能案", "6,(レビュー観点)>レビュー記録", "6=承認結果", "8>9", "9,4,3>リリース計画",
	} {
		r, err := d.bar().Run(line)
		require.NoError(t, err, line)
		d.graph = do(t, d.graph, r.Command)
		d.handles = append(d.handles, r.Made...)
	}
	want, err := parse(t, fixture(t, "T10.seika.txt"))
	require.NoError(t, err)
	assert.True(t, model.Diff(want, d.graph).Empty())
}

func TestPlainFormLeavesOutWhatIsNotForReading(t *testing.T) {
	g, err := parse(t, strings.Join([]string{
		"seika: 1", "title: 題", "private: 秘1", "+x: 1", "% 覚え",
		"a {id=x; private=秘2; prov=stated; +y=2} >{private=秘3; note=n} b", "[g] {private=秘4; id=gg}: b", "双子 {id=t1} > b", "双子 {id=t2} > b",
		"phase: {name=p; id=pp; ends=b}", "answer: {rule=K01; text=秘5}", "proposal: {as=node; name=c}",
	}, "\n"))
	require.NoError(t, err)
	want := strings.Join([]string{
		"title: 題", "% 覚え", "", "双子 {id=t1}", "双子 {id=t2}", "", "a >{note=n} b", "$t1, $t2 > b", "", "[g]: b", "", "phase: {name=p; ends=b}", "",
	}, "\n")
	assert.Equal(t, want, lines.PrintPlain(g, nil))
}

func TestAPartOfTheModelIsPrinted(t *testing.T) {
	g, err := parse(t, "title: 題\na #goal > b > c\n[g]: c, d\n[h]: [g]\nd = a\nphase: {name=p}")
	require.NoError(t, err)
	id := func(name string) model.ID { return g.Named(name)[0] }
	assert.Equal(t, "a #goal\n\na > b\n", lines.PrintPlain(g, []model.ID{id("a"), id("b")}))
	assert.Equal(t, "b\n", lines.PrintPlain(g, []model.ID{id("b")}))
	assert.Equal(t, "b > c\n", lines.PrintPlain(g, []model.ID{model.IOEnds(id("b"), id("c")).ID()}))
	assert.Equal(t, "a #goal\n\na = d\n\n[g]: c, d\n[h]: [g]\n", lines.PrintPlain(g, []model.ID{g.GroupsNamed("h")[0], id("a")}))
	assert.Empty(t, lines.PrintPlain(g, []model.ID{}))
}

func TestEachPrintedLineKnowsWhatItTellsOf(t *testing.T) {
	g, err := parse(t, "a #goal\na, b > c\na = c\n[g]: a")
	require.NoError(t, err)
	a, b, c := g.Named("a")[0], g.Named("b")[0], g.Named("c")[0]
	printed := lines.Plain(g, nil)
	var texts []string
	for _, l := range printed {
		texts = append(texts, l.Text)
	}
	require.Equal(t, []string{"a #goal", "", "a, b > c", "", "a = c", "", "[g]: a"}, texts)
	assert.Equal(t, []model.ID{a}, printed[0].IDs)
	assert.ElementsMatch(t, []model.ID{a, b, c, a + ">" + c, b + ">" + c}, printed[2].IDs)
	assert.ElementsMatch(t, []model.ID{a, c, model.SyncEnds(a, c).ID()}, printed[4].IDs)
}
