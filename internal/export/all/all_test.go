package all_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/export"
	"seika/internal/export/all"
	"seika/internal/lang"
)

func TestEveryFormatIsToldApartAndMadeFromOneThing(t *testing.T) {
	names, suffixes := map[string]bool{}, map[string]bool{}
	for _, f := range all.Formats {
		assert.False(t, names[f.Name], "two formats named %s", f.Name)
		assert.False(t, !f.ByName && suffixes[f.Suffix], "two formats with the suffix %s", f.Suffix)
		names[f.Name] = true
		suffixes[f.Suffix] = suffixes[f.Suffix] || !f.ByName
		assert.Regexp(t, `^(\.[a-z0-9-]+)*$`, f.Suffix)
		assert.NotEmpty(t, f.Mime, f.Name)
		set := 0
		for _, there := range []bool{f.Picture != nil, f.Diagram != nil, f.Model != nil, f.Table != nil, f.Report != nil} {
			if there {
				set++
			}
		}
		assert.Equal(t, 1, set, "functions of %s", f.Name)
		for _, m := range f.Loses {
			assert.True(t, lang.Has(m.Key), m.Key)
		}
		got, ok := export.Find(all.Formats, "Some.Thing"+f.Suffix)
		assert.Equal(t, !f.ByName, ok && got.Name == f.Name, "found by suffix %s: %s", f.Suffix, got.Name)
		got, ok = export.Named(all.Formats, f.Name)
		assert.True(t, ok && got.Name == f.Name)
	}
	_, ok := export.Find(all.Formats, "png")
	assert.False(t, ok, "a name without a suffix")
}
