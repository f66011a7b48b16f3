package taskview

import (
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/model"
)

// prov is how much is known of an element, the better the greater.
type prov uint8

const (
	byOrder prov = iota + 1
	inferred
	byMessage
	stated
)

func (p prov) model() model.Prov {
	switch p {
	case stated:
		return model.Stated
	case byMessage:
		return model.Message
	case inferred:
		return model.Inferred
	case byOrder:
		return model.Control
	default:
		panic("unknown provenance")
	}
}

// thing is a deliverable in the making.
type thing struct {
	name, state string
	keys        keys
	prov        prov
	sure        int
	rule        string
	origin      []string
	party       string
	box         string
	external    bool
	goal        bool
	mind        bool
	owners      []string
	usedBy      []string
	tags        []string
	work        string
	branch      string
	notes       []string
	criteria    string
	location    string
	data        bool // is data of the source
	known       *Known
	partOf      *thing // the deliverable that it is a part of
	whole       bool   // is made of parts
	writers     []int
	readers     []int
	revises     *thing
	open        lang.Msg // what is asked about it on the picture
	at          int      // its place in deriver.things
	id          model.ID
}

// keys are those of what a thing is called, kept with what they are of: one thing is asked for its name thousands of times.
type keys struct{ name, state, key, label string }

// is says that a thing is called so, without its state or with it.
func (t *thing) is(key string) bool {
	if t.keys.name != t.name || t.keys.state != t.state {
		t.keys = keys{t.name, t.state, model.Key(t.name), model.Key(t.label())}
	}
	return t.keys.key == key || t.keys.label == key
}

// label is what the thing is called.
func (t *thing) label() string { return WithState(t.name, t.state) }

// pair is an input in the making.
type pair struct {
	from, to *thing
	prov     prov
	sure     int
	rule     string
	origin   []string
	work     string
	update   bool
	notes    []string
	ask      lang.Msg
}

type ends struct{ from, to *thing }

// tie is a sync in the making.
type tie struct {
	a, b    *thing
	sure    int
	rule    string
	origin  []string
	parties []string
	taken   bool // said, not suggested
	own     bool // written by this program
}

// primary is the output that others need most: a stated one first, then the one with most readers.
func primary(out []use) *thing {
	var best *thing
	better := func(a, b *thing) bool {
		if (a.prov >= byMessage) != (b.prov >= byMessage) {
			return a.prov >= byMessage
		}
		if len(a.readers) != len(b.readers) {
			return len(a.readers) > len(b.readers)
		}
		return a.at < b.at
	}
	for _, u := range out {
		if best == nil || better(u.thing, best) {
			best = u.thing
		}
	}
	return best
}

// traced is join for ids of the source. Of very many the first are enough to find a place again.
func traced(list []string, more ...string) []string {
	const most = 256
	if len(list) >= most {
		return list
	}
	return join(list, more...)
}

// join adds what a list does not hold.
func join(list []string, more ...string) []string {
	for _, s := range more {
		if strings.TrimSpace(s) != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
