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

// verbs are English words that begin the name of a task and begin no name of a thing: order, review and report are nouns as
// well, purchase and contact stand before one (a contact list), clean and complete describe one.
var verbs = setOf(`
	accept achieve add adjust agree analyse analyze announce apply approve arrange ask assemble assess assign become
	begin bring calculate cancel carry choose clarify collect communicate compare compile confirm consider convert
	coordinate create decide define deliver describe determine develop discuss distribute do educate eliminate enable
	ensure enter establish evaluate examine execute explain finalise finalize follow gather generate get give identify
	implement improve inform inspect integrate interpret introduce investigate invoke keep know learn maintain make
	negotiate notify observe obtain organise organize perform prepare prioritise prioritize proceed propose provide
	publish put receive recommend reduce register remove resolve respond retrieve sell send settle solve specify submit
	summarise summarize take teach tell translate understand validate verify write`)

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
