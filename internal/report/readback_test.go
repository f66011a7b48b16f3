package report_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/source"
	"seika/model/lines"
)

// TestReadBackOfEveryCase is the table of interaction.md §7: each way in which something comes about, in both languages.
func TestReadBackOfEveryCase(t *testing.T) {
	for _, c := range []struct{ lines, en, ja string }{
		{"A, B, (C) > X\nX = D", "“X” is made from “A” and “B”, using “C”, and agreed with “D”.", "「X」は「A」と「B」から、「C」を使って作り、「D」とすり合わせます。"},
		{"A, B, C > X", "“X” is made from “A”, “B” and “C”.", "「X」は「A」「B」「C」から作ります。"},
		{"A, (C) > X", "“X” is made from “A”, using “C”.", "「X」は「A」から、「C」を使って作ります。"},
		{"A > X\nX = D", "“X” is made from “A”, and agreed with “D”.", "「X」は「A」から作り、「D」とすり合わせます。"},
		{"(C) > X", "“X” rests on “C” alone.", "「X」は「C」だけを頼りに作ります。"},
		{"(C) > X\nX = D", "“X” rests on “C” alone, and is agreed with “D”.", "「X」は「C」だけを頼りに作り、「D」とすり合わせます。"},
		{"X = D", "“X” is settled together with “D”.", "「X」は「D」とすり合わせて決めます。"},
		{"A > (X)", "“X” grows from “A”.", "「X」は「A」から身につきます。"},
		{"X #ext > A", "“X” comes from outside.", "「X」は外部から受け取ります。"},
		{"X > A", "“X” is there at the start.", "「X」は初めからあります。"},
		{"X", "“X” is not joined to anything.", "「X」はどこにもつながっていません。"},
		{"A > X @営業部 #goal", "営業部 makes “X” from “A”. This is the goal.", "営業部が「X」を「A」から作ります。これがゴールです。"},
	} {
		in, err := source.Read(context.Background(), "", strings.NewReader(c.lines), source.Defaults())
		require.NoError(t, err)
		g, err := lines.Parse(context.Background(), in)
		require.NoError(t, err)
		id := g.Named("X")[0]
		assert.Equal(t, c.en, report.ReadBack{Lang: lang.EN, Graph: g, Owners: true}.Of(id), c.lines)
		assert.Equal(t, c.ja, report.ReadBack{Lang: lang.JA, Graph: g, Owners: true}.Of(id), c.lines)
	}
}
