package cli

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"

	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/source"
	"seika/internal/taskview"
)

// importing are the options of convert for task views.
type importing struct {
	states, sync, knowHow, control, feedback, dashed, boxes *choice
	report, members                                         string
}

func newImporting() importing {
	return importing{
		states:   oneOf("versions", "versions", "merge"),
		sync:     oneOf("suggest", "suggest", "accept", "none"),
		knowHow:  oneOf("suggest", "suggest", "accept", "none"),
		control:  oneOf("keep", "keep", "drop"),
		feedback: oneOf("", "sync", "next", "drop"),
		dashed:   oneOf("", "feedback", "sync", "input"),
		boxes:    oneOf("deliverables", "deliverables", "tasks"),
	}
}

// viewFlags are those that only task views have a use for.
var viewFlags = []string{"states", "sync", "know-how", "control", "feedback", "report", "members"}

func (i *importing) flags(c *call, cmd *cobra.Command) {
	f := cmd.Flags()
	f.Var(i.states, "states", c.text(lang.M("cli.convert.states")))
	f.Var(i.sync, "sync", c.text(lang.M("cli.convert.sync")))
	f.Var(i.knowHow, "know-how", c.text(lang.M("cli.convert.know_how")))
	f.Var(i.control, "control", c.text(lang.M("cli.convert.control")))
	f.Var(i.feedback, "feedback", c.text(lang.M("cli.convert.feedback")))
	f.Var(i.dashed, "dashed", c.text(lang.M("cli.convert.dashed")))
	f.Var(i.boxes, "boxes", c.text(lang.M("cli.convert.boxes")))
	f.Var(typed{&i.members, "FILE"}, "members", c.text(lang.M("cli.convert.members")))
	f.Var(typed{&i.report, "FILE"}, "report", c.text(lang.M("cli.convert.report")))
}

// set hands the options to whatever reads.
func (i *importing) set(c *call) {
	taking := map[string]taskview.Taking{"suggest": taskview.Suggest, "accept": taskview.Accept, "none": taskview.Ignore}
	c.members = i.members
	c.boxes = map[string]importer.Boxes{"deliverables": importer.AsDeliverables, "tasks": importer.AsTasks}[i.boxes.value]
	c.dashed = map[string]source.Dashed{"input": source.DashedInput, "sync": source.DashedSync, "feedback": source.DashedFeedback}[i.dashed.value]
	c.view = taskview.Options{
		Merge: i.states.value == "merge", Sync: taking[i.sync.value], KnowHow: taking[i.knowHow.value], DropOrder: i.control.value == "drop",
		Feedback: map[string]taskview.Reading{"sync": taskview.AsSync, "next": taskview.AsNextRound, "drop": taskview.Dropped}[i.feedback.value],
	}
}

// tellImport says what became of a task view, in a line and, where asked for, in a report of its own.
func (k *converting) tellImport(cmd *cobra.Command, in input) error {
	if in.found == nil {
		for _, name := range viewFlags {
			if cmd.Flags().Changed(name) {
				return usage{cmd, lang.M("cli.convert.no_view", "flag", "--"+name)}
			}
		}
		return nil
	}
	x := report.Import{Name: in.File, Result: *in.found}
	k.complain(report.ImportLine(k.lang, x))
	if k.importing.report == "" {
		return nil
	}
	write := report.ImportMarkdown
	if strings.HasSuffix(strings.ToLower(k.importing.report), ".json") {
		write = report.ImportJSON
	}
	var b bytes.Buffer
	if err := write(&b, x, report.Options{Lang: k.lang}); err != nil {
		return err
	}
	return k.write(k.importing.report, b.Bytes(), nil)
}
