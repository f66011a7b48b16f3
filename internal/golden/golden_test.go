package golden

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recorder is a test that only notes how it failed.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper()                   {}
func (r *recorder) Failed() bool              { return len(r.failures) > 0 }
func (r *recorder) Logf(string, ...any)       {}
func (r *recorder) Errorf(f string, a ...any) { r.failures = append(r.failures, fmt.Sprintf(f, a...)) }

func caseOf(t *testing.T, text string) (*Case, *recorder) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "k.txtar")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	r := &recorder{TB: t}
	return open(r, path, "k"), r
}

func TestACaseFailsOnWhatDiffersIsMissingOrIsUnused(t *testing.T) {
	const text = "about it\n-- in --\na > b\n-- want --\nb\n"
	for _, tc := range []struct {
		name string
		test func(c *Case)
		want string
	}{
		{"all used and equal", func(c *Case) { c.In("in"); c.Want("want", "b\n") }, ""},
		{"no line end", func(c *Case) { c.In("in"); c.Want("want", "b") }, ""},
		{"differs", func(c *Case) { c.In("in"); c.Want("want", "c") }, `part "want" -want +got`},
		{"missing", func(c *Case) { c.In("in"); c.Want("other", "c") }, `no part "other"`},
		{"unused", func(c *Case) { c.Want("want", "b") }, `nothing uses part "in"`},
		{"would read as parts", func(c *Case) { c.Want("want", "-- x --") }, "which would begin a part"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, r := caseOf(t, text)
			assert.Equal(t, "about it\n", c.Comment)
			tc.test(c)
			c.close()
			if tc.want == "" {
				assert.Empty(t, r.failures)
				return
			}
			require.Len(t, r.failures, 1)
			assert.Contains(t, r.failures[0], tc.want)
		})
	}

	_, r := caseOf(t, "-- a --\n-- a --\n")
	assert.Len(t, r.failures, 1, "a part that is there twice")
}

func TestUpdateWritesOnlyWhatDiffers(t *testing.T) {
	*update = true
	defer func() { *update = false }()

	c, r := caseOf(t, "-- in --\nx\n-- want --\nold\n")
	c.In("in")
	c.Want("want", "new")
	c.Want("more", "added\n")
	c.close()
	assert.Empty(t, r.failures)
	text, err := os.ReadFile(c.path)
	require.NoError(t, err)
	assert.Equal(t, "-- in --\nx\n-- want --\nnew\n-- more --\nadded\n", string(text))

	c, _ = caseOf(t, "-- want --\nsame\n")
	before, err := os.Stat(c.path)
	require.NoError(t, err)
	c.Want("want", "same")
	c.close()
	after, err := os.Stat(c.path)
	require.NoError(t, err)
	assert.False(t, c.changed)
	assert.Equal(t, before.ModTime(), after.ModTime())
}

// plate is a white picture with dark boxes in it.
func plate(boxes ...image.Rectangle) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 400, 300))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	for _, b := range boxes {
		draw.Draw(m, b, image.NewUniform(color.Gray{Y: 40}), image.Point{}, draw.Src)
	}
	return m
}

func TestPicturesMayDifferByRoundingOnly(t *testing.T) {
	box := image.Rect(50, 50, 200, 150)
	want := plate(box)

	softer := plate(box)
	for i := range softer.Pix {
		if i%4 != 3 {
			softer.Pix[i] -= 8
		}
	}
	pale := plate(box)
	for x := 50; x < 200; x++ { // one row of the edge half as dark
		pale.Set(x, 50, color.Gray{Y: 130})
	}
	shifted := image.NewRGBA(image.Rect(10, 10, 410, 310))
	draw.Draw(shifted, shifted.Bounds(), want, image.Point{}, draw.Src)

	for name, got := range map[string]image.Image{"the same": plate(box), "every channel by 8": softer, "a hairline": pale, "another origin": shifted} {
		assert.Empty(t, Differ(want, got), name)
	}

	lost := image.Rect(201, 97, 207, 103) // an arrowhead of 6 px
	hollow := plate(box)
	draw.Draw(hollow, box.Inset(1), image.White, image.Point{}, draw.Src)
	clear := image.NewRGBA(want.Bounds())
	speckled := plate(box)
	for i := 0; i < len(speckled.Pix); i += 4 * 101 { // about 1 % of pixels by 20, spread thin
		speckled.Pix[i] -= 20
	}
	for name, pair := range map[string][2]image.Image{
		"a lost arrowhead":   {plate(box, lost), want},
		"a shift by 1 px":    {want, plate(box.Add(image.Pt(1, 0)))},
		"a fill that is off": {want, hollow},
		"another size":       {want, want.SubImage(image.Rect(0, 0, 400, 299))},
		"nothing drawn":      {want, clear},
		"speckles":           {want, speckled},
	} {
		assert.NotEmpty(t, Differ(pair[0], pair[1]), name)
	}
}

func TestTheDifferenceIsRedWhereItIs(t *testing.T) {
	m := difference(plate(), plate(image.Rect(8, 8, 16, 16)))
	assert.Equal(t, color.RGBA{R: 255, A: 255}, m.At(10, 10))
	assert.Equal(t, color.RGBA{R: 255, G: 255, B: 255, A: 255}, m.At(100, 100))
}
