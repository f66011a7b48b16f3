package source

import (
	"bytes"
	"context"
	"encoding/xml"
	"iter"
	"slices"
	"strings"

	"seika/internal/lang"
)

// XML reads a document element by element, from the front to the back. After a fault of the notation nothing more is read:
// texts are cut, loops end. Entities other than the five of XML itself do not exist.
type XML struct {
	in      *Input
	raw     raw
	stopped func() error // of the context, for the time of the one call that made this XML
	err     error
	dead    bool
	tokens  int64

	at      Element             // of the start tag last read
	open    []opened            // elements begun and not ended
	current int                 // how many of them enclose what the innermost loop of the caller visits
	scopes  map[string][]string // prefix → what it means, innermost last
}

// opened is an element that is not yet ended.
type opened struct {
	name     xml.Name // as written: prefix and name
	declared []string // prefixes
}

// Element is a start tag. Space is what the prefix stands for, never the prefix.
type Element struct {
	xml.Name
	Attrs  []xml.Attr // without declarations of prefixes
	Offset int        // the byte at which it begins
}

// Attr is the value of an attribute without prefix.
func (e Element) Attr(name string) string {
	for i := range e.Attrs {
		if a := &e.Attrs[i]; a.Name.Local == name && a.Name.Space == "" {
			return strings.Clone(a.Value) // who keeps it does not keep the whole source
		}
	}
	return ""
}

const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
)

// XML hands the document to read, in UTF-8, and returns nil, the error of a cancelled context, or a *Refused with all problems
// of the Input, those that read added itself included.
func (in *Input) XML(ctx context.Context, read func(*XML)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := in.scan(); err != nil {
		return err
	}
	x := &XML{in: in, raw: raw{d: in.Data}, stopped: ctx.Err, scopes: map[string][]string{"xml": {xmlSpace}}}
	read(x)
	for !x.dead { // faults behind what was asked for count as well
		x.token()
	}
	if x.err != nil {
		return x.err
	}
	return in.Err()
}

// scan looks over the whole document before it is parsed; once, if it is read again.
func (in *Input) scan() error {
	if in.scanned {
		return nil
	}
	if offset, what, bad := in.prepare(); bad {
		return in.refuse(offset, what)
	}
	s := scan{d: in.Data, limits: in.Limits}
	if !s.ok() {
		return in.refuse(s.offset, s.what)
	}
	in.scanned = true
	return nil
}

// prepare brings the source into UTF-8.
func (in *Input) prepare() (offset int, what lang.Msg, bad bool) {
	if in.Encoding != "" {
		return in.transcode(in.Encoding)
	}
	if in.wide() {
		return in.transcode("")
	}
	if from := unmarked(in.Data); from != nil && declaresWide(in.Data, from) {
		if !in.Decode(from) {
			return 0, lang.M("source.letters", "name", "UTF-16"), true
		}
		return in.broken()
	}
	if offset, what, bad = in.foreign(); bad {
		return offset, what, bad
	}
	if len(bytes.Trim(in.Data, blanks)) == 0 {
		return 0, lang.M("source.empty"), true
	}
	declared := ""
	if m := declaration.FindSubmatch(in.Data); m != nil {
		declared = string(m[1]) + string(m[2])
	}
	if wideName(declared) {
		return 0, lang.M("source.letters", "name", declared), true // it has been read as letters of one byte
	}
	if offset, what, bad = in.transcode(declared); bad && what.Key == "source.utf8" {
		what = lang.M("source.xml.bytes")
	}
	return offset, what, bad
}

// Elements runs through the elements directly inside the one that is being visited; at first, through the outermost alone.
// What the loop leaves unread of an element is passed over.
func (x *XML) Elements() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		level := x.current
		more := true
		for len(x.open) >= level && !x.dead {
			if x.token() != pieceStart {
				continue
			}
			if more {
				x.current = level + 1
				more = yield(x.at)
				x.current = level
			}
			for len(x.open) > level && !x.dead {
				x.token()
			}
		}
	}
}

// Text reads what is left of the text of the element that is being visited, that of elements inside included.
func (x *XML) Text() string {
	var b strings.Builder
	level, begin := x.current, x.raw.at
	for len(x.open) >= level && !x.dead {
		if x.token() != pieceText {
			continue
		}
		if what, over := x.in.Limits.Over(Text, int64(b.Len()+len(x.raw.text))); over {
			x.fail(begin, what)
			break
		}
		b.WriteString(x.raw.text)
	}
	return b.String()
}

// Nested says that the element that is being visited holds an element before any text. It is asked before anything of it is
// read.
func (x *XML) Nested() bool {
	rest := bytes.TrimLeft(x.in.Data[min(x.raw.at, len(x.in.Data)):], blanks)
	return bytes.HasPrefix(rest, []byte("<")) && !bytes.HasPrefix(rest, []byte("</"))
}

// token is the one place that reads. It says what came; pieceEnd is the end, and what comes after a fault.
func (x *XML) token() piece {
	if x.dead {
		return pieceEnd
	}
	if x.tokens++; x.tokens%cancelEvery == 0 {
		if x.err = x.stopped(); x.err != nil {
			x.dead = true
			return pieceEnd
		}
	}
	begin := x.raw.at
	p, ok := x.raw.next()
	switch {
	case !ok:
		x.fail(x.raw.offset, x.raw.what)
	case p == pieceEnd:
		x.dead = true
	case p == pieceStart:
		x.begin(begin)
	case p == pieceClose:
		x.end(begin)
	}
	if x.dead {
		return pieceEnd
	}
	return p
}

// Stop ends reading: what is wrong is noted already.
func (x *XML) Stop() { x.dead = true }

// Refuse notes what makes the whole document useless. Nothing more of it is read.
func (x *XML) Refuse(offset int, what lang.Msg) { x.fail(offset, what) }

// Over says that n of something are more than the limit allows. Then the document is refused, and nothing more of it is read.
func (x *XML) Over(name Name, n int64, offset int) bool {
	what, over := x.in.Limits.Over(name, n)
	if over {
		x.fail(offset, what)
	}
	return over
}

func (x *XML) fail(offset int, what lang.Msg) {
	if x.dead {
		return
	}
	x.dead = true
	x.in.Add(offset, "", what)
}

// begin opens an element and puts for each prefix what it stands for.
func (x *XML) begin(offset int) {
	o := opened{name: x.raw.name}
	attrs := x.raw.attrs[:0] // in place: what declares is taken out
	for _, a := range x.raw.attrs {
		prefix, declares := declaredBy(a.Name)
		if !declares {
			attrs = append(attrs, a)
			continue
		}
		v := a.Value
		if prefix != "" && v == "" || prefix == "xmlns" || v == xmlnsSpace || (prefix == "xml") != (v == xmlSpace) {
			x.fail(offset, lang.M("source.xml.prefix_bad", "prefix", clip(prefix)))
			return
		}
		if slices.Contains(o.declared, prefix) {
			x.fail(offset, lang.M("source.xml.twice", "name", clip(a.Name.Local)))
			return
		}
		o.declared = append(o.declared, prefix)
		x.scopes[prefix] = append(x.scopes[prefix], v)
	}
	x.open = append(x.open, o)

	x.at = Element{Offset: offset}
	var ok bool
	if x.at.Name, ok = x.resolve(o.name, true, offset); !ok {
		return
	}
	for i := range attrs {
		if attrs[i].Name, ok = x.resolve(attrs[i].Name, false, offset); !ok {
			return
		}
	}
	if twice, ok := doubled(attrs); ok {
		x.fail(offset, lang.M("source.xml.twice", "name", clip(twice)))
		return
	}
	x.at.Attrs = attrs
}

// doubled finds a name that stands twice.
func doubled(attrs []xml.Attr) (name string, found bool) {
	const few = 12 // up to here, comparing all is faster than a map
	if len(attrs) > few {
		seen := make(map[xml.Name]bool, len(attrs))
		for i := range attrs {
			if seen[attrs[i].Name] {
				return attrs[i].Name.Local, true
			}
			seen[attrs[i].Name] = true
		}
		return "", false
	}
	for i := range attrs {
		for j := range i {
			if attrs[i].Name == attrs[j].Name {
				return attrs[i].Name.Local, true
			}
		}
	}
	return "", false
}

// declaredBy is the prefix that an attribute declares; "" is the one of names without.
func declaredBy(n xml.Name) (prefix string, ok bool) {
	switch {
	case n.Space == "xmlns":
		return n.Local, true
	case n.Space == "" && n.Local == "xmlns":
		return "", true
	default:
		return "", false
	}
}

// resolve puts what the prefix of a name stands for. Elements without one have the default, attributes none.
func (x *XML) resolve(n xml.Name, element bool, offset int) (xml.Name, bool) {
	if strings.Contains(n.Local, ":") {
		x.fail(offset, lang.M("source.xml.syntax"))
		return n, false
	}
	if n.Space == "" && !element {
		return n, true
	}
	spaces := x.scopes[n.Space]
	if len(spaces) > 0 {
		return xml.Name{Space: spaces[len(spaces)-1], Local: n.Local}, true
	}
	if n.Space != "" {
		x.fail(offset, lang.M("source.xml.prefix", "prefix", clip(n.Space)))
		return n, false
	}
	return n, true
}

func (x *XML) end(offset int) {
	if len(x.open) == 0 {
		x.fail(offset, lang.M("source.xml.extra"))
		return
	}
	last := x.open[len(x.open)-1]
	if last.name != x.raw.name {
		x.fail(offset, lang.M("source.xml.close", "found", clip(written(x.raw.name)), "want", clip(written(last.name))))
		return
	}
	x.open = x.open[:len(x.open)-1]
	for _, prefix := range last.declared {
		if left := x.scopes[prefix][:len(x.scopes[prefix])-1]; len(left) > 0 {
			x.scopes[prefix] = left
		} else {
			delete(x.scopes, prefix) // each of a million elements may declare its own
		}
	}
}

// written is a name with its prefix.
func written(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
