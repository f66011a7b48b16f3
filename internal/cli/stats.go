package cli

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"seika/analysis"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/source"
	"seika/model"
)

// figuring is a call of stats.
type figuring struct {
	*call
	format, from        *choice
	without             []string
	matrix, betweenness bool
}

func (c *call) stats() *cobra.Command {
	k := figuring{call: c, format: oneOf("text", "text", "json", "csv"), from: oneOf("", readerNames()...)}
	cmd := &cobra.Command{
		Use:     "stats FILE…",
		Short:   c.text(lang.M("cli.stats.short")),
		Long:    c.text(lang.M("cli.stats.long")),
		Example: c.text(lang.M("cli.stats.example")),
		Args:    between(1, -1),
		RunE:    func(cmd *cobra.Command, files []string) error { return k.run(cmd, files) },
	}
	f := cmd.Flags()
	f.Var(k.format, "format", c.text(lang.M("cli.stats.format")))
	f.Var((*texts)(&k.without), "without", c.text(lang.M("cli.stats.without")))
	f.BoolVar(&k.matrix, "matrix", false, c.text(lang.M("cli.stats.matrix")))
	f.BoolVar(&k.betweenness, "betweenness", false, c.text(lang.M("cli.stats.betweenness")))
	c.reads(cmd, k.from)
	return cmd
}

// run prints what is known of all files that can be read.
func (k *figuring) run(cmd *cobra.Command, names []string) error {
	switch {
	case k.matrix && k.format.value != "csv":
		return usage{cmd, lang.M("cli.stats.matrix_csv")}
	case k.matrix && len(k.without) > 0:
		return usage{cmd, lang.M("cli.stats.one_question")}
	case k.matrix && len(names) > 1:
		return usage{cmd, lang.M("cli.stats.one_matrix")}
	}
	ctx := cmd.Context()
	names, err := k.expanded(names)
	if err != nil {
		return err
	}
	var (
		figures []report.Figures
		losses  []report.Without
		bad     bool
	)
	for _, name := range names {
		in, err := k.read(ctx, name, k.from.value)
		if err == nil {
			k.warn(in)
			k.doing(lang.M("cli.doing.stats", "file", source.Visible(name)))
			if len(k.without) > 0 {
				err = k.loss(ctx, in, &losses)
			} else {
				err = k.figures(ctx, in, &figures)
			}
		}
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			k.tell(about(name, err))
			bad = true
		}
	}
	if err := k.show(figures, losses); err != nil {
		return err
	}
	if bad {
		return errTold
	}
	return nil
}

// expanded puts for each folder the files in it and below it that have the name of a readable file, by name.
func (k *call) expanded(names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		info, err := k.FS.Stat(name)
		if name == stdio || err != nil || !info.Mode.IsDir() {
			out = append(out, name) // what is wrong with it is told when it is read
			continue
		}
		below, err := k.files(name)
		if err != nil {
			return nil, about(name, err)
		}
		out = append(out, below...)
	}
	return out, nil
}

func (k *figuring) figures(ctx context.Context, in input, list *[]report.Figures) error {
	s, err := analysis.StatsOf(ctx, in.graph, analysis.StatsOptions{Betweenness: k.betweenness})
	if err != nil {
		return err
	}
	*list = append(*list, report.Figures{Name: in.File, Graph: in.graph, Stats: s})
	return nil
}

func (k *figuring) loss(ctx context.Context, in input, list *[]report.Without) error {
	var r analysis.Removed
	for _, what := range k.without {
		if err := takeAway(in.graph, what, &r); err != nil {
			return err
		}
	}
	l, err := analysis.WhatIf(ctx, in.graph, r)
	if err != nil {
		return err
	}
	*list = append(*list, report.Without{Name: in.File, Graph: in.graph, Removed: r, Loss: l})
	return nil
}

// takeAway finds what is meant: person:NAME, an id, or the name of a deliverable or group.
func takeAway(g *model.Graph, what string, r *analysis.Removed) error {
	if name, ok := strings.CutPrefix(what, "person:"); ok {
		all := people(g)
		if !model.NewList(all...).Has(name) {
			if len(all) == 0 {
				return lang.M("cli.stats.no_people", "name", source.Visible(name))
			}
			return lang.M("cli.stats.nobody", "name", source.Visible(name), "near", quote(nearest(name, all, near)))
		}
		r.People = append(r.People, name)
		return nil
	}
	id, err := find(g, what)
	if err == nil {
		r.IDs = append(r.IDs, id)
	}
	return err
}

// find finds a deliverable or group by its id or name.
func find(g *model.Graph, what string) (model.ID, error) {
	if id := model.ID(what); g.Has(id) {
		return id, nil
	}
	ids := slices.Concat(g.Named(what), g.GroupsNamed(what))
	switch len(ids) {
	case 0:
		var names []string
		for n := range g.Nodes() {
			names = append(names, n.Name)
		}
		return "", lang.M("cli.stats.nothing", "name", source.Visible(what), "near", quote(nearest(what, names, near)))
	case 1:
		return ids[0], nil
	default:
		var list []string
		for _, id := range ids {
			list = append(list, string(id))
		}
		return "", lang.M("cli.stats.several", "name", source.Visible(what), "n", len(ids), "ids", strings.Join(list, ", "))
	}
}

// near is how many names are suggested for one that is unknown.
const near = 3

// people lists who answers for something, or knows it, in the order of deliverables, each once.
func people(g *model.Graph) []string {
	var all model.List
	for n := range g.Nodes() {
		for _, name := range slices.Concat(n.Owner.Items(), n.Holders.Items()) {
			all = all.With(name)
		}
	}
	return all.Items()
}

// quote lists names as they would be typed.
func quote(names []string) string { return source.Visible(strings.Join(names, ", ")) }

func (k *figuring) show(figures []report.Figures, losses []report.Without) error {
	var b bytes.Buffer
	var err error
	what := k.format.value
	if len(k.without) > 0 {
		what += " without"
	}
	switch what {
	case "json":
		err = report.FiguresJSON(&b, figures)
	case "csv":
		if k.matrix {
			for _, f := range figures {
				err = errors.Join(err, report.MatrixCSV(&b, f))
			}
			break
		}
		err = report.FiguresCSV(&b, figures)
	case "json without":
		err = report.LossJSON(&b, losses)
	case "csv without":
		err = report.LossCSV(&b, losses)
	default:
		for i, f := range figures {
			if i > 0 {
				b.WriteByte('\n')
			}
			err = errors.Join(err, report.FiguresText(&b, f, report.Options{Lang: k.lang}))
		}
		for _, x := range losses {
			err = errors.Join(err, report.LossText(&b, x, report.Options{Lang: k.lang}))
		}
	}
	if err != nil {
		return err
	}
	return k.print(b.Bytes())
}
