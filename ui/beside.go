package ui

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"seika/analysis/rules"
	"seika/internal/compare"
	"seika/internal/geom"
	"seika/internal/importer"
	"seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/layout/layered"
	"seika/internal/live"
	"seika/internal/raster"
	"seika/internal/report"
	"seika/internal/source"
	"seika/internal/store/fsx"
	"seika/internal/taskview"
	"seika/internal/taskview/draw"
	"seika/model"
	"seika/ui/panel"
)

// beside is the view of the task view beside the deliverables: what is selected on one side is lit on the other, and what
// corresponds to what is accepted or rejected row by row. The task view cannot be changed.
type beside struct {
	w       *Window
	file    string
	view    *taskview.View
	picture *draw.Picture
	pane    *panel.TaskPane
	rows    []compare.Row   // decided so far, or proposed
	past    [][]compare.Row // for taking back
	report  *compare.Report
	graph   *model.Graph // that the report is of
	tasks   []string     // selected on the left
	at      int          // the row shown
	stop    context.CancelFunc
	scale   float64 // px of the screen for one of the picture
	origin  geom.Point
}

// readableZoom is the least at which names can be read.
const readableZoom = 0.45

// mapSuffix is that of files of correspondences.
const mapSuffix = ".seika-map"

// showBeside shows the task view that the document was made of, or asks for one. Once more, it ends.
func (w *Window) showBeside() {
	if _, on := w.aside.(*beside); on {
		w.leaveAside()
		return
	}
	if w.imported != nil {
		w.setBeside(w.imported.file, w.imported.view)
		return
	}
	w.askView(func(path string) {
		w.readView(path, func(v *taskview.View) { w.setBeside(path, v) })
	})
}

// askView asks for a file that holds a task view.
func (w *Window) askView(then func(string)) {
	var ends []string
	for _, r := range all.Readers {
		if r.View != nil {
			for _, s := range r.Suffixes {
				ends = append(ends, filepath.Ext(s))
			}
		}
	}
	w.askFile(lang.M("beside.open"), ends, then)
}

// readView has a worker read a task view.
func (w *Window) readView(path string, then func(*taskview.View)) {
	var v *taskview.View
	live.Go(func() (err error) {
		v, err = readView(path)
		return err
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.problem(lang.M("ui.cannot_open", "file", filepath.Base(path)), err)
				return
			}
			then(v)
		})
	})
}

func readView(path string) (*taskview.View, error) {
	ctx := context.Background()
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	in, err := source.Read(ctx, path, f, source.Defaults())
	if err != nil {
		return nil, err
	}
	const head = 512
	r, ok := importer.Find(all.Readers, path, in.Data[:min(len(in.Data), head)])
	if !ok || r.View == nil {
		return nil, lang.M("beside.no_view")
	}
	return r.View(ctx, in)
}

// setBeside lays a task view out beside the document.
func (w *Window) setBeside(file string, v *taskview.View) {
	b := &beside{w: w, file: file, view: v, stop: func() {}}
	b.rows = readMap(b.mapPath())
	var p *draw.Picture
	live.Go(func() (err error) {
		p, err = draw.Arrange(context.Background(), v, layered.Engine{})
		return err
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.sayError(err)
				return
			}
			b.picture = p
			b.pane = panel.NewTaskPane(b.pressed, b.pointed)
			paper := canvas.NewRectangle(w.app.sceneTheme().Palette().Paper)
			w.left.Objects = []fyne.CanvasObject{paper, b.pane.Object()}
			w.left.Show()
			w.win.Content().Refresh()
			w.openAside(b)
			w.canvas.Fit()
			if w.canvas.Zoom() < readableZoom {
				w.canvas.ZoomTo(readableZoom) // half a window is narrow; what is selected is brought into view
			}
		})
	})
}

// mapPath is where correspondences are kept: beside the task view.
func (b *beside) mapPath() string {
	return strings.TrimSuffix(b.file, filepath.Ext(b.file)) + mapSuffix
}

func readMap(path string) []compare.Row {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // only read
	in, err := source.Read(context.Background(), path, f, source.Defaults())
	if err != nil {
		return nil
	}
	m, err := compare.Decode(context.Background(), in)
	if err != nil {
		return nil
	}
	return m.Rows
}

// show brings the comparison in step with the document; the figures come when they are worked out.
func (b *beside) show() bool {
	w, g := b.w, b.w.doc.Graph()
	if b.report != nil && b.graph == g {
		b.tell()
		return true
	}
	b.stop()
	ctx, stop := context.WithCancel(context.Background())
	b.stop = stop
	rows := b.rows
	var r *compare.Report
	live.Go(func() (err error) {
		r, err = compare.Of(ctx, b.view, g, compare.Options{Rows: rows, Rules: rules.All})
		return err
	}, func(err error) {
		w.app.post(func() {
			switch {
			case ctx.Err() != nil:
			case err != nil:
				w.app.report(err)
			default:
				b.report, b.graph, b.rows = r, g, r.Rows
				b.tell()
				b.paint()
			}
		})
	})
	if b.report == nil {
		w.put(panel.Card{Title: w.app.text(lang.M("beside.title")), Head: w.app.text(lang.M("beside.working"))})
	}
	return true
}

// leave takes the task view away.
func (b *beside) leave() {
	b.stop()
	b.w.canvas.Circle(nil, nil)
	b.w.left.Hide()
	b.w.left.Objects = nil
	b.w.win.Content().Refresh()
}

// tell shows the row, what can be done about it, and five figures.
func (b *beside) tell() {
	w := b.w
	t := w.app.text
	c := panel.Card{Title: t(lang.M("beside.title"))}
	if n := len(b.rows); n > 0 {
		b.at = min(b.at, n-1)
		r := b.rows[b.at]
		x := report.Views{Report: b.report}
		at := widget.NewLabel(t(lang.M("beside.row", "i", b.at+1, "n", n, "how", report.How(w.app.lang, r), "score", r.Score, "status", report.StatusOf(w.app.lang, r))))
		at.Importance, at.Wrapping = widget.LowImportance, fyne.TextWrapWord
		said := widget.NewLabel(x.TasksOf(r) + "\n⇔ " + x.ThingsOf(r))
		said.Wrapping, said.TextStyle.Bold = fyne.TextWrapWord, true
		c.Controls = append(c.Controls, at, said, b.do("match_accept"), b.do("match_reject"),
			panel.Row(b.small("match_previous"), b.small("match_next")), panel.Row(b.small("match_proposed"), b.small("match_discordant")))
	}
	c.Controls = append(c.Controls, b.do("match_selected"))
	c.Head = t(lang.M("beside.rests", "accepted", b.report.Matched(compare.Accepted), "proposed", b.report.Matched(compare.Proposed)))
	for _, id := range []string{"elements", "covered", "order_agreement", "discordant"} {
		for _, f := range b.report.Figures {
			if f.ID == id {
				c.Statements = append(c.Statements, panel.Statement{Head: lang.M("beside.figure", "name", report.FigureName(w.app.lang, f),
					"task", report.FigureText(w.app.lang, f.Task), "thing", report.FigureText(w.app.lang, f.Thing))})
			}
		}
	}
	for i, p := range b.report.Against {
		const most = 3
		if i == most {
			break
		}
		c.Statements = append(c.Statements, panel.Statement{Head: lang.M("imported.reason", "why", report.Views{Report: b.report}.AgainstQuestion(w.app.lang, p))})
	}
	c.Actions = append(c.Actions, b.do("match_save"))
	w.put(c)
}

func (b *beside) do(id string) fyne.CanvasObject {
	return panel.NewButton(b.w.word("action."+id), b.w, func() { b.w.run(id) })
}

func (b *beside) small(id string) fyne.CanvasObject {
	x := panel.NewButton(b.w.word("action."+id), b.w, func() { b.w.run(id) })
	x.Importance, x.Alignment = widget.LowImportance, widget.ButtonAlignCenter
	return x
}

// besideOn is the view, where it is on.
func besideOn(w *Window) (*beside, bool) {
	b, on := w.aside.(*beside)
	return b, on && b.report != nil
}

// looks says how each activity is to be seen: hatched where nothing corresponds to it, with its score where it is proposed.
func (b *beside) looks() map[string]draw.Look {
	looks := map[string]draw.Look{}
	for _, id := range b.report.Tasks {
		looks[id] = draw.Look{Alone: true}
	}
	for _, r := range b.rows {
		if r.Status == compare.Proposed {
			for _, id := range r.Tasks {
				looks[id] = draw.Look{Alone: true, Note: "? " + report.FigureText(b.w.app.lang, compare.Value{Known: true, X: float64(r.Score)})}
			}
		}
	}
	return looks
}

// paint has a worker draw the task view.
func (b *beside) paint() {
	w := b.w
	const margin, most, least = 16, 3000, 0.65 // px of the screen, on a side; smaller could not be read
	look, screen := w.app.sceneTheme(), float64(w.win.Canvas().Scale())
	s := b.picture.Scene(look, b.looks())
	r := s.Bounds.Grow(margin)
	b.origin, b.scale = r.Min, min(1, most/max(r.W(), r.H(), 1))
	if room := float64(b.pane.Room().Height); room > 0 {
		b.scale = min(b.scale, max(least, room/max(r.H(), 1)))
	}
	size := fyne.NewSize(float32(r.W()*b.scale), float32(r.H()*b.scale))
	var img *image.RGBA
	live.Go(func() error {
		img = image.NewRGBA(image.Rect(0, 0, int(r.W()*b.scale*screen)+1, int(r.H()*b.scale*screen)+1))
		return raster.New().Draw(context.Background(), img, s, raster.View{Origin: r.Min, PPU: b.scale * screen}, raster.Options{Scale: screen})
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.app.report(err)
				return
			}
			if w.aside == aside(b) {
				b.pane.Put(img, size)
				b.light()
			}
		})
	})
}

// pressed selects an element of the task view, and with it what corresponds to it.
func (b *beside) pressed(x, y float32) {
	id := b.elementAt(x, y)
	b.tasks = nil
	if id != "" {
		b.tasks = []string{id}
	}
	if i := slices.IndexFunc(b.rows, func(r compare.Row) bool { return id != "" && slices.Contains(r.Tasks, id) }); i >= 0 {
		b.at = i
		b.tell()
		b.w.selectQuietly(b.rows[i].Deliverables)
	}
	b.light()
}

// pointed lights what corresponds to what is under the pointer, lightly.
func (b *beside) pointed(x, y float32) {
	if b.report != nil {
		b.w.canvas.Circle(nil, b.partners([]string{b.elementAt(x, y)}))
	}
}

func (b *beside) elementAt(x, y float32) string {
	if b.scale == 0 || x < 0 {
		return ""
	}
	return b.picture.At(b.origin.Add(geom.Pt(float64(x), float64(y)).Mul(1 / b.scale)))
}

// partners are the deliverables of elements of the task view.
func (b *beside) partners(tasks []string) []model.ID {
	var list []model.ID
	for _, r := range b.rows {
		if r.Status == compare.Accepted || r.Status == compare.Proposed {
			if slices.ContainsFunc(r.Tasks, func(t string) bool { return slices.Contains(tasks, t) }) {
				list = append(list, r.Deliverables...)
			}
		}
	}
	return list
}

// follow lights the tasks of what is selected among the deliverables.
func (b *beside) follow(ids []model.ID) {
	if b.report == nil {
		return
	}
	b.tasks = nil
	for i, r := range b.rows {
		if r.Status == compare.Rejected || r.Status == compare.Lost {
			continue
		}
		if slices.ContainsFunc(r.Deliverables, func(id model.ID) bool { return slices.Contains(ids, id) }) {
			if len(b.tasks) == 0 {
				b.at = i
			}
			b.tasks = append(b.tasks, r.Tasks...)
		}
	}
	b.tell()
	b.light()
}

// light draws rings round what is selected on the left, and brings the first into view.
func (b *beside) light() {
	var rings []panel.Ring
	for _, id := range b.tasks {
		r, ok := b.picture.Rect(id)
		if !ok {
			continue
		}
		at := r.Min.Sub(b.origin).Mul(b.scale)
		rings = append(rings, panel.Ring{
			At: fyne.NewPos(float32(at.X), float32(at.Y)), Size: fyne.NewSize(float32(r.W()*b.scale), float32(r.H()*b.scale)), Strong: true,
		})
	}
	b.pane.Light(rings)
	if len(rings) > 0 {
		b.pane.Reveal(rings[0])
	}
}

// goTo shows a row and selects its ends.
func (b *beside) goTo(i int) {
	b.at = i
	b.tasks = slices.Clone(b.rows[i].Tasks)
	b.tell()
	b.light()
	b.w.selectQuietly(b.rows[i].Deliverables)
}

// step goes on to the next row that is so, round the end.
func (b *beside) step(by int, is func(compare.Row) bool) bool {
	n := len(b.rows)
	for k := 1; k <= n; k++ {
		i := ((b.at+by*k)%n + n) % n
		if is(b.rows[i]) {
			b.goTo(i)
			return true
		}
	}
	return false
}

func anyRow(compare.Row) bool { return true }

func (b *beside) nextProposed() {
	if !b.step(1, func(r compare.Row) bool { return r.Status == compare.Proposed }) {
		b.w.say(lang.M("beside.none_proposed"))
	}
}

// nextAlone goes on to the next activity that nothing corresponds to.
func (b *beside) nextAlone() {
	alone := b.report.Tasks
	if len(alone) == 0 {
		b.w.say(lang.M("beside.none_alone"))
		return
	}
	i := 0
	if len(b.tasks) == 1 {
		i = (slices.Index(alone, b.tasks[0]) + 1) % len(alone)
	}
	b.tasks = []string{alone[i]}
	b.light()
}

// nextDiscordant goes on to the next pair that the views order the other way round.
func (b *beside) nextDiscordant() {
	if len(b.report.Against) == 0 {
		b.w.say(lang.M("beside.none_discordant"))
		return
	}
	i := slices.IndexFunc(b.report.Against, func(p compare.Pair) bool { return slices.Equal(b.tasks, []string{p.First, p.Then}) })
	p := b.report.Against[(i+1)%len(b.report.Against)]
	b.tasks = []string{p.First, p.Then}
	b.light()
	b.w.selectQuietly([]model.ID{p.Made, p.Needs})
	b.w.say(lang.M("imported.reason", "why", report.Views{Report: b.report}.AgainstQuestion(b.w.app.lang, p)))
}

// decide notes what people hold of a row, as one step that can be taken back.
func (b *beside) decide(change func([]compare.Row) []compare.Row) {
	b.past = append(b.past, b.rows)
	b.again(change(slices.Clone(b.rows)))
}

// again works the comparison out with other rows.
func (b *beside) again(rows []compare.Row) {
	b.rows, b.graph = rows, nil
	b.show()
}

func (b *beside) setStatus(s compare.Status) {
	if len(b.rows) == 0 {
		return
	}
	i := b.at
	b.decide(func(rows []compare.Row) []compare.Row {
		rows[i].Status, rows[i].By = s, b.w.app.signature()
		if rows[i].By == "" {
			rows[i].How = compare.ByHand
		}
		return rows
	})
}

// matchSelected says that what is selected on both sides is the same work.
func (b *beside) matchSelected() {
	ids := b.w.nodes()
	if len(b.tasks) == 0 || len(ids) == 0 {
		b.w.say(lang.M("beside.select_both"))
		return
	}
	tasks := slices.Clone(b.tasks)
	b.decide(func(rows []compare.Row) []compare.Row {
		rows = slices.DeleteFunc(rows, func(r compare.Row) bool {
			return r.How != compare.ByHand && r.Status != compare.Rejected && (meets(r.Tasks, tasks) && meets(r.Deliverables, ids))
		})
		return append(rows, compare.Row{Tasks: tasks, Deliverables: slices.Sorted(slices.Values(ids)), How: compare.ByHand, Score: 100, Status: compare.Accepted, By: b.w.app.signature()})
	})
}

func meets[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

func (b *beside) takeBack() {
	if n := len(b.past); n > 0 {
		rows := b.past[n-1]
		b.past = b.past[:n-1]
		b.again(rows)
	}
}

// save keeps the correspondences beside the task view.
func (b *beside) save() {
	w, path := b.w, b.mapPath()
	m := compare.Map{Task: compare.Side{File: filepath.Base(b.file)}, Deliverable: compare.Side{File: w.name() + seikaSuffix}, Rows: b.rows}
	live.Go(func() error {
		if data, err := os.ReadFile(b.file); err == nil {
			sum := sha256.Sum256(data)
			m.Task.SHA256 = hex.EncodeToString(sum[:])
		}
		return fsx.Replace(fsx.OS{}, path, m.Encode())
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.problem(lang.M("ui.not_saved"), err)
				return
			}
			w.say(lang.M("ui.saved", "file", filepath.Base(path)))
		})
	})
}

// besideDo is what an action does while the views stand beside each other.
func besideDo(do func(*beside)) func(*Window) {
	return func(w *Window) {
		if b, on := besideOn(w); on {
			do(b)
		}
	}
}

// besideLayout puts the task view left of the canvas.
type besideLayout struct{}

// MinSize is part of being a layout.
func (besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

// Layout is part of being a layout.
func (besideLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const share = 0.45 // of the width
	left := float32(0)
	if o[0].Visible() {
		left = s.Width * share
	}
	o[0].Resize(fyne.NewSize(max(0, left-1), s.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(s.Width-left, s.Height))
	o[1].Move(fyne.NewPos(left, 0))
}
