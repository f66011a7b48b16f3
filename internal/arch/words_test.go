package arch

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/lang"
)

// said is one call of lang.M or lang.Text.
type said struct {
	at     string
	file   string
	key    string // "" where no literal names it
	places []string
	open   bool // some places are not given as literals
}

// speech lists all calls of lang.M and lang.Text.
func speech(all []source) []said {
	var calls []said
	for _, s := range all {
		if s.test {
			continue
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			imported, name, _ := s.named(call.Fun)
			skip := map[string]int{"M": 0, "Text": 1}
			first, ok := skip[name]
			if imported == module+"internal/lang" && ok && len(call.Args) > first {
				calls = append(calls, listen(s, call, first))
			}
			return true
		})
	}
	return calls
}

func listen(s source, call *ast.CallExpr, first int) said {
	c := said{at: s.at(call), file: s.path, open: call.Ellipsis != token.NoPos}
	c.key, _ = literal(call.Args[first])
	for i := first + 1; i < len(call.Args); i += 2 {
		place, ok := literal(call.Args[i])
		if !ok {
			c.open = true
		}
		c.places = append(c.places, place)
	}
	return c
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

func (f family) holds(key string) bool {
	before, after, _ := strings.Cut(f.keys, "*")
	return len(key) > len(before)+len(after) && strings.HasPrefix(key, before) && strings.HasSuffix(key, after)
}

func TestEveryWordThatIsSaidExistsWithItsPlaces(t *testing.T) {
	words := lang.Words()
	for _, c := range speech(sources(t)) {
		if c.key == "" {
			known := slices.ContainsFunc(families, func(f family) bool { return f.file == c.file })
			assert.True(t, known, "%s: the key is no literal; if it is made from ids, list the file in families", c.at)
			continue
		}
		if !words.Has(c.key) {
			t.Errorf("%s: there are no words for %s", c.at, c.key)
			continue
		}
		if c.open {
			continue
		}
		slices.Sort(c.places)
		given, want := strings.Join(slices.Compact(c.places), " "), strings.Join(lang.Places(words.Raw(lang.EN, c.key)), " ")
		if given != want {
			t.Errorf("%s: %s is given [%s] and has places [%s]", c.at, c.key, given, want)
		}
	}
}

func TestEveryWordIsSaid(t *testing.T) {
	calls := speech(sources(t))
	used := map[string]bool{}
	for _, c := range calls {
		used[c.key] = true
	}
	needed := make([]bool, len(families))
	for _, key := range lang.Words().Keys(lang.EN) {
		for i, f := range families {
			if f.holds(key) {
				used[key], needed[i] = true, true
			}
		}
		if !used[key] {
			t.Errorf("nothing says %s", key)
		}
	}
	for i, f := range families {
		made := slices.ContainsFunc(calls, func(c said) bool { return c.file == f.file && c.key == "" })
		assert.True(t, needed[i] && made, "the family %s of %s is not needed", f.keys, f.file)
	}
}

func TestTheWordsTestListens(t *testing.T) {
	s := code(t, `import ("seika/internal/lang"; l "seika/internal/lang")
		var _ = lang.M("a.b", "n", 1, "v", "x")
		var _ = l.Text(l.EN, "c", args...)
		var _ = lang.M(prefix + name)`)
	calls := speech([]source{s})
	for i := range calls {
		calls[i].at, calls[i].file = "", ""
	}
	assert.Equal(t, []said{{key: "a.b", places: []string{"n", "v"}}, {key: "c", places: []string{""}, open: true}, {}}, calls)
	assert.True(t, family{keys: "export.*.loses"}.holds("export.svg.loses"))
	assert.False(t, family{keys: "command.*"}.holds("command."))
}
