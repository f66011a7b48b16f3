package bpmn_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"

	"seika/internal/importer/bpmn"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Law 6: one damaged byte, at a thousand places of each file, is a message with a place or a model, and never takes long.
func TestADamagedByteIsToldOrReadAndNeverTakesLong(t *testing.T) {
	places := 25
	if os.Getenv("SEIKA_CORPUS") != "" {
		places = 1000
	}
	for name, data := range files(t) {
		r := rand.New(rand.NewPCG(uint64(len(data)), 6))
		for range places {
			bad := slices.Clone(data)
			at := r.IntN(len(bad))
			bad[at] = [...]byte{'<', '>', '"', '&', 0, 0xff, ' ', 'x', bad[at] ^ 1, bad[at] ^ 0x20}[r.IntN(10)]
			start := processorTime()
			message := once(t.Context(), name, bad)
			require.Less(t, processorTime()-start, 2*time.Second, "%s, byte %d", name, at)
			if message != "" {
				require.Regexp(t, `^`+name+`:\d+:\d+: .`, message, "byte %d", at)
			}
		}
	}
}

// once reads and derives, and gives back what is told instead.
func once(ctx context.Context, name string, data []byte) string {
	in, err := source.Read(ctx, name, bytes.NewReader(data), source.Limits{})
	if err != nil {
		return err.Error()
	}
	v, err := bpmn.View(ctx, in)
	if err == nil {
		_, err = taskview.Derive(ctx, v, taskview.Options{})
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// Law 7, on MIWG C.7.0: its export by bpmn.io lacks two associations of data; with them the graph is the same.
func TestTheExportOfAnotherProgramGivesTheSameGraph(t *testing.T) {
	all := files(t)
	ours, err := view(t, "C.7.0", all["bpmn-miwg-test-suite__C.7.0.bpmn"])
	require.NoError(t, err)
	theirs, err := view(t, "C.7.0 by bpmn.io", all["bpmn-miwg-test-suite__bpmn.io-C.7.0-export.bpmn"])
	require.NoError(t, err)
	require.NotEqual(t, shape(derive(t, ours).Graph), shape(derive(t, theirs).Graph))
	platforms := datum(t, theirs, "Selected platforms")
	theirs.Uses = append(theirs.Uses,
		taskview.Use{Node: activity(t, theirs, "Select other platforms"), Data: platforms, Direction: taskview.Out},
		taskview.Use{Node: activity(t, theirs, "Publish on other platforms"), Data: platforms, Direction: taskview.In})
	assert.Equal(t, shape(derive(t, ours).Graph), shape(derive(t, theirs).Graph))
}

// Law 7, on MIWG C.1.0 and its export by GenMyModel, which is not in the encoding that it names.
func TestTheExportInAnotherEncodingGivesTheSameGraph(t *testing.T) {
	all := files(t)
	ours, err := view(t, "C.1.0", all["bpmn-miwg-test-suite__C.1.0.bpmn"])
	require.NoError(t, err)
	in := &source.Input{File: "C.1.0 by GenMyModel", Data: all["bpmn-miwg-test-suite__GenMyModel-C.1.0-export.bpmn"]}
	require.True(t, in.Decode(charmap.Windows1252))
	theirs, err := bpmn.View(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, shape(derive(t, ours).Graph), shape(derive(t, theirs).Graph))
}

func activity(t *testing.T, v *taskview.View, name string) string {
	for _, n := range v.Nodes {
		if taskview.OneLine(n.Name) == name {
			return n.ID
		}
	}
	require.Fail(t, "no activity "+name)
	return ""
}

func datum(t *testing.T, v *taskview.View, name string) string {
	for _, x := range v.Data {
		if x.Name == name {
			return x.ID
		}
	}
	require.Fail(t, "no data "+name)
	return ""
}

// shape is a graph without ids and owners.
func shape(g *model.Graph) []string {
	var lines []string
	for n := range g.Nodes() {
		lines = append(lines, n.Name)
	}
	for r := range g.Relations() {
		lines = append(lines, g.Label(r.ID())+": "+string(r.Trace.Prov))
	}
	slices.Sort(lines)
	return lines
}
