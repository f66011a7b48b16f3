package arch

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "seika/"

// may lists, for each package, what it may import of ours.
func may(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	var above []string
	for _, r := range table {
		allowed := []string{"internal/geom", "internal/lang"}
		for _, name := range r.may {
			out, take := strings.CutPrefix(name, "-")
			switch {
			case name == "above":
				allowed = append(allowed, slices.DeleteFunc(slices.Clone(above), func(p string) bool { return slices.Contains(helpers, p) })...)
			case take:
				allowed = slices.DeleteFunc(allowed, func(p string) bool { return covers([]string{out}, p) })
			case strings.HasSuffix(name, "/*"):
				for _, p := range above {
					if covers([]string{name}, p) {
						allowed = append(allowed, p)
					}
				}
			default:
				check(t, slices.Contains(above, name), "the row of %s names %s, which is not above it", r.pkg, name)
				allowed = append(allowed, name)
			}
		}
		assert.NotContains(t, out, r.pkg, "%s has two rows", r.pkg)
		out[r.pkg] = allowed
		above = append(above, r.pkg)
	}
	return out
}

func TestTheTableListsThePackagesThereAre(t *testing.T) {
	var there, listed []string
	for _, s := range sources(t) {
		there = append(there, s.pkg)
	}
	slices.Sort(there)
	there = slices.Compact(there)
	for _, r := range table {
		listed = append(listed, r.pkg)
	}
	for _, p := range there {
		check(t, slices.Contains(listed, p), "%s is in no row of the table", p)
		check(t, !slices.Contains(planned, p), "%s is there; take it off the planned ones", p)
	}
	for _, p := range listed {
		check(t, slices.Contains(there, p) || slices.Contains(planned, p), "%s is in the table and nowhere else", p)
	}
}

func TestPackagesImportOnlyWhatTheTableAllows(t *testing.T) {
	allowed := may(t)
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, imported := range s.imports {
			ours, isOurs := strings.CutPrefix(imported, module)
			switch {
			case isOurs:
				check(t, slices.Contains(allowed[s.pkg], ours), "%s imports %s", s.path, ours)
			case strings.Contains(strings.Split(imported, "/")[0], "."):
				check(t, slices.Contains(foreignFor(imported), s.pkg), "%s imports %s", s.path, imported)
			}
		}
	}
}

// foreignFor lists who may import a foreign package.
func foreignFor(imported string) []string {
	var best row
	for _, r := range foreign {
		if (imported == r.pkg || strings.HasPrefix(imported, r.pkg+"/")) && len(r.pkg) > len(best.pkg) {
			best = r
		}
	}
	return best.may
}

func TestNothingRefusedIsNamed(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, r := range refusals {
			if !applies(r, s.pkg, s.path) {
				continue
			}
			for _, imported := range s.imports {
				assert.NotEqual(t, r.what, imported, "%s: %s", s.path, r.why)
			}
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			imported, name, ok := s.named(n)
			if !ok {
				return true
			}
			for _, r := range refusals {
				if r.what == imported+"."+name && applies(r, s.pkg, s.path) {
					t.Errorf("%s: %s: %s", s.at(n), r.what, r.why)
				}
			}
			return true
		})
	}
}

func applies(r refusal, pkg, file string) bool {
	if covers(r.except, pkg) || slices.Contains(r.except, file) {
		return false
	}
	return r.in == nil || covers(r.in, pkg)
}

func TestOnlyLiveStartsGoroutinesAndNothingRunsBeforeMain(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				check(t, covers(goers, s.pkg), "%s: a go statement; use live.Go, which recovers", s.at(n))
			case *ast.FuncDecl:
				check(t, n.Recv != nil || n.Name.Name != "init", "%s: func init runs unseen; say it where it is needed", s.at(n))
			}
			return true
		})
	}
}

func TestPackageVariablesStayAsTheyAre(t *testing.T) {
	variables := map[string]map[string]bool{} // package → names
	all := sources(t)
	for _, s := range all {
		if variables[s.pkg] == nil {
			variables[s.pkg] = map[string]bool{}
		}
		for _, d := range s.tree.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				for _, spec := range g.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						variables[s.pkg][name.Name] = true
					}
				}
			}
		}
	}
	for _, s := range all {
		if s.test {
			continue
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			for _, target := range written(n) {
				root := rootOf(target)
				if root == nil || root.Name == "_" {
					continue
				}
				if imported, name, ok := s.named(target); ok {
					t.Errorf("%s: writes to %s.%s", s.at(n), imported, name)
				}
				if variables[s.pkg][root.Name] && packageLevel(s.tree, root) {
					t.Errorf("%s: writes to the package variable %s", s.at(n), root.Name)
				}
			}
			return true
		})
	}
}

// written lists what a statement assigns to, deletes from or clears.
func written(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return slices.DeleteFunc([]ast.Expr{n.Key, n.Value}, func(e ast.Expr) bool { return e == nil })
		}
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.Ident)
		if ok && len(n.Args) > 0 && (f.Name == "delete" || f.Name == "clear") {
			return n.Args[:1]
		}
	}
	return nil
}

// rootOf is the variable that an expression reaches into.
func rootOf(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// packageLevel says that a name means the variable of the package: of this file, or of another, where the parser leaves it open.
func packageLevel(file *ast.File, name *ast.Ident) bool {
	return name.Obj == nil || file.Scope.Lookup(name.Name) == name.Obj
}

func TestNoBinaryHoldsMoreThanItShould(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-tags", "migrated_fynedo", "-json=ImportPath,Deps", "./...")
	cmd.Dir = top
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.Output()
	require.NoError(t, err)

	seen := 0
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Deps       []string
		}
		err := d.Decode(&p)
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		pkg := strings.TrimPrefix(p.ImportPath, module)
		if slices.Contains(helpers, pkg) {
			continue
		}
		seen++
		for _, r := range links {
			if applies(r, pkg, "") {
				i := slices.IndexFunc(p.Deps, func(dep string) bool {
					return dep == r.what || strings.HasSuffix(r.what, "/") && strings.HasPrefix(dep, r.what)
				})
				if i >= 0 {
					t.Errorf("%s comes to hold %s: %s", pkg, p.Deps[i], r.why)
				}
			}
		}
	}
	require.Greater(t, seen, 10)
}

// The rules above are worth as much as their tests can see. These files break each once.
func TestTheRulesSeeWhatTheyRefuse(t *testing.T) {
	s := code(t, `import ("time"; f "fyne.io/fyne/v2"; "math/rand/v2")
		var _ = time.Now; var _ = f.Do; var _ = rand.N[int]`)
	var found []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if imported, name, ok := s.named(n); ok {
			found = append(found, imported+"."+name)
		}
		return true
	})
	assert.Equal(t, []string{"time.Now", "fyne.io/fyne/v2.Do", "math/rand/v2.N"}, found)

	s = code(t, `var v, w = map[int]int{}, struct{ x []int }{}
		func f() { v[1] = 2; w.x[0]++; delete(v, 1); v := 3; v = 4; for other = range 3 {}; (*other).y = 1 }`)
	found = nil
	ast.Inspect(s.tree, func(n ast.Node) bool {
		for _, e := range written(n) {
			found = append(found, fmt.Sprint(rootOf(e).Name, " ", packageLevel(s.tree, rootOf(e))))
		}
		return true
	})
	assert.Equal(t, []string{"v true", "w true", "v true", "v false", "other true", "other true"}, found)

	assert.True(t, covers([]string{"analysis/*"}, "analysis/rules"))
	assert.False(t, covers([]string{"analysis/*"}, "analysis"))
	assert.Equal(t, []string{"cmd/seika"}, foreignFor("fyne.io/fyne/v2/app"))
	assert.Contains(t, foreignFor("fyne.io/fyne/v2/container"), "ui/canvas")
	assert.Empty(t, foreignFor("example.com/new"))
}
