// Command torture runs the tests that take minutes, and prints what each of them counted. What could not run is listed at the
// end and never counts as passed. See docs/reliability.md.
//
//	torture [-part NAME] [-fuzz 1m] [-divide N]
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// part is one of the tests.
type part struct {
	name  string
	about string
	runs  func(*torture) []run
}

// run is a call of go test.
type run struct {
	what  string
	args  []string
	env   []string
	fails bool // as a fault was planted
}

var parts = []part{
	{"crash", "every operation fails in every way, or is the last", func(*torture) []run {
		return []run{
			headless("./internal/store/", "-run", "Whatever|Careless|Foreign|FullDiskHarms|WhileRecovering"),
			headless("./internal/store/crashfs/", "./internal/store/journal/", "-run", "Cut|Flipped|Survives|Real"),
		}
	}},
	{"kill", "kill -9 of a program that edits and saves", func(*torture) []run {
		return []run{headless("./internal/store/", "-run", "AKilledProgram")}
	}},
	{"power", "power cuts on ext4 on a loop device", func(*torture) []run {
		return []run{headless("./internal/store/", "-run", "APowerCut")}
	}},
	{"full", "each level of a full tmpfs", func(*torture) []run {
		return []run{headless("./internal/store/", "-run", "ARealFullDisk")}
	}},
	{"undo", "a million random edits taken back and carried out again", func(*torture) []run {
		return []run{headless("./internal/store/journal/", "-run", "AllEdits")}
	}},
	{"big", "hostile files of 50 MB, each by every reader", func(*torture) []run {
		return []run{headless("./internal/importer/all/", "-run", "ABigHostileFile")}
	}},
	{"panics", "panics in handlers, workers, edits and listeners", func(*torture) []run {
		return []run{headless("./ui/", "-run", "APanicAnywhere")}
	}},
	{"monkey", "keys, commands and clicks at random in the window", func(t *torture) (all []run) {
		for seed := 1; seed <= 5; seed++ {
			r := headless("./ui/", "-run", "AMonkey")
			r.env = append(r.env, "SEIKA_MONKEY="+strconv.Itoa(10_000/t.divide), "SEIKA_SEED="+strconv.Itoa(seed))
			all = append(all, r)
		}
		return all
	}},
	{"calls", "the order of system calls of a save; what the command line opens", func(*torture) []run {
		return []run{headless("./internal/store/", "-run", "SystemCalls"), headless("./internal/cli/", "-run", "OpensNothingElse")}
	}},
	{"soak", "editing, saving and recovering for a long time, with what that takes; SEIKA_SOAK=1h for how long", func(*torture) []run {
		return []run{headless("./internal/store/", "-run", "ALongDay")}
	}},
	{"others", "two windows, another program, and saves of one's own", func(*torture) []run {
		return []run{
			headless("./internal/store/", "-run", "TwoWindowsAnd|AForeign"),
			headless("./ui/", "-run", "OwnSaves|ToldWithinASecond"),
		}
	}},
	{"faults", "five planted faults, each of which its tests must find", faults},
	{"race", "the race detector", func(*torture) []run {
		packages := []string{"./model/...", "./internal/store/...", "./internal/source/", "./internal/importer/...", "./internal/live/", "./internal/export/...", "./analysis/..."}
		const alone = "Whatever|Careless|WhileRecovering|AllEdits|Flipped|Cut|EveryReader|Slow" // enumerations on one goroutine: hours here
		args := []string{"-race", "-short", "-skip", alone, "-tags", tags}
		return []run{{what: "race", args: append(args, packages...), env: []string{"CGO_ENABLED=1", "SEIKA_TORTURE="}}}
	}},
	{"fuzz", "each fuzz target in turn", fuzz},
}

const tags = "ci,migrated_fynedo"

// headless is a call of go test without a C compiler.
func headless(args ...string) run {
	return run{what: strings.Join(args, " "), args: append([]string{"-tags", tags}, args...), env: []string{"CGO_ENABLED=0"}}
}

// faults runs the gates that are named for each planted fault.
func faults(*torture) []run {
	store := "./internal/store/"
	gates := []struct{ fault, pkg, run string }{
		{"no-file-sync", store, "WhateverFails"},
		{"no-folder-sync", store, "WhateverFails"},
		{"truncates-in-place", store, "WhateverFailsTheFile"},
		{"truncates-in-place", store, "AKilledProgram"},
		{"truncates-in-place", store, "AFullDiskHarms"},
		{"no-checksum", "./internal/store/journal/", "Cut|Flipped|AnotherJournal"},
		{"blind-close", store, "WhateverFailsTheFile"},
	}
	if os.Getuid() == 0 {
		gates = append(gates, struct{ fault, pkg, run string }{"no-file-sync", store, "APowerCut"},
			struct{ fault, pkg, run string }{"no-folder-sync", store, "APowerCut"})
	}
	var out []run
	for _, g := range gates {
		r := headless(g.pkg, "-run", g.run, "-failfast")
		r.args[1] = tags + ",seeded"
		r.what = g.fault + ": " + g.run
		r.env = append(r.env, "SEIKA_FAULT="+g.fault)
		r.fails = true
		out = append(out, r)
	}
	return out
}

var target = regexp.MustCompile(`(?m)^func (Fuzz\w*)\(`)

// fuzz finds the targets in the sources.
func fuzz(t *torture) []run {
	var out []run
	_ = filepath.WalkDir(".", func(path string, _ os.DirEntry, err error) error { // what cannot be read has no targets
		if err != nil || !strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "build/") {
			return nil
		}
		text, _ := os.ReadFile(path)
		for _, m := range target.FindAllSubmatch(text, -1) {
			dir, name := "./"+filepath.Dir(path), string(m[1])
			r := headless(dir, "-run", "^$", "-fuzz", "^"+name+"$", "-fuzztime", t.fuzz.String(), "-fuzzminimizetime", "1s")
			r.what = "fuzz " + dir + " " + name
			out = append(out, r)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b run) int { return strings.Compare(a.what, b.what) })
	return out
}

type torture struct {
	out    io.Writer
	fuzz   time.Duration
	divide int
	notRun []string
	failed []string
}

func main() {
	only := flag.String("part", "", "run one part: "+strings.Join(names(), ", "))
	each := flag.Duration("fuzz", time.Minute, "time for each fuzz target")
	divide := flag.Int("divide", 1, "do only one of so many of what is counted")
	flag.Parse()
	t := &torture{out: os.Stdout, fuzz: *each, divide: max(1, *divide)}
	if *only != "" && !slices.Contains(names(), *only) {
		fmt.Fprintln(os.Stderr, "torture: no part", *only, "- there are", strings.Join(names(), ", "))
		os.Exit(2)
	}
	fmt.Fprintf(t.out, "torture, %s, counts divided by %d\n", time.Now().Format(time.DateOnly), t.divide)
	for _, p := range parts {
		if *only == "" || *only == p.name {
			t.part(p)
		}
	}
	for _, what := range t.notRun {
		fmt.Fprintln(t.out, "NOT RUN:", what)
	}
	for _, what := range t.failed {
		fmt.Fprintln(t.out, "FAILED:", what)
	}
	if len(t.failed) > 0 {
		os.Exit(1)
	}
	if len(t.notRun) > 0 {
		fmt.Fprintf(t.out, "torture: the rest passed, but %d part(s) did NOT RUN\n", len(t.notRun))
		return
	}
	fmt.Fprintln(t.out, "torture: everything ran and passed")
}

func names() (out []string) {
	for _, p := range parts {
		out = append(out, p.name)
	}
	return out
}

func (t *torture) part(p part) {
	begin := time.Now()
	fmt.Fprintf(t.out, "\n%s: %s\n", p.name, p.about)
	for _, r := range p.runs(t) {
		t.run(r)
	}
	fmt.Fprintf(t.out, "  (%s)\n", time.Since(begin).Round(time.Second))
}

// run prints what a test counted, and only where it fails the rest.
func (t *torture) run(r run) {
	cmd := exec.Command("go", append([]string{"test", "-v", "-count=1", "-timeout", "6h"}, r.args...)...)
	cmd.Env = append(append(os.Environ(), "SEIKA_TORTURE="+strconv.Itoa(t.divide)), r.env...)
	var all bytes.Buffer
	cmd.Stdout, cmd.Stderr = &all, &all
	err := cmd.Run()
	switch {
	case r.fails && !bytes.Contains(all.Bytes(), []byte("--- FAIL")):
		t.failed = append(t.failed, r.what+" was not found")
	case r.fails:
		fmt.Fprintf(t.out, "  %s: found\n", r.what)
	case err != nil:
		t.failed = append(t.failed, r.what)
		_, _ = io.Copy(t.out, &all)
	default:
		t.counts(r.what, &all)
	}
}

var noted = regexp.MustCompile(`^\s+\S+_test\.go:\d+: (.*)$`)

func (t *torture) counts(what string, all io.Reader) {
	fuzzed, tests := "", 0
	for lines := bufio.NewScanner(all); lines.Scan(); {
		line := lines.Text()
		note := noted.FindStringSubmatch(line)
		switch {
		case strings.HasPrefix(strings.TrimSpace(line), "--- PASS"):
			tests++
		case note != nil && strings.HasPrefix(note[1], "NOT RUN"):
			t.notRun = append(t.notRun, what+strings.TrimPrefix(note[1], "NOT RUN"))
		case note != nil:
			fmt.Fprintln(t.out, "  "+note[1])
		case strings.HasPrefix(line, "fuzz: elapsed"):
			fuzzed = line
		}
	}
	if fuzzed != "" {
		fmt.Fprintf(t.out, "  %s: %s\n", strings.TrimPrefix(what, "fuzz "), strings.TrimPrefix(fuzzed, "fuzz: "))
		return
	}
	fmt.Fprintf(t.out, "  %s: %d tests passed\n", what, tests)
}
