package lines

import (
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// maxParts is how many names, attributes and values one line may hold, far above any that is meant. It bounds what a line
// costs before its meaning is looked at.
const maxParts = 1 << 20

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
	l.text = p.s[at:end]
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
	attrs, at, f := p.attrs(at, end, allMarks)
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
		return faulty(at, lang.M("lines.L02", "c", string(r)))
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
			if j.attrs, at, f = p.attrs(at+n, end, relationMarks); f != nil {
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
	it.attrs, next, f = p.attrs(next, end, allMarks)
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
			return 0, faulty(after, lang.M("lines.L11", "g", squeeze(p.s[at+n:closes]), "a", member))
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
		*last = name{last.at, plain, squeeze(p.s[at+n : closes])}
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
		if n.text = p.s[at+size : next]; n.text == "" {
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

const (
	allMarks      = "all"
	relationMarks = "relation"
)

// attrs reads attributes as long as there are any.
func (p *parser) attrs(at, end int, which string) (attrs []attr, next int, f *fault) {
	for {
		after := p.skip(at, end)
		c, n := p.class(after, end)
		switch {
		case c == ask, c == sure, c == cur:
		case (c == owner || c == hash) && which == allMarks:
		default:
			return attrs, after, nil
		}
		a := attr{at: after, mark: c}
		if f := p.part(after); f != nil {
			return nil, 0, f
		}
		switch c {
		case owner, hash:
			a.value, at, f = p.word(p.skip(after+n, end), end)
		case ask:
			at, f = p.question(&a, after+n, end)
		case sure:
			at = after + n
		case cur:
			a.pairs, at, f = p.braces(after, end)
		}
		if f != nil {
			return nil, 0, f
		}
		attrs = append(attrs, a)
	}
}

// word reads what follows @ or #.
func (p *parser) word(at, end int) (value, int, *fault) {
	v := value{at: at}
	c, _ := p.class(at, end)
	var next int
	var f *fault
	switch c {
	case quoteMark:
		v.quoted = true
		v.text, next, f = p.quoted(at, end)
		return v, next, f
	case corner:
		v.quoted = true
		v.text, next, f = p.corners(at, end)
		return v, next, f
	}
	for next = at; next < end; {
		c, n := p.class(next, end)
		_, operator := p.operator(next, end)
		if c != ordinary && c != dash && c != long && c != percent || operator > 0 {
			break
		}
		next += n
	}
	v.text = p.s[at:next]
	if v.text == "" {
		return v, 0, missing(at)
	}
	return v, next, nil
}

// question reads the text right behind an ASK, if there is one.
func (p *parser) question(a *attr, at, end int) (next int, f *fault) {
	c, _ := p.class(at, end)
	next = at
	switch c {
	case quoteMark:
		a.value.text, next, f = p.quoted(at, end)
	case corner:
		a.value.text, next, f = p.corners(at, end)
	default:
		return at, nil
	}
	a.said, a.value.at = true, at
	return next, f
}

// braces reads { key = value; … }.
func (p *parser) braces(at, end int) (pairs []pair, next int, f *fault) {
	open := at
	_, n := p.class(at, end)
	at += n
	for {
		at = p.skip(at, end)
		c, n := p.class(at, end)
		switch c {
		case ending:
			return nil, 0, faulty(open, lang.M("lines.L01", "c", p.here(open, end)))
		case curEnd:
			return pairs, at + n, nil
		}
		pr, next, f := p.pair(at, end)
		if f != nil {
			return nil, 0, f
		}
		pairs = append(pairs, pr)
		c, n = p.class(next, end)
		if at = next; c == semi {
			at += n
		}
	}
}

func (p *parser) pair(at, end int) (pr pair, next int, f *fault) {
	pr.at = at
	if f := p.part(at); f != nil {
		return pr, 0, f
	}
	if r, n := p.rune(at, end); r == '+' || r == '＋' {
		pr.extra = true
		at = p.skip(at+n, end)
	}
	if pr.key, at, f = p.key(at, end); f != nil {
		return pr, 0, f
	}
	c, n := p.class(at, end)
	if c != equal && c != colon {
		if c == ending {
			return pr, at, nil // the braces are not closed, which is the greater fault
		}
		return pr, 0, cannot(at, p.here(at, end))
	}
	pr.values, next, f = p.values(at+n, end, !pr.extra && listKey(pr.key), semi, curEnd)
	return pr, next, f
}

// key reads a key, to what follows it.
func (p *parser) key(at, end int) (key string, next int, f *fault) {
	if c, _ := p.class(at, end); c == quoteMark {
		key, next, f = p.quoted(at, end)
		return key, p.skip(next, end), f
	}
	for next = at; next < end; {
		c, n := p.class(next, end)
		if c == equal || c == colon || c == semi || c == curEnd || c == quoteMark {
			break
		}
		next += n
	}
	key = p.s[at:p.trim(at, next)]
	if key == "" && next < end {
		return "", 0, cannot(next, p.here(next, end))
	}
	return key, next, nil
}

// values reads a value up to one of the marks that may follow it, or several with commas between.
func (p *parser) values(at, end int, several bool, stops ...class) (vs []value, next int, f *fault) {
	if several {
		stops = append(stops, comma)
	}
	for {
		v, next, f := p.value(at, end, stops)
		if f != nil {
			return nil, 0, f
		}
		if f := p.part(v.at); f != nil {
			return nil, 0, f
		}
		c, n := p.class(next, end)
		if several && v.text == "" && !v.quoted && (len(vs) > 0 || c == comma) {
			return nil, 0, missing(v.at)
		}
		vs = append(vs, v)
		if c != comma || !several {
			return vs, next, nil
		}
		at = next + n
	}
}

func (p *parser) value(at, end int, stops []class) (v value, next int, f *fault) {
	stop := func(at int) bool {
		c, _ := p.class(at, end)
		if c == ending {
			return true
		}
		for _, s := range stops {
			if s == c {
				return true
			}
		}
		return false
	}
	at = p.skip(at, end)
	v.at = at
	switch c, _ := p.class(at, end); c {
	case quoteMark:
		v.quoted = true
		if v.text, next, f = p.quoted(at, end); f != nil {
			return v, 0, f
		}
		if next = p.skip(next, end); !stop(next) {
			return v, 0, cannot(next, p.here(next, end))
		}
		return v, next, nil
	case corner:
		inner, after, f := p.corners(at, end)
		if after = p.skip(after, end); f == nil && stop(after) {
			return value{at, inner, true}, after, nil
		}
	}
	for next = at; !stop(next); {
		c, n := p.class(next, end)
		if c == quoteMark {
			return v, 0, cannot(next, p.here(next, end))
		}
		next += n
	}
	v.text = p.s[at:p.trim(at, next)]
	return v, next, nil
}

// unknownHeading reads +"name": value.
func (p *parser) unknownHeading(l line, at, end int) (line, *fault) {
	key, next, f := p.quoted(at, end)
	if f != nil {
		return l, f
	}
	next = p.skip(next, end)
	if c, _ := p.class(next, end); c != colon {
		return l, p.strayOrMissing(next, end)
	}
	return p.heading(l, head{at: l.at, extra: true, key: key}, next, end)
}

func (p *parser) strayOrMissing(at, end int) *fault {
	if at == end {
		return missing(at)
	}
	return p.stray(at, end)
}

// heading reads what follows the colon of a heading.
func (p *parser) heading(l line, h head, at, end int) (line, *fault) {
	l.form = heading
	what := headings.find(h.key)
	if h.extra {
		what = headed{kind: unknownHead}
	}
	_, n := p.class(at, end)
	value := p.skip(at+n, end)
	var f *fault
	var next int
	switch what.kind {
	case noHead:
		return l, faulty(at, lang.M("lines.L10", "k", h.key))
	case recordHead:
		if c, _ := p.class(value, end); c != cur {
			return l, p.strayOrMissing(value, end)
		}
		if h.pairs, next, f = p.braces(value, end); f == nil && p.skip(next, end) < end {
			f = p.stray(p.skip(next, end), end)
		}
	case listHead:
		h.values, _, f = p.values(value, end, true)
	default:
		h.values, f = p.text(value, end)
	}
	l.head = h
	return l, f
}

// text reads a value that goes to the end of the line, whatever is in it, unless all of it is quoted.
func (p *parser) text(at, end int) ([]value, *fault) {
	v := value{at: at, text: p.s[at:end]}
	c, _ := p.class(at, end)
	switch c {
	case quoteMark:
		text, next, f := p.quoted(at, end)
		if f != nil {
			return nil, f
		}
		if next < end {
			return nil, cannot(p.skip(next, end), p.here(p.skip(next, end), end))
		}
		v.text, v.quoted = text, true
	case corner:
		if text, next, f := p.corners(at, end); f == nil && next == end {
			v.text, v.quoted = text, true
		}
	}
	return []value{v}, nil
}

// listKey says whether a key is one of a list in some record, so that commas separate its values.
func listKey(key string) bool { return listKeys[model.Key(key)] }
