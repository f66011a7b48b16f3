package importertest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

// workbooks are hostile files that a reader of spreadsheets opens: the harm lies in a part, or in what refers to parts.
func workbooks() []Hostile {
	const titles = `<row><c t="str"><v>from</v></c><c t="str"><v>to</v></c></row>`
	const long = "a name long enough that limits of the model come before those of XML " // 26 bytes an element
	const cells = `<row r="%[1]d"><c r="A%[1]d" t="str"><v>` + long + `%[1]d</v></c><c r="B%[1]d" t="str"><v>` + long + `b%[1]d</v></c></row>`
	const own = 4 << 10 // bytes of the other parts
	sheet := func(name, head, piece, tail string) Hostile {
		rows := numbered(name, `<worksheet><sheetData>`+head, piece, tail+`</sheetData></worksheet>`)
		return Hostile{"XLSX: " + name, func(size int) []byte { return workbook(part{name: sheetPart, text: rows.Make(size - own)}) }}
	}
	shared := func(name, head, piece, tail string) Hostile {
		texts := numbered(name, `<sst>`+head, piece, tail+`</sst>`)
		return Hostile{"XLSX: " + name, func(size int) []byte {
			return workbook(part{name: sheetPart, text: []byte(`<worksheet><sheetData>` + titles + `</sheetData></worksheet>`)},
				part{name: "xl/sharedStrings.xml", text: texts.Make(size - own)})
		}}
	}
	return []Hostile{
		sheet("relations", titles, cells, ""),
		sheet("deliverables", `<row><c t="str"><v>name</v></c></row>`, `<row><c t="str"><v>`+long+`%d</v></c></row>`, ""),
		sheet("rows with nothing in them", titles, `<row r="%d"/>`, ""),
		sheet("cells with nothing in them", titles+"<row>", `<c r="A%d"/>`, "</row>"),
		sheet("cells of one row", titles+"<row>", `<c t="str"><v>%d</v></c>`, "</row>"),
		sheet("cells in one place", titles+"<row>", `<c r="A1" t="str"><v>%d</v></c>`, "</row>"),
		sheet("columns far to the right", titles, `<row><c r="ZZZ%d" t="str"><v>a</v></c></row>`, ""),
		sheet("numbers", `<row><c t="str"><v>name</v></c></row>`, `<row><c><v>0.%d000000000000001</v></c></row>`, ""),
		sheet("runs of one text", titles+`<row><c t="inlineStr"><is>`, `<r><t>%d</t></r>`, `</is></c></row>`),
		sheet("letters by number", `<row><c t="str"><v>name</v></c></row><row><c t="str"><v>`, `_x0041_%d`, `</v></c></row>`),
		sheet("cells in the last column", `<row><c t="str"><v>name</v></c></row>`, `<row><c r="ALK%d" t="str"><v>a</v></c></row>`, ""),
		{"XLSX: cells that share a list", func(size int) []byte {
			rows := many("", `<worksheet><sheetData><row><c t="str"><v>name</v></c><c t="str"><v>tags</v></c></row>`,
				`<row><c t="str"><v>a</v></c><c t="s"><v>0</v></c></row>`, `</sheetData></worksheet>`)
			const most = 1<<20 - 1<<10
			return workbook(part{name: sheetPart, text: rows.Make(min(size/2, 4<<20))},
				part{name: "xl/sharedStrings.xml", text: []byte("<sst><si><t>" + strings.Repeat("x;", min(size/4, most/2)) + "</t></si></sst>")})
		}},
		sheet("elements in elements", titles, `<row n="%d">`, ""),
		shared("shared texts", "", `<si><t>t%d</t></si>`, ""),
		shared("shared texts with nothing in them", "", `<si n="%d"/>`, ""),
		shared("one shared text", "<si><t>", `x%d`, "</t></si>"),
		{"XLSX: one sheet named again and again", func(size int) []byte {
			refs := numbered("", `<workbook `+references+`><sheets>`, `<sheet name="s%d" r:id="x"/>`, `</sheets></workbook>`)
			return workbook(part{name: bookPart, text: refs.Make(size)}, part{name: sheetPart, text: []byte(`<worksheet><sheetData>` + titles + `</sheetData></worksheet>`)})
		}},
		{"XLSX: one large sheet named again and again", func(size int) []byte {
			refs := numbered("", `<workbook `+references+`><sheets>`, `<sheet name="s%d" r:id="x"/>`, `</sheets></workbook>`)
			rows := numbered("", `<worksheet><sheetData>`+titles, `<row n="%d"/>`, `</sheetData></worksheet>`)
			return workbook(part{name: bookPart, text: refs.Make(size / 2)}, part{name: sheetPart, text: rows.Make(size / 2)})
		}},
		{"XLSX: references", func(size int) []byte {
			refs := numbered("", `<Relationships>`, `<Relationship Id="r%d" Type="x/worksheet" Target="s.xml"/>`, `</Relationships>`)
			return workbook(part{name: "_rels/.rels", text: refs.Make(size)})
		}},
		{"XLSX: sheets", func(size int) []byte {
			var parts []part
			var refs, names strings.Builder
			const most = 990 // below what a file may hold
			size -= size / 40
			for i := range most {
				fmt.Fprintf(&refs, `<Relationship Id="s%d" Type="x/worksheet" Target="s%d.xml"/>`, i, i)
				fmt.Fprintf(&names, `<sheet name="s%d" r:id="s%d"/>`, i, i)
				rows := numbered("", `<worksheet><sheetData>`+titles, cells, `</sheetData></worksheet>`)
				parts = append(parts, part{name: fmt.Sprintf("xl/s%d.xml", i), text: rows.Make(size / most)})
			}
			return workbook(append(parts, part{name: bookRefs, text: []byte(`<Relationships>` + refs.String() + `</Relationships>`)},
				part{name: bookPart, text: []byte(`<workbook ` + references + `><sheets>` + names.String() + `</sheets></workbook>`)})...)
		}},
		{"XLSX: a packed sheet that unpacks to as much as it may", func(size int) []byte {
			rows := numbered("", `<worksheet><sheetData>`+titles, cells, `</sheetData></worksheet>`)
			return workbook(part{name: sheetPart, text: rows.Make(size + size/5), packed: true})
		}},
		{"XLSX: a sheet that unpacks to a hundred times its size", func(size int) []byte {
			rows := many("", `<worksheet><sheetData>`, `<row/>`, `</sheetData></worksheet>`)
			return workbook(part{name: sheetPart, text: rows.Make(size), packed: true})
		}},
	}
}

// The parts of a workbook, and how they refer to each other.
const (
	bookPart   = "xl/workbook.xml"
	bookRefs   = "xl/_rels/workbook.xml.rels"
	sheetPart  = "xl/s.xml"
	references = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// part is a file in an archive.
type part struct {
	name   string
	text   []byte
	packed bool // else it is as large as its text
}

// workbook is one of a sheet with shared texts, with some parts in place of the usual ones, or beside them.
func workbook(parts ...part) []byte {
	usual := []part{
		{name: "_rels/.rels", text: []byte(`<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`)},
		{name: bookPart, text: []byte(`<workbook ` + references + `><sheets><sheet name="s" r:id="x"/></sheets></workbook>`)},
		{name: bookRefs, text: []byte(`<Relationships><Relationship Id="x" Type="x/worksheet" Target="s.xml"/>` +
			`<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	written := map[string]bool{}
	for _, p := range append(parts, usual...) {
		if written[p.name] {
			continue
		}
		written[p.name] = true
		h := &zip.FileHeader{Name: p.name, Method: zip.Store}
		if p.packed {
			h.Method = zip.Deflate
		}
		w, _ := z.CreateHeader(h) // to memory
		_, _ = w.Write(p.text)
	}
	_ = z.Close()
	return b.Bytes()
}

// Workbook is one of two sheets with so many rows, s0 and s1, and texts that cells share.
func Workbook(one, two, shared string) []byte {
	sheet := func(rows string) []byte { return []byte("<worksheet><sheetData>" + rows + "</sheetData></worksheet>") }
	return workbook(
		part{name: "xl/s0.xml", text: sheet(one)}, part{name: "xl/s1.xml", text: sheet(two)}, part{name: "xl/sharedStrings.xml", text: []byte("<sst>" + shared + "</sst>")},
		part{name: bookPart, text: []byte(`<workbook ` + references + `><sheets><sheet name="s0" r:id="x"/><sheet name="s1" r:id="y"/></sheets></workbook>`)},
		part{name: bookRefs, text: []byte(`<Relationships><Relationship Id="x" Type="x/worksheet" Target="s0.xml"/><Relationship Id="y" Type="x/worksheet" Target="s1.xml"/>` +
			`<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)},
	)
}
