//go:build unix

package bpmn_test

import (
	"syscall"
	"time"
)

// processorTime is the processor time of this program so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
