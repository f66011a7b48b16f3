// Package analysis asks questions of a model. It turns a graph into index arrays and shared facts, runs rules over them and
// gives back findings: ids and whole numbers, in one order, the same for the same model.
//
// No rule lives here, and no text for people: rules are in analysis/rules, their words in analysis/text. It knows no file,
// no window and no clock.
package analysis

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"seika/model"
)

// Severity says how much a finding matters. Zero is "not said", and then the rule's own holds.
type Severity uint8

// The severities, from a remark to a relation that says nothing.
const (
	Info Severity = iota + 1
	Low
	Medium
	High
	Error
)

// Severities lists them by name, as they are written.
var severities = [...]string{"", "info", "low", "medium", "high", "error"}

func (s Severity) String() string { return severities[s] }

// ParseSeverity reads a name of a severity.
func ParseSeverity(name string) (Severity, bool) {
	i := slices.Index(severities[1:], name)
	return Severity(i + 1), i >= 0
}

// Kind is what a finding is good for; it follows from the severity.
type Kind string

// The kinds.
const (
	Remark Kind = "info"
	Review Kind = "review" // a question about the business
	Fail   Kind = "fail"
)

// Open is the status of a finding that nobody has answered. The others are those of an answer.
const Open model.Status = "open"

// Role says how a related element proves a finding.
type Role string

// The roles.
const (
	RoleInput   Role = "input"
	RolePartner Role = "partner"
	RoleMember  Role = "member"
	RoleWaits   Role = "waits"
	RolePath    Role = "path"
	RoleGoal    Role = "goal"
	RoleWhole   Role = "whole"
)

// Related is an element that proves a finding.
type Related struct {
	ID   model.ID
	Role Role
}

// Num is a number that can be counted on the picture; shares are in per cent.
type Num struct {
	Name  string
	Value int
}

// Finding is one question about a model.
type Finding struct {
	Rule, Variant string
	Key           string
	Anchors       []model.ID // the least that identifies it, sorted; none is the whole model
	Severity      Severity
	Rank          int // 0 … 100 within the severity
	At            []model.ID
	Related       []Related
	Old           *Old  // of two models compared, else nil
	Evidence      []Num // in the order that the rule says
	Status        model.Status
	Answer        *model.Answer // also where it no longer covers the finding
}

// Old is what a finding of two models compared says of the older one.
type Old struct {
	Graph *model.Graph
	Gone  []model.ID // deliverables of it
}

// Was is the older of two models compared, or nil.
func (f Finding) Was() *model.Graph {
	if f.Old == nil {
		return nil
	}
	return f.Old.Graph
}

// Gone lists deliverables of the older of two models.
func (f Finding) Gone() []model.ID {
	if f.Old == nil {
		return nil
	}
	return f.Old.Gone
}

// Kind follows from the severity.
func (f Finding) Kind() Kind {
	switch f.Severity {
	case Info:
		return Remark
	case Error:
		return Fail
	default:
		return Review
	}
}

// Question is what an answer to the finding answers.
func (f Finding) Question() model.Question {
	return model.Question{Rule: f.Rule, Anchors: listOf(f.Anchors)}
}

// Reply makes an answer one to this finding, as it is now.
func (f Finding) Reply(a model.Answer) model.Answer {
	a.Question, a.Scope = f.Question(), f.Scope()
	return a
}

// Counted says that the finding still waits for an answer: it is open or somebody has been asked.
func (f Finding) Counted() bool { return f.Status == Open || f.Status == model.Asked }

// Asks says that the finding is a question that waits for an answer. What the run says of itself asks nothing.
func (f Finding) Asks() bool { return f.Counted() && !f.ofRun() }

// Num is the number of that name, 0 where there is none.
func (f Finding) Num(name string) int {
	for _, n := range f.Evidence {
		if n.Name == name {
			return n.Value
		}
	}
	return 0
}

// In lists the related elements of a role, in the rule's order.
func (f Finding) In(r Role) []model.ID {
	var ids []model.ID
	for _, x := range f.Related {
		if x.Role == r {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// Scope is a short sum over what the finding is about: its variant, At, and related inputs, partners and members. An answer
// covers a finding of the same scope only.
func (f Finding) Scope() string {
	ids := make([]string, 0, len(f.At)+len(f.Related))
	for _, id := range f.At {
		ids = append(ids, string(id))
	}
	for _, r := range f.Related {
		switch r.Role {
		case RoleInput, RolePartner, RoleMember:
			ids = append(ids, string(r.ID))
		default:
		}
	}
	for _, id := range f.Gone() {
		ids = append(ids, string(id))
	}
	slices.Sort(ids)
	sum := sha256.Sum256([]byte(f.Variant + "\n" + strings.Join(slices.Compact(ids), "\n")))
	return hex.EncodeToString(sum[:4])
}

// Equal says that two findings tell the same.
func (f Finding) Equal(o Finding) bool {
	if (f.Answer == nil) != (o.Answer == nil) || f.Answer != nil && *f.Answer != *o.Answer {
		return false
	}
	return f.Rule == o.Rule && f.Variant == o.Variant && f.Key == o.Key && f.Severity == o.Severity && f.Rank == o.Rank &&
		f.Status == o.Status && slices.Equal(f.Anchors, o.Anchors) && slices.Equal(f.At, o.At) &&
		slices.Equal(f.Related, o.Related) && slices.Equal(f.Gone(), o.Gone()) && slices.Equal(f.Evidence, o.Evidence)
}

// place is where a finding stands in every list, lowest first, in 36 bits: what the run says of itself last; then severity,
// rank and rule. In one place the key decides.
func (f *Finding) place() uint64 {
	p := uint64(Error-f.Severity)<<8 | uint64(100-f.Rank)
	if f.ofRun() {
		p |= 1 << 11
	}
	for i := range 3 { // as far as a rule's name goes
		if p <<= 8; i < len(f.Rule) {
			p |= uint64(f.Rule[i])
		}
	}
	return p
}

// ofRun says that the run speaks of itself.
func (f *Finding) ofRun() bool { return strings.HasPrefix(f.Rule, "R") }

func byRule(a, b *Finding) int { return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Key, b.Key)) }

// key is RULE@anchor, RULE@anchor+anchor or RULE@model.
func key(rule string, anchors []model.ID) string {
	switch len(anchors) {
	case 0:
		return rule + "@model"
	case 1:
		return rule + "@" + string(anchors[0])
	default:
		return rule + "@" + strings.Join(texts(anchors), "+")
	}
}

func texts(ids []model.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

func listOf(ids []model.ID) model.List { return model.NewList(texts(ids)...) }
