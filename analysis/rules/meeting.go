package rules

import (
	"seika/analysis"
	"seika/model"
)

// ForMeeting lists what can be done about a meeting: a record of what is agreed, a member settled before the others, and
// something assumed so that who waits may begin. c is without a finding: a meeting is there whether or not a rule asks.
func ForMeeting(c analysis.Case, m analysis.Meeting) []analysis.Fix {
	var out []analysis.Fix
	add := func(r analysis.Repair, f analysis.Finding) {
		c := c
		c.Finding = f
		if cmd := r.Make(c); cmd != nil {
			out = append(out, analysis.Fix{ID: r.ID, Command: cmd})
		}
	}
	members := analysis.Finding{Rule: S09.ID, At: m.Members}
	add(record, members)
	c.Pick = m.FixFirst
	add(fixFirst, members)
	c.Pick = ""
	if len(m.Waits) > 0 {
		for _, v := range m.Members {
			before := len(out)
			add(assume, analysis.Finding{
				Rule: S02.ID, At: append([]model.ID{v}, m.Waits...), Evidence: []analysis.Num{num("members", 1)},
			})
			if len(out) > before {
				break
			}
		}
	}
	return out
}
