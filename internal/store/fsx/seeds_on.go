//go:build seeded

package fsx

import "os"

// Seeded says that a fault is planted.
func Seeded(f Fault) bool { return os.Getenv("SEIKA_FAULT") == string(f) }
