// Package table makes Seika lines of a table: cells that somebody copied from a spreadsheet. It guesses what the columns mean,
// says what it guessed, and accounts for every cell: what it cannot read is listed, nothing is dropped in silence. It knows no
// window and no document; what a name stands for is decided where the lines are run.
package table

import (
	"encoding/csv"
	"slices"
	"strings"

	"seika/model"
	"seika/model/lines"
)

// Shape is what a table may be.
type Shape uint8

// The shapes.
const (
	Columns Shape = iota // a deliverable a row; headings say what the columns are
	Pairs                // a relation a row: from, to, kind
	Matrix               // names on both sides, a mark where one goes into the other
	Names                // nothing but names
)

// Shapes lists all of them.
var Shapes = []Shape{Columns, Pairs, Matrix, Names}

// Cell is a cell of the table; row and column count from 1.
type Cell struct {
	Row, Column int
	Text        string
}

// Reading is what a table comes to.
type Reading struct {
	Shape   Shape
	Rows    int      // that say something, without the headings
	Lines   []string // as Seika lines
	Unknown []Cell   // not understood
	Used    int      // cells that were
}

// Text is the lines together.
func (r Reading) Text() string { return strings.Join(r.Lines, "\n") }

// Split takes text apart into rows of cells; nil where it is no table: a table has two columns or more, by tabs, or by commas
// under a heading that is known.
func Split(text string) [][]string {
	comma := '\t'
	if !strings.ContainsRune(text, '\t') {
		first, _, more := strings.Cut(text, "\n")
		cells := strings.Split(first, ",")
		if !more || len(cells) < 2 || known(cells) < 2 {
			return nil
		}
		comma = ','
	}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.LazyQuotes = comma, -1, true
	rows, err := in.ReadAll()
	if err != nil {
		return nil
	}
	for _, r := range rows {
		for i := range r {
			r[i] = strings.TrimSpace(r[i])
		}
	}
	return rows
}

// Guess says what a table most likely is.
func Guess(rows [][]string) Shape {
	if len(rows) == 0 {
		return Names
	}
	switch heads := headings(rows[0]); {
	case slices.Contains(heads, from) && slices.Contains(heads, to):
		return Pairs
	case slices.Contains(heads, name):
		return Columns
	}
	if square(rows) {
		return Matrix
	}
	widest := 0
	for _, r := range rows {
		widest = max(widest, len(r))
	}
	if widest <= 3 && widest >= 2 {
		return Pairs
	}
	return Names
}

// Read reads a table as a shape.
func Read(rows [][]string, s Shape) Reading {
	r := reader{Reading: Reading{Shape: s}}
	switch s {
	case Columns:
		r.columns(rows)
	case Pairs:
		r.pairs(rows)
	case Matrix:
		r.matrix(rows)
	case Names:
		r.names(rows)
	default:
		panic("unknown shape")
	}
	return r.Reading
}

type reader struct{ Reading }

func (r *reader) unknown(row, column int, text string) {
	if text != "" {
		r.Unknown = append(r.Unknown, Cell{row + 1, column + 1, text})
	}
}

func (r *reader) line(parts ...string) { r.Lines = append(r.Lines, strings.Join(parts, "")) }

// list splits a cell with several names.
func list(cell string) []string {
	items := strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(",，、､\n;；", c) })
	var out []string
	for _, s := range items {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// mention is a name as lines write it; brackets round it stay what they mean.
func mention(s string) string {
	for _, pair := range [][2]string{{"(", ")"}, {"（", "）"}} {
		if inner, ok := strings.CutPrefix(s, pair[0]); ok {
			if inner, ok = strings.CutSuffix(inner, pair[1]); ok && !strings.ContainsAny(inner, "()（）") {
				return "(" + lines.Mention(strings.TrimSpace(inner)) + ")"
			}
		}
	}
	return lines.Mention(s)
}

func mentions(items []string) string {
	out := make([]string, len(items))
	for i, s := range items {
		out[i] = mention(s)
	}
	return strings.Join(out, ", ")
}

func blank(c string) bool {
	return slices.Contains([]string{"", "-", "ー", "－", "—", "0", "no", "n", "false", "いいえ", "無"}, strings.ToLower(c))
}

// quoted is a value that lines read as it is.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// pairs reads a relation a row.
func (r *reader) pairs(rows [][]string) {
	a, b, k := 0, 1, 2
	start := 0
	if len(rows) > 0 {
		if h := headings(rows[0]); slices.Contains(h, from) && slices.Contains(h, to) {
			a, b, k = slices.Index(h, from), slices.Index(h, to), slices.Index(h, kind)
			start = 1
			r.Used += known(rows[0])
			for i, c := range rows[0] {
				if h[i] == nothing {
					r.unknown(0, i, c)
				}
			}
		}
	}
	for y := start; y < len(rows); y++ {
		row := rows[y]
		cell := func(i int) string {
			if i < 0 || i >= len(row) {
				return ""
			}
			return row[i]
		}
		if cell(a) == "" && cell(b) == "" {
			for x, c := range row {
				r.unknown(y, x, c)
			}
			continue
		}
		r.Rows++
		sign := " > "
		if c := cell(k); c != "" {
			switch model.Key(c) {
			case "同期", "sync", "=", "s", "すり合わせ":
				sign = " = "
				r.Used++
			case "入力", "input", "io", ">", "入出力", "材料":
				r.Used++
			default:
				r.unknown(y, k, c)
			}
		}
		for x, c := range row {
			if x != a && x != b && x != k {
				r.unknown(y, x, c)
			}
		}
		switch from, to := mentions(list(cell(a))), mentions(list(cell(b))); {
		case from == "" || to == "":
			r.Used++
			r.line(from, to)
		default:
			r.Used += 2
			r.line(from, sign, to)
		}
	}
}

// names reads every cell as names.
func (r *reader) names(rows [][]string) {
	for _, row := range rows {
		var all []string
		for _, c := range row {
			if items := list(c); len(items) > 0 {
				r.Used++
				all = append(all, items...)
			}
		}
		if len(all) > 0 {
			r.Rows++
			r.line(mentions(all))
		}
	}
}
