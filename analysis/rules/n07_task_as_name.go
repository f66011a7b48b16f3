package rules

import (
	"strings"

	"seika/analysis"
)

// N07 finds names that say what is done in place of what is there afterwards.
var N07 = analysis.Rule{
	ID: "N07", Slug: "task-as-name", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"label"}, Answer: analysis.Nouns, Writes: "name", Accept: acceptName,
	Fixes: []analysis.Repair{renameToThing},
	Run:   taskAsName,
}

func taskAsName(p *analysis.Pass) {
	v := int32(0)
	for n := range p.Graph.Nodes() {
		if p.Cancelled() {
			return
		}
		if readsAsTask(n.Name) {
			p.Report(analysis.Finding{At: p.At(v)})
		}
		v++
	}
}

// taskEndings are what names of work end in. する and した follow a noun; を行う goes with the noun before.
var taskEndings = []string{"を行う", "する", "した", "作業", "対応", "処理"}

// verbs are English words that begin the name of a task and are no noun as well: order, review, check, plan and report are
// left alone.
var verbs = setOf(`
	accept achieve add adjust agree analyse analyze announce apply approve arrange ask assemble assess assign become begin
	bring calculate cancel carry choose clarify clean collect communicate compare compile complete conduct confirm consider
	contact convert coordinate create decide define deliver describe determine develop discuss distribute do draw educate
	eliminate enable ensure enter establish evaluate examine execute explain extract fill finalise finalize find follow
	gather generate get give go identify implement improve inform insert inspect install integrate interpret introduce
	investigate invite invoke keep know learn maintain make measure meet negotiate notify observe obtain organise organize
	pay perform pick prepare present prioritise prioritize proceed propose provide publish purchase put read receive
	recommend reduce register reject remove reply resolve respond retrieve select sell send settle show solve specify start
	submit summarise summarize take talk teach tell think train translate understand update upload use validate verify visit
	wait write`)

func readsAsTask(name string) bool {
	name = strings.TrimSpace(name)
	for _, end := range taskEndings {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	first, _, _ := strings.Cut(name, " ")
	return verbs[strings.ToLower(first)]
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
