package story

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAStoryIsReadLineByLine(t *testing.T) {
	s, err := Parse("t", []byte("# A remark.\n\nstart a.seika\npress Tab, then paste 契約書, then press Enter\nexpect within 20s relation a -> b, undo steps 1\n-- a.seika --\n{}\n"))
	require.NoError(t, err)
	assert.Equal(t, []Step{
		{3, "start", "a.seika"},
		{4, "press", "Tab"},
		{4, "paste", "契約書"},
		{4, "press", "Enter"},
		{5, "expect", "within 20s relation a -> b, undo steps 1"},
	}, s.Steps)
	assert.Equal(t, "a.seika", s.Files[0].Name)
}

func TestAStepThatNobodyCanPlayIsFoundBeforeTheStart(t *testing.T) {
	_, err := Parse("t", []byte("start\nhop around\n"))
	require.EqualError(t, err, `t.story:2: no verb "hop"`)
	_, err = Parse("t", []byte("expect 3 deliverables, wonders\n"))
	require.EqualError(t, err, `t.story:1: nothing can be expected like "wonders"`)
}

func TestAllStoriesCanBeRead(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/stories/*.story")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		s, err := Read(path)
		require.NoError(t, err)
		assert.NotEmpty(t, s.Steps, path)
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, byte('#'), b[0], "%s begins with what it is about", path)
	}
}
