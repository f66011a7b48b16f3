package ui

import (
	"fmt"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/internal/lang"
	"seika/internal/store"
	"seika/model"
	modelfile "seika/model/file"
)

// screen is one of the things that can be on the screen, and the way there. The desk holds onboarding.
type screen struct {
	name string
	open func(*desk)
}

// onboarding is a model as people have it after half an hour: owners, groups, know-how, a sync, an intermediate goal, long names.
const onboarding = `% 新規顧客のオンボーディング
契約書 #ext, 顧客の達成したいこと #ext {note=営業から引き継ぐ} > 顧客ごとの成功計画 @佐藤
顧客ごとの成功計画, (業界知識) @佐藤 > キックオフ資料 @佐藤
キックオフ資料 > キックオフの議事録 @田中
キックオフの議事録 = 移行するデータの一覧 @田中
移行するデータの一覧, (旧システムの癖についての言い伝え) > 移行済みのデータ @情報システム部
移行済みのデータ, 研修教材 > 使い始めた利用者 @佐藤
使い始めた利用者 > 最初の成果の記録 > 契約更新の合意 #goal
(研修の腕) > 研修教材
`

// screens are all of them: each is shown by what a person does, in a window that has just been opened.
func screens() []screen {
	picked := func(names ...string) func(*desk) {
		return func(d *desk) {
			d.pick(names...)
			d.w.openSide(propertiesTab)
		}
	}
	run := func(id string) func(*desk) { return func(d *desk) { d.w.run(id) } }
	file := func(d *desk) string {
		path := filepath.Join(d.t.TempDir(), "顧客オンボーディング.seika")
		d.w.saveTo(requestFor(path), nil)
		d.until("saved", func() bool { return !d.w.saving })
		return path
	}
	return []screen{
		{"start", func(d *desk) { d.w.setDoc(model.NewDoc(model.Empty())); d.w.showStart() }},
		{"start-recent", func(d *desk) {
			for i := range 7 {
				d.app.remember(filepath.Join(d.t.TempDir(), fmt.Sprintf("%d年度 株式会社みらい商事 オンボーディング.seika", 2020+i)))
			}
			d.w.setDoc(model.NewDoc(model.Empty()))
			d.w.showStart()
		}},
		{"window", func(*desk) {}},
		{"name", func(d *desk) { d.pick("研修教材"); d.words("Tab «ひとつ目»") }},
		{"line", func(d *desk) { d.words("Ctrl+E «1,_(開発ノウハウ)_>_追加»") }},
		{"line-wrong", func(d *desk) { d.words("Ctrl+E «1,_99_>_追加機能案» Enter") }},
		{"completion", func(d *desk) { d.words("Ctrl+E «の»") }},
		{"find", func(d *desk) { d.words("Ctrl+F «の»") }},
		{"find-none", func(d *desk) { d.words("Ctrl+F «ない名前»") }},
		{"palette", func(d *desk) { d.press("Ctrl+K") }},
		{"palette-none", func(d *desk) { d.words("Ctrl+K «xyz»") }},
		{"patterns", func(d *desk) { d.press("Ctrl+T") }},
		{"copy-as", run("copy_as")},
		{"pattern-name", func(d *desk) { d.pick("研修教材"); d.w.run("save_pattern") }},
		{"context-menu", func(d *desk) { d.pick("研修教材"); d.press("Shift+F10") }},
		{"context-menu-blank", func(d *desk) { d.press("Shift+F10") }},
		{"properties", picked("移行するデータの一覧")},
		{"properties-know-how", picked("旧システムの癖についての言い伝え")},
		{"properties-several", picked("研修教材", "契約書")},
		{"properties-document", picked()},
		{"properties-relation", func(d *desk) { d.relation("契約書", "顧客ごとの成功計画") }},
		{"properties-sync", func(d *desk) { d.relation("キックオフの議事録", "移行するデータの一覧") }},
		{"properties-group", func(d *desk) {
			d.pick("研修教材", "移行済みのデータ")
			d.press("Ctrl+G")
			d.words("«研修と移行» Enter")
			for g := range d.w.doc.Graph().Groups() {
				d.w.selectIDs([]model.ID{g.ID})
			}
			d.w.openSide(propertiesTab)
		}},
		{"questions", func(d *desk) { d.press("F8") }},
		{"questions-narrow", func(d *desk) { d.press("F8"); d.narrow() }},
		{"outline-narrow", func(d *desk) { d.w.run("outline"); d.narrow() }},
		{"meeting-narrow", func(d *desk) { d.pick("移行するデータの一覧"); d.press("F4"); d.narrow() }},
		{"answer", func(d *desk) { d.press("F8", "Enter") }},
		{"ask-later", func(d *desk) { d.press("F8"); d.w.run("ask_later") }},
		{"fixes", func(d *desk) { d.enterArea("fixes") }},
		{"mute-menu", func(d *desk) {
			d.press("F8")
			f, _ := d.w.asked()
			d.w.Mute(f, d.w.status.object)
		}},
		{"muted", func(d *desk) {
			for _, id := range []string{"K01", "S01", "I01"} {
				d.w.muteHere(id, analysis.Off)
			}
			d.settle()
			d.w.run("muted")
		}},
		{"explain", func(d *desk) { d.press("F8", "F1") }},
		{"outline", func(d *desk) { d.pick("研修教材"); d.w.run("outline") }},
		{"text", func(d *desk) { d.pick("研修教材"); d.w.run("text") }},
		{"text-empty", func(d *desk) { d.open(""); d.w.run("text") }},
		{"minimap", func(d *desk) { d.w.canvas.ZoomTo(3) }},
		{"meeting", func(d *desk) { d.pick("移行するデータの一覧"); d.press("F4") }},
		{"what-if", func(d *desk) { d.pick("業界知識"); d.press("F12") }},
		{"coach", func(d *desk) { d.w.run("coach"); d.pass(11 * 60e9); d.pass(30e9) }},
		{"changes", func(d *desk) {
			old := filepath.Join(d.t.TempDir(), "以前.seika.txt")
			require.NoError(d.t, os.WriteFile(old, []byte("契約書 #ext > キックオフ資料\n(研修の腕) > 研修教材\n研修教材 > 契約更新の合意\n"), 0o600))
			d.w.compareTo(old)
			d.until("compared", func() bool { v, on := d.w.aside.(*changes); return on && v.diff != nil })
		}},
		{"import-report", func(d *desk) { d.offer(); d.w.run("import_report") }},
		{"beside", func(d *desk) { d.offer(); d.facing() }},
		{"present-whole", func(d *desk) { d.press("F5") }},
		{"present-step", func(d *desk) { d.press("F5", "Right", "Right", "Right", "Right", "Right") }},
		{"tour", func(d *desk) { d.open(""); d.w.run("tour") }},
		{"tour-sync", func(d *desk) { d.open(""); d.w.run("tour"); d.words("«A,_(B),_C,_D>E» Enter Esc") }},
		{"keys", run("key_sheet")},
		{"messages", func(d *desk) {
			for range 12 {
				d.w.say(lang.M("card.copied"))
			}
			d.w.run("messages")
		}},
		{"about", run("about")},
		{"preferences", run("preferences")},
		{"export", func(d *desk) { d.sheet() }},
		{"export-slides", func(d *desk) { d.previewed(d.sheet(), func() { d.press("Down", "Down", "Down") }) }},
		{"export-text", func(d *desk) { d.previewed(d.sheet(), func() { d.exports("csv") }) }},
		{"export-report", func(d *desk) { d.previewed(d.sheet(), func() { d.exports("report-docx") }) }},
		{"save-as", run("save_as")},
		{"folder", func(d *desk) { d.w.askFolder(d.t.TempDir(), func(string) {}) }},
		{"open", run("open")},
		{"versions", func(d *desk) {
			file(d)
			for i := range 3 {
				d.time = d.time.Add(3600e9)
				d.add(model.ID(fmt.Sprint("n", i)), fmt.Sprint("追加の資料", i))
				d.w.save(nil)
				d.until("saved", func() bool { return !d.w.saving && !d.w.doc.Dirty() })
			}
			d.w.run("versions")
			d.until("the list", func() bool { return len(d.w.boxes) == 1 })
		}},
		{"given-up", func(d *desk) {
			d.add("n1", "追加の資料")
			require.NoError(d.t, d.w.file.Keep(modelfile.Encode(d.w.doc.Graph())))
			d.w.run("given_up")
			d.until("the list", func() bool { return len(d.w.boxes) == 1 })
		}},
		{"unsaved", func(d *desk) { file(d); d.add("n1", "追加の資料"); d.closeWindow() }},
		{"outside", func(d *desk) {
			path := file(d)
			d.add("n1", "追加の資料")
			require.NoError(d.t, os.WriteFile(path, []byte("{\n\"version\":1\n}\n"), 0o600))
			d.press("Ctrl+S")
			d.until("the question", func() bool { return len(d.w.boxes) > 0 })
		}},
		{"recovery", func(d *desk) {
			d.w.offer(&store.Recovery{Path: filepath.Join(d.t.TempDir(), "顧客オンボーディング 2026年度 みらい商事.seika"), Last: d.time, Edits: 12, Torn: true, Doc: d.w.doc})
		}},
		{"changed-outside", func(d *desk) {
			path := file(d)
			d.add("n1", "追加の資料")
			written(d.t, path, "見積書")
			d.until("it is said", func() bool { return d.noticed(noticeOutside) != "" })
		}},
		{"compare", func(d *desk) {
			path := file(d)
			d.add("n1", "追加の資料")
			written(d.t, path, "見積書")
			d.until("it is said", func() bool { return d.noticed(noticeOutside) != "" })
			d.answer(0)
		}},
		{"problem", func(d *desk) {
			bad := filepath.Join(d.t.TempDir(), "壊れたファイル.seika")
			require.NoError(d.t, os.WriteFile(bad, []byte("{"), 0o600))
			d.w.openPath(bad)
			d.until("the message", func() bool { return len(d.w.boxes) > 0 })
		}},
		{"table", func(d *desk) {
			d.app.fyne.Clipboard().SetContent("成果物\t入力\t担当\t色\t備考\n研修教材\t研修の腕、移行済みのデータ\t佐藤\t赤\tとても長い備考がここに入っている\n提案書\t契約書\t田中\t\t\n")
			d.press("Ctrl+V")
		}},
	}
}

// relation selects what joins two deliverables and shows its properties.
func (d *desk) relation(a, b string) {
	d.t.Helper()
	for r := range d.w.doc.Graph().Touching(d.id(a)) {
		if r.Other(d.id(a)) == d.id(b) {
			d.w.selectIDs([]model.ID{r.ID()})
		}
	}
	d.w.openSide(propertiesTab)
}

// narrow makes the right panel of this window as narrow as it can be.
func (d *desk) narrow() {
	d.pullSide(mostSide)
	d.app.fyne.Preferences().RemoveValue(prefSide)
}

// offer imports offerProcess.
func (d *desk) offer() {
	path := filepath.Join(d.t.TempDir(), "offer.bpmn")
	require.NoError(d.t, os.WriteFile(path, []byte(offerProcess), 0o600))
	d.w.setDoc(model.NewDoc(model.Empty()))
	d.w.openPath(path)
	d.until("open", func() bool { return d.w.imported != nil })
}

// caption is a text on the screen, in px of the window.
type caption struct {
	text     string
	at       fyne.Position
	size     fyne.Size // that its letters take
	clip     rect      // what of the window shows it
	x, y     bool      // it can be scrolled into view
	top      bool      // on what lies over everything, such as a dialog
	colour   color.Color
	on       color.Color // what it stands on; nil on a picture
	textSize float32
}

type rect struct{ min, max fyne.Position }

func (r rect) and(o rect) rect {
	return rect{
		fyne.NewPos(max(r.min.X, o.min.X), max(r.min.Y, o.min.Y)),
		fyne.NewPos(min(r.max.X, o.max.X), min(r.max.Y, o.max.Y)),
	}
}

func (r rect) holds(p fyne.Position) bool {
	return p.X >= r.min.X && p.X < r.max.X && p.Y >= r.min.Y && p.Y < r.max.Y
}

// sight walks over all that is drawn in the order in which it is.
type sight struct {
	said    []caption
	painted []painted
	clip    rect
	x, y    bool
	top     bool
}

type painted struct {
	rect
	colour color.Color // nil is a picture
}

func (s *sight) see(o fyne.CanvasObject, at fyne.Position) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	here := rect{at, at.Add(o.Size())}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			s.see(c, at)
		}
	case *canvas.Rectangle:
		if o.FillColor == nil {
			o.FillColor = color.Transparent // which Fyne's painter of pictures takes
		}
		s.painted = append(s.painted, painted{here.and(s.clip), o.FillColor})
	case *canvas.Image, *canvas.Raster:
		s.painted = append(s.painted, painted{here.and(s.clip), nil})
	case *canvas.Text:
		s.text(o, at)
	case fyne.Widget:
		was := *s
		if _, ok := o.(fyne.Scrollable); ok {
			s.clip = here.and(s.clip)
		}
		if c, ok := o.(*container.Scroll); ok {
			s.x = s.x || c.Direction == container.ScrollBoth || c.Direction == container.ScrollHorizontalOnly
			s.y = s.y || c.Direction == container.ScrollBoth || c.Direction == container.ScrollVerticalOnly
		}
		for _, c := range test.WidgetRenderer(o).Objects() {
			s.see(c, at)
		}
		s.clip, s.x, s.y = was.clip, was.x, was.y
	}
}

func (s *sight) text(o *canvas.Text, at fyne.Position) {
	if strings.TrimSpace(o.Text) == "" {
		return
	}
	need := fyne.MeasureText(o.Text, o.TextSize, o.TextStyle)
	switch o.Alignment {
	case fyne.TextAlignCenter:
		at.X += (o.Size().Width - need.Width) / 2
	case fyne.TextAlignTrailing:
		at.X += o.Size().Width - need.Width
	}
	at.Y += (o.Size().Height - need.Height) / 2
	x := caption{text: o.Text, at: at, size: need, clip: s.clip, x: s.x, y: s.y, top: s.top, colour: o.Color, textSize: o.TextSize}
	x.on = s.behind(at.Add(fyne.NewDelta(need.Width/2, need.Height/2)))
	s.said = append(s.said, x)
}

// behind is the colour of a place.
func (s *sight) behind(at fyne.Position) color.Color {
	var c color.Color
	for _, p := range s.painted {
		if p.holds(at) {
			c = over(p.colour, c)
		}
	}
	return c
}

// over is a colour laid over another; a picture, nil, has none.
func over(c, under color.Color) color.Color {
	if c == nil {
		return nil
	}
	r, g, b, a := c.RGBA()
	if a == 0xFFFF {
		return c
	}
	if under == nil {
		return nil
	}
	ur, ug, ub, _ := under.RGBA()
	mix := func(x, u uint32) uint16 { return uint16(x + u*(0xFFFF-a)/0xFFFF) }
	return color.RGBA64{mix(r, ur), mix(g, ug), mix(b, ub), 0xFFFF}
}

// looks walks over the window as it is.
func (d *desk) looks() *sight {
	c := d.w.win.Canvas()
	s := &sight{clip: rect{max: fyne.NewPos(c.Size().Width, c.Size().Height)}}
	for _, o := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		relay(o)
	}
	back := d.app.fyne.Settings().Theme().Color("background", d.app.fyne.Settings().ThemeVariant())
	s.painted = []painted{{s.clip, back}}
	s.see(c.Content(), fyne.Position{})
	for _, o := range c.Overlays().List() {
		s.top = true
		s.see(o, fyne.Position{})
	}
	return s
}

// relay has everything stand where its layout puts it. The real driver does so before it draws wherever a text has grown.
func relay(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
		for _, c := range o.Objects {
			relay(c)
		}
	case fyne.Widget:
		r := test.WidgetRenderer(o)
		r.Layout(o.Size())
		for _, c := range r.Objects() {
			relay(c)
		}
	}
}

// deskIn opens the editor in a language and a theme.
func deskIn(t testing.TB, l lang.Lang, look themeChoice) *desk {
	t.Helper()
	d := newDesk(t)
	d.app.lang = l
	d.app.setTheme(look)
	return d
}

// on brings a screen up in a window of its own.
func (x screen) on(t testing.TB, d *desk, size fyne.Size, scale float32) {
	t.Helper()
	before := d.w
	d.t, d.w = t, d.app.newWindow()
	before.close()
	d.open(onboarding)
	d.w.win.Canvas().(software.WindowlessCanvas).SetScale(scale)
	d.w.win.Resize(size)
	d.w.canvas.Fit()
	d.pass(20e9)
	x.open(d)
	d.settle()
}

// TestEveryScreenCanBeRead: in the smallest window, in Japanese and in a language that is longer than English by 40 %, in both
// themes, no text is cut or lies on another, and all stand out from what they stand on.
func TestEveryScreenCanBeRead(t *testing.T) {
	size := fyne.NewSize(840, 520-menuHeight)
	for i, l := range []lang.Lang{lang.JA, lang.Stretched} {
		d := deskIn(t, l, themeChoices[1+i])
		for _, x := range screens() {
			t.Run(fmt.Sprintf("%s/%s", x.name, l), func(t *testing.T) {
				x.on(t, d, size, 1)
				legible(t, d.looks())
			})
		}
	}
}

// menuHeight is what the menus take of a window, which the test driver does not draw; px of the screen.
const menuHeight = 30

func legible(t *testing.T, s *sight) {
	t.Helper()
	for i, a := range s.said {
		end := a.at.Add(a.size)
		assert.True(t, a.x || end.X <= a.clip.max.X+1 && a.at.X >= a.clip.min.X-1, "%q is cut: it goes from %v to %v, of which %v shows", a.text, a.at, end, a.clip)
		assert.True(t, a.y || end.Y <= a.clip.max.Y+1 && a.at.Y >= a.clip.min.Y-1, "%q is cut in height: it goes from %v to %v, of which %v shows", a.text, a.at, end, a.clip)
		for _, b := range s.said[:i] {
			both := a.shown().and(b.shown())
			assert.False(t, a.top == b.top && both.max.X-both.min.X > 2 && both.max.Y-both.min.Y > 4, "%q lies on %q", a.text, b.text)
		}
		if a.on != nil {
			assert.GreaterOrEqual(t, contrast(a.colour, a.on), 4.5, "%q, %v on %v", a.text, a.colour, a.on)
		}
	}
}

func (a caption) shown() rect { return rect{a.at, a.at.Add(a.size)}.and(a.clip) }

// TestPicturesOfScreens writes all screens as pictures to look at, where SCREENS names a folder.
func TestPicturesOfScreens(t *testing.T) {
	dir := os.Getenv("SCREENS")
	if dir == "" {
		t.Skip("SCREENS names no folder")
	}
	only := os.Getenv("ONLY")
	var w, h, scale float32 = 840, 520, 1
	_, _ = fmt.Sscanf(os.Getenv("SIZE"), "%fx%fx%f", &w, &h, &scale)
	l, look := lang.JA, lightTheme
	if os.Getenv("LANGUAGE") == "en" {
		l = lang.EN
	}
	if os.Getenv("LOOK") == "dark" {
		look = darkTheme
	}
	require.NoError(t, os.MkdirAll(dir, 0o755))
	d := deskIn(t, l, look)
	for _, x := range screens() {
		if !strings.Contains(x.name, only) {
			continue
		}
		x.on(t, d, fyne.NewSize(w, h-menuHeight), scale)
		f, err := os.Create(filepath.Join(dir, x.name+".png"))
		require.NoError(t, err)
		d.looks()
		assert.NotPanics(t, func() { require.NoError(t, png.Encode(f, d.w.win.Canvas().Capture())) }, x.name)
		require.NoError(t, f.Close())
	}
}
