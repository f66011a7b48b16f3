package source

import (
	"bytes"
	"context"
	"iter"
	"math"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"seika/internal/lang"
)

// JSON reads a document value by value, from the front to the back. Its methods read the next value; one of the wrong kind
// becomes a problem of the Input, is passed over, and reading goes on, so that one run finds all faults. After a fault of
// the notation itself nothing more is read: values are empty, loops end.
type JSON struct {
	in      *Input
	dec     *jsontext.Decoder
	stopped func() error // of the context, for the time of the one call that made this JSON
	err     error        // why it was stopped
	dead    bool         // nothing more can be read
	tokens  int64
	start   int    // where the token read last begins
	name    string // of the member that is being read
	listed  bool   // what is read is in a list under that name

	mostTokens, mostDepth int64 // limits, looked up once
}

func (in *Input) newJSON(stopped func() error) *JSON {
	return &JSON{
		in: in, dec: jsontext.NewDecoder(bytes.NewBuffer(in.Data)), stopped: stopped,
		mostTokens: in.Limits.value(Tokens), mostDepth: in.Limits.value(Depth),
	}
}

// JSON hands the document to read and returns nil, the error of a cancelled context, or a *Refused with all problems of
// the Input, those that read added itself included.
func (in *Input) JSON(ctx context.Context, read func(*JSON)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	offset, what, bad := in.named()
	if !bad {
		offset, what, bad = in.foreign()
	}
	if bad {
		return in.refuse(offset, what)
	}
	if len(bytes.Trim(in.Data, blanks)) == 0 {
		return in.refuse(0, lang.M("source.empty"))
	}
	j := in.newJSON(ctx.Err)
	read(j)
	j.end()
	if j.err != nil {
		return j.err
	}
	return in.Err()
}

// end sees to it that exactly one value was there.
func (j *JSON) end() {
	if j.tokens == 0 {
		j.Skip()
	}
	if j.dead {
		return
	}
	rest := bytes.TrimLeft(j.in.Data[j.dec.InputOffset():], blanks)
	if len(rest) > 0 {
		j.fail(len(j.in.Data)-len(rest), lang.M("source.json.after"))
	}
}

// blanks are the characters that JSON allows between its tokens.
const blanks = " \t\r\n"

// Kind is what a JSON value is.
type Kind int

// The kinds. None stands where there is no further value.
const (
	None Kind = iota
	String
	Number
	Bool
	Null
	Object
	Array
)

func kindOf(k jsontext.Kind) Kind {
	switch k {
	case '"':
		return String
	case '0':
		return Number
	case 't', 'f':
		return Bool
	case 'n':
		return Null
	case '{':
		return Object
	case '[':
		return Array
	default:
		return None
	}
}

// Kind is the kind of the next value, which stays unread.
func (j *JSON) Kind() Kind {
	if j.dead {
		return None
	}
	return kindOf(j.dec.PeekKind())
}

// Next is the byte at which the next value begins.
func (j *JSON) Next() int {
	i := int(j.dec.InputOffset())
	for i < len(j.in.Data) {
		switch j.in.Data[i] {
		case ' ', '\t', '\r', '\n', ',', ':':
			i++
		default:
			return i
		}
	}
	return i
}

// Broken says that nothing more can be read: after a fault of the notation, a limit or a cancel.
func (j *JSON) Broken() bool { return j.dead }

// Offset is the byte at which the text, number, name or bracket read last begins.
func (j *JSON) Offset() int { return j.start }

// Problem notes what is wrong with the value read last.
func (j *JSON) Problem(what lang.Msg) { j.in.Add(j.start, "", what) }

// Members runs through the members of an object by name. What the loop leaves unread of a value is passed over.
func (j *JSON) Members() iter.Seq[string] {
	return func(yield func(string) bool) {
		if !j.open(Object) {
			return
		}
		outer, listed, more := j.name, j.listed, true
		for {
			t, ok := j.token()
			if !ok || t.Kind() == '}' {
				break
			}
			j.name, j.listed = t.String(), false
			more = j.visit(more, func() bool { return yield(j.name) })
		}
		j.name, j.listed = outer, listed
	}
}

// Elements runs through the elements of an array by number. What the loop leaves unread is passed over.
func (j *JSON) Elements() iter.Seq[int] {
	return func(yield func(int) bool) {
		if !j.open(Array) {
			return
		}
		more, outer := true, j.listed
		defer func() { j.listed = outer }()
		for i := 0; ; i++ {
			if !j.dead && j.dec.PeekKind() == ']' {
				j.token()
				break
			}
			j.listed = true
			more = j.visit(more, func() bool { return yield(i) })
			if j.dead {
				break
			}
		}
	}
}

// visit lets the loop read one value, or passes over it once the loop has been left.
func (j *JSON) visit(more bool, yield func() bool) bool {
	if j.dead {
		return false
	}
	before := j.tokens
	if more {
		more = yield()
	}
	if j.tokens == before {
		j.Skip()
	}
	return more
}

// open reads the bracket of an object or array.
func (j *JSON) open(want Kind) bool {
	if !j.expect(want) {
		return false
	}
	_, ok := j.token()
	return ok
}

// Member looks into the object that begins at a byte, read or not yet read: where the value of a member begins, and its
// text if it is one.
func (in *Input) Member(object int, name string) (begin int, text string, ok bool) {
	j := (&Input{Data: in.Data[object:], Limits: in.Limits}).newJSON(func() error { return nil })
	if j.Kind() != Object {
		return 0, "", false
	}
	for member := range j.Members() {
		if member != name {
			continue
		}
		begin = j.Next()
		if j.Kind() == String {
			text, _ = j.Text()
		}
		return object + begin, text, !j.dead
	}
	return 0, "", false
}

// Label reads a text as long as a name may be.
func (j *JSON) Label() (string, bool) { return j.text(Label) }

// Text reads a text.
func (j *JSON) Text() (string, bool) { return j.text(Text) }

func (j *JSON) text(limit Name) (string, bool) {
	if !j.expect(String) {
		return "", false
	}
	t, ok := j.token()
	if !ok {
		return "", false
	}
	s := t.String()
	if what, over := j.in.Limits.Over(limit, int64(len(s))); over {
		j.Problem(what)
		return "", false
	}
	return s, true
}

// Number reads a number exactly as it is written.
func (j *JSON) Number() (string, bool) {
	if !j.expect(Number) {
		return "", false
	}
	t, ok := j.token()
	if !ok {
		return "", false
	}
	return t.String(), true
}

// Float reads a finite number.
func (j *JSON) Float() (float64, bool) {
	s, ok := j.Number()
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) {
		j.Problem(lang.M("source.json.range", "number", clip(s)))
		return 0, false
	}
	return f, true
}

// Int reads a whole number, however it is written: 3, 3.0 and 0.3e1 are one.
func (j *JSON) Int() (int, bool) {
	f, ok := j.Float()
	if !ok {
		return 0, false
	}
	const exact = 1 << 53 // beyond, a float64 skips whole numbers
	if f != math.Trunc(f) || math.Abs(f) > exact {
		j.Problem(lang.M("source.json.whole", "name", clip(j.name)))
		return 0, false
	}
	return int(f), true
}

// Bool reads true or false.
func (j *JSON) Bool() (value, ok bool) {
	if !j.expect(Bool) {
		return false, false
	}
	t, ok := j.token()
	return ok && t.Kind() == 't', ok
}

// Raw reads any value as it is written, without the white space between its parts.
func (j *JSON) Raw() (string, bool) {
	begin := j.Next()
	j.Skip()
	if j.dead {
		return "", false
	}
	j.start = begin
	return compact(j.in.Data[begin:j.dec.InputOffset()]), true
}

// Skip passes over a value.
func (j *JSON) Skip() {
	depth := j.dec.StackDepth()
	for {
		if _, ok := j.token(); !ok || j.dec.StackDepth() <= depth {
			return
		}
	}
}

// expect passes over the next value and says so unless it is of the kind that is wanted.
func (j *JSON) expect(want Kind) bool {
	found := j.Kind()
	if found == want {
		return true
	}
	if j.dead {
		return false
	}
	begin := j.Next()
	j.Skip()
	if j.dead {
		return false
	}
	switch {
	case j.name == "":
		j.in.Add(begin, "", lang.M("source.json.kind_here", "want", kindName(want), "found", kindName(found)))
	case j.listed:
		j.in.Add(begin, "", lang.M("source.json.kind_each", "name", clip(j.name), "want", kindName(want), "found", kindName(found)))
	default:
		j.in.Add(begin, "", lang.M("source.json.kind", "name", clip(j.name), "want", kindName(want), "found", kindName(found)))
	}
	j.start = begin
	return false
}

func kindName(k Kind) lang.Msg {
	switch k {
	case String:
		return lang.M("source.json.a_text")
	case Number:
		return lang.M("source.json.a_number")
	case Bool:
		return lang.M("source.json.a_bool")
	case Null:
		return lang.M("source.json.a_null")
	case Object:
		return lang.M("source.json.an_object")
	case Array:
		return lang.M("source.json.an_array")
	default:
		panic("unknown kind")
	}
}

// maxMembers is how many members one object may have: each name is remembered, to find those that are there twice.
const maxMembers = 100_000

// cancelEvery is how many tokens pass between two looks at a cancel.
const cancelEvery = 4096

// token is the one place that reads; all limits are kept here. The token is valid until the next call.
func (j *JSON) token() (jsontext.Token, bool) {
	if j.dead {
		return jsontext.Token{}, false
	}
	begin := j.Next()
	j.start = begin
	t, err := j.dec.ReadToken()
	if err != nil {
		j.syntax(begin, err)
		return t, false
	}
	j.tokens++
	depth := j.dec.StackDepth()
	if j.tokens > j.mostTokens && j.Over(Tokens, j.tokens, begin) || int64(depth) > j.mostDepth && j.Over(Depth, int64(depth), begin) {
		return t, false
	}
	if in, parts := j.dec.StackIndex(depth); in == '{' && parts > 2*maxMembers {
		j.fail(begin, lang.M("source.json.members", "n", Count(maxMembers)))
		return t, false
	}
	if j.tokens%cancelEvery == 0 {
		if j.err = j.stopped(); j.err != nil {
			j.dead = true
			return t, false
		}
	}
	return t, true
}

// Over says that n of something are more than the limit allows. Then the document is refused, and nothing more of it is read.
func (j *JSON) Over(name Name, n int64, offset int) bool {
	what, over := j.in.Limits.Over(name, n)
	if over && !j.dead {
		j.fail(offset, what)
	}
	return over
}

func (j *JSON) fail(offset int, what lang.Msg) {
	j.dead = true
	j.in.Add(offset, "", what)
}
