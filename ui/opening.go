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

	"seika/internal/diagram"
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
)

// opened is a file that was read on a worker.
type opened struct {
	file     store.Opened
	graph    *model.Graph
	diagram  *diagram.Diagram // of the graph, with lines as firstRouting says
	problems []source.Problem
	view     *taskview.View   // where the file held a task view
	found    *taskview.Result // what became of it
	task     string           // a box that reads as a task, where most of a drawing do, and it was read as deliverables
	native   bool             // a document of our own, to be saved where it came from
	newer    bool
	held     bool // another window has it open
}

// firstPicture is how long a document just opened may keep the window from being painted without it.
const firstPicture = 60 * time.Millisecond

// openPath reads a file into this window. What goes wrong is shown, and the window stays as it was.
func (w *Window) openPath(path string) { w.openAs(path, importer.AsDeliverables) }

// openAs reads a file likewise, the boxes of a drawing as they are meant.
func (w *Window) openAs(path string, boxes importer.Boxes) {
	w.say(lang.M("ui.opening", "file", filepath.Base(path)))
	w.app.read(path, boxes, func(o opened, err error) { w.openedPath(path, o, err) })
}

// read reads a file on a worker; done runs on the UI goroutine.
func (a *App) read(path string, boxes importer.Boxes, done func(opened, error)) {
	var o opened
	live.Go(func() (err error) {
		o, err = read(context.Background(), a.config.Disk, path, boxes)
		return err
	}, func(err error) {
		a.post(func() { done(o, err) })
	})
}

// read opens a file, finds out what it is, lays it out if it has no places, and routes its lines.
func read(ctx context.Context, disk *store.Disk, path string, boxes importer.Boxes) (opened, error) {
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
		what := lang.M("ui.unknown_file", "file", filepath.Base(path))
		if kind := importer.Stranger(path); kind != "" {
			what = lang.M("import.stranger", "kind", kind)
		}
		return opened{}, errors.Join(what, file_.Doc.Close())
	}
	o := opened{file: file_, native: r.Name == "seika"}
	if err := o.take(ctx, r, in, boxes); err != nil {
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
func (o *opened) take(ctx context.Context, r importer.Reader, in *source.Input, boxes importer.Boxes) (err error) {
	if r.View == nil && (!r.Draws || boxes == importer.AsDeliverables) {
		if o.graph, err = r.Graph(ctx, in); err == nil && r.Draws {
			o.task, _ = importer.ReadsAsTasks(o.graph, in)
		}
		return err
	}
	if o.view, err = r.Tasks(ctx, in); err != nil {
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
	if !o.native && len(o.problems) > 0 {
		said := source.Refused{Problems: o.problems}
		w.list(lang.M("ui.left_out", "file", filepath.Base(path)), w.places(said))
	}
	if o.task != "" {
		w.offerTasks(path, o.task)
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

// offerTasks asks what the boxes of a drawing are that read as tasks. They are deliverables until it is answered.
func (w *Window) offerTasks(path, task string) {
	w.choose(lang.M("ui.tasks_title"), lang.M("ui.tasks", "x", task),
		choice{lang.M("ui.tasks_derive"), func() {
			if undo, redo := w.doc.Steps(); undo+redo == 0 {
				w.setDoc(model.NewDoc(model.Empty()))
				w.openAs(path, importer.AsTasks)
				return
			}
			w.app.newWindow().openAs(path, importer.AsTasks)
		}},
		choice{lang.M("ui.tasks_keep"), func() {}})
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
		for _, suffix := range slices.Concat(r.Suffixes, r.Pages) {
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
