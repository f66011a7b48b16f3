package docs

import "seika/internal/lang"

// page is a generated page.
type page struct {
	file string // below docs
	lang lang.Lang
	make func(lang.Lang) string
}

// pages are the generated pages beside those of each rule.
var pages = []page{
	{"cli.md", lang.EN, commandLine},
	{"cli.ja.md", lang.JA, commandLine},
	{"keys.md", lang.EN, keys},
	{"keys.ja.md", lang.JA, keys},
	{"rules.md", lang.EN, allRules},
}
