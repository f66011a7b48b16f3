package assets

import (
	"fmt"
	"image/color"
)

// Theme chooses the colours of a picture.
type Theme uint8

// The themes. Print is black on white: kinds are told apart by marks, dashes and corners alone.
const (
	Light Theme = iota
	Dark
	HighContrast
	Print
)

// Themes lists all themes, in the order of their values.
func Themes() []Theme { return []Theme{Light, Dark, HighContrast, Print} }

// Palette gives each role of a picture its colour. No role is told by its colour alone.
type Palette struct {
	Paper      color.NRGBA // behind everything
	Box        color.NRGBA // fill of a tangible deliverable
	Intangible color.NRGBA // fill of an intangible one
	TitleBar   color.NRGBA // of a group

	Text         color.NRGBA
	ExternalText color.NRGBA

	BoxLine      color.NRGBA
	ExternalLine color.NRGBA
	Frame        color.NRGBA // of a group
	IO           color.NRGBA
	Sync         color.NRGBA
	Selection    color.NRGBA // ring of selection, focus and drop target

	Error, High, Medium, Low, Info Badge
}

// Badge is how a severity is shown. Its outline has the colour of Text.
type Badge struct {
	Fill color.NRGBA
	Sign color.NRGBA // on Fill
}

// Palette is the colours of the theme.
func (t Theme) Palette() Palette {
	switch t {
	case Light:
		return light
	case Dark:
		return dark
	case HighContrast:
		return highContrast
	case Print:
		return printed
	default:
		panic("unknown theme")
	}
}

// Hex is the colour as #RRGGBB; a colour that lets through what lies below has two more digits.
func Hex(c color.NRGBA) string {
	if c.A == 0xFF {
		return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B)
	}
	return fmt.Sprintf("#%02X%02X%02X%02X", c.R, c.G, c.B, c.A)
}

// rgb is a colour that covers; 0xRRGGBB.
func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xFF}
}

const (
	black = 0x000000
	white = 0xFFFFFF
)

func badge(fill, sign uint32) Badge { return Badge{Fill: rgb(fill), Sign: rgb(sign)} }

var light = Palette{
	Paper: rgb(white), Box: rgb(0xF3F6FB), Intangible: rgb(0xFFF3D6), TitleBar: rgb(0xE6EBF2),
	Text: rgb(0x1B1F24), ExternalText: rgb(0x5A6573),
	BoxLine: rgb(0x2B3A55), ExternalLine: rgb(0x6F7A8A), Frame: rgb(0x6F7A8A),
	IO: rgb(0x39434F), Sync: rgb(0x00875A), Selection: rgb(0x0062C4),
	Error: badge(0x7A0019, white), High: badge(0xD55E00, black), Medium: badge(0xF2C200, black),
	Low: badge(0x56B4E9, black), Info: badge(white, 0x1B1F24),
}

var dark = Palette{
	Paper: rgb(0x15181C), Box: rgb(0x232931), Intangible: rgb(0x3A3015), TitleBar: rgb(0x2C333C),
	Text: rgb(0xF0F3F6), ExternalText: rgb(0x98A3B1),
	BoxLine: rgb(0xC4CFE0), ExternalLine: rgb(0x7C8796), Frame: rgb(0x7C8796),
	IO: rgb(0xCBD3DC), Sync: rgb(0x2FBF8F), Selection: rgb(0x4FA3FF),
	Error: badge(0xE0304E, black), High: badge(0xFF9A3D, black), Medium: badge(0xFBE27A, black),
	Low: badge(0x2F8FD0, black), Info: badge(0x15181C, 0xF0F3F6),
}

var highContrast = Palette{
	Paper: rgb(black), Box: rgb(black), Intangible: rgb(0x2B2400), TitleBar: rgb(0x1A1A1A),
	Text: rgb(white), ExternalText: rgb(0xC0C0C0),
	BoxLine: rgb(white), ExternalLine: rgb(0xB0B0B0), Frame: rgb(white),
	IO: rgb(white), Sync: rgb(0x4BE38A), Selection: rgb(0x3DB2FF),
	Error: badge(0xFF3B4F, black), High: badge(0xFFA04D, black), Medium: badge(0xFFF08A, black),
	Low: badge(0x3C9BD0, black), Info: badge(black, white),
}

var printed = Palette{
	Paper: rgb(white), Box: rgb(white), Intangible: rgb(white), TitleBar: rgb(0xEDEDED),
	Text: rgb(black), ExternalText: rgb(0x555555),
	BoxLine: rgb(black), ExternalLine: rgb(0x6E6E6E), Frame: rgb(black),
	IO: rgb(black), Sync: rgb(black), Selection: rgb(black),
	Error: badge(black, white), High: badge(0x555555, white), Medium: badge(0x8F8F8F, black),
	Low: badge(0xC8C8C8, black), Info: badge(white, black),
}
