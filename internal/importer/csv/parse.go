package csv

import (
	"bytes"
	"context"
	"iter"
	"strings"

	"seika/internal/importer/table"
	"seika/internal/lang"
	"seika/internal/source"
)

// parser cuts a source into rows of cells (RFC 4180). Unlike encoding/csv it knows the byte at which each cell begins, keeps
// carriage returns inside quotes, and stops at the limits.
type parser struct {
	in    *source.Input
	data  []byte
	comma byte
	at    int
	bad   bool

	cells   []table.Cell // of the row that was read last
	columns int64        // the limit
}

// patience is how many rows are read between two looks at the context.
const patience = 1024

func (p *parser) rows(ctx context.Context) iter.Seq[[]table.Cell] {
	return func(yield func([]table.Cell) bool) {
		for n := 0; p.at < len(p.data) && !p.bad; n++ {
			if n%patience == 0 && ctx.Err() != nil {
				return
			}
			if c := p.data[p.at]; c == '\n' || c == '\r' {
				p.at++
				continue
			}
			row := p.row()
			if p.bad || len(row) == 1 && row[0].Text == "" {
				continue
			}
			if !yield(row) {
				return
			}
		}
	}
}

// left counts the rows to come that hold something, without reading them.
func (p *parser) left() (rows int) {
	d, said, begins := p.data[p.at:], false, true // a cell
	for i := 0; i < len(d); i++ {
		switch c := d[i]; {
		case c == '\n', c == '\r':
			if said {
				rows++
			}
			said, begins = false, true
		case c == p.comma:
			begins = true
		case c == '"' && begins:
			n := closing(d[i+1:])
			said, begins = said || n > 1, false
			i += n
		case c == ' ', c == '\t':
			begins = false
		default:
			said, begins = true, false
		}
	}
	if said {
		rows++
	}
	return rows
}

// closing is how far the end of a cell in quotes is, with the closing one.
func closing(d []byte) (n int) {
	for {
		i := bytes.IndexByte(d[n:], '"')
		if i < 0 {
			return len(d)
		}
		if n += i + 1; n >= len(d) || d[n] != '"' {
			return n
		}
		n++
	}
}

// row reads one row. It is good until the next is read.
func (p *parser) row() []table.Cell {
	row := p.cells[:0]
	defer func() { p.cells = row }()
	for {
		if int64(len(row)) >= p.columns {
			what, _ := p.in.Limits.Over(source.Columns, int64(len(row)+1))
			p.fail(p.at, what)
			return nil
		}
		row = append(row, p.cell())
		if p.bad || p.at >= len(p.data) {
			return row
		}
		switch c := p.data[p.at]; c {
		case p.comma:
			p.at++
			continue
		case '\r':
			p.at++
			if p.at < len(p.data) && p.data[p.at] == '\n' {
				p.at++
			}
		default: // a line end
			p.at++
		}
		return row
	}
}

func (p *parser) cell() table.Cell {
	begin := p.at
	if p.at < len(p.data) && p.data[p.at] == p.comma {
		return table.Cell{Offset: begin} // most cells of a wide table
	}
	text, more := "", true
	if p.at < len(p.data) && p.data[p.at] == '"' {
		text, more = p.quoted()
	}
	if more && !p.bad {
		end := p.at
		for end < len(p.data) && p.data[end] != p.comma && p.data[end] != '\n' && p.data[end] != '\r' {
			end++
		}
		if p.fits(begin, len(text)+end-p.at) {
			text += string(p.data[p.at:end])
		}
		p.at = end
	}
	return table.Cell{Text: text, Offset: begin}
}

// fits holds the length of a cell against its limit before it is kept.
func (p *parser) fits(begin, n int) bool {
	what, over := p.in.Limits.Over(source.Text, int64(n))
	if over {
		p.fail(begin, what)
	}
	return !over
}

// quoted reads up to the closing quote. What stands behind it before the next cell is taken as it is.
func (p *parser) quoted() (text string, more bool) {
	begin := p.at
	var b strings.Builder
	p.at++
	for {
		i := bytes.IndexByte(p.data[p.at:], '"')
		if i < 0 {
			p.fail(begin, lang.M("import.csv.quote"))
			return "", false
		}
		if !p.fits(begin, b.Len()+i+1) {
			return "", false
		}
		b.Write(p.data[p.at : p.at+i])
		p.at += i + 1
		if p.at >= len(p.data) || p.data[p.at] != '"' {
			return b.String(), true
		}
		b.WriteByte('"')
		p.at++
	}
}

func (p *parser) fail(offset int, what lang.Msg) {
	p.in.Add(offset, "", what)
	p.bad = true
}
