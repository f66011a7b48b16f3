package ui

import (
	"bytes"
	"encoding/binary"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"seika/assets"
	"seika/internal/live"
)

// look is the appearance of the widgets: the fonts that the program carries, so that Japanese looks the same on every
// machine, and colours that go with the picture's.
type look struct {
	choice themeChoice
	text   float32 // size of text; 0 is the usual one
}

// themeChoice is what the user wants; bySystem follows the desktop.
type themeChoice string

const (
	bySystem   themeChoice = "system"
	lightTheme themeChoice = "light"
	darkTheme  themeChoice = "dark"
)

var themeChoices = []themeChoice{bySystem, lightTheme, darkTheme}

// Sizes of text in px of the screen.
const (
	textSize   = 14
	hintSize   = 12
	barSize    = 18
	sayingSize = 26
)

// sizeSaying is the size of the sentence of a presentation.
const sizeSaying fyne.ThemeSizeName = "saying"

func (l look) variant(v fyne.ThemeVariant) fyne.ThemeVariant {
	switch l.choice {
	case lightTheme:
		return theme.VariantLight
	case darkTheme:
		return theme.VariantDark
	default:
		return v
	}
}

// Color is part of fyne.Theme.
func (l look) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	v = l.variant(v)
	dark := v == theme.VariantDark
	p := assets.Light.Palette()
	if dark {
		p = assets.Dark.Palette()
	}
	pick := func(onLight, onDark uint32) color.Color {
		c := onLight
		if dark {
			c = onDark
		}
		return color.NRGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 0xFF}
	}
	faint := func(c color.NRGBA, a uint8) color.Color {
		c.A = a
		return c
	}
	switch name {
	case theme.ColorNameBackground:
		return pick(0xF7F8FA, 0x1C2025)
	case theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground:
		return pick(0xFFFFFF, 0x262C33)
	case theme.ColorNameForeground:
		return p.Text
	case theme.ColorNamePlaceHolder:
		return pick(0x5A6573, 0x98A3B1)
	case theme.ColorNameDisabled:
		return pick(0x69727E, 0x8C97A4)
	case theme.ColorNamePrimary, theme.ColorNameHyperlink, theme.ColorNameFocus:
		if name == theme.ColorNameFocus {
			return faint(p.Selection, 0x44)
		}
		return p.Selection
	case theme.ColorNameForegroundOnPrimary:
		return pick(0xFFFFFF, 0x10151A)
	case theme.ColorNameSelection:
		return faint(p.Selection, 0x40)
	case theme.ColorNameHover:
		return faint(p.Text, 0x12)
	case theme.ColorNamePressed:
		return faint(p.Text, 0x24)
	case theme.ColorNameButton:
		return pick(0xE9EDF2, 0x323A44)
	case theme.ColorNameDisabledButton:
		return pick(0xF7F8FA, 0x23282F)
	case theme.ColorNameInputBackground:
		return pick(0xFFFFFF, 0x15181C)
	case theme.ColorNameInputBorder:
		return pick(0x8A94A3, 0x5D6875)
	case theme.ColorNameSeparator:
		return pick(0xD5DBE3, 0x353D47)
	case theme.ColorNameHeaderBackground:
		return pick(0xEEF1F5, 0x23282F)
	case theme.ColorNameScrollBar:
		return faint(p.Text, 0x60)
	case theme.ColorNameShadow:
		return faint(color.NRGBA{}, 0x30)
	case theme.ColorNameError:
		return pick(0xB00024, 0xFF6B81)
	case theme.ColorNameSuccess:
		return p.Sync
	default:
		return theme.DefaultTheme().Color(name, v)
	}
}

// typeface is a font of the program as widgets take it. Fyne reads it once for a style and keeps what it read, so nothing is
// kept here: the bytes are those that texts of the picture are measured with.
type typeface struct {
	name string
	font assets.Font
}

var (
	regular = typeface{"BIZUDPGothic-Regular.ttf", assets.Regular}
	bold    = typeface{"BIZUDPGothic-Bold.ttf", assets.Bold}
)

// Name is part of fyne.Resource.
func (t typeface) Name() string { return t.name }

// Content is part of fyne.Resource.
func (t typeface) Content() []byte { return leaded(t.font.TTF()) }

// readFonts has Fyne read the fonts before a widget asks for them: that takes as long as getting a window from the display, and
// the two go side by side. Nothing else may measure text before it is done.
func readFonts(report func(error)) (done <-chan struct{}) {
	d := make(chan struct{})
	live.Go(func() error {
		for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
			fyne.MeasureText("0", textSize, style)
		}
		return nil
	}, func(err error) {
		close(d)
		if err != nil {
			report(err)
		}
	})
	return d
}

// lead is what a line of text gets above and below, as a share of its size.
const lead = 0.11

// leaded is a font with room between lines: this one has none, and Fyne sets lines of a label exactly as far apart as the
// font says. Letters stay as they are.
func leaded(ttf []byte) []byte {
	tables := int(binary.BigEndian.Uint16(ttf[4:]))
	var heights, unit int // offsets
	for i := range tables {
		entry := ttf[12+16*i:]
		switch offset := int(binary.BigEndian.Uint32(entry[8:])); string(entry[:4]) {
		case "hhea":
			heights = offset + 4
		case "head":
			unit = offset + 18
		}
	}
	out := bytes.Clone(ttf)
	more := int16(lead * float64(binary.BigEndian.Uint16(out[unit:])))
	for i, by := range []int16{more, -more} { // ascent, descent
		at := out[heights+2*i:]
		binary.BigEndian.PutUint16(at, binary.BigEndian.Uint16(at)+uint16(by))
	}
	return out
}

// Font is part of fyne.Theme.
func (l look) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return theme.DefaultTheme().Font(s)
	case s.Bold:
		return bold
	default:
		return regular
	}
}

// Icon is part of fyne.Theme.
func (l look) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size is part of fyne.Theme.
func (l look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		if l.text > 0 {
			return l.text
		}
		return textSize
	case theme.SizeNameCaptionText:
		return hintSize
	case sizeSaying:
		return sayingSize
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 4
	case theme.SizeNameInnerPadding:
		return 7
	default:
		return theme.DefaultTheme().Size(name)
	}
}

// sceneTheme is the theme of pictures on the screen that goes with the widgets'.
func (a *App) sceneTheme() assets.Theme {
	if (look{choice: a.theme}).variant(a.fyne.Settings().ThemeVariant()) == theme.VariantDark {
		return assets.Dark
	}
	return assets.Light
}
