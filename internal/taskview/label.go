package taskview

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"seika/internal/lang"
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
	To       string // to or with whom, where or by what, as it stands before a noun; of Japanese, where what it works on is not said
	Bare     bool   // a noun phrase, in which nothing is done: it names what comes of it
	Joined   bool   // verb and what it works on are one word of Japanese
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

// longest is how many bytes of a label are read again for what is within it: longer ones are none that people write.
const longest = 300

// number is what people count activities by, before what is done: 1. (2) ③ 2-1 A1: T-01 Step 4: 手順3：
var number = regexp.MustCompile(`^(?:[(（][0-9０-９]+[)）]\s*|[①-⑳]\s*|[0-9０-９]+(?:[.．-][0-9０-９]+)*[.．:：)）、]\s*(?:\D)|[0-9０-９]+(?:[.．-][0-9０-９]+)+\s+` +
	`|(?i:step|task|activity|手順|工程|作業)\s*[0-9０-９]+(?:[.-][0-9０-９]+)*\s*[:：.-]\s*|[A-Z]{1,3}-?[0-9０-９]+(?:[.-][0-9０-９]+)*(?:\s*[:：]\s*|\s+[-–—]\s+)|[A-Z]{1,3}-[0-9０-９]+\s+)`)

// withoutNumber is a label without what it is counted by.
func withoutNumber(text string) string {
	place := number.FindStringIndex(text)
	if place == nil {
		return text
	}
	end := place[1]
	if r, size := utf8.DecodeLastRuneInString(text[:end]); !strings.ContainsRune(" 　.．:：)）、-–—", r) && (r < '①' || r > '⑳') {
		end -= size // the first letter of what is counted
	}
	return text[end:]
}

// cutColon parts who does something, or where, from what is done.
func cutColon(text string) (who, what string, ok bool) {
	i := strings.IndexAny(text, ":：")
	if i < 0 {
		return "", "", false
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+size:]), true
}

// ReadLabel finds out what a label says. Nothing is guessed: what fits no pattern has no class.
func ReadLabel(text string) Label {
	l := Label{Text: withoutNumber(strings.TrimRight(OneLine(text), " 。．.？?！!…:：")), Lang: Tongue(text)}
	if who, what, ok := cutColon(l.Text); ok && who != "" && len(l.Text) <= longest {
		if rest := ReadLabel(what); rest.Class != NoClass {
			return rest // “Clerk: check form”
		}
	}
	if l.Lang == lang.JA {
		l.japanese()
	} else {
		l.english()
	}
	return l
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
	case l.Lang == lang.JA && l.Class == Do:
		return l.got()
	case l.Class == Do:
		if work := ReadLabel(o); (work.Class == Check || work.Class == Think) && nounPhrase(work) {
			return capital(o), sureByPattern
		}
		if phrase(o) {
			return "Result of " + o, sureByWording
		}
		return capital(o) + " result", sureByWording
	case l.Class == Settle:
		return lang.Text(l.Lang, "taskview.name.agreement", "v", o), sureByPattern
	case l.Joined:
		return l.compound()
	case l.Class == Act && l.Lang == lang.JA:
		return o + "の" + n, sureByWording
	case l.Class == Act && phrase(o) && (n == "request" || n == "order" || n == "offer" || n == "quote"):
		return capital(n) + " for " + o, sureByWording
	case l.Class == Act && phrase(o):
		return capital(n) + " of " + o, sureByWording
	case l.Class == Act:
		return capital(o) + " " + n, sureByWording
	case l.Lang == lang.JA && l.Class == Think && plans[n]:
		return o + "の" + n, sureByPattern
	case l.Lang == lang.JA:
		return lang.Text(l.Lang, "taskview.name.outcome", "v", o, "verb", n), sureByPattern
	case l.Class == Check && nounPhrase(l):
		return capital(l.Text), sureByPattern
	case l.Class == Check && phrase(o):
		return capital(n) + " result of " + o, sureByPattern // “Check result of availability of rooms”
	case l.Class == Think && phrase(o):
		return capital(n) + " of " + o, sureByPattern
	case l.Class == Check:
		return lang.Text(l.Lang, "taskview.name.outcome", "v", capital(o), "verb", n), sureByPattern
	default:
		return capital(o) + " " + n, sureByPattern
	}
}

// result is what comes of an activity of which no more is known.
func (l Label) result() string {
	if l.Lang == lang.JA {
		return l.japaneseResult()
	}
	return lang.Text(l.Lang, "taskview.name.result", "v", l.Text)
}

// nounPhrase says that a label is a name already: Invoice approval.
func nounPhrase(l Label) bool {
	words := strings.Fields(l.Text)
	return len(words) > 1 && strings.EqualFold(words[len(words)-1], l.Noun) && stem(words[0]) != l.Verb
}

// phrase says that what is worked on is more than a noun and what stands before it.
func phrase(object string) bool {
	return strings.Contains(object, " of ") || strings.Contains(object, " for ")
}

// capital is a name with a capital first.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// Doing says that a label tells what is done, not what is there.
func (l Label) Doing() bool {
	if l.Class == NoClass || l.Bare {
		return false
	}
	name, _ := l.Product()
	return !strings.EqualFold(name, l.Text)
}
