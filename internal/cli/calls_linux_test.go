package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// opened finds what a program opens; a name that is not there counts, too.
var opened = regexp.MustCompile(`open(?:at)?\([^"]*"([^"]*)"`)

// harmless is what the runtime and the libraries of Go look at by themselves.
var harmless = []string{"/sys/kernel/mm/", "/proc/", "/etc/localtime", "/usr/share/zoneinfo", "/sys/fs/cgroup", "/dev/null"}

func TestReadingOpensNothingElseAndReachesNobody(t *testing.T) {
	if os.Getenv("SEIKA_TORTURE") == "" {
		t.Skip("only in make torture")
	}
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("NOT RUN: no strace")
	}
	bin := filepath.Join(t.TempDir(), "seika")
	build := exec.Command("go", "build", "-o", bin, "./cmd/seika")
	build.Dir, build.Env = source(), append(os.Environ(), "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	var files []string
	for _, dir := range []string{"bad/lines", "bad/seika", "bad/imports", "odd"} {
		names, err := filepath.Glob(filepath.Join(source(), "testdata", dir, "*"))
		require.NoError(t, err)
		files = append(files, names...)
	}
	runs, opens := 0, 0
	for _, name := range files {
		for _, call := range [][]string{{"check", name}, {"convert", name, "out.svg"}} {
			dir := t.TempDir()
			cmd := exec.Command("strace", append([]string{"-f", "-e", "trace=open,openat,connect,socket,execve", "-o", "../calls", bin}, call...)...)
			cmd.Dir, cmd.Env = dir, []string{"HOME=" + dir, "LANG=C"}
			said, _ := cmd.CombinedOutput() // most files are refused
			if strings.Contains(string(said), "ptrace") {
				t.Skipf("NOT RUN: %s", said)
			}
			text, err := os.ReadFile(filepath.Join(dir, "..", "calls"))
			require.NoError(t, err)
			runs++
			assert.Equal(t, 1, strings.Count(string(text), "execve("), "%v", call)
			assert.NotRegexp(t, `(socket|connect)\(`, string(text), "%v", call)
			for _, m := range opened.FindAllStringSubmatch(string(text), -1) {
				opens++
				assert.True(t, own(m[1], name, dir), "%v opens %s", call, m[1])
			}
		}
	}
	t.Logf("reading: %d runs on %d files, %d files opened, all the named one, its result or the runtime's; 0 connections, 0 programs started", runs, len(files), opens)
}

func own(path, name, dir string) bool {
	if path == name || strings.HasPrefix(path, dir) || !filepath.IsAbs(path) && !strings.Contains(path, "..") {
		return true
	}
	for _, h := range harmless {
		if strings.HasPrefix(path, h) {
			return true
		}
	}
	return path == filepath.Dir(name)
}
