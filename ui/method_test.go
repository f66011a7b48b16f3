package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/lang"
)

func TestAnInputMethodIsKeptOutByTheLocaleC(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{"XMODIFIERS": "@im=uim", "LANG": "C.UTF-8"}, true},
		{map[string]string{"XMODIFIERS": "@im=uim"}, true},
		{map[string]string{"XMODIFIERS": "@im=uim", "LC_ALL": "POSIX", "LANG": "ja_JP.UTF-8"}, true},
		{map[string]string{"XMODIFIERS": "@im=uim", "LC_CTYPE": "ja_JP.UTF-8", "LANG": "C"}, false},
		{map[string]string{"XMODIFIERS": "@im=ibus", "LANG": "ja_JP.UTF-8"}, false},
		{map[string]string{"LANG": "C"}, false},
	} {
		assert.Equal(t, c.want, KeptOut(func(name string) string { return c.env[name] }), "%v", c.env)
	}
}

// TestAnInputMethodThatIsKeptOutIsSaidOnce, and typing is as ever: case 10 of the list.
func TestAnInputMethodThatIsKeptOutIsSaidOnce(t *testing.T) {
	d := newDesk(t)
	d.app.config.KeptOut = true
	d.app.warnOfMethod()
	assert.Equal(t, d.app.text(lang.M("ui.no_input_method")), d.said())
	assert.Len(t, d.w.messages, 1)
	d.press("Enter")
	d.text("ab")
	d.press("Enter")
	assert.Equal(t, "canvas", d.focus())
	d.id("ab")
}
