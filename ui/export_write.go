package ui

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/diagram"
	"seika/internal/diff"
	"seika/internal/export"
	formats "seika/internal/export/all"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/internal/store"
	"seika/internal/store/fsx"
	"seika/model"
)

// ask asks where to, and writes there.
func (s *sheet) ask() {
	s.dialog.Hide()
	s.w.askPath(pathQuestion{
		title: lang.M("ui.export.title"), name: s.called(), suffixes: []string{s.format.Suffix}, button: lang.M("ui.export.do"),
	}, func(path string, _ bool) { s.write(path) })
}

// called is the name of the file that is proposed: a report, or a list of questions, does not have that of the picture.
func (s *sheet) called() string {
	name := store.FileName(s.w.name())
	switch {
	case s.format.Report != nil:
		return s.w.app.text(lang.M("ui.export.named_report", "name", name))
	case s.format.ByName:
		return s.w.app.text(lang.M("ui.export.named_questions", "name", name))
	default:
		return name
	}
}

// job is one file as a worker writes it.
type job struct {
	format   export.Format
	in       export.Input
	o        export.Options
	lang     lang.Lang
	findings []analysis.Finding
	open     []analysis.Finding // those of them that ask
	asking   analysis.Options   // as the list of questions has them: an older state is asked alike
	disk     *store.Disk
	before   string // the file of an older state; "" for none
}

// run gives the whole file.
func (j job) run(ctx context.Context) ([]byte, error) {
	if j.format.Asked() {
		if err := j.meet(ctx); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err := export.Write(ctx, &b, j.format, j.in, j.o)
	return b.Bytes(), err
}

// meet asks what is to be asked, and what became of it since an older state.
func (j *job) meet(ctx context.Context) error {
	var d *diff.Diff
	if j.before != "" && j.format.Uses&export.Earlier != 0 {
		was, err := read(ctx, j.disk, j.before, importer.AsDeliverables)
		if err != nil {
			return err
		}
		if err := was.file.Doc.Close(); err != nil {
			return err
		}
		if d, err = diff.Of(ctx, was.graph, j.in.Graph, rules.All, j.asking); err != nil {
			return err
		}
		j.findings = slices.Concat(j.findings, d.Compared)
		j.in.Marks = report.Numbered(report.Marks(j.lang, j.o.Names.Asked(j.in.Graph), slices.Concat(j.open, d.Compared)))
	}
	m, err := report.Meet(ctx, j.o.Names.Asked(j.in.Graph), j.findings, j.in.Marks, report.Options{Lang: j.lang, Notes: j.o.Notes})
	if err != nil {
		return err
	}
	if d != nil {
		m.Since(d)
	}
	j.in.Meeting = m
	return nil
}

// job is what would be written as things stand.
func (s *sheet) job() job {
	return job{
		format: s.format, in: s.input(), o: s.chosen(), lang: s.w.app.lang, findings: slices.Clone(s.w.held.report.Findings), open: s.open,
		asking: analysis.Options{Preset: s.w.preset, User: s.w.app.user()}, disk: s.w.app.config.Disk, before: s.before,
	}
}

// write has a worker write the file, whole or not at all.
func (s *sheet) write(path string) {
	w, disk := s.w, s.w.app.config.Disk
	j := s.job()
	if j.format.Uses&export.Date != 0 {
		j.o.Date = w.today()
	}
	w.say(lang.M("ui.export.doing", "file", filepath.Base(path)))
	ctx, done := w.cancellable(filepath.Base(path))
	live.Go(func() error {
		data, err := j.run(ctx)
		if err != nil {
			return err
		}
		return fsx.Replace(disk.FS, path, data)
	}, func(err error) {
		w.app.post(func() {
			done()
			switch {
			case errors.Is(err, context.Canceled):
				w.say(lang.M("ui.export.stopped", "file", filepath.Base(path)))
			case err != nil:
				w.problem(lang.M("ui.export.failed"), err)
			default:
				w.say(lang.M("ui.export.done", "file", filepath.Base(path)))
			}
		})
	})
}

// cancellable shows, once it takes long, that something is being written, and lets people stop it. done ends that.
func (w *Window) cancellable(file string) (ctx context.Context, done func()) {
	const long = time.Second
	ctx, cancel := context.WithCancel(context.Background())
	var d *progress
	over := false
	stop := w.app.after(long, func() {
		if over {
			return
		}
		bar := widget.NewProgressBarInfinite()
		d = &progress{dialog.NewCustomWithoutButtons(w.app.text(lang.M("ui.export.doing", "file", file)), bar, w.win), cancel}
		end := w.newButton(w.app.text(lang.M("ui.cancel")), d.Hide, d.Hide)
		d.SetButtons([]fyne.CanvasObject{end})
		w.shown(d)
		d.Show()
		w.win.Canvas().Focus(end)
	})
	return ctx, func() {
		over = true
		stop()
		cancel()
		if d != nil {
			d.Hide()
		}
	}
}

// progress is the dialog of what is being written, which ends with it.
type progress struct {
	*dialog.CustomDialog
	stop func()
}

// Hide stops what is being written, too.
func (p *progress) Hide() {
	p.stop()
	p.CustomDialog.Hide()
}

// mostCopied is the largest picture that is copied, px.
const mostCopied = 25e6

// copyPicture puts a picture of what is selected, or of all, where other programs can paste it from.
func (w *Window) copyPicture() {
	png, ok := export.Named(formats.Formats, "png")
	if !ok {
		panic("no png")
	}
	g := w.doc.Graph()
	ids := slices.DeleteFunc(slices.Clone(w.selected), func(id model.ID) bool { return !g.Has(id) })
	o := export.Options{Names: w.diagram.Options.Names, Scale: export.UsualScale, Legend: scene.AutoLegend}
	ctx, done := w.cancellable("PNG")
	var b bytes.Buffer
	live.Go(func() error {
		d := diagram.Build(o.Names.Spread(g), diagram.Options{Names: o.Names})
		if len(ids) > 0 {
			d = d.Part(ids)
		}
		sc := scene.Build(d, scene.Options{Theme: o.Theme, Legend: o.Legend})
		if area := sc.Page().W() * sc.Page().H() * o.Scale * o.Scale; area > mostCopied {
			return lang.M("ui.export.copy_too_large")
		}
		if err := png.Picture(ctx, &b, sc, o); err != nil {
			return err
		}
		return w.app.config.CopyPicture(b.Bytes())
	}, func(err error) {
		w.app.post(func() {
			done()
			if err != nil && !errors.Is(err, context.Canceled) {
				w.problem(lang.M("ui.export.not_copied"), err)
				return
			}
			w.say(lang.M("ui.export.copied"))
		})
	})
}
