package layered

import "context"

// work counts steps, so that a cancelled layout ends soon without asking the context all the time.
type work struct {
	ctx   context.Context
	steps int
	err   error
}

const stepsPerLook = 50_000

// look says whether to leave off, whatever was counted: after a stage that does not count.
func (w *work) look() bool { return w.stopped(stepsPerLook) }

// stopped counts steps and says whether to leave off. Once it has said so it always does.
func (w *work) stopped(steps int) bool {
	if w.err != nil {
		return true
	}
	if w.steps += steps; w.steps >= stepsPerLook {
		w.steps = 0
		w.err = w.ctx.Err()
	}
	return w.err != nil
}
