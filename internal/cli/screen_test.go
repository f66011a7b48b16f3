package cli_test

import (
	"bytes"
	"context"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"seika/internal/cli"
	"seika/internal/store/fsx"
)

// slow is standard input that takes its time.
type slow struct {
	wait time.Duration
	text io.Reader
}

func (s *slow) Read(p []byte) (int, error) {
	time.Sleep(s.wait)
	s.wait = 0
	return s.text.Read(p)
}

func TestProgressIsSeenOnATerminalAfterASecondAndLeavesNothing(t *testing.T) {
	run := func(wait time.Duration, terminal bool) (out, problems string) {
		var o, p bytes.Buffer
		synctest.Test(t, func(t *testing.T) {
			status := cli.Run(t.Context(), []string{"fmt", "-"}, cli.World{
				In: &slow{wait, bytes.NewBufferString("a > b\n")}, Out: &o, Err: &p, Terminal: terminal,
				Env: func(string) string { return "" }, FS: fsx.OS{}, Now: time.Now,
			})
			assert.Zero(t, status)
		})
		return o.String(), p.String()
	}
	out, problems := run(2*time.Second, true)
	assert.Contains(t, out, "a > b")
	assert.Equal(t, "Reading -…\r\x1b[K", problems)
	_, problems = run(900*time.Millisecond, true)
	assert.Empty(t, problems, "before a second is over")
	_, problems = run(time.Minute, false)
	assert.Empty(t, problems, "where nobody sees it")
}

// forever is standard input that nobody types into.
type forever struct{}

func (forever) Read([]byte) (int, error) { select {} }

func TestWaitingForInputCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, cancel)
	var o, p bytes.Buffer
	status := cli.Run(ctx, []string{"check", "-"}, cli.World{
		In: forever{}, Out: &o, Err: &p, Env: func(string) string { return "" }, FS: fsx.OS{}, Now: time.Now,
	})
	assert.Equal(t, 2, status)
	assert.Equal(t, "seika: Stopped.\n", p.String())
	assert.Empty(t, o.String())
}
