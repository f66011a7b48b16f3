// Command alarms prints how often each rule fires on models: a column for each model, and for each preset how many findings
// there are for every four deliverables; of many models a column for each format, with the share of its models. Rules that fire nearly everywhere tell nothing; what was decided about them stands on
// their pages under docs/rules.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/importer"
	importers "seika/internal/importer/all"
	"seika/internal/source"
	"seika/model"
)

// read is a model that could be read.
type read struct {
	name  string
	kind  string // the suffix of the file
	graph *model.Graph
	count map[string]int // findings by rule, hidden ones left out
	shown map[string]int // those the editor shows
}

func main() {
	var list []read
	for _, name := range os.Args[1:] {
		r, err := look(name)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			continue
		}
		list = append(list, r)
	}
	if len(list) == 0 {
		fmt.Fprintln(os.Stderr, "alarms MODEL…")
		os.Exit(2)
	}
	table(list)
	for _, p := range analysis.PresetNames {
		quarter(list, p)
	}
}

func look(name string) (read, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return read{}, err
	}
	const head = 512
	reader, ok := importer.Find(importers.Readers, name, data[:min(head, len(data))])
	if !ok {
		return read{}, fmt.Errorf("no reader")
	}
	g, err := reader.Graph(context.Background(), &source.Input{File: name, Data: data})
	if err != nil {
		return read{}, err
	}
	r := read{strings.TrimSuffix(strings.TrimSuffix(filepath.Base(name), ".txt"), ".seika"), filepath.Ext(name), g, map[string]int{}, map[string]int{}}
	report, err := analysis.Run(context.Background(), analysis.Input{
		Graph: g, Rules: rules.All, Options: analysis.Options{Preset: analysis.PresetAll},
	})
	for _, f := range report.Findings {
		r.count[f.Rule]++
	}
	now, _ := analysis.Hold(report, analysis.Waits{})
	for _, f := range now {
		r.shown[f.Rule]++
	}
	return r, err
}

// shown is how many models have a column of their own; of more each format has one.
const shown = 20

// column is a model, or the models of a format.
type column struct {
	head string
	of   []read
}

func columns(list []read) []column {
	var all []column
	for _, r := range list {
		if len(list) <= shown {
			all = append(all, column{r.name[:min(4, len(r.name))], []read{r}})
			continue
		}
		i := slices.IndexFunc(all, func(c column) bool { return c.head == r.kind })
		if i < 0 {
			all, i = append(all, column{head: r.kind}), len(all)
		}
		all[i].of = append(all[i].of, r)
	}
	return all
}

// cell is how often a rule fires on a model, or on how many of a format.
func (c column) cell(rule string) string {
	models, total := 0, 0
	for _, r := range c.of {
		if n := r.count[rule]; n > 0 {
			models++
			total += n
		}
	}
	switch {
	case total == 0:
		return "."
	case len(c.of) == 1:
		return fmt.Sprint(total)
	default:
		return fmt.Sprintf("%d%%", 100*models/len(c.of))
	}
}

func table(list []read) {
	fmt.Printf("%-34s %-4s %6s %6s", "rule", "in", "models", "total")
	parts := columns(list)
	for _, c := range parts {
		fmt.Printf(" %*s", max(4, len(c.head)), c.head)
	}
	fmt.Println()
	for _, rule := range rules.All {
		models, total := 0, 0
		for _, r := range list {
			if n := r.count[rule.ID]; n > 0 {
				models++
				total += n
			}
		}
		in := ""
		for _, p := range analysis.PresetNames[:3] {
			if rule.In(p) {
				in += strings.ToUpper(p[:1])
			}
		}
		fmt.Printf("%-34s %-4s %5d%% %6d", rule.ID+" "+rule.Slug, in, 100*models/len(list), total)
		for _, c := range parts {
			fmt.Printf(" %*s", max(4, len(c.head)), c.cell(rule.ID))
		}
		fmt.Println()
	}
}

// quarter prints how many findings of a preset there are for every four deliverables. In a workshop those count that the
// editor shows: it asks nothing below five deliverables.
func quarter(list []read, preset string) {
	var each []float64
	for _, r := range list {
		count := r.count
		if preset == analysis.PresetWorkshop {
			count = r.shown
		}
		n := 0
		for _, rule := range rules.All {
			if rule.In(preset) {
				n += count[rule.ID]
			}
		}
		if r.graph.NodeCount() > 0 {
			each = append(each, 4*float64(n)/float64(r.graph.NodeCount()))
		}
	}
	slices.Sort(each)
	fmt.Printf("%-9s findings for every 4 deliverables: median %.2f, most %.2f, of %d models\n", preset, each[len(each)/2], each[len(each)-1], len(each))
}
