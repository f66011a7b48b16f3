package text

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
)

// Metrics lists the ids of the metrics.
func Metrics() []string {
	var ids []string
	for n := 1; words.Has("M" + strconv.Itoa(n) + ".name"); n++ {
		ids = append(ids, "M"+strconv.Itoa(n))
	}
	return ids
}

// MetricName is what a metric is called, and Means what it counts.
func MetricName(l lang.Lang, metric string) string { return say(l, metric+".name") }

// Means says what a metric counts.
func Means(l lang.Lang, metric string) string { return say(l, metric+".means") }

// Value is a number as people read it: a share with what it is a share of, n/a where there is none.
func Value(l lang.Lang, v analysis.Value) string {
	switch {
	case !v.Known:
		return say(l, "value.none")
	case v.Of > 0:
		return say(l, "value.share", "n", v.N, "of", v.Of)
	default:
		return v.String()
	}
}

// FigureName is what a figure counts, for people: its field is the name that tables have for it.
func FigureName(l lang.Lang, field string) string { return say(l, "figure."+field) }

// shares are the fields of parts of a whole that are told in percent.
var shares = []string{"density", "sequentiality", "separability", "cyclicity", "know_how_share", "sync_share"}

// FigureValue is the value of a figure for people: as Value has it, a share in percent, and decimals only where there are any.
func FigureValue(l lang.Lang, field string, v analysis.Value) string {
	switch {
	case !v.Known || !v.Ratio:
		return Value(l, v)
	case slices.Contains(shares, field):
		return Percent(l, v.X)
	default:
		return strconv.FormatFloat(math.Round(v.X*1000)/1000, 'f', -1, 64)
	}
}

// Percent is a share for people; below ten with a decimal, for there it matters.
func Percent(l lang.Lang, share float64) string {
	const few = 9.95
	decimals := 0
	if x := 100 * share; x > 0 && x < few {
		decimals = 1
	}
	return say(l, "value.percent", "n", strconv.FormatFloat(100*share, 'f', decimals, 64))
}

// Sentence says what a figure means for the work, or "" where there is nothing to say. Only the first figure of a metric has
// a sentence. Rework is told with what it assumes.
func Sentence(l lang.Lang, g *model.Graph, f analysis.Figure) string {
	key := f.Metric + ".sentence"
	if len(f.Nums) == 0 && len(f.At) == 0 || !words.Has(key) {
		return ""
	}
	var args []any
	if len(f.At) > 0 {
		args = append(args, "v", Quoted(l, g, f.At[0]), "m", List(l, g, f.At))
	}
	if len(f.At) > 1 {
		args = append(args, "w", Quoted(l, g, f.At[1]))
	}
	have := map[string]bool{"v": len(f.At) > 0, "m": len(f.At) > 0, "w": len(f.At) > 1}
	for _, n := range f.Nums {
		args = append(args, n.Name, n.Value)
		have[n.Name] = n.Value > 0
	}
	for _, p := range lang.Places(words.Raw(l, key)) {
		if !have[p] {
			return ""
		}
	}
	if one := f.Metric + ".one"; f.Value.Of == 1 && words.Has(one) {
		key = one // there is one result
	}
	if f.Metric != "M16" {
		return say(l, key, args...)
	}
	if n := f.Nums[0].Value; n >= 100 {
		key = "M16.double"
	}
	return strings.TrimSpace(say(l, key, args...) + space(l) + say(l, "M16.caveat", args...))
}

// space stands between sentences.
func space(l lang.Lang) string {
	if l == lang.JA {
		return ""
	}
	return " "
}

// Without tells what cannot be made without something: names of people, or deliverables.
func Without(l lang.Lang, g *model.Graph, r analysis.Removed, loss analysis.Loss) string {
	var names []string
	for _, id := range r.IDs {
		names = append(names, Quoted(l, g, id))
	}
	for _, p := range r.People {
		names = append(names, Person(l, p))
	}
	key := "without.both"
	switch {
	case len(r.People) == 0:
		key = "without.goals"
	case len(r.IDs) == 0:
		key = "without.people"
	}
	if loss.OfGoals == 1 && len(loss.Goals) == 1 {
		key += ".one"
	}
	between := comma(l)
	if l == lang.JA {
		between = "と" // people have no quotes
	}
	return say(l, key, "names", and(l, names, "without.last", between), "n", len(loss.Goals), "of", loss.OfGoals)
}
