package cli_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/live"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// edited is a document somebody has drawn at random, with answers to some of its questions.
func edited(t *testing.T, seed uint64) *model.Doc {
	rnd := rand.New(rand.NewPCG(8, seed))
	doc := model.NewDoc(model.Empty())
	n := 3 + rnd.IntN(20)
	id := func() model.ID { return model.ID(fmt.Sprintf("n%02d", rnd.IntN(n))) }
	for i := range n {
		d := model.Node{ID: model.ID(fmt.Sprintf("n%02d", i)), Name: fmt.Sprintf("thing %d", i), Goal: rnd.IntN(6) == 0}
		if rnd.IntN(3) == 0 {
			d.Kind, d.Holders = model.Intangible, model.NewList("A")
		}
		if rnd.IntN(4) == 0 {
			d.Owner, d.Tags = model.NewList("A", "B"), model.NewList(model.TagApproval)
		}
		require.NoError(t, doc.Do(edit.Add{Node: d}))
	}
	for range 2 * n {
		kind := model.IO
		if rnd.IntN(4) == 0 {
			kind = model.Sync
		}
		_ = doc.Do(edit.Join(kind, []model.ID{id()}, []model.ID{id()})) // of some the model knows already
	}
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: doc.Graph(), Rules: rules.All})
	require.NoError(t, err)
	for _, f := range r.Findings {
		if rnd.IntN(5) == 0 {
			_ = doc.Do(edit.Answer{Answer: f.Reply(model.Answer{Status: model.Intended, Text: "so"})})
		}
	}
	return doc
}

// The editor analyses the document it holds, on a worker, and takes the newest report; check reads the file.
func TestEditorAndCheckAgree(t *testing.T) {
	t.Chdir(t.TempDir())
	for seed := range uint64(200) {
		doc := edited(t, seed)
		reports := make(chan func(), 8)
		var editor analysis.Report
		latest := live.Latest[analysis.Input, analysis.Report]{
			Work: analysis.Run, Post: func(f func()) { reports <- f },
			Done: func(_ analysis.Input, r analysis.Report, err error) {
				require.NoError(t, err)
				editor = r
			},
		}
		latest.Ask(analysis.Input{Graph: doc.Graph(), Rules: rules.All, Options: analysis.Options{Preset: analysis.PresetAll}})
		(<-reports)()
		require.NoError(t, os.WriteFile("x.seika", file.Encode(doc.Graph()), 0o600))
		r := seika(t, "", "check", "--format", "json", "--preset", "all", "x.seika")
		var got checked
		require.NoError(t, json.Unmarshal([]byte(r.out), &got), r.err)
		var want, have []string
		for _, f := range editor.Findings {
			want = append(want, fmt.Sprint(f.Key, f.Severity, f.Status, f.At))
		}
		for _, f := range got.Files[0].Findings {
			have = append(have, fmt.Sprint(f.Key, f.Severity, f.Status, f.At))
		}
		assert.True(t, slices.Equal(want, have), "model %d:\n%v\n%v", seed, want, have)
	}
}
