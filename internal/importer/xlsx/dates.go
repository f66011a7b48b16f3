package xlsx

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"seika/internal/source"
)

// form is what the format of a cell makes of its number.
type form byte

const (
	asNumber form = iota
	asDate
	asTime
	asBoth
	asHours // more than a day of them, if need be
	asPercent
)

// builtin are the formats that no file spells out (ECMA-376, 18.8.30; those from 27 on are of Japanese and other spreadsheets).
func builtin(id int) form {
	switch {
	case id == 9, id == 10:
		return asPercent
	case 14 <= id && id <= 17, 27 <= id && id <= 31, 34 <= id && id <= 36, 50 <= id && id <= 58:
		return asDate
	case 18 <= id && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return asTime
	case id == 22:
		return asBoth
	case id == 46:
		return asHours
	default:
		return asNumber
	}
}

var (
	// said is what a format shows as it is, and colours, languages and conditions.
	said = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]hmsHMS][^\]]*\]|(?i:AM/PM|A/P)`)
	// whole are hours, minutes or seconds beyond a day.
	whole = regexp.MustCompile(`(?i)\[(?:h+|m+|s+)\]`)
)

// formOf is what the code of a format makes of numbers.
func formOf(code string) form {
	code, _, _ = strings.Cut(said.ReplaceAllString(code, ""), ";")
	code = strings.ToLower(code)
	if whole.MatchString(code) {
		return asHours
	}
	clock := strings.ContainsAny(code, "hs")
	day := strings.ContainsAny(code, "yd") || strings.Contains(code, "m") && !clock && !strings.ContainsAny(code, "0#?")
	switch {
	case strings.Contains(code, "general"), strings.Contains(code, "standard"):
		return asNumber
	case day && clock:
		return asBoth
	case day:
		return asDate
	case clock:
		return asTime
	case strings.Contains(code, "%"):
		return asPercent
	default:
		return asNumber
	}
}

// styles reads what the formats of cells make of their numbers, by the number of a style.
func (b *book) styles(part string) error {
	return b.xml(part, func(x *source.XML, _ []byte) {
		codes := map[string]form{}
		for range x.Elements() {
			for e := range x.Elements() {
				for f := range x.Elements() {
					switch {
					case x.Over(source.Entries, int64(len(codes)+len(b.forms)), f.Offset):
						return
					case e.Local == "numFmts":
						codes[f.Attr("numFmtId")] = formOf(f.Attr("formatCode"))
					case e.Local == "cellXfs":
						form, own := codes[f.Attr("numFmtId")]
						if n, err := strconv.Atoi(f.Attr("numFmtId")); err == nil && !own {
							form = builtin(n)
						}
						b.forms = append(b.forms, form)
					}
				}
			}
		}
	})
}

// formed is a number as its format shows it: dates and times as ISO 8601 has them, with a blank between.
func (b *book) formed(number, style string) string {
	n, err := strconv.Atoi(style)
	v, bad := strconv.ParseFloat(number, 64)
	if err != nil || bad != nil || n < 0 || n >= len(b.forms) {
		return plain(number)
	}
	const last = 2958466 // 1 January 10000
	form := b.forms[n]
	switch {
	case form == asPercent && math.Abs(v) < 1e12:
		return plain(strconv.FormatFloat(v*100, 'g', 13, 64)) + "%"
	case form == asNumber, v < 0, v >= last, form == asDate && v < 1:
		return plain(number)
	}
	days := math.Floor(v)
	seconds := int(math.Round((v - days) * 86400))
	if form == asHours {
		seconds += int(days) * 86400
		return fmt.Sprintf("%d:%02d", seconds/3600, seconds/60%60) + tail(seconds)
	}
	clock := fmt.Sprintf("%02d:%02d", seconds/3600%24, seconds/60%60) + tail(seconds)
	switch {
	case form == asTime, v < 1:
		return clock
	case form == asDate || seconds == 0:
		return b.day(int(days)).Format(time.DateOnly)
	default:
		return b.day(int(days)).Add(time.Duration(seconds)*time.Second).Format(time.DateOnly) + " " + clock
	}
}

// tail are the seconds of a time that has some.
func tail(seconds int) string {
	if seconds%60 == 0 {
		return ""
	}
	return fmt.Sprintf(":%02d", seconds%60)
}

// day is the one with a number. The 29 February of 1900, which spreadsheets count, never was.
func (b *book) day(n int) time.Time {
	from := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case b.from1904:
		from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n < 60:
		n++
	}
	return from.AddDate(0, 0, n)
}
