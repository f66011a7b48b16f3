package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/model"
)

// rowHeight is that of a question in the list, px of the screen, and rowLines how many lines of text it has room for.
const (
	rowHeight = 54
	rowLines  = 2
)

func (q *Questions) newRow() fyne.CanvasObject {
	sign := canvas.NewImageFromImage(nil)
	sign.FillMode = canvas.ImageFillContain
	sign.SetMinSize(fyne.NewSize(20, 20))
	label := NewProse("")
	return container.New(rowLayout{}, sign, label)
}

func (q *Questions) fillRow(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(q.entries) {
		return
	}
	e := q.entries[i]
	row := o.(*fyne.Container)
	sign, label := row.Objects[0].(*canvas.Image), row.Objects[1].(*Prose)
	if img := q.asker.Sign(e.finding.Severity); sign.Image != img {
		sign.Image = img
		sign.Refresh()
	}
	sign.Translucency = 0
	label.Importance = widget.MediumImportance
	if !e.finding.Counted() {
		label.Importance = widget.LowImportance
		sign.Translucency = 0.6
	}
	label.Most = rowLines
	if i == q.tall {
		label.Most = 0
	}
	label.TextStyle.Bold = e.fold > 0
	label.SetText(q.words(e))
}

// rowLayout puts the sign at the left and gives the text the rest.
type rowLayout struct{}

// signWidth is the room for the sign, px of the screen.
const signWidth = 26

func (rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, rowHeight) }

func (rowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(6, 10))
	o[0].Resize(fyne.NewSize(20, 20))
	o[1].Move(fyne.NewPos(signWidth, 0))
	o[1].Resize(fyne.NewSize(s.Width-signWidth, s.Height))
}

// words is what a row says.
func (q *Questions) words(e entry) string {
	f := e.finding
	if e.fold > 0 {
		return lang.Text(q.lang, "questions.fold", "rule", text.Name(q.lang, f.Rule), "n", e.fold)
	}
	said := Said(q.lang, q.asker.GraphOf(f), f)
	if f.Status != analysis.Open {
		return lang.Text(q.lang, "status_of."+string(f.Status)) + " · " + said
	}
	return said
}

// Said is a finding as one sentence: its question, or what the run says of itself.
func Said(l lang.Lang, g *model.Graph, f analysis.Finding) string {
	if s := text.Question(l, g, f); s != "" {
		return s
	}
	return text.Title(l, g, f)
}

// unfold gives the row in full the height that it needs.
func (q *Questions) unfold() {
	if q.tall >= 0 && q.tall < len(q.entries) {
		q.list.SetItemHeight(q.tall, q.unfolded(q.entries[q.tall]))
	}
}

// unfolded is how high a row must be to hold all of its text.
func (q *Questions) unfolded(e entry) float32 {
	label := NewProse(q.words(e))
	label.Resize(fyne.NewSize(q.list.Size().Width-signWidth, rowHeight))
	return max(rowHeight, label.MinSize().Height)
}

// Rows is how many rows the list has.
func (q *Questions) Rows() int { return len(q.entries) }
