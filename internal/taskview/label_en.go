package taskview

import (
	"strings"
	"unicode"
)

// prepositions begin what a verb does something with; it is no object then.
var prepositions = map[string]bool{
	"on": true, "in": true, "to": true, "for": true, "with": true, "from": true, "by": true, "at": true, "of": true, "about": true, "into": true,
	"if": true, "whether": true, "how": true, "that": true, "and": true, "or": true, "up": true, "out": true, "off": true,
}

// clauses begin what is asked or told, which names nothing.
var clauses = map[string]bool{"if": true, "whether": true, "how": true, "that": true, "when": true, "why": true}

// aside begin with whom, against what or by what something is done: no part of what comes of it.
var aside = map[string]bool{
	"with": true, "within": true, "without": true, "against": true, "via": true, "using": true, "by": true, "at": true, "from": true, "in": true, "on": true,
	"to": true,
}

// particles belong to the verb before them, if what it works on follows: print out, set up, send back.
var particles = map[string]bool{"out": true, "up": true, "off": true, "back": true, "over": true, "away": true, "down": true}

// pronouns say nothing of what is done.
var pronouns = map[string]bool{"it": true, "this": true, "that": true, "so": true, "nothing": true, "something": true}

func (l *Label) english() {
	words := strings.Fields(l.Text)
	if len(words) == 0 || l.ofNoun(words) {
		return
	}
	t := verbs()
	begin, _, _ := strings.Cut(words[0], "/") // “Approve/reject request”
	v, ok := t.en[stem(begin)]
	exact := ok
	if !ok {
		v, ok = t.near(begin)
	}
	switch last, is := verbalNoun(words); {
	case is && (ok && !exact || exact && v.noun == v.word && firstNouns[v.word] && !actual(last)): // “Purchase order approval”
		l.named(last, words)
		return
	case ok && notDone(v, words):
		ok = false
	}
	if ok {
		v, words = lastOfVerbs(v, words)
	}
	if len(words) == 1 {
		l.word(v, ok, words[0])
		return
	}
	if name, is := phrases[strings.ToLower(strings.Join(words, " "))]; is {
		l.Noun, l.Bare = name, true
		return
	}
	if ok {
		l.done(v, words[1:])
		return
	}
	l.undone(words)
}

// ofNoun reads “Evaluation of the offer”.
func (l *Label) ofNoun(words []string) bool {
	t := verbs()
	if _, verb := t.en[stem(words[0])]; verb || len(words) < 3 || !strings.EqualFold(words[1], "of") {
		return false
	}
	v, ok := t.nouns[strings.ToLower(words[0])]
	if ok = ok && v.noun != v.word && !nouns().english(words[0]); ok {
		l.take(v, words[2:])
	}
	return ok
}

// firstNouns are words that stand before verbal nouns as what is worked on, though verbs, too.
var firstNouns = map[string]bool{
	"order": true, "purchase": true, "design": true, "report": true, "quote": true, "offer": true, "document": true, "plan": true, "test": true, "label": true,
	"file": true, "issue": true,
}

// verbalNoun is the verb of the noun that words end in, if nothing but work is meant by it.
func verbalNoun(words []string) (verb, bool) {
	last := strings.ToLower(words[len(words)-1])
	if len(words) < 2 || nouns().english(last) && last != "plan" {
		return verb{}, false
	}
	t := verbs()
	if v, ok := t.nouns[last]; ok {
		return v, ok
	}
	if !strings.HasSuffix(last, "ing") {
		return verb{}, false
	}
	v, ok := t.en[stem(last)]
	return v, ok
}

// named takes a verb that stands last, as a noun or as work: “Invoice approval”, “Release planning”.
func (l *Label) named(v verb, words []string) {
	last := strings.ToLower(words[len(words)-1])
	l.take(v, words[:len(words)-1])
	if verbs().nouns[last].word != "" {
		l.Noun = last
	}
}

// actual says that a verb hands on or does, so that a word before its noun may well be a verb: “Plan delivery”.
func actual(v verb) bool { return v.class == Move || v.class == Act || v.class == Settle }

// notDone says that words do not begin with a verb, though they seem to.
func notDone(v verb, words []string) bool {
	if len(words) == 1 {
		return false
	}
	next := strings.ToLower(words[1])
	last := words[len(words)-1]
	_, participle := verbs().done[strings.ToLower(last)]
	switch {
	case len(words) > 2 && next == "of" && nouns().english(words[0]): // “Report of damage”
		return true
	case v.class == Do && (pronouns[next] || v.word == "carry" && next != "out"): // “Do it”, “Carry boxes”
		return true
	case v.word == "wait" && next != "for" || v.word == "ask" && next != "for":
		return true
	case v.word == "wait" || v.word == "await":
		return strings.ContainsFunc(last+words[min(2, len(words)-1)], unicode.IsDigit) // “Wait for 3 days”
	default:
		return participle && v.noun == v.word // “Order received”
	}
}

// lastOfVerbs passes over verbs before others. What there is in the end is said by the last, but what is made and handed on is made, and
// who approves or rejects has approved.
func lastOfVerbs(v verb, words []string) (verb, []string) {
	at, kept := 1, v
	for at+1 < len(words) {
		link := strings.ToLower(words[at])
		joined := link == "and" || link == "or" || link == "&" || link == "then"
		next := at
		if joined {
			next++
		} else if !strings.HasSuffix(words[at-1], ",") {
			break
		}
		second, is := verbs().en[stem(words[next])]
		if !is || next+1 >= len(words) {
			break
		}
		if link != "or" && (second.class != Move || kept.class != Make) {
			kept = second
		}
		at = next + 1
	}
	return kept, words[at-1:]
}

// word reads a label of one word.
func (l *Label) word(v verb, ok bool, word string) {
	if l.Bare = l.namesThing(); l.Bare {
		return
	}
	if !ok {
		v, ok = verbs().nouns[strings.ToLower(word)]
	}
	if ok {
		l.take(v, nil)
	}
}

// done reads what stands after a verb.
func (l *Label) done(v verb, rest []string) {
	if next := strings.ToLower(rest[0]); len(rest) > 1 && (v.word == "fill" && prepositions[next] || particles[next] && (!prepositions[strings.ToLower(rest[1])] || v.word == "follow")) {
		rest = rest[1:]
	}
	first := strings.ToLower(rest[0])
	if !prepositions[first] && (!particles[first] || len(rest) > 1 && !prepositions[strings.ToLower(rest[1])]) {
		l.take(v, rest)
		return
	}
	if asks := v.word == "wait" || v.word == "ask"; asks && len(rest) > 1 {
		l.take(v, rest[1:])
		return
	}
	l.Class, l.Verb, l.Noun, l.Done = NoClass, v.word, v.noun, v.done
	settles := v.class == Settle || v.word == "meet" || v.word == "follow"
	if known := v.class == Settle || v.class == Think || v.class == Check; known {
		l.take(v, nil) // "Decide on X": what comes of it is known, what it is about is not cut
		if !clauses[first] && (first != "with" || v.class != Settle) {
			l.Object = strings.Join(article(rest[1:]), " ")
		}
	}
	if len(rest) < 2 || v.noun == v.word {
		return
	}
	to := first == "to" && (v.class == Act || v.word == "respond" || v.word == "subscribe")
	if first == "for" && (v.class == Make || v.class == Act) || to || first == "with" && settles {
		l.For = first + " " + strings.Join(article(rest[1:]), " ") // "Register for insurance", "Align with marketing"
	}
}

// undone reads a label that does not begin with a verb.
func (l *Label) undone(words []string) {
	t := verbs()
	last := strings.ToLower(words[len(words)-1])
	if v, ok := t.done[last]; ok {
		l.take(v, words[:len(words)-1])
		return
	}
	if v, ok := verbalNoun(words); ok { // "Incident report": who reports an incident makes no incident
		l.named(v, words)
		return
	}
	if l.Bare = l.namesThing(); l.Bare {
		return
	}
	for i := 1; i+1 < len(words); i++ { // "Manager approves request"
		w := strings.ToLower(words[i])
		if v, ok := t.en[stem(w)]; ok && strings.HasSuffix(w, "s") && stem(w) != w && (v.noun != v.word || len(article(words[i+1:])) < len(words[i+1:])) {
			l.take(v, words[i+1:])
			return
		}
	}
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
	for i, w := range object {
		if i > 0 && objectEnds(v, object, i, strings.ToLower(w)) {
			object = object[:i]
			break
		}
	}
	l.Object = strings.TrimRight(strings.Join(object, " "), ",")
}

// objectEnds says that what a verb works on ends before a word.
func objectEnds(v verb, object []string, i int, w string) bool {
	switch {
	case w == "and" && i+1 < len(object): // “quote and send to customer”
		next, verb := verbs().en[stem(object[i+1])]
		return verb && next.noun != next.word && !nouns().english(object[i+1])
	case w == "of" || w == "and":
		return false
	case v.class == Move || v.word == "introduce":
		return prepositions[w]
	case v.class == Make:
		return w == "in" || w == "into" || w == "via" || w == "using" || w == "by"
	default:
		return aside[w]
	}
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
