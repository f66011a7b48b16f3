package assets_test

import (
	"image/color"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/assets"
)

func TestColoursCanBeReadAndToldApart(t *testing.T) {
	for _, theme := range assets.Themes() {
		p := theme.Palette()
		atLeast := func(least float64, what string, front color.NRGBA, backs ...color.NRGBA) {
			for _, back := range backs {
				assert.GreaterOrEqual(t, contrast(front, back), least, "theme %d: %s %s on %s", theme, what, assets.Hex(front), assets.Hex(back))
			}
		}
		fills := []color.NRGBA{p.Paper, p.Box, p.Intangible}
		atLeast(7, "text", p.Text, append(fills, p.TitleBar)...)
		atLeast(4.5, "external text", p.ExternalText, fills...)
		for _, line := range []color.NRGBA{p.BoxLine, p.ExternalLine, p.Frame, p.IO, p.Sync, p.Selection} {
			atLeast(3, "line", line, fills...)
		}
		severities := []assets.Badge{p.Error, p.High, p.Medium, p.Low, p.Info}
		for i, b := range severities {
			atLeast(4.5, "sign of badge", b.Sign, b.Fill)
			for _, c := range severities[:i] {
				assert.GreaterOrEqual(t, distance(b.Fill, c.Fill), 15.0, "theme %d: severities %s and %s", theme, assets.Hex(b.Fill), assets.Hex(c.Fill))
			}
		}
		if theme == assets.Print {
			continue // has no colours: dashes and heads tell the relations apart
		}
		for _, pair := range [][2]color.NRGBA{{p.IO, p.Sync}, {p.IO, p.Selection}, {p.Sync, p.Selection}} {
			assert.GreaterOrEqual(t, distance(pair[0], pair[1]), 15.0, "theme %d: %s and %s", theme, assets.Hex(pair[0]), assets.Hex(pair[1]))
		}
	}
}

func TestPrintHasNoColours(t *testing.T) {
	p := assets.Print.Palette()
	for _, c := range []color.NRGBA{
		p.Paper, p.Box, p.Intangible, p.TitleBar, p.Text, p.ExternalText, p.BoxLine, p.ExternalLine, p.Frame, p.IO, p.Sync, p.Selection,
		p.Error.Fill, p.High.Fill, p.Medium.Fill, p.Low.Fill, p.Info.Fill,
	} {
		assert.True(t, c.R == c.G && c.G == c.B, assets.Hex(c))
	}
}

func TestHexWritesTheColourForFiles(t *testing.T) {
	assert.Equal(t, "#0062C4", assets.Hex(assets.Light.Palette().Selection))
	assert.Equal(t, "#01020380", assets.Hex(color.NRGBA{1, 2, 3, 0x80}))
}

type vec [3]float64

// linear is the colour as shares of light, sRGB.
func linear(c color.NRGBA) vec {
	var out vec
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		f := float64(v) / 255
		if f <= 0.04045 {
			out[i] = f / 12.92
		} else {
			out[i] = math.Pow((f+0.055)/1.055, 2.4)
		}
	}
	return out
}

// contrast is that of WCAG 2.
func contrast(a, b color.NRGBA) float64 {
	luminance := func(c color.NRGBA) float64 {
		v := linear(c)
		return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2]
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// sights are normal sight and the three kinds of colour blindness at full strength: Machado, Oliveira, Fernandes 2009.
var sights = [][3]vec{
	{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// distance is the smallest CIE76 distance of two colours over all kinds of sight.
func distance(a, b color.NRGBA) float64 {
	least := math.Inf(1)
	for _, sight := range sights {
		p, q := lab(seen(sight, linear(a))), lab(seen(sight, linear(b)))
		least = min(least, math.Sqrt(sq(p[0]-q[0])+sq(p[1]-q[1])+sq(p[2]-q[2])))
	}
	return least
}

func seen(m [3]vec, v vec) vec {
	var out vec
	for i, row := range m {
		out[i] = min(max(row[0]*v[0]+row[1]*v[1]+row[2]*v[2], 0), 1)
	}
	return out
}

// lab goes from linear sRGB to CIELAB under D65.
func lab(v vec) vec {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*v[0] + 0.3575761*v[1] + 0.1804375*v[2]) / 0.95047)
	y := f(0.2126729*v[0] + 0.7151522*v[1] + 0.0721750*v[2])
	z := f((0.0193339*v[0] + 0.1191920*v[1] + 0.9503041*v[2]) / 1.08883)
	return vec{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func sq(f float64) float64 { return f * f }
