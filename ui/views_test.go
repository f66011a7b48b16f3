package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/assets"
	"seika/internal/compare"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/internal/taskview"
	"seika/model"
	"seika/ui/panel"
)

// offerProcess is a process that leaves questions open.
const offerProcess = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
<startEvent id="s"/><task id="t1" name="Write offer"/><task id="t2" name="Check offer"/><task id="t3" name="Ponder"/><endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="t1"/><sequenceFlow id="f2" sourceRef="t1" targetRef="t2"/>
<sequenceFlow id="f3" sourceRef="t2" targetRef="t3"/><sequenceFlow id="f4" sourceRef="t3" targetRef="e"/>
</process></definitions>`

func deskOnOffer(t *testing.T) (*desk, string) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "offer.bpmn")
	require.NoError(t, os.WriteFile(path, []byte(offerProcess), 0o600))
	d.w.openPath(path)
	d.until("open", func() bool { return d.w.imported != nil })
	return d, path
}

// TestWhatCameFromAFileIsCalledAsItFromTheFirst, whatever its model is called: people know the file.
func TestWhatCameFromAFileIsCalledAsItFromTheFirst(t *testing.T) {
	for _, c := range []struct{ file, text, title string }{
		{"order.BPMN", strings.Replace(offerProcess, `<process id="p">`, `<process id="p" name="Offers">`, 1), "order — Seika"},
		{"退院.2026.seika.txt", "title: 退院支援\n診断 > 退院計画\n", "退院.2026 — Seika"},
	} {
		d := newDesk(t)
		path := filepath.Join(t.TempDir(), c.file)
		require.NoError(t, os.WriteFile(path, []byte(c.text), 0o600))
		var first string
		d.app.read(path, importer.AsDeliverables, func(o opened, err error) {
			require.NoError(t, err)
			d.w.openedPath(path, o, nil)
			first = d.w.win.Title()
		})
		d.until("open", func() bool { return first != "" })
		assert.Equal(t, c.title, first)
	}
}

func TestAnImportTellsWhatItFoundAndItsQuestionsAreEdits(t *testing.T) {
	d, _ := deskOnOffer(t)
	card := reads(d.w.card)
	assert.Contains(t, card, "Deliverables: 0 stated, 0 by message, 3 inferred.")
	assert.Contains(t, card, "Not in the model")
	assert.Contains(t, card, "No data is drawn in this file. What is made (3)", "so that nobody takes it for more than a start")
	assert.Contains(t, card, "– 2 without a name", "ids of a file say nothing to people")
	v := d.w.imported
	n := len(v.open())
	require.Positive(t, n)
	asked := map[string]bool{}
	for range n {
		q := v.open()[0]
		asked[q.Code] = true
		answers := v.answers(q)
		require.NotEmpty(t, answers, q.Code)
		before := d.bytes()
		answers[0].do()
		assert.NotEqual(t, before, d.bytes(), "%s is kept in the document", q.Code)
		assert.NotContains(t, codesOf(v, q.At), q.Code, "and not asked again")
	}
	assert.True(t, asked["B6-order"] && asked["B12-goal"])
	assert.Empty(t, v.open())
	assert.Contains(t, reads(d.w.card), "No question is open.")
	for range n {
		d.press("Ctrl+Z")
	}
	assert.Len(t, v.open(), n, "each answer is one step")
	v.copy()
	assert.Contains(t, d.app.fyne.Clipboard().Content(), "offer.bpmn")
}

func codesOf(v *imported, at []model.ID) []string {
	var list []string
	for _, q := range v.open() {
		if len(q.At) > 0 && len(at) > 0 && q.At[0] == at[0] {
			list = append(list, q.Code)
		}
	}
	return list
}

// TestBothViewsHaveRoomInTheSmallestWindow, where the card lies over the deliverables.
func TestBothViewsHaveRoomInTheSmallestWindow(t *testing.T) {
	d, _ := deskOnOffer(t)
	d.w.win.Resize(fyne.NewSize(840, 520))
	d.facing()
	const least = 220 // px: two boxes side by side
	assert.Greater(t, d.w.left.Size().Width, float32(least))
	assert.Greater(t, d.w.canvas.Size().Width-sideWidth, float32(least))
}

// facing is the view with the task view beside the deliverables.
func (d *desk) facing() *beside {
	d.t.Helper()
	d.press("Shift+F4")
	d.until("compared", func() bool { _, on := besideOn(d.w); return on })
	b, _ := besideOn(d.w)
	return b
}

func TestTheTaskViewIsZoomedAtThePointer(t *testing.T) {
	d, _ := deskOnOffer(t)
	b := d.facing()
	d.until("drawn", func() bool { return b.scale > 0 && b.pane.MinSize().Width > 0 })
	first, size := b.scale, b.pane.MinSize()
	at := fyne.NewPos(40, 30)
	turn := func(notches float32) {
		b.pane.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, 25*notches)})
	}
	turn(1)
	assert.InDelta(t, first, b.scale, 1e-9, "without Ctrl the wheel scrolls")
	d.mods = ctrl
	turn(2)
	assert.InDelta(t, first*1.21, b.scale, 0.01)
	assert.InDelta(t, float64(size.Width)*1.21, float64(b.pane.MinSize().Width), 2, "at once")
	row := b.rows[0]
	r, ok := b.picture.Rect(row.Tasks[0])
	require.True(t, ok)
	to := r.Center().Sub(b.origin).Mul(b.scale)
	b.pressed(float32(to.X), float32(to.Y))
	assert.Equal(t, row.Deliverables, d.w.selected, "a press hits what is seen")
	for range 100 {
		turn(12)
	}
	assert.LessOrEqual(t, b.zoom, mostZoom)
	for range 100 {
		turn(-12)
	}
	assert.GreaterOrEqual(t, b.zoom, leastZoom)
	d.mods = 0
	d.settle()
}

func TestSelectingOnEitherSideLightsThePartnersOnTheOther(t *testing.T) {
	d, _ := deskOnOffer(t)
	b := d.facing()
	require.Len(t, b.rows, 3)
	g := d.w.doc.Graph()
	rapid.Check(t, func(t *rapid.T) {
		row := b.rows[rapid.IntRange(0, len(b.rows)-1).Draw(t, "row")]
		if rapid.Bool().Draw(t, "from the left") {
			r, ok := b.picture.Rect(row.Tasks[0])
			require.True(t, ok)
			at := r.Center().Sub(b.origin).Mul(b.scale)
			b.pressed(float32(at.X), float32(at.Y))
			assert.Equal(t, row.Deliverables, d.w.selected)
			return
		}
		d.w.selectIDs(nil)
		d.w.selectIDs(row.Deliverables)
		assert.Equal(t, row.Tasks, b.tasks)
	})
	assert.Equal(t, g, d.w.doc.Graph(), "looking changes nothing")
	d.press("Shift+F4")
	assert.Nil(t, d.w.aside)
	assert.False(t, d.w.left.Visible())
}

func TestCorrespondencesAreDecidedByKeyAndKept(t *testing.T) {
	d, path := deskOnOffer(t)
	b := d.facing()
	d.w.run("match_next")
	i := b.at
	d.w.run("match_reject")
	d.until("worked out", func() bool { return b.graph != nil })
	assert.Equal(t, compare.Rejected, b.rows[i].Status)
	d.w.run("match_undo")
	d.until("worked out", func() bool { return b.graph != nil })
	assert.NotEqual(t, compare.Rejected, b.rows[i].Status)

	b.tasks = []string{"t3"}
	d.w.selected = d.w.doc.Graph().Named("Offer")
	d.w.run("match_selected")
	d.until("worked out", func() bool { return b.graph != nil })
	d.w.run("match_save")
	kept := mapAt(path)
	d.until("saved", func() bool { _, err := os.Stat(kept); return err == nil })
	rows := readMap(kept)
	require.NotEmpty(t, rows)
	assert.Condition(t, func() bool {
		for _, r := range rows {
			if r.How == compare.ByHand && r.Tasks[0] == "t3" && r.Status == compare.Accepted {
				return true
			}
		}
		return false
	})
	for _, id := range []string{"match_proposed", "match_alone", "match_discordant", "match_previous"} {
		d.w.run(id) // says where there is none
	}
}

func TestPartOfBothViewsIsShownByKey(t *testing.T) {
	d, _ := deskOnOffer(t)
	b := d.facing()
	looks := b.looks()
	for range sieves {
		d.press("Alt+F")
		let := b.shown()
		require.Equal(t, b.sieve == everything, let.all)
		for n := range d.w.doc.Graph().Nodes() {
			assert.Equal(t, !let.all && !let.things[n.ID], d.w.faded[n.ID], "%s by sieve %d", n.Name, b.sieve)
		}
		for _, n := range b.view.Nodes {
			assert.Equal(t, !let.all && !let.tasks[n.ID], b.looks()[n.ID].Pale, "%s by sieve %d", n.Name, b.sieve)
		}
	}
	assert.Equal(t, looks, b.looks(), "after all, everything is shown again")
	d.press("Alt+F")
	d.press("Shift+F4")
	assert.Empty(t, d.w.faded, "nothing stays pale")
}

func mapAt(task string) string { return (&beside{file: task}).mapPath() }

func TestTheChangeSinceAnOlderStateIsShown(t *testing.T) {
	d := deskWith(t, "希望 #ext > 注文伝票\n注文伝票 > 料理 #goal\nレシピ > 料理\n")
	path := filepath.Join(t.TempDir(), "asis.seika.txt")
	require.NoError(t, os.WriteFile(path, []byte("希望 #ext > 注文伝票\n注文伝票 > 料理 #goal\n(調理の腕) > 料理\n"), 0o600))
	before := d.bytes()
	d.w.compareTo(path)
	d.until("compared", func() bool { v, on := d.w.aside.(*changes); return on && v.diff != nil })
	card := reads(d.w.card)
	assert.Contains(t, card, "Findings gone: 1")
	assert.Contains(t, card, "レシピ\n+")
	assert.Contains(t, card, "調理の腕\n-")
	assert.Contains(t, card, "results made from it directly\n1/1\n0/1", "figures before and after")
	assert.Equal(t, before, d.bytes())
	d.w.app.setLang(lang.JA)
	assert.Contains(t, reads(d.w.card), "消えた指摘：1件")
	d.w.run("changes")
	assert.Nil(t, d.w.aside)
}

func TestWhatIsGoneStandsBesideWhatStandsThereNow(t *testing.T) {
	d := deskWith(t, "希望 #ext > 注文伝票\n注文伝票 > 料理 #goal\nレシピ > 料理\n")
	path := filepath.Join(t.TempDir(), "asis.seika.txt")
	require.NoError(t, os.WriteFile(path, []byte("希望 #ext > 注文伝票\n注文伝票 > 料理 #goal\n(調理の腕) > 料理\n"), 0o600))
	d.w.compareTo(path)
	d.until("compared", func() bool { v, on := d.w.aside.(*changes); return on && v.diff != nil })
	v := d.w.aside.(*changes)
	here := d.w.doc.Graph()
	old := v.diff.Old.Named("調理の腕")[0]
	n, _ := v.diff.Old.Node(old)
	for other := range here.Nodes() {
		r, ok := d.w.diagram.Rect(other.ID)
		require.True(t, ok)
		there := n
		there.At = model.PlaceAt(r.Center())
		nodes := append(slices.Collect(here.Nodes()), there)
		putAside(nodes, map[model.ID]bool{old: true}, d.w.diagram, v.diff.New)
		for x := range here.Nodes() {
			r, _ := d.w.diagram.Rect(x.ID)
			assert.False(t, r.Overlaps(diagram.Room(nodes[len(nodes)-1], here)), "at the place of %s", other.Name)
		}
	}
}

// compared is the view of the document beside an older state of it.
func (d *desk) compared(was string) *changes {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), "asis.seika.txt")
	require.NoError(d.t, os.WriteFile(path, []byte(was), 0o600))
	d.w.compareTo(path)
	d.until("compared", func() bool { _, on := changesOn(d.w); return on })
	v, _ := changesOn(d.w)
	return v
}

func TestKeysGoFromDifferenceToDifference(t *testing.T) {
	d := deskWith(t, "希望 #ext > 注文伝票\n注文伝票 > 料理 #goal @佐藤\nレシピ > 料理\n")
	v := d.compared("希望 #ext > 注文伝票\n注文伝票 > 料理 #goal @鈴木\n(調理の腕) > 料理\n")
	require.Len(t, v.rows, 5)
	seen := map[model.ID]bool{}
	for i := range v.rows {
		d.press("Alt+J")
		require.Equal(t, i, v.at)
		r := v.rows[i]
		seen[r.At] = true
		assert.Contains(t, reads(d.w.card), r.Sign+" "+r.Label)
		if exists(d.w.doc.Graph(), r.At) {
			assert.Equal(t, []model.ID{r.At}, d.w.selected)
		} else {
			assert.Empty(t, d.w.selected, "what is gone cannot be selected, though it is shown")
		}
		assert.Same(t, aside(v), d.w.aside)
	}
	assert.Len(t, seen, 5)
	d.press("Alt+J")
	assert.Equal(t, 0, v.at, "round the end")
	d.press("Alt+Shift+J")
	assert.Equal(t, 4, v.at)
	assert.Contains(t, reads(d.w.card), "Who answers for it: 鈴木 → 佐藤", "what differs of a member is told in words")
}

func TestWhatIsGoneStaysDrawnWhileOneLooksAround(t *testing.T) {
	d := deskWith(t, "希望 #ext > 注文伝票\n注文伝票 > 料理 #goal\nレシピ > 料理\n")
	v := d.compared("希望 #ext > 注文伝票\n注文伝票 > 料理 #goal\n(調理の腕) > 料理\n")
	require.NotNil(t, v.ghost)
	require.NotEmpty(t, v.ghost.ids)
	old := v.diff.Old.Named("調理の腕")[0]
	assert.Contains(t, v.ghost.ids, old)
	for _, do := range []func(){
		func() { d.w.app.setLang(lang.JA) }, func() { d.app.setTheme(darkTheme) }, func() { d.press("Alt+J") }, func() { d.press("Alt+J") },
		func() { d.w.askPicture() }, func() { d.w.selectQuietly(nil) },
	} {
		do()
		d.settle()
		assert.True(t, d.w.canvas.Previewing(), "and is not taken off by what draws the picture anew")
	}
	assert.Equal(t, "成果物", v.rows[0].Kind, "in the language of the window")
	assert.Equal(t, d.w.app.sceneTheme(), v.ghost.look)
}

func TestTwoStatesAlikeSaySo(t *testing.T) {
	const same = "希望 #ext > 注文伝票\n注文伝票 > 料理 #goal\n"
	d := deskWith(t, same)
	d.compared(same)
	assert.Contains(t, reads(d.w.card), "Nothing differs but places.")
	d.press("Alt+J") // goes nowhere
	d.w.run("changes")
	d.press("Alt+J")
	assert.Contains(t, d.said(), "no other state is compared with")
}

func TestTheFirstCorrespondenceIsLitInBothViewsOnOpening(t *testing.T) {
	d, _ := deskOnOffer(t)
	b := d.facing()
	require.NotEmpty(t, b.rows)
	assert.Equal(t, b.rows[0].Tasks, b.tasks)
	assert.Equal(t, b.rows[0].Deliverables, d.w.selected)
	d.press("Shift+F4")
	last := d.w.doc.Graph().Named("Offer check result")
	require.Len(t, last, 1)
	d.w.selectIDs(last)
	b = d.facing()
	assert.Equal(t, last, d.w.selected, "what was selected stays so")
	assert.Equal(t, []string{"t2"}, b.tasks)
}

func TestSharesReadAsPercentBesideEachOther(t *testing.T) {
	d, _ := deskOnOffer(t)
	d.facing()
	card := reads(d.w.card)
	assert.Contains(t, card, "100 %")
	assert.NotContains(t, card, ", 100,", "how alike what is traced is, nobody asks")
	assert.Contains(t, d.w.hints(), "Alt+A Accept")
}

func TestNothingThatCorrespondsIsSaid(t *testing.T) {
	d := deskWith(t, "希望 #ext > 注文伝票\n")
	path := filepath.Join(t.TempDir(), "offer.bpmn")
	require.NoError(t, os.WriteFile(path, []byte(offerProcess), 0o600))
	d.w.readView(path, func(v *taskview.View) { d.w.setBeside(path, v) })
	d.until("compared", func() bool { _, on := besideOn(d.w); return on })
	assert.Contains(t, reads(d.w.card), "Nothing corresponds yet.")
	assert.Empty(t, d.w.selected)
}

func TestALargeTaskViewIsDrawnInPiecesAndCanBeRead(t *testing.T) {
	wide := geom.Size{W: 18000, H: 1600}
	assert.InDelta(t, 0.65, besideScale(wide, 640, 1), 1e-9)
	huge := geom.Size{W: 60000, H: 20000}
	scale := besideScale(huge, 640, 2)
	assert.LessOrEqual(t, huge.W*huge.H*scale*scale*4, 16.1e6, "and takes no more memory than that")
	s := scene.Of(assets.Light, "wide", nil)
	tiles, err := besideTiles(s, geom.R(0, 0, 5000, 100), 1, 1)
	require.NoError(t, err)
	require.Len(t, tiles, 3)
	room := float32(0)
	for _, x := range tiles {
		assert.Equal(t, room, x.At.X)
		room += x.Size.Width
	}
	assert.Equal(t, float32(5001), room)
}

// TestFiguresOfATableStandOnOneLine: a percentage that only just fits its column was broken before its sign.
func TestFiguresOfATableStandOnOneLine(t *testing.T) {
	d := newDesk(t)
	table := panel.Table{Heads: []string{"tasks", "deliverables"}, Rows: [][]string{{"with a counterpart", "100 %", "82 %"}}}
	o := panel.Card{Statements: []panel.Statement{{Table: table}}}.Object(lang.EN, d.w, func() {})
	o.Resize(fyne.NewSize(sideWidth, 400))
	figures := 0
	for _, x := range test.LaidOutObjects(o) {
		if p, ok := x.(*panel.Prose); ok && p.Said() != "with a counterpart" && p.Said() != "" {
			figures++
			assert.Equal(t, p.Said(), p.Text)
		}
	}
	assert.Equal(t, 4, figures)
}

// TestADrawingOfTasksIsOfferedAsATaskView: taskview.md §8. Its boxes are deliverables until that is answered.
func TestADrawingOfTasksIsOfferedAsATaskView(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "order.mmd")
	require.NoError(t, os.WriteFile(path, []byte("flowchart TD\nA[Receive order] --> B[Write invoice] --> C[Send invoice]\n"), 0o600))
	d.w.openPath(path)
	d.until("open", func() bool { return len(d.w.boxes) == 1 })
	assert.NotEmpty(t, d.w.doc.Graph().Named("Write invoice"))
	d.button("Derive deliverables")
	d.until("derive", func() bool { return d.w.imported != nil })
	assert.NotEmpty(t, d.w.doc.Graph().Named("Invoice"))
	assert.Empty(t, d.w.doc.Graph().Named("Write invoice"))
	assert.Empty(t, d.w.boxes)

	d = newDesk(t)
	d.w.openPath(path)
	d.until("open", func() bool { return len(d.w.boxes) == 1 })
	d.button("Keep the boxes")
	assert.NotEmpty(t, d.w.doc.Graph().Named("Write invoice"))
}

// TestWhatATableSaysBeyondTheModelIsTold: on the command line it is, and nothing is dropped in silence.
func TestWhatATableSaysBeyondTheModelIsTold(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "list.csv")
	require.NoError(t, os.WriteFile(path, []byte("name,colour\nOffer,red\n"), 0o600))
	d.w.openPath(path)
	d.until("open", func() bool { return len(d.w.boxes) == 1 })
	assert.Contains(t, reads(d.w.win.Canvas().Overlays().Top()), "“colour”, so this column was left out.")
	assert.NotEmpty(t, d.w.doc.Graph().Named("Offer"))
}
