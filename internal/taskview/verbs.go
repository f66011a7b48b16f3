package taskview

import (
	_ "embed"
	"strings"
	"sync"
)

type verb struct {
	class            Class
	word, noun, done string
}

// verbTable are the verbs of both languages.
type verbTable struct {
	en, nouns, done map[string]verb
	ja              []verb
}

//go:embed verbs.txt
var verbText string

// verbs are those of both languages; those of Japanese, the longest first.
var verbs = sync.OnceValue(func() (t verbTable) {
	t.en, t.nouns, t.done = map[string]verb{}, map[string]verb{}, map[string]verb{}
	class := map[string]Class{"make": Make, "check": Check, "think": Think, "move": Move, "settle": Settle, "act": Act, "do": Do}
	for line := range strings.Lines(verbText) {
		f := strings.Fields(line)
		if strings.HasPrefix(line, "#") || len(f) < 3 {
			continue
		}
		v := verb{class: class[f[0]], word: f[2], noun: f[2]}
		if len(f) > 3 {
			v.noun = f[3]
		}
		if f[1] == "ja" {
			t.ja = append(t.ja, v)
			continue
		}
		v.done = f[4]
		t.en[v.word] = v
		if _, there := t.nouns[v.noun]; !there {
			t.nouns[v.noun] = v
		}
		t.done[v.done] = v
	}
	return t
})

// near is the one verb that a word is with a letter left out or one too many, as in “creat” and “cancell”; short words are too
// near each other for that, and words that name things are meant.
func (t verbTable) near(word string) (found verb, ok bool) {
	const least, most = 5, 40 // letters
	w := strings.ToLower(word)
	if len(w) < least || len(w) > most || nouns().english(w) || t.nouns[w].word != "" || t.done[w].word != "" {
		return verb{}, false
	}
	for i := range len(w) {
		if v, is := t.en[w[:i]+w[i+1:]]; is && len(v.word) >= least {
			if ok && v.word != found.word {
				return verb{}, false
			}
			found, ok = v, true
		}
	}
	for word, v := range t.en {
		if len(word) != len(w)+1 {
			continue
		}
		for i := range len(word) {
			if word[:i]+word[i+1:] == w {
				if ok && v.word != found.word {
					return verb{}, false
				}
				found, ok = v, true
			}
		}
	}
	return found, ok
}

// stem is a verb without the endings of the third person and of the gerund.
func stem(word string) string {
	w := strings.ToLower(strings.Trim(word, `"'(),`))
	t := verbs()
	if _, ok := t.en[w]; ok {
		return w
	}
	for _, end := range []struct{ cut, put string }{{"s", ""}, {"es", ""}, {"ies", "y"}, {"ing", ""}, {"ing", "e"}} {
		if s, ok := strings.CutSuffix(w, end.cut); ok {
			if _, ok := t.en[s+end.put]; ok {
				return s + end.put
			}
			if n := len(s); end.cut == "ing" && n > 1 && s[n-1] == s[n-2] && t.en[s[:n-1]].word != "" { // planning
				return s[:n-1]
			}
		}
	}
	return w
}

// phrases are verbs of two words that have a noun of their own.
var phrases = map[string]string{
	"sign in": "Sign-in", "sign up": "Sign-up", "sign on": "Sign-on", "log in": "Login", "check in": "Check-in", "check out": "Check-out",
	"hand over": "Handover", "follow up": "Follow-up", "pick up": "Pick-up", "back up": "Backup",
}
