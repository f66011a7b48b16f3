package bpmn

import "seika/internal/taskview"

// extension reads what this program wrote about a process.
func (r *reader) extension() {
	for e := range r.x.Elements() {
		if e.Space != ownSpace || e.Local != "relations" {
			continue
		}
		for e := range r.x.Elements() {
			switch {
			case e.Space != ownSpace:
			case e.Local == "io":
				r.v.Own.IO = append(r.v.Own.IO, [2]string{e.Attr("from"), e.Attr("to")})
			case e.Local == "sync":
				r.v.Own.Sync = append(r.v.Own.Sync, [2]string{e.Attr("a"), e.Attr("b")})
			}
		}
	}
}

// own reads what this program wrote about a piece of data.
func (r *reader) own(d *taskview.Data) {
	for e := range r.x.Elements() {
		if e.Space != ownSpace || e.Local != "deliverable" {
			continue
		}
		k := taskview.Known{
			ID: e.Attr("id"), Name: e.Attr("name"), Kind: e.Attr("kind"), Subtype: e.Attr("subtype"), External: e.Attr("scope") == "external",
			Goal: isTrue(e.Attr("goal")), State: e.Attr("state"), Work: e.Attr("work"),
		}
		for o := range r.x.Elements() {
			if o.Space == ownSpace && o.Local == "owner" {
				k.Owner = append(k.Owner, o.Attr("name"))
			}
		}
		d.Known = &k
	}
}
