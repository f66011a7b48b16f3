package table_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/table"
	"seika/model"
	"seika/model/lines"
)

// TestTablesAsPeopleCopyThem is no. 15 of interaction.md §11: every cell is read or listed.
func TestTablesAsPeopleCopyThem(t *testing.T) {
	for _, c := range []struct {
		name, text string
		shape      table.Shape
		has        []string
		unknown    []string
	}{
		{
			"Japanese headings", "成果物\t入力\t担当\n要件案\t要望リスト、利用データ\t佐藤\n提案書\t要件案\t田中\n", table.Columns,
			[]string{"利用データ, 要望リスト > 要件案", "要件案 > 提案書", "要件案 @佐藤", "提案書 @田中"},
			nil,
		},
		{"English headings in another order", "Owner\tInputs\tDeliverable\nSato\tA, B\tC\n", table.Columns, []string{"A, B > C", "C @Sato"}, nil},
		{"a column that is not known", "name\tcolour\nA\tred\nB\t\n", table.Columns, []string{"A", "B"}, []string{"colour", "red"}},
		{"line breaks in quotes", "成果物\t入力\n要件案\t\"要望リスト\n利用データ\"\n", table.Columns, []string{"利用データ, 要望リスト > 要件案"}, nil},
		{"kinds", "成果物\t種類\n腕\tノウハウ\n客\t外部\n代金\tゴール\n謎\tなにか\n", table.Columns, []string{"(腕)", "客 #ext", "代金 #goal"}, []string{"なにか"}},
		{"partners and notes", "name\tsync\tnote\nA\tB\tby mail; twice\n", table.Columns, []string{"A = B"}, nil},
		{"from and to", "from\tto\tkind\nA\tB\tinput\nB\tC\tsync\nC\tD\t?\n", table.Pairs, []string{"A > B", "B = C", "C > D"}, []string{"?"}},
		{"two columns without headings", "A\tB\nC\tD\n", table.Pairs, []string{"A > B", "C > D"}, nil},
		{"a matrix", "\tA\tB\tC\nA\t\t\t\nB\tx\t\ts\nC\t\ts\t\n", table.Matrix, []string{"A > B", "B = C"}, nil},
		{"a matrix with something else", "\tA\tB\nA\tk\t\nB\t○\t\nB\tabc\t\n", table.Matrix, []string{"(A) > B"}, []string{"abc"}},
		{"ragged rows", "成果物\t入力\nA\nB\tA\textra\n", table.Columns, []string{"A > B"}, []string{"extra"}},
		{"commas under known headings", "成果物,入力,担当\nB,A,佐藤\n", table.Columns, []string{"A > B", "B @佐藤"}, nil},
		{"names that need quotes", "name\tinputs\nplan > do\t12\n", table.Columns, []string{`"12" > "plan > do"`}, nil},
		{"four columns without headings", "A\tB\tC\tD\nE\t\t\tF\n", table.Names, []string{"A", "F"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := table.Split(c.text)
			require.NotNil(t, rows)
			require.Equal(t, c.shape, table.Guess(rows))
			r := table.Read(rows, c.shape)
			var unknown []string
			for _, u := range r.Unknown {
				unknown = append(unknown, u.Text)
			}
			assert.Equal(t, c.unknown, unknown)

			filled := 0
			for _, row := range rows {
				for _, cell := range row {
					if cell != "" {
						filled++
					}
				}
			}
			assert.Equal(t, filled, r.Used+len(r.Unknown), "every cell is accounted for:\n%s", r.Text())

			out, err := lines.Bar{Graph: model.Empty()}.Paste(r.Text())
			require.NoError(t, err, r.Text())
			g, _, err := model.Try(model.Empty(), out.Command)
			require.NoError(t, err)
			printed := strings.Split(lines.PrintPlain(g, nil), "\n")
			for _, want := range c.has {
				found := false
				for _, p := range printed {
					found = found || strings.HasPrefix(p, want)
				}
				assert.True(t, found, "%s in\n%s\nfrom\n%s", want, strings.Join(printed, "\n"), r.Text())
			}
		})
	}
}

func TestTextThatIsNoTable(t *testing.T) {
	for _, text := range []string{"", "A, B > C\n", "要件案\n提案書", "A, B, C"} {
		assert.Nil(t, table.Split(text), text)
	}
}

func FuzzTables(f *testing.F) {
	f.Add("成果物\t入力\nA\tB")
	f.Add("\tA\tB\nA\tx\t\nB\t\ts")
	f.Fuzz(func(t *testing.T, text string) {
		rows := table.Split(text)
		for _, s := range table.Shapes {
			table.Read(rows, s)
		}
		table.Guess(rows)
	})
}

// People see these lines before they agree to them.
func TestWordsAreInQuotesOnlyWhereTheyHaveToBe(t *testing.T) {
	r := table.Read(table.Split("name\towner\nA\t佐藤\nB\t営業 1課\n"), table.Columns)
	assert.Equal(t, []string{"A @佐藤", `B @"営業 1課"`}, r.Lines)
}
