package ui

import (
	"slices"

	"seika/internal/lang"
)

// prefLastTime keeps the files of the windows that were open when the program ended.
const prefLastTime = "last_time"

// rememberWindows keeps which files are open, as the program is about to end.
func (a *App) rememberWindows() {
	var files []string
	for _, w := range a.windows {
		if p := w.file.Path(); p != "" {
			files = append(files, p)
		}
	}
	a.fyne.Preferences().SetStringList(prefLastTime, files)
}

// lastTime is the files of the windows of last time, where there were several: a single one is first among the files of late.
func (a *App) lastTime() []string {
	files := slices.DeleteFunc(slices.Clone(a.fyne.Preferences().StringList(prefLastTime)), func(p string) bool {
		return slices.ContainsFunc(a.windows, func(w *Window) bool { return w.file.Path() == p })
	})
	if len(files) < 2 {
		return nil
	}
	return files
}

// lastTimeButton opens the windows of last time; nil where there is nothing to open.
func (w *Window) lastTimeButton() *button {
	files := w.app.lastTime()
	if files == nil {
		return nil
	}
	return w.newButton(w.app.text(lang.M("start.last_time", "n", len(files))), func() {
		for i, p := range files {
			if i == 0 {
				w.openHere(p)
			} else {
				w.app.openWindow(p)
			}
		}
	}, w.ToCanvas)
}
