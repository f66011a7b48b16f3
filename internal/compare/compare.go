// Package compare sets a process as tasks beside a model of deliverables: what corresponds to what, how big and how shaped both
// are, which order of the one the other explains, and what is only on one side. It knows no file and no words for people.
package compare

import (
	"slices"

	"seika/model"
)

// Row says that some elements of a task view and some deliverables are about the same work.
type Row struct {
	ID           string
	Tasks        []string   // ids of activities, else of events, gateways or data, in the order of the flow
	Deliverables []model.ID // sorted
	How          How
	Score        int // hundredths
	Status       Status
	By, Note     string
	Keys         Keys
	Extra        model.Extra
}

// How is what a row was found by.
type How string

// The ways, the surest first.
const (
	ByHand      How = "manual"
	ByTrace     How = "trace"     // the deliverable says that it was made of the task
	ByName      How = "exact"     // what the task yields is called as the deliverable is, and nothing else
	ByLikeness  How = "fuzzy"     // name, neighbours and owner
	ByStructure How = "structure" // beside what is matched, and about the same
)

// Status is what is held of a row.
type Status string

// The statuses.
const (
	Proposed Status = "proposed"
	Accepted Status = "accepted"
	Rejected Status = "rejected"
	Lost     Status = "lost" // one of its ends is gone
)

// Keys are what a row is found again by when ids have changed: normalised labels of its ends and of what is beside them.
type Keys struct {
	Tasks, Deliverables       []string
	AroundTasks, AroundThings []string
}

// Type says how many stand on either side.
func (r Row) Type() string {
	switch n, m := len(r.Tasks), len(r.Deliverables); {
	case n == 0:
		return "deliverable-only"
	case m == 0:
		return "task-only"
	case n == 1 && m == 1:
		return "1:1"
	case n == 1:
		return "1:n"
	case m == 1:
		return "n:1"
	default:
		return "n:m"
	}
}

// Counts says that a row enters figures.
func (r Row) Counts() bool {
	return r.Status == Accepted && len(r.Tasks) > 0 && len(r.Deliverables) > 0
}

// fixed says that people decided on a row.
func (r Row) fixed() bool { return r.How == ByHand || r.Status == Rejected || r.By != "" }

// same says that two rows have the same ends.
func (r Row) same(o Row) bool {
	return slices.Equal(r.Tasks, o.Tasks) && slices.Equal(r.Deliverables, o.Deliverables)
}

// Weights say how much each likeness counts, and from where a pair is proposed and accepted.
type Weights struct {
	Label, Neighbours, Owner, Kind float64
	Propose, Clear, Accept         float64 // Clear is the accept line where names and kinds agree
	Gap                            float64 // to the next best, for accepting
}

// Usual are the weights used where nobody says otherwise.
var Usual = Weights{Label: 0.55, Neighbours: 0.25, Owner: 0.10, Kind: 0.10, Propose: 0.45, Clear: 0.60, Accept: 0.75, Gap: 0.10}
