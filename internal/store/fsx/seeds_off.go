//go:build !seeded

package fsx

// Seeded says that a fault is planted: never in a program that is handed on.
func Seeded(Fault) bool { return false }
