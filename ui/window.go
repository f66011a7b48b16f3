package ui

import (
	"errors"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/live"
	"seika/internal/scene"
	"seika/internal/store"
	"seika/model"
	"seika/ui/canvas"
	"seika/ui/panel"
	"seika/ui/tool"
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
	tour       *tour       // nil where none runs
	presenting *presenting // nil while working
	status     *status
	properties *panel.Properties
	questions  *panel.Questions
	outline    *panel.Outline
	text       *panel.Text
	tabs       *container.AppTabs
	side       *fyne.Container
	start      *fyne.Container // the start page; nil once there is something to show
	stopCards  func()          // ends the drawing of its examples
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

// Sizes in px of the screen.
const (
	windowWidth, windowHeight = 1280, 800
	sideWidth                 = 320
)

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
	a.read(path, func(o opened, err error) {
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
	w.win.SetPadded(false)
	w.win.Resize(a.lastSize())
	w.win.Show() // empty: getting it from the display goes on while the fonts are read
	if a.fonts != nil {
		<-a.fonts
	}
	a.windows = append(a.windows, w)
	w.grown, w.stopCards = map[model.ID]model.ID{}, func() {}
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
		Now:      a.config.Now,
		Post:     a.post,
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

// appear gives a window the keyboard.
func (w *Window) appear() {
	w.keepKeyboard()
	w.win.Canvas().Focus(w.canvas)
}

// keepKeyboard gives the keyboard back when a click on a control has left it with nobody.
func (w *Window) keepKeyboard() {
	c := w.win.Canvas()
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if f := w.adopt(); f != nil {
			f.TypedKey(e)
		} else if e.Name == fyne.KeyEscape {
			w.dismiss()
		}
	})
	c.SetOnTypedRune(func(r rune) {
		if f := w.adopt(); f != nil {
			f.TypedRune(r)
		}
	})
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
	w.canvas.SetPicture(w.picture(), w.app.sceneTheme())
	w.canvas.Select(nil, nil)
	if drawn.Options.Routing == layout.Quick {
		w.askPicture()
	}
	w.askFindings()
	w.startCoach()
	w.refresh()
}

// relabel builds everything that holds words, in the language of the interface. The canvas and the document stay.
func (w *Window) relabel() {
	a := w.app
	if w.presenting != nil {
		w.presenting.end()
	}
	w.properties = panel.NewProperties(a.lang, w)
	w.questions = panel.NewQuestions(a.lang, w)
	w.outline = panel.NewOutline(a.lang, w)
	tab := a.fyne.Preferences().Int(prefTab)
	if w.tabs != nil {
		tab = w.tabs.SelectedIndex()
	}
	w.tabs = container.NewAppTabs(
		container.NewTabItem(lang.Text(a.lang, "ui.tab.questions"), container.NewPadded(w.questions.Object())),
		container.NewTabItem(lang.Text(a.lang, "ui.tab.properties"), container.NewPadded(w.properties.Object())),
		container.NewTabItem(lang.Text(a.lang, "ui.tab.outline"), w.outline.Object()),
	)
	if tab > 0 && tab < len(w.tabs.Items) {
		w.tabs.SelectIndex(tab)
	}
	w.tabs.OnSelected = func(*container.TabItem) { w.showFindings(); w.refresh() }
	reading := w.text != nil && w.text.Object().Visible()
	if w.text != nil {
		w.text.Take()
	}
	w.text = panel.NewText(a.lang, w)
	w.text.Object().(*fyne.Container).Hidden = !reading
	w.card, w.coachBox = container.NewStack(), container.NewStack()
	shownCard := w.aside != nil
	visible := w.side != nil && w.side.Visible()
	back := fynecanvas.NewRectangle(w.color(theme.ColorNameBackground))
	w.side = container.New(fixedWidth{sideWidth}, back, container.NewBorder(nil, w.coachBox, widget.NewSeparator(), nil, container.NewStack(w.tabs, container.NewPadded(w.card))))
	if !visible {
		w.side.Hide()
	}
	if shownCard {
		w.tabs.Hide()
		w.aside.show()
	} else {
		w.card.Hide()
	}
	w.showCoach()
	w.bar.relabel()
	w.status.relabel()
	w.notices.show()
	if w.start != nil {
		w.start = w.startPage()
	}
	w.stack = container.NewStack(w.canvas, w.canvas.Overview())
	if w.left == nil {
		w.left = container.NewStack()
		w.left.Hide()
	}
	if w.start != nil {
		w.stack.Add(w.start)
	}
	w.stack.Add(w.rows.object)
	w.rows.paint()
	bottom := container.NewVBox(widget.NewSeparator(), w.bar.object, widget.NewSeparator(), w.status.object)
	focused := w.win.Canvas().Focused()
	w.win.SetContent(a.watch.over(a, container.New(edges{w.canvas.Cover}, container.NewBorder(w.notices.box, nil, nil, nil, container.New(splitLayout{}, container.New(besideLayout{}, w.left, w.stack), w.text.Object())), w.side, bottom)))
	if focused == w.canvas || focused == w.bar.entry {
		w.win.Canvas().Focus(focused)
	}
	w.win.SetMainMenu(w.menu())
	w.registerShortcuts()
	w.refresh()
	w.showFindings()
}

// themed follows a change of theme, the user's or the desktop's.
func (w *Window) themed() {
	w.bar.themed()
	w.relabel() // what was drawn in colours of its own
	w.askPicture()
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

// touched is what an undone or redone step is about: deliverables if it touched any, else what it was joined to, so that
// work goes on from where a deliverable was grown.
func touched(e model.Event) []model.ID {
	var nodes, others, joined []model.ID
	for id := range e.Change.Touched() {
		if _, ok := e.Graph.Node(id); ok {
			nodes = append(nodes, id)
			continue
		}
		others = append(others, id)
		if x, ok := model.ParseEnds(id); ok && !exists(e.Graph, id) {
			joined = append(joined, x.From, x.To)
		}
	}
	joined = slices.DeleteFunc(joined, func(id model.ID) bool { return !e.Graph.Has(id) })
	switch {
	case len(nodes) > 0:
		return nodes
	case len(joined) > 0:
		return slices.Compact(slices.Sorted(slices.Values(joined)))
	default:
		return others
	}
}

func exists(g *model.Graph, id model.ID) bool {
	if e, ok := model.ParseEnds(id); ok {
		_, there := g.Relation(e)
		return there
	}
	return g.Has(id)
}

// do carries out a command. What cannot be done is said, and nothing has changed.
func (w *Window) do(c model.Command) bool {
	if w.rests() {
		return false
	}
	before := w.doc.Graph()
	if err := w.doc.Do(c); err != nil {
		w.sayError(err)
		return false
	}
	return w.doc.Graph() != before
}

// Do is do, for panels.
func (w *Window) Do(c model.Command) bool { return w.do(c) }

// Join is a panel's edit that joins the one before if it has the same key.
func (w *Window) Join(key string, c model.Command) bool {
	if w.rests() {
		return false
	}
	if err := w.doc.Join(key, c); err != nil {
		w.sayError(err)
		return false
	}
	return true
}

// Tell shows a message, for panels.
func (w *Window) Tell(m lang.Msg) { w.say(m) }

// Keyboard is what text fields take keys through, for panels.
func (w *Window) Keyboard() panel.Keyboard { return w.keys }

// Shortcut runs what a text field of a panel has no use for.
func (w *Window) Shortcut(s fyne.Shortcut) { w.app.guard(func() { w.shortcut(s) }) }

// ToCanvas gives the keyboard to the canvas, for panels.
func (w *Window) ToCanvas() { w.win.Canvas().Focus(w.canvas) }

// Command runs what a key stands for that a panel has no use for.
func (w *Window) Command(k fyne.KeyName) (all bool) {
	w.app.guard(func() {
		if k == fyne.KeyEscape {
			w.ToCanvas()
			all = true
			return
		}
		all = w.functionKey(k, w.app.mods())
	})
	return all
}

// Graph is the present model, for panels.
func (w *Window) Graph() *model.Graph { return w.doc.Graph() }

// selectIDs makes a selection and shows what belongs to it.
func (w *Window) selectIDs(ids []model.ID) {
	g := w.doc.Graph()
	ids = slices.DeleteFunc(slices.Clone(ids), func(id model.ID) bool { return !exists(g, id) }) // a gesture may outlive it
	if slices.Equal(ids, w.selected) {
		return
	}
	w.selected = ids
	if len(ids) == 1 {
		w.visited = append(slices.DeleteFunc(w.visited, func(id model.ID) bool { return id == ids[0] }), ids[0])
	}
	w.canvas.Select(ids, nil)
	w.held.answering = ""
	w.hold()
	w.refresh()
	if b, on := besideOn(w); on {
		b.follow(ids)
	}
}

// selectQuietly selects and reveals what something else that is selected stands for: it does not look back there.
func (w *Window) selectQuietly(ids []model.ID) {
	a := w.aside
	w.aside = nil
	w.Select(ids)
	w.aside = a
}

// Select is selectIDs with the element brought into view, for panels.
func (w *Window) Select(ids []model.ID) {
	w.selectIDs(ids)
	w.reveal(ids)
}

// reveal brings elements into view: all of them where they fit, and the first in any case.
func (w *Window) reveal(ids []model.ID) {
	var first, all geom.Rect
	for _, id := range ids {
		r, ok := w.diagram.Rect(id)
		if !ok {
			continue
		}
		if all.Empty() {
			first = r
		}
		all = all.Union(r)
	}
	if all.Empty() {
		return
	}
	if !w.canvas.Fits(all) {
		all = first
	}
	w.canvas.Reveal(all)
}

// single is the one deliverable that is selected.
func (w *Window) single() (model.ID, bool) {
	if len(w.selected) != 1 {
		return "", false
	}
	_, ok := w.doc.Graph().Node(w.selected[0])
	return w.selected[0], ok
}

// nodes is the deliverables of the selection.
func (w *Window) nodes() []model.ID {
	return slices.DeleteFunc(slices.Clone(w.selected), func(id model.ID) bool {
		_, ok := w.doc.Graph().Node(id)
		return !ok
	})
}

// refresh brings title, status line and properties in step.
func (w *Window) refresh() {
	w.win.SetTitle(w.title())
	w.followTour()
	w.status.show()
	w.refreshMenu()
	if w.properties != nil {
		w.properties.Show(w.selected)
	}
	if w.text != nil && w.text.Object().Visible() {
		w.text.Show(w.selected)
	}
	if w.outline != nil && w.side.Visible() && w.tabs.SelectedIndex() == outlineTab {
		w.outline.Show(w.selected)
	}
}

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

// effects does what a gesture asks for.
func (w *Window) effects(e tool.Effects) {
	w.app.guard(func() {
		if e.Select != nil && !w.picked(*e.Select) {
			w.selectIDs(*e.Select)
		}
		switch {
		case e.Preview != nil:
			w.preview(e.Preview)
		case e.Commit != nil:
			if !w.do(e.Commit) {
				w.canvas.Preview(nil, nil)
			}
		}
		if !e.Refused.Zero() {
			w.say(e.Refused)
		}
		if (e.Grow != nil || e.Rename != "") && w.supposing() {
			return
		}
		if e.Grow != nil {
			w.grow(*e.Grow)
		}
		if e.Rename != "" {
			w.rename(e.Rename)
		}
		if e.Ask != "" {
			w.questionAt(e.Ask)
		}
		if w.bar.naming() {
			// Fyne takes the keyboard from what is not under the pointer once a press or a release is handled.
			w.app.post(w.backToName)
		}
	})
}

// picked hands a click on a deliverable to an answer that wants one.
func (w *Window) picked(ids []model.ID) bool {
	m, answering := w.bar.mode.(*answerMode)
	return answering && len(ids) == 1 && m.picked(ids[0])
}

// backToName gives the keyboard back to the name that a gesture on the canvas began.
func (w *Window) backToName() {
	if f := w.win.Canvas().Focused(); w.bar.naming() && (f == nil || f == w.canvas) {
		w.bar.focus()
	}
}

// adopt gives the keyboard, where nothing has it, to what a person would expect: the name that is being typed, else the
// canvas. It says which; nil while a dialog or menu is open.
func (w *Window) adopt() fyne.Focusable {
	c := w.win.Canvas()
	if c.Focused() != nil || c.Overlays().Top() != nil {
		return nil
	}
	if w.bar.naming() {
		c.Focus(w.bar.entry)
	} else {
		c.Focus(w.canvas)
	}
	return c.Focused()
}

// preview shows what a command would do, and is the trial; nil where it does nothing.
func (w *Window) preview(c model.Command) *model.Graph {
	g, _, ok := w.tried(c)
	if !ok {
		return nil
	}
	w.show(g, nil)
	return g
}

// suggest shows what a command would do that is only proposed: what it would add is faint, so that nobody takes it for drawn.
func (w *Window) suggest(c model.Command) {
	g, ch, ok := w.tried(c)
	if !ok {
		return
	}
	added := adds(ch)
	w.show(g, func(id model.ID) bool { return added[id] })
}

// adds names the deliverables and relations that a change makes.
func adds(ch model.Change) map[model.ID]bool {
	added := make(map[model.ID]bool)
	for _, d := range ch.Nodes {
		added[d.After.ID] = d.Op == model.Added
	}
	for _, d := range ch.Relations {
		added[d.After.ID()] = d.Op == model.Added
	}
	return added
}

// tried is the graph after a command that would change something; else there is nothing to preview.
func (w *Window) tried(c model.Command) (*model.Graph, model.Change, bool) {
	g, ch, err := model.Try(w.doc.Graph(), c)
	if err != nil || g == w.doc.Graph() {
		w.canvas.Preview(nil, nil)
		return nil, ch, false
	}
	return g, ch, true
}

// show puts a trial graph on the live layer of the canvas, some of it faint.
func (w *Window) show(g *model.Graph, faint func(model.ID) bool) {
	d, ids := w.diagram.Update(g, quick)
	only := make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		only[id] = true
	}
	s := scene.Build(d, scene.Options{Theme: w.app.sceneTheme(), Only: only, Faded: faint})
	w.canvas.Preview(&canvas.Picture{Graph: g, Diagram: d, Scene: s}, ids)
}

// pressed comes before whatever a press on the canvas does: a name that was being typed is taken, not lost.
func (w *Window) pressed() {
	if w.bar.naming() && !w.bar.accept(w.bar.entry.Text) {
		w.app.post(w.bar.focus) // the name cannot be; it stays to be changed
	}
}

// toggleSide shows or hides the right panel.
func (w *Window) toggleSide() { w.showSide(!w.side.Visible()) }

func (w *Window) openSide(tab int) {
	w.leaveAside()
	w.showSide(true)
	w.tabs.SelectIndex(tab)
}

// besidePanel is the least room between a picture and the panel that opened beside it, px of the screen.
const besidePanel = 20

// showSide shows or hides the right panel. A picture that was in view as a whole stays so.
func (w *Window) showSide(on bool) {
	if w.side.Visible() == on {
		return
	}
	whole := w.canvas.Seen().Holds(w.scene.Bounds)
	if on {
		w.side.Show()
	} else {
		w.leaveAside()
		w.side.Hide()
	}
	w.win.Content().Refresh()
	w.showFindings()
	if whole && !w.canvas.Seen().Grow(-besidePanel/w.canvas.Zoom()).Holds(w.scene.Bounds) {
		w.canvas.Fit()
	}
	w.refreshMenu()
}

// nextArea gives the keyboard to the next or previous of canvas, bar and panel.
func (w *Window) nextArea(step int) {
	areas := []fyne.Focusable{w.canvas, w.bar.entry}
	if w.text.Object().Visible() {
		areas = append(areas, w.text.Focusable())
	}
	if w.side.Visible() {
		if f := w.panelFocus(); f != nil {
			areas = append(areas, f)
		}
	}
	c := w.win.Canvas()
	at := slices.Index(areas, c.Focused())
	if at < 0 {
		at = len(areas) - 1 // somewhere in the panel
	}
	c.Focus(areas[(at+step+len(areas))%len(areas)])
}

func (w *Window) panelFocus() fyne.Focusable {
	switch w.tabs.SelectedIndex() {
	case questionsTab:
		return w.questions.Focusable()
	case outlineTab:
		return w.outline.Focusable()
	}
	return w.properties.Focusable()
}

// The tabs of the right panel.
const (
	questionsTab = iota
	propertiesTab
	outlineTab
)

// now is the time, or a test's.
func (w *Window) now() time.Time { return w.app.config.Now() }

// fixedWidth lays out one object as wide as it says.
type fixedWidth struct{ w float32 }

func (l fixedWidth) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(l.w, 0) }

func (l fixedWidth) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Resize(s)
	}
}

// edges lays out canvas, right panel and bottom. A narrow window has the panel over the canvas.
type edges struct{ cover func(width float32) }

// narrow is the width below which the panel lies over the canvas, px of the screen.
const narrow = 1000

func (edges) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(840, 520-40)
}

func (l edges) Layout(o []fyne.CanvasObject, s fyne.Size) {
	middle, side, bottom := o[0], o[1], o[2]
	h := bottom.MinSize().Height
	bottom.Move(fyne.NewPos(0, s.Height-h))
	bottom.Resize(fyne.NewSize(s.Width, h))
	width := float32(0)
	if side.Visible() {
		width = sideWidth
		side.Move(fyne.NewPos(s.Width-width, 0))
		side.Resize(fyne.NewSize(width, s.Height-h))
	}
	if s.Width < narrow {
		l.cover(width)
		width = 0
	} else {
		l.cover(0)
	}
	middle.Move(fyne.NewPos(0, 0))
	middle.Resize(fyne.NewSize(s.Width-width, s.Height-h))
}
