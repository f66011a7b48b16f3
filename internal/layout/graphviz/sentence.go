package graphviz

import (
	"errors"

	"seika/internal/lang"
)

// Sentence tells a person why the built-in engine did the work.
func Sentence(why error) lang.Msg {
	switch {
	case errors.Is(why, ErrMissing):
		return lang.M("layout.worker_missing")
	case errors.Is(why, ErrTooLarge):
		return lang.M("layout.worker_too_large")
	case errors.Is(why, ErrOff):
		return lang.M("layout.worker_off")
	default:
		return lang.M("layout.worker_failed", "why", why.Error())
	}
}
