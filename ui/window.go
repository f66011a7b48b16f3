package ui

import (
	"errors"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"seika/analysis"
	"seika/internal/diagram"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/live"
	"seika/internal/scene"
	"seika/internal/store"
	"seika/model"
	"seika/ui/canvas"
	"seika/ui/panel"
)

// Window is one document on the screen.
type Window struct {
	app *App
	win fyne.Window

	doc      *model.Doc
	unlisten func()
	file     *store.Doc
	kept     keeping
	notices  *notices
	others   outside
	again    trying // of a save that waits for something
	readOnly bool

	recovered recovered // until it is saved
	saving    bool
	saved     func() // waits for the save that is on its way
	closed    bool
	boxes     []box // dialogs that are open, the last on top

	keys       *keyboard
	canvas     *canvas.Canvas
	bar        *bar
	rows       *rows
	messages   []message // said in this window, the latest last
	searched   search
	called     string      // what a document without a file is called; "" is by its title
	inMenus    string      // the name under which the menus list it
	tour       *tour       // nil where none runs
	gliding    func()      // ends a glide at once; nil where none goes on
	presenting *presenting // nil while working
	status     *status
	properties *panel.Properties
	questions  *panel.Questions
	outline    *panel.Outline
	text       *panel.Text
	tabs       *container.AppTabs
	side       *fyne.Container
	wide       float32         // that the side is to be, px of the screen
	layOut     func()          // lays the areas out anew, after a change of a width
	start      *fyne.Container // the start page; nil once there is something to show
	stopCards  func()          // ends the drawing of its examples
	wondering  *wondering
	split      *fyne.Container // pictures and text pane
	stack      *fyne.Container
	left       *fyne.Container // what stands left of the canvas, such as a task view
	menuItems  []menuItem

	diagram  *diagram.Diagram // of the document at rest
	scene    *scene.Scene
	pictures live.Latest[order, canvas.Picture]
	lines    live.Latest[order, canvas.Picture] // pictures with all lines led anew
	numbers  numbers
	numbered bool // the numbers always show
	selected []model.ID
	grown    map[model.ID]model.ID // what a deliverable was grown or walked from
	visited  []model.ID            // selected alone, the latest last; for walking

	findings live.Latest[analysis.Input, analysis.Report]
	preset   string // chosen here; "" is the document's
	sift     panel.Sift
	ghost    bool // the canvas shows what a fix would do
	aside    aside
	imported *imported         // what the document was made of; nil for one of our own
	card     *fyne.Container   // in place of the tabs
	faded    map[model.ID]bool // deliverables drawn pale
	coach    coach
	coachBox *fyne.Container
	held     held
	quiet    bool // no marks and no questions
	tidying  live.Latest[tidy, model.Command]
	fell     error // why Graphviz did not do what is now being tidied
}

// Size of the first window, px of the screen.
const windowWidth, windowHeight = 1280, 800

// newWindow opens a window on an empty document, with the start page.
func (a *App) newWindow() *Window {
	w := a.makeWindow()
	w.showStart()
	w.appear()
	return w
}

// openWindow opens a window on a file, which is read while the window is being made. One that cannot be read leaves the start
// page.
func (a *App) openWindow(path string) *Window {
	var w *Window
	a.read(path, importer.AsDeliverables, func(o opened, err error) {
		if err != nil && !w.closed && w.empty() && !w.bar.naming() {
			w.showStart()
		}
		w.openedPath(path, o, err)
	})
	w = a.makeWindow()
	w.appear()
	w.say(lang.M("ui.opening", "file", filepath.Base(path)))
	return w
}

func (a *App) makeWindow() *Window {
	w := &Window{app: a, win: a.fyne.NewWindow("Seika"), file: a.config.Disk.Untitled()}
	a.quitting = false
	w.win.SetPadded(false)
	w.win.Resize(a.lastSize())
	w.win.Show() // empty: getting it from the display goes on while the fonts are read
	w.fitScreen()
	if a.fonts != nil {
		<-a.fonts
	}
	a.windows = append(a.windows, w)
	w.grown, w.stopCards = map[model.ID]model.ID{}, func() {}
	w.wide = a.lastSide()
	w.keys = newKeyboard(a)
	w.canvas = canvas.New(a.sceneTheme(), canvas.Hooks{
		Effects:  w.effects,
		Keyboard: w.keys,
		Rune:     w.typedRune,
		Key:      w.typedKey,
		Shortcut: func(s fyne.Shortcut) { a.guard(func() { w.shortcut(s) }) },
		Pressed:  func() { a.guard(w.pressed) },
		Menu:     w.contextMenu,
		Zoomed:   func() { w.status.zoom(w.canvas.Zoom()) },
		Pointed:  func() { a.guard(w.status.show) },
		Now:      a.config.Now,
		Post:     a.post,
		After:    a.after,
	})
	w.pictures = live.Latest[order, canvas.Picture]{Work: drawPicture, Done: w.pictured, Post: a.post}
	w.lines = live.Latest[order, canvas.Picture]{Quiet: beforeLines, Work: drawPicture, Done: w.pictured, Post: a.post}
	w.findings = live.Latest[analysis.Input, analysis.Report]{Work: analyse, Done: w.analysed, Post: a.post}
	w.tidying = live.Latest[tidy, model.Command]{Work: arrange, Done: w.tidied, Post: a.post}
	w.rows = newRows(w)
	w.bar = newBar(w)
	w.status = newStatus(w)
	w.notices = newNotices(w)
	w.setDoc(model.NewDoc(model.Empty()))
	w.applySwitches()
	w.relabel()
	w.win.SetCloseIntercept(func() { w.leave(w.close) })
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
	return w
}

// setDoc puts another document into the window.
func (w *Window) setDoc(d *model.Doc) { w.setDrawn(d, diagram.Build(d.Graph(), diagram.Options{})) }

// setDrawn puts another document into the window whose diagram was made before. Quick lines are followed by careful ones.
func (w *Window) setDrawn(d *model.Doc, drawn *diagram.Diagram) {
	if w.unlisten != nil {
		w.unlisten()
	}
	w.stopPictures()
	w.findings.Stop()
	w.tidying.Stop()
	w.leaveAside()
	w.keep(d) // hears before anybody who might break
	w.doc = d
	w.unlisten = d.Listen(w.changed)
	w.selected, w.visited, w.grown, w.held = nil, nil, map[model.ID]model.ID{}, held{}
	w.numbers = number(d.Graph())
	w.diagram = drawn
	w.scene = scene.Build(w.diagram, scene.Options{Theme: w.app.sceneTheme()})
	w.setPicture(w.picture(), w.app.sceneTheme())
	w.canvas.Select(nil, nil)
	if drawn.Options.Routing == layout.Quick {
		w.askPicture()
	}
	w.askFindings()
	w.startCoach()
	w.refresh()
}

// picture is the document at rest as the canvas shows it.
func (w *Window) picture() canvas.Picture {
	return canvas.Picture{Graph: w.doc.Graph(), Diagram: w.diagram, Scene: w.scene}
}

// changed follows the document.
func (w *Window) changed(e model.Event) {
	w.noteBirths(e)
	w.numbers.add(e)
	if e.Cause != model.Done {
		w.selected = touched(e)
	}
	w.selected = slices.DeleteFunc(w.selected, func(id model.ID) bool { return !exists(e.Graph, id) })
	w.leaveStart()
	w.coach.edited = w.now()
	whole := w.canvas.Seen().Holds(w.scene.Bounds)
	w.repaint(e.Change)
	if e.Cause != model.Done && !e.Change.OnlyGeometry() {
		w.reveal(w.selected)
	}
	if whole && e.Cause != model.Done && e.Change.OnlyGeometry() && !w.canvas.Seen().Holds(w.scene.Bounds) {
		w.canvas.Fit() // an arrangement taken back stands elsewhere
	}
	if !e.Change.OnlyGeometry() {
		w.askFindings()
		w.followAside()
	}
	w.refresh()
}

// do carries out a command. What cannot be done is said, and nothing has changed.
func (w *Window) do(c model.Command) bool { return w.doAs("", c) }

// doAs is do, as one step of undo with what was done under the same key just before.
func (w *Window) doAs(key string, c model.Command) bool {
	if w.rests() {
		return false
	}
	before := w.doc.Graph()
	c, crowded := w.roomy(c)
	if err := w.doc.Join(key, c); err != nil {
		w.sayError(err)
		return false
	}
	if len(crowded) > 0 {
		w.say(lang.M("ui.crowded", "v", w.doc.Graph().Label(crowded[0])))
	}
	return w.doc.Graph() != before
}

// refresh brings title, status line and properties in step.
func (w *Window) refresh() {
	w.win.SetTitle(w.title())
	if name := w.name(); name != w.inMenus {
		w.inMenus = name
		w.app.renewMenus()
	}
	w.followTour()
	w.wonder()
	w.status.show()
	w.refreshMenu()
	w.showProperties()
	if w.text != nil && w.text.Object().Visible() {
		w.text.Show(w.selected)
	}
	w.showOutline()
}

// showOutline brings the outline in step, if anybody sees it.
func (w *Window) showOutline() {
	if w.outline != nil && w.sees(outlineTab) {
		w.outline.Show(w.selected)
	}
}

// showProperties brings the properties in step, if anybody sees them.
func (w *Window) showProperties() {
	if w.properties != nil && w.sees(propertiesTab) {
		w.properties.Show(w.selected)
	}
}

// sees says that a tab of the right panel can be seen.
func (w *Window) sees(tab int) bool { return w.side.Visible() && w.tabs.SelectedIndex() == tab }

// say shows a message in the bar.
func (w *Window) say(m lang.Msg) { w.bar.say(w.app.text(m)) }

func (w *Window) sayError(err error) { w.bar.say(w.errorText(err)) }

// errorText is an error for people.
func (w *Window) errorText(err error) string {
	var (
		m     lang.Msg
		about interface{ Msg() lang.Msg }
		p     *store.Problem
	)
	switch {
	case errors.As(err, &p):
		return w.app.text(p.Say)
	case errors.As(err, &about):
		return w.app.text(about.Msg())
	case errors.As(err, &m):
		return w.app.text(m)
	default:
		return err.Error()
	}
}

// now is the time, or a test's.
func (w *Window) now() time.Time { return w.app.config.Now() }
