package table

import (
	"slices"
	"strconv"

	"seika/internal/cells"
	"seika/model"
)

// square says that a table has names above and at the left, mostly the same.
func square(rows [][]string) bool {
	if len(rows) < 3 || len(rows[0]) < 3 || rows[0][0] != "" && headings(rows[0][:1])[0] == nothing {
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
			case diagonal && (ticked(c) || c == "\\" || c == "＼"):
			case diagonal:
				r.unknown(y+1, x, c)
				continue
			case slices.Contains([]string{"s", "=", "同期"}, key):
				r.line(mention(row[0]), " = ", mention(above))
			case ticked(c):
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

func ticked(c string) bool {
	_, yes := cells.Ticked(c)
	return yes
}
