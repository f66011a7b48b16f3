package cells

import "strings"

// Join writes a list into one text: items apart by "; ", in quotes where they could be misread.
func Join(items []string) string {
	var b strings.Builder
	for i, s := range items {
		if i > 0 {
			b.WriteString("; ")
		}
		if s == "" || s != strings.TrimSpace(s) || strings.ContainsAny(s, ";；\"\n\r") {
			b.WriteString(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`)
		} else {
			b.WriteString(s)
		}
	}
	return b.String()
}

// Split reads a list. People separate items by semicolons of both widths or by line ends.
func Split(text string) []string {
	var out []string
	for rest := text; ; {
		rest = strings.TrimLeft(rest, " \t\r\u3000")
		if rest == "" {
			return out
		}
		var item string
		if strings.HasPrefix(rest, `"`) {
			item, rest = quoted(rest)
			out = append(out, item)
			rest = strings.TrimLeft(rest, " \t\r\u3000")
			rest = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(rest, ";"), "；"), "\n")
			continue
		}
		end := strings.IndexAny(rest, ";；\n")
		if end < 0 {
			end = len(rest)
		}
		if item = strings.TrimSpace(rest[:end]); item != "" {
			out = append(out, item)
		}
		rest = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(rest[end:], ";"), "；"), "\n")
	}
}

// quoted reads an item in quotes, up to the end where the closing one is missing.
func quoted(s string) (item, rest string) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			b.WriteByte(s[i])
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		return b.String(), s[i+1:]
	}
	return b.String(), ""
}
