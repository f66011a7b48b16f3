package main

import (
	"os"
	"regexp"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryPartTheWorkerIsLinkedWithHasItsLicence(t *testing.T) {
	list, err := os.ReadFile("licences/README.md")
	require.NoError(t, err)
	for _, link := range regexp.MustCompile(`\]\(([^):]+)\)`).FindAllStringSubmatch(string(list), -1) {
		text, err := os.ReadFile("licences/" + link[1])
		require.NoError(t, err)
		assert.Greater(t, len(text), 500, link[1])
	}
	linked, ok := debug.ReadBuildInfo()
	require.True(t, ok)
	found := 0
	for _, m := range linked.Deps {
		if !inTests.MatchString(m.Path) {
			assert.Contains(t, string(list), "| "+m.Path+" | "+m.Version+" |")
			found++
		}
	}
	assert.Greater(t, found, 5)
}

// inTests are the modules that only tests are linked with.
var inTests = regexp.MustCompile(`stretchr/|davecgh/|pmezard/|^gopkg\.in/|go\.yaml\.in`)
