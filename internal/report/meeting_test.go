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

func TestManyQuestionsOfARuleStandAsOneInAReport(t *testing.T) {
	m := &report.Meeting{Lang: lang.EN}
	var s report.State
	for i, name := range []string{"offer", "plan", "bill", "map", "list", "test", "slip"} {
		s.Questions = append(s.Questions, report.Question{Key: "U02@" + name, Rule: "U02", Number: i + 1, About: []string{name}, Ask: "Who uses “" + name + "”?"})
	}
	s.Questions = append(s.Questions, report.Question{Key: "K01@map", Rule: "K01", Ask: "Who else?"})
	s.Questions[4].Answer = "the archive"
	folded := m.Folded(s)
	var asked []string
	for _, q := range folded {
		asked = append(asked, q.Ask)
	}
	assert.Equal(t, []string{"Who uses “offer”?", "Who uses “list”?", "Who else?"}, asked, "an answer stands by itself")
	assert.Equal(t, "The same is asked about 5 more: 2 plan, 3 bill, 4 map, 6 test, 7 slip", folded[0].Same)

	s.Questions[0].Till = "2026-12-01"
	assert.Len(t, m.Folded(s), len(s.Questions), "five are read one by one")
	assert.Empty(t, s.Questions[1].Same, "the meeting is as it was")
}

func TestAColumnInWhichNothingIsSaidIsLeftOutOfTheTable(t *testing.T) {
	m := &report.Meeting{Lang: lang.EN, Table: []report.Row{{Name: "offer", Kind: "deliverable", Owner: "Sato"}, {Name: "bill", Kind: "goal"}}}
	titles, rows, wide := m.Listed()
	assert.Equal(t, []string{"Name", "Kind", "Owner"}, titles)
	assert.Equal(t, [][]string{{"offer", "deliverable", "Sato"}, {"bill", "goal", ""}}, rows)
	assert.InDelta(t, 1, wide[0]+wide[1]+wide[2], 1e-9, "the others are wider")
}
