package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Bounds of a file name that is made of a label. Systems take 255 bytes or letters, and suffixes and copies of ours come on top.
const (
	mostLetters = 80
	mostBytes   = 200
)

// devices are names that Windows takes for a device whatever their suffix is. Its digits may also stand raised.
var devices = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "conin$": true, "conout$": true}

// FileName makes a file name, without a suffix, of a label: one that every system can store, that none takes for something else, and
// that nobody reads as something else. An empty one is "untitled".
func FileName(label string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029':
			return -1 // turns the direction of writing, or is not seen
		case unicode.IsControl(r), strings.ContainsRune(`<>:"/\|?*`, r):
			return '_'
		}
		return r
	}, norm.NFC.String(label))
	s = norm.NFC.String(s) // marks that what was left out kept apart
	letters := 0
	for i, r := range s {
		if letters++; letters > mostLetters || i+utf8.RuneLen(r) > mostBytes {
			s = s[:i]
			break
		}
	}
	s = strings.TrimLeftFunc(s, func(r rune) bool { return r == '.' || r == '-' || unicode.IsSpace(r) })
	s = strings.TrimRightFunc(s, func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
	if s == "" {
		return "untitled"
	}
	if isDevice(s) {
		return "_" + s
	}
	return s
}

func isDevice(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	stem = strings.TrimSpace(stem)
	if devices[stem] {
		return true
	}
	rest, port := strings.CutPrefix(stem, "com")
	if !port {
		rest, port = strings.CutPrefix(stem, "lpt")
	}
	return port && utf8.RuneCountInString(rest) == 1 && strings.Contains("0123456789¹²³", rest)
}
