package lines

import (
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
)

// maxParts is how many names, attributes and values one line may hold, far above any that is meant. It bounds what a line
// costs before its meaning is looked at.
const maxParts = 1 << 17

// parser reads single lines. It is where the grammar stands; what a line means is the sheet's.
type parser struct {
	scan
	bar   bool // the entry bar: handles, selection, removal, rename
	parts int  // of the present line
}

func cannot(at int, what string) *fault { return faulty(at, lang.M("lines.L04", "c", what)) }

func missing(at int) *fault { return faulty(at, lang.M("lines.L03")) }

// part counts a part of the line.
func (p *parser) part(at int) *fault {
	if p.parts++; p.parts > maxParts {
		return faulty(at, lang.M("lines.too_long", "n", source.Count(maxParts)))
	}
	return nil
}

// line reads one line.
func (p *parser) line(at, end int) (line, *fault) {
	p.parts = 0
	l := line{at: at, end: end}
	if bad, found := p.unreadable(at, end); found {
		return l, faulty(bad, lang.M("lines.L18"))
	}
	at, end = p.skip(at, end), p.trim(at, end)
	l.at = at
	c, n := p.class(at, end)
	_, operator := p.operator(at, end)
	switch {
	case c == ending:
		return l, nil
	case c == percent:
		return p.remark(l, at+n, end)
	case operator > 0:
		if !p.bar {
			return l, faulty(at, lang.M("lines.L07"))
		}
		l.form = fromSelection
		l.lists = [][]item{nil}
		return p.chain(l, at, end)
	case c == dash || c == long:
		if !p.bar {
			return l, faulty(at, lang.M("lines.L08"))
		}
		l.removal = true
		at = p.skip(at+n, end)
	case c == owner || c == hash || c == ask || c == sure || c == cur:
		if !p.bar {
			return l, faulty(at, lang.M("lines.L07"))
		}
		return p.toSelection(l, at, end)
	}
	if r, n := p.rune(at, end); r == '+' || r == '＋' {
		if c, _ := p.class(at+n, end); c == quoteMark {
			return p.unknownHeading(l, at+n, end)
		}
	}
	return p.statement(l, at, end)
}

func (p *parser) remark(l line, at, end int) (line, *fault) {
	l.form = remark
	at = p.skip(at, end)
	l.text = p.cut(at, end)
	// In quotes stands what a line could not hold otherwise.
	if c, _ := p.class(at, end); c == quoteMark {
		if text, next, f := p.quoted(at, end); f == nil && next == end {
			l.text = text
		}
	} else if at == end {
		l.form = nothing
	}
	return l, nil
}

func (p *parser) toSelection(l line, at, end int) (line, *fault) {
	l.form = toSelection
	attrs, at, f := p.attrs(at, end, mention)
	if f != nil {
		return l, f
	}
	if at < end {
		return l, p.stray(at, end)
	}
	l.attrs = attrs
	return l, nil
}

// stray is the fault of a character that cannot follow.
func (p *parser) stray(at, end int) *fault {
	r, _ := p.rune(at, end)
	if kind, opens := closing(r); kind != 0 && !opens || classOf(r) == curEnd {
		return unopened(at, string(r))
	}
	return cannot(at, string(r))
}

// statement reads a list and what follows it. A colon after its first item makes it a heading, a grouping or a rename.
func (p *parser) statement(l line, at, end int) (line, *fault) {
	first, next, f := p.item(at, end)
	if f != nil {
		return l, f
	}
	c, n := p.class(next, end)
	if c != colon {
		l.form = statement
		l.lists = [][]item{{first}}
		return p.list(l, next, end)
	}
	name := first.names[0]
	named := !first.group && !first.hollow && len(first.attrs) == 0
	switch {
	case first.group:
		l.form = grouping
		l.lists = [][]item{{first}, nil}
		return p.more(l, next+n, end)
	case named && name.spelling == handle && !l.removal:
		if !p.bar {
			return l, faulty(first.at, lang.M("lines.L08"))
		}
		return p.rename(l, first, next+n, end)
	case named && name.spelling == plain && !l.removal:
		key, extra := strings.CutPrefix(name.text, "+")
		if !extra {
			key, extra = strings.CutPrefix(name.text, "＋")
		}
		return p.heading(l, head{at: first.at, extra: extra, key: key}, next, end)
	default:
		return l, cannot(next, p.here(next, end))
	}
}

func (p *parser) rename(l line, what item, at, end int) (line, *fault) {
	to, next, f := p.item(p.skip(at, end), end)
	switch {
	case f != nil:
		return l, f
	case next < end:
		return l, p.stray(next, end)
	case to.group || len(to.names) > 1 || to.names[0].spelling == byID:
		return l, cannot(to.at, p.here(to.at, end))
	}
	l.form = rename
	l.lists = [][]item{{what}, {to}}
	return l, nil
}

// more reads a further item of the last list, and what follows.
func (p *parser) more(l line, at, end int) (line, *fault) {
	it, next, f := p.item(p.skip(at, end), end)
	if f != nil {
		return l, f
	}
	last := len(l.lists) - 1
	l.lists[last] = append(l.lists[last], it)
	return p.list(l, next, end)
}

// list goes on behind an item.
func (p *parser) list(l line, at, end int) (line, *fault) {
	for {
		c, n := p.class(at, end)
		switch c {
		case ending:
			return l, nil
		case comma:
			it, next, f := p.item(p.skip(at+n, end), end)
			if f != nil {
				return l, f
			}
			last := len(l.lists) - 1
			l.lists[last] = append(l.lists[last], it)
			at = next
		default:
			if _, n := p.operator(at, end); n > 0 && l.form != grouping {
				return p.chain(l, at, end)
			}
			return l, p.stray(at, end)
		}
	}
}

// chain reads operators and lists in turn.
func (p *parser) chain(l line, at, end int) (line, *fault) {
	for at < end {
		kind, n := p.operator(at, end)
		if n == 0 {
			c, n := p.class(at, end)
			if c != comma {
				return l, p.stray(at, end)
			}
			at += n
		} else {
			j := join{at: at, kind: kind}
			var f *fault
			if j.attrs, at, f = p.attrs(at+n, end, operator); f != nil {
				return l, f
			}
			l.joins = append(l.joins, j)
			l.lists = append(l.lists, nil)
		}
		it, next, f := p.item(p.skip(at, end), end)
		if f != nil {
			return l, f
		}
		last := len(l.lists) - 1
		l.lists[last] = append(l.lists[last], it)
		at = next
	}
	return l, nil
}

// item reads a mention and its attributes.
func (p *parser) item(at, end int) (item, int, *fault) {
	it := item{at: at}
	next, f := p.mention(&it, at, end)
	if f != nil {
		return it, 0, f
	}
	it.attrs, next, f = p.attrs(next, end, mention)
	return it, next, f
}

func (p *parser) mention(it *item, at, end int) (next int, f *fault) {
	c, n := p.class(at, end)
	if c != bra && c != grp {
		return p.single(it, at, end)
	}
	closes, next, f := p.match(at, end)
	if f != nil {
		return 0, f
	}
	if !p.nameEnds(next, end) {
		after := p.skip(next, end)
		if c == grp && after > next {
			member, _, f := p.plain(after, end)
			if f != nil {
				return 0, f
			}
			return 0, faulty(after, lang.M("lines.L11", "g", squeeze(p.cut(at+n, closes)), "a", member))
		}
		return p.single(it, at, end)
	}
	it.group, it.hollow = c == grp, c == bra
	for i := at + n; ; {
		i, f = p.single(it, p.skip(i, closes), closes)
		if f != nil {
			return 0, f
		}
		i = p.skip(i, closes)
		c, n := p.class(i, closes)
		if c == ending {
			break
		}
		if c != comma || it.group {
			return 0, cannot(i, p.here(i, closes))
		}
		i += n
	}
	if last := &it.names[len(it.names)-1]; it.group && last.spelling == handle {
		// A group shows no number: its digits are its name.
		*last = name{last.at, plain, squeeze(p.cut(at+n, closes))}
	}
	return next, nil
}

// single reads one name.
func (p *parser) single(it *item, at, end int) (next int, f *fault) {
	if f := p.part(at); f != nil {
		return 0, f
	}
	n := name{at: at}
	c, size := p.class(at, end)
	_, operator := p.operator(at, end)
	switch {
	case c == ending, c == comma, c == colon, operator > 0, c == owner, c == hash, c == ask, c == sure, c == cur:
		return 0, missing(at)
	case c == quoteMark:
		n.spelling = quoted
		n.text, next, f = p.quoted(at, end)
	case c == ref:
		n.spelling = byID
		next = p.id(at+size, end)
		if n.text = p.cut(at+size, next); n.text == "" {
			f = cannot(at, p.here(at, end))
		}
	case c == ket, c == grpEnd, c == curEnd, c == cornerEnd, c == closer, c == semi, c == dash, c == long, c == percent:
		f = p.stray(at, end)
	default:
		n.text, next, f = p.bare(&n, at, end)
	}
	if f != nil {
		return 0, f
	}
	it.names = append(it.names, n)
	return next, nil
}

// bare reads a name without quotes, but for 「」 round all of it.
func (p *parser) bare(n *name, at, end int) (text string, next int, f *fault) {
	if c, _ := p.class(at, end); c == corner {
		inner, next, f := p.corners(at, end)
		if f != nil || p.nameEnds(next, end) {
			n.spelling = quoted
			return inner, next, f
		}
	}
	text, next, f = p.plain(at, end)
	if digits, ok := number(text); ok {
		n.spelling = handle
		text = digits
	}
	return text, next, f
}

// id finds the end of an id.
func (p *parser) id(at, end int) int {
	for ; at < end; at++ {
		c := p.s[at]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-') {
			break
		}
		if _, n := p.operator(at, end); n > 0 {
			break
		}
	}
	return at
}

// carrier is what attributes stand behind, which decides which there may be.
type carrier uint8

const (
	mention  carrier = iota // of a deliverable or group
	operator                // ASK, SURE and braces alone
)
