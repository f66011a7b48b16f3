package file_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/source"
	"seika/model"
	"seika/model/file"
)

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := anyModel(t)
		text := file.Encode(g)
		again := read(t, text)
		if d := model.Diff(g, again); !d.Empty() {
			t.Fatalf("differs: %+v\n%s", d, text)
		}
		if back := file.Encode(again); !bytes.Equal(text, back) {
			t.Fatalf("written\n%s\nthen\n%s", text, back)
		}
	})
}

func TestOrderSpacingAndDirectionOfSyncsDoNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := file.Encode(anyModel(t))
		loose := loosened(t, string(text))
		if back := file.Encode(read(t, []byte(loose))); !bytes.Equal(text, back) {
			t.Fatalf("from\n%s\nread\n%s\nwant\n%s", loose, back, text)
		}
	})
}

func read(t *rapid.T, text []byte) *model.Graph {
	in, err := source.Read(t.Context(), "f.seika", bytes.NewReader(text), source.Limits{})
	require.NoError(t, err)
	g, err := file.Decode(t.Context(), in)
	require.NoError(t, err, "%s", text)
	return g
}

// loosened is a canonical text as another program might have written it.
func loosened(t *rapid.T, canonical string) string {
	var rows []string
	body := strings.TrimSuffix(strings.TrimPrefix(canonical, "{\n"), "\n}\n")
	for _, m := range model.Extra(strings.ReplaceAll(body, "\n", "")).Members() {
		switch m.Name {
		case "nodes", "io", "sync", "groups", "phases", "answers", "proposals":
			m.Value = list(t, m.Value)
		}
		rows = append(rows, quoted(m.Name)+":"+string(m.Value))
	}
	rows = rapid.Permutation(rows).Draw(t, "members")
	begin := rapid.SampledFrom([]string{"", "\uFEFF", "\r\n "}).Draw(t, "begin")
	return begin + spaced(t, "{"+strings.Join(rows, ",")+"}")
}

// list shuffles the rows of an array and the members of each.
func list(t *rapid.T, array model.JSON) model.JSON {
	var rows []string
	for _, row := range elements(string(array)) {
		rows = append(rows, shuffled(t, model.JSON(row)))
	}
	return model.JSON("[" + strings.Join(rapid.Permutation(rows).Draw(t, "rows"), ",") + "]")
}

// elements splits an array of objects.
func elements(array string) []string {
	var out []string
	depth, begin, inText := 0, 1, false
	for i := 0; i < len(array); i++ {
		switch c := array[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 1 && c == '}' {
				out = append(out, array[begin:i+1])
				begin = i + 2
			}
		}
	}
	return out
}

func shuffled(t *rapid.T, object model.JSON) string {
	members := model.Extra(object[1 : len(object)-1]).Members()
	var parts []string
	for i, m := range members {
		if m.Name == "trace" {
			members[i].Value = model.JSON(shuffled(t, m.Value))
		}
	}
	// Known members stand in front.
	a := 0
	if members[0].Name == "as" {
		a = 1
	}
	if len(members) > a+1 && members[a].Name == "a" && members[a+1].Name == "b" && rapid.Bool().Draw(t, "swap") {
		members[a].Value, members[a+1].Value = members[a+1].Value, members[a].Value
	}
	for _, m := range members {
		parts = append(parts, quoted(m.Name)+":"+string(m.Value))
	}
	return "{" + strings.Join(rapid.Permutation(parts).Draw(t, "members"), ",") + "}"
}

// spaced puts white space between some of the tokens.
func spaced(t *rapid.T, text string) string {
	gaps := rapid.SliceOfN(rapid.SampledFrom([]string{"", "", " ", "\n", "\r\n\t"}), 1, 9).Draw(t, "gaps")
	var b strings.Builder
	inText, n := false, 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		b.WriteByte(c)
		switch {
		case inText && c == '\\':
			i++
			b.WriteByte(text[i])
		case c == '"':
			inText = !inText
		case !inText && strings.IndexByte("{}[],:", c) >= 0:
			b.WriteString(gaps[n%len(gaps)])
			n++
		}
	}
	return b.String()
}
