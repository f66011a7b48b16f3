package cli

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/source"
	"seika/model"
)

// checking is a call of check.
type checking struct {
	*call
	format, preset, level, notes *choice
	from                         *choice
	verbose                      bool
}

func (c *call) check() *cobra.Command {
	k := checking{
		call:   c,
		format: oneOf("text", "text", "json", "sarif"),
		preset: oneOf("", analysis.PresetNames...),
		level:  oneOf("medium", "info", "low", "medium", "high", "error"),
		notes:  oneOf("off", "off", "on"),
		from:   oneOf("", readerNames()...),
	}
	cmd := &cobra.Command{
		Use:     "check FILE…",
		Short:   c.text(lang.M("cli.check.short")),
		Long:    c.text(lang.M("cli.check.long")),
		Example: c.text(lang.M("cli.check.example")),
		Args:    between(1, -1),
		RunE:    func(cmd *cobra.Command, files []string) error { return k.run(cmd.Context(), files) },
	}
	f := cmd.Flags()
	f.Var(k.format, "format", c.text(lang.M("cli.check.format")))
	f.Var(k.preset, "preset", c.text(lang.M("cli.check.preset")))
	f.Var(k.level, "level", c.text(lang.M("cli.check.level")))
	f.BoolVar(&k.verbose, "verbose", false, c.text(lang.M("cli.check.verbose")))
	f.Var(k.notes, "notes", c.text(lang.M("cli.check.notes")))
	c.reads(cmd, k.from)
	return cmd
}

// run checks each file; one that cannot be read does not stop the others.
func (k *checking) run(ctx context.Context, names []string) error {
	run := report.Run{Version: k.Version, Rules: rules.All}
	for _, name := range names {
		f, err := k.file(ctx, name)
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			k.tell(err)
			run.Unread = append(run.Unread, k.problems(name, err)...)
			continue
		}
		run.Files = append(run.Files, f)
	}
	if err := k.show(ctx, run); err != nil {
		return err
	}
	switch {
	case len(run.Unread) > 0:
		return errTold
	case k.reached(run.Files):
		return errFound
	default:
		return nil
	}
}

func (k *checking) file(ctx context.Context, name string) (report.File, error) {
	in, err := k.read(ctx, name, k.from.value)
	if err != nil {
		return report.File{}, err
	}
	k.warn(in)
	at, err := where(ctx, in)
	if err != nil {
		return report.File{}, err
	}
	k.doing(lang.M("cli.doing.check", "file", source.Visible(name)))
	r, err := analysis.Run(ctx, analysis.Input{Graph: in.graph, Rules: rules.All, Options: analysis.Options{Preset: k.preset.value}})
	if err != nil {
		return report.File{}, err
	}
	for _, m := range r.Problems {
		k.complain(source.Problem{File: name, Line: 1, Col: 1, What: m}.In(k.lang))
	}
	return report.File{Name: name, URI: k.uri(name), Graph: in.graph, Report: r, Lines: at}, nil
}

// print writes all findings at once, when all are known.
func (k *checking) show(ctx context.Context, run report.Run) error {
	o := report.Options{Lang: k.lang, Verbose: k.verbose, Notes: k.notes.value == "on", Fixes: fixes(ctx)}
	var b bytes.Buffer
	switch k.format.value {
	case "json":
		if err := report.JSON(&b, run.Files, o); err != nil {
			return err
		}
	case "sarif":
		if err := report.SARIF(&b, run, o); err != nil {
			return err
		}
	default:
		for _, f := range run.Files {
			if err := report.Text(&b, f, o); err != nil {
				return err
			}
		}
	}
	return k.print(b.Bytes())
}

// reached says that a finding waits for an answer that is at least as severe as asked for.
func (k *checking) reached(files []report.File) bool {
	least, _ := analysis.ParseSeverity(k.level.value)
	for _, f := range files {
		for _, x := range f.Report.Findings {
			if x.Counted() && x.Severity >= least {
				return true
			}
		}
	}
	return false
}

// fixes lists the ids of what can be done about a finding.
func fixes(ctx context.Context) func(*model.Graph, analysis.Finding) ([]string, error) {
	return func(g *model.Graph, f analysis.Finding) ([]string, error) {
		list, err := rules.Fixes(ctx, analysis.Case{Graph: g, Finding: f, Entropy: make([]byte, 8)})
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, x := range list {
			ids = append(ids, x.ID)
		}
		return ids, nil
	}
}

// problems lists what is wrong with a file that could not be read, for programs.
func (c *call) problems(name string, err error) []source.Problem {
	var (
		refused *source.Refused
		problem source.Problem
		list    []source.Problem
	)
	switch {
	case errors.As(err, &refused):
		list = slices.Clone(refused.Problems)
	case errors.As(err, &problem):
		list = []source.Problem{problem}
	default:
		list = []source.Problem{{Line: 1, Col: 1, What: lang.M("cli.file.failed", "cause", err.Error())}}
	}
	for i := range list {
		list[i].File = c.uri(name)
	}
	return list
}

// uri names a file for programs, from the present folder: a log may be passed on, and tells nothing of the machine.
func (c *call) uri(name string) string {
	if name == stdio {
		return "stdin"
	}
	if filepath.IsAbs(name) {
		here, err := c.FS.RealPath(".")
		rel, outside := filepath.Rel(here, name)
		if err != nil || outside != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			rel = filepath.Base(name)
		}
		name = rel
	}
	return (&url.URL{Path: filepath.ToSlash(filepath.Clean(name))}).String()
}
