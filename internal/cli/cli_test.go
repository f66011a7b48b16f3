package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"seika/internal/cli"
	"seika/internal/golden"
	"seika/internal/lang"
	"seika/internal/store/fsx"
)

// result is what a call printed and how it ended.
type result struct {
	out, err string
	status   int
}

// seika runs the program in the present folder, in English unless the arguments say otherwise.
func seika(t testing.TB, stdin string, args ...string) result {
	t.Helper()
	return seikaIn(t.Context(), stdin, args...)
}

func seikaIn(ctx context.Context, stdin string, args ...string) result {
	var out, problems bytes.Buffer
	status := cli.Run(ctx, args, cli.World{
		In: strings.NewReader(stdin), Out: &out, Err: &problems,
		Env:     func(string) string { return "" },
		FS:      fsx.OS{},
		Now:     func() time.Time { return time.Time{} },
		Version: "1.2.3",
		Open: func(files []string, l lang.Lang) int {
			fmt.Fprintf(&out, "editor (%s): %s\n", l, strings.Join(files, " "))
			return 0
		},
	})
	return result{out.String(), problems.String(), status}
}

// TestCalls plays testdata/cli. A file is a session in an empty folder: "in: NAME" is a file that is there, "from: PATH" one
// taken from testdata, "seika ARGUMENTS" a call, "out: NAME" what a file holds by then. Under a call stand what it printed,
// then each line of its problems after "! ", then "= STATUS" where that is not 0. "< NAME" at the end is standard input.
// TestHelpSaysWhatEachOptionTakes in the words of its reader, not in those of a programming language.
func TestHelpSaysWhatEachOptionTakes(t *testing.T) {
	for _, command := range []string{"check", "compare", "completion", "convert", "diff", "explain", "fmt", "layout", "mine", "rules", "schema", "stats", "version"} {
		require.NotRegexp(t, `--[a-z-]+ (string|int|float64|duration)\b`, seika(t, "", command, "--help").out, command)
	}
}

func TestCalls(t *testing.T) {
	golden.Walk(t, "cli", func(t *testing.T, c *golden.Case) {
		t.Chdir(t.TempDir())
		for _, part := range c.Parts() {
			verb, rest, _ := strings.Cut(part, " ")
			switch verb {
			case "in:":
				require.NoError(t, os.MkdirAll(filepath.Dir(rest), 0o755))
				require.NoError(t, os.WriteFile(rest, []byte(c.In(part)), 0o644))
			case "from:":
				c.In(part)
				keep(t, rest, filepath.Base(rest))
			case "seika":
				c.Want(part, transcript(seika(t, input(t, rest), arguments(rest)...)))
			case "out:":
				data, err := os.ReadFile(rest)
				require.NoError(t, err)
				c.Want(part, string(data))
			default:
				t.Fatalf("what is part %q", part)
			}
		}
	})
}

// keep puts a file of testdata into the present folder.
func keep(t testing.TB, from, as string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(source(), "testdata", filepath.FromSlash(from)))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(as, data, 0o644))
}

// source is the top folder of the repository, from wherever the test stands.
func source() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..")
}

// arguments splits a line at blanks, those between '…' aside.
func arguments(line string) []string {
	line, _, _ = strings.Cut(line, " < ")
	var args []string
	for i, piece := range strings.Split(line, "'") {
		if i%2 == 1 {
			args = append(args, piece)
			continue
		}
		args = append(args, strings.Fields(piece)...)
	}
	return args
}

func input(t testing.TB, line string) string {
	t.Helper()
	_, name, ok := strings.Cut(line, " < ")
	if !ok {
		return ""
	}
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(data)
}

func transcript(r result) string {
	var b strings.Builder
	b.WriteString(r.out)
	if r.out != "" && !strings.HasSuffix(r.out, "\n") {
		b.WriteString("⏎ missing\n")
	}
	for line := range strings.Lines(r.err) {
		b.WriteString("! " + line)
	}
	if r.status != 0 {
		fmt.Fprintf(&b, "= %d\n", r.status)
	}
	return strings.NewReplacer(runtime.Version(), "GO", runtime.GOOS+"/"+runtime.GOARCH, "SYSTEM").Replace(b.String())
}

func write(t testing.TB, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
}

// part is a named part of a txtar file.
type part struct{ name, text string }

func parts(t testing.TB, path string) []part {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	require.NoError(t, err)
	var list []part
	for _, f := range archive.Files {
		list = append(list, part{f.Name, string(f.Data)})
	}
	return list
}
