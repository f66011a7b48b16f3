package ui

import "strings"

// Leaks says whether keys of a composition reach windows on a system: on X11 and macOS they do.
func Leaks(system string, env func(string) string) bool {
	return system == "darwin" || system != "windows" && env("XMODIFIERS") != ""
}

// KeptOut says that an input method is set up that serves nobody in the present locale: X11 takes none in C and POSIX,
// whatever their encoding.
func KeptOut(env func(string) string) bool {
	if env("XMODIFIERS") == "" {
		return false
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := env(name); locale != "" {
			language, _, _ := strings.Cut(locale, ".")
			return language == "C" || language == "POSIX"
		}
	}
	return true
}
