package source_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
	"seika/internal/source"
)

// read makes an Input of a text.
func read(t *testing.T, text string, l source.Limits) *source.Input {
	t.Helper()
	in, err := source.Read(t.Context(), "a.json", strings.NewReader(text), l)
	require.NoError(t, err)
	return in
}

// skim reads a whole document without looking at it.
func skim(ctx context.Context, in *source.Input) error {
	return in.JSON(ctx, func(j *source.JSON) { j.Skip() })
}

func TestAStrictDecoderReadsMemberByMember(t *testing.T) {
	in := read(t, "\uFEFF"+`{ "id":"n1", "at":[1, 2.50], "goal":true, "count":3.0, "x":{"b": 1.50, "a":[ 12345678901234567890 ]}, "z":[]}`, source.Limits{})
	var id, extra string
	var at []string
	var goal bool
	var count int
	err := in.JSON(t.Context(), func(j *source.JSON) {
		for name := range j.Members() {
			switch name {
			case "id":
				id, _ = j.Label()
			case "at":
				for range j.Elements() {
					n, _ := j.Number()
					at = append(at, n)
				}
			case "goal":
				goal, _ = j.Bool()
			case "count":
				count, _ = j.Int()
			case "x":
				extra, _ = j.Raw()
			}
		}
	})
	require.NoError(t, err)
	assert.Equal(t, "n1", id)
	assert.Equal(t, []string{"1", "2.50"}, at)
	assert.True(t, goal)
	assert.Equal(t, 3, count)
	assert.Equal(t, `{"b":1.50,"a":[12345678901234567890]}`, extra, "order and number text of what is unknown")
}

func TestWhatALoopLeavesIsPassedOver(t *testing.T) {
	in := read(t, `{"a":[[1],[2],[3]],"b":{"c":{"d":1},"e":2},"last":"here"}`, source.Limits{})
	var last string
	err := in.JSON(t.Context(), func(j *source.JSON) {
		for name := range j.Members() {
			switch name {
			case "a":
				for range j.Elements() {
					break
				}
			case "b":
				for range j.Members() {
					for range j.Members() {
						break
					}
					break
				}
			case "last":
				last, _ = j.Text()
			}
		}
	})
	require.NoError(t, err)
	assert.Equal(t, "here", last)
}

func TestAWrongKindIsAProblemAndReadingGoesOn(t *testing.T) {
	in := read(t, "{\"成果\":\"物\", \"name\":5,\n \"at\":[1,\"二\",{\"deep\":[]}], \"goal\":null, \"n\":1.5, \"f\":1e999, \"rows\":\"none\", \"ok\":\"yes\"}", source.Limits{})
	var ok string
	err := in.JSON(t.Context(), func(j *source.JSON) {
		for name := range j.Members() {
			switch name {
			case "name":
				j.Text()
			case "at":
				for range j.Elements() {
					j.Float()
				}
			case "goal":
				j.Bool()
			case "n":
				j.Int()
			case "f":
				j.Float()
			case "rows":
				for range j.Elements() {
					t.Error("a text has no elements")
				}
			case "ok":
				ok, _ = j.Text()
			}
		}
		in.Name(0, "契約書")
	})
	assert.Equal(t, "yes", ok)
	assert.Equal(t, strings.Join([]string{
		"a.json:1:19: “契約書”: “name” must be a text, not a number.",
		"a.json:2:10: “契約書”: Each entry of “at” must be a number, not a text.",
		"a.json:2:14: “契約書”: Each entry of “at” must be a number, not an object in { }.",
		"a.json:2:35: “契約書”: “goal” must be true or false, not null.",
		"a.json:2:45: “契約書”: “n” must be a whole number.",
		"a.json:2:54: “契約書”: 1e999 is too large a number. Write a smaller one.",
		"a.json:2:68: “契約書”: “rows” must be a list in [ ], not a text.",
	}, "\n"), err.Error())
}

func TestFaultsOfTheNotationHaveAPlaceAndWords(t *testing.T) {
	for _, tc := range []struct{ text, place, words string }{
		{"", "1:1", "empty"},
		{" \n ", "1:1", "empty"},
		{`{"a":1`, "1:7", "ends in the middle"},
		{`{"a":"成`, "1:8", "ends in the middle"},
		{`{"a":tr`, "1:8", "ends in the middle"},
		{`[`, "1:2", "ends in the middle"},
		{`{"a":1} x`, "1:9", "after the end"},
		{`{"a":1}{"a":1}`, "1:8", "after the end"},
		{"{\"a\":1,\n \"a\":2}", "2:2", "“a” stands here twice"},
		{`{"成":1,"\u6210":2}`, "1:8", "“成” stands here twice"},
		{`{a:1}`, "1:2", "cannot stand here"},
		{`{1:1}`, "1:2", "must stand in quotes"},
		{`{"a":1,}`, "1:7", "a comma too many before “}”"},
		{`[1,]`, "1:3", "a comma too many before “]”"},
		{"[{}\n{}]", "2:1", "comma or colon is missing before “{”"},
		{`{"a" "b"}`, "1:6", "comma or colon is missing"},
		{`{"a":"\uD800"}`, "1:7", "Half of a character"},
		{`{"a":"\udc00\ud800"}`, "1:7", "Half of a character"},
		{`{"a":"\x"}`, "1:7", `\x`},
		{"{\"a\":\"x\ny\"}", "1:8", "line end"},
		{"{\"a\":\"x\xff\"}", "1:8", "UTF-8"},
		{"{\"成\xff\":1}", "1:4", "UTF-8"},
		{"{\"a\":1\x00\x00\x00", "1:7", "zero bytes"},
		{"\x00\x00\x00\x00", "1:1", "zero bytes"},
		{"\xff\xfe{\x00}\x00", "1:1", "UTF-16"},
		{"\x00{\x00}", "1:1", "UTF-16"},
		{"{\n<<<<<<< HEAD\n\"a\":1\n=======\n", "2:1", "Git"},
		{`01`, "1:2", "after the end"},
		{`0 ,`, "1:3", "after the end"},
		{`,0`, "1:1", "cannot stand here"},
		{`[,0]`, "1:2", "cannot stand here"},
		{"\u00a0", "1:1", "cannot stand here"},
		{`[-]`, "1:3", "cannot stand here"},
		{`NaN`, "1:1", "cannot stand here"},
		{`]`, "1:1", "cannot stand here"},
		{`[}`, "1:2", "cannot stand here"},
	} {
		err := skim(t.Context(), read(t, tc.text, source.Limits{}))
		var refused *source.Refused
		require.ErrorAs(t, err, &refused, "%q", tc.text)
		assert.Len(t, refused.Problems, 1, "%q", tc.text)
		assert.Regexp(t, "^a.json:"+tc.place+": ", err.Error(), "%q", tc.text)
		assert.Contains(t, err.Error(), tc.words, "%q", tc.text)
	}
}

func TestEachLimitHoldsAtItsValueAndNotOnePast(t *testing.T) {
	nest := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, tc := range []struct {
		name       string
		limits     source.Limits
		fits, past string
		place      string
	}{
		{"depth", source.Limits{Depth: 3}, nest(3), nest(4), "1:4"},
		{"depth by default", source.Limits{}, nest(200), nest(201), "1:201"},
		{"tokens", source.Limits{Tokens: 5}, `[1,2,3]`, `[1,2,3,4]`, "1:9"},
	} {
		assert.NoError(t, skim(t.Context(), read(t, tc.fits, tc.limits)), tc.name)
		assert.ErrorContains(t, skim(t.Context(), read(t, tc.past, tc.limits)), "a.json:"+tc.place+": ", tc.name)
	}

	text := func(s string) error {
		in := read(t, `["`+s+`"]`, source.Limits{Label: 6, Text: 9})
		return in.JSON(t.Context(), func(j *source.JSON) {
			for range j.Elements() {
				if len(s) < 8 {
					j.Label()
				} else {
					j.Text()
				}
			}
		})
	}
	assert.NoError(t, text("契約"))
	assert.ErrorContains(t, text("契約x"), "a.json:1:2: This name is longer than 6 B")
	assert.NoError(t, text("契約書"))
	assert.ErrorContains(t, text("契約書x"), "a.json:1:2: This text is longer than 9 B")
}

func TestACancelEndsReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in := read(t, "["+strings.Repeat("0,", 10_000)+"0]", source.Limits{})
	seen := 0
	err := in.JSON(ctx, func(j *source.JSON) {
		for range j.Elements() {
			if seen++; seen == 100 {
				cancel()
			}
		}
	})
	require.ErrorIs(t, err, context.Canceled)
	assert.Less(t, seen, 5000)

	_, err = source.Read(ctx, "a", strings.NewReader("x"), source.Limits{})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestADecoderThatReadsNothingStillFindsFaults(t *testing.T) {
	assert.ErrorContains(t, read(t, `{"a":}`, source.Limits{}).JSON(t.Context(), func(*source.JSON) {}), "a.json:1:6: ")
}

func TestProblemsOfADecoderRefuseTheDocument(t *testing.T) {
	in := read(t, "{\"id\":\"9\",\n\"to\":\"n2\"}", source.Limits{})
	err := in.JSON(t.Context(), func(j *source.JSON) {
		for range j.Members() {
			j.Text()
			j.Problem(lang.M("source.empty"))
		}
	})
	var refused *source.Refused
	require.True(t, errors.As(err, &refused))
	assert.Equal(t, []string{"1:7", "2:6"}, places(refused.Problems))
}

func TestAMemberIsFoundWithoutReading(t *testing.T) {
	in := read(t, `{"rows":[ {"x":{"as":"no"}, "n":[1], "as":"y\u0065s"}, {"as":"other"} ]}`, source.Limits{})
	row := strings.Index(string(in.Data), `{"x"`)
	for _, tc := range []struct {
		name, at, text string
	}{{"as", `"y`, "yes"}, {"n", `[1]`, ""}, {"x", `{"as":"no"}`, ""}} {
		begin, text, ok := in.Member(row, tc.name)
		assert.True(t, ok, tc.name)
		assert.Equal(t, strings.Index(string(in.Data), tc.at), begin)
		assert.Equal(t, tc.text, text)
	}
	for _, object := range []int{0, strings.Index(string(in.Data), "["), len(in.Data)} {
		_, _, ok := in.Member(object, "as")
		assert.False(t, ok)
	}
	assert.Empty(t, in.Problems)
}

func TestAReaderCanTellThatNothingMoreCanBeRead(t *testing.T) {
	for text, want := range map[string]bool{`[1]`: false, `[1,}`: true, `["x",5]`: false} {
		_ = read(t, text, source.Limits{}).JSON(t.Context(), func(j *source.JSON) {
			for range j.Elements() {
				j.Int()
			}
			assert.Equal(t, want, j.Broken(), text)
		})
	}
}

func places(problems []source.Problem) []string {
	var out []string
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%d:%d", p.Line, p.Col))
	}
	return out
}

func TestAMemberIsFoundBeforeOrAfterItsObjectIsRead(t *testing.T) {
	in := read(t, `[{"a":1},{"b":{"as":"deep"},"as":"node","n":[1]}]`, source.Limits{})
	object := strings.Index(string(in.Data), `{"b"`)
	begin, text, ok := in.Member(object, "as")
	assert.True(t, ok)
	assert.Equal(t, "node", text)
	assert.Equal(t, strings.Index(string(in.Data), `"node"`), begin)
	begin, _, ok = in.Member(object, "n")
	assert.True(t, ok)
	assert.Equal(t, strings.Index(string(in.Data), `[1]`), begin)
	_, _, ok = in.Member(object, "z")
	assert.False(t, ok)
	_, _, ok = in.Member(0, "a")
	assert.False(t, ok, "a list has no members")
	assert.NoError(t, in.Err(), "looking notes nothing")
}

func TestJSONInAnotherEncodingIsReadByTheOneThatIsNamed(t *testing.T) {
	in := read(t, "{\"name\":\"\x8c_\x96\xf1\x8f\x91\"}", source.Limits{})
	in.Encoding = "shift_jis"
	var name string
	require.NoError(t, in.JSON(t.Context(), func(j *source.JSON) {
		for range j.Members() {
			name, _ = j.Text()
		}
	}))
	assert.Equal(t, "契約書", name)
}

func TestAFileThatIsNoTextIsToldByWhatItIs(t *testing.T) {
	for head, what := range map[string]string{"PK\x03\x04": "a ZIP archive", "\x89PNG\r\n\x1a\n": "a picture", "%PDF-1.7": "a PDF", "\x1f\x8b\x08": "a file packed with gzip"} {
		err := read(t, head+"\x00\x01", source.Limits{}).JSON(t.Context(), func(*source.JSON) {})
		assert.ErrorContains(t, err, "a.json:1:1: This is "+what)
		assert.False(t, read(t, head+"\x00\x01", source.Limits{}).Plain())
	}
}

func TestAValueAsItIsWrittenHasNoBlanksBetweenItsTokens(t *testing.T) {
	text := "{\"v\" : [ 1.50 ,\t\"a \\\" b\\\\\" , { \"c  d\":\r\n true } , \"\" ,[ ],\"契 約\\u3042\"] }"
	var raw string
	require.NoError(t, read(t, text, source.Limits{}).JSON(t.Context(), func(j *source.JSON) {
		for range j.Members() {
			raw, _ = j.Raw()
		}
	}))
	var want bytes.Buffer
	require.NoError(t, json.Compact(&want, []byte(text)))
	assert.Equal(t, want.String(), `{"v":`+raw+`}`)
}
