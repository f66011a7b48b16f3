// Package ui is the editor: windows, menus, dialogs, and the wiring between a document, its picture, its questions and its
// file. A window owns one document; everything mutable belongs to the UI goroutine, slow work runs in internal/live and
// comes back through post.go. It knows no display driver: cmd hands it the application, so all of it runs in tests.
package ui

import (
	"crypto/rand"
	"errors"
	"fmt"
	"image"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"seika/assets"
	"seika/internal/lang"
	"seika/internal/layout/graphviz"
	"seika/internal/live"
	"seika/internal/store"
	"seika/internal/store/journal"
)

// Config is what the outside world gives the editor.
type Config struct {
	Disk    *store.Disk
	Lang    lang.Lang // of a person who has chosen none
	Version string
	// Graphviz lays out on request; it may be missing, and nil.
	Graphviz *graphviz.Worker
	// Leaks says that keys of a composition in an input method reach the window.
	Leaks bool
	// KeptOut says that an input method is set up that the locale keeps from working.
	KeptOut bool
	// Report takes what went wrong inside, for the log.
	Report func(error)
	// Screen is how much room a screen has for windows, in px of the display, once the program runs; 0 or nil is unknown.
	Screen func() (width, height int)
	// CopyPicture puts a PNG where other programs can paste it from; nil where there is no such place.
	CopyPicture func(png []byte) error
	// CopyTable puts a table there as HTML and as text; nil where text alone can be copied.
	CopyTable func(html, text string) error

	// What a test replaces: the clock, the modifier keys held, and the way to the UI goroutine. nil is the real one.
	Now   func() time.Time
	After func(d time.Duration, f func()) (stop func()) // f is called on the UI goroutine
	Mods  func() fyne.KeyModifier
	Post  func(f func())
}

// App is the editor: its windows and what they share.
type App struct {
	fyne    fyne.App
	config  Config
	lang    lang.Lang
	theme   themeChoice
	windows []*Window
	room    fyne.Size // that the screen has for a window; zero is unknown
	copied  copied
	used    []string // actions asked for by name, the latest first
	watch   watch
	own     ownPatterns
	cards   map[drawnCard]image.Image
	signs   map[sign]image.Image
	endings []*journal.Writer // of closed documents
	fonts   <-chan struct{}   // closed when they are read
	settled func()            // waits until the settings are copied
	stopped bool              // there is no screen any more

	quitting bool // all windows are being closed; they are remembered
}

// Keys of what is remembered.
const (
	prefRecent = "recent"
	prefWidth  = "width" // of the window, px of the screen
	prefHeight = "height"
	prefTab    = "tab"   // of the right panel
	prefSide   = "panel" // its width, px of the screen
)

// maxRecent is how many recent files are remembered.
const maxRecent = 10

// New makes an editor without windows.
func New(f fyne.App, c Config) *App {
	if c.Now == nil {
		c.Now = time.Now
	}
	a := &App{fyne: f, config: c, lang: c.Lang, theme: bySystem, cards: map[drawnCard]image.Image{}, signs: map[sign]image.Image{}}
	a.settled = safeSettings(f.Preferences(), c.Disk)
	if l := f.Preferences().String(prefLang); l != "" {
		a.lang = lang.Lang(l)
	}
	if t := themeChoice(f.Preferences().String(prefTheme)); slices.Contains(themeChoices, t) {
		a.theme = t
	}
	f.SetIcon(fyne.NewStaticResource("seika.png", assets.IconPNG()))
	f.Settings().SetTheme(look{choice: a.theme})
	f.Lifecycle().SetOnStopped(func() { a.stopped = true })
	f.Lifecycle().SetOnEnteredForeground(func() { a.guard(a.lookForCopies) })
	f.Settings().AddListener(func(fyne.Settings) {
		if a.stopped { // a change of the settings while the program ends, as when it is told to by the system
			return
		}
		for _, w := range a.windows {
			w.themed()
		}
	})
	return a
}

// Start opens the files, each in a window; without any, an empty document with the start page.
func (a *App) Start(paths []string) {
	a.fonts = readFonts(func(err error) { a.post(func() { a.report(err) }) })
	a.watch.listen(a)
	a.readPatterns()
	if len(paths) == 0 {
		a.newWindow()
	}
	for _, p := range paths {
		a.openWindow(whole(p))
	}
	a.recover()
	a.warnOfMethod()
}

// whole is a path from the root: as a command says it, it means another file in the next folder the editor is started from.
func whole(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// warnOfMethod says that Japanese cannot be typed here, and why.
func (a *App) warnOfMethod() {
	if a.config.KeptOut && len(a.windows) > 0 {
		a.windows[0].say(lang.M("ui.no_input_method"))
	}
}

// nextWindow goes to the next document.
func (w *Window) nextWindow() {
	all := w.app.windows
	next := all[(slices.Index(all, w)+1)%len(all)]
	next.win.RequestFocus()
}

// setLang changes the language of the interface. Documents, selections and what is being typed stay.
func (a *App) setLang(l lang.Lang) {
	if l == a.lang {
		return
	}
	a.lang = l
	a.fyne.Preferences().SetString(prefLang, string(l))
	for _, w := range a.windows {
		w.relabel()
	}
}

func (a *App) setTheme(t themeChoice) {
	a.theme = t
	a.fyne.Preferences().SetString(prefTheme, string(t))
	a.fyne.Settings().SetTheme(look{choice: t})
}

// recent lists the files opened or saved last, the newest first.
func (a *App) recent() []string { return a.fyne.Preferences().StringList(prefRecent) }

func (a *App) remember(path string) {
	list := slices.DeleteFunc(a.recent(), func(p string) bool { return p == path })
	list = append([]string{path}, list...)
	a.fyne.Preferences().SetStringList(prefRecent, list[:min(len(list), maxRecent)])
	a.renewMenus()
}

// renewMenus brings the menus in step with the files of late and the windows that they list.
func (a *App) renewMenus() {
	for _, w := range a.windows {
		if w.win.MainMenu() != nil { // not while it is made, nor while it presents
			w.win.SetMainMenu(w.menu())
		}
	}
}

// forgetRecent takes a file off the list of those of late.
func (a *App) forgetRecent(path string) {
	a.fyne.Preferences().SetStringList(prefRecent, slices.DeleteFunc(a.recent(), func(p string) bool { return p == path }))
	a.renewMenus()
}

// after calls f on the UI goroutine after a time, unless stopped before.
func (a *App) after(d time.Duration, f func()) (stop func()) {
	if a.config.After != nil {
		return a.config.After(d, func() { a.guard(f) })
	}
	stopped := false // by the UI goroutine, which also runs f
	t := time.AfterFunc(d, func() {
		a.post(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		t.Stop()
	}
}

// mods says which modifier keys are held.
func (a *App) mods() fyne.KeyModifier {
	if a.config.Mods != nil {
		return a.config.Mods()
	}
	if d, ok := a.fyne.Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// text is a message in the language of the interface.
func (a *App) text(m lang.Msg) string { return m.In(a.lang) }

// report tells of something that broke inside the program. The document is untouched or whole: commands are all or nothing.
func (a *App) report(err error) {
	if a.config.Report != nil {
		a.config.Report(err)
	}
	var p *live.Panic
	if !errors.As(err, &p) {
		return
	}
	for _, w := range a.windows {
		w.say(lang.M("ui.broke"))
	}
	// What the panic says may hold words of the model; where it was does not.
	text := fmt.Sprintf("seika %s, %s/%s\n%T\n\n%s", a.config.Version, runtime.GOOS, runtime.GOARCH, p.Value, p.Stack)
	path := ""
	live.Go(func() (err error) { path, err = a.config.Disk.KeepReport([]byte(text)); return err }, func(err error) {
		if err != nil {
			return
		}
		a.post(func() {
			for _, w := range a.windows {
				w.say(lang.M("ui.broke_report", "path", path))
			}
		})
	})
}

// entropy is for the id of something without a name.
func entropy() []byte {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return b
}
