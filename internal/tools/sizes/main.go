// Command sizes prints the longest functions and files and how much of the code is tests: questions for a review, never a
// failing check. It imports nothing of the program.
package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// length is how many lines something has.
type length struct {
	what  string
	lines int
}

func main() {
	var files, functions []length
	var code, tests int
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (path == "build" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != ".") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		lines, found, err := measure(path)
		if err != nil {
			return err
		}
		files = append(files, length{path, lines})
		functions = append(functions, found...)
		if strings.HasSuffix(path, "_test.go") {
			tests += lines
		} else {
			code += lines
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	show("functions (over 60 lines: why?)", functions)
	show("files (over 400 lines: why?)", files)
	fmt.Printf("\ncode %d, tests %d, tests ÷ code %.2f (to reach: 0.80)\n", code, tests, float64(tests)/float64(max(code, 1)))
}

// measure counts the lines of a file and of each of its functions.
func measure(path string) (lines int, functions []length, err error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return 0, nil, err
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			first, last := fset.Position(f.Pos()), fset.Position(f.End())
			what := fmt.Sprintf("%s:%d %s", path, first.Line, f.Name.Name)
			functions = append(functions, length{what, last.Line - first.Line + 1})
		}
	}
	return fset.File(file.Pos()).LineCount(), functions, nil
}

func show(title string, list []length) {
	slices.SortFunc(list, func(a, b length) int {
		return cmp.Or(cmp.Compare(b.lines, a.lines), cmp.Compare(a.what, b.what))
	})
	fmt.Printf("\nthe ten longest %s\n", title)
	for _, l := range list[:min(10, len(list))] {
		fmt.Printf("%6d  %s\n", l.lines, l.what)
	}
}
