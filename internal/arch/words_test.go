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
			check(t, known, "%s: the key is no literal; if it is made from ids, list the file in families", c.at)
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
	all := sources(t)
	used := map[string]bool{}
	for _, text := range literals(all) {
		used[text] = true
	}
	for _, key := range lang.Words().Keys(lang.EN) {
		made := slices.ContainsFunc(families, func(f family) bool { return f.made && f.holds(key) })
		check(t, made || used[key], "nothing says %s", key)
	}
}

func TestEveryFamilyOfWordsIsNeededAndWhole(t *testing.T) {
	all := sources(t)
	calls, texts := speech(all), literals(all)
	for _, f := range families {
		says := slices.ContainsFunc(calls, func(c said) bool { return c.file == f.file && c.key == "" })
		check(t, says, "%s says no key it is handed; take %s off the families", f.file, f.keys)
		exists := slices.ContainsFunc(lang.Words().Keys(lang.EN), f.holds)
		check(t, exists, "there are no words for %s", f.keys)
		for _, text := range texts {
			check(t, !f.holds(text) || lang.Has(text), "there are no words for %s", text)
		}
	}
}

// literals lists the texts in code outside tests, each once.
func literals(all []source) []string {
	var texts []string
	for _, s := range all {
		if s.test {
			continue
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok {
				if text, ok := literal(l); ok {
					texts = append(texts, text)
				}
			}
			return true
		})
	}
	slices.Sort(texts)
	return slices.Compact(texts)
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
