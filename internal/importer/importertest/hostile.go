package importertest

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// Hostile is a file made to do harm.
type Hostile struct {
	Name string
	Make func(size int) []byte // of about so many bytes, however much it unpacks to
}

// many repeats a piece between a head and a tail.
func many(name, head, piece, tail string) Hostile {
	return Hostile{name, func(size int) []byte {
		var b bytes.Buffer
		b.Grow(size + len(piece))
		b.WriteString(head)
		for b.Len()+len(tail) < size {
			b.WriteString(piece)
		}
		b.WriteString(tail)
		return b.Bytes()
	}}
}

// numbered repeats a piece that holds a number, so that no two are the same.
func numbered(name, head, piece, tail string) Hostile {
	return Hostile{name, func(size int) []byte {
		var b bytes.Buffer
		b.Grow(size + 2*len(piece))
		b.WriteString(head)
		for i := 0; b.Len()+len(tail) < size; i++ {
			fmt.Fprintf(&b, piece, i)
		}
		b.WriteString(tail)
		return b.Bytes()
	}}
}

// Files are hostile files of every kind that some format has. Every reader gets all of them: a file may have any name.
func Files() []Hostile {
	return slices.Concat(shapeless(), jsonFiles(), xmlFiles(), textFiles(), asking(), zips(), bpmnFiles(), workbooks())
}

// shapeless are files of no format.
func shapeless() []Hostile {
	return []Hostile{
		{"nothing", func(int) []byte { return nil }},
		many("zeros", "", "\x00", ""),
		many("blanks", "", " ", ""),
		many("line ends", "", "\n", ""),
		many("other line ends", "", "\r\n", ""),
		many("one list", "", "a,", ""),
		many("UTF-16 without a mark", "", "a\x00,\x00", ""),
		many("UTF-16", "\xff\xfe", "a\x00,\x00\n\x00", ""),
		many("letters of cp932", "from,to\n", "\x90\xac\x89\xca\x95\xa8,\x83A\n", ""),
		many("half letters of cp932", "from,to\n", "\xb1\xb2,\xb3\n", ""),
		many("one line", "", "x", ""),
		many("one name in Japanese", "", "成果物", ""),
		many("quotes", "", `"`, ""),
		many("quote never closed", `"`, "x, ", ""),
		many("opening brackets", "", "[", ""),
		many("opening braces", "", "{", ""),
		many("broken characters", "", "\xff\xfe", ""),
		{"chance", func(size int) []byte {
			b, r := make([]byte, size), rand.New(rand.NewPCG(1, 2))
			for i := range b {
				b[i] = byte(r.Uint32())
			}
			return b
		}},
	}
}

func jsonFiles() []Hostile {
	return []Hostile{
		many("JSON: empty arrays", "[", "[],", "[]]"),
		many("JSON: arrays in arrays", "", "[", ""),
		many("JSON: objects in objects", "", `{"a":`, ""),
		numbered("JSON: members", "{", `"m%d":0,`, `"end":0}`),
		many("JSON: lone surrogates", `{"version":1,"nodes":[{"id":"n1","name":"`, `\ud800`, `"}]}`),
		many("JSON: one name", `{"version":1,"nodes":[{"id":"n1","text":"x","name":"`, "x", `"}]}`),
		many("JSON: one number", `{"version":1,"nodes":[{"id":"n1","x":`, "1", `}]}`),
		many("JSON: one text", `{"version":1,"meta":{"title":"`, "x", `"}}`),
		numbered("JSON: deliverables", `{"version":1,"nodes":[`, `{"id":"n%d"},`+"\n", `{"id":"end"}]}`),
		many("JSON: one deliverable again and again", `{"version":1,"nodes":[`, `{"id":"n1"},`+"\n", `{"id":"end"}]}`),
		many("JSON: cells of mxGraph, nodes of a canvas", `{"nodes":[`, `{"id":"a","type":"text","text":"b","x":0,"y":0,"width":1,"height":1},`, `{}],"edges":[]}`),
	}
}

func xmlFiles() []Hostile {
	return []Hostile{
		many("XML: elements in elements", "", "<a>", ""),
		many("XML: elements", "<a>", "<b/>", "</a>"),
		numbered("XML: attributes", "<a ", `a%d="" `, "/>"),
		many("XML: one attribute", `<a b="`, "x", `"/>`),
		many("XML: letters by number", "<a>", "&#x61;", "</a>"),
		many("XML: instructions", "<a>", "<?b c?>", "</a>"),
		many("XML: text", "<a>", "x", "</a>"),
		many("XML: a comment", "<a><!--", " x", "--></a>"),
		many("XML: a tag never closed", "<a ", "x", ""),
		many("XML: a declaration that grows", `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">`, `<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">`, "]><a>&b;</a>"),
		numbered("XML: tasks of BPMN", `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">`,
			`<task id="t%d" name="x"/>`, "</process></definitions>"),
		numbered("XML: flows of BPMN", `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="a"/>`,
			`<sequenceFlow id="f%d" sourceRef="a" targetRef="a"/>`, "</process></definitions>"),
		numbered("XML: remarks of BPMN", `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="a"/>`,
			`<textAnnotation id="r%d"/>`, "</process></definitions>"),
		numbered("JSON: elements of Excalidraw", `{"type":"excalidraw","elements":[`, `{"id":"e%d","type":"rectangle"},`, "{}]}"),
		numbered("XML: cells of draw.io", `<mxfile><diagram><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>`,
			`<mxCell id="c%d" vertex="1" parent="1"/>`, "</root></mxGraphModel></diagram></mxfile>"),
		numbered("XML: nodes of GraphML", `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">`, `<node id="n%d"/>`, "</graph></graphml>"),
		{"XML: a packed page of draw.io that unpacks to much", func(size int) []byte {
			return []byte("<mxfile><diagram>" + base64.StdEncoding.EncodeToString(bomb(size/2)) + "</diagram></mxfile>")
		}},
	}
}

func textFiles() []Hostile {
	return []Hostile{
		numbered("lines: deliverables", "", "n%d\n", ""),
		numbered("lines: a chain", "", "n%[1]d > m%[1]d\n", ""),
		product("lines: a product", ", ", " > "),
		product("Mermaid: a product", " & ", " --> "),
		many("lines: groups in groups", "", "[a: ", ""),
		numbered("lines: members", "n1 {", "k%d: v; ", "}"),
		numbered("Mermaid: a chain", "graph LR\n", "n%[1]d[\"a\"] --> m%[1]d\n", ""),
		many("Mermaid: frames in frames", "graph LR\n", "subgraph a\n", ""),
		numbered("DOT: a chain", "digraph {\n", "n%[1]d -> m%[1]d\n", "}"),
		numbered("DOT: attributes", "digraph { node [", "seika_%d=1 ", "] a -> b }"),
		numbered("DOT: frames", "digraph {\n", "subgraph cluster%d {}\n", "}"),
		numbered("PFDSL: a chain", "", "a%[1]d >> p%[1]d -> b%[1]d\n", ""),
		many("PFDSL: one statement", "a", " >> p -> a", ""),
		many("DOT: frames in frames", "digraph {\n", "subgraph {", ""),
		many("DOT: a product", "digraph {\n{", "a b c d ", "} -> {a b c d}}"),
		many("table: columns", "from,to", ",", "\n"),
		numbered("table: rows", "from,to\n", "a%[1]d,b%[1]d\n", ""),
		many("table: one cell", "from,to\n\"", "x\n", "\",b\n"),
		many("outline", "# a\n", "- x\n", ""),
		many("outline: items in items", "", "- ", ""),
	}
}

// asking are files that are small as they are written, but ask for much.
func asking() []Hostile {
	return []Hostile{
		many("draw.io: labels on one line", drawn+`<mxCell id="e" edge="1"/>`, `<mxCell value="a label" vertex="1" parent="e"/>`, drawnTo),
		many("draw.io: pages", "<mxfile>", "<diagram/>", "</mxfile>"),
		numbered("draw.io: layers in layers", drawn, `<mxCell id="c%d" parent="1"/>`, drawnTo),
		many("draw.io: markup of one label", drawn+`<mxCell vertex="1" style="html=1" value="`, "&lt;br&gt;a", `"/>`+drawnTo),
		many("draw.io: one style", drawn+`<mxCell vertex="1" style="`, "a=b;", `"/>`+drawnTo),
		numbered("DOT: defaults for nodes", "digraph { node ["+strings.Repeat("seika_note=1 seika_tags=2 ", 9)+"shape=box style=dashed label=x]\n", "n%d;", "}"),
		many("DOT: frames with defaults", "digraph { node [seika_note=1 seika_tags=2 seika_owner=3 shape=box]\n", "{}", "}"),
		many("DOT: nodes in frames in frames", "digraph {"+strings.Repeat("{", 190), "a ", strings.Repeat("}", 191)),
		many("DOT: one chain", "digraph {a", "->a", "}"),
		numbered("DOT: attributes of the graph", "digraph {", "seika_%d=1;", "}"),
		many("Mermaid: a shape that is not closed as it began", "graph LR\na[/x]", " --> a[/x]", "\n"),
		many("Mermaid: one label", "graph LR\na[", "x", "]\n"),
		many("Mermaid: one label of a link", "graph LR\na -- ", "x ", " --> b\n"),
		many("BPMN: a name that is parted", parted, "a-&#10;", `"/></process></definitions>`),
		numbered("XML: prefixes", "<a>", `<b xmlns:p%d="u"/>`, "</a>"),
		many("table: wide rows", "name,id"+strings.Repeat(",c", 990)+"\n", "a"+strings.Repeat(",", 990)+"\n", ""),
		many("table: rows with nothing new", "name\n", "a\n", ""),
		many("table: quotes with line ends", "name\n", "\"\n\n\n\n\"\n", ""),
		many("Mermaid: properties never closed", "graph LR\n", "a@{ label: \"x\"\n", ""),
		many("Mermaid: quotes never closed", "graph LR\n", "a[\"x\n", ""),
		many("Mermaid: statements on one line", "graph LR;", "a-->b;", ""),
		many("Mermaid: a text of a link without an end", "graph LR\na", "-- b ", "\n"),
		many("DOT: one label in markup", "digraph { a [label=<", "<b>x</b><br/>", ">] }"),
		many("DOT: fields of one record", "digraph { a [shape=record label=\"", "<p>{x|", "\"] }"),
		many("JSON: marks of one card", `{"nodes":[{"id":"a","type":"text","text":"`, "*a _b_ [[c", `"}]}`),
		numbered("JSON: texts on boxes of Excalidraw", `{"type":"excalidraw","elements":[`,
			`{"id":"t%[1]d","type":"text","text":"x"},{"id":"b%[1]d","type":"rectangle","width":9,"height":9},`, `{}]}`),
		many("draw.io: places in one label", drawn+`<object placeholders="1" a="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" label="`, "%a%", `"><mxCell vertex="1"/></object>`+drawnTo),
		numbered("XML: keys of GraphML", `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`, `<key id="k%[1]d" for="node" attr.name="a%[1]d"><default>x</default></key>`, `<graph><node id="a"/></graph></graphml>`),
	}
}

func zips() []Hostile {
	return []Hostile{
		{"ZIP: unpacks to much", func(size int) []byte { return zipped(1, "xl/workbook.xml", size*20) }},
		{"ZIP: files", func(size int) []byte { return zipped(size/200, "xl/worksheets/sheet%d.xml", 1) }},
		{"ZIP: cut off", func(size int) []byte { z := zipped(1, "xl/workbook.xml", size); return z[:len(z)/2] }},
	}
}

// The beginnings and ends of files that need some.
const (
	drawn   = `<mxfile><diagram><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>`
	drawnTo = "</root></mxGraphModel></diagram></mxfile>"
	parted  = process + `<task id="b" name="`
)

// product is two long lists with an arrow between.
func product(name, and, to string) Hostile {
	return Hostile{name, func(size int) []byte {
		var b strings.Builder
		b.WriteString("graph LR\n"[:len("graph LR\n")*strings.Count(name, "Mermaid")])
		for side := range 2 {
			for i := 0; b.Len() < size*(side+1)/2; i++ {
				if i > 0 {
					b.WriteString(and)
				}
				fmt.Fprintf(&b, "%c%d", 'a'+side, i)
			}
			b.WriteString([]string{to, "\n"}[side])
		}
		return []byte(b.String())
	}}
}

// bomb is deflated zeros that unpack to many times their size.
func bomb(size int) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestSpeed) // fails for unknown levels only
	zeros := make([]byte, 1<<20)
	for b.Len() < size && b.Len() < 1<<20 {
		_, _ = w.Write(zeros) // to memory
	}
	_ = w.Close()
	return b.Bytes()
}

// zipped is an archive of n files.
func zipped(n int, name string, size int) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	part := make([]byte, min(size, 1<<20))
	for i := range n {
		file := name
		if n > 1 {
			file = fmt.Sprintf(name, i)
		}
		w, _ := z.Create(file) // to memory
		for done := 0; done < size; done += len(part) {
			_, _ = w.Write(part)
		}
	}
	_ = z.Close()
	return b.Bytes()
}
