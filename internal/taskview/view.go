// Package taskview knows processes as people draw them: who does what in which order. It holds such a view as one value,
// whatever notation it was read from, and derives a model of deliverables from it, with what was stated apart from what was
// inferred. It knows no file format.
package taskview

import (
	"cmp"
	"maps"
	"slices"
)

// View is a process as tasks. Readers fill it; ids are those of the source, and a reference may point nowhere.
type View struct {
	Name     string
	Parties  []Party
	Lanes    []Lane
	Nodes    []Node
	Flows    []Flow
	Messages []Message
	Data     []Data
	Uses     []Use
	Boxes    []Box
	Notes    []Note
	Feedback []Feedback
	Own      Own
	Losses   []Loss  // what the reader could not take over
	Shapes   []Shape // geometry, if the source has any
}

// Own is what this program wrote of a model beside its task view: relations by the ids of deliverables.
type Own struct{ IO, Sync [][2]string }

// Known is what this program wrote of a deliverable.
type Known struct {
	ID, Name      string
	Kind, Subtype string
	External      bool
	Goal          bool
	Owner         []string
	State, Work   string
}

// Party is a participant: a pool, or a process without one. A party without a process is a black box: it is outside.
type Party struct {
	ID       string
	Name     string
	BlackBox bool
	Many     bool // several of its kind take part
	Bare     bool // a process without a pool, one of several: it becomes a group, and owns nothing
}

// Lane is who does something within a party.
type Lane struct {
	ID, Name string
	Party    string
	Parent   string // the lane around it
}

// Kind is what a node is.
type Kind uint8

// The kinds: activities, events, gateways.
const (
	Task Kind = iota
	UserTask
	ManualTask
	ServiceTask
	ScriptTask
	RuleTask
	SendTask
	ReceiveTask
	CallActivity
	SubProcess // one activity where nothing is inside, else a Box of the same id
	ChoreographyTask
	Process // of a process flow diagram: it has no order
	StartEvent
	CatchEvent
	ThrowEvent
	EndEvent
	BoundaryEvent
	Xor
	Or
	And
	EventBased
	Complex
)

// Activity says that work is done there.
func (k Kind) Activity() bool { return k <= Process }

// Event says that something happens there.
func (k Kind) Event() bool { return k >= StartEvent && k <= BoundaryEvent }

// Gateway says that ways part or meet there.
func (k Kind) Gateway() bool { return k >= Xor }

// Loop is how often an activity is done in one go.
type Loop uint8

// The loops.
const (
	Once Loop = iota
	Standard
	Sequential
	Parallel
)

// Node is an activity, event or gateway.
type Node struct {
	ID         string
	Kind       Kind
	Name       string // as written
	Party      string
	Lanes      []string // innermost ones that name it; more than one is a question
	Box        string
	Loop       Loop
	AttachedTo string // of a boundary event
	Trigger    string // of an event: message, timer, link …; "" is none
	Link       string // of a link event: what joins its ends
	Exception  bool   // a handler of exceptions or compensation
	Offset     int    // its byte in the source
}

// Flow says that one node comes after another.
type Flow struct {
	ID, From, To string
	Name         string
	Condition    string
	Default      bool
}

// Message goes from one party to another. Either end may be empty; an end may be a node or a party.
type Message struct {
	ID, From, To string
	Name         string // of the message, else of the flow
	Task         string // the choreography task that sends it
}

// DataKind is what a piece of data is.
type DataKind uint8

// The kinds of data.
const (
	Object DataKind = iota
	Store
	Input  // of the process as a whole
	Output // of the process as a whole
	Mind   // in the heads of people
)

// Data is a piece of data that stands in the source.
type Data struct {
	ID         string
	Object     string // what it refers to; several may refer to one
	Name       string // its own, else that of its object
	State      string
	Kind       DataKind
	Collection bool
	Party      string // "" is common to all
	Box        string
	Part       string // the data that it is a part of; "" of none
	Known      *Known
	Owner      []string
	External   bool
	Goal       bool
	Tags       []string
	Note       string
	Criteria   string
	Location   string
}

// Direction is which way data goes.
type Direction uint8

// The directions.
const (
	In Direction = iota
	Out
	Unsure
)

// How is what says that a node uses data.
type How uint8

// The ways.
const (
	Association How = iota // of data, with a direction
	Plain                  // an association like that of a note
	OnFlow                 // the data hangs on a flow out of or into the node
)

// Use says that a node reads or writes data.
type Use struct {
	Node, Data string
	Direction  Direction
	How        How
}

// BoxKind is what a box is.
type BoxKind uint8

// The kinds of boxes.
const (
	ExpandedSub BoxKind = iota
	EventSub
	AdHoc
	Transaction
	GroupBox
)

// Box holds nodes, which know it by its id.
type Box struct {
	ID, Name string
	Kind     BoxKind
	Parent   string
	Party    string
}

// Note is a remark, on an element or on nothing.
type Note struct {
	ID, Text string
	On       []string
}

// Feedback is an edge that leads back, from data into an activity. What it means is asked.
type Feedback struct {
	Data, Node string
	Settled    bool // it is said that both are worked out together
	Offset     int
}

// Compose makes deliverables of others: parts are the ids of data by the id of the whole, names those of wholes that are not
// drawn. What has an id that is not there is returned.
func (v *View) Compose(parts map[string][]string, names map[string]string) (unknown []string) {
	at := map[string]int{}
	for i := range v.Data {
		at[v.Data[i].ID] = i
	}
	for _, whole := range slices.Sorted(maps.Keys(parts)) {
		for _, id := range parts[whole] {
			i, ok := at[id]
			if !ok {
				unknown = append(unknown, id)
				continue
			}
			if _, drawn := at[whole]; !drawn {
				at[whole] = len(v.Data)
				v.Data = append(v.Data, Data{ID: whole, Object: whole, Name: cmp.Or(names[whole], whole)})
			}
			v.Data[i].Part = whole
		}
	}
	return unknown
}

// Shape is where an element stands, in px of the source.
type Shape struct {
	Element    string
	X, Y, W, H float64
}

// Loss is something of the source that the result does not have.
type Loss struct {
	ID, Name string
	Why      Why
}

// Why is the reason of a loss; the words are taskview.loss.*.
type Why string

// The reasons.
const (
	LostRouting   Why = "routing"   // a gateway that only routes
	LostEvent     Why = "event"     // an event: when, not what
	LostStep      Why = "step"      // an activity that hands on, or without a name
	LostLoop      Why = "loop"      // how often it is done
	LostTrigger   Why = "trigger"   // timers and other triggers
	LostCondition Why = "condition" // a condition kept as a remark only, or nowhere
	LostEnds      Why = "ends"      // a message without both ends
	LostDangling  Why = "dangling"  // a reference to what is not there
	LostObject    Why = "object"    // an object nobody refers to
	LostSlot      Why = "slot"      // an input or output of an activity that nothing is joined to
	LostFrame     Why = "frame"     // a frame without anything in it that is known
	LostOwner     Why = "owner"     // a pool or lane that nothing is of
	LostText      Why = "text"      // a description
	LostOther     Why = "other"     // an element this program does not know
	LostUpdate    Why = "update"    // read and written by one activity
	LostPart      Why = "part"      // a line from a part to its whole
	LostOfWhole   Why = "whole"     // what is said of a whole, as its owner, and a group does not hold
	LostOutside   Why = "outside"   // another file that is named; it is not opened
	LostFeedback  Why = "feedback"  // feedback that was to be dropped
	LostOrder     Why = "order"     // mere order, dropped as asked for
)
