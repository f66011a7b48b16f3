package rules

import (
	"slices"

	"seika/analysis"
)

// A08 finds approvals by those who made what is approved.
var A08 = analysis.Rule{
	ID: "A08", Slug: "maker-approves", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"owner", "role"}, Answer: analysis.Name, Writes: "owner", Accept: acceptApprover,
	Fixes: []analysis.Repair{setApprover},
	Run:   makerApproves,
}

func makerApproves(p *analysis.Pass) {
	for b := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.Is(b, analysis.Approval) || !p.Is(b, analysis.HasOwner|analysis.HasRole) {
			continue
		}
		approval, _ := p.Graph.Node(p.ID(b))
		for _, a := range p.Sync(b) {
			if a < b && p.Is(a, analysis.Approval) && p.Is(a, analysis.HasOwner|analysis.HasRole) {
				continue // two approvals of each other are one question
			}
			n, _ := p.Graph.Node(p.ID(a))
			sameRole := n.Role != "" && n.Role == approval.Role
			if sameRole && (n.Owner.Empty() || approval.Owner.Empty()) || slices.ContainsFunc(n.Owner.Items(), approval.Owner.Has) {
				p.Report(analysis.Finding{At: p.At(a), Anchors: p.At(a, b), Related: p.Related(analysis.RolePartner, b)})
			}
		}
	}
}
