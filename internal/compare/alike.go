package compare

import (
	"slices"
	"strings"

	"seika/internal/match"
	"seika/internal/taskview"
	"seika/model"
)

// names are texts taken apart once: each is compared with all those of the other side.
type names struct {
	by   map[string]*apart
	keys map[string]string
}

type apart struct {
	pairs match.Pairs
	words []string // sorted, each once
}

func newNames() *names { return &names{by: map[string]*apart{}, keys: map[string]string{}} }

func (t *names) apart(key string) *apart {
	a := t.by[key]
	if a == nil {
		a = &apart{pairs: match.PairsOf(key), words: unique(strings.Fields(key))}
		t.by[key] = a
	}
	return a
}

func (t *names) key(text string) string {
	k, ok := t.keys[text]
	if !ok {
		k = model.Key(text)
		t.keys[text] = k
	}
	return k
}

// alike is how alike two keys of names are, 0 to 1: by their letters or by their words.
func (t *names) alike(a, b string) float64 {
	switch {
	case a == "" || b == "":
		return 0
	case a == b:
		return 1
	}
	x, y := t.apart(a), t.apart(b)
	return max(x.pairs.Dice(y.pairs), jaccard(x.words, y.words))
}

// jaccard is the share of words that two sorted lists have in common.
func jaccard(a, b []string) float64 {
	same := 0
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			same++
		}
	}
	return float64(same) / float64(max(1, len(a)+len(b)-same))
}

// work is how alike two names of work are: what is done counts as much as what it is done to.
func (t *names) work(a, b taskview.Label) float64 {
	whole := t.alike(t.key(a.Text), t.key(b.Text))
	if a.Class == taskview.NoClass || b.Class == taskview.NoClass || a.Object == "" || b.Object == "" {
		return whole
	}
	const sameClass = 0.5
	verb := 0.0
	switch {
	case a.Verb == b.Verb, a.Noun == b.Noun && a.Noun != "":
		verb = 1
	case a.Class == b.Class:
		verb = sameClass
	}
	parts := (verb + t.alike(t.key(a.Object), t.key(b.Object))) / 2
	return (whole + parts) / 2
}
