package report_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
)

func TestHowOftenAndHowLongIsSaidAsPeopleSayIt(t *testing.T) {
	for f, want := range map[model.Freq][2]string{
		"1/week": {"every week", "毎週"}, "2/week": {"2 times a week", "週に2回"}, "1/quarter": {"every quarter", "四半期ごと"}, "3/hour": {"3 times an hour", "1時間に3回"},
		"once": {"once", "一度"}, "event": {"when needed", "都度"}, "": {"", ""}, "from a newer program": {"from a newer program", "from a newer program"},
	} {
		assert.Equal(t, want, [2]string{report.Often(f, lang.EN), report.Often(f, lang.JA)}, f)
	}
	for d, want := range map[model.Dur][2]string{
		"1d": {"1 day", "1日"}, "10d": {"10 days", "10日"}, "0.5d": {"0.5 days", "0.5日"}, "2w": {"2 weeks", "2週間"}, "1mo": {"1 month", "1か月"}, "90min": {"90 minutes", "90分"},
		"1h": {"1 hour", "1時間"}, "": {"", ""}, "long": {"long", "long"},
	} {
		assert.Equal(t, want, [2]string{report.Lasts(d, lang.EN), report.Lasts(d, lang.JA)}, d)
	}
}
