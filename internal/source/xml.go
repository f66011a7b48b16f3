package source

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"iter"
	"strings"

	"seika/internal/lang"
)

// XML reads a document element by element, from the front to the back. After a fault of the notation nothing more is read:
// texts are cut, loops end. Entities other than the five of XML itself do not exist.
type XML struct {
	in      *Input
	dec     *xml.Decoder
	stopped func() error // of the context, for the time of the one call that made this XML
	err     error
	dead    bool
	tokens  int64

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
	for _, a := range e.Attrs {
		if a.Name == (xml.Name{Local: name}) {
			return a.Value
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
	if offset, what, bad := in.prepare(); bad {
		return in.refuse(offset, what)
	}
	s := scan{d: in.Data, limits: in.Limits}
	if !s.ok() {
		return in.refuse(s.offset, s.what)
	}
	x := &XML{in: in, dec: xml.NewDecoder(bytes.NewReader(in.Data)), stopped: ctx.Err, scopes: map[string][]string{"xml": {xmlSpace}}}
	x.dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	read(x)
	for !x.dead { // faults behind what was asked for count as well
		x.token()
	}
	if x.err != nil {
		return x.err
	}
	return in.Err()
}

// prepare brings the source into UTF-8.
func (in *Input) prepare() (offset int, what lang.Msg, bad bool) {
	if in.Encoding != "" {
		return in.transcode(in.Encoding)
	}
	if in.wide() {
		return in.transcode("")
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
			t := x.token()
			e, ok := t.(Element)
			if !ok {
				continue
			}
			if more {
				x.current = level + 1
				more = yield(e)
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
	level, begin := x.current, int(x.dec.InputOffset())
	for len(x.open) >= level && !x.dead {
		text, ok := x.token().(xml.CharData)
		if !ok {
			continue
		}
		b.Write(text)
		if what, over := x.in.Limits.Over(Text, int64(b.Len())); over {
			x.fail(begin, what)
		}
	}
	return b.String()
}

// Nested says that the element that is being visited holds an element before any text. It is asked before anything of it is
// read.
func (x *XML) Nested() bool {
	rest := bytes.TrimLeft(x.in.Data[min(int(x.dec.InputOffset()), len(x.in.Data)):], blanks)
	return bytes.HasPrefix(rest, []byte("<")) && !bytes.HasPrefix(rest, []byte("</"))
}

// token is the one place that reads. It returns an Element, an xml.CharData valid until the next call, an xml.EndElement, or
// something to pass over.
func (x *XML) token() xml.Token {
	if x.dead {
		return nil
	}
	if x.tokens++; x.tokens%cancelEvery == 0 {
		if x.err = x.stopped(); x.err != nil {
			x.dead = true
			return nil
		}
	}
	begin := int(x.dec.InputOffset())
	t, err := x.dec.RawToken()
	switch {
	case err == io.EOF:
		x.dead = true
		return nil
	case err != nil:
		x.fail(begin, lang.M("source.xml.syntax"))
		return nil
	}
	switch t := t.(type) {
	case xml.StartElement:
		return x.begin(t, begin)
	case xml.EndElement:
		x.end(t, begin)
	}
	return t
}

func (x *XML) fail(offset int, what lang.Msg) {
	x.dead = true
	x.in.Add(offset, "", what)
}

// begin opens an element and puts for each prefix what it stands for.
func (x *XML) begin(t xml.StartElement, offset int) xml.Token {
	o := opened{name: t.Name}
	for _, a := range t.Attr {
		prefix, declares := declaredBy(a.Name)
		if !declares {
			continue
		}
		if prefix != "" && a.Value == "" || prefix == "xmlns" || a.Value == xmlnsSpace || (prefix == "xml") != (a.Value == xmlSpace) {
			x.fail(offset, lang.M("source.xml.prefix_bad", "prefix", clip(prefix)))
			return nil
		}
		o.declared = append(o.declared, prefix)
		x.scopes[prefix] = append(x.scopes[prefix], a.Value)
	}
	x.open = append(x.open, o)

	e := Element{Offset: offset}
	var ok bool
	if e.Name, ok = x.resolve(t.Name, true, offset); !ok {
		return nil
	}
	seen := make(map[xml.Name]bool, len(t.Attr))
	for _, a := range t.Attr {
		name := a.Name
		_, declares := declaredBy(a.Name)
		if !declares {
			if name, ok = x.resolve(a.Name, false, offset); !ok {
				return nil
			}
			e.Attrs = append(e.Attrs, xml.Attr{Name: name, Value: a.Value})
		}
		if seen[name] {
			x.fail(offset, lang.M("source.xml.twice", "name", clip(a.Name.Local)))
			return nil
		}
		seen[name] = true
	}
	return e
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

func (x *XML) end(t xml.EndElement, offset int) {
	if len(x.open) == 0 {
		x.fail(offset, lang.M("source.xml.syntax"))
		return
	}
	last := x.open[len(x.open)-1]
	if last.name != t.Name {
		x.fail(offset, lang.M("source.xml.close", "found", clip(written(t.Name)), "want", clip(written(last.name))))
		return
	}
	x.open = x.open[:len(x.open)-1]
	for _, prefix := range last.declared {
		x.scopes[prefix] = x.scopes[prefix][:len(x.scopes[prefix])-1]
	}
}

// written is a name with its prefix.
func written(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
