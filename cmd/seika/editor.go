//go:build cgo || ci

package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2/app"

	"seika/internal/lang"
	"seika/internal/layout/graphviz"
	"seika/internal/live"
	"seika/internal/store"
	"seika/internal/store/fsx"
	"seika/ui"
)

// edit opens the editor and returns when its last window is closed.
func edit(files []string, l lang.Lang, w *graphviz.Worker) int {
	leave, ok := displayed(l)
	if !ok {
		return 2
	}
	defer leave()
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	spare()
	if dir, err := os.UserCacheDir(); err == nil {
		_ = fsx.OS{}.MkdirAll(dir, 0o700) // of an account just made, which the toolkit would complain about
	}
	f := app.NewWithID("seika")
	disk := store.New(store.StateDir(os.Getenv, runtime.GOOS, home))
	disk.App = version()
	e := ui.New(f, ui.Config{
		Disk:     disk,
		Lang:     l,
		Version:  version(),
		Graphviz: w,
		Leaks:    ui.Leaks(runtime.GOOS, os.Getenv) && !(altered && runtime.GOOS == "linux"),
		KeptOut:  ui.KeptOut(os.Getenv),
		Report:   report,
		Screen:   screen,

		CopyPicture: copyPicture(),
		CopyTable:   copyTable(report),
	})
	e.Start(files)
	f.Run()
	e.Finish()
	return 0
}

// begun is when the program has surely shown its first picture.
const begun = 3 * time.Second

// spare keeps the program small beside a browser and a video call. Most of what it holds for good is fonts without pointers,
// so collecting sooner costs little. Not while it starts: there a collection would take a core from the first picture, and
// what only the start took is given back once it is over.
func spare() {
	debug.SetGCPercent(400)
	time.AfterFunc(begun, func() {
		debug.SetGCPercent(30)
		debug.FreeOSMemory()
	})
}

// displayed sees to the display where it has to be named, and says what is missing. The editor leaves once it is done.
func displayed(l lang.Lang) (leave func(), ok bool) {
	leave = func() {}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return leave, true
	}
	x11, wayland := os.Getenv("DISPLAY") != "", os.Getenv("WAYLAND_DISPLAY") != ""
	if x11 {
		if guest := visit(); guest != nil {
			leave = guest
		} else {
			x11 = false // a name is left over from another session, and toolkits panic
		}
	}
	switch {
	case !wayland && !x11:
		tell(lang.Text(l, "main.no_display"))
		return leave, false
	case !x11:
		tell(lang.Text(l, "main.wayland_only"))
	case os.Getenv("FYNE_PLATFORM") == "":
		// Under Wayland no input method reaches the window; under X11 they do.
		if err := os.Setenv("FYNE_PLATFORM", "x11"); err != nil {
			tell(err.Error())
		}
	}
	return leave, true
}

// report tells of what broke inside the program.
func report(err error) {
	tell(err.Error())
	var p *live.Panic
	if errors.As(err, &p) {
		fmt.Fprintf(os.Stderr, "%s\n", p.Stack)
	}
}

func tell(what string) { fmt.Fprintln(os.Stderr, "seika: "+what) }
