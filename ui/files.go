package ui

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"seika/internal/importer"
	"seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/layout/layered"
	"seika/internal/live"
	"seika/internal/source"
	"seika/internal/store"
	"seika/internal/taskview"
	"seika/model"
	"seika/model/file"

	"seika/internal/diagram"
)

// title is the window's: the document's name, and whether it differs from its file.
func (w *Window) title() string {
	name := w.name()
	if w.doc.Dirty() {
		name = "* " + name
	}
	if w.readOnly {
		name += " " + w.app.text(lang.M("ui.title_read_only"))
	}
	return name + " — Seika"
}

// name is how people are told of the document: its file, else its title.
func (w *Window) name() string {
	if p := w.file.Path(); p != "" {
		return strings.TrimSuffix(filepath.Base(p), seikaSuffix)
	}
	if w.called != "" {
		return w.called
	}
	if w.recovered.name != "" {
		return w.recovered.name
	}
	if w.doc == nil {
		return ""
	}
	if t := w.doc.Graph().Meta().Title; t != "" {
		return t
	}
	return w.app.text(lang.M("ui.untitled"))
}

const seikaSuffix = ".seika"

// opened is a file that was read on a worker.
type opened struct {
	file     store.Opened
	graph    *model.Graph
	diagram  *diagram.Diagram // of the graph, with lines as firstRouting says
	problems []source.Problem
	view     *taskview.View   // where the file held a task view
	found    *taskview.Result // what became of it
	native   bool             // a document of our own, to be saved where it came from
	newer    bool
	held     bool // another window has it open
}

// firstPicture is how long a document just opened may keep the window from being painted without it.
const firstPicture = 60 * time.Millisecond

// openPath reads a file into this window. What goes wrong is shown, and the window stays as it was.
func (w *Window) openPath(path string) {
	w.say(lang.M("ui.opening", "file", filepath.Base(path)))
	w.app.read(path, func(o opened, err error) { w.openedPath(path, o, err) })
}

// read reads a file on a worker; done runs on the UI goroutine.
func (a *App) read(path string, done func(opened, error)) {
	var o opened
	live.Go(func() (err error) {
		o, err = read(context.Background(), a.config.Disk, path)
		return err
	}, func(err error) {
		a.post(func() { done(o, err) })
	})
}

// read opens a file, finds out what it is, lays it out if it has no places, and routes its lines.
func read(ctx context.Context, disk *store.Disk, path string) (opened, error) {
	limits := source.Defaults()
	file_, err := disk.Open(ctx, path, limits.Bytes)
	if err != nil {
		return opened{}, err
	}
	in, err := source.Read(ctx, path, bytes.NewReader(file_.Bytes), limits)
	if err != nil {
		return opened{}, errors.Join(err, file_.Doc.Close())
	}
	head := in.Data[:min(len(in.Data), 512)]
	r, ok := importer.Find(all.Readers, path, head)
	if !ok {
		return opened{}, errors.Join(lang.M("ui.unknown_file", "file", filepath.Base(path)), file_.Doc.Close())
	}
	o := opened{file: file_, native: r.Name == "seika"}
	if err := o.take(ctx, r, in); err != nil {
		return opened{}, errors.Join(err, file_.Doc.Close())
	}
	o.problems, o.newer = in.Problems, file.Newer(o.graph)
	_, mine := file_.Doc.Claim()
	o.held = !mine
	if o.graph, err = arranged(ctx, o.graph); err != nil {
		return opened{}, errors.Join(err, file_.Doc.Close())
	}
	o.diagram = diagram.Build(o.graph, diagram.Options{Routing: firstRouting(o.graph)})
	return o, nil
}

// take reads the model; of a task view, that is what can be told from it.
func (o *opened) take(ctx context.Context, r importer.Reader, in *source.Input) (err error) {
	if r.View == nil {
		o.graph, err = r.Graph(ctx, in)
		return err
	}
	if o.view, err = r.View(ctx, in); err != nil {
		return err
	}
	found, err := importer.Derive(ctx, in, o.view, taskview.Options{})
	o.graph, o.found = found.Graph, &found
	return err
}

// arranged gives places to a model that has none, or to what lacks one.
func arranged(ctx context.Context, g *model.Graph) (*model.Graph, error) {
	c, err := diagram.Complete(ctx, g, layered.Engine{})
	if err != nil {
		return nil, fmt.Errorf("arrange: %w", err)
	}
	next, _, err := model.Try(g, c)
	return next, err
}

func (w *Window) openedPath(path string, o opened, err error) {
	if err != nil {
		w.bar.say("")
		w.problem(lang.M("ui.cannot_open", "file", filepath.Base(path)), err)
		return
	}
	if w.closed || !w.empty() || w.bar.naming() {
		w.bar.say("")
		w.app.newWindow().openedPath(path, o, nil) // somebody began to work here meanwhile
		return
	}
	if err := w.file.Close(); err != nil {
		w.app.report(err)
	}
	if o.native {
		w.file = o.file.Doc
		w.readOnly = o.newer
	} else {
		if err := o.file.Doc.Close(); err != nil {
			w.app.report(err)
		}
		w.file, w.readOnly = w.app.config.Disk.Untitled(), false
	}
	w.leaveStart()
	w.called = ""
	if !o.native {
		w.called = importedName(path)
	}
	w.setDrawn(model.NewDoc(o.graph), o.diagram)
	w.follow()
	w.canvas.Fit()
	w.canvas.Await(firstPicture)
	w.app.remember(path)
	w.win.Canvas().Focus(w.canvas)
	w.imported = nil
	if o.found != nil {
		w.imported = &imported{w: w, file: path, view: o.view, found: *o.found}
		w.openAside(w.imported)
	}
	switch {
	case o.newer:
		w.say(lang.M("ui.newer"))
	case o.native && o.file.ReadOnly:
		w.say(lang.M("ui.file_read_only"))
	case o.native && o.held:
		w.bar.say("")
		w.heldBy(o.file.Holder)
	default:
		w.bar.say("")
	}
}

// importedName is what a document is called that came from a file of another kind: as that file, without what its end says.
func importedName(path string) string {
	name := filepath.Base(path)
	end := len(filepath.Ext(name))
	for _, r := range all.Readers {
		for _, s := range r.Suffixes {
			if at := len(name) - len(s); at > 0 && strings.EqualFold(name[at:], s) {
				end = max(end, len(s))
			}
		}
	}
	return name[:len(name)-end]
}

// openHere opens a file in this window if nothing is in it, else in a new one.
func (w *Window) openHere(path string) {
	for _, other := range w.app.windows {
		if p := other.file.Path(); p != "" && w.app.config.Disk.Same(p, path) {
			other.win.RequestFocus()
			return
		}
	}
	if w.empty() {
		w.openPath(path)
		return
	}
	w.app.openWindow(path)
}

// empty says that nothing would be lost by putting another document here.
func (w *Window) empty() bool {
	undo, redo := w.doc.Steps()
	return w.file.Path() == "" && undo+redo == 0 && w.doc.Graph().NodeCount() == 0
}

func (w *Window) openDialog() {
	w.askFile(lang.M("action.open"), endings(), w.openHere)
}

// endings lists how the names of files end that can be opened.
func endings() []string {
	var list []string
	for _, r := range all.Readers {
		for _, suffix := range r.Suffixes {
			if end := filepath.Ext(suffix); !slices.Contains(list, end) {
				list = append(list, end)
			}
		}
	}
	return list
}

// folder is where the person works: the document's, else that of the file opened last.
func (w *Window) folder() string {
	if p := cmp.Or(w.file.Path(), w.recovered.path); p != "" {
		return filepath.Dir(p)
	}
	if r := w.app.recent(); len(r) > 0 {
		return filepath.Dir(r[0])
	}
	dir, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return dir
}

func (w *Window) dropped(files []fyne.URI) {
	for _, u := range files {
		w.openHere(u.Path())
	}
}

// save writes the document to its file; then runs next, if the file has it.
func (w *Window) save(next func()) {
	if w.file.Path() == "" || w.readOnly {
		w.saveAs(next)
		return
	}
	w.saveTo(store.Request{}, next)
}

// saveTo has a worker do the save; editing goes on meanwhile, and what is edited keeps the document dirty.
func (w *Window) saveTo(r store.Request, next func()) { w.saveOver(r, nil, next) }

// saveOver is saveTo over whatever the worker finds there, if over is not nil.
func (w *Window) saveOver(r store.Request, over func() store.Seen, next func()) {
	if w.saving {
		w.say(lang.M("ui.saving"))
		return
	}
	g, mark := w.doc.Graph(), w.doc.Mark()
	w.saving = true
	w.status.show()
	doc := w.file
	r.Replacing, r.WritingOver = w.kept.journal.Saving, w.kept.journal.WritingOver
	var saved store.Saved
	live.Go(func() (err error) {
		if over != nil {
			r.Over = over()
		}
		r.Bytes = file.Encode(g)
		r.Verify = func(b []byte) error { return verify(g, b) }
		saved, err = doc.Save(r)
		return err
	}, func(err error) {
		w.app.post(func() {
			w.saving = false
			w.savedTo(r, saved, mark, err, next)
		})
	})
}

// verify reads bytes as a stranger would and compares them with the document.
func verify(g *model.Graph, b []byte) error {
	in, err := source.Read(context.Background(), "", bytes.NewReader(b), source.Defaults())
	if err != nil {
		return err
	}
	back, err := file.Decode(context.Background(), in)
	if err != nil {
		return err
	}
	if !bytes.Equal(file.Encode(back), b) || back.NodeCount() != g.NodeCount() || back.RelationCount() != g.RelationCount() {
		return errors.New("the file reads back as another document")
	}
	return nil
}

func (w *Window) savedTo(r store.Request, s store.Saved, mark model.Mark, err error, next func()) {
	waiting := w.saved
	w.saved = nil
	if err == nil {
		w.stopTrying()
	}
	if err != nil {
		w.status.show()
		w.saveFailed(r, err, next)
		return
	}
	w.doc.Saved(mark)
	w.kept.journal.Saved(w.file.Place(w.name()))
	w.readOnly, w.recovered = false, recovered{}
	w.follow()
	w.others.gone = false
	w.notices.drop(noticeOutside)
	w.app.remember(s.Path)
	w.say(lang.M("ui.saved", "file", filepath.Base(s.Path)))
	for _, n := range s.Notes {
		w.say(n)
	}
	w.refresh()
	for _, f := range []func(){next, waiting} {
		if f != nil && !w.closed {
			f()
		}
	}
}

// saveFailed says why, and offers what can be done. The document keeps everything.
func (w *Window) saveFailed(r store.Request, err error, next func()) {
	var p *store.Problem
	if !errors.As(err, &p) {
		w.problem(lang.M("ui.not_saved"), err)
		return
	}
	again := func(change func(*store.Request)) func() {
		return func() {
			change(&r)
			w.saveTo(r, next)
		}
	}
	elsewhere := choice{lang.M("action.save_as"), func() { w.saveAs(next) }}
	switch p.Kind {
	case store.Conflict:
		replace := choice{lang.M("ui.replace"), again(func(r *store.Request) { r.Over = p.Seen })}
		w.choose(lang.M("ui.not_saved"), p.Say, elsewhere, choice{lang.M("outside.compare"), func() { w.compareConflict(p, elsewhere, replace) }}, replace)
	case store.Exists:
		w.choose(lang.M("ui.not_saved"), p.Say, elsewhere, choice{lang.M("ui.replace"), again(func(r *store.Request) { r.Over = p.Seen })})
	case store.Gone:
		w.choose(lang.M("ui.not_saved"), p.Say, choice{lang.M("ui.save_here"), again(func(r *store.Request) { r.Over = p.Seen })}, elsewhere)
	case store.NeedsConsent:
		w.choose(lang.M("ui.not_saved"), p.Say, elsewhere, choice{lang.M("ui.save_in_place"), again(func(r *store.Request) { r.InPlace = true })})
	case store.Held, store.NotDurable:
		w.saveAgain(r, p, next)
	case store.Busy, store.NoSpace, store.Failed:
		w.choose(lang.M("ui.not_saved"), p.Say, choice{lang.M("ui.try_again"), again(func(*store.Request) {})}, elsewhere)
	default:
		w.choose(lang.M("ui.not_saved"), p.Say, elsewhere)
	}
}

// compareConflict shows what is at the place of the document beside what is here, with the answers that the question had.
func (w *Window) compareConflict(p *store.Problem, choices ...choice) {
	var g *model.Graph
	live.Go(func() error {
		f, err := os.Open(p.Path)
		if err != nil {
			return err
		}
		defer f.Close()
		g, err = theirs(f)
		return err
	}, func(err error) {
		w.app.post(func() {
			switch {
			case w.closed:
			case err != nil:
				w.problem(lang.M("ui.cannot_open", "file", filepath.Base(p.Path)), err)
			default:
				w.compareTheirs(g, choices...)
			}
		})
	})
}

// How often a save that another program, or the disk, holds up is tried again by itself, and for how long.
const (
	heldEach    = 10 * time.Second
	heldFor     = 5 * time.Minute
	durableEach = 5 * time.Second
)

const noticeUnsaved = "unsaved"

// saveAgain tells of a save that only waits for something, and goes on trying while the person works. next waits for the one
// that the person asks for: a window does not close by itself minutes later.
func (w *Window) saveAgain(r store.Request, p *store.Problem, next func()) {
	each, until := durableEach, time.Time{}
	if p.Kind == store.Held {
		each = heldEach
		if until = w.again.until; until.IsZero() {
			until = w.now().Add(heldFor)
		}
	}
	w.stopTrying()
	w.notices.put(notice{key: noticeUnsaved, text: []lang.Msg{p.Say, lang.M("unsaved.again")}, choices: []choice{
		{lang.M("ui.try_again"), func() { w.stopTrying(); w.saveTo(r, next) }},
		{lang.M("action.save_as"), func() { w.stopTrying(); w.saveAs(next) }},
		{lang.M("ui.close"), w.stopTrying},
	}})
	if !until.IsZero() && w.now().After(until) {
		return // it waits for the person
	}
	w.again = trying{until: until}
	w.again.stop = w.app.after(each, func() {
		if !w.closed && !w.saving {
			w.saveTo(r, nil)
		}
	})
}

// trying is a save that is tried again.
type trying struct {
	stop  func()
	until time.Time // zero for without end
}

func (w *Window) stopTrying() {
	if w.again.stop != nil {
		w.again.stop()
	}
	w.again = trying{}
	w.notices.drop(noticeUnsaved)
}

// fileName is what a document without a file is to be called: as before, if it was recovered.
func (w *Window) fileName() string {
	if p := w.recovered.path; p != "" && w.file.Path() == "" {
		return strings.TrimSuffix(filepath.Base(p), seikaSuffix)
	}
	return store.FileName(w.name())
}

// saveAs asks for a place and saves there.
func (w *Window) saveAs(next func()) {
	w.askPath(pathQuestion{
		title: lang.M("action.save_as"), name: w.fileName(), suffixes: []string{seikaSuffix}, button: lang.M("ui.save"),
	}, func(path string, replace bool) {
		r, disk := store.Request{Path: path}, w.app.config.Disk
		switch {
		case replace && path == w.recovered.path:
			r.Over = w.recovered.seen // what somebody else wrote there since is asked about
		case replace:
			w.saveOver(r, func() store.Seen { return disk.Look(path) }, next)
			return
		}
		w.saveTo(r, next)
	})
}

// leave asks what to do with changes that are not saved, and goes on unless that is cancelled. A name being typed counts as
// a change; a save that is on its way is waited for.
func (w *Window) leave(next func()) {
	w.keys.Settle()
	w.pressed()
	switch {
	case w.bar.naming(), len(w.boxes) > 0:
		w.win.RequestFocus()
		return
	case w.saving:
		w.saved = func() { w.leave(next) }
		w.say(lang.M("ui.saving"))
		return
	case !w.doc.Dirty():
		next()
		return
	}
	w.win.RequestFocus()
	w.choose(lang.M("ui.unsaved_title"), lang.M("ui.unsaved", "v", w.name()),
		choice{lang.M("ui.save"), func() { w.save(next) }},
		choice{lang.M("ui.dont_save"), next})
}

// close takes the window away.
func (w *Window) close() {
	w.rememberLook()
	w.endJournal()
	w.unfollow()
	if err := w.file.Close(); err != nil {
		w.app.report(err)
	}
	w.stopPictures()
	w.findings.Stop()
	w.tidying.Stop()
	w.stopCards()
	w.stopCoach()
	if w.held.timer != nil {
		w.held.timer()
	}
	for i, x := range w.app.windows {
		if x == w {
			w.app.windows = append(w.app.windows[:i:i], w.app.windows[i+1:]...)
			break
		}
	}
	w.stopTrying()
	w.closed = true
	w.win.SetCloseIntercept(nil)
	w.win.Close()
}

// quit closes all windows; cancelling in one stops it.
func (a *App) quit() {
	if len(a.windows) == 0 {
		a.fyne.Quit()
		return
	}
	w := a.windows[len(a.windows)-1]
	w.leave(func() {
		w.close()
		a.quit()
	})
}
