package rules

import (
	"slices"
	"strings"

	"seika/analysis"
)

// S09 finds adjustments whose outcome is kept nowhere: no member is a result, an approval or reads as a record, and nothing is
// made from two of them.
var S09 = analysis.Rule{
	ID: "S09", Slug: "no-record", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{"structure", "tag", "label"}, Answer: analysis.Nouns, Accept: acceptRecord,
	Fixes: []analysis.Repair{record},
	Run:   noRecord,
}

func noRecord(p *analysis.Pass) {
	for i, c := range p.Clusters() {
		if p.Cancelled() {
			return
		}
		own, kept := 0, false
		for _, v := range c.Members {
			kept = kept || p.IsGoal(v) || p.Is(v, analysis.Approval) || isRecord(p, v)
			if !p.Is(v, analysis.KnowHow|analysis.External) {
				own++
			}
		}
		if own < 2 || kept || sharedOutput(p, c, int32(i)) {
			continue
		}
		p.ReportIf(sureCluster(p, c), analysis.Finding{
			Anchors: p.At(c.Members[0]), At: p.First(c.Hub, c.Members), Evidence: p.Nums(num("members", len(c.Members))),
		})
	}
}

// What is agreed is kept in what is called so.
var (
	recordWords  = []string{"議事録", "記録", "合意", "覚書", "契約", "協定"}
	recordsLatin = setOf("minutes record records agreement agreements contract contracts memo memorandum protocol protocols")
)

// isRecord says that a deliverable reads as a record of what was agreed. What is in heads is none, whatever its name.
func isRecord(p *analysis.Pass, v int32) bool {
	if p.Is(v, analysis.KnowHow) {
		return false
	}
	n, _ := p.Graph.Node(p.ID(v))
	return slices.ContainsFunc(recordWords, func(w string) bool { return strings.Contains(n.Name, w) }) ||
		slices.ContainsFunc(strings.Fields(n.Name), func(w string) bool { return recordsLatin[strings.ToLower(w)] })
}

func sharedOutput(p *analysis.Pass, c analysis.Cluster, here int32) bool {
	seen := map[int32]bool{}
	for _, v := range c.Members {
		for _, w := range p.Out(v) {
			if p.ClusterOf(w) == here {
				continue
			}
			if seen[w] {
				return true
			}
			seen[w] = true
		}
	}
	return false
}
