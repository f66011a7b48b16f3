package all_test

import (
	"testing"

	"seika/internal/export/all"
	"seika/internal/export/exporttest"
)

func TestEveryFormatDoesWhatAllMust(t *testing.T) {
	for _, f := range all.Formats {
		t.Run(f.Name, func(t *testing.T) { exporttest.Check(t, f) })
	}
}
