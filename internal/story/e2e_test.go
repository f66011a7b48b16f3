//go:build e2e

package story

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"seika/internal/golden"
)

// The environment says what make was told.
var (
	tags = os.Getenv("STORY_TAGS")
	only = os.Getenv("STORY_NAME")
	slow = os.Getenv("STORY_SLOW")
)

// build builds the editor as users get it, with the probe. Another set of Fyne's tags only links anew.
func build(t testing.TB, name, tags string) string {
	t.Helper()
	require.NotEmpty(t, os.Getenv("STORY_TAGS"), "make e2e says which tags the editor is built with; others compile for minutes")
	root := golden.Root(t)
	binary := filepath.Join(root, "build", "story", name)
	args := []string{"build", "-tags", tags, "-o", binary, "./cmd/seika"}
	if imefix {
		args = append([]string{"build", "-modfile=build/imefix/imefix.mod", "-tags", tags + ",imefix"}, args[3:]...)
	}
	c := exec.Command("go", args...)
	c.Dir = root
	c.Env = append(os.Environ(), "CGO_ENABLED=1")
	out, err := c.CombinedOutput()
	require.NoError(t, err, "go build -tags %s: %s", tags, out)
	return binary
}

func stage(t testing.TB, binary string) Stage {
	t.Helper()
	root := golden.Root(t)
	dir, err := os.MkdirTemp("", "seika-story-")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	require.NoError(t, os.Chmod(dir, 0o755))
	s := Stage{
		Binary: filepath.Join(dir, "seika"), Root: root, Dir: filepath.Join(dir, "stage"),
		Shots: filepath.Join(root, "build", "shots"), Kept: filepath.Join(root, "build", "stories"),
	}
	b, err := os.ReadFile(binary) // a copy, for the editor may run as somebody who must not read the repository
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(s.Binary, b, 0o755))
	if slow != "" {
		s.Pause = 700 * time.Millisecond
	}
	return s
}

// given says whether a story takes something for granted.
func given(s Story, what string) bool {
	return slices.ContainsFunc(s.Steps, func(step Step) bool { return step.Verb == "given" && strings.Contains(step.What, what) })
}

// imefix says that the editor is built with a window library that the input method's keys do not reach.
var imefix = os.Getenv("STORY_IMEFIX") != ""

func TestStories(t *testing.T) {
	binary := build(t, "seika", tags+",probe")
	paths, err := filepath.Glob("../../testdata/stories/*.story")
	require.NoError(t, err)
	for _, path := range paths {
		s, err := Read(path)
		require.NoError(t, err)
		if !strings.Contains(s.Name, only) {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			if _, err := exec.LookPath("uim-xim"); err != nil && given(s, "input method") {
				t.Skip("no input method: it takes uim-xim, uim-anthy and locales")
			}
			if given(s, "that leaks") && imefix || given(s, "that keeps its keys") && !imefix {
				t.Skip("of the other build: make e2e with or without IME=1")
			}
			st := stage(t, binary)
			st.Log = t.Logf
			if err := Play(st, s); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A build without migrated_fynedo checks that what belongs to the UI goroutine is done there, and prints what is not.
func TestNothingIsDoneOnAWrongGoroutine(t *testing.T) {
	if only != "" && !strings.Contains("goroutine", only) {
		t.Skip("only " + only)
	}
	var checking []string
	for _, tag := range strings.Split(tags, ",") {
		if tag != "migrated_fynedo" {
			checking = append(checking, tag)
		}
	}
	binary := build(t, "seika-checking", strings.Join(checking, ",")+",probe")
	s, err := Read("../../testdata/stories/edit.story")
	require.NoError(t, err)
	s.Name = "edit-checking"
	require.NoError(t, Play(stage(t, binary), s))
}
