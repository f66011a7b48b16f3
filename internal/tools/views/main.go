// Command views prints what becomes of task views: for each file how many deliverables are stated, come by message or are
// inferred, how many inputs are stated, inferred or come from mere order, and how many suggestions, questions and losses there
// are. The same files give the same bytes, unless -ms adds how long each took.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"seika/internal/importer"
	importers "seika/internal/importer/all"
	"seika/internal/source"
	"seika/internal/taskview"
)

func main() {
	timed := flag.Bool("ms", false, "also how many milliseconds each file took, the slowest below")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "views [-ms] FILE…")
		os.Exit(2)
	}
	ms := func(took time.Duration) string {
		if !*timed {
			return ""
		}
		return fmt.Sprintf(" %6.1f", float64(took.Microseconds())/1000)
	}
	title := ""
	if *timed {
		title = "     ms"
	}
	fmt.Printf("%-64s %6s %7s %8s %7s %7s %5s %5s %8s %9s %6s%s\n",
		"file", "stated", "message", "inferred", "io", "io inf.", "order", "sync", "know-how", "questions", "losses", title)
	var sum taskview.Counts
	read, refused, questions, losses := 0, 0, 0, 0
	var slowest time.Duration
	for _, name := range flag.Args() {
		start := time.Now()
		r, err := look(name)
		took := time.Since(start)
		slowest = max(slowest, took)
		if err != nil {
			refused++
			fmt.Printf("%-64s %v\n", filepath.Base(name), err)
			continue
		}
		read++
		questions, losses = questions+len(r.Questions), losses+len(r.Losses)
		row(filepath.Base(name), r.Counts, len(r.Questions), len(r.Losses), ms(took))
		sum = add(sum, r.Counts)
	}
	row(fmt.Sprintf("%d read, %d refused", read, refused), sum, questions, losses, ms(slowest))
}

func row(name string, c taskview.Counts, questions, losses int, ms string) {
	fmt.Printf("%-64s %6d %7d %8d %7d %7d %5d %5d %8d %9d %6d%s\n",
		name, c.Stated, c.Message, c.Inferred, c.StatedIO, c.InferredIO, c.Order, c.Syncs, c.KnowHow, questions, losses, ms)
}

func add(a, b taskview.Counts) taskview.Counts {
	return taskview.Counts{
		Stated: a.Stated + b.Stated, Message: a.Message + b.Message, Inferred: a.Inferred + b.Inferred, StatedIO: a.StatedIO + b.StatedIO,
		InferredIO: a.InferredIO + b.InferredIO, Order: a.Order + b.Order, Syncs: a.Syncs + b.Syncs, StatedSync: a.StatedSync + b.StatedSync, KnowHow: a.KnowHow + b.KnowHow,
	}
}

func look(name string) (taskview.Result, error) {
	f, err := os.Open(name)
	if err != nil {
		return taskview.Result{}, err
	}
	defer func() { _ = f.Close() }()
	ctx := context.Background()
	in, err := source.Read(ctx, filepath.Base(name), f, source.Limits{})
	if err != nil {
		return taskview.Result{}, err
	}
	const head = 512
	reader, ok := importer.Find(importers.Readers, name, in.Data[:min(head, len(in.Data))])
	if strings.HasSuffix(name, ".drawio") {
		reader, ok = importer.Named(importers.Readers, "pfd-drawio") // as boxes and lines it would be a model already
	}
	if !ok || reader.View == nil {
		return taskview.Result{}, fmt.Errorf("no task view")
	}
	defer func() {
		if p := recover(); p != nil {
			fmt.Printf("%s: PANIC %v\n", name, p)
			panic(p)
		}
	}()
	v, err := reader.View(ctx, in)
	if err != nil {
		return taskview.Result{}, err
	}
	return taskview.Derive(ctx, v, taskview.Options{})
}
