package taskview

import (
	"strings"
	"unicode/utf8"

	"seika/internal/lang"
	"seika/model"
)

// japaneseEnds are what may follow a verbal noun.
var japaneseEnds = []string{
	"を実施する", "を実施", "の実施", "実施する", "実施", "を行なう", "を行う", "を行い", "をする", "いたします", "します", "する", "した", "して", "済み", "済", "せよ",
}

// withoutDoing cuts off the words that only say that something is done.
func withoutDoing(text string) (rest string, cut bool) {
	for _, end := range japaneseEnds {
		if rest, ok := strings.CutSuffix(text, end); ok && rest != "" {
			return strings.TrimSpace(rest), true
		}
	}
	return text, false
}

func (l *Label) japanese() {
	text, act := withoutDoing(l.Text)
	plain, remark := withoutRemark(l.Text)
	if !l.verbalNoun(text, act) && remark {
		text, act = withoutDoing(plain) // データを入力する（手作業）
		l.verbalNoun(text, act)
	}
	for _, w := range []string{"受領", "受取", "受付", "受信", "受理", "待ち"} {
		l.Receives = l.Receives || l.Noun == w
	}
	if l.Class == NoClass {
		if before, _, ok := strings.Cut(text, "を"); ok {
			l.Object = particle(before)
		}
		l.Bare = !act && (namesThingJapanese(l.Text) || remark && namesThingJapanese(plain))
	}
}

// withoutRemark cuts off a remark in brackets at the end.
func withoutRemark(text string) (rest string, cut bool) {
	for _, b := range [][2]string{{"(", ")"}, {"（", "）"}} {
		if i := strings.LastIndex(text, b[0]); i > 0 && strings.HasSuffix(text, b[1]) {
			return strings.TrimSpace(text[:i]), true
		}
	}
	return text, false
}

// verbalNoun finds the verb at the end of a text, and what it works on.
func (l *Label) verbalNoun(text string, act bool) bool {
	v, cut, ok := lastVerb(text, act)
	if !ok {
		return false
	}
	l.Class, l.Verb, l.Noun = v.class, v.word, v.noun
	object, of := withoutOf(cut)
	l.Joined = !of && object != ""
	if first, before, more := verbBefore(object); more {
		if v.class == Move && first.class == Make {
			l.Class, l.Verb, l.Noun = first.class, first.word, first.noun // made, then handed on
		}
		object, of = withoutOf(before)
		l.Joined = l.Joined && !of
	}
	object = lastClause(object)
	if v.class == Settle {
		object = withoutParty(object)
	}
	l.Object = particle(object)
	if l.Object == "" && object != "" {
		l.To = toward(object)
	}
	return true
}

// lastVerb is the longest verb that a text ends in, and what stands before it.
func lastVerb(text string, act bool) (found verb, before string, ok bool) {
	for _, v := range verbs().ja {
		cut, is := endsWith(text, v.word)
		if !is || len(v.word) < len(found.word) {
			continue
		}
		if native := v.word != v.noun; native && (act || partOfVerb(cut)) {
			continue
		}
		found, before, ok = v, strings.TrimSpace(cut), true
	}
	return found, before, ok
}

// withoutOf cuts off what joins something to the verb that works on it.
func withoutOf(text string) (rest string, cut bool) {
	rest, object := strings.CutSuffix(text, "を")
	rest, of := strings.CutSuffix(rest, "の")
	return strings.TrimSpace(rest), object || of
}

// verbBefore is the first of two verbs, if a text ends in it and in what joins it to the next: 見積書を作成し、
func verbBefore(text string) (v verb, before string, ok bool) {
	rest := strings.TrimSpace(text)
	for _, link := range []string{"、", "・", "／", "/", "および", "及び", "ならびに", "並びに", "して", "し", "と"} {
		rest = strings.TrimSuffix(rest, link)
	}
	if rest == text {
		return verb{}, "", false
	}
	return lastVerb(rest, true)
}

// lastClause is what comes after another thing that is done first: 領収書 of 入金を確認し、領収書
func lastClause(text string) string {
	i := strings.LastIndex(text, "を")
	if i < 0 {
		return text
	}
	for _, link := range []string{"、", "して", "し"} {
		if _, after, ok := strings.Cut(text[i:], link); ok && after != "" {
			return strings.TrimSpace(after)
		}
	}
	return text
}

// withoutParty cuts off with whom something is settled: 日程 of 候補者と日程
func withoutParty(text string) string {
	before, after, ok := strings.Cut(text, "と")
	if !ok || after == "" {
		return text
	}
	for _, end := range []string{"者", "部", "課", "室", "社", "客", "先", "店", "員", "長", "側", "客様", "さん", "氏", "チーム", "部署", "部門", "業者", "担当", "上司", "営業", "ベンダー"} {
		if strings.HasSuffix(before, end) {
			return after
		}
	}
	return text
}

// toward is to whom, with whom, where and by what something is done, as it stands before a noun; "" is none of these.
func toward(text string) string {
	if before, ok := strings.CutSuffix(text, "に"); ok {
		return before + "への"
	}
	for _, end := range []string{"へ", "と", "で", "から", "より"} {
		if strings.HasSuffix(text, end) {
			return text + "の"
		}
	}
	return ""
}

// partOfVerb says that what stands before a verb makes another one with it: 打ち of 打ち出す, where 出す is none by itself.
func partOfVerb(before string) bool {
	end := []rune(strings.TrimSpace(before))
	return len(end) > 0 && kana(end[len(end)-1]) && !strings.ContainsRune("をのにへとでがは", end[len(end)-1])
}

// endsWith cuts a verb off the end of a text, whatever the width of its letters.
func endsWith(text, verb string) (string, bool) {
	if cut, ok := strings.CutSuffix(text, verb); ok {
		return cut, true
	}
	// Half-width kana: compare by key, and find how much of the text that is.
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 'ｦ' && r <= 'ﾟ' }) || !strings.HasSuffix(model.Key(text), model.Key(verb)) {
		return "", false
	}
	for i := range text {
		if model.Key(text[i:]) == model.Key(verb) {
			return text[:i], true
		}
	}
	return "", false
}

// particle cuts off for whom, where and with what: 顧客に見積書 is about 見積書. Kana on either side would be part of a word.
func particle(s string) string {
	if end := []rune(s); len(end) > 1 && strings.ContainsRune("にへとではが", end[len(end)-1]) {
		return "" // 顧客へ: to whom, and no word of what
	}
	letters := []rune(s)
	for i := len(letters) - 2; i > 0; i-- {
		if strings.ContainsRune("にへで", letters[i]) && !kana(letters[i-1]) && !kana(letters[i+1]) {
			return string(letters[i+1:])
		}
	}
	for _, word := range []string{"から", "より"} {
		if before, after, ok := strings.Cut(s, word); ok && before != "" && after != "" && !kana([]rune(after)[0]) {
			return after
		}
	}
	return s
}

func kana(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' }

// compound is the name of what comes of work whose verb is one word with what it works on: 人事評価.
func (l Label) compound() (name string, sure int) {
	word := l.Object + l.Noun
	switch {
	case l.Noun == "対応" || l.Noun == "処理":
		return lang.Text(l.Lang, "taskview.name.result", "v", word), sureByWording
	case l.Class == Act:
		return word, sureByWording
	case l.Class == Think && plans[l.Noun]:
		return word, sureByPattern
	default:
		return lang.Text(l.Lang, "taskview.name.compound", "v", word), sureByPattern
	}
}

// plans are verbal nouns that name what comes of them, too.
var plans = map[string]bool{"企画": true, "設計": true, "計画": true, "見積": true, "立案": true, "定義": true}

// got is what somebody gets, takes or asks for: the outcome of another's work, or the thing itself.
func (l Label) got() (name string, sure int) {
	if len(l.Object) > longest {
		return l.Object, sureByWording
	}
	switch work := ReadLabel(l.Object); {
	case work.Class == NoClass || work.Object == "" && work.Class != Check && work.Class != Think:
		return l.Object, sureByWording
	default:
		return work.Product()
	}
}

// japaneseResult is what comes of an activity of which no more is known.
func (l Label) japaneseResult() string {
	text, act := withoutDoing(l.Text)
	if last, _ := utf8.DecodeLastRuneInString(text); l.To == "" && strings.ContainsRune("うくぐすつぬぶむる", last) {
		return lang.Text(l.Lang, "taskview.name.work", "v", text)
	}
	if l.To != "" {
		text = l.To + l.Noun
	} else if i := strings.LastIndex(text, "を"); act && i > 0 {
		text = text[:i] + "の" + text[i+len("を"):]
	}
	return lang.Text(l.Lang, "taskview.name.result", "v", text)
}
