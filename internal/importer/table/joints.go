package table

import (
	"cmp"
	"strings"

	"seika/internal/cells"
	"seika/internal/importer"
	"seika/model"
)

// People list what a deliverable is made from in one cell of its row, as they do in a table that is pasted. Which of these texts are one name
// with a comma and which are several can be said only when all names are known.

// joint is a column of such cells, and its place in a row from 0.
type joint struct {
	means cells.Joint
	at    int
}

// joined is such a cell.
type joined struct {
	means  cells.Joint
	self   string // what the deliverable of the row is called in the table
	text   string
	offset int
}

// join keeps the names that a row joins its deliverable to; a row without a name goes on with the deliverable above.
func (t *Table) join(list []cells.Cell, row []Cell) {
	if len(t.joints) == 0 {
		return
	}
	if self := cmp.Or(importer.Value(list, "id"), importer.Value(list, "name")); self != "" {
		t.self = self
	}
	for _, j := range t.joints {
		if j.at >= len(row) || strings.TrimSpace(row[j.at].Text) == "" || row[j.at].Merged || t.self == "" {
			continue
		}
		text := row[j.at].Text
		if !t.Exact {
			text = cells.Unformula(text)
		}
		t.text += int64(len(text))
		t.joined = append(t.joined, joined{j.means, t.self, text, row[j.at].Offset})
	}
}

// settle makes relations of the names in cells, each once: tables often say both what goes in and what comes out.
func (t *Table) settle() {
	type pair struct {
		kind     model.RelationKind
		from, to string
	}
	known := map[pair]bool{}
	for _, j := range t.joined {
		at := importer.Always(j.offset)
		for _, name := range t.names(j.text) {
			if t.stopped || t.d.Full() {
				return
			}
			other, hollow := bare(name)
			if hollow && t.named[model.Key(name)] {
				other = name
			} else if hollow {
				t.hollow[model.Key(other)] = true
			}
			if row := t.counted[model.Key(other)]; row != "" && !t.named[model.Key(other)] {
				other = row
			}
			r := model.Relation{Ends: model.Ends{Kind: model.IO, From: model.ID(other), To: model.ID(j.self)}}
			switch j.means {
			case cells.Outputs:
				r.From, r.To = r.To, r.From
			case cells.Syncs:
				r.Kind = model.Sync
			case cells.NoJoint, cells.Inputs:
			}
			p := pair{r.Kind, model.Key(string(r.From)), model.Key(string(r.To))}
			if known[p] || r.Kind == model.Sync && known[pair{r.Kind, p.to, p.from}] {
				continue
			}
			known[p] = true
			t.end(other, j.offset)
			t.d.Relation(at, r)
		}
	}
}

// names are those in a cell: all of it where that is the name of a row, else what stands between the signs people separate names by.
func (t *Table) names(text string) []string {
	is := func(s string) bool {
		other, _ := bare(s)
		return t.named[model.Key(other)] || t.named[model.Key(s)]
	}
	if is(text) {
		return []string{strings.TrimSpace(text)}
	}
	var out []string
	for _, part := range cells.Split(text) {
		if is(part) {
			out = append(out, part)
			continue
		}
		out = append(out, t.apart(part, is)...)
	}
	return out
}

// apart are the names between commas. Some together are one name where that is one of a row.
func (t *Table) apart(text string, is func(string) bool) (out []string) {
	const most = 5 // pieces of a name
	pieces := strings.FieldsFunc(text, comma)
	ends := make([]int, len(pieces)) // of the pieces, in the text
	at := 0
	for i, s := range pieces {
		at += strings.Index(text[at:], s) + len(s)
		ends[i] = at
	}
	for i := 0; i < len(pieces); i++ {
		begin := ends[i] - len(pieces[i])
		for j := min(i+most, len(pieces)) - 1; j > i; j-- {
			if s := text[begin:ends[j]]; is(s) {
				i, begin = j, ends[j]
				out = append(out, strings.TrimSpace(s))
				break
			}
		}
		if s := strings.TrimSpace(text[begin:ends[i]]); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func comma(r rune) bool { return strings.ContainsRune(",，、､", r) }

// bare is a name without the brackets that say that it is know-how.
func bare(s string) (inner string, hollow bool) {
	s = strings.TrimSpace(s)
	for _, b := range [][2]string{{"(", ")"}, {"（", "）"}} {
		inner, first := strings.CutPrefix(s, b[0])
		inner, last := strings.CutSuffix(inner, b[1])
		if inner = strings.TrimSpace(inner); first && last && inner != "" && !strings.ContainsAny(inner, "()（）") {
			return inner, true
		}
	}
	return s, false
}
