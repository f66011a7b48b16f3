//go:build cgo

package main

import "github.com/go-gl/glfw/v3.4/glfw"

// screen is how much room the first screen has for windows, panels of the desktop left out; 0 is unknown. Fyne has no such
// question, so its own window library is asked, which Fyne must have begun.
func screen() (width, height int) {
	m := glfw.GetPrimaryMonitor()
	if m == nil {
		return 0, 0
	}
	_, _, width, height = m.GetWorkarea()
	return width, height
}
