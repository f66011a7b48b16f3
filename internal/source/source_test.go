package source_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/lang"
	"seika/internal/source"
)

func TestReadingDropsTheByteOrderMarkOnce(t *testing.T) {
	assert.Equal(t, "\uFEFFx", string(read(t, "\uFEFF\uFEFFx", source.Limits{}).Data))
	assert.Empty(t, read(t, "", source.Limits{}).Data)
}

func TestTooManyBytesAreRefusedBeforeAndWhileReading(t *testing.T) {
	limits := source.Limits{Bytes: 10}
	_, err := source.Read(t.Context(), "a", strings.NewReader("0123456789"), limits)
	require.NoError(t, err)

	_, err = source.Read(t.Context(), "-", io.MultiReader(strings.NewReader("0123456789x")), limits)
	assert.EqualError(t, err, "-:1:1: There is more here than the limit of 10 B (--limit bytes=…).")

	path := filepath.Join(t.TempDir(), "a")
	require.NoError(t, os.WriteFile(path, bytes.Repeat([]byte("x"), 73<<10), 0o600))
	f, err := os.Open(path)
	require.NoError(t, err)
	defer func() { assert.NoError(t, f.Close()) }()
	_, err = source.Read(t.Context(), "a", f, source.Limits{Bytes: 50 << 10})
	assert.EqualError(t, err, "a:1:1: 73 KB is more than the limit of 50 KB (--limit bytes=…).")
	var refused *source.Refused
	assert.ErrorAs(t, err, &refused)
}

func TestAnEndlessSourceIsCutOff(t *testing.T) {
	_, err := source.Read(t.Context(), "-", endless{}, source.Limits{Bytes: 3 << 20})
	assert.ErrorContains(t, err, "limit of 3 MB")
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestAFailingSourceIsNoProblemOfItsContent(t *testing.T) {
	broken := errors.New("stick pulled")
	_, err := source.Read(t.Context(), "a.seika", iotest.ErrReader(broken), source.Limits{})
	require.ErrorIs(t, err, broken)
	assert.EqualError(t, err, "read a.seika: stick pulled")
}

func TestColumnsCountCodePoints(t *testing.T) {
	in := read(t, "契約書\r\n𠮷x\n\n\xff\xffz", source.Limits{})
	for _, tc := range []struct {
		before    string
		line, col int
	}{
		{"", 1, 1},
		{"契", 1, 2},
		{"契約書", 1, 4},
		{"契約書\r\n", 2, 1},
		{"契約書\r\n𠮷", 2, 2},
		{"契約書\r\n𠮷x\n", 3, 1},
		{"契約書\r\n𠮷x\n\n\xff\xff", 4, 3},
	} {
		line, col := in.Place(len(tc.before))
		assert.Equal(t, [2]int{tc.line, tc.col}, [2]int{line, col}, "place after %q", tc.before)
	}
	line, col := in.Place(1)
	assert.Equal(t, [2]int{1, 1}, [2]int{line, col}, "a byte inside a letter is at that letter")
	line, col = in.Place(1 << 30)
	assert.Equal(t, [2]int{4, 4}, [2]int{line, col}, "past the end is the end")
	line, col = read(t, "ab\x8c_", source.Limits{}).Place(2)
	assert.Equal(t, [2]int{1, 3}, [2]int{line, col}, "a byte that belongs to no letter is not at the one before it")
}

func TestPlacesOfLongTextsAgreeWithCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringOfN(rapid.RuneFrom([]rune("a契𠮷\n ")), 1, 50, -1).Draw(t, "part")
		text := strings.Repeat(part, rapid.IntRange(1, 600).Draw(t, "times"))
		in, err := source.Read(t.Context(), "a", strings.NewReader(text), source.Limits{})
		require.NoError(t, err)
		offset := rapid.IntRange(0, len(text)).Draw(t, "offset")
		for !utf8.RuneStart((text + " ")[offset]) {
			offset--
		}
		head := text[:offset]
		line, col := in.Place(offset)
		assert.Equal(t, 1+strings.Count(head, "\n"), line)
		assert.Equal(t, 1+utf8.RuneCountInString(head[strings.LastIndex(head, "\n")+1:]), col)
	})
}

func TestAThousandProblemsAreKept(t *testing.T) {
	in := read(t, strings.Repeat("x\n", 2500), source.Limits{})
	require.NoError(t, in.Err())
	for i := range 2345 {
		in.Add(2*i, "", lang.M("source.empty"))
	}
	var refused *source.Refused
	require.ErrorAs(t, in.Err(), &refused)
	lines := refused.Lines(lang.EN)
	assert.Len(t, lines, 1001)
	assert.Contains(t, lines[999], "a.json:1000:1: ")
	assert.Equal(t, "and 1,345 more", lines[1000])
	assert.Equal(t, "ほか1,345件", refused.Lines(lang.JA)[1000])
}

func TestAProblemNamesPlaceAndElementInBothLanguages(t *testing.T) {
	p := source.Problem{File: "E05.seika", Line: 3, Col: 12, At: "契約書\x1b[31m", What: lang.M("source.json.twice", "name", "id")}
	assert.Equal(t, "E05.seika:3:12: “契約書␛[31m”: “id” stands here twice. Keep one of the two.", p.In(lang.EN))
	assert.Equal(t, "E05.seika:3:12: 「契約書␛[31m」: 「id」が二度書かれています。一方を残してください。", p.In(lang.JA))
	p.At = ""
	assert.Equal(t, "E05.seika:3:12: 「id」が二度書かれています。一方を残してください。", p.In(lang.JA))
}

func TestAnElementIsNamedOnlyWhereNoneIs(t *testing.T) {
	in := read(t, "abc", source.Limits{})
	in.Add(0, "", lang.M("source.empty"))
	before := len(in.Problems)
	in.Add(1, "inner", lang.M("source.empty"))
	in.Add(2, "", lang.M("source.empty"))
	in.Name(before, "outer")
	in.Name(99, "nobody")
	assert.Equal(t, []string{"", "inner", "outer"}, []string{in.Problems[0].At, in.Problems[1].At, in.Problems[2].At})
}

func TestNothingHiddenReachesATerminal(t *testing.T) {
	assert.Equal(t, "契約書 plain ♥︎", source.Visible("契約書 plain ♥︎"), "a variation selector is left alone")
	assert.Equal(t, "a␀␉␊␛]0;x␡‹009B›‹202E›‹200B›‹2066›‹2028›z", source.Visible("a\x00\t\n\x1b]0;x\x7f\u009b\u202e\u200b\u2066\u2028z"))
}

func TestPlainTextIsToldFromWhatIsNot(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"", ""},
		{"契約書 > 請求書\n", ""},
		{"a > b\n=======\n", ""},
		{"a\n\x00\x00", "a.json:2:1: The file holds zero bytes here"},
		{"\x00\x00\x00", "a.json:1:1: The file holds zero bytes here"},
		{"a\x00 \x00", "a.json:1:1: The file is UTF-16"},
		{"契約\xe6\x9b > b", "a.json:1:3: These bytes are not UTF-8"},
		{"a\n>>>>>>> theirs\n", "a.json:2:1: Git"},
	} {
		in := read(t, tc.text, source.Limits{})
		require.Equal(t, tc.want == "", in.Plain(), "%q", tc.text)
		if tc.want != "" {
			assert.ErrorContains(t, in.Err(), tc.want, "%q", tc.text)
		}
	}
}

func TestLimitsAreSetByNameAndValue(t *testing.T) {
	var l source.Limits
	for _, setting := range []string{"nodes=5", "bytes=2MB", " label = 3 kb "} {
		var err error
		l, err = source.ParseLimit(l, setting)
		require.NoError(t, err, setting)
	}
	assert.Equal(t, source.Limits{Nodes: 5, Bytes: 2 << 20, Label: 3 << 10}, l)
	for _, name := range source.Names() {
		_, err := source.ParseLimit(l, string(name)+"=1")
		assert.NoError(t, err, name)
	}

	for _, tc := range []struct{ setting, words string }{
		{"", "is no limit"},
		{"nodes", "is no limit"},
		{"Nodes=1", "is no limit"},
		{"cpu=1", "bytes, depth, tokens"},
		{"nodes=", "whole number"},
		{"nodes=0", "whole number"},
		{"nodes=-1", "whole number"},
		{"nodes=1.5", "whole number"},
		{"bytes=99999999999MB", "whole number"},
		{"nodes=99999999999999999999", "whole number"},
	} {
		got, err := source.ParseLimit(l, tc.setting)
		assert.ErrorContains(t, err, tc.words, "%q", tc.setting)
		assert.Equal(t, l, got, "%q changes nothing", tc.setting)
	}
}

func TestEveryLimitHasADefaultAndWords(t *testing.T) {
	for _, name := range source.Names() {
		_, over := source.Limits{}.Over(name, 1)
		assert.False(t, over, "%s of 1", name)
		what, over := source.Limits{}.Over(name, 1<<50)
		assert.True(t, over, "%s of a lot", name)
		assert.NotContains(t, what.In(lang.JA), "{", name)
		assert.Contains(t, what.In(lang.EN), "--limit "+string(name)+"=", "%s says how to raise it", name)
	}
	what, _ := source.Limits{}.Over(source.Edges, 1_000_000)
	assert.Equal(t, "This makes 1,000,000 relations; the limit is 200,000 (--limit edges=…).", what.In(lang.EN))
	what, _ = source.Limits{}.Over(source.Bytes, 50<<20+1)
	assert.Equal(t, "51 MB is more than the limit of 50 MB (--limit bytes=…).", what.In(lang.EN))
	assert.Equal(t, "-12,345", source.Count(-12345))
	assert.Equal(t, "999", source.Count(999))
}
