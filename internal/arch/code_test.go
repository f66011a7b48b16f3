package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// source is one Go file, whatever its build tags.
type source struct {
	path    string // below the top, with slashes
	pkg     string // the folder
	test    bool   // a test or a helper of tests
	tree    *ast.File
	fset    *token.FileSet
	imports map[string]string // local name → path
}

const top = "../.."

// sources are all Go files of the repository.
func sources(t *testing.T) []source {
	t.Helper()
	all, err := parsed()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

var parsed = sync.OnceValues(func() ([]source, error) {
	var all []source
	err := filepath.WalkDir(top, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(top, file)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel != "." && (strings.HasPrefix(d.Name(), ".") || rel == "build" || d.Name() == "testdata" && rel != "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if path.Ext(rel) == ".go" {
			s, err := parse(file, rel)
			if err != nil {
				return err
			}
			all = append(all, s)
		}
		return nil
	})
	return all, err
})

func parse(file, rel string) (source, error) {
	s := source{path: rel, pkg: path.Dir(rel), fset: token.NewFileSet(), imports: map[string]string{}}
	s.test = strings.HasSuffix(rel, "_test.go") || slices.Contains(helpers, s.pkg)
	var err error
	s.tree, err = parser.ParseFile(s.fset, file, nil, parser.ParseComments)
	if err != nil {
		return s, err
	}
	for _, spec := range s.tree.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return s, err
		}
		name := localName(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		s.imports[name] = imported
	}
	return s, nil
}

// code parses a piece of Go as a file of package model.
func code(t *testing.T, text string) source {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.go")
	require.NoError(t, os.WriteFile(file, []byte("package a\n"+text), 0o600))
	s, err := parse(file, "model/a.go")
	require.NoError(t, err)
	return s
}

// localName is what a package is called where it is imported: the last element that is no version.
func localName(imported string) string {
	last := path.Base(imported)
	if len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = path.Base(path.Dir(imported))
	}
	return last
}

func (s source) at(n ast.Node) string {
	return s.path + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

// check reports a breach in one line: there may be many at once, and the place is in the message.
func check(t *testing.T, ok bool, format string, args ...any) {
	t.Helper()
	if !ok {
		t.Errorf(format, args...)
	}
}

// named is the import path and identifier of pkg.Name, if the expression is one.
func (s source) named(n ast.Node) (imported, name string, ok bool) {
	sel, ok := n.(*ast.SelectorExpr)
	if !ok {
		return "", "", false
	}
	x, ok := sel.X.(*ast.Ident)
	if !ok || x.Obj != nil {
		return "", "", false
	}
	imported, ok = s.imports[x.Name]
	return imported, sel.Sel.Name, ok
}

// covers says whether one of the patterns is the folder, or its parent and /*.
func covers(patterns []string, folder string) bool {
	for _, p := range patterns {
		if p == folder || p == path.Dir(folder)+"/*" {
			return true
		}
	}
	return false
}
