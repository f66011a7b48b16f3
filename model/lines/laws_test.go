package lines_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

func mustParse(t *rapid.T, text string) *model.Graph {
	g, err := lines.Parse(t.Context(), &source.Input{File: "f", Data: []byte(text)})
	if err != nil {
		t.Fatalf("%v\nof\n%s", err, text)
	}
	return g
}

func same(t *rapid.T, want, got *model.Graph, text string) {
	alike := cmp.Comparer(func(a, b model.List) bool { return a == b })
	if d := cmp.Diff(model.Change{}, model.Diff(want, got), alike); d != "" {
		t.Fatalf("-want +got\n%s\nof\n%s", d, text)
	}
}

func TestPrintedModelsReadBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := randomModel(t)
		text := string(lines.Print(g))
		back := mustParse(t, text)
		same(t, g, back, text)
		if again := string(lines.Print(back)); again != text {
			t.Fatalf("printed again: %s", cmp.Diff(text, again))
		}
	})
}

func TestWhateverIsReadIsPrintedTheSameFromThenOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 4).Draw(t, "lines") {
			b.WriteString(scribble(t))
			b.WriteByte('\n')
		}
		g, err := lines.Parse(t.Context(), &source.Input{File: "f", Data: []byte(b.String())})
		if err != nil {
			return
		}
		once := string(lines.Print(g))
		if twice := string(lines.Print(mustParse(t, once))); twice != once {
			t.Fatalf("%q: %s", b.String(), cmp.Diff(once, twice))
		}
	})
}

// scribble is a line that has a fair chance of being one.
func scribble(t *rapid.T) string {
	word := rapid.SampledFrom([]string{"a", "b", "契約", "(c)", "[g]", "$x", `"q?"`, "「r」", "x y", "C#", "1", "e\u0301"})
	glue := rapid.SampledFrom([]string{
		" > ", "<", " = ", "＞", ", ", "、", ": ", " #ext ", " @o", "?", "!", `?"w" `, " {id=x} ", "{note=a, b; 媒体=紙、mail}", " ", "", "->", "(", ")",
		"{+k=1}", "phase: {name=p} ", "title:", "%", "-", "「", "」",
	})
	var b strings.Builder
	for range rapid.IntRange(1, 5).Draw(t, "parts") {
		b.WriteString(word.Draw(t, "word"))
		b.WriteString(glue.Draw(t, "glue"))
	}
	return b.String()
}

func TestTheOrderAndDivisionOfLinesDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := world{}.model(t)
		text := string(lines.Print(g))
		rows := strings.Split(text, "\n")
		stays := func(r string) bool { return strings.HasPrefix(r, "phase:") || strings.HasPrefix(r, "%") }
		kept := slices.DeleteFunc(slices.Clone(rows), func(r string) bool { return !stays(r) })
		rows = append(rapid.Permutation(slices.DeleteFunc(rows, stays)).Draw(t, "order"), kept...)
		shuffled := strings.Join(rows, "\n")
		same(t, g, mustParse(t, shuffled), shuffled)
	})
}

func TestEveryMarkHasTwoWidthsAndListsMayBeSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := simpleModel(t)
		text := retell(t, g)
		same(t, g, mustParse(t, text), text)
	})
}

func TestLinesRunOneByOneMakeTheFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := world{derived: true}.model(t)
		g = unrevised(t, g)
		text := string(lines.Print(g))
		d := model.NewDoc(model.Empty())
		for _, row := range strings.Split(text, "\n") {
			r, err := lines.Bar{Graph: d.Graph()}.Run(row)
			if err != nil {
				t.Fatalf("%q: %v\nof\n%s", row, err, text)
			}
			if r.Command == nil {
				continue
			}
			if err := d.Do(r.Command); err != nil {
				t.Fatalf("%q: %v", row, err)
			}
		}
		same(t, g, d.Graph(), text)
	})
}

// unrevised drops what would refer to a deliverable before the lines mention it.
func unrevised(t *rapid.T, g *model.Graph) *model.Graph {
	next, _, err := model.Try(g, each{func(tx *model.Tx) {
		for n := range g.Nodes() {
			n.Revises = ""
			tx.PutNode(n)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// each is a command made of a function.
type each struct{ f func(*model.Tx) }

func (each) Name() string               { return "test" }
func (e each) Apply(tx *model.Tx) error { e.f(tx); return nil }

func TestSayingAllTwiceAddsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(lines.Print(randomModel(t)))
		same(t, mustParse(t, text), mustParse(t, text+text), text)
	})
}

func TestARejectedTextChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := model.NewDoc(randomModel(t))
		before := string(lines.Print(d.Graph()))
		bar := lines.Bar{Graph: d.Graph()}
		for range 3 {
			text := scribble(t) + "\n" + scribble(t)
			for _, run := range []func(string) (lines.Result, error){bar.Run, bar.Paste} {
				r, err := run(text)
				if err != nil && (r.Command != nil || len(r.Select) > 0) {
					t.Fatalf("%q is refused, and yet gives a command", text)
				}
			}
		}
		if after := string(lines.Print(d.Graph())); after != before {
			t.Fatal(cmp.Diff(before, after))
		}
	})
}
