//go:build probe

// The files named probe answer what stories ask of a running editor. No other build holds them.

package ui

import (
	"fmt"
	"os"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/widget"

	"seika/analysis/text"
	"seika/assets"
	"seika/internal/geom"
	"seika/internal/probe"
	"seika/model"
	"seika/model/lines"
	"seika/ui/tool"
)

// watch is what is counted for stories.
type watch struct {
	asked   int   // times that the counter was asked for its size
	each    int   // times a frame asks; 0 until known
	painted int64 // when the first window had been painted whole, ns since 1970; -1 while it is
}

// listen answers on the socket that the environment names.
func (*watch) listen(a *App) {
	path := os.Getenv(probe.Env)
	if path == "" {
		return
	}
	if err := probe.Serve(path, a.answer, a.report); err != nil {
		a.report(err)
	}
}

// answer runs on a goroutine of the socket.
func (a *App) answer(q probe.Request) (any, error) {
	done := make(chan any, 1)
	switch q.Ask {
	case probe.AskState:
		a.afterInput(func() { done <- a.state() })
	case probe.AskRun:
		a.post(func() { a.measure(q, func(r probe.Run) { done <- r }) })
	default:
		return nil, fmt.Errorf("unknown request %q", q.Ask)
	}
	return <-done, nil
}

// afterInput runs f on the UI goroutine once all input is handled that had reached the program by now: input is taken once
// a turn of the loop, before animations.
func (a *App) afterInput(f func()) {
	a.post(func() {
		turns := 0
		eachTurn(func() bool {
			if turns++; turns <= 2 {
				return true
			}
			a.guard(f)
			return false
		})
	})
}

// eachTurn runs f once a turn of the loop, just before painting, until it says that it has enough. It paints nothing.
func eachTurn(f func() bool) {
	var ticks *fyne.Animation
	over := false
	ticks = fyne.NewAnimation(time.Hour, func(float32) {
		if !over && !f() {
			over = true
			ticks.Stop()
		}
	})
	ticks.RepeatCount = fyne.AnimationRepeatForever
	ticks.Start()
}

// over lays a point over the content that counts how often a frame asks for its size.
func (*watch) over(a *App, content fyne.CanvasObject) fyne.CanvasObject {
	c := &counter{app: a}
	c.ExtendBaseWidget(c)
	return container.NewStack(content, container.NewWithoutLayout(c))
}

type counter struct {
	widget.BaseWidget
	app *App
}

// MinSize is asked for whenever a frame is painted.
func (c *counter) MinSize() fyne.Size {
	x := &c.app.watch
	x.asked++
	if x.painted == 0 && len(c.app.windows) > 0 {
		if w := c.app.windows[0]; w.start == nil && w.canvas.Drawn() {
			x.paint()
		}
	}
	return fyne.Size{}
}

// paint notes when the frame is over that is painted now, or next: a whole turn of the loop later.
func (x *watch) paint() {
	x.painted = -1
	turns := 0
	eachTurn(func() bool {
		if turns++; turns == 2 {
			x.painted = time.Now().UnixNano()
		}
		return turns < 2
	})
}

func (c *counter) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

func (a *App) state() probe.State {
	s := probe.State{Language: string(a.lang), Dark: a.sceneTheme() == assets.Dark, Frames: a.watch.asked / max(1, a.watch.each), Painted: a.watch.painted}
	for _, w := range a.windows {
		s.Windows = append(s.Windows, w.state())
	}
	return s
}

// seen turns places of the scene into px of the window.
type seen struct {
	w     *Window
	at    fyne.Position
	scale float64
}

func (w *Window) seen() seen {
	return seen{w, w.app.fyne.Driver().AbsolutePositionForObject(w.canvas), float64(w.win.Canvas().Scale())}
}

func (s seen) point(p geom.Point) probe.Point {
	q := s.w.canvas.ToWidget(p).Add(s.at)
	return probe.Point{X: float64(q.X) * s.scale, Y: float64(q.Y) * s.scale}
}

func (s seen) rect(r geom.Rect) probe.Rect {
	a, b := s.point(r.Min), s.point(r.Max)
	return probe.Rect{X: a.X, Y: a.Y, W: b.X - a.X, H: b.Y - a.Y}
}

func (w *Window) state() probe.Window {
	undo, redo := w.doc.Steps()
	s := w.seen()
	size := w.canvas.Size()
	p := probe.Window{
		Title: w.win.Title(), Path: w.file.Path(), Scale: s.scale, Zoom: w.canvas.Zoom(),
		Canvas:  probe.Rect{X: float64(s.at.X) * s.scale, Y: float64(s.at.Y) * s.scale, W: float64(size.Width) * s.scale, H: float64(size.Height) * s.scale},
		Drawn:   w.canvas.Drawn(),
		Gesture: w.canvas.Busy(),
		Undo:    undo, Redo: redo, Revision: w.doc.Graph().Rev(),
		Dirty: w.doc.Dirty(), Saving: w.saving, ReadOnly: w.readOnly,
		Lines: lines.PrintPlain(w.doc.Graph(), nil),
		Bar:   w.barState(), Focus: w.focused(),
		Overlay: w.win.Canvas().Overlays().Top() != nil,
		Start:   w.start != nil, Examples: len(w.missingCards()),
		Texts: w.texts(),
	}
	if n, ok := w.win.(driver.NativeWindow); ok {
		n.RunNative(func(c any) {
			if x, ok := c.(driver.X11WindowContext); ok {
				p.XID = uint64(x.WindowHandle)
			}
		})
	}
	for _, id := range w.selected {
		p.Selected = append(p.Selected, w.doc.Graph().Label(id))
	}
	for _, id := range w.status.order {
		p.Status = append(p.Status, w.status.counts[id].text.Text)
	}
	if w.side.Visible() {
		at, size := w.app.fyne.Driver().AbsolutePositionForObject(w.side), w.side.Size()
		p.Side = probe.Rect{X: float64(at.X) * s.scale, Y: float64(at.Y) * s.scale, W: float64(size.Width) * s.scale, H: float64(size.Height) * s.scale}
		p.Panel = [...]string{questionsTab: "questions", propertiesTab: "properties", outlineTab: "outline"}[w.tabs.SelectedIndex()]
	}
	if w.presenting != nil {
		p.Drawn = w.presenting.canvas.Drawn()
		return p
	}
	for _, m := range w.win.MainMenu().Items {
		menu := probe.Menu{Title: m.Label}
		for _, i := range m.Items {
			menu.Items = append(menu.Items, untold(i.Label))
			if i.ChildMenu == nil {
				continue
			}
			if menu.Below == nil {
				menu.Below = map[string][]string{}
			}
			for _, x := range i.ChildMenu.Items {
				menu.Below[untold(i.Label)] = append(menu.Below[untold(i.Label)], untold(x.Label))
			}
		}
		p.Menus = append(p.Menus, menu)
	}
	w.findingState(&p)
	w.pictureState(s, &p)
	return p
}

// untold is the title of an item without its keys.
func untold(label string) string {
	title, _, _ := strings.Cut(label, "  ")
	return title
}

func (w *Window) barState() probe.Bar {
	b := probe.Bar{Chip: w.bar.chip.Said(), Text: w.bar.entry.Text, Message: w.bar.message.Said()}
	switch w.bar.mode.(type) {
	case nil:
	case *lineMode:
		b.Mode = "line"
	case *nameMode:
		b.Mode = "name"
	case *answerMode:
		b.Mode = "answer"
	default:
		b.Mode = fmt.Sprintf("%T", w.bar.mode)
	}
	return b
}

func (w *Window) focused() string {
	switch f := w.win.Canvas().Focused(); {
	case f == nil:
		return ""
	case f == w.canvas:
		return "canvas"
	case f == w.bar.entry:
		return "bar"
	case w.typing():
		return "text"
	default:
		return "other"
	}
}

func (w *Window) findingState(p *probe.Window) {
	g := w.doc.Graph()
	for _, f := range w.held.visible {
		x := probe.Finding{Rule: f.Rule, Severity: f.Severity.String(), Status: string(f.Status), Question: text.Question(w.app.lang, g, f)}
		for _, id := range f.At {
			x.At = append(x.At, g.Label(id))
		}
		p.Findings = append(p.Findings, x)
	}
}

func (w *Window) pictureState(s seen, p *probe.Window) {
	g, dir := w.doc.Graph(), w.doc.Graph().Meta().Direction
	marked := map[model.ID]bool{}
	for _, m := range w.diagram.Options.Marks {
		marked[m.At] = true
	}
	for _, b := range w.diagram.Boxes {
		n := b.Node
		box := probe.Box{
			ID: string(n.ID), Name: n.Name, Number: w.numbers.of[n.ID], Rect: s.rect(b.Rect),
			Place:      probe.Point(n.At.Point()),
			Output:     s.point(tool.HandleAt(b.Rect, tool.Output, dir, w.canvas.Zoom())),
			Input:      s.point(tool.HandleAt(b.Rect, tool.Input, dir, w.canvas.Zoom())),
			Partner:    s.point(tool.HandleAt(b.Rect, tool.Partner, dir, w.canvas.Zoom())),
			Intangible: isIntangible(n), External: isExternal(n), Goal: isGoal(n), Pinned: n.Pin,
		}
		if n.In != "" {
			box.Group = g.Label(n.In)
		}
		if marked[n.ID] {
			at := s.point(b.Rect.Min)
			at.X, at.Y = at.X-3*s.scale, at.Y-3*s.scale
			box.Badge = &at
		}
		p.Boxes = append(p.Boxes, box)
	}
	for _, l := range w.diagram.Links {
		r := l.Relation
		link := probe.Link{ID: string(r.ID()), Kind: "io", From: g.Label(r.From), To: g.Label(r.To)}
		if r.Kind == model.Sync {
			link.Kind = "sync"
		}
		if pts := l.Route.Points; len(pts) > 1 {
			link.Middle, link.End = s.point(middle(pts)), s.point(pts[len(pts)-1])
			for _, at := range pts {
				link.Line = append(link.Line, s.point(at))
			}
		}
		p.Links = append(p.Links, link)
	}
	for _, f := range w.diagram.Frames {
		p.Groups = append(p.Groups, probe.Group{ID: string(f.Group.ID), Name: f.Group.Name, Rect: s.rect(f.Rect), Title: s.rect(f.Bar).Center()})
	}
}

// middle is that of the longest part of a line: nowhere is it easier to hit.
func middle(pts []geom.Point) geom.Point {
	best := 1
	for i := range pts[1:] {
		if pts[i].Dist(pts[i+1]) > pts[best-1].Dist(pts[best]) {
			best = i + 1
		}
	}
	return pts[best-1].Lerp(pts[best], 0.5)
}
