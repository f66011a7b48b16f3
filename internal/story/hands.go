package story

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"seika/internal/probe"
)

// hands counts what a person would have done, as the keystroke figures of the reference task do: keys other than modifiers
// that are no part of a name; each Shift or Ctrl held as one more; and every use of the pointer.
type hands struct{ presses, withModifiers, pointer int }

// shifted are the characters that take Shift on a US keyboard, beside capitals.
const shifted = `~!@#$%^&*()_+{}|:"<>?`

// pointing are the verbs of the mouse.
var pointing = []string{"click", "double-click", "right-click", "shift-click", "ctrl-click", "select", "drag", "point", "wheel"}

// count adds a step. What is pasted or composed stands for names.
func (h *hands) count(s Step) {
	switch {
	case s.Verb == "press":
		key, times, _ := strings.Cut(s.What, " ")
		n := 1
		if word, _, ok := strings.Cut(times, " "); ok {
			n, _ = strconv.Atoi(word)
		}
		h.presses += n
		h.withModifiers += n * (1 + strings.Count(key, "+"))
	case s.Verb == "type":
		for _, r := range s.What {
			h.presses++
			h.withModifiers++
			if strings.ContainsRune(shifted, r) || r >= 'A' && r <= 'Z' {
				h.withModifiers++
			}
		}
	case slices.Contains(pointing, s.Verb):
		h.pointer++
	}
}

func (h hands) String() string {
	return fmt.Sprintf("%d presses, %d with modifiers, %d pointer events", h.presses, h.withModifiers, h.pointer)
}

// handsDid holds what was done against a limit.
func handsDid(p *player, _ probe.Window, m []string) string {
	most, err := strconv.Atoi(m[1])
	if err != nil {
		return err.Error()
	}
	did := map[string]int{"presses": p.hands.presses, "presses with modifiers": p.hands.withModifiers, "pointer events": p.hands.pointer}[m[2]]
	return holds(did <= most, p.hands.String())
}
