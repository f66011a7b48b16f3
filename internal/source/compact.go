package source

import "strings"

// compact is a value without the blanks between its tokens, in one copy: it may take as much as a file.
func compact(value []byte) string {
	var b strings.Builder
	b.Grow(len(value))
	begin := 0
	for i := 0; i < len(value); {
		switch value[i] {
		case '"':
			i += textLen(value[i:])
		case ' ', '\t', '\r', '\n':
			b.Write(value[begin:i])
			i++
			begin = i
		default:
			i++
		}
	}
	b.Write(value[begin:])
	return b.String()
}

// textLen is the length of the text in quotes that begins a value.
func textLen(value []byte) int {
	for i := 1; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(value)
}
