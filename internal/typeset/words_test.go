package typeset_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/lang"
	"seika/internal/typeset"
)

func TestTheProgramsOwnWordsAreCovered(t *testing.T) {
	for _, l := range []lang.Lang{lang.EN, lang.JA} {
		for _, key := range lang.Words().Keys(l) {
			for _, r := range lang.Words().Raw(l, key) {
				assert.True(t, r == '\n' || typeset.Covered(r), "%s %s: %U %c", l, key, r, r)
			}
		}
	}
}
