// Package assets holds what the program carries with it: fonts with their licences, colours and the icon. It knows nothing of
// what they are used for.
//
// Everything it hands out is shared: read it, never write to it.
package assets

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"
)

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

// TTF is the font as a TrueType file. The first call unpacks it, which takes some 40 ms; any goroutine may call.
func (f Font) TTF() []byte {
	switch f {
	case Regular:
		return regular()
	case Bold:
		return bold()
	case Fallback:
		return fallback()
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
	//go:embed fonts/BIZUDPGothic-Regular.ttf.gz
	regularGz []byte
	//go:embed fonts/BIZUDPGothic-Bold.ttf.gz
	boldGz []byte
	//go:embed fonts/SeikaFallback-Regular.ttf.gz
	fallbackGz []byte
	//go:embed fonts/OFL-BIZUDPGothic.txt
	licenceBIZ string
	//go:embed fonts/OFL-NotoSansJP.txt
	licenceNoto string

	regular  = sync.OnceValue(func() []byte { return unpack(regularGz) })
	bold     = sync.OnceValue(func() []byte { return unpack(boldGz) })
	fallback = sync.OnceValue(func() []byte { return unpack(fallbackGz) })
)

// unpack panics on damage: the bytes are part of the program.
func unpack(packed []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Errorf("unpack font: %w", err))
	}
	b, err := io.ReadAll(r)
	if err != nil {
		panic(fmt.Errorf("unpack font: %w", err))
	}
	return b
}
