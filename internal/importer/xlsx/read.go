package xlsx

import (
	"bytes"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"seika/internal/importer"
	"seika/internal/importer/table"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// own begins the code of sheets that Seika writes for people alone.
const own = "seika_"

// place is a cell: its sheet from 0, its row and column from 1.
type place struct{ sheet, row, column int32 }

// reading makes a model of sheets. What is wrong is said with sheet, row and column: the bytes of a cell are packed.
type reading struct {
	*book
	rows   *source.Input // of all sheets; an offset is a number of places
	places []place
	draft  *importer.Draft
	table  *table.Table
	left   []string // sheets without titles
	read   int      // sheets with them
	room   []table.Cell
	blind  bool // formulas without a result were told of

	merged map[[2]int32]int32 // of the present sheet: the row and column at which cells made one begin, and the last row of it
	down   map[int32]covering // what such a cell says for those below it, by column
}

// covering is a cell that stands for others below it.
type covering struct {
	last int32 // row
	text string
}

func newReading(b *book) *reading {
	r := &reading{book: b, rows: b.in.Inside(nil)}
	r.rows.Where = func(offset int) (file string, line, col int) {
		if offset >= len(r.places) {
			return b.in.File, 1, 1
		}
		p := r.places[offset]
		return b.in.File + " (" + b.sheets[p.sheet].name + ")", int(p.row), int(p.column)
	}
	r.draft = importer.NewDraft(r.rows)
	r.table = table.New(r.draft)
	r.table.Exact = true
	return r
}

// graph makes the model of all sheets.
func (r *reading) graph() (*model.Graph, error) {
	if r.read == 0 && r.rows.Err() == nil {
		r.in.Add(0, "", lang.M("import.table.titles"))
		return nil, r.in.Err()
	}
	for _, s := range r.hidden {
		r.draft.Note(len(r.places), "", lang.M("import.xlsx.hidden", "sheet", source.Visible(s)))
	}
	for _, s := range r.left {
		r.draft.Note(len(r.places), "", lang.M("import.xlsx.sheet", "sheet", source.Visible(s)))
	}
	g, err := r.table.Graph()
	r.in.Problems, r.in.More = append(r.in.Problems, r.rows.Problems...), r.in.More+r.rows.More
	return g, err
}

// sheet visits the rows of a sheet that is for programs.
func (r *reading) sheet(n int, visit func(x *source.XML, part []byte, n int) bool) error {
	s := &r.sheets[n]
	if s.passed {
		return nil
	}
	if s.inner == nil {
		data, what, bad := r.archive.Part(s.part)
		if bad {
			r.in.Add(0, s.part, what)
			return r.in.Err()
		}
		s.inner = r.in.Inside(data)
	}
	s.passed = true
	r.merged, r.down = merges(s.inner.Data), map[int32]covering{}
	return r.inside(s.inner, func(x *source.XML, part []byte) {
		for range x.Elements() {
			for e := range x.Elements() {
				switch e.Local {
				case "sheetPr":
					if strings.HasPrefix(e.Attr("codeName"), own) {
						return
					}
				case "sheetData":
					s.passed = !visit(x, part, n)
					return
				}
			}
		}
	})
}

// count looks for the titles of a sheet, and how many rows come behind them. It says whether there are any.
func (r *reading) count(x *source.XML, part []byte, n int) (there bool) {
	const another = 3 // cells of a row that is the titles of something else: what heads a table has fewer than that table
	seen, widest := 0, 0
	for row, e := range r.filledRows(x, n) {
		wide := full(row)
		there = table.Titled(row) && (widest < another || wide > widest)
		widest = max(widest, wide)
		if there {
			r.table.Coming(row, filled(part[e.Offset:])-1)
			r.read++
		}
		if seen++; there || seen > table.Above {
			x.Stop()
			break
		}
	}
	if !there && seen > 0 {
		r.left = append(r.left, r.sheets[n].name)
	}
	return there
}

// full is how many cells of a row hold something.
func full(row []table.Cell) (n int) {
	for _, c := range row {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// rowsOf reads the rows of a sheet that has titles.
func (r *reading) rowsOf(x *source.XML, _ []byte, n int) bool {
	r.table.Begin()
	for row := range r.filledRows(x, n) {
		titled := r.table.Begun()
		if r.table.Row(row); r.table.Stopped() {
			x.Stop()
			break
		}
		if !titled {
			clear(r.down) // a title says nothing of what stands below it
		}
	}
	r.sheets[n].inner = nil
	return true
}

// filledRows runs through the rows that hold something.
func (r *reading) filledRows(x *source.XML, n int) iter.Seq2[[]table.Cell, source.Element] {
	return func(yield func([]table.Cell, source.Element) bool) {
		at := place{sheet: int32(n)}
		for e := range x.Elements() {
			at.row, at.column = number(e.Attr("r"), at.row+1), 0
			row := r.row(x, at)
			if r.rows.Err() != nil || len(row) > 0 && !yield(row, e) {
				return
			}
		}
	}
}

// filled counts the rows from one on that hold something, without reading them.
func filled(part []byte) (n int) {
	tag := part[1:max(1, bytes.IndexAny(part, " \t\r\n/>"))] // row, with the prefix of its file
	prefix := string(tag[:bytes.IndexByte(tag, ':')+1])
	end, value, text := []byte("</"+string(tag)+">"), []byte("</"+prefix+"v>"), []byte("</"+prefix+"t>")
	for {
		i := bytes.Index(part, end)
		if i < 0 {
			return n
		}
		if bytes.Contains(part[:i], value) || bytes.Contains(part[:i], text) {
			n++
		}
		part = part[i+len(end):]
	}
}

// row reads the cells of a row, those that are not there as empty ones; nothing where all are empty. They are valid up to the next.
func (r *reading) row(x *source.XML, at place) []table.Cell {
	row := r.room[:0]
	for e := range x.Elements() {
		if e.Local != "c" {
			continue
		}
		if n := column(e.Attr("r")); n > 0 {
			at.column = n
		} else {
			at.column++
		}
		text, unknown := r.cell(x, e.Attr("t"), e.Attr("s"))
		if unknown && !r.blind {
			r.blind = true
			r.draft.Note(len(r.places), "", lang.M("import.xlsx.formula"))
			r.places = append(r.places, at)
		}
		if text == "" {
			continue
		}
		offset := len(r.places)
		r.places = append(r.places, at)
		what, over := r.rows.Limits.Over(source.Columns, int64(at.column))
		if !over {
			what, over = r.rows.Limits.Over(source.Text, int64(len(text)))
		}
		if over {
			r.rows.Add(offset, "", what)
			return nil
		}
		for len(row) < int(at.column)-1 {
			row = append(row, table.Cell{Offset: offset})
		}
		if len(row) < int(at.column) { // the first of two in one place counts
			row = append(row, table.Cell{Text: text, Offset: offset})
			if last, ok := r.merged[[2]int32{at.row, at.column}]; ok {
				r.down[at.column] = covering{last, text}
			}
		}
	}
	row = r.cover(row, at.row)
	r.room = row
	return row
}

// cover gives a row that holds something what cells above it say for it, too.
func (r *reading) cover(row []table.Cell, at int32) []table.Cell {
	if len(row) == 0 || len(r.down) == 0 {
		return row
	}
	offset := row[len(row)-1].Offset
	for _, column := range slices.Sorted(maps.Keys(r.down)) {
		c := r.down[column]
		if c.last < at {
			delete(r.down, column)
			continue
		}
		for len(row) < int(column) {
			row = append(row, table.Cell{Offset: offset})
		}
		if cell := &row[column-1]; cell.Text == "" {
			cell.Text, cell.Merged = c.text, true
		}
	}
	return row
}

// merging is what says that cells are one, behind the rows.
var merging = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*\bref="([A-Z]{1,3}[0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"`)

// merges are the cells of a sheet that are one with some below.
func merges(part []byte) map[[2]int32]int32 {
	const most = 10000
	_, behind, _ := bytes.Cut(part, []byte("mergeCells"))
	all := map[[2]int32]int32{}
	for _, m := range merging.FindAllSubmatch(behind, most) {
		first := string(m[1])
		top := number(strings.TrimLeft(first, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 0)
		if last := number(string(m[2]), 0); last > top {
			all[[2]int32{top, column(first)}] = last
		}
	}
	return all
}

// cell reads what a cell shows: of numbers only dates, times and per cent as they are formed. unknown: it is a formula, and the file does not have what
// came of it.
func (r *reading) cell(x *source.XML, kind, style string) (text string, unknown bool) {
	value, inline, formula := "", "", false
	for e := range x.Elements() {
		switch e.Local {
		case "v":
			value = x.Text()
		case "is":
			inline = rich(x)
		case "f":
			formula = true
		}
	}
	switch kind {
	case "inlineStr":
		text = inline
	case "s":
		if i, err := strconv.Atoi(value); err == nil && 0 <= i && i < len(r.texts) {
			text = r.texts[i]
		}
	case "str":
		text = decode(value)
	case "b":
		text = map[string]string{"1": "true", "0": "false"}[value]
	case "e": // an error is nothing that somebody wrote
	case "d": // a date of ISO 8601
		text = strings.TrimSuffix(strings.Replace(value, "T", " ", 1), " 00:00:00")
	default:
		text = r.formed(value, style)
	}
	return text, formula && value == "" && kind != "str"
}

// plain is a number as people see it: 0.1 is stored as 0.10000000000000001.
func plain(s string) string {
	const digits = 15 // that spreadsheets keep
	if v, err := strconv.ParseFloat(s, 64); err == nil && strings.ContainsAny(s, ".eE") {
		return strconv.FormatFloat(v, 'g', digits, 64)
	}
	return s
}

// number is the one that a row or column has, else the next.
func number(s string, next int32) int32 {
	if n, err := strconv.ParseInt(s, 10, 32); err == nil && n > 0 {
		return int32(n)
	}
	return next
}

// column is the number that the letters of a cell stand for: 1 of A12, 27 of AA3; 0 where there are none.
func column(cell string) int32 {
	const most = 4 // letters; sheets have three
	n := int32(0)
	for i := 0; i < len(cell) && i < most && 'A' <= cell[i] && cell[i] <= 'Z'; i++ {
		n = n*26 + int32(cell[i]-'A') + 1
	}
	return n
}

// coded is the number of a letter that stands for it.
var coded = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// decode puts letters in place of their numbers.
func decode(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return coded.ReplaceAllStringFunc(s, func(c string) string {
		n, _ := strconv.ParseUint(c[2:6], 16, 32) // digits they are
		if n == 0 {
			return "\uFFFD"
		}
		return string(rune(n))
	})
}
