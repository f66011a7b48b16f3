package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
)

// offered is the texts of the list above the bar.
func (d *desk) offered() []string {
	var list []string
	for _, r := range d.w.rows.list {
		list = append(list, r.text)
	}
	return list
}

// What stands in a menu below a menu says little without that one's title.
func TestACommandIsFoundByTheMenuBelowItStandsIn(t *testing.T) {
	d := deskWith(t, flow)
	d.words("Ctrl+K «align»")
	m, ok := d.w.bar.mode.(*commandMode)
	require.True(t, ok)
	var ids []string
	for _, a := range m.list {
		ids = append(ids, a.id)
	}
	assert.Contains(t, ids, "align_left")
	assert.Contains(t, ids, "distribute_x")
	d.press("Esc")
	d.words("Ctrl+K «left_edges»")
	assert.Equal(t, "Align › Left edges", d.w.rows.list[0].text)
	d.press("Esc")
	d.words("Ctrl+K «names:»")
	assert.Equal(t, "Names: main language", d.w.rows.list[0].text, "it says so itself")
}

// TestCommandsAreFoundByNameAndRun is the palette: titles of both languages, whatever the language of the interface.
func TestCommandsAreFoundByNameAndRun(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("D")
	d.press("Ctrl+K")
	assert.Greater(t, len(d.offered()), 40, "everything, before a letter is typed")
	d.text("goal")
	require.Equal(t, []string{"Goal"}, d.offered())
	d.press("Enter")
	assert.Contains(t, d.lines(), "D #goal")
	assert.Equal(t, "canvas", d.focus())

	d.press("Ctrl+K")
	assert.Equal(t, "Goal", d.offered()[0], "what was asked for last comes first")
	d.text("すべて選択")
	assert.Equal(t, []string{"Select all"}, d.offered(), "Japanese, in the English interface")
	d.press("Enter")
	assert.Equal(t, "A B C D E", d.sel())

	d.press("Ctrl+K")
	d.text("ZOOM in")
	assert.Equal(t, []string{"Zoom in"}, d.offered())
	d.press("Esc")
	assert.Equal(t, "A B C D E", d.sel())
	assert.Empty(t, d.offered())
}

func TestACommandThatCannotRunSaysWhyAndStays(t *testing.T) {
	d := deskWith(t, flow)
	d.press("Ctrl+K")
	d.text("duplicate")
	require.Len(t, d.w.rows.list, 1)
	assert.True(t, d.w.rows.list[0].off)
	assert.Equal(t, "No deliverable is selected.", d.w.rows.list[0].note)
	d.press("Enter")
	assert.Equal(t, "bar", d.focus())
	assert.Contains(t, d.said(), "No deliverable is selected.")
}

// TestEveryCommand is no. 2 of interaction.md §11: each has a title in both languages, stands in a menu, is found by its own
// name, and where it cannot run there is a reason.
func TestEveryCommand(t *testing.T) {
	d := newDesk(t)
	for _, l := range []lang.Lang{lang.EN, lang.JA} {
		d.app.setLang(l)
		titles := map[string]string{}
		for _, a := range actions() {
			if a.id == separator.id {
				continue
			}
			assert.NotEmpty(t, a.menu, "%s is in no menu", a.id)
			title := lang.Text(l, "action."+a.id)
			require.NotContains(t, title, "‹", a.id)
			if other := titles[a.menu+title]; other != "" {
				t.Errorf("%s and %s have one title: %s", a.id, other, title)
			}
			titles[a.menu+title] = a.id
			if a.id == "palette" {
				continue
			}
			found := false
			for _, x := range d.w.matching(title) {
				found = found || x.id == a.id
			}
			assert.True(t, found, "%s is found by %q", a.id, title)
		}
	}
}

const people = "要件案 @佐藤 #検査, (ギョウム知識) > 提案書\n提案書 > キックオフ議事録 @ｻﾄｳ\nData, DATA2 > 提案書\n"

// TestFind goes through what is searched, and how.
// TestWhatIsGoneToCanBeRead: a large model in a small window is shown as boxes without names.
func TestWhatIsGoneToCanBeRead(t *testing.T) {
	d := deskWith(t, many)
	small := func() { d.w.canvas.ZoomTo(0.2) }
	for name, goTo := range map[string]func(){
		"find": func() { d.press("Ctrl+F"); d.text("f"); d.press("Enter") },
		"question": func() {
			d.press("Esc")
			d.pass(20e9)
			for range d.w.open() { // some are of the whole model
				if d.press("F8"); len(d.w.selected) > 0 {
					return
				}
			}
		},
	} {
		small()
		goTo()
		assert.GreaterOrEqual(t, d.w.canvas.Zoom(), readableZoom, name)
		r, ok := d.w.diagram.Rect(d.w.selected[0])
		assert.True(t, ok && d.w.canvas.Seen().Holds(r), name)
	}
}

func TestFind(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct{ said, want string }{
		{"要件", "要件案"},
		{"ぎょうむ", "ギョウム知識"},
		{"ｷｯｸｵﾌ", "キックオフ議事録"},
		{"佐藤", "要件案"},
		{"さとう", "キックオフ議事録"},
		{"検査", "要件案"},
		{"ｄａｔａ", "Data DATA2"},
		{"data 2", "DATA2"},
		{"提案", "提案書"},
		{"nothing of the kind", ""},
	} {
		t.Run(c.said, func(t *testing.T) {
			d.t = t
			d.open(people)
			view := d.w.canvas.Place()
			d.press("Ctrl+F")
			d.text(c.said)
			if c.want == "" {
				assert.Contains(t, d.offered()[0], "No “nothing of the kind”")
				d.press("Enter")
				assert.Equal(t, "bar", d.focus())
			} else {
				assert.Equal(t, c.want, strings.Join(d.offered(), " "))
			}
			assert.Empty(t, d.sel(), "looking selects nothing")
			d.press("Esc")
			assert.Equal(t, "canvas", d.focus())
			assert.Equal(t, view, d.w.canvas.Place(), "the view is put back")
		})
	}
}

func TestWhatIsFoundIsSelectedAndWalked(t *testing.T) {
	d := deskWith(t, people)
	d.press("Ctrl+F")
	d.text("data")
	d.press("Enter")
	first := d.sel()
	assert.Equal(t, "canvas", d.focus())
	d.press("F3")
	second := d.sel()
	assert.NotEqual(t, first, second)
	d.press("F3")
	assert.Equal(t, first, d.sel(), "it comes round")
	d.press("Shift+F3")
	assert.Equal(t, second, d.sel())

	d.press("Ctrl+F")
	d.text("data")
	d.press("Tab", "Shift+Enter", "Down", "Enter")
	assert.Equal(t, second, d.sel())

	d.press("Ctrl+F")
	d.text("見積書")
	d.press("Ctrl+Enter")
	assert.Equal(t, "見積書", d.sel(), "what is not there can be made")
}

// TestCompletion offers names and people by any part of them, and takes none that was not chosen.
func TestCompletion(t *testing.T) {
	d := deskWith(t, people)
	d.press("Ctrl+E")
	d.text("きっくおふ")
	assert.Equal(t, []string{"キックオフ議事録"}, d.offered())
	d.press("Down", "Enter")
	assert.Equal(t, "キックオフ議事録", d.w.bar.entry.Text)
	d.text(">報告書")
	d.press("Enter")
	assert.Contains(t, d.lines(), "キックオフ議事録 > 報告書")

	d.text("4,dat")
	assert.Equal(t, []string{"Data", "DATA2"}, d.offered())
	d.press("Tab")
	assert.Equal(t, "4,Data", d.w.bar.entry.Text)
	d.press("Esc")

	d.press("Esc")
	d.press("Ctrl+E")
	d.w.bar.set("")
	d.text("提案書 @佐")
	assert.Equal(t, []string{"佐藤"}, d.offered())
	d.press("Down", "Enter", "Enter")
	assert.Contains(t, d.lines(), "提案書 @佐藤")

	d.text("提案")
	d.press("Enter")
	assert.Len(t, d.w.doc.Graph().Named("提案"), 1, "Enter takes what was typed, not what is offered")
}

// TestNothingIsMadeOfWhatIsNotFoundInWhatIf: the model rests there, and the program says so.
func TestNothingIsMadeOfWhatIsNotFoundInWhatIf(t *testing.T) {
	d := deskWith(t, many)
	before := d.bytes()
	d.pick("C")
	d.press("F12", "Ctrl+F")
	d.text("nowhere")
	d.press("Ctrl+Enter")
	assert.Equal(t, before, d.bytes())
	assert.NotEmpty(t, d.said())
}
