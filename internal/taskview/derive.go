package taskview

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"seika/internal/digraph"
	"seika/internal/lang"
	"seika/model"
)

// Taking says what becomes of what a rule suggests.
type Taking uint8

// The ways.
const (
	Suggest Taking = iota // as proposals, no part of the model
	Accept                // as part of the model
	Ignore
)

// Reading says what feedback means.
type Reading uint8

// The readings.
const (
	Unasked     Reading = iota // as a sync, suggested
	AsSync                     // worked out together
	AsNextRound                // what came out the last time
	Dropped
)

// Options say how to derive. The zero value suggests and keeps all.
type Options struct {
	Merge     bool // states of one object into one deliverable
	Sync      Taking
	KnowHow   Taking
	DropOrder bool // without inputs that come from mere order
	Feedback  Reading
	Most      int // deliverables that there may be; 0 is any number
}

// Question is something the source leaves open. Code is the rule and a word.
type Question struct {
	Code string
	At   []model.ID // deliverables, or one relation
	What lang.Msg
}

// Counts is how much was stated and how much was not.
type Counts struct {
	Stated     int `json:"stated"`      // deliverables
	Message    int `json:"message"`     // deliverables
	Inferred   int `json:"inferred"`    // deliverables
	StatedIO   int `json:"stated_io"`   // inputs, those by message too
	InferredIO int `json:"inferred_io"` // inputs
	Order      int `json:"order"`       // inputs from mere order
	StatedSync int `json:"stated_sync"` // syncs that the source, or who reads it, says are such
	Syncs      int `json:"sync"`        // suggested, or taken as suggested
	KnowHow    int `json:"know_how"`    // suggested or taken
}

// Result is a model of deliverables with what the view had and the model has not.
type Result struct {
	Graph     *model.Graph
	Losses    []Loss
	Questions []Question
	Counts    Counts
}

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

type deriver struct {
	v      *View
	o      Options
	ranks  ranks
	tongue lang.Lang

	steps []step
	step  map[string]int // the first of an id
	exit  map[string]int
	back  []lead
	turns []int // how many of those leave each step
	along digraph.Graph
	order []int // steps along the flow
	reach map[int]digraph.Bits

	makersOf [][]int // the steps that made something last before each
	seen     visited

	things []*thing
	thing  map[string]*thing // by id of the source
	named  map[string][]*thing
	box    map[string]Box
	party  map[string]Party
	lane   map[string]Lane

	pairs  map[ends]*pair
	list   []*pair
	ties   []*tie
	talks  [][2]*thing // messages that answer each other
	know   []know
	drafts []draft
	asked  []asked
	losses []Loss
	ids    model.NewIDs
	loose  []string // remarks on nothing
	budget int
	worked map[working]bool // made on first use
	many   int              // inputs that there would be, where no model can hold so many
}

// TooMany is the error of a view of which no model can be made: so many inputs come of it, or more deliverables than there may be.
type TooMany struct{ Inputs, Things int }

func (e TooMany) Error() string {
	return fmt.Sprintf("derive deliverables: %d inputs come of one step, %d deliverables of all", e.Inputs, e.Things)
}

// asked is a question before things have ids.
type asked struct {
	code string
	at   []*thing
	both *pair
	what lang.Msg
}

// Derive finds the deliverables of a view. An error is a TooMany, or that of the context.
func Derive(ctx context.Context, v *View, o Options) (Result, error) {
	d := &deriver{
		v: v, o: o, ranks: rank(v), tongue: tongue(v),
		step: map[string]int{}, exit: map[string]int{}, reach: map[int]digraph.Bits{},
		thing: map[string]*thing{}, named: map[string][]*thing{},
		box: map[string]Box{}, party: map[string]Party{}, lane: map[string]Lane{},
		pairs: map[ends]*pair{}, ids: model.NewIDs{}, losses: slices.Clone(v.Losses), budget: stepBudget,
	}
	for _, b := range v.Boxes {
		d.box[b.ID] = b
	}
	for _, p := range v.Parties {
		d.party[p.ID] = p
	}
	for _, l := range v.Lanes {
		d.lane[l.ID] = l
	}
	for _, rule := range []func(){
		d.buildSteps, d.statedThings, d.uses, d.messages, d.sentData, d.results, d.decisions, d.ownThings, d.handOn, d.inputs, d.ownInputs, d.byOrder,
		d.syncs, d.feedback, d.knowHow, d.parts, d.finish,
	} {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		rule()
		if d.many > 0 {
			return Result{}, TooMany{Inputs: d.many}
		}
		if d.full() {
			return Result{}, TooMany{Things: len(d.things)}
		}
	}
	return d.build()
}

// full says that there are more deliverables than may be.
func (d *deriver) full() bool { return d.o.Most > 0 && len(d.things) > d.o.Most }

// spend takes what looking at n of something costs off the budget, and says whether there is any left.
func (d *deriver) spend(n int) bool {
	const few = 8 // that are looked at in one step
	d.budget -= n / few
	return d.budget >= 0
}

// stepBudget bounds how many steps all searches along the flow take together; real processes need some thousands.
const stepBudget = 5_000_000

func (d *deriver) lose(id, name string, why Why) {
	d.losses = append(d.losses, Loss{ID: id, Name: name, Why: why})
}

func (d *deriver) ask(code string, what lang.Msg, at ...*thing) {
	d.asked = append(d.asked, asked{code: code, at: at, what: what})
}

// add makes a thing, unless one is to be shared.
func (d *deriver) add(t *thing) *thing {
	t.at = len(d.things)
	d.things = append(d.things, t)
	if k := model.Key(t.name); k != "" {
		d.named[k] = append(d.named[k], t)
	}
	return t
}

// owners gives each step who does it: the innermost lane that has a name, else the pool.
func (d *deriver) owners() {
	for i := range d.steps {
		s := &d.steps[i]
		for _, l := range s.Lanes {
			for lane, ok := d.lane[l]; ok && s.owner == ""; lane, ok = d.lane[lane.Parent] {
				s.owner = lane.Name
				if lane.Parent == lane.ID {
					break
				}
			}
		}
		if p := d.party[s.Party]; s.owner == "" && !p.Bare {
			s.owner = p.Name
		}
		if len(s.Lanes) > 1 && !s.exit {
			d.ask("B10-lane", lang.M("taskview.ask.lane", "v", s.called()))
		}
	}
}

// called is how people are told of a step.
func (s *step) called() string {
	if s.label.Text != "" {
		return s.label.Text
	}
	return s.ID
}

// statedThings makes the deliverables that stand in the source (B2).
func (d *deriver) statedThings() {
	type key struct{ party, name, state, own string }
	known := map[key]*thing{}
	for _, i := range order(d.ranks.data, func(i int) string { return d.v.Data[i].ID }) {
		x := d.v.Data[i]
		name, state := x.Name, x.State
		if rest, in := SplitState(name); in != "" && state == "" && x.Known == nil {
			name, state = rest, in
		}
		k := key{party: x.Party, name: model.Key(name), state: model.Key(state)}
		if x.Known != nil {
			k.own = x.Known.ID
			if OneLine(x.Known.Name) == name {
				name = x.Known.Name
			}
		}
		if name == "" {
			if k.name = "\x00" + x.Object; x.Object == "" {
				k.name = "\x00" + x.ID
			}
		}
		if d.o.Merge {
			k.state = ""
		}
		t := known[k]
		if t == nil {
			t = d.add(&thing{name: name, state: state, prov: stated, rule: "B2", party: x.Party, box: x.Box, data: true, known: x.Known})
			known[k] = t
			if name == "" && x.Known == nil {
				t.name = lang.Text(d.tongue, "taskview.name.unnamed")
				d.ask("B2-name", lang.M("taskview.ask.unnamed"), t)
			}
		}
		t.origin = append(t.origin, x.ID)
		t.goal = t.goal || x.Kind == Output || x.Goal
		t.external = t.external || x.External
		t.mind = t.mind || x.Kind == Mind
		t.owners = append(t.owners, x.Owner...)
		t.tags = append(t.tags, x.Tags...)
		t.notes = join(t.notes, x.Note)
		t.criteria, t.location = cmp.Or(t.criteria, x.Criteria), cmp.Or(t.location, x.Location)
		if x.Kind == Store {
			t.tags = append(t.tags, model.TagStore)
		}
		if x.Collection {
			t.tags = append(t.tags, model.TagCollection)
		}
		if t.box != x.Box {
			t.box = ""
		}
		d.thing[x.ID] = t
	}
}

// tongue is the language of most labels.
func tongue(v *View) lang.Lang {
	ja, all := 0, 0
	count := func(s string) {
		if s == "" {
			return
		}
		if all++; Tongue(s) == lang.JA {
			ja++
		}
	}
	for _, n := range v.Nodes {
		count(n.Name)
	}
	for _, x := range v.Data {
		count(x.Name)
	}
	if 2*ja > all {
		return lang.JA
	}
	return lang.EN
}

// uses tells who reads and writes what stands in the source (B3).
func (d *deriver) uses() {
	type unsure struct{ at, thing int }
	var later []unsure
	for _, u := range d.v.Uses {
		t := d.thing[u.Data]
		i, ok := d.step[u.Node]
		if t == nil || !ok {
			d.lose(u.Node, u.Data, LostDangling)
			continue
		}
		switch u.Direction {
		case In:
			d.read(i, use{thing: t, prov: stated, rule: "B3"})
		case Out:
			d.write(d.leaving(i), use{thing: t, prov: stated, rule: "B3"})
		case Unsure:
			later = append(later, unsure{i, t.at})
		}
	}
	slices.SortFunc(later, func(a, b unsure) int { return d.steps[a.at].at - d.steps[b.at].at })
	for _, u := range later {
		t := d.things[u.thing]
		in := slices.ContainsFunc(t.writers, func(w int) bool { return d.before(w, u.at) })
		if in {
			d.read(u.at, use{thing: t, prov: inferred, sure: sureByWording, rule: "B3"})
		} else {
			d.write(d.leaving(u.at), use{thing: t, prov: inferred, sure: sureByWording, rule: "B3"})
		}
		d.ask("B3-direction", lang.M("taskview.ask.direction", "v", t.label(), "task", d.steps[u.at].called()), t)
	}
}

func holds(list []use, t *thing) bool {
	return slices.ContainsFunc(list, func(u use) bool { return u.thing == t })
}

func (d *deriver) read(i int, u use) {
	if s := &d.steps[i]; d.spend(len(s.in)) && !holds(s.in, u.thing) {
		s.in = append(s.in, u)
		u.thing.readers = append(u.thing.readers, i)
	}
}

func (d *deriver) write(i int, u use) {
	if s := &d.steps[i]; d.spend(len(s.out)) && !holds(s.out, u.thing) {
		s.out = append(s.out, u)
		u.thing.writers = append(u.thing.writers, i)
		s.passes = false
	}
}

// ownThings gives deliverables the owners of those who write them (B10), their place, and the name of the work.
func (d *deriver) ownThings() {
	for _, s := range d.order {
		for _, u := range d.steps[s].out {
			d.own(u.thing, s)
		}
	}
}

func (d *deriver) own(t *thing, i int) {
	s := &d.steps[i]
	if s.owner != "" && !slices.Contains(t.owners, s.owner) {
		t.owners = append(t.owners, s.owner)
	}
	if t.work == "" {
		t.work = s.label.Text
	}
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
