package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/ui/panel"
)

// browser asks for a file or a folder that is there. The keyboard stays in the field: typing narrows the list, arrows choose,
// Enter goes into a folder or takes the file. The toolkit's own dialog keeps Esc and Enter to its list.
type browser struct {
	w    *Window
	ends []string // how the names of the files offered end; nil offers folders alone
	then func(path string)

	dir   string
	all   []place // in dir
	shown []place // those of them that what is typed leaves
	at    int     // chosen among shown; -1 is none

	turn    int       // of what was asked of the disk: only the newest counts
	clicked time.Time // when a row was clicked last

	where, said *widget.Label
	list        *panel.List
	name        *panel.Entry
	dialog      *dialog.CustomDialog
}

// place is a file or a folder in a folder.
type place struct {
	name   string
	folder bool
}

// askFile asks for a file, among those whose names end so.
func (w *Window) askFile(title lang.Msg, ends []string, then func(path string)) {
	w.browse(title, lang.M("ui.open"), &browser{w: w, dir: w.folder(), ends: ends, then: then})
}

// askFolder asks for a folder, beginning with one.
func (w *Window) askFolder(from string, then func(string)) {
	w.browse(lang.M("ui.folder"), lang.M("ui.choose"), &browser{w: w, dir: from, then: then})
}

func (w *Window) browse(title, take lang.Msg, b *browser) {
	t := w.app.text
	b.where, b.said = widget.NewLabel(""), widget.NewLabel("")
	b.where.Truncation, b.said.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	b.list = panel.NewList(func() int { return len(b.shown) }, func() fyne.CanvasObject { return newPlaceRow() },
		b.row, func(k fyne.KeyName) bool { return b.key(k, none) })
	b.name = panel.NewEntry(w.keys)
	b.name.SetPlaceHolder(t(lang.M("browse.name")))
	b.name.OnChanged = b.typed
	b.name.Key = b.key
	b.dialog = dialog.NewCustomWithoutButtons(t(title), container.NewBorder(
		container.NewVBox(container.NewBorder(nil, nil, nil, container.NewHBox(
			w.newButton(t(lang.M("browse.up")), func() { b.open(filepath.Dir(b.dir)) }, w.dismiss),
			w.newButton(t(lang.M("browse.home")), b.home, w.dismiss),
		), b.where), b.name), b.said, nil, nil, b.list), w.win)
	ok := w.newButton(t(take), b.take, w.dismiss)
	ok.Importance = widget.HighImportance
	b.dialog.SetButtons([]fyne.CanvasObject{w.newButton(t(lang.M("ui.cancel")), w.dismiss, w.dismiss), ok})
	have := w.win.Canvas().Size()
	b.dialog.Resize(fyne.NewSize(min(680, have.Width-60), min(520, have.Height-60)))
	w.shown(b.dialog)
	b.dialog.Show()
	b.open(b.dir)
}

// placeRow shows a file or a folder.
type placeRow struct {
	widget.BaseWidget
	icon *widget.Icon
	name *widget.Label
	do   func() // when it is clicked
}

func newPlaceRow() *placeRow {
	r := &placeRow{icon: widget.NewIcon(theme.FileIcon()), name: widget.NewLabel("")}
	r.name.Truncation = fyne.TextTruncateEllipsis
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is part of being a widget.
func (r *placeRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, r.icon, nil, r.name))
}

// Tapped is a click.
func (r *placeRow) Tapped(*fyne.PointEvent) { r.do() }

// row fills a row of the list.
func (b *browser) row(i widget.ListItemID, o fyne.CanvasObject) {
	r, p := o.(*placeRow), b.shown[i]
	r.name.SetText(p.name)
	r.icon.SetResource(theme.FileIcon())
	if p.folder {
		r.icon.SetResource(theme.FolderIcon())
	}
	r.do = func() { b.w.app.guard(func() { b.click(i) }) }
}

// click chooses a row; the second of a double click takes what is chosen.
func (b *browser) click(i widget.ListItemID) {
	const double = 400 * time.Millisecond
	now := b.w.now()
	again := i == b.at && now.Sub(b.clicked) < double
	b.clicked = now
	if again {
		b.enter()
		return
	}
	b.list.Select(i)
}

// waits is how long the window waits for the disk before it goes on without: longer than a folder of this machine takes,
// shorter than anybody notices. Tests, which run beside much else, wait for the answer.
var waits = 40 * time.Millisecond

// ask asks something of the disk and does what follows: at once where the answer is there at once, as it is but for folders
// of other machines, else when it has come, if nothing else was asked for meanwhile.
func (b *browser) ask(question, then func()) {
	b.turn++
	turn := b.turn
	answered := make(chan struct{})
	live.Go(func() error { question(); return nil }, func(err error) {
		close(answered)
		if err != nil {
			b.w.app.post(func() { b.w.app.report(err) })
		}
	})
	select {
	case <-answered:
		then()
		return
	case <-time.After(waits):
	}
	b.said.SetText(b.w.app.text(lang.M("browse.reading")))
	live.Go(func() error { <-answered; return nil }, func(error) {
		b.w.app.post(func() {
			if turn == b.turn && slices.Contains(b.w.boxes, box(b.dialog)) {
				b.said.SetText("")
				then()
			}
		})
	})
}

// open goes to a folder.
func (b *browser) open(dir string) {
	var (
		all []place
		err error
	)
	b.dir, b.all = dir, nil
	b.where.SetText(dir)
	b.name.SetText("")
	b.narrow("")
	b.ask(func() { all, err = b.read(dir) }, func() {
		b.all = all
		b.narrow(b.name.Text) // typed meanwhile
		if err != nil {
			b.said.SetText(b.w.errorText(err))
		} else if len(all) == 0 && b.ends != nil {
			b.said.SetText(b.w.app.text(lang.M("browse.empty")))
		}
	})
	b.w.win.Canvas().Focus(b.name)
}

// read lists what is offered of a folder.
func (b *browser) read(dir string) (all []place, err error) {
	entries, err := readDir(dir)
	for _, e := range entries {
		p := place{e.Name(), e.IsDir()}
		if e.Type()&os.ModeSymlink != 0 {
			to, err := os.Stat(filepath.Join(dir, p.name))
			p.folder = err == nil && to.IsDir()
		}
		if !strings.HasPrefix(p.name, ".") && (p.folder || b.offers(p.name)) {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(x, y place) int {
		if x.folder != y.folder {
			return map[bool]int{true: -1, false: 1}[x.folder]
		}
		return strings.Compare(strings.ToLower(x.name), strings.ToLower(y.name))
	})
	return all, err
}

// readDir is replaced by tests of a slow disk.
var readDir = os.ReadDir

// offers says that a file is among those asked for.
func (b *browser) offers(name string) bool {
	return slices.ContainsFunc(b.ends, func(end string) bool { return strings.HasSuffix(strings.ToLower(name), end) })
}

func (b *browser) home() {
	if dir, err := os.UserHomeDir(); err == nil {
		b.open(dir)
	}
}

// typed narrows the list; a path of a folder that ends in a separator goes there.
func (b *browser) typed(text string) {
	if text != "" && os.IsPathSeparator(text[len(text)-1]) {
		b.look(text, func(path string, is os.FileInfo) {
			if is != nil && is.IsDir() && b.name.Text == text {
				b.open(path)
			}
		})
		if b.name.Text != text {
			return // it was opened
		}
	}
	b.narrow(text)
}

// narrow shows what has a text in its name.
func (b *browser) narrow(text string) {
	b.shown, b.at = nil, -1
	for _, p := range b.all {
		if strings.Contains(strings.ToLower(p.name), strings.ToLower(text)) {
			b.shown = append(b.shown, p)
		}
	}
	b.said.SetText("")
	b.list.OnSelected = nil
	b.list.UnselectAll()
	b.list.Refresh()
	b.list.ScrollToTop()
	if text != "" {
		b.step(1)
	}
	b.list.OnSelected = b.pointed
}

// step chooses another row.
func (b *browser) step(by int) {
	at := b.at + by
	if at < 0 || at >= len(b.shown) {
		return
	}
	b.at = at
	b.list.OnSelected = nil
	b.list.Select(at)
	b.list.OnSelected = b.pointed
}

// pointed takes a click on a row: a folder opens, a file is chosen. The keyboard stays in the field.
func (b *browser) pointed(i widget.ListItemID) {
	b.at = i
	if p := b.shown[i]; p.folder {
		b.open(filepath.Join(b.dir, p.name))
	}
	b.w.app.post(func() { b.w.win.Canvas().Focus(b.name) })
}

// key is a key in the field or in the list; it says whether that was all.
func (b *browser) key(k fyne.KeyName, m fyne.KeyModifier) bool {
	const page = 8 // rows
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.enter()
	case fyne.KeyEscape:
		b.w.dismiss()
	case fyne.KeyUp:
		b.step(-1)
	case fyne.KeyDown:
		b.step(1)
	case fyne.KeyPageUp:
		b.step(-min(page, b.at))
	case fyne.KeyPageDown:
		b.step(min(page, len(b.shown)-1-b.at))
	case fyne.KeyBackspace:
		if b.name.Text != "" {
			return false
		}
		b.open(filepath.Dir(b.dir))
	case fyne.KeyTab:
		if m == shift {
			b.w.win.Canvas().FocusPrevious()
		} else {
			b.w.win.Canvas().FocusNext()
		}
	default:
		return false
	}
	return true
}

// enter goes into the chosen folder, else it takes what is chosen or typed.
func (b *browser) enter() {
	if b.at >= 0 && b.shown[b.at].folder {
		b.open(filepath.Join(b.dir, b.shown[b.at].name))
		return
	}
	b.take()
}

// take ends the dialog with the file that is chosen or typed, or with the folder shown.
func (b *browser) take() {
	text := strings.TrimSpace(b.name.Text)
	if b.at >= 0 {
		text = b.shown[b.at].name
	}
	b.look(text, func(path string, is os.FileInfo) {
		switch {
		case is == nil:
			b.said.SetText(b.w.app.text(lang.M("browse.none", "name", text)))
		case is.IsDir() != (b.ends == nil):
			if is.IsDir() && text != "" {
				b.open(path)
			}
		default:
			b.dialog.Hide()
			b.then(path)
		}
	})
}

// look finds what a typed name or path stands for, and what is there; nil where nothing is.
func (b *browser) look(text string, then func(path string, is os.FileInfo)) {
	if rest, ok := strings.CutPrefix(text, "~"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			text = home + rest
		}
	}
	if !filepath.IsAbs(text) {
		text = filepath.Join(b.dir, text)
	}
	path := filepath.Clean(text)
	var is os.FileInfo
	b.ask(func() { is, _ = os.Stat(path) }, func() { then(path, is) })
}
