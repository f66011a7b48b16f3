package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPatternsArePlainFilesThatAreReplacedOnlyOnRequest(t *testing.T) {
	d := New(t.TempDir())
	names, _, err := d.Patterns()
	require.NoError(t, err)
	assert.Empty(t, names, "nothing yet")

	require.NoError(t, d.PutPattern("検収", "A > B\n", false))
	require.NoError(t, d.PutPattern("Approval", "C > D\n", false))
	assert.ErrorIs(t, d.PutPattern("検収", "X > Y\n", false), fs.ErrExist)
	require.NoError(t, os.WriteFile(filepath.Join(d.PatternFolder(), "notes.txt"), []byte("mine"), 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(d.PatternFolder(), "folder.seika.txt"), 0o700))

	names, texts, err := d.Patterns()
	require.NoError(t, err)
	assert.Equal(t, []string{"Approval", "検収"}, names)
	assert.Equal(t, []string{"C > D\n", "A > B\n"}, texts)

	require.NoError(t, d.PutPattern("検収", "X > Y\n", true))
	_, texts, err = d.Patterns()
	require.NoError(t, err)
	assert.Equal(t, "X > Y\n", texts[1])

	d.State = ""
	assert.Error(t, d.PutPattern("検収", "", true))
	names, _, err = d.Patterns()
	assert.NoError(t, err)
	assert.Empty(t, names)
}
