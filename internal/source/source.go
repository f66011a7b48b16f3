// Package source reads what comes from outside: files, pasted text, standard input. It keeps every source within limits,
// knows the line and column of a byte, collects problems for the user, and holds the token loop of JSON. It knows neither
// models nor formats.
//
// Whoever made the source may mean harm. So nothing here recurses over it, builds from it what it does not bound, or
// panics on it.
//
// # For one who writes a reader
//
// Everything a reader needs against harm is here; what importer/all lists is checked by importer/importertest.
//
//	limits   Limits.Over, before anything is built of what was counted: Nodes, Edges (products too), Label, Text, Columns;
//	         JSON and XML look after Depth, Tokens, Elements and Attributes, Packing after Inflated and its ratio
//	places   Input.Add with the byte a fault lies at; Input.Err ends reading with all of them. Inside and Adopt for what is
//	         packed into a source
//	cancel   JSON and XML look at the context; one with a loop of its own looks each 4,096 tokens or 1 MiB
//	strict   Input.JSON and Input.XML are the only parsers: no encoding/json, no encoding/xml, no Unmarshal, no recursion over
//	         what is nested
//	text     Visible before anything of a source is shown; Plain for bytes that should be text
//
// What a reader writes back out goes through the escape function of its format (internal/export).
package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"seika/internal/lang"
)

// Input is one source, read into memory, and what is wrong with it. One goroutine uses it at a time.
type Input struct {
	File     string // as the user named it
	Data     []byte // without a byte order mark; only read
	Encoding string // that the user says it has, whatever it says itself; "" leaves that to the source
	Dashed   Dashed // what the user says that a dashed line of a drawing is
	Limits   Limits
	// Shapes is how the boxes of a drawing look, by the ids that they have in the model. Reading fills it, for what other programs drew.
	Shapes   map[string]Shape
	Doubts   []Problem // places whose meaning the source leaves open, at most maxProblems
	Problems []Problem // in the order they were found, at most maxProblems
	More     int       // problems beyond those
	// Where says where something stands whose offset is no byte of Data but a number of its reader's; nil for bytes.
	Where func(offset int) (file string, line, col int)

	marks   []mark // for Place, as far as it was asked for
	scanned bool   // Data is XML in UTF-8 that was looked over
}

// Shape is how a box looks, as far as charts of work mean something by it.
type Shape uint8

// The shapes.
const (
	Plain    Shape = iota
	Choice         // a diamond: ways part there
	Terminal       // round at its ends: work begins or ends there
	Paper          // a document, a store: something is there
	Lane           // of a group: who does what is in it
)

// Dashed is what a dashed line of a drawing means.
type Dashed uint8

// The meanings.
const (
	AskDashed Dashed = iota // it is open
	DashedInput
	DashedSync
	DashedFeedback
)

// maxProblems is how many problems of one source are kept; nobody reads more.
const maxProblems = 1000

// chunk is how much is read between two looks at a cancel.
const chunk = mega

// Read takes a whole source, or nothing. Too many bytes are a *Refused.
func Read(ctx context.Context, name string, r io.Reader, limits Limits) (*Input, error) {
	in := &Input{File: name, Limits: limits}
	known := knownSize(r)
	if what, over := limits.Over(Bytes, known); over {
		return nil, in.refuse(0, what)
	}
	var b bytes.Buffer
	b.Grow(int(known) + bytes.MinRead) // growing step by step holds a large file three times
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		_, err := io.CopyN(&b, r, chunk)
		if _, over := limits.Over(Bytes, int64(b.Len())); over {
			return nil, in.refuse(0, lang.M("source.limit.stream", "limit", size(limits.value(Bytes))))
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	in.Data = bytes.TrimPrefix(b.Bytes(), []byte("\uFEFF"))
	return in, nil
}

// knownSize is what a regular file says of its size, else 0.
func knownSize(r io.Reader) int64 {
	f, ok := r.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return 0
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	return info.Size()
}

// Problem is one thing wrong with a source.
type Problem struct {
	File      string
	Line, Col int    // from 1; Col counts Unicode code points
	At        string // the element, by id or name; "" where the place says enough
	What      lang.Msg
}

// In is the problem in a language, as FILE:LINE:COL: element: what.
func (p Problem) In(l lang.Lang) string {
	return Visible(fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Words(l)))
}

// Words is the problem in a language without its place in the file: element: what.
func (p Problem) Words(l lang.Lang) string {
	what := p.What.In(l)
	if p.At == "" {
		return what
	}
	return lang.Text(l, "source.problem_in", "what", what, "at", p.At)
}

func (p Problem) Error() string { return p.In(lang.EN) }

// Add notes a problem at a byte of Data. at names the element, if it is known.
func (in *Input) Add(offset int, at string, what lang.Msg) {
	if len(in.Problems) >= maxProblems {
		in.More++
		return
	}
	in.Problems = append(in.Problems, in.problem(offset, at, what))
}

// Doubt notes a place whose meaning is open. It is read all the same.
func (in *Input) Doubt(offset int, at string, what lang.Msg) {
	if len(in.Doubts) < maxProblems {
		in.Doubts = append(in.Doubts, in.problem(offset, at, what))
	}
}

func (in *Input) problem(offset int, at string, what lang.Msg) Problem {
	file := in.File
	line, col := 0, 0
	if in.Where != nil {
		file, line, col = in.Where(offset)
	} else {
		line, col = in.Place(offset)
	}
	return Problem{file, line, col, at, what}
}

// Name gives the problems from number first on the element they lie in, where they have none: a reader often knows an
// element's name only after its faulty members. first is the len(in.Problems) from before the element.
func (in *Input) Name(first int, at string) {
	for i := min(first, len(in.Problems)); i < len(in.Problems); i++ {
		if in.Problems[i].At == "" {
			in.Problems[i].At = at
		}
	}
}

// Refused is the error of a source that was not taken, with everything that is wrong with it.
type Refused struct {
	Problems []Problem
	More     int
}

// Err is a *Refused holding the problems so far, or nil if there are none.
func (in *Input) Err() error {
	if len(in.Problems) == 0 {
		return nil
	}
	return &Refused{slices.Clone(in.Problems), in.More}
}

// refuse is for what ends reading at once.
func (in *Input) refuse(offset int, what lang.Msg) error {
	in.Add(offset, "", what)
	return in.Err()
}

// Lines are the problems in a language, each a line, and how many more there are.
func (r *Refused) Lines(l lang.Lang) []string {
	lines := make([]string, 0, len(r.Problems)+1)
	for _, p := range r.Problems {
		lines = append(lines, p.In(l))
	}
	if r.More > 0 {
		lines = append(lines, lang.Text(l, "source.more", "n", Count(int64(r.More))))
	}
	return lines
}

func (r *Refused) Error() string { return strings.Join(r.Lines(lang.EN), "\n") }

// mark is the place of the byte at a multiple of markEvery. Without marks the thousandth problem of a line of 50 MB would
// have it counted a thousand times.
type mark struct{ line, col int }

const markEvery = 4 * kilo

// Place is the line and column of a byte, both from 1. Columns count code points; only a line feed ends a line.
func (in *Input) Place(offset int) (line, col int) {
	offset = max(0, min(offset, len(in.Data)))
	begin := offset
	for begin > 0 && begin < len(in.Data) && !utf8.RuneStart(in.Data[begin]) {
		begin--
	}
	if _, n := utf8.DecodeRune(in.Data[begin:]); begin+n > offset { // else the byte belongs to no character
		offset = begin
	}
	if in.marks == nil {
		in.marks = []mark{{1, 1}}
	}
	i := offset / markEvery
	for n := len(in.marks); n <= i; n++ {
		in.marks = append(in.marks, in.marks[n-1].after(in.Data[(n-1)*markEvery:n*markEvery]))
	}
	at := in.marks[i].after(in.Data[i*markEvery : offset])
	return at.line, at.col
}

// after is the place behind b.
func (m mark) after(b []byte) mark {
	if n := bytes.Count(b, []byte{'\n'}); n > 0 {
		m = mark{m.line + n, 1}
		b = b[bytes.LastIndexByte(b, '\n')+1:]
	}
	for _, c := range b {
		if utf8.RuneStart(c) {
			m.col++
		}
	}
	return m
}
