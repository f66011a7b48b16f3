package table

import (
	"cmp"
	"slices"
	"strings"

	"seika/internal/cells"
	"seika/model"
	"seika/model/lines"
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

// heads are what columns of a model are in a table that is pasted.
var heads = map[string]head{
	"name": name, "owner": owner, cells.Kind: kind, "subtype": kind, "note": note, cells.From: from, cells.To: to, "goal": goal, "scope": scope, "nameAlt": alt,
}

// others are headings that people write besides.
var others = map[string]head{
	"から": from, "始点": from, "へ": to, "終点": to, "英語名": alt, "other name": alt, "english": alt,
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
			list[i] = cmp.Or(heads[cells.Named(c)], others[model.Key(c)])
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
				attrs += " @" + lines.Word(s)
			}
		case kind:
			is := cells.MarkOf(c)
			if is == cells.NoMark {
				r.Used--
				r.unknown(y, x, c)
			}
			hollow = hollow || is == cells.Intangible
			attrs += signs[is]
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

// signs are what lines write for a kind.
var signs = map[cells.Mark]string{cells.External: " #ext", cells.Goal: " #goal"}

// flag reads a column of marks.
func (r *reader) flag(h head, c string, y, x int, attrs *string) {
	tick, yes := cells.Ticked(c)
	switch mark := cells.MarkOf(c); {
	case mark != cells.NoMark:
		*attrs += signs[mark]
	case yes && h == goal:
		*attrs += signs[cells.Goal]
	case yes:
		*attrs += signs[cells.External]
	case !tick:
		r.Used--
		r.unknown(y, x, c)
	}
}
