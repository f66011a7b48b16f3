package mermaid

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
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
	return unescape(label)
}

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

// shape reads the label of a node within its brackets.
func (s *scanner) shape() (label string, ok bool) {
	for _, b := range shapes {
		if !strings.HasPrefix(s.text[s.at:], b[0]) {
			continue
		}
		from := s.at + len(b[0])
		if strings.HasPrefix(s.text[from:], `"`) {
			end := s.find(`"`, from+1)
			if end < 0 {
				return "", false
			}
			label = s.text[from+1 : from+1+end]
			if rest := s.text[from+end+2:]; strings.HasPrefix(rest, b[1]) {
				s.at = from + end + 2 + len(b[1])
				return s.said(strings.Trim(label, "`")), true
			}
			continue
		}
		if end := s.find(b[1], from); end >= 0 {
			s.at = from + end + len(b[1])
			return s.said(strings.TrimSpace(s.text[from : from+end])), true
		}
	}
	return "", false
}

func (s *scanner) class() string {
	if !s.take(":::") {
		return ""
	}
	return s.name()
}

var (
	arrow   = regexp.MustCompile(`^([<xo])?(--+|==+|-\.+-)([>xo])?`)
	between = regexp.MustCompile(`^([<xo])?(--|==|-\.)\s+("[^"]*"|[^"|]+?)\s*(--+|==+|\.+-)([>xo])?(?:\s|$)`)
)

// link reads an arrow with its label, and tells which ends have heads.
func (s *scanner) link() (l link, ok bool) {
	rest := s.text[s.at:]
	rest = rest[:min(len(rest), s.most)]
	var tail, head string
	if m := between.FindStringSubmatch(rest); m != nil {
		tail, head, l.label = m[1], m[5], s.said(strings.Trim(m[3], `"`))
		s.at += len(strings.TrimRight(m[0], " \t"))
	} else if m := arrow.FindStringSubmatch(rest); m != nil {
		tail, head = m[1], m[3]
		s.at += len(m[0])
	} else {
		return l, false
	}
	s.blank()
	if s.take("|") {
		end := strings.IndexByte(s.text[s.at:], '|')
		if end < 0 {
			return l, false
		}
		l.label = s.said(strings.Trim(strings.TrimSpace(s.text[s.at:s.at+end]), `"`))
		s.at += end + 1
	}
	l.sync = (tail != "") == (head != "") && (tail != "" || strings.Contains(rest[:min(3, len(rest))], "."))
	l.reverse = tail != "" && head == ""
	return l, true
}

var entity = regexp.MustCompile(`#([0-9]{1,7}|quot|amp|lt|gt|nbsp);`)

var entityEnd = regexp.MustCompile(`#([0-9]{1,7}|quot|amp|lt|gt|nbsp);$`)

var named = map[string]string{"quot": `"`, "amp": "&", "lt": "<", "gt": ">", "nbsp": "\u00a0"}

var lineEnd = regexp.MustCompile(`(?i)<br\s*/?>`)

// unescape reads a label as Mermaid does: #NNN; is a character, <br/> a line end, other tags are nothing.
func unescape(s string) string {
	s = lineEnd.ReplaceAllString(s, "\n")
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
