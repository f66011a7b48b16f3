package model

import "strings"

// Records hold only strings, numbers, bools and small structs of these: == compares them, and nobody can write through a
// shared slice. Members are those of docs/format.md, in the same order.

// Node is a deliverable.
type Node struct {
	ID           ID
	Name         string // "" is a deliverable that has no name yet
	NameAlt      string // the name in the document's other language
	Kind         Kind
	Subtype      Subtype // of an intangible; kept but ignored while tangible
	Scope        Scope
	Goal         bool
	In           ID   // the one group it is in
	Owner        List // who answers for it: people or units
	Role         string
	Holders      List     // who has the know-how
	HolderCount  Optional // where names are not known
	Medium       List
	Location     string
	System       string
	Form         Form
	Frequency    Freq
	LeadTime     Dur // from the last input to ready
	Effort       Dur // person time
	Multiplicity Multiplicity
	Criteria     string // when it is done
	UsedBy       List   // users outside the picture
	State        string
	Revises      ID   // the earlier version of the same thing
	Replaces     List // ids in the as-is document
	Work         string
	Branch       string
	Tags         List
	Note         string // may appear in pictures and exports
	Private      string // never leaves the document unless asked for
	Ask          string // the open question about it
	Confidence   Confidence
	Trace        Trace
	At           Place // its centre
	Pin          bool  // tidy keeps it there
	Extra        Extra
}

// Trace says where an import found an element. Never changed later.
type Trace struct {
	Prov   Prov
	Conf   Optional // hundredths, 0–100
	Rule   string
	Origin List // ids in the source
	Extra  Extra
}

// RelationKind tells an input from a sync.
type RelationKind uint8

// The two relations.
const (
	IO   RelationKind = iota // From goes into To
	Sync                     // From and To are settled together; From < To
)

// Ends identifies a relation: its kind and the ids of its ends, deliverables or composites.
type Ends struct {
	Kind     RelationKind
	From, To ID
}

// IOEnds identifies the input from → to.
func IOEnds(from, to ID) Ends { return Ends{IO, from, to} }

// SyncEnds identifies the sync of a and b, given in either order.
func SyncEnds(a, b ID) Ends { return Ends{Sync, min(a, b), max(a, b)} }

// Stored is how the ends of a relation are kept: those of a sync in order.
func (e Ends) Stored() Ends {
	if e.Kind == Sync {
		return SyncEnds(e.From, e.To)
	}
	return e
}

// ID is the relation's id: "from>to" or "a=b".
func (e Ends) ID() ID {
	if e.Kind == Sync {
		return e.From + "=" + e.To
	}
	return e.From + ">" + e.To
}

// Other is the end that is not id.
func (e Ends) Other(id ID) ID {
	if e.From == id {
		return e.To
	}
	return e.From
}

// ParseEnds reads the id of a relation.
func ParseEnds(id ID) (Ends, bool) {
	if from, to, ok := strings.Cut(string(id), ">"); ok {
		return IOEnds(ID(from), ID(to)), true
	}
	if a, b, ok := strings.Cut(string(id), "="); ok {
		return SyncEnds(ID(a), ID(b)), true
	}
	return Ends{}, false
}

// Relation is an input or a sync. Moving an end is dropping one and putting another.
type Relation struct {
	Ends
	Use        Use // inputs only
	Label      string
	Work       string // inputs only
	Parties    List   // this and the next four: syncs only
	Channel    string
	CycleTime  Dur      // one round by the calendar
	Rounds     Optional // 1 or more
	Effort     Dur      // one conversation
	Note       string
	Private    string
	Ask        string
	Confidence Confidence
	Trace      Trace
	Tags       List
	Extra      Extra
}

// store brings the relation into its stored form: the ends of a sync in order, and nothing that only the other kind has.
func (r *Relation) store() {
	if r.Ends = r.Ends.Stored(); r.Kind == Sync {
		r.Use, r.Work = Create, ""
	} else {
		r.Parties, r.Channel, r.CycleTime, r.Rounds, r.Effort = List{}, "", "", Optional{}, ""
	}
	store(RelationFields(r.Kind), r)
}

// Group is a frame: an area, or a composite, which is a deliverable made of parts and alone carries relations.
type Group struct {
	ID      ID
	Name    string
	NameAlt string
	Kind    GroupKind
	In      ID
	Note    string
	Private string
	Tags    List
	Trace   Trace
	At      Place // only while it is empty
	Folded  bool
	Extra   Extra
}

// Phase is a stretch of the work that ends with a milestone. Order counts from 1.
type Phase struct {
	ID        ID
	Name      string
	NameAlt   string
	Order     int
	Iteration Optional // not said is 1
	Ends      ID       // the milestone deliverable
	Extra     Extra
}

// store brings the phase into its stored form: once is not said.
func (p *Phase) store() {
	if p.Iteration == Number(1) {
		p.Iteration = Optional{}
	}
}

// Question identifies what an answer answers: a rule and the anchors of the finding's key; none = the whole model.
type Question struct {
	Rule    string
	Anchors List
}

// Answer is what people said to a finding. It is kept when its element goes.
type Answer struct {
	Question
	Scope  string // 8 hex digits over what the finding was about
	Status Status
	Text   string
	By     string
	On     string // a date
	Who    string // whom to ask
	Due    string
	Extra  Extra
}

// Offer identifies a proposal: what it would become.
type Offer struct {
	As As
	ID ID // of the deliverable or the relation
}

// Proposal is a deliverable or relation that an import suggests. It is no part of the model until accepted.
type Proposal struct {
	As       As
	Node     Node     // where As is AsNode
	Relation Relation // where As is AsIO or AsSync
}

// Offer identifies the proposal.
func (p Proposal) Offer() Offer {
	if p.As == AsNode {
		return Offer{p.As, p.Node.ID}
	}
	return Offer{p.As, p.Relation.ID()}
}

// store brings the proposal into its stored form. The ends of a sync may come in either order.
func (p *Proposal) store() {
	switch p.As {
	case AsNode:
		p.Relation = Relation{}
	case AsIO:
		p.Node, p.Relation.Kind = Node{}, IO
	case AsSync:
		p.Node, p.Relation.Kind = Node{}, Sync
	default: // is refused
	}
	store(NodeFields, &p.Node)
	p.Relation.store()
}

// Meta is what belongs to the document as a whole.
type Meta struct {
	Version    int // of the file format, where it is newer than this program's; else 0
	Title      string
	TitleAlt   string
	Purpose    string
	PurposeAlt string
	Variant    Variant
	Level      Level
	Lang       string
	LangAlt    string
	Direction  Direction
	Tags       List
	Note       string
	Private    string
	Remarks    List
	AsisFile   string
	AsisHash   string
	Settings   JSON // an object
	Extra      Extra
}
