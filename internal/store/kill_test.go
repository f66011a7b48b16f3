package store_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"seika/internal/store"
	"seika/internal/store/fsx"
)

// childEnv makes this program the one that is killed.
const childEnv = "SEIKA_STORE_SAVES"

// page is a document that shows whether it is whole and which one it is.
func page(n int) []byte {
	data := binary.BigEndian.AppendUint32(nil, uint32(n))
	data = append(data, bytes.Repeat(fmt.Appendf(nil, "page %d;", n), 2000+n%1000)...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(data))
}

func number(data []byte) (n int, whole bool) {
	if len(data) < 8 {
		return 0, false
	}
	body := data[:len(data)-4]
	return int(binary.BigEndian.Uint32(data)), crc32.ChecksumIEEE(body) == binary.BigEndian.Uint32(data[len(data)-4:])
}

// saveForEver saves page after page and tells each time that it did.
func saveForEver(path string) {
	die := func(err error) {
		if err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
	}
	o, err := store.New(filepath.Join(filepath.Dir(path), "state")).Open(context.Background(), path, limit)
	die(err)
	n, _ := number(o.Bytes)
	for {
		n++
		_, err := o.Doc.Save(request(page(n)))
		die(err)
		fmt.Println(n)
	}
}

func TestAKilledSaveTearsNothing(t *testing.T) {
	kills := long(50, 10_000)
	dir := t.TempDir()
	docs := filepath.Join(dir, "docs")
	require.NoError(t, os.Mkdir(docs, 0o700))
	path := filepath.Join(docs, "a.seika")
	require.NoError(t, os.WriteFile(path, page(0), 0o600))
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d, %d kills", seed, kills)
	rnd := rand.New(rand.NewPCG(seed, 0))
	saves := 0
	for range kills {
		last := killed(t, path, time.Duration(5+rnd.IntN(25))*time.Millisecond)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		n, whole := number(data)
		require.True(t, whole, "the file is whole")
		require.GreaterOrEqual(t, n, last, "what was reported as saved is there")
		saves = n
	}
	t.Logf("%d saves", saves)
	require.Positive(t, saves)

	store.New(filepath.Join(docs, "state")).Sweep()
	names, err := fsx.OS{}.ReadDir(docs)
	require.NoError(t, err)
	for _, name := range names {
		require.False(t, fsx.IsTemp(name), "%s is left after all those kills", name)
	}
}

// killed runs a child that saves, kills it, and returns the last page it reported.
func killed(t *testing.T, path string, after time.Duration) (last int) {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(out)
	begun := false
	for lines.Scan() {
		var n int
		_, err := fmt.Sscan(lines.Text(), &n)
		require.NoError(t, err, "the child says %q", lines.Text())
		last = n
		if !begun {
			begun = true
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait()
	return last
}
