package report_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/lang"
	"seika/internal/report"
)

func TestOfManyThingsThatAQuestionIsAboutTheFirstAreNamed(t *testing.T) {
	asked := func(l lang.Lang, about ...string) string {
		m := &report.Meeting{Lang: l, Questions: []report.State{{Questions: []report.Question{{About: about}}}}}
		_, rows := m.Asked()
		return rows[0][2]
	}
	assert.Equal(t, "a, b, c, d, e", asked(lang.EN, "a", "b", "c", "d", "e"))
	assert.Equal(t, "a, b, c, and 4 more", asked(lang.EN, "a", "b", "c", "d", "e", "f", "g"))
	assert.Equal(t, "a、b、c、ほか4個", asked(lang.JA, "a", "b", "c", "d", "e", "f", "g"))
}
