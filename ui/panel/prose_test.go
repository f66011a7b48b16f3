package panel

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
)

func TestProseBreaksLinesAsJapaneseDoes(t *testing.T) {
	test.NewTempApp(t)
	const said = "「業界知識」を知る人が休むと、1個の成果のうち1個が止まります。代わりは誰ですか。"
	p := NewProse(said)
	for width := float32(80); width < 700; width += 7 {
		p.Resize(fyne.NewSize(width, 100))
		assert.NotRegexp(t, "\n[。、」）]", p.Text, "%v px", width)
		assert.Equal(t, said, p.Said())
	}
	p.Resize(fyne.NewSize(2000, 100))
	assert.Equal(t, said, p.Text)

	p.Most = 2
	p.Resize(fyne.NewSize(200, 100))
	assert.Regexp(t, `^「業界知識」.+\n.+…$`, p.Text)
}
