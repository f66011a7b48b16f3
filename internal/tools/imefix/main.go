// Command imefix makes a GLFW that keeps the keys of a composition from the window: with the one as it comes, an input method
// under X11 gets every key and the window gets it too, before the text. It writes build/imefix: a copy of the module, changed
// in one place, and a go.mod and go.sum that take it in place of the other. It imports nothing of the program, and the
// repository holds no copy of GLFW: plain "go build" stays the reference, and keeps such keys off by the filter of ui/tool.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The module, and the version that the edits were written and tried for.
const (
	module  = "github.com/go-gl/glfw/v3.4/glfw"
	version = "v0.1.0-pre.1.0.20260707082822-2a407d02d01a"
)

// out is where everything goes, from the root of the repository.
const out = "build/imefix"

// edit is a change of a file: a text that occurs once, and what takes its place.
type edit struct{ file, was, is string }

// edits report a key under X11, and store its time, only where the input method has not taken it. The method may hand it back;
// it then comes again with the same time, and as that was not stored it is not taken for a repetition.
var edits = []edit{{
	file: "glfw/src/x11_window.c",
	was:  "                if (diff == event->xkey.time || (diff > 0 && diff < ((Time)1 << 31)))\n",
	is:   "                if (!filtered && (diff == event->xkey.time || (diff > 0 && diff < ((Time)1 << 31))))\n",
}}

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "imefix:", err)
		os.Exit(1)
	}
}

// run writes all of it for the repository at root.
func run(root string) error {
	from, err := download(root)
	if err != nil {
		return err
	}
	to := filepath.Join(root, out, "glfw")
	if err := patch(from, to, edits); err != nil {
		return err
	}
	return modules(root)
}

// download is the folder of the module, fetched if it is not there.
func download(root string) (dir string, err error) {
	c := exec.Command("go", "mod", "download", "-json", module)
	c.Dir, c.Stderr = root, os.Stderr
	b, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w", module, err)
	}
	var m struct{ Version, Dir string }
	if err := json.Unmarshal(b, &m); err != nil {
		return "", fmt.Errorf("go mod download %s: %w", module, err)
	}
	if m.Version != version {
		return "", fmt.Errorf("go.mod has %s %s; the edits are for %s: look whether they are still needed, and change the version here", module, m.Version, version)
	}
	return m.Dir, nil
}

// patch copies a module and changes the copy. A text that does not occur exactly once stops it: the file is not the one that the
// edit was written for, and may need none any more.
func patch(from, to string, edits []edit) error {
	if err := os.RemoveAll(to); err != nil {
		return fmt.Errorf("clear the last copy: %w", err)
	}
	if err := copyAll(from, to); err != nil {
		return fmt.Errorf("copy the module: %w", err)
	}
	sum := sha256.New()
	for _, e := range edits {
		path := filepath.Join(to, filepath.FromSlash(e.file))
		b, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read what is to be changed: %w", err)
		}
		if n := strings.Count(string(b), e.was); n != 1 {
			return fmt.Errorf("%s: the text to be changed occurs %d times, not once", e.file, n)
		}
		b = []byte(strings.Replace(string(b), e.was, e.is, 1))
		if err := os.WriteFile(path, b, 0o644); err != nil {
			return fmt.Errorf("write what was changed: %w", err)
		}
		_, _ = sum.Write(b)
	}
	// Go's build cache does not see C files in folders below a package (go-gl/glfw issue 269); it sees this one.
	note := fmt.Sprintf("package glfw\n\n// This copy of GLFW was altered by Seika's internal/tools/imefix: %s.\nconst _ = \"sha256 %x\"\n", files(edits), sum.Sum(nil))
	if err := os.WriteFile(filepath.Join(to, "altered.go"), []byte(note), 0o644); err != nil {
		return fmt.Errorf("mark the copy: %w", err)
	}
	return nil
}

func files(edits []edit) string {
	var names []string
	for _, e := range edits {
		names = append(names, e.file)
	}
	return strings.Join(names, ", ")
}

// copyAll copies a folder; the copy can be written.
func copyAll(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		at := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(at, 0o755)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(at, b, 0o644)
	})
}

// modules writes go.mod and go.sum of a build with the copy.
func modules(root string) error {
	var failed []error
	for name, more := range map[string]string{
		"go.mod": fmt.Sprintf("\nreplace %s => ./%s/glfw\n", module, out), // from the module's root, wherever this file lies
		"go.sum": "",
	} {
		b, err := os.ReadFile(filepath.Join(root, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(root, out, "imefix"+filepath.Ext(name)), append(b, more...), 0o644)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}
