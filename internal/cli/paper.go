package cli

import (
	"strconv"
	"strings"

	"seika/internal/export"
	"seika/internal/lang"
	"seika/internal/source"
)

// paper is an option with a size of paper: one that has a name, or width and height in mm.
type paper struct {
	name string
	export.Page
}

// Bounds of a side of paper and of a margin, in mm.
const (
	leastSide, mostSide = 50, 5000
	mostMargin          = 100
)

// Set takes a value.
func (p *paper) Set(s string) error {
	if page, ok := export.PageNamed(s); ok {
		p.name, p.Page = s, page
		return nil
	}
	w, h, ok := strings.Cut(strings.TrimSuffix(s, "mm"), "x")
	width, err1 := strconv.ParseFloat(w, 64)
	height, err2 := strconv.ParseFloat(h, 64)
	if !ok || err1 != nil || err2 != nil || !(leastSide <= width && width <= mostSide && leastSide <= height && height <= mostSide) {
		return lang.M("cli.flag_paper", "value", source.Visible(s), "values", strings.Join(export.PageNames(), ", "))
	}
	p.name, p.Page = s, export.Page{W: width, H: height}
	return nil
}

// String is the present value.
func (p *paper) String() string { return p.name }

// Type lists the values, for help.
func (p *paper) Type() string { return strings.Join(export.PageNames(), "|") + "|WxHmm" }

// millimetres is an option with a length.
type millimetres struct{ value float64 }

// Set takes a value.
func (m *millimetres) Set(s string) error {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "mm"), 64)
	if err != nil || !(0 <= v && v <= mostMargin) {
		return lang.M("cli.flag_mm", "value", source.Visible(s))
	}
	m.value = v
	return nil
}

// String is the present value.
func (m *millimetres) String() string { return number(m.value) + "mm" }

// Type says what to write, for help.
func (m *millimetres) Type() string { return "MM" }

// tile is an option with a number of pages across and down.
type tile struct {
	text string
	export.Tile
}

// Set takes a value.
func (t *tile) Set(s string) error {
	next := export.Tile{Auto: s == "auto"}
	if s != "auto" && s != "off" {
		const most = 26 // pages are named by letters
		across, down, ok := strings.Cut(s, "x")
		a, err1 := strconv.Atoi(across)
		d, err2 := strconv.Atoi(down)
		if !ok || err1 != nil || err2 != nil || a < 1 || d < 1 || a > most || d > most {
			return lang.M("cli.flag_tile", "value", source.Visible(s))
		}
		next.Across, next.Down = a, d
	}
	t.text, t.Tile = s, next
	return nil
}

// String is the present value.
func (t *tile) String() string { return t.text }

// Type says what to write, for help.
func (t *tile) Type() string { return "off|auto|CxR" }

// day is an option with a date as people write it.
type day string

// Set takes a value.
func (d *day) Set(s string) error {
	*d = day(s)
	return nil
}

// String is the present value.
func (d *day) String() string { return string(*d) }

// Type says what to write, for help.
func (d *day) Type() string { return "DATE" }
