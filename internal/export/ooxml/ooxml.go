// Package ooxml packs the files of office programs: parts, what they refer to, their types, in one archive. It knows what all
// of them share, and none of them.
package ooxml

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// Head begins every part.
const Head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// Names that parts of every kind use.
const (
	Drawing       = "http://schemas.openxmlformats.org/drawingml/2006/main"
	Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	Kinds         = "application/vnd.openxmlformats-officedocument." // what types of parts begin with
	packed        = "http://schemas.openxmlformats.org/package/2006/"
)

// Part is a file inside.
type Part struct {
	Name string // without a slash at the front
	Kind string // its type; "" for .rels, and for pictures, whose suffix says it
	Body string
}

// Text is what people typed inside an element. Characters that XML cannot hold become U+FFFD.
func Text(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // to memory
	return b.String()
}

// Attr is what people typed inside an attribute, on one line.
func Attr(s string) string { return Text(strings.ReplaceAll(s, "\n", " ")) }

// Refer is a part that says what another refers to, as rId1, rId2 …: kind and target in turn.
func Refer(name string, list ...string) Part {
	var b strings.Builder
	b.WriteString(Head + `<Relationships xmlns="` + packed + `relationships">`)
	for i := 0; i < len(list); i += 2 {
		kind := list[i]
		if !strings.HasPrefix(kind, "http") {
			kind = Relationships + "/" + kind
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i/2+1, kind, list[i+1])
	}
	b.WriteString("</Relationships>\n")
	return Part{Name: name, Body: b.String()}
}

// Document is what a file is in the eyes of the system: its main part, its title, what wrote it; more goes into the
// properties of the program.
func Document(main, title, more string) []Part {
	return []Part{
		Refer("_rels/.rels", "officeDocument", main, packed+"relationships/metadata/core-properties", "docProps/core.xml", "extended-properties", "docProps/app.xml"),
		{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", Head +
			`<cp:coreProperties xmlns:cp="` + packed + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
			Text(title) + `</dc:title><dc:creator>Seika</dc:creator></cp:coreProperties>` + "\n"},
		{"docProps/app.xml", Kinds + "extended-properties+xml", Head +
			`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Seika</Application>` + more + `</Properties>` + "\n"},
	}
}

// Write packs all parts into one file, in their order and without times.
func Write(ctx context.Context, w io.Writer, parts []Part) error {
	var b bytes.Buffer
	const level = 4 // of 9: a tenth larger than usual, in three quarters of the time
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, level) })
	for _, p := range append([]Part{types(parts)}, parts...) {
		if err := ctx.Err(); err != nil {
			return err
		}
		h := zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		if strings.HasSuffix(p.Name, ".png") {
			h.Method = zip.Store // it is packed already
		}
		part, err := z.CreateHeader(&h)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(part, p.Body); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// types is the part that says what all others are.
func types(parts []Part) Part {
	var b strings.Builder
	b.WriteString(Head + `<Types xmlns="` + packed + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	for _, p := range parts {
		if strings.HasSuffix(p.Name, ".png") {
			b.WriteString(`<Default Extension="png" ContentType="image/png"/>`)
			break
		}
	}
	for _, p := range parts {
		if p.Kind != "" {
			fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s"/>`, p.Name, p.Kind)
		}
	}
	b.WriteString("</Types>\n")
	return Part{Name: "[Content_Types].xml", Body: b.String()}
}
