//go:build !imefix

package main

// altered says that the window library keeps the keys of a composition under X11 to the input method; see internal/tools/imefix.
const altered = false
