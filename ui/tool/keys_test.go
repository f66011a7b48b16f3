package tool_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"seika/ui/tool"
)

// hands play events to a filter and note what comes through.
type hands struct {
	keys tool.Keys
	got  []string

	now     time.Duration
	pending []*alarm
}

type alarm struct {
	at   time.Duration
	ring func()
}

func newHands() *hands {
	h := &hands{}
	h.keys.After = func(d time.Duration, f func()) func() {
		a := &alarm{h.now + d, f}
		h.pending = append(h.pending, a)
		return func() { a.ring = nil }
	}
	return h
}

func (h *hands) pass(d time.Duration) {
	h.now += d
	due := slices.Clone(h.pending)
	for _, a := range due {
		if a.ring != nil && a.at <= h.now {
			ring := a.ring
			a.ring = nil
			ring()
		}
	}
}

func (h *hands) note(what string) func() { return func() { h.got = append(h.got, what) } }

// play does events: a letter typed plainly · ~ba keys that an input method takes and that leak · +日本 text it commits ·
// click, shortcut, focus · turn and wait pass time · Ctrl+X · other words are keys.
func (h *hands) play(events string) {
	for _, e := range strings.Fields(events) {
		switch {
		case e == "turn":
			h.pass(16 * time.Millisecond)
		case e == "wait":
			h.pass(30 * time.Millisecond)
		case e == "click" || e == "shortcut" || e == "focus":
			h.keys.Settle()
			h.note(e)()
		case strings.HasPrefix(e, "~"):
			for _, r := range e[1:] {
				h.keys.Key(tool.Key(strings.ToUpper(string(r))), false, h.note("key "+string(r)))
			}
		case strings.HasPrefix(e, "+"):
			for _, r := range e[1:] {
				h.keys.Rune(r, h.note(string(r)))
			}
		case strings.HasPrefix(e, "Ctrl+"):
			h.keys.Key(tool.Key(e[5:]), true, h.note(e))
		case len(e) == 1:
			h.keys.Key(tool.Key(strings.ToUpper(e)), false, h.note("key "+e))
			h.keys.Rune(rune(e[0]), h.note(e))
		default:
			h.keys.Key(tool.Key(e), false, h.note(e))
		}
	}
}

func TestKeysOfACompositionNeverAct(t *testing.T) {
	for _, c := range []struct{ name, events, want string }{
		{"plain typing at speed is accepted once", "a b Return turn c d wait", "a b Return c d"},
		{"an Enter waits, then acts", "a Return turn wait", "a Return"},
		{"the committing Enter is dropped, the next accepts", "~nihongo Space Return +日本語 wait Return wait", "日 本 語 Return"},
		{"text one turn late", "~nihongo Space Return turn +日本語 wait Return wait", "日 本 語 Return"},
		{"a composition whose keys never came: its text takes the Enter along", "Return +日本 wait", "日 本"},
		{"and one turn late", "Return turn +日本 wait", "日 本"},
		{"Backspace inside a composition", "~kaki BackSpace Return +か wait", "か"},
		{"Backspace until the composition is gone, and one more", "~ka BackSpace BackSpace BackSpace", "BackSpace"},
		{"Esc twice ends what is owed", "~sa Escape Escape Return wait", "Return"},
		{"Esc, something else, Esc: not in a row", "~sata Escape BackSpace Escape BackSpace Return wait", ""},
		{"Tab chooses a candidate", "~ta Tab Return +た wait Tab", "た Tab"},
		{"arrows move in the candidates", "~ta Down Up Left Right Home End Next Prior Delete Return +た Down", "た Down"},
		{"a click does not end a composition", "~neko click Return +ねこ wait", "click ね こ"},
		{"a held Enter comes before a click", "a Return click wait", "a Return click"},
		{"before a shortcut, and before a change of focus", "a Return shortcut b Return focus", "a Return shortcut b Return focus"},
		{"before any other key", "a Return F8 wait", "a Return F8"},
		{"a function key in a composition still acts", "~ta F8 Return +た", "F8 た"},
		{"full-width operators come by commit", "~> Return +＞ wait 7 Return wait", "＞ 7 Return"},
		{"a character no key names", "a +@ b Return wait", "a @ b Return"},
		{"a dead key and its letter", "~' +é Return wait", "é Return"},
		{"Ctrl+Enter acts at once", "a Ctrl+Return", "a Ctrl+Return"},
		{"but not in a composition", "~ka Ctrl+Return +か Ctrl+Return", "か Ctrl+Return"},
		{"a letter with Ctrl types nothing and owes nothing", "Ctrl+Q Return wait", "Ctrl+Q Return"},
		{"modifier keys alone mean nothing", "a Return LeftShift wait", "a Return"},
		{"a repeated letter", "~aaaa BackSpace BackSpace BackSpace BackSpace BackSpace", "BackSpace"},
	} {
		h := newHands()
		h.play(c.events)
		assert.Equal(t, c.want, strings.Join(h.got, " "), "%s: %s", c.name, c.events)
	}
}

func TestThirtyWordsAreAcceptedOnceEach(t *testing.T) {
	h := newHands()
	for range 30 {
		h.play("~neko Space Return turn +猫 wait Return wait")
	}
	assert.Equal(t, strings.TrimSpace(strings.Repeat("猫 Return ", 30)), strings.Join(h.got, " "))
}

func TestWhereKeysCannotLeakNoEnterWaits(t *testing.T) {
	h := newHands()
	h.keys.After = nil
	h.play("a Return b Return")
	assert.Equal(t, "a Return b Return", strings.Join(h.got, " "))
}

// Without leaks the filter changes nothing but the moment of an Enter.
func TestWithoutLeaksAllComesThroughInOrder(t *testing.T) {
	events := []string{
		"a", "b", "7", ">", "Return", "KP_Enter", "BackSpace", "Escape", "Tab", "Up", "Down", "Left", "Right", "Home", "End",
		"Next", "Prior", "Delete", "F2", "F8", "click", "shortcut", "focus", "Ctrl+Return", "Ctrl+Left", "turn", "wait",
	}
	rapid.Check(t, func(t *rapid.T) {
		done := rapid.SliceOfN(rapid.SampledFrom(events), 1, 60).Draw(t, "events")
		h := newHands()
		h.play(strings.Join(done, " "))
		h.play("wait")
		want := slices.DeleteFunc(slices.Clone(done), func(e string) bool { return e == "turn" || e == "wait" })
		assert.Equal(t, strings.Join(want, " "), strings.Join(h.got, " "), "%v", done)
	})
}

// Whatever happens, no character is lost or doubled, and their order stays.
func TestNoCharacterIsEverLost(t *testing.T) {
	events := []string{"a", "~k", "~aka", "+か", "+書記", "+＞", "Return", "BackSpace", "Escape", "Tab", "click", "turn", "wait", "F8"}
	rapid.Check(t, func(t *rapid.T) {
		done := rapid.SliceOfN(rapid.SampledFrom(events), 1, 60).Draw(t, "events")
		h := newHands()
		h.play(strings.Join(done, " "))
		var want, got []string
		for _, e := range done {
			switch {
			case strings.HasPrefix(e, "+"):
				want = append(want, strings.Split(e[1:], "")...)
			case e == "a":
				want = append(want, e)
			}
		}
		for _, e := range h.got {
			if slices.Contains([]string{"a", "か", "書", "記", "＞"}, e) {
				got = append(got, e)
			}
		}
		assert.Equal(t, want, got, "%v", done)
	})
}
