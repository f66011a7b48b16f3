package mermaid

import (
	"cmp"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"seika/internal/importer"
)

// scanner reads one line.
type scanner struct {
	text string
	at   int
	most int // bytes of a label as it is written
	long bool

	last map[string]int // where a sign stands last, for those that were looked for
}

// find is where a sign stands next; -1 where it does not. One that is not there is looked for once.
func (s *scanner) find(sign string, from int) int {
	last, known := s.last[sign]
	if !known {
		last = strings.LastIndex(s.text, sign)
		if s.last == nil {
			s.last = map[string]int{}
		}
		s.last[sign] = last
	}
	if last < from {
		return -1
	}
	return strings.Index(s.text[from:], sign)
}

// said is a label as people see it. One that is too long is not looked at.
func (s *scanner) said(label string) string {
	if len(label) > s.most {
		s.long = true
		return ""
	}
	if len(label) > 1 && label[0] == '`' && label[len(label)-1] == '`' {
		label = importer.Markdown(label[1 : len(label)-1])
	}
	if strings.Contains(label, ":fa-") {
		label = cmp.Or(icon.ReplaceAllString(label, ""), label)
	}
	return unescape(label)
}

// icon is a picture of a font, by name.
var icon = regexp.MustCompile(`\bfa[bklrs]?:fa-[a-z0-9-]+\s*`)

func (s *scanner) blank() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
}

func (s *scanner) take(sign string) bool {
	if !strings.HasPrefix(s.text[s.at:], sign) {
		return false
	}
	s.at += len(sign)
	return true
}

// name reads the name of a node.
func (s *scanner) name() string {
	begin := s.at
	for s.at < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[s.at:])
		inner := r == '-' && s.at > begin && s.at+1 < len(s.text) && isName(rune(s.text[s.at+1])) // a-b, not a--b nor a->b
		if !isName(r) && !inner && r != '.' {
			break
		}
		if r == '.' && strings.HasPrefix(s.text[s.at:], ".-") {
			break
		}
		s.at += n
	}
	return s.text[begin:s.at]
}

func isName(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// shapes are the brackets round labels, longest first.
var shapes = [][2]string{
	{"(((", ")))"},
	{"([", "])"},
	{"[[", "]]"},
	{"[(", ")]"},
	{"((", "))"},
	{"{{", "}}"},
	{"[/", "/]"},
	{"[/", `\]`},
	{`[\`, `\]`},
	{`[\`, "/]"},
	{"[", "]"},
	{"(", ")"},
	{"{", "}"},
	{">", "]"},
}

// shape reads the label of a node within its brackets, and tells the first of them.
func (s *scanner) shape() (label, drawn string, ok bool) {
	for _, b := range shapes {
		if !strings.HasPrefix(s.text[s.at:], b[0]) {
			continue
		}
		from := s.at + len(b[0])
		if strings.HasPrefix(s.text[from:], `"`) {
			end := s.find(`"`, from+1)
			if end < 0 {
				return "", "", false
			}
			label = s.text[from+1 : from+1+end]
			if rest := s.text[from+end+2:]; strings.HasPrefix(rest, b[1]) {
				s.at = from + end + 2 + len(b[1])
				return s.said(label), b[0], true
			}
			continue
		}
		if end := s.find(b[1], from); end >= 0 {
			inner := s.text[from : from+end]
			if strings.Contains(inner, b[0][:1]) && linkIn.MatchString(inner) { // this label is never closed, but the next is
				return "", "", false
			}
			s.at = from + end + len(b[1])
			return s.said(strings.TrimSpace(inner)), b[0], true
		}
	}
	return "", "", false
}

func (s *scanner) class() string {
	if !s.take(":::") {
		return ""
	}
	return s.name()
}

// properties reads what stands in @{…} behind a name: a label and the name of a shape, if there are.
func (s *scanner) properties() (label, drawn string, shaped, ok bool) {
	if !strings.HasPrefix(s.text[s.at:], "@{") {
		return "", "", false, false
	}
	quoted := false
	for i := s.at + len("@{"); i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '"':
			quoted = !quoted
		case c == '}' && !quoted:
			m := labelled.FindStringSubmatch(s.text[s.at:i])
			if like := drawnAs.FindStringSubmatch(s.text[s.at:i]); like != nil {
				drawn = like[1]
			}
			s.at = i + 1
			if m == nil {
				return "", drawn, false, true
			}
			return s.said(strings.TrimSpace(m[1] + m[2] + m[3])), drawn, true, true
		}
	}
	return "", "", false, false
}

var (
	labelled = regexp.MustCompile(`[{,\s]label\s*:\s*(?:"([^"]*)"|'([^']*)'|([^,"'\n]*))`)
	drawnAs  = regexp.MustCompile(`[{,\s]shape\s*:\s*"?([\w-]+)`)
	linkIn   = regexp.MustCompile(`--[->xo]|==[=>xo]|-\.+-`)
	// An arrow is either whole, or begins, has a text, and ends; else two signs are enough.
	called  = regexp.MustCompile(`^([\w-]*\w)@(?:[<xo]?(?:--|==|-\.))`)
	arrow   = regexp.MustCompile(`^([<xo])?(?:--+([->xo])|==+([=>xo])|-\.+-([>xo])?)`)
	between = regexp.MustCompile(`^([<xo])?(?:--|==|-\.)\s*("[^"]*"|[^"|]+?)\s*(?:--+|==+|\.+-)(?:(>)|([xo])?(?:\s|$))`)
	half    = regexp.MustCompile(`^([<xo])?(?:--|==)`)
	unseen  = regexp.MustCompile(`^~~~+`)
)

// link reads an arrow with its label, and tells which ends have heads.
func (s *scanner) link() (l link, ok bool) {
	rest := s.text[s.at:]
	switch c := rest[0]; {
	case c == '~':
		s.at += len(unseen.FindString(rest))
		return link{unseen: true}, s.text[s.at:] != rest
	case c != '-' && c != '=' && c != '<':
		if m := called.FindStringSubmatch(rest); m != nil {
			l.name = m[1]
			s.at += len(m[1]) + 1
		}
	}
	rest = s.text[s.at:]
	rest = rest[:min(len(rest), s.most)]
	var tail, head string
	if m := arrow.FindStringSubmatch(rest); m != nil {
		tail, head = m[1], strings.Trim(m[2]+m[3]+m[4], "-=")
		s.at += len(m[0])
	} else if m := between.FindStringSubmatch(rest); m != nil {
		tail, head, l.label = m[1], m[3]+m[4], s.said(strings.Trim(m[2], `"`))
		s.at += len(strings.TrimRight(m[0], " \t"))
	} else if m := half.FindStringSubmatch(rest); m != nil {
		tail = m[1]
		s.at += len(m[0])
	} else {
		return l, false
	}
	s.blank()
	if s.take("|") {
		end := s.pipe()
		if end < 0 {
			return l, false
		}
		l.label = s.said(strings.Trim(strings.TrimSpace(s.text[s.at:s.at+end]), `"`))
		s.at += end + 1
	}
	l.sync = (tail != "") == (head != "") // two heads, or none: no direction
	l.reverse = tail != "" && head == ""
	l.dashed = strings.Contains(rest[:min(3, len(rest))], ".")
	return l, true
}

// pipe is how far the sign is that ends the label of an arrow; between quotes it is a character like any other.
func (s *scanner) pipe() int {
	from := s.at
	for from < len(s.text) && (s.text[from] == ' ' || s.text[from] == '\t') {
		from++
	}
	if strings.HasPrefix(s.text[from:], `"`) {
		if n := s.find(`"`, from+1); n >= 0 {
			from += 1 + n
		}
	}
	n := strings.IndexByte(s.text[from:], '|')
	if n < 0 {
		return -1
	}
	return from - s.at + n
}

var entity = regexp.MustCompile(`#([0-9]{1,7}|quot|amp|lt|gt|nbsp);`)

var entityEnd = regexp.MustCompile(`#([0-9]{1,7}|quot|amp|lt|gt|nbsp);$`)

var named = map[string]string{"quot": `"`, "amp": "&", "lt": "<", "gt": ">", "nbsp": "\u00a0"}

var lineEnd = regexp.MustCompile(`(?i)<br\s*/?>`)

// dress are the tags that only say how letters look.
var dress = regexp.MustCompile(`(?i)</?(?:b|i|u|s|em|strong|span|font|code|sub|sup|small|big|center|a|p|div)(?:\s[^<>]*)?>`)

// unescape reads a label as Mermaid does: #NNN; is a character, <br/> a line end, tags of letters are nothing.
func unescape(s string) string {
	if strings.Contains(s, "<") {
		s = dress.ReplaceAllString(lineEnd.ReplaceAllString(s, "\n"), "")
	}
	s = html.UnescapeString(s)
	if !strings.Contains(s, "#") {
		return s
	}
	return entity.ReplaceAllStringFunc(s, func(m string) string {
		code := m[1 : len(m)-1]
		if text, ok := named[code]; ok {
			return text
		}
		n, err := strconv.Atoi(code)
		if err != nil || !utf8.ValidRune(rune(n)) || n == 0 {
			return "\uFFFD"
		}
		return string(rune(n))
	})
}
