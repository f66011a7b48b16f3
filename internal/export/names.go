package export

import (
	"strings"

	"seika/model"
)

// ID is the name of an element inside a file: letters, digits and _ only, the same in every export, different for
// different elements. What people typed is never part of it, so it cannot mean anything to a reader.
func ID(id model.ID) string {
	var b strings.Builder
	b.WriteString("n_")
	for i := range len(id) {
		switch c := id[i]; c {
		case '_':
			b.WriteString("__")
		case '.':
			b.WriteString("_d")
		case '-':
			b.WriteString("_m")
		case '>':
			b.WriteString("_i")
		case '=':
			b.WriteString("_s")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
