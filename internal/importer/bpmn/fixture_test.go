package bpmn_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"seika/internal/importer/bpmn"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// The own fixtures: each a file and what comes of it. The shorthand of in.bpmn leaves out the frame that all files share.
func TestFixtures(t *testing.T) {
	paths, err := filepath.Glob("../../../testdata/import/bpmn/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			require.NoError(t, err)
			var in, want []byte
			for _, f := range a.Files {
				switch f.Name {
				case "in.bpmn":
					in = f.Data
				case "want":
					want = f.Data
				}
			}
			got := outcome(t, in)
			if os.Getenv("UPDATE") != "" {
				for i := range a.Files {
					if a.Files[i].Name == "want" {
						a.Files[i].Data = []byte(got)
					}
				}
				require.NoError(t, os.WriteFile(path, txtar.Format(a), 0o644))
				return
			}
			require.Equal(t, string(want), got)
		})
	}
}

const frame = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:own="urn:own">`

// outcome is what comes of a file in words a person can read.
func outcome(t *testing.T, data []byte) string {
	text := strings.TrimSpace(string(data))
	switch {
	case strings.HasPrefix(text, "Shift_JIS:"):
		s, err := japanese.ShiftJIS.NewEncoder().String(`<?xml version="1.0" encoding="Shift_JIS"?>` + frame + strings.TrimPrefix(text, "Shift_JIS:") + "</definitions>")
		require.NoError(t, err)
		text = s
	case strings.HasPrefix(text, "whole:"):
		text = strings.TrimPrefix(text, "whole:")
	default:
		text = frame + text + "</definitions>"
	}
	in := &source.Input{File: "in.bpmn", Data: []byte(text)}
	v, err := bpmn.View(t.Context(), in)
	if err != nil {
		return err.Error() + "\n"
	}
	r, err := taskview.Derive(t.Context(), v, taskview.Options{})
	require.NoError(t, err)
	return tale(r)
}

// tale tells a result.
func tale(r taskview.Result) string {
	var b strings.Builder
	g := r.Graph
	var lines []string
	for n := range g.Nodes() {
		s := n.Name
		if n.Kind == model.Intangible {
			s = "(" + s + ")"
		}
		if n.Trace.Prov != model.Stated {
			s += " · " + string(n.Trace.Prov)
		}
		if n.Trace.Conf.Said {
			s += fmt.Sprintf(" %d", n.Trace.Conf.N)
		}
		if n.Scope == model.External {
			s += " · external"
		}
		if n.Goal {
			s += " · goal"
		}
		if !n.Owner.Empty() {
			s += " · " + strings.Join(n.Owner.Items(), ", ")
		}
		if !n.Tags.Empty() {
			s += " · #" + strings.Join(n.Tags.Items(), " #")
		}
		if p, ok := g.Group(n.In); ok {
			s += " · in " + p.Name
		}
		if n.Branch != "" {
			s += " · branch " + n.Branch
		}
		if n.Note != "" {
			s += " · note " + n.Note
		}
		lines = append(lines, s)
	}
	slices.Sort(lines)
	for _, l := range lines {
		fmt.Fprintln(&b, l)
	}
	lines = nil
	for x := range g.Relations() {
		s := g.Label(x.From) + " > " + g.Label(x.To)
		if x.Kind == model.Sync {
			s = g.Label(x.From) + " = " + g.Label(x.To)
		}
		if x.Trace.Prov != model.Stated {
			s += " · " + string(x.Trace.Prov)
		}
		if x.Note != "" {
			s += " · note " + x.Note
		}
		lines = append(lines, s)
	}
	slices.Sort(lines)
	b.WriteString("\n")
	for _, l := range lines {
		fmt.Fprintln(&b, l)
	}
	lines = nil
	for p := range g.Proposals() {
		name := g.Label
		for q := range g.Proposals() {
			if q.As == model.AsNode {
				old := name
				name = func(id model.ID) string {
					if id == q.Node.ID {
						return q.Node.Name
					}
					return old(id)
				}
			}
		}
		switch p.As {
		case model.AsNode:
			lines = append(lines, fmt.Sprintf("suggested: %s · %d", p.Node.Name, p.Node.Trace.Conf.N))
		case model.AsIO:
			lines = append(lines, fmt.Sprintf("suggested: %s > %s", name(p.Relation.From), name(p.Relation.To)))
		default:
			ends := []string{name(p.Relation.From), name(p.Relation.To)}
			slices.Sort(ends)
			lines = append(lines, fmt.Sprintf("suggested: %s = %s · %d", ends[0], ends[1], p.Relation.Trace.Conf.N))
		}
	}
	slices.Sort(lines)
	for _, l := range lines {
		fmt.Fprintln(&b, l)
	}
	if len(r.Questions) > 0 {
		b.WriteString("\n")
	}
	for _, q := range r.Questions {
		if !strings.HasPrefix(q.Code, "B6-order") {
			fmt.Fprintln(&b, q.Code, q.What.In(lang.EN))
		}
	}
	if len(r.Losses) > 0 {
		b.WriteString("\n")
	}
	for _, l := range r.Losses {
		fmt.Fprintln(&b, "lost", l.Why, l.ID, l.Name)
	}
	return b.String()
}
