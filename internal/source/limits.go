package source

import (
	"strconv"
	"strings"

	"seika/internal/lang"
)

// Limits bounds what one source may hold. A limit of zero stands for its default.
type Limits struct {
	Bytes      int64 // of the whole source
	Depth      int64 // levels of nesting
	Tokens     int64 // of JSON
	Elements   int64 // of XML
	Attributes int64 // of one element of XML
	Nodes      int64 // deliverables
	Edges      int64 // relations, those of products included
	Label      int64 // bytes of a name
	Text       int64 // bytes of any other text
	Inflated   int64 // bytes of all that a packed source unpacks to
	Entries    int64 // files in an archive
	Columns    int64 // cells of one row of a table
}

// Name is the name of a limit, as in --limit NAME=VALUE.
type Name string

// The limits.
const (
	Bytes      Name = "bytes"
	Depth      Name = "depth"
	Tokens     Name = "tokens"
	Elements   Name = "elements"
	Attributes Name = "attributes"
	Nodes      Name = "nodes"
	Edges      Name = "edges"
	Label      Name = "label"
	Text       Name = "text"
	Inflated   Name = "inflated"
	Entries    Name = "entries"
	Columns    Name = "columns"
)

// Names lists the limits in the order the manual has them.
func Names() []Name {
	return []Name{Bytes, Depth, Tokens, Elements, Attributes, Nodes, Edges, Label, Text, Inflated, Entries, Columns}
}

const (
	kilo = 1 << 10
	mega = 1 << 20
)

// Defaults are the limits that hold where nothing else is said.
func Defaults() Limits {
	return Limits{
		Bytes: 50 * mega, Depth: 200, Tokens: 10_000_000, Elements: 2_000_000, Attributes: 256,
		Nodes: 100_000, Edges: 200_000,
		Label: 64 * kilo, Text: mega, Inflated: 64 * mega, Entries: 1000, Columns: 1000,
	}
}

// Boundless are limits for what this program wrote itself and a checksum guards: a document that could be edited must be had
// back.
func Boundless() Limits {
	const most = 1 << 50
	const deep = 5000 // levels, half of what the parser of JSON bears
	return Limits{
		Bytes: most, Depth: deep, Tokens: most, Elements: most, Attributes: most, Nodes: most, Edges: most, Label: most, Text: most,
		Inflated: most, Entries: most, Columns: most,
	}
}

// ParseLimit returns the limits with one of them set by a text such as "nodes=500" or "bytes=200MB".
func ParseLimit(l Limits, setting string) (Limits, error) {
	name, value, ok := strings.Cut(setting, "=")
	field := l.field(Name(strings.TrimSpace(name)))
	if !ok || field == nil {
		return l, lang.M("source.limit.unknown", "setting", Visible(setting), "names", join(Names()))
	}
	n, ok := parseCount(strings.TrimSpace(value))
	if !ok {
		return l, lang.M("source.limit.value", "setting", Visible(setting))
	}
	*field = n
	return l, nil
}

// Over says whether n is more than the limit allows, and if so what to tell the user.
func (l Limits) Over(name Name, n int64) (lang.Msg, bool) {
	limit := l.value(name)
	if n <= limit {
		return lang.Msg{}, false
	}
	switch name {
	case Bytes:
		return lang.M("source.limit.bytes", "size", size(n), "limit", size(limit)), true
	case Depth:
		return lang.M("source.limit.depth", "limit", Count(limit)), true
	case Tokens:
		return lang.M("source.limit.tokens", "limit", Count(limit)), true
	case Elements:
		return lang.M("source.limit.elements", "limit", Count(limit)), true
	case Attributes:
		return lang.M("source.limit.attributes", "limit", Count(limit)), true
	case Nodes:
		return lang.M("source.limit.nodes", "n", Count(n), "limit", Count(limit)), true
	case Edges:
		return lang.M("source.limit.edges", "n", Count(n), "limit", Count(limit)), true
	case Label:
		return lang.M("source.limit.label", "limit", size(limit)), true
	case Text:
		return lang.M("source.limit.text", "limit", size(limit)), true
	case Inflated:
		return lang.M("source.limit.inflated", "limit", size(limit)), true
	case Entries:
		return lang.M("source.limit.entries", "limit", Count(limit)), true
	case Columns:
		return lang.M("source.limit.columns", "limit", Count(limit)), true
	default:
		panic("unknown limit " + string(name))
	}
}

// Most is the limit that holds, for those who work with it.
func (l Limits) Most(name Name) int64 { return l.value(name) }

// value is the limit that holds: the one set, else the default.
func (l Limits) value(name Name) int64 {
	if set := *l.field(name); set > 0 {
		return set
	}
	return *defaults.field(name)
}

var defaults = Defaults()

func (l *Limits) field(name Name) *int64 {
	switch name {
	case Bytes:
		return &l.Bytes
	case Depth:
		return &l.Depth
	case Tokens:
		return &l.Tokens
	case Elements:
		return &l.Elements
	case Attributes:
		return &l.Attributes
	case Nodes:
		return &l.Nodes
	case Edges:
		return &l.Edges
	case Label:
		return &l.Label
	case Text:
		return &l.Text
	case Inflated:
		return &l.Inflated
	case Entries:
		return &l.Entries
	case Columns:
		return &l.Columns
	default:
		return nil
	}
}

// parseCount reads a whole number from 1 up, with KB or MB behind it where it counts bytes.
func parseCount(s string) (int64, bool) {
	unit := int64(1)
	upper := strings.ToUpper(s)
	switch {
	case strings.HasSuffix(upper, "KB"):
		s, unit = s[:len(s)-2], kilo
	case strings.HasSuffix(upper, "MB"):
		s, unit = s[:len(s)-2], mega
	}
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	const most = 1 << 50
	if err != nil || n < 1 || n > most/unit {
		return 0, false
	}
	return n * unit, true
}

// size prints a number of bytes, rounded up to whole units so that what is over a limit never reads as equal to it.
func size(n int64) string {
	switch {
	case n >= mega && (n%mega == 0 || n > 10*mega):
		return Count((n+mega-1)/mega) + " MB"
	case n >= kilo && (n%kilo == 0 || n > 10*kilo):
		return Count((n+kilo-1)/kilo) + " KB"
	default:
		return Count(n) + " B"
	}
}

// Count prints a number with its thousands apart: 1,000,000.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func join(names []Name) string {
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = string(n)
	}
	return strings.Join(texts, ", ")
}
