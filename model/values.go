package model

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"seika/internal/geom"
)

// List is an immutable list of strings that == compares.
type List struct{ packed string }

// NewList makes a list of the items, in their order.
func NewList(items ...string) List {
	var b strings.Builder
	for _, s := range items {
		b.WriteString(strconv.Itoa(len(s)))
		b.WriteByte(':')
		b.WriteString(s)
	}
	return List{b.String()}
}

// Items returns a fresh slice of the items; nil for an empty list.
func (l List) Items() []string {
	var out []string
	for rest := l.packed; rest != ""; {
		n, tail, _ := strings.Cut(rest, ":")
		size, _ := strconv.Atoi(n)
		out = append(out, tail[:size])
		rest = tail[size:]
	}
	return out
}

// Empty says that nothing is in the list.
func (l List) Empty() bool { return l.packed == "" }

// Len counts the items.
func (l List) Len() int { return len(l.Items()) }

// Has says that an item with the same key is in the list.
func (l List) Has(item string) bool {
	key := Key(item)
	return slices.ContainsFunc(l.Items(), func(s string) bool { return Key(s) == key })
}

// With returns the list with item at its end, unless one with its key is there already.
func (l List) With(item string) List {
	if l.Has(item) {
		return l
	}
	return NewList(append(l.Items(), item)...)
}

// Without returns the list without the items of that key.
func (l List) Without(item string) List {
	key := Key(item)
	return NewList(slices.DeleteFunc(l.Items(), func(s string) bool { return Key(s) == key })...)
}

// Optional is a whole number that may be not said.
type Optional struct {
	Said bool
	N    int
}

// Number is a number that was said.
func Number(n int) Optional { return Optional{true, n} }

// Place is a stored centre in whole px at 100 %, or none.
type Place struct {
	Set  bool
	X, Y int
}

// PlaceAt is the stored form of a point, rounded to whole px.
func PlaceAt(p geom.Point) Place {
	p = p.Round()
	return Place{true, int(p.X), int(p.Y)}
}

// Point is the place as a point; the origin where none is set.
func (p Place) Point() geom.Point { return geom.Pt(float64(p.X), float64(p.Y)) }

// The closed sets of values. The zero value is the default and is never written.
type (
	Kind       string // what a deliverable is
	Subtype    string // what an intangible deliverable is
	Scope      string // where a deliverable comes from
	Form       string // whether it counts or tells
	Confidence string // how sure people are
	Use        string // what an input does to what is made
	GroupKind  string // an area, or a deliverable made of parts
	Variant    string // which state of the work the document shows
	Level      string // how general the model is
	Direction  string // where the flow goes on the picture
	Prov       string // how an import came to an element
	Status     string // what an answer says
	As         string // what a proposal proposes
)

// The values.
const (
	Tangible   Kind = ""
	Intangible Kind = "intangible"

	KnowHow      Subtype = "knowhow"
	Knowledge    Subtype = "knowledge"
	Viewpoint    Subtype = "viewpoint"
	Judgement    Subtype = "judgement"
	Agreement    Subtype = "agreement"
	OtherSubtype Subtype = "other"

	Internal Scope = ""
	External Scope = "external"

	Quantitative Form = "quantitative"
	Qualitative  Form = "qualitative"
	MixedForm    Form = "mixed"

	Heard     Confidence = ""
	Assumed   Confidence = "assumed"
	Confirmed Confidence = "confirmed"

	Create Use = ""
	Update Use = "update"
	Refer  Use = "refer"

	Area      GroupKind = ""
	Composite GroupKind = "composite"

	OtherVariant Variant = ""
	AsIs         Variant = "asis"
	ToBe         Variant = "tobe"

	LeftRight Direction = ""
	TopBottom Direction = "tb"

	Universal Level = "universal"
	Worldly   Level = "worldly"
	Atomic    Level = "atomic"

	Stated    Prov = "stated"
	Message   Prov = "message"
	Inferred  Prov = "inferred"
	Control   Prov = "control"
	Suggested Prov = "suggested"

	Asked    Status = "asked"
	Answered Status = "answered"
	Risk     Status = "risk"
	Intended Status = "intended"

	AsNode As = "node"
	AsIO   As = "io"
	AsSync As = "sync"
)

// Dur is a duration as written: a number and one of min h d w mo; "" is not said.
type Dur string

var durForm = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]{1,3})?(min|h|d|w|mo)$`)

// Units of durations and the words people use for them.
var durWords = []struct {
	word, unit string
}{
	{"分", "min"},
	{"時間", "h"},
	{"営業日", "d"},
	{"人日", "d"},
	{"日", "d"},
	{"週間", "w"},
	{"週", "w"},
	{"か月", "mo"},
	{"ヶ月", "mo"},
	{"カ月", "mo"},
	{"ヵ月", "mo"},
	{"人月", "mo"},
	{"minutes", "min"},
	{"minute", "min"},
	{"hours", "h"},
	{"hour", "h"},
	{"days", "d"},
	{"day", "d"},
	{"weeks", "w"},
	{"week", "w"},
	{"months", "mo"},
	{"month", "mo"},
}

// minutes of a unit in working time: 1 d = 8 h, 1 w = 5 d, 1 mo = 20 d.
var minutes = map[string]float64{"min": 1, "h": 60, "d": 480, "w": 2400, "mo": 9600}

// ParseDur reads a duration in either language.
func ParseDur(text string) (Dur, bool) {
	s := strings.Replace(strings.ReplaceAll(Key(text), " ", ""), "半日", "0.5d", 1)
	for _, w := range durWords {
		if cut, ok := strings.CutSuffix(s, w.word); ok {
			s = cut + w.unit
			break
		}
	}
	return Dur(s), durForm.MatchString(s)
}

// Minutes is the duration in minutes of working time; 0 where none is said.
func (d Dur) Minutes() float64 {
	m := durForm.FindStringSubmatch(string(d))
	if m == nil {
		return 0
	}
	n, err := strconv.ParseFloat(m[1]+m[2], 64)
	if err != nil {
		return 0
	}
	return n * minutes[m[3]]
}

// Freq says how often something is renewed: once, event, or N/unit; "" is not said.
type Freq string

var freqForm = regexp.MustCompile(`^([1-9][0-9]{0,5})/(hour|day|week|month|quarter|year)$`)

var freqWords = map[string]Freq{
	"毎日": "1/day", "毎週": "1/week", "毎月": "1/month", "毎四半期": "1/quarter", "毎年": "1/year", "都度": "event", "一度": "once",
	"日次": "1/day", "週次": "1/week", "月次": "1/month", "四半期": "1/quarter", "四半期ごと": "1/quarter", "年次": "1/year", "随時": "event", "適宜": "event",
	"daily": "1/day", "weekly": "1/week", "monthly": "1/month", "quarterly": "1/quarter", "yearly": "1/year", "annually": "1/year",
	"ondemand": "event", "asneeded": "event",
}

// times is how often in a unit, as people say it: 月1回, 年に2回.
var times = regexp.MustCompile(`^(日|週|月|年)に?([1-9][0-9]{0,5})回$`)

// perYear is how often a unit comes round in a calendar year.
var perYear = map[string]float64{"hour": 24 * 365, "day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}

// ParseFreq reads a frequency in either language.
func ParseFreq(text string) (Freq, bool) {
	s := strings.ReplaceAll(Key(text), " ", "")
	if f, ok := freqWords[s]; ok {
		return f, true
	}
	if m := times.FindStringSubmatch(s); m != nil {
		return Freq(m[2] + "/" + map[string]string{"日": "day", "週": "week", "月": "month", "年": "year"}[m[1]]), true
	}
	return Freq(s), s == "once" || s == "event" || freqForm.MatchString(s)
}

// PerYear is how often a year it comes round. An event, and what is not said, compares with nothing: ok is false.
func (f Freq) PerYear() (times float64, ok bool) {
	if f == "once" {
		return 0, true
	}
	m := freqForm.FindStringSubmatch(string(f))
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	return n * perYear[m[2]], err == nil
}

// Any is the multiplicity "as many as there are".
const Any = "*"

// Multiplicity is how many of a deliverable there are: "" is one, Any is any number, else a number of 2 or more.
type Multiplicity string
