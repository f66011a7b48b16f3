// Package table makes Seika lines of a table: cells that somebody copied from a spreadsheet. It guesses what the columns mean,
// says what it guessed, and accounts for every cell: what it cannot read is listed, nothing is dropped in silence. It knows no
// window and no document; what a name stands for is decided where the lines are run.
package table

import (
	"encoding/csv"
	"slices"
	"strconv"
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

// head is what a column is.
type head uint8

const (
	nothing head = iota
	name
	inputs
	outputs
	syncs
	owner
	kind
	note
	from
	to
	goal
	scope
	alt
)

// heads are the headings people write, folded, in both languages.
var heads = map[string]head{
	"成果物": name, "成果物名": name, "名前": name, "名称": name, "name": name, "deliverable": name, "deliverables": name,
	"入力": inputs, "インプット": inputs, "材料": inputs, "input": inputs, "inputs": inputs, "needs": inputs,
	"出力": outputs, "アウトプット": outputs, "output": outputs, "outputs": outputs, "used for": outputs,
	"同期": syncs, "同期相手": syncs, "すり合わせ": syncs, "sync": syncs, "syncs": syncs, "sync with": syncs, "agreed with": syncs,
	"担当": owner, "担当者": owner, "責任者": owner, "owner": owner, "owners": owner, "responsible": owner,
	"種類": kind, "種別": kind, "kind": kind, "type": kind,
	"メモ": note, "備考": note, "note": note, "notes": note, "remark": note, "remarks": note,
	"から": from, "元": from, "from": from, "source": from, "始点": from,
	"へ": to, "先": to, "to": to, "target": to, "終点": to,
	"ゴール": goal, "goal": goal,
	"区分": scope, "外部": scope, "scope": scope, "external": scope,
	"別名": alt, "英語名": alt, "other name": alt, "english": alt,
}

func headings(row []string) []head {
	list := make([]head, len(row))
	for i, c := range row {
		list[i] = heads[model.Key(c)]
	}
	return list
}

func known(row []string) int {
	n := 0
	for _, h := range headings(row) {
		if h != nothing {
			n++
		}
	}
	return n
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

// columns reads a table with headings, in any order.
func (r *reader) columns(rows [][]string) {
	if len(rows) == 0 {
		return
	}
	heads := headings(rows[0])
	if !slices.Contains(heads, name) && len(heads) > 0 {
		heads[0] = name // without a heading for them, names are on the left
	}
	for i, h := range heads {
		if h == nothing {
			r.unknown(0, i, rows[0][i])
		} else {
			r.Used++
		}
	}
	for y, row := range rows[1:] {
		r.row(heads, row, y+1)
	}
}

func (r *reader) row(heads []head, row []string, y int) {
	at := slices.Index(heads, name)
	if at >= len(row) || row[at] == "" {
		for x, c := range row {
			r.unknown(y, x, c)
		}
		return
	}
	r.Rows++
	self := row[at]
	attrs, joined := "", []string{}
	hollow := false
	for x, c := range row {
		h := nothing
		if x < len(heads) {
			h = heads[x]
		}
		if c == "" {
			continue
		}
		r.Used++
		switch h {
		case name:
		case inputs:
			joined = append(joined, mentions(list(c))+" > ")
		case outputs:
			joined = append(joined, " > "+mentions(list(c)))
		case syncs:
			for _, s := range list(c) {
				joined = append(joined, " = "+mention(s))
			}
		case owner:
			for _, s := range list(c) {
				attrs += " @" + quoted(s)
			}
		case kind:
			is, ok := kinds[model.Key(c)]
			if !ok {
				r.Used--
				r.unknown(y, x, c)
			}
			hollow = hollow || is == "("
			if is != "(" {
				attrs += is
			}
		case goal, scope:
			r.flag(h, c, y, x, &attrs)
		case note:
			attrs += " {note=" + quoted(c) + "}"
		case alt:
			attrs += " {nameAlt=" + quoted(c) + "}"
		default:
			r.Used--
			r.unknown(y, x, c)
		}
	}
	me := mention(self)
	if hollow && !strings.HasPrefix(me, "(") {
		me = "(" + me + ")"
	}
	r.line(me, attrs)
	for _, j := range joined {
		if strings.HasSuffix(j, " > ") {
			r.line(j, mention(self))
		} else {
			r.line(mention(self), j)
		}
	}
}

// kinds are the words for kinds, folded, and what lines write for them; a bracket is intangible.
var kinds = map[string]string{
	"有形": "", "tangible": "", "成果物": "", "deliverable": "",
	"無形": "(", "ノウハウ": "(", "知識": "(", "intangible": "(", "know-how": "(", "knowhow": "(",
	"外部": " #ext", "external": " #ext", "内部": "", "internal": "", "ゴール": " #goal", "goal": " #goal",
}

// flag reads a column of marks.
func (r *reader) flag(h head, c string, y, x int, attrs *string) {
	switch is, word := kinds[model.Key(c)]; {
	case word:
		*attrs += is
	case !marked(c):
		if !blank(c) {
			r.Used--
			r.unknown(y, x, c)
		}
	case h == goal:
		*attrs += " #goal"
	default:
		*attrs += " #ext"
	}
}

// marked says that a cell holds a mark that means yes.
func marked(c string) bool {
	return slices.Contains([]string{"x", "○", "◯", "●", "◎", "✓", "✔", "レ", "1", "yes", "y", "true", "はい", "有"}, model.Key(c))
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

// square says that a table has names above and at the left, mostly the same.
func square(rows [][]string) bool {
	if len(rows) < 3 || len(rows[0]) < 3 || rows[0][0] != "" && heads[model.Key(rows[0][0])] == nothing {
		return false
	}
	above := map[string]bool{}
	for _, c := range rows[0][1:] {
		above[model.Key(c)] = c != ""
	}
	same := 0
	for _, r := range rows[1:] {
		if len(r) > 0 && above[model.Key(r[0])] {
			same++
		}
	}
	return same*5 >= (len(rows)-1)*4
}

// matrix reads names on both sides: a mark says that what stands at the left is made from what stands above; s or = that the
// two are settled together. On the diagonal, k is know-how.
func (r *reader) matrix(rows [][]string) {
	if len(rows) == 0 {
		return
	}
	for _, c := range rows[0][min(1, len(rows[0])):] {
		if c != "" {
			r.Used++
		}
	}
	for y, row := range rows[1:] {
		if len(row) == 0 || row[0] == "" {
			for x, c := range row {
				r.unknown(y+1, x, c)
			}
			continue
		}
		r.Rows++
		r.Used++
		r.line(mention(row[0]))
		for x := 1; x < len(row); x++ {
			c := row[x]
			if blank(c) {
				continue
			}
			above := ""
			if x < len(rows[0]) {
				above = rows[0][x]
			}
			key := model.Key(c)
			switch diagonal := model.Key(above) == model.Key(row[0]); {
			case above == "":
				r.unknown(y+1, x, c)
				continue
			case diagonal && (key == "k" || key == "無形"):
				r.line("(", mention(row[0]), ")")
			case diagonal && (marked(c) || c == "\\" || c == "＼"):
			case diagonal:
				r.unknown(y+1, x, c)
				continue
			case slices.Contains([]string{"s", "=", "同期"}, key):
				r.line(mention(row[0]), " = ", mention(above))
			case marked(c):
				r.line(mention(above), " > ", mention(row[0]))
			default:
				if _, err := strconv.ParseFloat(key, 64); err != nil {
					r.unknown(y+1, x, c)
					continue
				}
				r.line(mention(above), " > ", mention(row[0]))
			}
			r.Used++
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
