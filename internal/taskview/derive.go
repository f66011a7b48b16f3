package taskview

import (
	"context"
	"fmt"
	"slices"

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
