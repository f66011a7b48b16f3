package panel

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
)

// OutlineHost is what the outline needs of its window.
type OutlineHost interface {
	Graph() *model.Graph
	Order() []model.ID           // deliverables in reading order
	Questions() map[model.ID]int // how many wait at each
	Select([]model.ID)
	Command(fyne.KeyName) bool
}

// Outline tells the model as rows of text: every deliverable in reading order, what it is made from, and how many questions
// wait there. It says in words all that the picture shows.
type Outline struct {
	lang  lang.Lang
	host  OutlineHost
	list  *List
	order []model.ID
	asks  map[model.ID]int
	read  report.ReadBack
	quiet bool // the window selects
}

// Sizes of a row, px of the screen.
const (
	outlineBeside = 57 // the sentence, and what a line loses to its breaks
	outlineLine   = 17
)

// NewOutline makes an outline.
func NewOutline(l lang.Lang, h OutlineHost) *Outline {
	o := &Outline{lang: l, host: h}
	o.list = &List{command: o.key, widened: func() { o.fit(); o.list.Refresh() }}
	o.list.Length = func() int { return len(o.order) }
	o.list.CreateItem = func() fyne.CanvasObject {
		name := widget.NewLabel("")
		name.TextStyle.Bold = true
		name.Truncation = fyne.TextTruncateEllipsis
		count := canvas.NewText("", nil)
		count.TextSize = theme.CaptionTextSize()
		said := NewProse("")
		said.SizeName = theme.SizeNameCaptionText
		return container.NewBorder(container.NewBorder(nil, nil, nil, container.NewPadded(count), name), nil, nil, nil, said)
	}
	o.list.UpdateItem = o.update
	o.list.OnSelected = func(i int) {
		if !o.quiet && i < len(o.order) {
			h.Select([]model.ID{o.order[i]})
		}
	}
	o.list.ExtendBaseWidget(o.list)
	return o
}

// key offers the window what leaves the list, and function keys; Enter goes to the row, as a blank does.
func (o *Outline) key(k fyne.KeyName) bool {
	switch {
	case k == fyne.KeyEscape || len(k) > 1 && k[0] == 'F':
		return o.host.Command(k)
	case k == fyne.KeyReturn || k == fyne.KeyEnter:
		o.list.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		return true
	}
	return false
}

// Object is the outline.
func (o *Outline) Object() fyne.CanvasObject { return o.list }

// Focusable is what takes the keyboard.
func (o *Outline) Focusable() fyne.Focusable { return o.list }

// Show brings the rows in step with the model and its selection.
func (o *Outline) Show(selected []model.ID) {
	g := o.host.Graph()
	o.order, o.asks = o.host.Order(), o.host.Questions()
	o.read = report.ReadBack{Lang: o.lang, Graph: g, Owners: true}
	o.fit()
	o.list.Refresh()
	o.quiet = true
	if len(selected) == 1 && slices.Contains(o.order, selected[0]) {
		i := slices.Index(o.order, selected[0])
		o.list.Highlight(i) // the arrows go on from there
		o.list.Select(i)
	} else {
		o.list.UnselectAll()
	}
	o.quiet = false
}

// fit gives the rows the height that their sentences take.
func (o *Outline) fit() {
	o.list.SetHeights(func(i int) float32 { return o.height(o.order[i]) })
}

// height is that of a row: the name and as many lines as its sentence takes.
func (o *Outline) height(id model.ID) float32 {
	room := max(outlineLine, o.list.Size().Width-outlineBeside)
	width := fyne.MeasureText(o.read.Of(id), theme.CaptionTextSize(), fyne.TextStyle{}).Width
	return 52 + outlineLine*float32(math.Ceil(float64(width/room)))
}

func (o *Outline) update(i int, item fyne.CanvasObject) {
	if i >= len(o.order) {
		return
	}
	id := o.order[i]
	row := item.(*fyne.Container)
	said, head := row.Objects[0].(*Prose), row.Objects[1].(*fyne.Container)
	name, count := head.Objects[0].(*widget.Label), head.Objects[1].(*fyne.Container).Objects[0].(*canvas.Text)
	n, _ := o.host.Graph().Node(id)
	title := o.host.Graph().Label(id)
	if n.Kind == model.Intangible {
		title = lang.Text(o.lang, "outline.intangible", "v", title)
	}
	name.SetText(title)
	said.SetText(o.read.Of(id))
	count.Color = theme.Color(theme.ColorNameForeground) // on the colour of a selection, too
	count.Text = ""
	if k := o.asks[id]; k > 0 {
		count.Text = lang.Text(o.lang, "outline.questions", "n", k)
	}
	count.Refresh()
}
