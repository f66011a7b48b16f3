package lines

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// place is where lines come from, which decides what a mention of something that is there already does.
type place uint8

const (
	inFile  place = iota // there is nothing yet
	inBar                // one line on the open document: a value replaces the old one
	inPaste              // several lines on the open document, as in the bar, but only what a file may hold
	inPane               // the whole document again: what is not said is gone, but for what the plain form leaves out
)

// sheet is what lines say, taken together. Names lead to things, and things to records, once all lines are read.
type sheet struct {
	scan
	parser  parser
	in      *source.Input
	lineOf  func(at int) int // the line that people are told
	place   place
	base    *model.Graph
	handles func(int) (model.ID, bool)

	given   map[naming][]model.ID // ids that braces give, before any line is taken in
	kinds   map[model.ID]sort     // of those ids
	derived map[model.ID]naming   // what ids in the text without such braces are derived from
	renamed map[model.ID]string   // in the pane: new names of what is there
	aliases map[naming]model.ID   // in the pane: where those new names lead

	things []*thing // in the order of their first mention
	byName map[naming]*thing
	byID   map[model.ID]*thing
	fresh  int

	rels      []*rel
	relAt     map[relKey]*rel
	freshRels int
	work      int64 // see spend

	meta       model.Meta
	metaClaims claims
	remarks    words // told apart as they are, not by key
	phases     []*phase
	phaseAt    map[phaseKey]*phase
	phaseNames map[string][]model.ID // of the open document
	answers    []*answer
	proposals  []*proposal

	dropped dropped

	later  []func() // what waits until everything has its id
	faults int      // lines that cannot be read, while only their ids are looked for
	failed bool
	full   bool // a limit was passed; nothing more is taken in
}

// sort is what a name is the name of.
type sort uint8

const (
	node sort = iota
	group
	stage // a phase
)

// naming is the identity of a name.
type naming struct {
	sort sort
	key  string
}

// thing is a deliverable or group that lines mention.
type thing struct {
	naming
	id    model.ID // "" until it is derived
	named bool
	known bool // the open document has it
	at    int  // its first mention
	seq   int
	node  *model.Node
	group *model.Group
	claims
	in   *thing // its group, where the lines say one
	inAt int
}

func (t *thing) label() string {
	name := ""
	if t.group != nil {
		name = t.group.Name
	} else {
		name = t.node.Name
	}
	if name == "" {
		return string(t.id)
	}
	return name
}

func (t *thing) setName(name string) {
	if t.group != nil {
		t.group.Name = name
	} else {
		t.node.Name = name
	}
}

func newSheet(in *source.Input, where place, base *model.Graph, meta model.Meta) *sheet {
	text := scan{in.Data, in.Limits}
	s := &sheet{
		scan: text, lineOf: func(at int) int { line, _ := in.Place(at); return line },
		parser: parser{scan: text, bar: where == inBar}, in: in, place: where, base: base, meta: meta,
		given: map[naming][]model.ID{}, kinds: map[model.ID]sort{}, derived: map[model.ID]naming{},
		renamed: map[model.ID]string{}, aliases: map[naming]model.ID{},
		byName: map[naming]*thing{}, byID: map[model.ID]*thing{}, relAt: map[relKey]*rel{}, phaseAt: map[phaseKey]*phase{},
		remarks: words{seen: map[string]bool{}},
	}
	for _, r := range meta.Remarks.Items() {
		s.remark(r)
	}
	return s
}

func (s *sheet) fail(at int, what lang.Msg) {
	s.failed = true
	s.in.Add(at, "", what)
}

// none tells of something that is named, but not there.
func (s *sheet) none(at int, what string) { s.fail(at, lang.M("lines.none", "v", what)) }

// mostMore is after how many further problems, which are only counted, reading ends.
const mostMore = 9000

// spans gives the bytes of each line, without what ends it.
func (s *sheet) spans(ctx context.Context, yield func(at, end int)) error {
	const often = 1 << 20 // bytes between two looks at a cancel
	seen := 0
	for at := 0; at < len(s.s) && !s.full && s.in.More < mostMore && s.faults < mostMore; {
		end := len(s.s)
		if n := bytes.IndexByte(s.s[at:], '\n'); n >= 0 {
			end = at + n
		}
		if at >= seen {
			if err := ctx.Err(); err != nil {
				return err
			}
			seen = at + often
		}
		yield(at, at+len(bytes.TrimSuffix(s.s[at:end], []byte("\r"))))
		at = end + 1
	}
	return nil
}

// read takes all lines in. What is wrong with them is in the Input then; err is a cancel.
func (s *sheet) read(ctx context.Context) error {
	const parts = 4 // a name, an arrow, a name, the end of the line
	if s.many(parts*int64(bytes.Count(s.s, []byte("\n"))), 0) {
		return nil
	}
	if err := s.gather(ctx); err != nil {
		return err
	}
	return s.spans(ctx, func(at, end int) {
		if s.full {
			return
		}
		l, f := s.parser.line(at, end)
		if f != nil {
			s.fail(f.at, f.what)
			return
		}
		s.line(l)
	})
}

// many says that there are too many parts. Then nothing more is read.
func (s *sheet) many(parts int64, at int) bool {
	what, over := s.in.Limits.Over(source.Tokens, parts)
	if over {
		s.full = true
		s.fail(at, what)
	}
	return over
}

// line takes in one line.
func (s *sheet) line(l line) {
	switch l.form {
	case nothing:
	case remark:
		s.remark(l.text)
	case heading:
		s.heading(l.head)
	case grouping:
		s.grouping(l)
	case statement:
		s.statement(l)
	default:
		panic("a line of the entry bar in a file")
	}
}

func (s *sheet) remark(text string) {
	if !s.remarks.seen[text] {
		s.remarks.seen[text] = true
		s.remarks.list = append(s.remarks.list, text)
	}
}

// The words after # that are no tags.
const (
	external = "ext"
	goal     = "goal"
)

// Parse reads a file of Seika lines, whole or not at all: the error is a *source.Refused with everything that is wrong, or
// that of a cancelled context.
func Parse(ctx context.Context, in *source.Input) (*model.Graph, error) {
	in.Data = bytes.TrimPrefix(in.Data, []byte("\uFEFF"))
	if !in.Plain() {
		return nil, in.Err()
	}
	s := newSheet(in, inFile, model.Empty(), model.Meta{})
	if err := s.read(ctx); err != nil {
		return nil, fmt.Errorf("read %s: %w", in.File, err)
	}
	g := s.graph()
	if s.failed {
		sortProblems(in)
		return nil, in.Err()
	}
	return g, nil
}

func sortProblems(in *source.Input) {
	slices.SortStableFunc(in.Problems, func(a, b source.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
}
