package lang_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
)

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	w := lang.Words()
	require.Equal(t, w.Keys(lang.EN), w.Keys(lang.JA), "the keys of both languages")
	for _, k := range w.Keys(lang.EN) {
		assert.Equal(t, lang.Places(w.Raw(lang.EN, k)), lang.Places(w.Raw(lang.JA, k)), "places of %s", k)
		assert.NotEmpty(t, w.Raw(lang.JA, k), "%s in Japanese", k)
	}
}

func catalogue(t *testing.T, en, ja string) *lang.Catalog {
	t.Helper()
	c, err := lang.Load(fstest.MapFS{
		"w/en/a.json": {Data: []byte(en)},
		"w/ja/a.json": {Data: []byte(ja)},
	}, "w")
	require.NoError(t, err)
	return c
}

func TestPlacesAreFilled(t *testing.T) {
	c := catalogue(t,
		`{"tidied":"Tidied {n} {n|deliverable|deliverables}.","brace":"{{{v}}}","list":"Not: {l}","in":"({m})"}`,
		`{"tidied":"{n}個の成果物を整えました。","brace":"{{{v}}}","list":"ない: {l}","in":"（{m}）"}`)
	for _, tc := range []struct {
		l    lang.Lang
		m    lang.Msg
		want string
	}{
		{lang.EN, lang.M("tidied", "n", 1), "Tidied 1 deliverable."},
		{lang.EN, lang.M("tidied", "n", 24), "Tidied 24 deliverables."},
		{lang.JA, lang.M("tidied", "n", 24), "24個の成果物を整えました。"},
		{lang.EN, lang.M("brace", "v", "x{y}"), "{x{y}}"},
		{lang.EN, lang.M("tidied"), "Tidied {n} {n|deliverable|deliverables}."},
		{lang.EN, lang.M("gone"), "‹gone›"},
		{lang.JA, lang.M("list", "l", []lang.Msg{lang.M("in", "m", "a"), lang.M("in", "m", "b")}), "ない: （a）、（b）"},
	} {
		assert.Equal(t, tc.want, c.Text(tc.l, tc.m), "%s in %s", tc.m.Key, tc.l)
	}
}

func TestAKeyMayStandOnlyOnce(t *testing.T) {
	_, err := lang.Load(fstest.MapFS{
		"w/en/a.json": {Data: []byte(`{"k":"v"}`)},
		"w/en/b.json": {Data: []byte(`{"k":"w"}`)},
	}, "w")
	assert.ErrorContains(t, err, `key "k" is given twice`)
}
