package ui

import (
	"slices"
	"strconv"
	"strings"

	"seika/internal/lang"
	"seika/model"
	"seika/model/lines"
)

// Completion offers what is there already while a line, a name or an answer is typed. It never takes anything by itself:
// Enter takes an offer only after it was chosen with Down.

// mostOffers bounds the list; who needs more types another letter.
const mostOffers = 24

// ends part the names of a line; what comes after the last one is being typed. Both widths.
const partings = ",，、､>＞<＜=＝→←⇒⇐⇔↔:：(（)）[]［］{}"

// offer is something that could stand in the place of what is being typed.
type offer struct {
	row
	text string // what to put there
}

// token is the part of a text that is being typed: what comes after the last parting, and where it begins.
func token(text string) (at int, word string, owner bool) {
	at = strings.LastIndexAny(text, partings)
	if at >= 0 {
		_, size := decode(text[at:])
		at += size
	} else {
		at = 0
	}
	if i := strings.LastIndexAny(text[at:], "@＠"); i >= 0 {
		_, size := decode(text[at+i:])
		return at + i + size, text[at+i+size:], true
	}
	at += len(text[at:]) - len(strings.TrimLeft(text[at:], " \u3000"))
	return at, text[at:], false
}

func decode(s string) (rune, int) {
	for i, r := range s {
		return r, i + len(string(r))
	}
	return 0, 0
}

// offers lists what fits the part of a line that is being typed.
func (w *Window) offers(text string) (at int, list []offer) {
	at, word, owner := token(text)
	said := fold(word)
	if said == "" || strings.HasPrefix(word, `"`) {
		return at, nil
	}
	if owner {
		return at, w.peopleLike(said)
	}
	if _, err := strconv.Atoi(said); err == nil {
		return at, nil // a number stands for a deliverable
	}
	return at, w.namesLike(said)
}

// namesLike lists the deliverables with a part of a name, those first that begin with it.
func (w *Window) namesLike(said string) []offer {
	var first, rest []offer
	for _, id := range readingOrder(w.doc.Graph()) {
		n, _ := w.doc.Graph().Node(id)
		k := fold(n.Name)
		if !strings.Contains(k, said) && !strings.Contains(fold(n.NameAlt), said) || k == said {
			continue
		}
		o := offer{row{text: n.Name, note: strconv.Itoa(w.numbers.of[id])}, lines.Mention(n.Name)}
		if strings.HasPrefix(k, said) {
			first = append(first, o)
		} else {
			rest = append(rest, o)
		}
	}
	list := append(first, rest...)
	return list[:min(len(list), mostOffers)]
}

// peopleLike lists the people with a part of a name.
func (w *Window) peopleLike(said string) []offer {
	var list []offer
	for _, p := range w.people() {
		if k := fold(p); strings.Contains(k, said) && k != said {
			list = append(list, offer{row{text: p, note: w.app.text(lang.M("complete.person"))}, p})
		}
	}
	return list[:min(len(list), mostOffers)]
}

// people lists everybody the model names, each once.
func (w *Window) people() []string {
	seen := map[string]bool{}
	var list []string
	add := func(l model.List) {
		for _, p := range l.Items() {
			if k := model.Key(p); p != "" && !seen[k] {
				seen[k] = true
				list = append(list, p)
			}
		}
	}
	for n := range w.doc.Graph().Nodes() {
		add(n.Owner)
		add(n.Holders)
	}
	for r := range w.doc.Graph().Relations() {
		add(r.Parties)
	}
	slices.Sort(list)
	return list
}

// complete shows what fits a line.
func (w *Window) complete(text string) {
	at, list := w.offers(text)
	w.propose(text[:at], list)
}

// completePerson shows the people that fit an answer.
func (w *Window) completePerson(text string) {
	if said := fold(text); said != "" {
		w.propose("", w.peopleLike(said))
		return
	}
	w.rows.hide()
}

// offer shows a list; what is taken of it stands behind the text that came before.
func (w *Window) propose(before string, list []offer) {
	rows := make([]row, len(list))
	for i, o := range list {
		rows[i] = o.row
	}
	w.rows.show(rows, -1, func(i int) {
		full := before + list[i].text
		w.rows.hide()
		w.bar.set(full)
		w.bar.mode.typed(full)
		w.rows.hide() // what was taken is not offered again
		w.bar.edited = true
		w.bar.focus()
	})
}

// takeOffer takes the offer that was chosen; it says whether there was one.
func (w *Window) takeOffer() bool {
	if !w.rows.shown() || w.rows.at < 0 {
		return false
	}
	w.rows.picked(w.rows.at)
	return true
}
