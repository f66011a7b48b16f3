package text

import (
	"slices"
	"strings"
	"unicode"

	"seika/internal/lang"
	"seika/model"
)

// Longest is how wide a name stands in a sentence, in Latin letters; a longer one is shortened in the middle.
const Longest = 48

// Short is a name as it stands in a sentence.
func Short(name string) string { return ShortTo(name, Longest) }

// ShortTo is a name in a width, in Latin letters. Words stay whole where they are short enough.
func ShortTo(name string, width int) string {
	if lang.Columns(name) <= width {
		return name
	}
	r := []rune(name)
	head := fitting(r, width/2)
	slices.Reverse(r)
	tail := fitting(r, width/2-1)
	slices.Reverse(tail)
	return string(head) + "…" + string(tail)
}

// fitting is the start of a name that fits into a width: up to the end of a word, unless that leaves out much.
func fitting(name []rune, width int) []rune {
	n, word := 0, 0
	for n < len(name) {
		width -= lang.Columns(string(name[n]))
		if width < 0 {
			break
		}
		if n++; unicode.IsSpace(name[n-1]) {
			word = n
		}
	}
	if 2*word > n {
		n = word
	}
	return slices.Clone(name[:n])
}

// Inside quotes others are used.
var (
	innerJA = strings.NewReplacer("「", "『", "」", "』")
	innerEN = strings.NewReplacer("“", "‘", "”", "’")
)

// Quoted is the name of a deliverable, group or relation between quotes.
func Quoted(l lang.Lang, g *model.Graph, id model.ID) string {
	if e, ok := model.ParseEnds(id); ok {
		return List(l, g, []model.ID{e.From, e.To})
	}
	name := ""
	if n, ok := g.Node(id); ok {
		name = n.Name
	} else if p, ok := g.Group(id); ok {
		name = p.Name
	}
	name = strings.Join(strings.FieldsFunc(name, unicode.IsSpace), " ")
	switch {
	case name == "" && l == lang.JA:
		return "「" + say(l, "nameless") + "」"
	case name == "":
		return say(l, "nameless")
	case l == lang.JA:
		return "「" + innerJA.Replace(Short(name)) + "」"
	default:
		return "“" + innerEN.Replace(Short(name)) + "”"
	}
}

// most is how many names a list gives before it counts the rest.
const most = 3

// List names the first three and counts the others; one more is named, too, for its name takes no more room than its count.
func List(l lang.Lang, g *model.Graph, ids []model.ID) string {
	shown := len(ids)
	if shown > most+1 {
		shown = most
	}
	var names []string
	for _, id := range ids[:shown] {
		names = append(names, Quoted(l, g, id))
	}
	if rest := len(ids) - shown; rest > 0 {
		return say(l, "list.more", "names", strings.Join(names, comma(l)), "n", rest)
	}
	return and(l, names, "list.last", comma(l))
}

// Names is all of a list, for something to follow on it.
func Names(l lang.Lang, g *model.Graph, ids []model.ID) string {
	var names []string
	between := comma(l)
	for _, id := range ids {
		names = append(names, Quoted(l, g, id))
		if _, two := model.ParseEnds(id); two { // each is a pair of names
			between = say(l, "list.pairs")
		}
	}
	return strings.Join(names, between)
}

// and joins names; the last one is joined by a text of its own.
func and(l lang.Lang, names []string, key, comma string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return say(l, key, "names", strings.Join(names[:last], comma), "last", names[last])
}

// comma stands between quoted names.
func comma(l lang.Lang) string {
	if l == lang.JA {
		return ""
	}
	return ", "
}

// Person is how people are spoken of: in Japanese with さん, but for titles, units and Latin names.
func Person(l lang.Lang, name string) string {
	if l != lang.JA || titled(name) {
		return name
	}
	for _, r := range name {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return name + "さん"
		}
	}
	return name
}

// titles end what is called as it is: people by their title, and units.
var titles = strings.Fields(`
	さん 様 氏 殿 先生 博士 教授 主任 専務 常務 社長 部長 課長 係長 室長 局長 所長 院長 店長 会長 班長 師長 医長 校長 学長 場長 集長 事長 議長 団長 次長
	医師 看護師 薬剤師 弁護士 会計士 税理士 建築士 部 課 室 係 科 局 庁 班 店 社 会 チーム グループ センター 事務所 営業所 研究所 担当 窓口
	営業 経理 人事 総務 法務 財務 広報 企画 開発 製造 設計 積算 購買 調達 物流 倉庫 品質管理 生産管理 品質保証 情シス 工事 施工 調理`)

// surnames end as units do.
var surnames = strings.Fields("阿部 安部 渡部 服部 岡部 磯部 園部 長谷部 矢部 軽部 綾部 海部 日下部 度会")

func titled(name string) bool {
	ends := func(list []string) bool {
		return slices.ContainsFunc(list, func(end string) bool { return strings.HasSuffix(name, end) })
	}
	return ends(titles) && !ends(surnames)
}
