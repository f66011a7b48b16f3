package fsx_test

import (
	"bytes"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/store/crashfs"
	"seika/internal/store/fsx"
)

func TestAnExportThatFailsLeavesTheOldFile(t *testing.T) {
	older, newer := bytes.Repeat([]byte("old\n"), 2500), bytes.Repeat([]byte("newer\n"), 2500)
	start := func() *crashfs.FS {
		f := crashfs.New()
		f.Put("/a.svg", older)
		return f
	}
	dry := start()
	require.NoError(t, fsx.Replace(dry, "/a.svg", newer))
	faults := []crashfs.Fault{{Cut: true}}
	for _, e := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES} {
		faults = append(faults, crashfs.Fault{Err: e}, crashfs.Fault{Err: e, Stays: true})
	}
	cases := 0
	for k, op := range dry.Ops() {
		for _, fault := range faults {
			f := start()
			f.Faults[k] = fault
			err := fsx.Replace(f, "/a.svg", newer)
			for n := range crashfs.Extremes + 20 {
				cases++
				data, there := f.Crash(n).Data("/a.svg")
				require.True(t, there, "%+v at %+v, cut %d", fault, op, n)
				if err == nil || !bytes.Equal(data, older) {
					require.Equal(t, newer, data, "%+v at %+v, cut %d, reported %v", fault, op, n, err)
				}
			}
		}
	}
	t.Logf("%d cases", cases)
	assert.Greater(t, cases, 1000)
}
