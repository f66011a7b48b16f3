package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"seika/internal/store"
)

func TestFileNamesOfLabels(t *testing.T) {
	for label, want := range map[string]string{
		"要件案":                           "要件案",
		"か\u3099":                       "が",
		"plan: A/B?":                    "plan_ A_B_",
		"a\x00b\nc":                     "a_b_c",
		"ab\u202efdp.exe":               "abfdp.exe",
		"a\u200bb\ufeff":                "ab",
		"..hidden":                      "hidden",
		"-rf":                           "rf",
		" . x . ":                       "x",
		"":                              "untitled",
		" .. ":                          "untitled",
		"\u202e":                        "untitled",
		"CON":                           "_CON",
		"con.report":                    "_con.report",
		"COM1":                          "_COM1",
		"com¹.txt":                      "_com¹.txt",
		"COM":                           "COM",
		"Lpt9 ":                         "_Lpt9",
		"console":                       "console",
		"a\xffb":                        "ab",
		strings.Repeat("a", 300):        strings.Repeat("a", 80),
		strings.Repeat("契", 300):        strings.Repeat("契", 66),
		strings.Repeat("a", 79) + ". b": strings.Repeat("a", 79),
	} {
		assert.Equal(t, want, store.FileName(label), "%q", label)
	}
}

func FuzzFileName(f *testing.F) {
	for _, s := range []string{"要件案", "COM¹", "..", "a\u202eb", strings.Repeat("契", 90), "nul.", " con", "a\xff", "\u0301", "-.-"} {
		f.Add(s)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, label string) {
		name := store.FileName(label)
		require.NotEmpty(t, name)
		require.True(t, utf8.ValidString(name))
		require.LessOrEqual(t, len(name), 201)
		require.Equal(t, norm.NFC.String(name), name)
		require.Equal(t, name, store.FileName(name), "a name that is made stays")
		require.Equal(t, name, filepath.Base(name))
		require.NotContains(t, ".-", name[:1])
		for _, r := range name {
			require.False(t, unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>:"/\|?*`, r), "%q", r)
		}
		path := filepath.Join(dir, name+".seika")
		require.NoError(t, os.WriteFile(path, nil, 0o600))
		require.NoError(t, os.Remove(path))
	})
}
