// Package xlsx reads workbooks: those that Seika writes, and others whose titles say which column holds what. Formulas are not
// run: what they gave last is read. Nothing that a workbook refers to outside itself is looked at.
package xlsx

import (
	"bytes"
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Reader reads *.xlsx.
var Reader = importer.Reader{
	Name: "xlsx", Suffixes: []string{".xlsx"},
	Sniff: func(head []byte) bool { return bytes.HasPrefix(head, []byte(magic)) },
	Graph: graph,
}

// magic begins a zip. No other format that is read is one.
const magic = "PK\x03\x04"

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(in.Data, []byte(magic)) {
		in.Add(0, "", lang.M("import.xlsx.none"))
		return nil, in.Err()
	}
	archive, what, bad := in.Zip()
	if bad {
		in.Add(0, "", what)
		return nil, in.Err()
	}
	b := &book{ctx: ctx, in: in, archive: archive}
	if err := b.open(); err != nil {
		return nil, err
	}
	r := newReading(b)
	for _, visit := range []func(*source.XML, []byte, int) bool{r.count, r.rowsOf} { // all are counted before the first is read
		for i := range b.sheets {
			if err := r.sheet(i, visit); err != nil {
				return nil, err
			}
			if r.table.Stopped() {
				return r.graph()
			}
		}
	}
	return r.graph()
}

// book is an opened workbook.
type book struct {
	ctx     context.Context
	in      *source.Input
	archive *source.Archive
	sheets  []ref
	hidden  []string // names of sheets that nobody sees: they are not read
	texts   []string // that cells share
	forms   []form   // of numbers, by the style of a cell

	from1904 bool // days are counted from there, as old Macs did
}

// ref is a sheet and the part that holds it.
type ref struct {
	name, part string
	inner      *source.Input // the part, once it is unpacked
	passed     bool          // it holds nothing that is read
}

// target is a part that another refers to.
type target struct{ kind, part string }

// open finds the sheets, in the order of their tabs, and the texts that they share.
func (b *book) open() error {
	root, err := b.refers("")
	if err != nil {
		return err
	}
	main := ""
	for _, t := range root {
		if strings.HasSuffix(t.kind, "/officeDocument") {
			main = t.part
		}
	}
	if main == "" || !b.archive.Has(main) {
		return b.none()
	}
	parts, err := b.refers(main)
	if err != nil {
		return err
	}
	named := map[string]bool{} // parts: one that is named a thousand times is read once
	err = b.xml(main, func(x *source.XML, _ []byte) {
		for root := range x.Elements() {
			for e := range x.Elements() {
				if date := e.Attr("date1904"); e.Local == "workbookPr" {
					b.from1904 = date == "1" || date == "true"
				}
				if root.Local != "workbook" || e.Local != "sheets" {
					continue
				}
				count := int64(0)
				for s := range x.Elements() {
					if count++; x.Over(source.Entries, count, s.Offset) {
						return
					}
					t, ok := parts[id(s)]
					if ok && strings.HasSuffix(t.kind, "/worksheet") && b.archive.Has(t.part) && !named[t.part] {
						named[t.part] = true
						if state := s.Attr("state"); state == "hidden" || state == "veryHidden" {
							b.hidden = append(b.hidden, s.Attr("name"))
							continue
						}
						b.sheets = append(b.sheets, ref{name: s.Attr("name"), part: t.part})
					}
				}
			}
		}
	})
	if err != nil {
		return err
	}
	if len(b.sheets)+len(b.hidden) == 0 {
		return b.none()
	}
	if err := b.part(parts, "/styles", b.styles); err != nil {
		return err
	}
	return b.part(parts, "/sharedStrings", b.shared)
}

// part reads a part of a kind, the first by its name, where there is one.
func (b *book) part(parts map[string]target, kind string, read func(part string) error) error {
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if t := parts[name]; strings.HasSuffix(t.kind, kind) && b.archive.Has(t.part) {
			return read(t.part)
		}
	}
	return nil
}

func (b *book) none() error {
	b.in.Add(0, "", lang.M("import.xlsx.none"))
	return b.in.Err()
}

// id is the name by which an element refers to a part.
func id(e source.Element) string {
	for _, a := range e.Attrs {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// refers reads what a part refers to, by name; "" is the file itself. What lies outside the file is passed over.
func (b *book) refers(part string) (map[string]target, error) {
	dir, file := path.Split(part)
	all := map[string]target{}
	name := dir + "_rels/" + file + ".rels"
	if !b.archive.Has(name) {
		return all, nil
	}
	err := b.xml(name, func(x *source.XML, _ []byte) {
		for range x.Elements() {
			for e := range x.Elements() {
				if e.Local != "Relationship" || e.Attr("TargetMode") == "External" {
					continue
				}
				to := e.Attr("Target")
				if !strings.HasPrefix(to, "/") {
					to = path.Join("/", dir, to)
				}
				if x.Over(source.Entries, int64(len(all)+1), e.Offset) {
					return
				}
				all[e.Attr("Id")] = target{e.Attr("Type"), strings.TrimPrefix(path.Clean(to), "/")}
			}
		}
	})
	return all, err
}

// xml reads a part. What is wrong with it goes to the file.
func (b *book) xml(part string, read func(x *source.XML, part []byte)) error {
	data, what, bad := b.archive.Part(part)
	if bad {
		b.in.Add(0, part, what)
		return b.in.Err()
	}
	return b.inside(b.in.Inside(data), read)
}

// inside reads a part that is unpacked.
func (b *book) inside(inner *source.Input, read func(x *source.XML, part []byte)) error {
	err := inner.XML(b.ctx, func(x *source.XML) { read(x, inner.Data) })
	if cancelled := b.ctx.Err(); cancelled != nil {
		return cancelled
	}
	b.in.Adopt(0, inner)
	if b.in.Err() != nil {
		return b.in.Err()
	}
	return err
}

// shared reads the texts that cells refer to by number.
func (b *book) shared(part string) error {
	return b.xml(part, func(x *source.XML, _ []byte) {
		for range x.Elements() {
			for e := range x.Elements() {
				if e.Local == "si" {
					b.texts = append(b.texts, rich(x))
				}
			}
		}
	})
}

// rich reads a text in runs. How Japanese is read aloud, which stands beside it, is no part of it.
func rich(x *source.XML) string {
	var text strings.Builder
	for e := range x.Elements() {
		switch e.Local {
		case "t":
			text.WriteString(x.Text())
		case "r":
			for t := range x.Elements() {
				if t.Local == "t" {
					text.WriteString(x.Text())
				}
			}
		}
	}
	return decode(text.String())
}
