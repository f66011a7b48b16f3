package panel

import (
	"seika/analysis"
)

// entry is a row of the list: a question, or many of one rule folded into one.
type entry struct {
	finding analysis.Finding // of a fold, the first
	fold    int              // how many the row stands for; 0 is a question
}

// foldFrom is how many open questions of one rule are too many to be listed one by one.
const foldFrom = 6

// entriesOf lays out a list: what is open first, in its order, then what was answered. More than five open questions of one
// rule are one row until somebody opens it; that row stays above them then.
func entriesOf(findings []analysis.Finding, opened map[string]bool) []entry {
	many := map[string]int{}
	for _, f := range findings {
		if f.Counted() {
			many[f.Rule]++
		}
	}
	var list []entry
	folded := map[string]bool{}
	for _, f := range findings {
		if !f.Counted() {
			continue
		}
		if n := many[f.Rule]; n >= foldFrom {
			if !folded[f.Rule] {
				folded[f.Rule] = true
				list = append(list, entry{finding: f, fold: n})
				if opened[f.Rule] {
					for _, x := range findings {
						if x.Rule == f.Rule && x.Counted() {
							list = append(list, entry{finding: x})
						}
					}
				}
			}
			continue
		}
		list = append(list, entry{finding: f})
	}
	for _, f := range findings {
		if !f.Counted() {
			list = append(list, entry{finding: f})
		}
	}
	return list
}

// InReadingOrder lists findings as the list shows them, folds open: what is open first, each rule that is folded together.
func InReadingOrder(findings []analysis.Finding) []analysis.Finding {
	opened := map[string]bool{}
	for _, f := range findings {
		opened[f.Rule] = true
	}
	var list []analysis.Finding
	for _, e := range entriesOf(findings, opened) {
		if e.fold == 0 {
			list = append(list, e.finding)
		}
	}
	return list
}
