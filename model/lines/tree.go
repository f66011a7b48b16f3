package lines

// A line as it is written, before anybody asks what it means. Every part knows the byte it begins at.

// form is what sort of line it is.
type form uint8

const (
	nothing       form = iota
	remark             // text
	heading            // head
	grouping           // lists[0][0]: lists[1]
	statement          // lists joined by joins
	fromSelection      // the same, but what stands before the first join is what is selected
	toSelection        // attrs alone, for what is selected
	rename             // lists[0][0] is what, lists[1][0] its new name
)

type line struct {
	at, end int
	form    form
	removal bool // MINUS before a statement or grouping
	text    string
	head    head
	lists   [][]item
	joins   []join
	attrs   []attr
}

// item is one mention: a name, several in brackets, or a group.
type item struct {
	at     int
	names  []name
	hollow bool // in brackets: intangible
	group  bool
	attrs  []attr
}

type spelling uint8

const (
	plain  spelling = iota
	quoted          // in quotes, so that it is never anything but a name
	byID            // $id
	handle          // digits, for the box that shows them
)

type name struct {
	at       int
	spelling spelling
	text     string // of an id without its mark, of a handle in ASCII digits
}

type join struct {
	at    int
	kind  kind
	attrs []attr
}

type attr struct {
	at    int
	mark  class // owner, hash, ask, sure, cur
	value value // of owner and hash; of ask, its question, where one is said
	said  bool
	pairs []pair
}

type pair struct {
	at     int
	extra  bool // +key, an unknown member
	key    string
	values []value
}

type value struct {
	at     int
	text   string
	quoted bool
}

// head is a heading.
type head struct {
	at     int
	extra  bool
	key    string
	values []value
	pairs  []pair // of phase, answer, proposal
}
