package cells

import "strings"

// Formula says that a spreadsheet might run a text as a formula (CWE-1236). Apostrophes before it do not count, as we put
// one there ourselves to keep that from happening.
func Formula(s string) bool {
	s = strings.TrimLeft(s, "'")
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"} {
		if strings.HasPrefix(s, sign) {
			return true
		}
	}
	return false
}

// Unformula takes back the apostrophe that keeps a text from being a formula.
func Unformula(s string) string {
	if strings.HasPrefix(s, "'") && Formula(s) {
		return s[1:]
	}
	return s
}
