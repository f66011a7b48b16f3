package lines_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/model"
	"seika/model/lines"
)

// rich is a model with all that the text pane does not show.
func rich(t testing.TB) *model.Graph {
	t.Helper()
	g, err := parse(t, strings.Join([]string{
		"title: 題", "private: 秘", "+x: 1",
		"要望 @田中 {id=req; private=p; prov=stated; +y=1} >{private=q; +z=2} 要件 {id=spec}",
		"要件, (勘) {id=feel} > 機能 {id=feat}", "機能 = 承認 {id=ok}",
		"[開発] {id=dev; private=r}: 機能", "双子 {id=t1}", "双子 {id=t2} > 要件",
		"phase: {name=企画; id=ph; ends=要件; +w=1}", "answer: {rule=K01; anchors=機能; text=a}", "proposal: {as=node; name=次}",
	}, "\n"))
	require.NoError(t, err)
	return do(t, g, each{func(tx *model.Tx) {
		x := 0
		for n := range g.Nodes() {
			x += 100
			n.At, n.Pin = model.Place{Set: true, X: x}, true
			tx.PutNode(n)
		}
	}})
}

// rewrite replaces a part of what the text pane shows, once.
func rewrite(t testing.TB, g *model.Graph, from, to string) lines.Edit {
	t.Helper()
	text := lines.PrintPlain(g, nil)
	require.Contains(t, text, from)
	return lines.Pane(g, strings.Replace(text, from, to, 1))
}

func TestAnUnchangedTextChangesNothing(t *testing.T) {
	g := rich(t)
	for _, text := range []string{lines.PrintPlain(g, nil), strings.ReplaceAll(lines.PrintPlain(g, nil), "\n", "\r\n\r\n")} {
		e := lines.Pane(g, text)
		assert.Nil(t, e.Command)
		assert.Empty(t, e.Wrong)
	}
}

func TestANameChangedInPlaceIsARename(t *testing.T) {
	for from, to := range map[string]string{
		"要望 @田中": "要求 @田中", "要望 > 要件": "要求 > 要件", "双子 {id=t1}": "兄 {id=t1}",
		"(勘), 要件 >": "(経験), 要件 >", "[開発]:": "[開発部]:",
	} {
		g := rich(t)
		e := rewrite(t, g, from, to)
		require.Empty(t, e.Wrong, to)
		next := do(t, g, e.Command)
		assert.Equal(t, "command.text", e.Command.Name())
		assert.Empty(t, e.Made, to)
		change := model.Diff(g, next)
		require.Equal(t, 1, len(change.Nodes)+len(change.Groups), "%s: only one thing changes", to)
		assert.Empty(t, change.Relations, to)
		assert.Empty(t, change.Answers, to)
		for _, d := range change.Nodes {
			d.Before.Name = d.After.Name
			assert.Equal(t, d.Before, d.After, to)
		}
		for _, d := range change.Groups {
			d.Before.Name = d.After.Name
			assert.Equal(t, d.Before, d.After, to)
		}
	}
}

func TestAPhaseIsRenamedInPlace(t *testing.T) {
	g := rich(t)
	next := do(t, g, rewrite(t, g, "name=企画", "name=計画").Command)
	p, ok := next.Phase("ph")
	require.True(t, ok)
	was, _ := g.Phase("ph")
	was.Name = "計画"
	assert.Equal(t, was, p)
}

func TestAnotherSpellingOfANameIsKept(t *testing.T) {
	g, err := parse(t, "abc > d\nabc > e")
	require.NoError(t, err)
	next := do(t, g, rewrite(t, g, "abc", "ABC").Command)
	assert.Equal(t, "ABC > d\nABC > e\n", lines.PrintPlain(next, nil))
}

func TestLinesComeAndGo(t *testing.T) {
	g := rich(t)
	e := rewrite(t, g, "承認 = 機能\n", "承認 = 機能\n試験 > 機能\n")
	if assert.Len(t, e.Made, 1) {
		n, _ := do(t, g, e.Command).Node(e.Made[0])
		assert.Equal(t, "試験", n.Name)
		assert.False(t, n.At.Set)
	}
	e = rewrite(t, g, "承認 = 機能\n", "")
	next := do(t, g, e.Command)
	_, there := next.Node("ok")
	assert.False(t, there, "no line mentions it any more")
	assert.Equal(t, g.NodeCount()-1, next.NodeCount())

	e = rewrite(t, g, "要望 @田中\n", "")
	n, _ := do(t, g, e.Command).Node("req")
	was, _ := g.Node("req")
	was.Owner = model.List{}
	assert.Equal(t, was, n, "what the text does not show stays")
}

func TestALineTakesAwayWhatItNoLongerSays(t *testing.T) {
	g, err := parse(t, "a #goal #ext ! {note=n} >{note=m} b\n[g]: a\ntitle: t\n% r")
	require.NoError(t, err)
	next := do(t, g, lines.Pane(g, "a #goal\na > b\n").Command)
	assert.Equal(t, "a #goal\n\na > b\n", lines.PrintPlain(next, nil))
}

func TestAWrongLineDoesNotStopTheOthers(t *testing.T) {
	g := rich(t)
	text := lines.PrintPlain(g, nil)
	text = strings.Replace(text, "双子 {id=t1}", "双子 {id=t1; leedTime=3}", 1)
	text = strings.Replace(text, "要望 @田中", "要望 @佐藤", 1)
	text += "新 >\n3 > x\n機能 > [開発]\n別 > 要件\n"
	e := lines.Pane(g, text)
	rows := strings.Split(text, "\n")
	var got []string
	for _, w := range e.Wrong {
		got = append(got, rows[w.Line-1]+" ⇒ "+w.Error())
	}
	assert.Equal(t, []string{
		"双子 {id=t1; leedTime=3} ⇒ There is no “leedTime”. Perhaps it is to be leadTime.",
		"新 > ⇒ A name is missing here. Write it, or delete the sign beside it.",
		"3 > x ⇒ A number means a box on the screen. Write the name, or \"3\".",
		"機能 > [開発] ⇒ “機能” is inside “開発”, so they cannot be joined. Take it out, or join something else.",
	}, got)
	assert.Equal(t, 12, e.Wrong[0].Col)
	next := do(t, g, e.Command)
	n, _ := next.Node("req")
	assert.Equal(t, []string{"佐藤"}, n.Owner.Items())
	assert.Len(t, e.Made, 1)
	_, there := next.Node("t1")
	assert.True(t, there)
}

func TestTwoLinesThatDoNotAgreeNameTheLine(t *testing.T) {
	g, err := parse(t, "a {note=x}\nb")
	require.NoError(t, err)
	e := lines.Pane(g, "\n\na {note=x}\nb\na {note=y}\n")
	require.Len(t, e.Wrong, 1)
	assert.Equal(t, 5, e.Wrong[0].Line)
	assert.EqualError(t, e.Wrong[0], "note of “a” is “x” in line 3 and “y” here. Keep one of the two.")
	assert.Nil(t, e.Command)
}

func TestWhateverIsTypedThePaneGivesAModelAndKeepsWhatItHides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := randomModel(t)
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			rows := strings.Split(lines.PrintPlain(g, nil), "\n")
			at := rapid.IntRange(0, len(rows)-1).Draw(t, "row")
			switch rapid.IntRange(0, 3).Draw(t, "edit") {
			case 0:
				rows = slices.Delete(rows, at, at+1)
			case 1:
				rows = slices.Insert(rows, at, scribble(t))
			case 2:
				rows[at] = scribble(t)
			default:
				row := []rune(rows[at])
				cut := rapid.IntRange(0, len(row)).Draw(t, "cut")
				rows[at] = string(row[:cut]) + rapid.SampledFrom(pieces).Draw(t, "piece") + string(row[cut:])
			}
			text := strings.Join(rows, "\n")
			e := lines.Pane(g, text)
			if e.Command == nil {
				continue
			}
			next, _, err := model.Try(g, e.Command)
			if err != nil {
				t.Fatalf("%v\nof\n%s", err, text)
			}
			again := lines.Pane(next, lines.PrintPlain(next, nil))
			if again.Command != nil || len(again.Wrong) > 0 {
				t.Fatalf("the printed text is a change: %v\nof\n%s", again.Wrong, lines.PrintPlain(next, nil))
			}
			for n := range next.Nodes() {
				old, ok := g.Node(n.ID)
				typed := strings.Contains(string(n.Extra), `"k":1`)
				if ok && (old.Private != n.Private || old.Trace != n.Trace || old.Extra != n.Extra && !typed) {
					t.Fatalf("%s lost what the pane hides\nof\n%s", n.ID, text)
				}
			}
			g = next
		}
	})
}

func TestRandomRenamesInPlaceKeepEverythingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := world{}.model(t)
		var nodes []model.Node
		for n := range g.Nodes() {
			nodes = append(nodes, n)
		}
		if len(nodes) == 0 {
			return
		}
		n := rapid.SampledFrom(nodes).Draw(t, "which")
		if n.Revises != "" {
			return
		}
		renamed, _, err := model.Try(g, each{func(tx *model.Tx) {
			n.Name = "新しい名前"
			tx.PutNode(n)
		}})
		if err != nil {
			t.Fatal(err)
		}
		// The lines of the renamed model stand where the old ones stood. A line in which the new name sorts elsewhere is not one
		// that somebody changed in place.
		was, is := lines.Plain(g, nil), lines.Plain(renamed, nil)
		text := lines.PrintPlain(g, nil)
		rows := strings.Split(text, "\n")
		for i, l := range was {
			if !slices.Contains(l.IDs, n.ID) {
				continue
			}
			for _, m := range is {
				if slices.Equal(m.IDs, l.IDs) && l.Text != m.Text {
					rows[i] = m.Text
					break
				}
			}
			break
		}
		text = strings.Join(rows, "\n")
		e := lines.Pane(g, text)
		if e.Command == nil {
			return
		}
		next, _, err := model.Try(g, e.Command)
		if err != nil {
			t.Fatal(err)
		}
		after, ok := next.Node(n.ID)
		if !ok || after != n {
			t.Fatalf("%v became %v\nby\n%s", n, after, text)
		}
	})
}
