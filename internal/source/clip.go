package source

// Clip shortens what a message quotes to so many characters.
func Clip(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

func clip(s string) string { return Clip(s, 40) }
