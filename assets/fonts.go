// Package assets holds what the program carries with it: fonts with their licences, colours and the icon. It knows nothing of
// what they are used for.
//
// Everything it hands out is shared: read it, never write to it.
package assets

import _ "embed"

// Font is one of the embedded fonts.
type Font uint8

// The fonts. Fallback has the characters that the other two lack, in one weight.
const (
	Regular Font = iota
	Bold
	Fallback
)

// Fonts lists all fonts, in the order of their values.
func Fonts() []Font { return []Font{Regular, Bold, Fallback} }

// Name is the full name of the font.
func (f Font) Name() string {
	switch f {
	case Regular:
		return "BIZ UDPGothic"
	case Bold:
		return "BIZ UDPGothic Bold"
	case Fallback:
		return "Seika Fallback"
	default:
		panic("unknown font")
	}
}

// TTF is the font as a TrueType file. It lies in the program unpacked, so the system reads the parts in use and may drop them.
func (f Font) TTF() []byte {
	switch f {
	case Regular:
		return regular
	case Bold:
		return bold
	case Fallback:
		return fallback
	default:
		panic("unknown font")
	}
}

// Licence is the text under which the fonts named may be passed on. It goes wherever they go.
type Licence struct {
	Name string // what it covers
	Text string
}

// Licences lists the licences of the fonts.
func Licences() []Licence {
	return []Licence{
		{"BIZ UDPGothic", licenceBIZ},
		{"Seika Fallback (a subset of Noto Sans JP)", licenceNoto},
	}
}

var (
	//go:embed fonts/BIZUDPGothic-Regular.ttf
	regular []byte
	//go:embed fonts/BIZUDPGothic-Bold.ttf
	bold []byte
	//go:embed fonts/SeikaFallback-Regular.ttf
	fallback []byte
	//go:embed fonts/OFL-BIZUDPGothic.txt
	licenceBIZ string
	//go:embed fonts/OFL-NotoSansJP.txt
	licenceNoto string
)
