//go:build e2e

package story

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/store"
)

// letter is one that was typed, and when.
type letter struct {
	r  rune
	at time.Time
}

// A name is typed at the speed of hands, and the editor is killed at any moment: what is offered at the next start is as it was a
// second before, and lacks twenty letters at most. STORY_KILLS says how often; without it the machine may be busy with other
// tests, and what is kept may be older.
func TestTextThatIsBeingTypedIsASecondOldAtMost(t *testing.T) {
	if !strings.Contains("typing", only) {
		t.Skip("only " + only)
	}
	kills, oldest := 3, 5*time.Second
	if n, err := strconv.Atoi(os.Getenv("STORY_KILLS")); err == nil {
		kills, oldest = n, time.Second
	}
	p := &player{
		stage: stage(t, build(t, "seika", tags+",probe")), screen: "1280x800", files: map[string][]byte{},
		env: map[string]string{"LANG": "C.UTF-8", "FYNE_SCALE": "1"},
	}
	defer p.end()
	require.NoError(t, p.prepare())
	require.NoError(t, os.WriteFile(p.path("plan.seika"), []byte(`{"version":1,"nodes":[{"id":"a","name":"計画"}]}`), 0o644))
	require.NoError(t, own(p.stage.Dir))
	rnd := rand.New(rand.NewPCG(uint64(kills), 1))
	most, late := 0, time.Duration(0)
	for kill := range kills {
		require.NoError(t, os.RemoveAll(p.state()))
		require.NoError(t, os.MkdirAll(p.state(), 0o755))
		require.NoError(t, own(p.state()))
		require.NoError(t, p.run([]string{"plan.seika"}))
		require.NoError(t, p.expect("deliverable 計画"))
		require.NoError(t, p.press("Enter"))
		require.NoError(t, p.expect("bar name"))
		typed := p.typeFor(t, rnd, time.Duration(1500+rnd.IntN(4000))*time.Millisecond)
		p.program.kill()
		ended := time.Now()

		kept := p.draft(t)
		require.Less(t, kept, len(typed)+1, "kill %d", kill)
		lost := typed[kept:]
		most = max(most, len(lost))
		if len(lost) > 0 {
			late = max(late, ended.Sub(lost[0].at))
			assert.LessOrEqual(t, ended.Sub(lost[0].at), oldest, "kill %d of %d letters", kill, len(typed))
		}
		assert.LessOrEqual(t, len(lost), 20, "kill %d", kill)
	}
	t.Logf("typing: %d kills, %d letters lost at most, the oldest %d ms old", kills, most, late.Milliseconds())
}

func (p *player) state() string { return filepath.Join(p.stage.Dir, "home", "state") }

// typeFor types letters for a time, as fast as hands do.
func (p *player) typeFor(t *testing.T, rnd *rand.Rand, long time.Duration) (typed []letter) {
	for begin := time.Now(); time.Since(begin) < long; {
		r := 'a' + rune(rnd.IntN(26))
		require.NoError(t, p.display.tool("xdotool", "key", string(r)))
		typed = append(typed, letter{r, time.Now()})
		time.Sleep(time.Duration(30+rnd.IntN(120)) * time.Millisecond)
	}
	return typed
}

// draft is how many letters are kept of what was typed.
func (p *player) draft(t *testing.T) int {
	found, notes := store.New(filepath.Join(p.state(), "seika")).Recoveries(context.Background())
	require.Empty(t, notes)
	if len(found) == 0 || found[0].Draft == nil {
		return 0
	}
	return len(found[0].Draft.Text)
}
