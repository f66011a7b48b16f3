package table

import (
	"slices"
	"strings"

	"seika/internal/cells"
	"seika/model"
)

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

// heads are the headings people write, folded, in both languages, but for those of cells.JointOf.
var heads = map[string]head{
	"成果物": name, "成果物名": name, "名前": name, "名称": name, "name": name, "deliverable": name, "deliverables": name,
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
		switch cells.JointOf(c) {
		case cells.Inputs:
			list[i] = inputs
		case cells.Outputs:
			list[i] = outputs
		case cells.Syncs:
			list[i] = syncs
		default:
			list[i] = heads[model.Key(c)]
		}
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
