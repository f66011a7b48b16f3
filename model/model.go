// Package model holds what a PReP model consists of: deliverables, relations, groups, phases, answers, proposals, and the
// document that owns them. A Graph is an immutable snapshot that any goroutine may read; a Doc replaces one graph by the
// next through commands and remembers the differences for undo.
//
// It knows no file format, no font, no pixel beyond the stored centres, no window and no rule.
package model

import (
	"crypto/sha256"
	"encoding/base32"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// ID names a deliverable, a group or a phase; it is unique over all three and never changes. The id of a relation follows
// from its ends: "from>to" of an input, "a=b" of a sync.
type ID string

var idForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._-]{0,63}$`)

// Valid says that the id has the form of a stored one.
func (id ID) Valid() bool { return idForm.MatchString(string(id)) }

// Key is what makes two names the same name: NFKC, case folded, NFKC again, white space runs to one blank, trimmed.
func Key(name string) string {
	if settled(name) {
		return strings.ToLower(name)
	}
	s := norm.NFKC.String(strings.Map(cherokee, cases.Fold().String(norm.NFKC.String(name))))
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}

// cherokee gives the capital of a small letter of the one script that folds to capitals: package cases makes small ones of its
// capitals, too, so that the key of a key was another.
func cherokee(r rune) rune {
	if r >= 0xAB70 && r <= 0xABBF || r >= 0x13F8 && r <= 0x13FD {
		return unicode.ToUpper(r)
	}
	return r
}

// settled says that a name needs no folding beyond lower case, and no joining of white space. Most names are so: ASCII, kana
// and Han in their usual forms, with single blanks between words.
func settled(s string) bool {
	last := ' '
	for _, r := range s {
		switch {
		case r > ' ' && r < 0x7f:
		case r == ' ' && last != ' ':
		case r >= 'ぁ' && r <= 'ゖ', r >= 'ァ' && r <= 'ヺ', r == 'ー', r >= '一' && r <= '鿿':
		default:
			return false
		}
		last = r
	}
	return last != ' ' || s == ""
}

// The first letters of derived ids.
const (
	NodePrefix  = "n"
	GroupPrefix = "g"
	PhasePrefix = "p"
)

// derivedLen is how many characters of the hash a derived id keeps.
const derivedLen = 10

// DerivedID is the id a name leads to when nothing else has it: prefix + ten characters of lower-case base32hex of the
// SHA-256 of the name's key.
func DerivedID(prefix, name string) ID {
	sum := sha256.Sum256([]byte(Key(name)))
	return hashID(prefix, sum[:])
}

func hashID(prefix string, b []byte) ID {
	text := strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(b))
	return ID(prefix + text[:derivedLen])
}

// NewID is a free id for something new. It is derived from the name; where that is taken "-2", "-3" … follow. Something
// without a name gets ten characters of entropy instead, which the caller passes in (at least 8 bytes).
func NewID(prefix, name string, entropy []byte, taken func(ID) bool) ID {
	return NewIDs{}.New(prefix, name, entropy, taken)
}

// NewIDs gives ids as NewID does to many things at once: a hundred thousand of one name are not counted through for each. What
// is taken once must stay so. The zero value remembers nothing.
type NewIDs map[ID]int

// New is a free id for something new.
func (x NewIDs) New(prefix, name string, entropy []byte, taken func(ID) bool) ID {
	base := DerivedID(prefix, name)
	if Key(name) == "" {
		sum := sha256.Sum256(entropy)
		base = hashID(prefix, sum[:])
	}
	id := base
	n := max(1, x[base]) // what is below is taken
	if n > 1 {
		id = base + ID("-"+strconv.Itoa(n))
	}
	for taken(id) {
		n++
		id = base + ID("-"+strconv.Itoa(n))
	}
	if x != nil {
		x[base] = n
	}
	return id
}
