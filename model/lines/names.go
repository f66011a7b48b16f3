package lines

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"seika/internal/lang"
	"seika/internal/source"
)

// match finds the bracket that closes the one at a byte. What stands in 「」, or in quotes where a name may begin, is passed
// over.
func (s scan) match(at, end int) (closes, next int, f *fault) {
	type open struct {
		at   int
		kind rune
	}
	var stack []open
	most, long := s.limits.Most(source.Depth), at+8*int(s.limits.Most(source.Text)) // room for as many names as there may be
	start := true                                                                   // a name may begin here
	for i := at; i < end; {
		if i > long {
			what, _ := s.limits.Over(source.Text, int64(i-at))
			return 0, 0, faulty(at, what)
		}
		r, n := s.rune(i, end)
		c := classOf(r)
		if c == ordinary {
			start, i = false, i+n
			continue
		}
		kind, opens := closing(r)
		switch {
		case c == corner:
			_, next, f := s.corners(i, end)
			if f != nil {
				return 0, 0, f
			}
			n = next - i
		case c == quoteMark && start:
			_, next, f := s.quoted(i, end)
			if f != nil {
				return 0, 0, f
			}
			n = next - i
		case opens:
			if depth := int64(len(stack) + 1); depth > most {
				what, _ := s.limits.Over(source.Depth, depth)
				return 0, 0, faulty(i, what)
			}
			stack = append(stack, open{i, kind})
		case kind != 0:
			if top := stack[len(stack)-1]; top.kind != kind {
				return 0, 0, unopened(i, s.here(i, end))
			}
			stack = stack[:len(stack)-1]
			if len(stack) == 0 {
				return i, i + n, nil
			}
		}
		start = c != corner && opens || c == comma || start && c == blank
		i += n
	}
	return 0, 0, unclosed(stack[0].at, s.here(stack[0].at, end))
}

// mark says whether a ? or ! at a byte is an attribute: one that the end of the item, another attribute or a quoted question
// follows. after is where the run of marks ends.
func (s scan) mark(at, end int) (is bool, after int) {
	for i := at; ; {
		c, n := s.class(i, end)
		switch c {
		case ask:
			if next, _ := s.class(i+n, end); next == quoteMark {
				return true, i
			} else if next == corner {
				if _, _, f := s.corners(i+n, end); f == nil {
					return true, i
				}
			}
		case sure, blank:
		case ending, comma, colon, cur, owner, hash:
			return true, i
		default:
			_, operator := s.operator(i, end)
			return operator > 0, i
		}
		i += n
	}
}

// nameEnds says whether a name that is complete at a byte really ends there.
func (s scan) nameEnds(at, end int) bool {
	next := s.skip(at, end)
	c, _ := s.class(next, end)
	switch c {
	case ending, comma, colon, cur, quoteMark, owner, hash:
		return true
	case ask, sure:
		is, _ := s.mark(next, end)
		return is
	default:
		_, n := s.operator(next, end)
		return n > 0
	}
}

// joinedOn says whether a wide ＠ or ＃ at a byte begins an attribute without a blank before it, as Japanese is typed. One of
// ASCII is part of the name: of an address, of C#.
func (s scan) joinedOn(at, end int) bool {
	r, n := s.rune(at, end)
	if r != '＠' && r != '＃' {
		return false
	}
	c, _ := s.class(at+n, end)
	return c == ordinary || c == quoteMark || c == corner
}

// longName is how many bytes of a name are read between two looks at the limit.
const longName = 1 << 16

// plain reads a plain name: to where it ends, which may be before the end of the text.
func (s scan) plain(at, end int) (name string, next int, f *fault) {
	i := at
loop:
	for i < end {
		if far := i - at; far > longName && far%longName < utf8.UTFMax {
			if what, over := s.limits.Over(source.Text, int64(far)); over {
				return "", 0, faulty(at, what) // far past what a name may have, whatever its blanks come to
			}
		}
		r, n := s.rune(i, end)
		c := classOf(r)
		if c == ordinary {
			i += n
			continue
		}
		if _, n := s.operator(i, end); n > 0 {
			break
		}
		switch c {
		case comma, colon, cur, quoteMark:
			break loop
		case blank:
			after := s.skip(i, end)
			if c, _ := s.class(after, end); c == owner || c == hash {
				break loop
			}
			n = after - i
		case owner, hash:
			if s.joinedOn(i, end) {
				break loop
			}
		case ask, sure:
			is, after := s.mark(i, end)
			if is {
				break loop
			}
			n = after - i
		case corner:
			_, after, f := s.corners(i, end)
			if f != nil {
				return "", 0, f
			}
			n = after - i
		case bra, grp, opener:
			_, after, f := s.match(i, end)
			if f != nil {
				return "", 0, f
			}
			n = after - i
		case ket, grpEnd, curEnd, cornerEnd, closer:
			return "", 0, unopened(i, string(r))
		}
		i += n
	}
	raw := s.cut(at, s.trim(at, i))
	if q := strings.IndexFunc(raw, func(r rune) bool { return classOf(r) == quoteMark }); q >= 0 {
		return "", 0, faulty(at+q, lang.M("lines.L04", "c", s.here(at+q, end)))
	}
	return squeeze(raw), i, nil
}

// squeeze is a plain name as it is kept: runs of blanks are one space, letters composed.
func squeeze(raw string) string {
	if squeezed(raw) {
		return raw
	}
	if !strings.ContainsFunc(raw, func(r rune) bool { return classOf(r) == blank }) {
		return norm.NFC.String(raw)
	}
	parts := strings.FieldsFunc(raw, func(r rune) bool { return classOf(r) == blank })
	return norm.NFC.String(strings.Join(parts, " "))
}

// squeezed says that a name is of ASCII with at most one space in a row: there is nothing to squeeze or to compose.
func squeezed(name string) bool {
	for i := range len(name) {
		c := name[i]
		if c >= utf8.RuneSelf || c == '\t' || c == ' ' && (i == 0 || i == len(name)-1 || name[i-1] == ' ') {
			return false
		}
	}
	return true
}

// number reads a name made of digits in either width.
func number(name string) (digits string, ok bool) {
	if len(name) > 0 && (name[0] < '0' || name[0] > '9') && name[0] < utf8.RuneSelf { // most names
		return "", false
	}
	var b strings.Builder
	for _, r := range name {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		default:
			return "", false
		}
	}
	return b.String(), name != ""
}
