package rules

import (
	"strings"

	"seika/analysis"
	"seika/model"
	"seika/model/edit"
)

// What is said of deliverables: one member, flag or name.

// setText gives a member of the marked element what was typed.
func setText(member string) func(analysis.Case) model.Command {
	return func(c analysis.Case) model.Command {
		return edit.Set{IDs: c.Finding.At[:1], Member: member, Value: strings.TrimSpace(c.Text)}
	}
}

func renamed(c analysis.Case) model.Command {
	to := strings.TrimSpace(c.Text)
	if to == "" {
		return nil
	}
	return edit.Rename{ID: c.Finding.At[0], To: to}
}

// stripped takes the characters out of a name that cannot be seen; a tab or line end becomes a blank.
func stripped(c analysis.Case) model.Command {
	n, ok := c.Graph.Node(c.Finding.At[0])
	if !ok {
		return nil
	}
	name := strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case isHidden(r):
			return -1
		default:
			return r
		}
	}, n.Name)
	return edit.Rename{ID: n.ID, To: strings.TrimSpace(name)}
}

// tangible says of a know-how that it has a form after all.
func tangible(c analysis.Case) model.Command {
	k := c.Pick
	if hows := c.Finding.In(analysis.RoleMember); k == "" && len(hows) > 0 {
		k = hows[0]
	}
	return edit.Set{IDs: []model.ID{k}, Member: "kind", Value: "tangible"}
}

func owned(c analysis.Case) model.Command {
	n, ok := c.Graph.Node(c.Finding.At[0])
	if !ok {
		return nil
	}
	return edit.SetList{IDs: c.Finding.At[:1], Member: "owner", Items: withAll(n.Owner, c.Text)}
}

// approver lets somebody else approve.
func approver(c analysis.Case) model.Command {
	approvals := c.Finding.In(analysis.RolePartner)
	if len(approvals) == 0 || strings.TrimSpace(c.Text) == "" {
		return nil
	}
	p := newPlan(c)
	p.do(edit.SetList{IDs: approvals, Member: "owner", Items: withAll(model.List{}, c.Text)})
	p.do(edit.Set{IDs: approvals, Member: "role", Value: ""})
	return p.command(repairName)
}

// frequency renews an input as often as what is made from it, or something else once a year.
func frequency(c analysis.Case) model.Command {
	if e, ok := pair(c); ok {
		n, _ := c.Graph.Node(e.To)
		return edit.Set{IDs: []model.ID{e.From}, Member: "frequency", Value: string(n.Frequency)}
	}
	often := strings.TrimSpace(c.Text)
	if often == "" {
		often = "1/year"
	}
	return edit.Set{IDs: c.Finding.At[:1], Member: "frequency", Value: often}
}

// medium keeps what is made on that of its input too.
func medium(c analysis.Case) model.Command {
	e, ok := pair(c)
	if !ok {
		return nil
	}
	u, _ := c.Graph.Node(e.From)
	v, _ := c.Graph.Node(e.To)
	items := v.Medium
	for _, m := range u.Medium.Items() {
		items = items.With(m)
	}
	return edit.SetList{IDs: []model.ID{e.To}, Member: "medium", Items: items}
}

// system puts the end that lies in none into that of the other.
func system(c analysis.Case) model.Command {
	e, ok := pair(c)
	if !ok {
		return nil
	}
	u, _ := c.Graph.Node(e.From)
	v, _ := c.Graph.Node(e.To)
	if u.System == "" {
		return edit.Set{IDs: []model.ID{e.From}, Member: "system", Value: v.System}
	}
	return edit.Set{IDs: []model.ID{e.To}, Member: "system", Value: u.System}
}

// oldGoals makes the goals those that they were, where these are still there.
func oldGoals(c analysis.Case) model.Command {
	p := newPlan(c)
	if ids := c.Finding.In(analysis.RolePath); len(ids) > 0 {
		p.do(edit.Set{IDs: ids, Member: "goal", Value: "true"})
	}
	if ids := c.Finding.In(analysis.RoleGoal); len(ids) > 0 {
		p.do(edit.Set{IDs: ids, Member: "goal", Value: "false"})
	}
	return p.command(repairName)
}
