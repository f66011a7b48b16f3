package all_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/importer"
	"seika/internal/importer/all"
	"seika/internal/importer/importertest"
	"seika/internal/source"
)

// bigEnv makes this program the one that reads a file: "NAME PATH".
const bigEnv = "SEIKA_READ"

func TestMain(m *testing.M) {
	name, path, ok := strings.Cut(os.Getenv(bigEnv), " ")
	if !ok {
		os.Exit(m.Run())
	}
	said := readBig(name, path)
	fmt.Println(peak(), said)
}

// peak is the most memory this process had, in MB. What the system counts for a process that ended has its parent's in it.
func peak() int64 {
	text, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(text), "VmHWM:")
	kilobytes, _ := strconv.ParseInt(strings.Fields(after)[0], 10, 64)
	return kilobytes >> 10
}

// readBig reads a file as the command line does, and says what came of it.
func readBig(name, path string) string {
	r, _ := importer.Named(all.Readers, name)
	f, err := os.Open(path)
	if err != nil {
		return "failed: " + err.Error()
	}
	in, err := source.Read(context.Background(), "big", f, source.Defaults())
	if err == nil {
		_, err = r.Graph(context.Background(), in)
	}
	var no *source.Refused
	switch {
	case err == nil:
		return "taken"
	case errors.As(err, &no):
		said, _, _ := strings.Cut(no.Lines("en")[0], "\n")
		return "refused: " + said
	default:
		return "failed: " + err.Error()
	}
}

// bigSize is of 50 MB, or of as many as SEIKA_MB says: little ones may ask for much.
func bigSize() int {
	if mb, err := strconv.Atoi(os.Getenv("SEIKA_MB")); err == nil {
		return mb << 20
	}
	return 50<<20 - 1<<10
}

// What a file that is refused may cost, and one that is a model, if an odd one.
const (
	bigTime     = time.Second // of a processor
	bigMemory   = 200         // MB
	takenTime   = 3 * time.Second
	takenMemory = 600
)

func TestABigHostileFileIsRefusedInASecondAndLittleMemory(t *testing.T) {
	if os.Getenv("SEIKA_TORTURE") == "" {
		t.Skip("only in make torture")
	}
	path := filepath.Join(t.TempDir(), "big")
	var sum tally
	for _, f := range importertest.Files() {
		t.Run(f.Name, func(t *testing.T) {
			require.NoError(t, os.WriteFile(path, f.Make(bigSize()), 0o600))
			for _, r := range all.Readers {
				t.Run(r.Name, func(t *testing.T) { sum.add(t, r.Name, path) })
			}
		})
	}
	t.Log(&sum)
}

// tally is what all readings came to.
type tally struct {
	reads, taken int
	slowest      time.Duration
	fattest      int64
}

func (s *tally) add(t *testing.T, reader, path string) {
	said, cost, memory := child(t, reader+" "+path)
	if os.Getenv("SEIKA_EACH") != "" {
		fmt.Printf("%5d ms %4d MB  %s: %s\n", cost.Milliseconds(), memory, t.Name(), said)
	}
	s.reads++
	if said == "taken" {
		s.taken++
		assert.LessOrEqual(t, cost, takenTime)
		assert.LessOrEqual(t, memory, int64(takenMemory), "MB")
		return
	}
	s.slowest, s.fattest = max(s.slowest, cost), max(s.fattest, memory)
	assert.True(t, strings.HasPrefix(said, "refused: "), said)
	assert.LessOrEqual(t, cost, bigTime)
	assert.LessOrEqual(t, memory, int64(bigMemory), "MB")
}

func (s *tally) String() string {
	return fmt.Sprintf("files of 50 MB: %d read, %d of them taken, the others refused in %d ms of a processor and %d MB at most",
		s.reads, s.taken, s.slowest.Milliseconds(), s.fattest)
}

func child(t *testing.T, what string) (said string, cost time.Duration, memory int64) {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	const patience = 3 * time.Minute // for what would never end, on a machine that does much else
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	cmd := exec.CommandContext(ctx, exe)
	cmd.Env = append(os.Environ(), bigEnv+"="+what)
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return "failed: it was not read to the end", cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), 0
	}
	require.NoError(t, err, "%s", what)
	megabytes, said, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	memory, err = strconv.ParseInt(megabytes, 10, 64)
	require.NoError(t, err, "%s", out)
	return said, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), memory
}
