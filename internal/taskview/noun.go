package taskview

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

type nounTable struct {
	en          map[string]bool
	before      []string // may stand before those of English
	de, ja, act endings  // act: what ends like a thing and is work
}

// endings are ends of words. There are hundreds, and a name is asked for them several times.
type endings struct {
	of   map[string]bool
	long int // bytes of the longest
}

func (e *endings) add(list ...string) {
	if e.of == nil {
		e.of = map[string]bool{}
	}
	for _, end := range list {
		e.of[end] = true
		e.long = max(e.long, len(end))
	}
}

// has says that a word ends so.
func (e endings) has(word string) bool {
	for n := range min(e.long, len(word)) {
		if e.of[word[len(word)-1-n:]] {
			return true
		}
	}
	return false
}

//go:embed nouns.txt
var nounText string

// nouns are words that name a thing: whole ones of English, ends of words of German and Japanese.
var nouns = sync.OnceValue(func() (t nounTable) {
	t.en = map[string]bool{}
	for line := range strings.Lines(nounText) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
		case f[0] == "en":
			for _, w := range f[1:] {
				t.en[w] = true
			}
		case f[0] == "en-before":
			t.before = append(t.before, f[1:]...)
		case f[0] == "de":
			for _, end := range f[1:] {
				many := end + "e"
				if strings.HasSuffix(end, "ung") {
					many = end + "en"
				}
				t.de.add(end, many)
			}
		case f[0] == "ja":
			t.ja.add(f[1:]...)
		case f[0] == "act":
			t.act.add(f[1:]...)
		}
	}
	return t
})

// namesThing says that an English label is a noun phrase already, such as Tax: it stays. That is said of words that are known to
// name things alone, since what an unknown verb works on (“levy tax”) looks the same.
func (l *Label) namesThing() bool {
	words := strings.Fields(l.Text)
	head := words
	for i, w := range words {
		if i > 0 && nounLinks[strings.ToLower(w)] > 0 {
			head = words[:i]
			break
		}
	}
	for i, w := range head[:len(head)-1] {
		if !isThing(w) && !describes(w) && (i > 0 || !articles[strings.ToLower(w)]) {
			return false
		}
	}
	last := head[len(head)-1]
	end := words[len(words)-1]
	if len(head) < len(words) && germanLink(words[len(head)]) && !capitalized(end) || strings.ContainsAny(l.Text, "/&") {
		return false // German says last what is done, and writes nouns alone with a capital
	}
	return nouns().english(last) || germanThing(strings.ToLower(last)) && (len(words) == 1 || capitalized(last))
}

func germanLink(word string) bool { return nounLinks[strings.ToLower(word)] == german }

func capitalized(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

var articles = map[string]bool{"the": true, "a": true, "an": true, "der": true, "die": true, "das": true}

// nounLinks join a noun to what it is of, by language.
var nounLinks = map[string]language{
	"of": english, "for": english, "from": english, "with": english, "about": english, "by": english, "to": english,
	"der": german, "des": german, "für": german, "von": german, "vom": german, "zur": german, "zum": german, "mit": german, "über": german, "in": german,
}

type language uint8

const (
	english language = iota + 1
	german
)

// english says that a word names a thing, in the singular or plural.
func (t nounTable) english(word string) bool {
	w := strings.ToLower(strings.Trim(word, `"'(),`))
	many, ok := strings.CutSuffix(w, "ies")
	return t.en[w] || t.en[strings.TrimSuffix(w, "s")] || ok && t.en[many+"y"]
}

// isThing says that a word names a thing.
func isThing(word string) bool {
	return nouns().english(word) || capitalized(word) && germanThing(strings.ToLower(word))
}

// germanThing knows a noun by its end, which is what a compound is: Lieferschein, Zahlungsaufforderung.
func germanThing(w string) bool { return !nouns().act.has(w) && nouns().de.has(w) }

// adjectives end like that, and so do nouns that stand before a noun.
var adjectives = []string{
	"al", "ic", "ous", "ary", "able", "ible", "less", "ful", "tion", "sion", "ment", "ance", "ence", "ity", "ship", "ing", "'s", "s'", "ed",
}

// describes says that a word before a noun belongs to it: an adjective, a name, a number, a short form such as VAT.
func describes(word string) bool {
	w := strings.ToLower(word)
	if stem(w) != w || verbs().en[w].word != "" {
		return false
	}
	if len(word) > 1 && len(word) < 6 && strings.ToUpper(word) == word || strings.ContainsFunc(word, unicode.IsDigit) {
		return true
	}
	for _, end := range adjectives {
		if strings.HasSuffix(w, end) && len(w) > len(end)+2 {
			return true
		}
	}
	return slices.Contains(nouns().before, w)
}

// namesThingJapanese says that a text without a particle of work ends in what names a thing.
func namesThingJapanese(text string) bool {
	return !strings.Contains(text, "を") && !nouns().act.has(text) && nouns().ja.has(text)
}
