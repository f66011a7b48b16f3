package all_test

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/export"
	"seika/internal/export/all"
	"seika/internal/export/exporttest"
	"seika/internal/lang"
	"seika/internal/report"
)

func TestEveryFormatDoesWhatAllMust(t *testing.T) {
	for _, f := range all.Formats {
		t.Run(f.Name, func(t *testing.T) { exporttest.Check(t, f) })
	}
}

func TestTheBytesDoNotDependOnWhereAndWhenTheyAreWritten(t *testing.T) {
	g := sheet(t)
	meeting, err := report.Meet(t.Context(), g, asked(t, g), nil, report.Options{Lang: lang.JA})
	require.NoError(t, err)
	for _, f := range all.Formats {
		write := func(t *testing.T, zone *time.Location, language string) []byte {
			t.Setenv("LANG", language)
			t.Setenv("LC_ALL", language)
			was := time.Local
			time.Local = zone
			defer func() { time.Local = was }()
			var b bytes.Buffer
			require.NoError(t, export.Write(t.Context(), &b, f, export.Input{Graph: g, Meeting: meeting}, export.Options{Scale: 1}))
			return b.Bytes()
		}
		synctest.Test(t, func(t *testing.T) {
			here := write(t, time.UTC, "C")
			time.Sleep(400 * 24 * time.Hour)
			assert.True(t, bytes.Equal(here, write(t, time.FixedZone("Kiritimati", 14*60*60), "ja_JP.UTF-8")), f.Name)
		})
	}
}
