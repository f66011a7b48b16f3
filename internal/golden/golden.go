// Package golden compares what tests make with what is kept under testdata at the top of the repository. It knows nothing of
// what the texts and pictures mean, and only tests import it.
//
// With -update a test writes what differs instead of failing; read the change before you commit it.
package golden

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write goldens that differ")

// Root is the top folder of the repository.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above this test")
		}
		dir = up
	}
}

// Walk runs f as a subtest on every txtar file in a folder of testdata and those below it. Every part of a file must be
// taken by In or compared by Want, so that no part is there for nothing.
func Walk(t *testing.T, folder string, f func(t *testing.T, c *Case)) {
	t.Helper()
	dir := filepath.Join(Root(t), "testdata", filepath.FromSlash(folder))
	var paths []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".txtar" {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("no txtar files in testdata/%s", folder)
	}
	for _, path := range paths {
		rel, _ := filepath.Rel(dir, path)
		name := strings.TrimSuffix(filepath.ToSlash(rel), ".txtar")
		t.Run(name, func(t *testing.T) {
			c := open(t, path, name)
			f(t, c)
			c.close()
		})
	}
}

// Case is one txtar file: a comment and named parts.
type Case struct {
	Name    string // of the file below the folder, without .txtar
	Comment string // the text before the first part

	t       testing.TB
	path    string
	archive *txtar.Archive
	used    map[string]bool
	changed bool
}

func open(t testing.TB, path, name string) *Case {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := &Case{Name: name, Comment: string(archive.Comment), t: t, path: path, archive: archive, used: map[string]bool{}}
	for i, f := range archive.Files {
		if c.index(f.Name) != i {
			t.Errorf("%s: part %q is there twice", name, f.Name)
		}
	}
	return c
}

func (c *Case) index(part string) int {
	return slices.IndexFunc(c.archive.Files, func(f txtar.File) bool { return f.Name == part })
}

// Parts are the names of all parts, in order.
func (c *Case) Parts() []string {
	var names []string
	for _, f := range c.archive.Files {
		names = append(names, f.Name)
	}
	return names
}

// Has says whether there is a part of a name.
func (c *Case) Has(part string) bool { return c.index(part) >= 0 }

// In is a part that the test starts from.
func (c *Case) In(part string) string {
	c.t.Helper()
	i := c.index(part)
	if i < 0 {
		c.t.Fatalf("%s: no part %q", c.Name, part)
	}
	c.used[part] = true
	return string(c.archive.Files[i].Data)
}

// Want compares what the test made with a part. A missing line end at the end of got does not count: parts always have one.
func (c *Case) Want(part, got string) {
	c.t.Helper()
	if got != "" && !strings.HasSuffix(got, "\n") {
		got += "\n"
	}
	if read := txtar.Parse([]byte(got)); len(read.Files) > 0 {
		c.t.Errorf("%s: part %q holds the line -- %s --, which would begin a part", c.Name, part, read.Files[0].Name)
		return
	}
	c.used[part] = true
	i := c.index(part)
	switch {
	case i >= 0 && string(c.archive.Files[i].Data) == got:
	case *update && i >= 0:
		c.archive.Files[i].Data = []byte(got)
		c.changed = true
	case *update:
		c.archive.Files = append(c.archive.Files, txtar.File{Name: part, Data: []byte(got)})
		c.changed = true
	case i < 0:
		c.t.Errorf("%s: no part %q to compare with; run with -update to add\n%s", c.Name, part, got)
	default:
		c.t.Errorf("%s: part %q -want +got\n%s", c.Name, part, cmp.Diff(string(c.archive.Files[i].Data), got))
	}
}

func (c *Case) close() {
	c.t.Helper()
	for _, name := range c.Parts() {
		if !c.used[name] && !c.t.Failed() {
			c.t.Errorf("%s: nothing uses part %q", c.Name, name)
		}
	}
	if c.changed {
		write(c.t, c.path, txtar.Format(c.archive))
	}
}

// Folder is a folder of testdata whose files are goldens of one test each.
type Folder struct {
	t    *testing.T
	dir  string
	used map[string]bool
}

// Open begins comparing with the files of a folder of testdata, those below it not counted. When the test ends every file
// must have been used, unless only some tests were asked for.
func Open(t *testing.T, folder string) *Folder {
	t.Helper()
	d := &Folder{t, filepath.Join(Root(t), "testdata", filepath.FromSlash(folder)), map[string]bool{}}
	t.Cleanup(func() {
		if t.Failed() || t.Skipped() || flag.Lookup("test.run").Value.String() != "" {
			return
		}
		entries, err := os.ReadDir(d.dir)
		if err != nil {
			t.Error(err)
		}
		for _, e := range entries {
			if !e.IsDir() && !d.used[e.Name()] {
				t.Errorf("nothing uses testdata/%s/%s", folder, e.Name())
			}
		}
	})
	return d
}

// Text compares got with a file of the folder.
func (d *Folder) Text(t *testing.T, name, got string) {
	t.Helper()
	d.used[name] = true
	text(t, filepath.Join(d.dir, name), got)
}

// File compares got with a file named from the top of the repository, such as a generated page of docs.
func File(t *testing.T, name, got string) {
	t.Helper()
	text(t, filepath.Join(Root(t), filepath.FromSlash(name)), got)
}

func text(t *testing.T, path, got string) {
	t.Helper()
	want, ok := read(t, path)
	switch {
	case ok && string(want) == got:
	case *update:
		write(t, path, []byte(got))
	case !ok:
		t.Errorf("no golden %s; run with -update to add\n%s", path, got)
	default:
		t.Errorf("%s -want +got\n%s", path, cmp.Diff(string(want), got))
	}
}

func read(t testing.TB, path string) (data []byte, ok bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return data, err == nil
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("wrote %s", path)
}
