package assets

import _ "embed"

var (
	//go:embed icon/seika.svg
	iconSVG []byte
	//go:embed icon/seika.png
	iconPNG []byte
)

// IconSVG is the icon of the program: know-how in a dashed box leads to a deliverable in a solid one.
func IconSVG() []byte { return iconSVG }

// IconPNG is the same at 256 × 256 px.
func IconPNG() []byte { return iconPNG }
