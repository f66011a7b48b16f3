package lines

import (
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// attrs reads attributes as long as there are any.
func (p *parser) attrs(at, end int, behind carrier) (attrs []attr, next int, f *fault) {
	for {
		after := p.skip(at, end)
		c, n := p.class(after, end)
		switch {
		case c == ask, c == sure, c == cur:
		case (c == owner || c == hash) && behind == mention:
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
	v.text = p.cut(at, next)
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
			return nil, 0, unclosed(open, p.here(open, end))
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
	const short = 1 << 10 // a key may always be so long
	most := at + max(short, int(p.limits.Most(source.Text)))
	for next = at; next < end; {
		if next > most {
			return "", 0, p.long(at, next)
		}
		c, n := p.class(next, end)
		if c == equal || c == colon || c == semi || c == curEnd || c == quoteMark {
			break
		}
		next += n
	}
	key = p.cut(at, p.trim(at, next))
	if key == "" && next < end {
		return "", 0, cannot(next, p.here(next, end))
	}
	return key, next, nil
}

// long is the fault of a text of which so much is too much already.
func (p *parser) long(at, next int) *fault {
	what, _ := p.limits.Over(source.Text, int64(next-at))
	return faulty(at, what)
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
	most := at + int(p.limits.Most(source.Text))
	for next = at; !stop(next); {
		if next > most {
			return v, 0, p.long(at, next)
		}
		c, n := p.class(next, end)
		if c == quoteMark {
			return v, 0, cannot(next, p.here(next, end))
		}
		next += n
	}
	v.text = p.cut(at, p.trim(at, next))
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
	v := value{at: at, text: p.cut(at, end)}
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
