package ui

import (
	"reflect"
	"slices"

	"seika/analysis"
	"seika/model"
	"seika/ui/panel"
)

// resolved is a question that is gone since the document was opened, with the model that it was last asked of: what it is about
// may be gone, too. It is never stored.
type resolved struct {
	finding analysis.Finding
	on      *model.Graph
}

// noteResolved compares a new report with the one before. Where other rules ask now, nothing is resolved by that.
func (h *held) noteResolved(in analysis.Input, now analysis.Report) {
	was := h.input
	h.input = in
	there := map[string]bool{}
	for _, f := range now.Findings {
		there[f.Key] = true
	}
	h.resolved = slices.DeleteFunc(h.resolved, func(r resolved) bool { return there[r.finding.Key] })
	if was.Graph == nil || h.report.Preset != now.Preset || was.Graph.Meta().Settings != in.Graph.Meta().Settings ||
		!reflect.DeepEqual(was.Options.User, in.Options.User) {
		return
	}
	for _, x := range now.Hidden {
		there[x.Finding.Key] = true // a stronger question stands for it
	}
	for _, f := range h.asking {
		if !there[f.Key] {
			f.Status = panel.Resolved
			h.resolved = slices.Insert(h.resolved, 0, resolved{f, was.Graph})
		}
	}
}

// listable are the findings that show, or those that are gone where somebody asks for these.
func (w *Window) listable() []analysis.Finding {
	if w.sift.State != panel.Gone {
		return w.held.visible
	}
	list := make([]analysis.Finding, len(w.held.resolved))
	for i, r := range w.held.resolved {
		list[i] = r.finding
	}
	return list
}

// GraphOf is the model that a finding is about.
func (w *Window) GraphOf(f analysis.Finding) *model.Graph {
	if f.Status == panel.Resolved {
		for _, r := range w.held.resolved {
			if r.finding.Key == f.Key {
				return r.on
			}
		}
	}
	return w.doc.Graph()
}
