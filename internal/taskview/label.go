package taskview

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"seika/internal/lang"
	"seika/model"
)

// Class is what kind of work a verb is, as far as it tells what comes of it.
type Class uint8

// The classes.
const (
	NoClass Class = iota
	Make          // something new, or a new state of it
	Check         // whether it holds
	Think         // a judgement
	Move          // the same thing elsewhere
	Settle        // an agreement
	Act           // that it is done
	Do            // whatever work stands after it
)

// Label is what the name of an activity says.
type Label struct {
	Text     string // as written, on one line
	Class    Class
	Object   string // what it works on; "" where that cannot be told
	Verb     string // as in the table
	Noun     string // of the verb
	Done     string // its participle; Japanese has none
	Lang     lang.Lang
	Receives bool   // a move towards who does it
	For      string // what it is done for, where what it works on is not said
	Bare     bool   // a noun phrase, in which nothing is done: it names what comes of it
}

// OneLine is a label with each run of white space as one blank.
func OneLine(s string) string {
	blank, clean := true, true
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && blank {
			clean = false
			break
		}
		blank = c == ' '
	}
	if clean && !blank || s == "" {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// Tongue is the language of a text: Japanese if it has kana or kanji.
func Tongue(s string) lang.Lang {
	for _, r := range s {
		if r >= 'ぁ' && r <= 'ヿ' || unicode.Is(unicode.Han, r) || r >= 'ｦ' && r <= 'ﾟ' {
			return lang.JA
		}
	}
	return lang.EN
}

// ReadLabel finds out what a label says. Nothing is guessed: what fits no pattern has no class.
func ReadLabel(text string) Label {
	l := Label{Text: strings.TrimRight(OneLine(text), " 。．.？?！!…:："), Lang: Tongue(text)}
	if l.Lang == lang.JA {
		l.japanese()
	} else {
		l.english()
	}
	return l
}

// japaneseEnds are what may follow a verbal noun.
var japaneseEnds = []string{"を実施する", "を実施", "を行なう", "を行う", "を行い", "をする", "いたします", "します", "する", "した", "して", "済み", "済", "せよ"}

func (l *Label) japanese() {
	text, act := l.Text, false
	for _, end := range japaneseEnds {
		if cut, ok := strings.CutSuffix(text, end); ok && cut != "" {
			text, act = cut, true
			break
		}
	}
	text = strings.TrimSpace(text)
	for _, v := range verbs().ja {
		cut, ok := endsWith(text, v.word)
		if !ok || len(v.word) < len(l.Verb) {
			continue
		}
		native := v.word != v.noun
		if native && (act || partOfVerb(cut)) {
			continue
		}
		object, _ := strings.CutSuffix(strings.TrimSpace(cut), "を")
		object, _ = strings.CutSuffix(object, "の")
		l.Class, l.Verb, l.Noun, l.Object = v.class, v.word, v.noun, particle(strings.TrimSpace(object))
	}
	for _, w := range []string{"受領", "受取", "受付", "受信"} {
		l.Receives = l.Receives || l.Noun == w
	}
	if l.Class == NoClass {
		if before, _, ok := strings.Cut(text, "を"); ok {
			l.Object = particle(before)
		}
		l.Bare = !act && l.namesThing()
	}
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
	if end := []rune(s); len(end) > 1 && strings.ContainsRune("にへ", end[len(end)-1]) {
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

// prepositions begin what a verb does something with; it is no object then.
var prepositions = map[string]bool{
	"on": true, "in": true, "to": true, "for": true, "with": true, "from": true, "by": true, "at": true, "of": true, "about": true, "into": true,
	"if": true, "whether": true, "how": true, "that": true, "and": true, "or": true, "up": true, "out": true, "off": true,
}

// particles belong to the verb before them, if what it works on follows: print out, set up, send back.
var particles = map[string]bool{"out": true, "up": true, "off": true, "back": true, "over": true, "away": true}

// pronouns say nothing of what is done.
var pronouns = map[string]bool{"it": true, "this": true, "that": true, "so": true, "nothing": true, "something": true}

func (l *Label) english() {
	words := strings.Fields(l.Text)
	if len(words) == 0 {
		return
	}
	t := verbs()
	v, ok := t.en[stem(words[0])]
	if !ok {
		v, ok = t.near(words[0])
	}
	if !ok && len(words) > 2 && strings.EqualFold(words[1], "of") {
		if v, ok := t.nouns[strings.ToLower(words[0])]; ok && v.noun != v.word && !nouns().english(words[0]) {
			l.take(v, words[2:]) // "Evaluation of the offer"
			return
		}
	}
	if ok && len(words) > 2 && strings.EqualFold(words[1], "of") && nouns().english(words[0]) {
		ok = false // "Report of damage": a noun, though a verb too
	}
	if len(words) > 3 && ok && strings.EqualFold(words[1], "and") {
		if last, both := t.en[stem(words[2])]; both {
			v, words = last, words[2:] // "Review and complete the request": what is there in the end
		}
	}
	if ok && v.class == Do && len(words) > 1 && (pronouns[strings.ToLower(words[1])] || v.word == "carry" && !strings.EqualFold(words[1], "out")) {
		ok = false // "Do it", "Carry boxes"
	}
	if _, done := t.done[strings.ToLower(words[len(words)-1])]; ok && done && len(words) > 1 && v.noun == v.word {
		ok = false // "Order received": a noun, though a verb too
	}
	if len(words) == 1 {
		if l.Bare = l.namesThing(); l.Bare {
			return
		}
		if !ok {
			v, ok = t.nouns[strings.ToLower(words[0])]
		}
		if ok {
			l.take(v, nil)
		}
		return
	}
	if name, is := phrases[strings.ToLower(strings.Join(words, " "))]; is {
		l.Noun, l.Bare = name, true
		return
	}
	last := strings.ToLower(words[len(words)-1])
	if ok {
		rest := words[1:]
		if next := strings.ToLower(rest[0]); len(rest) > 1 && (v.word == "fill" && prepositions[next] || particles[next] && !prepositions[strings.ToLower(rest[1])]) {
			rest = rest[1:]
		}
		if first := strings.ToLower(rest[0]); prepositions[first] || particles[first] && (len(rest) == 1 || prepositions[strings.ToLower(rest[1])]) {
			l.Class, l.Verb, l.Noun, l.Done = NoClass, v.word, v.noun, v.done
			if v.class == Settle || v.class == Think || v.class == Check {
				l.take(v, nil) // "Decide on X": what comes of it is known, what it is about is not cut
				l.Object = strings.Join(article(rest[1:]), " ")
			}
			to := first == "to" && (v.word == "respond" || v.word == "subscribe")
			if (first == "for" || to) && len(rest) > 1 && v.noun != v.word && (v.class == Make || v.class == Act) {
				l.For = first + " " + strings.Join(article(rest[1:]), " ") // "Register for insurance"
			}
			return
		}
		l.take(v, rest)
		return
	}
	if v, ok := t.done[last]; ok {
		l.take(v, words[:len(words)-1])
		return
	}
	if v, ok := t.nouns[last]; ok && !nouns().english(last) { // "Incident report": who reports an incident makes no incident
		l.take(v, words[:len(words)-1])
		l.Noun = last
		return
	}
	l.Bare = l.namesThing()
}

// take fills in a verb and what it works on.
func (l *Label) take(v verb, object []string) {
	l.Class, l.Verb, l.Noun, l.Done = v.class, v.word, v.noun, v.done
	l.Receives = v.class == Move && (v.noun == "receipt" || v.noun == "acceptance")
	object = article(object)
	if v.word == "notify" || v.word == "inform" {
		l.Object = told(object, v.noun)
		return
	}
	if v.class == Move || v.word == "introduce" {
		for i, w := range object {
			if i > 0 && (prepositions[strings.ToLower(w)] && strings.ToLower(w) != "of" && strings.ToLower(w) != "and") {
				object = object[:i]
				break
			}
		}
	}
	l.Object = strings.Join(object, " ")
}

// told is of what somebody is told, else the telling itself.
func told(words []string, noun string) string {
	if len(words) == 0 {
		return ""
	}
	for i, w := range words {
		if w = strings.ToLower(w); i > 0 && i+1 < len(words) && (w == "of" || w == "about") {
			return strings.Join(article(words[i+1:]), " ")
		}
	}
	return strings.Join(words, " ") + " " + noun
}

func article(words []string) []string {
	for len(words) > 1 {
		switch strings.ToLower(words[0]) {
		case "the", "a", "an", "your", "our", "their", "his", "her", "its", "all", "this":
			words = words[1:]
		default:
			return words
		}
	}
	return words
}

// Confidence in what an activity yields, in hundredths.
const (
	sureByPattern  = 60
	sureByWording  = 50
	sureByOrder    = 40
	sureByFallback = 30
)

// Product is what an activity with this label yields, and how sure that is.
func (l Label) Product() (name string, sure int) {
	o, n := l.Object, l.Noun
	switch {
	case l.Bare && l.Noun != "":
		return l.Noun, sureByFallback
	case l.Bare:
		return capital(l.Text), sureByFallback
	case l.For != "":
		return capital(l.Noun) + " " + l.For, sureByWording
	case l.Class == NoClass, o == "":
		return l.result(), sureByFallback
	case l.Class == Make:
		return capital(o), sureByPattern
	case l.Class == Move:
		return capital(o), sureByOrder
	case l.Class == Do:
		if work := ReadLabel(o); (work.Class == Check || work.Class == Think) && nounPhrase(work) {
			return capital(o), sureByPattern
		}
		return capital(o) + " result", sureByWording
	case l.Class == Settle:
		return lang.Text(l.Lang, "taskview.name.agreement", "v", o), sureByPattern
	case l.Class == Act && l.Lang == lang.JA:
		return o + "の" + n, sureByWording
	case l.Class == Act:
		return capital(o) + " " + n, sureByWording
	case l.Lang == lang.JA && l.Class == Think && (n == "企画" || n == "設計" || n == "計画" || n == "見積" || n == "立案"):
		return o + "の" + n, sureByPattern
	case l.Lang == lang.JA:
		return lang.Text(l.Lang, "taskview.name.outcome", "v", o, "verb", n), sureByPattern
	case l.Class == Check && nounPhrase(l):
		return capital(l.Text), sureByPattern
	case l.Class == Check:
		return lang.Text(l.Lang, "taskview.name.outcome", "v", capital(o), "verb", n), sureByPattern
	default:
		return capital(o) + " " + n, sureByPattern
	}
}

// result is what comes of an activity of which no more is known.
func (l Label) result() string {
	text := l.Text
	if l.Lang == lang.JA {
		for _, end := range japaneseEnds {
			if cut, ok := strings.CutSuffix(text, end); ok && cut != "" && strings.HasPrefix(end, "を") {
				text = cut // 棚卸を行う
				break
			}
		}
		if last, _ := utf8.DecodeLastRuneInString(text); strings.ContainsRune("うくぐすつぬぶむる", last) {
			return lang.Text(l.Lang, "taskview.name.work", "v", text)
		}
	}
	return lang.Text(l.Lang, "taskview.name.result", "v", text)
}

// nounPhrase says that a label is a name already: Invoice approval.
func nounPhrase(l Label) bool {
	words := strings.Fields(l.Text)
	return len(words) > 1 && strings.EqualFold(words[len(words)-1], l.Noun) && stem(words[0]) != l.Verb
}

// capital is a name with a capital first.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
