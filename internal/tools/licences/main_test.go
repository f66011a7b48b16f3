package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func put(t *testing.T, text string, path ...string) {
	t.Helper()
	at := filepath.Join(path...)
	require.NoError(t, os.MkdirAll(filepath.Dir(at), 0o755))
	require.NoError(t, os.WriteFile(at, []byte(text), 0o600))
}

func TestEachLicenceStandsOnceUnderAllThatItHoldsFor(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	put(t, "free of charge\n", one, "LICENSE")
	put(t, "of the C\n", one, "c", "COPYING.txt")
	put(t, "of a test", one, "testdata", "LICENSE")
	put(t, "package p", one, "license.go")
	put(t, "free of charge\n", two, "LICENSE.md")

	var out bytes.Buffer
	require.NoError(t, run(strings.NewReader("one v1\t"+one+"\ntwo v2\t"+two+"\n"), &out))

	assert.Equal(t, 1, strings.Count(out.String(), "free of charge"))
	assert.Contains(t, out.String(), "one v1: LICENSE\ntwo v2: LICENSE.md\n")
	assert.Contains(t, out.String(), "one v1: c/COPYING.txt\n")
	assert.Contains(t, out.String(), "of the C")
	assert.NotContains(t, out.String(), "of a test")
	assert.NotContains(t, out.String(), "package p")
}

func TestWhatHasNoLicenceStopsARelease(t *testing.T) {
	none := t.TempDir()
	put(t, "read me", none, "README")
	err := run(strings.NewReader("none v1\t"+none), new(bytes.Buffer))
	assert.ErrorContains(t, err, "none v1 has no licence")
}
