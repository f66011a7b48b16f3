// Command seika is the editor, and with a sub-command the tool for the command line. This package joins the two to the
// machine: streams, environment, clock, display. Whether the editor is in it is decided when it is built: with cgo it is.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"time"

	"seika/internal/cli"
	"seika/internal/lang"
	"seika/internal/store/fsx"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends what does not listen to the first
	w := worker()
	status := cli.Run(ctx, os.Args[1:], cli.World{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Terminal: terminal(os.Stderr),
		Env:      os.Getenv,
		FS:       fsx.OS{},
		Now:      time.Now,
		Version:  version(),
		Graphviz: w,
		Open: func(files []string, l lang.Lang) int {
			stop() // an interrupt ends the editor, as it ends any program
			return edit(files, l, w)
		},
	})
	stop()
	if w != nil {
		w.Close()
	}
	os.Exit(status)
}

// terminal says that somebody sees what goes there.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// version is what the build knows of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
