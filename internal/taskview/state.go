package taskview

import (
	"strings"

	"seika/internal/lang"
)

// Sent is the name of something after it was handed on.
func (l Label) Sent(name string) string {
	done := l.Done
	if l.Lang == lang.JA {
		done = l.Noun + "済"
	}
	return WithState(name, done)
}

// WithState is the name of something in one of its states.
func WithState(name, state string) string {
	if state == "" {
		return name
	}
	if name == "" {
		return "[" + state + "]"
	}
	return name + " [" + state + "]"
}

// SplitState takes the state off a name such as Quote [sent]; "" is none.
func SplitState(name string) (rest, state string) {
	s := strings.TrimRight(name, " ")
	for _, b := range []struct{ open, shut string }{{"[", "]"}, {"［", "］"}} {
		if cut, ok := strings.CutSuffix(s, b.shut); ok {
			if i := strings.LastIndex(cut, b.open); i > 0 && strings.TrimSpace(cut[i+len(b.open):]) != "" {
				return strings.TrimSpace(cut[:i]), strings.TrimSpace(cut[i+len(b.open):])
			}
		}
	}
	return name, ""
}
