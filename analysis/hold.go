package analysis

import (
	"time"

	"seika/model"
)

// Waits says why findings are held back in the editor. Once a finding is shown, none of the reasons withdraws it.
type Waits struct {
	Born  map[model.ID]time.Time // when elements were made or last renamed in this session
	Busy  map[model.ID]bool      // selected, being named, being dragged
	Shown map[string]bool        // keys of what is shown already
	Now   time.Time
	All   bool // somebody asks for questions: nothing waits
}

const (
	// youth is how long a new element is left alone.
	youth = 10 * time.Second
	// Fewest is the number of deliverables from which on questions are asked unasked.
	Fewest = 5
)

// Hold lists the findings that may be shown now, in order, and when it should be asked again; zero is when something
// changes.
func Hold(r Report, w Waits) (visible []Finding, next time.Time) {
	for _, f := range r.Findings {
		if f.Severity == Error || w.All || w.Shown[f.Key] {
			visible = append(visible, f)
			continue
		}
		if r.Nodes < Fewest {
			continue
		}
		until, busy := w.of(f)
		switch {
		case !busy && until.IsZero():
			visible = append(visible, f)
		case !until.IsZero() && (next.IsZero() || until.Before(next)):
			next = until
		}
	}
	return visible, next
}

// of says until when the youth of its elements holds a finding back, and whether one of them is busy.
func (w Waits) of(f Finding) (until time.Time, busy bool) {
	for _, id := range f.At {
		busy = busy || w.Busy[id]
		if born, ok := w.Born[id]; ok {
			if end := born.Add(youth); end.After(w.Now) && end.After(until) {
				until = end
			}
		}
	}
	return until, busy
}

// Top lists the first n findings, at most two of a rule.
func Top(findings []Finding, n int) []Finding {
	const ofOneRule = 2
	count := map[string]int{}
	var top []Finding
	for _, f := range findings {
		if len(top) == n {
			break
		}
		if count[f.Rule]++; count[f.Rule] <= ofOneRule {
			top = append(top, f)
		}
	}
	return top
}

// Difference is what changed from one list of findings to the next, each part in order.
type Difference struct {
	Added, Removed []Finding
	Changed        []Finding // as they are now
}

// Empty says that nothing changed.
func (d Difference) Empty() bool { return len(d.Added)+len(d.Removed)+len(d.Changed) == 0 }

// Differ compares two lists of findings by key.
func Differ(before, after []Finding) Difference {
	was := make(map[string]*Finding, len(before))
	for i := range before {
		was[before[i].Key] = &before[i]
	}
	var d Difference
	for _, f := range after {
		old, ok := was[f.Key]
		switch {
		case !ok:
			d.Added = append(d.Added, f)
		case !old.Equal(f):
			d.Changed = append(d.Changed, f)
		}
		delete(was, f.Key)
	}
	for _, f := range before {
		if was[f.Key] != nil {
			d.Removed = append(d.Removed, f)
		}
	}
	return d
}
