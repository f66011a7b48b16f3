//go:build !unix

package bpmn_test

import "time"

// processorTime is not known here: how long reading takes is held elsewhere.
func processorTime() time.Duration { return 0 }
