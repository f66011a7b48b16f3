package ui

import (
	"fmt"
	"image/color"
	"maps"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// TestNothingInTheWindowOverlaps looks at the sizes of interaction.md §2.4 in both languages and in one that is longer: bar and status line keep their
// parts beside each other, and no text of the status line is cut.
func TestNothingInTheWindowOverlaps(t *testing.T) {
	d := deskWith(t, many)
	for _, size := range []fyne.Size{{Width: 1280, Height: 800}, {Width: 853, Height: 533}, {Width: 840, Height: 520}} {
		for _, l := range []lang.Lang{lang.EN, lang.JA, lang.Stretched} {
			d.app.setLang(l)
			d.w.win.Resize(size)
			for _, sel := range []string{"", "A", "D"} {
				if sel == "" {
					d.pick()
				} else {
					d.pick(sel)
				}
				bar := d.w.bar.object.(*fyne.Container).Objects[1:]
				for i := 1; i < len(bar); i++ {
					before, o := bar[i-1], bar[i]
					assert.LessOrEqual(t, before.Position().X+before.Size().Width, o.Position().X, "%v %s: part %d of the bar", size, l, i)
				}
				row := d.w.status.object.(*fyne.Container)
				hints := d.w.status.hints
				end := row.Objects[0].Position().X + hints.Position().X + hints.MinSize().Width
				assert.LessOrEqual(t, end, row.Objects[1].Position().X, "%v %s: %q and the counts", size, l, hints.Text)
				assert.NotEmpty(t, hints.Text, "%v %s: the first hint", size, l)
			}
		}
	}
}

// TestTheLanguageSwitchesInPlace is no. 16 of interaction.md §11: document, selection and keyboard stay.
func TestTheLanguageSwitchesInPlace(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("D")
	before := d.bytes()
	d.w.openSide(propertiesTab)
	d.app.setLang(lang.JA)
	d.settle()
	assert.Equal(t, before, d.bytes())
	assert.Equal(t, "D", d.sel())
	assert.Equal(t, "canvas", d.focus())
	assert.Equal(t, "ファイル", d.w.win.MainMenu().Items[0].Label)
	assert.True(t, d.w.side.Visible())
	d.words("Tab «書きかけ»")
	d.app.setLang(lang.EN)
	assert.Equal(t, "bar", d.focus())
	assert.Equal(t, "書きかけ", d.w.bar.entry.Text)
	d.press("Enter")
	assert.Contains(t, d.lines(), "D > 書きかけ")
}

// TestAPanelOverTheCanvasHidesNoQuestion: in a narrow window what F8 goes to is shown beside the panel.
func TestAPanelOverTheCanvasHidesNoQuestion(t *testing.T) {
	d := deskWith(t, many)
	d.w.win.Resize(fyne.NewSize(840, 520))
	d.w.canvas.Fit()
	d.settle()
	for range d.w.open() {
		d.press("F8")
		f, _ := d.w.asked()
		for _, id := range f.At[:min(1, len(f.At))] {
			r, ok := d.w.diagram.Rect(id)
			assert.True(t, !ok || d.w.canvas.Seen().Holds(r), "%s", f.Key)
		}
	}
	assert.Less(t, d.w.canvas.ToWidget(d.w.canvas.Seen().Max).X, d.w.side.Position().X+1)
}

// TestTextStandsOnItsBackground: words of the panels come with the colours of the theme, in both.
func TestTextStandsOnItsBackground(t *testing.T) {
	d := deskWith(t, many)
	for _, c := range themeChoices[1:] {
		d.app.setTheme(c)
		d.settle()
		for _, o := range test.LaidOutObjects(d.w.side) {
			if text, ok := o.(*canvas.Text); ok {
				r, g, b, _ := text.Color.RGBA()
				light := r+g+b > 3*0x8000
				assert.Equal(t, c == darkTheme, light, "%q in %s", text.Text, c)
			}
		}
	}
}

// TestWordsOfWidgetsStandOutFromTheirBackground is no. 17 of interaction.md §11 for what is not the picture: 4.5 to 1 in both themes.
func TestWordsOfWidgetsStandOutFromTheirBackground(t *testing.T) {
	for _, choice := range themeChoices[1:] {
		l := look{choice: choice}
		for _, back := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground, theme.ColorNameInputBackground} {
			for _, front := range []fyne.ThemeColorName{theme.ColorNameForeground, theme.ColorNamePlaceHolder, theme.ColorNameDisabled} {
				assert.GreaterOrEqual(t, contrast(l.Color(front, 0), l.Color(back, 0)), 4.5, "%s: %s on %s", choice, front, back)
			}
		}
	}
}

// contrast is how far two colours are apart, as WCAG 2.1 has it: 1 to 21.
func contrast(a, b color.Color) float64 {
	linear := func(c uint32) float64 {
		v := float64(c) / 0xFFFF
		if v <= 0.03928 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	light := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b) + 0.05 // relative luminance
	}
	x, y := light(a), light(b)
	return max(x, y) / min(x, y)
}

// TestWordsAndColoursLeaveTheViewAlone: a change of language or theme makes the window anew, round a picture that stays.
func TestWordsAndColoursLeaveTheViewAlone(t *testing.T) {
	d := deskWith(t, many)
	d.w.openSide(questionsTab)
	d.settle()
	before := d.w.canvas.View()
	d.app.setLang(lang.JA)
	d.settle()
	assert.Equal(t, before, d.w.canvas.View(), "language")
	d.app.setTheme(darkTheme)
	d.settle()
	assert.Equal(t, before, d.w.canvas.View(), "theme")
}

func TestTakingAnArrangementBackLeavesThePictureInView(t *testing.T) {
	d := deskWith(t, flow)
	d.w.selectAll()
	require.NoError(t, d.w.doc.Do(edit.Move{IDs: d.w.nodes(), By: geom.Pt(0, 3200)})) // where a fresh arrangement does not leave it
	d.settle()
	d.w.canvas.Fit()
	d.press("Esc")
	d.w.run("arrange")
	d.until("arranged", func() bool { return d.w.doc.Done() == "command.place" })
	d.settle()
	require.True(t, d.w.canvas.View().Holds(d.w.scene.Bounds))
	d.press("Ctrl+Z")
	assert.True(t, d.w.canvas.View().Holds(d.w.scene.Bounds))
	d.press("Ctrl+Y")
	assert.True(t, d.w.canvas.View().Holds(d.w.scene.Bounds))
}

// TestTurningTheFlowIsOneStep: taking it back brings back both the direction and the picture.
func TestTurningTheFlowIsOneStep(t *testing.T) {
	d := deskWith(t, flow)
	d.w.run("arrange")
	d.until("arranged", func() bool { return d.w.doc.Done() == "command.place" })
	before := d.places()
	for range 2 {
		was := d.places()
		d.w.run("direction")
		d.until("turned", func() bool { return !maps.Equal(was, d.places()) })
		d.settle()
	}
	d.press("Ctrl+Z")
	assert.Equal(t, model.TopBottom, d.w.doc.Graph().Meta().Direction, "back to what was turned first")
	d.press("Ctrl+Z")
	assert.Equal(t, model.LeftRight, d.w.doc.Graph().Meta().Direction)
	assert.Equal(t, before, d.places())
}

// TestThePropertiesAreCalledAsTheirElementIs, also once it is called otherwise.
func TestThePropertiesAreCalledAsTheirElementIs(t *testing.T) {
	d := deskWith(t, "A > B\n")
	d.w.openSide(propertiesTab)
	d.w.selectIDs(d.w.doc.Graph().Named("A"))
	d.words("F2 Ctrl+A «契約書» Enter")
	labels := func() []string { return strings.Split(reads(d.w.properties.Object()), "\n") }
	assert.Contains(t, labels(), "契約書")
	d.words("Ctrl+G «契約» Enter")
	assert.Contains(t, labels(), "契約")
}

// TestThePanelMakesNoNameTooSmallToRead: a picture that would be is left as it is.
func TestThePanelMakesNoNameTooSmallToRead(t *testing.T) {
	for links, fits := range map[int]bool{6: true, 14: false} {
		var line strings.Builder
		for i := range links {
			fmt.Fprintf(&line, "Deliverable %d > Deliverable %d\n", i, i+1)
		}
		d := deskWith(t, line.String())
		d.w.win.Resize(fyne.NewSize(1280, 800))
		d.w.run("arrange")
		d.until("arranged", func() bool { return d.w.scene.Bounds.W() > 900 })
		d.settle()
		d.w.canvas.Fit()
		was := d.w.canvas.Zoom()
		d.w.openSide(questionsTab)
		if fits {
			assert.True(t, d.w.canvas.Seen().Holds(d.w.scene.Bounds))
		} else {
			assert.InDelta(t, was, d.w.canvas.Zoom(), 1e-9)
		}
	}
}
