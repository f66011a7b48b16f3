package docs

import "seika/internal/lang"

// page is a generated page.
type page struct {
	file string // below docs
	lang lang.Lang
	make func(lang.Lang) string
}

// pages are all generated pages.
var pages = []page{
	{"cli.md", lang.EN, commandLine},
	{"cli.ja.md", lang.JA, commandLine},
	{"keys.md", lang.EN, keys},
	{"keys.ja.md", lang.JA, keys},
}
