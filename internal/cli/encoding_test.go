package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWhatHelpsWithAWrongEncodingIsTakenByAllThatRead, as the message says without knowing who was asked.
func TestWhatHelpsWithAWrongEncodingIsTakenByAllThatRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.bpmn")
	require.NoError(t, os.WriteFile(path, []byte(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="t" name="Pr`+"\xfc"+`fung"/></process></definitions>`), 0o600))
	for _, args := range [][]string{{"check", path}, {"stats", path}, {"convert", path, "-", "--to", "lines"}, {"compare", path, path}, {"diff", path, path}} {
		r := seika(t, "", args...)
		assert.Equal(t, 2, r.status, args)
		assert.Contains(t, r.err, "--encoding shift_jis, windows-1252", args)
		r = seika(t, "", append(args, "--encoding", "windows-1252")...)
		assert.NotEqual(t, 2, r.status, "%v: %s", args, r.err)
	}
}
