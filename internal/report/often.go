package report

import (
	"strconv"
	"strings"

	"seika/internal/lang"
	"seika/model"
)

// Forms of the words: for one, and for more.
const (
	every   = "every."
	several = "times."
	one     = "one."
	more    = "more."
)

// Often is how often something is renewed, as people say it.
func Often(f model.Freq, l lang.Lang) string {
	number, unit, counted := strings.Cut(string(f), "/")
	n, err := strconv.Atoi(number)
	switch {
	case f == "":
		return ""
	case !counted && lang.Has("often."+string(f)):
		return lang.Text(l, "often."+string(f))
	case !counted || err != nil || !lang.Has("often."+every+unit):
		return string(f)
	case n == 1:
		return lang.Text(l, "often."+every+unit)
	default:
		return lang.Text(l, "often."+several+unit, "n", n)
	}
}

// Lasts is how long something takes, as people say it.
func Lasts(d model.Dur, l lang.Lang) string {
	number := strings.TrimRight(string(d), "abcdefghijklmnopqrstuvwxyz")
	unit := strings.TrimPrefix(string(d), number)
	switch {
	case number == "" || !lang.Has("lasts."+one+unit):
		return string(d)
	case number == "1":
		return lang.Text(l, "lasts."+one+unit)
	default:
		return lang.Text(l, "lasts."+more+unit, "x", number)
	}
}
