// Command licences prints the licence texts of the modules whose names, versions and folders it reads, a line each, as
// "go list -deps" tells them: what goes with a release, since its programs hold all of this. It imports nothing of the program.
package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

// text is a licence, and of what.
type text struct {
	of   []string
	body string
}

// run writes each text once, under all that it holds for. A module without one is an error: it must not be shipped unseen.
func run(modules io.Reader, out io.Writer) error {
	var texts []*text
	seen := map[[sha256.Size]byte]*text{}
	lines := bufio.NewScanner(modules)
	for lines.Scan() {
		name, dir, ok := cutLast(lines.Text())
		if !ok {
			return fmt.Errorf("%q is no name, version and folder", lines.Text())
		}
		found, err := find(dir)
		if err != nil {
			return fmt.Errorf("look for the licence of %s: %w", name, err)
		}
		if len(found) == 0 {
			return fmt.Errorf("%s has no licence in %s: find out whether it may be shipped", name, dir)
		}
		for _, path := range found {
			b, err := os.ReadFile(filepath.Join(dir, path))
			if err != nil {
				return fmt.Errorf("read a licence of %s: %w", name, err)
			}
			of, sum := name+": "+filepath.ToSlash(path), sha256.Sum256(b)
			if t := seen[sum]; t != nil {
				t.of = append(t.of, of)
				continue
			}
			t := &text{of: []string{of}, body: string(b)}
			seen[sum], texts = t, append(texts, t)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the modules: %w", err)
	}
	for _, t := range texts {
		rule := strings.Repeat("=", 80)
		if _, err := fmt.Fprintf(out, "%s\n%s\n%s\n\n%s\n\n", rule, strings.Join(t.of, "\n"), rule, strings.TrimSpace(t.body)); err != nil {
			return err
		}
	}
	return nil
}

// cutLast parts a line at its last tab.
func cutLast(line string) (name, dir string, ok bool) {
	i := strings.LastIndexByte(line, '\t')
	if i < 0 {
		return "", "", false
	}
	return line[:i], line[i+1:], line[i+1:] != ""
}

// legal are the names of files that say on what terms something may be passed on.
var legal = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|notice|patents|ofl)([-._].*)?$`)

// find lists them below a folder; parts that others wrote, as the C of a binding, have their own. Nothing is made of what tests
// read, nor of the copies of modules that Go's own tools keep.
func find(dir string) (found []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "vendor"):
			return filepath.SkipDir
		case d.Type().IsRegular() && filepath.Ext(path) != ".go" && legal.MatchString(d.Name()):
			rel, err := filepath.Rel(dir, path)
			if err != nil {
				return err
			}
			found = append(found, rel)
		}
		return nil
	})
	slices.Sort(found)
	return found, err
}
