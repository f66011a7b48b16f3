// Package csv reads tables: those that Seika writes, and others whose titles say which column holds what.
package csv

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"seika/internal/importer"
	"seika/internal/importer/table"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Reader reads *.csv and *.tsv.
var Reader = importer.Reader{Name: "csv", Suffixes: []string{".csv", ".tsv"}, Graph: graph}

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	wide(in)
	in.Data = bytes.TrimPrefix(in.Data, []byte("\uFEFF"))
	if what, over := in.Limits.Over(source.Edges, relations(in)); over && bytes.IndexByte(in.Data, 0) < 0 {
		in.Add(0, "", what)
		return nil, in.Err()
	}
	old := decode(in)
	if !in.Plain() {
		return nil, in.Err()
	}
	d := importer.NewDraft(in)
	t := table.New(d)
	comma, at := separator(in)
	p := parser{in: in, data: in.Data, at: at, comma: comma, columns: in.Limits.Most(source.Columns)}
	begun := false
	for row := range p.rows(ctx) {
		if !begun && table.Titled(row) {
			begun = true
			t.Coming(row, p.left())
		}
		t.Row(row)
		if p.bad || t.Stopped() {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if old {
		d.Note(0, "", lang.M("import.csv.cp932"))
	}
	return t.Graph()
}

// wide makes the source UTF-8 where its mark says that it is UTF-16: the text with tabs that spreadsheets write.
func wide(in *source.Input) {
	if bytes.HasPrefix(in.Data, []byte("\xFF\xFE")) || bytes.HasPrefix(in.Data, []byte("\xFE\xFF")) {
		in.Decode(unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)) // else what is left is refused
	}
}

// decode makes the source UTF-8 where it is the encoding of Japanese spreadsheets instead.
func decode(in *source.Input) (was932 bool) {
	if in.Encoding != "" || utf8.Valid(in.Data) || bytes.IndexByte(in.Data, 0) >= 0 {
		return false
	}
	return in.Decode(japanese.ShiftJIS)
}

// relations is how many of the rows are relations at least, if deliverables and groups are as many as there may be. Signs
// that part cells are themselves in either encoding.
func relations(in *source.Input) int64 {
	rows, quoted, said := int64(0), false, false
	for _, c := range in.Data {
		switch c {
		case '"':
			quoted, said = !quoted, true
		case '\n', '\r':
			if said && !quoted {
				rows++
				said = false
			}
		case ' ', '\t', ',', ';':
		default:
			said = true
		}
	}
	return rows - 2*in.Limits.Most(source.Nodes)
}

// said is a first line with which spreadsheets are told what stands between cells.
var said = regexp.MustCompile(`^"?sep=([,;\t|])"?\r?\n`)

// separator is what stands between cells, and where the titles begin: what the first line says, else whatever the titles have most
// of.
func separator(in *source.Input) (comma byte, at int) {
	head := in.Data
	if m := said.FindSubmatch(head); m != nil {
		return m[1][0], len(m[0])
	}
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		head = head[:i]
	}
	best, most := byte(','), -1
	for _, c := range []byte(",\t;") {
		if n := bytes.Count(head, []byte{c}); n > most {
			best, most = c, n
		}
	}
	if strings.HasSuffix(strings.ToLower(in.File), ".tsv") {
		return '\t', 0
	}
	return best, 0
}
