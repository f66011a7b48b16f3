package graphviz

import (
	"os/exec"
	"syscall"
)

// hide keeps a console window from opening.
func hide(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
