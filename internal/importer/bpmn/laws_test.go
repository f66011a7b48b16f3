package bpmn_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/export"
	out "seika/internal/export/bpmn"
	"seika/internal/importer/bpmn"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// extensions are what this program writes beside a task view.
var extensions = regexp.MustCompile(`(?s)<(\w+:)?extensionElements>.*?</(\w+:)?extensionElements>`)

// Law 2.
func TestATaskViewWithoutExtensionsGivesNamesOwnersAndInputsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := model.Records{}
		n := rapid.IntRange(1, 9).Draw(t, "n")
		nouns := []string{"契約書", "Offer", "Bill of lading", "要望リスト", "Stock list", "Invoice", "見積書", "Drawing", "Menu"}
		id := func(i int) model.ID { return model.ID(fmt.Sprint("n", i)) }
		for i := range n {
			x := model.Node{ID: id(i), Name: nouns[i]}
			for j := range i {
				if rapid.IntRange(0, 2).Draw(t, "joined") == 0 {
					r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(id(j), id(i))})
					x.Owner = model.NewList(rapid.SampledFrom([]string{"営業部", "Sales"}).Draw(t, "owner"))
				}
			}
			r.Nodes = append(r.Nodes, x)
		}
		g, bad := model.Build(r)
		require.Empty(t, bad)
		var b bytes.Buffer
		require.NoError(t, export.Write(t.Context(), &b, out.Format, export.Input{Graph: g}, export.Options{}))
		plain := extensions.ReplaceAll(b.Bytes(), nil)
		v, err := bpmn.View(t.Context(), &source.Input{File: "x", Data: plain})
		require.NoError(t, err)
		back, err := taskview.Derive(t.Context(), v, taskview.Options{Sync: taskview.Ignore, KnowHow: taskview.Ignore})
		require.NoError(t, err)
		assert.Equal(t, bare(g), bare(back.Graph), "%s", plain)
	})
}

// bare is what law 2 compares: names, owners of what is made, inputs.
func bare(g *model.Graph) []string {
	var lines []string
	for n := range g.Nodes() {
		owners := ""
		for range g.In(n.ID) {
			owners = fmt.Sprint(n.Owner.Items())
		}
		lines = append(lines, n.Name+owners)
	}
	for r := range g.Relations() {
		lines = append(lines, g.Label(r.From)+" > "+g.Label(r.To))
	}
	slices.Sort(lines)
	return lines
}

// Law 4.
func TestEveryPieceOfDataIsInTheModelOnceOrLost(t *testing.T) {
	for name, data := range files(t) {
		v, err := view(t, name, data)
		if err != nil {
			continue
		}
		r := derive(t, v)
		found := map[string]int{}
		for n := range r.Graph.Nodes() {
			for _, id := range n.Trace.Origin.Items() {
				found[id]++
			}
		}
		for _, l := range r.Losses {
			found[l.ID]++
		}
		for _, d := range v.Data {
			assert.Equal(t, 1, found[d.ID], "%s: %s %q", name, d.ID, d.Name)
		}
	}
}

// Law 4, of all else: what is drawn is told of in the model, by its id or its words, or it is lost and listed.
func TestWhatIsDrawnIsInTheModelOrListed(t *testing.T) {
	for name, data := range files(t) {
		v, err := view(t, name, data)
		if err != nil {
			continue
		}
		r := derive(t, v)
		told := map[string]bool{}
		tell := func(ids ...string) {
			for _, id := range ids {
				told[id] = true
			}
		}
		for n := range r.Graph.Nodes() {
			tell(n.Trace.Origin.Items()...)
			tell(n.Work)
			tell(slices.Concat(n.Owner.Items(), n.UsedBy.Items())...)
		}
		for x := range r.Graph.Relations() {
			tell(x.Trace.Origin.Items()...)
		}
		for g := range r.Graph.Groups() {
			tell(g.Trace.Origin.Items()...)
		}
		for _, l := range r.Losses {
			tell(l.ID)
		}
		for _, n := range v.Nodes {
			assert.True(t, told[n.ID] || told[n.Name], "%s: %s %q", name, n.ID, n.Name)
		}
		for _, m := range v.Messages {
			assert.True(t, told[m.ID], "%s: %s %q", name, m.ID, m.Name)
		}
		for _, p := range v.Parties {
			assert.True(t, p.Name == "" || p.Bare || told[p.ID] || told[p.Name], "%s: %s %q", name, p.ID, p.Name)
		}
		for _, l := range v.Lanes {
			assert.True(t, l.Name == "" || told[l.ID] || told[l.Name], "%s: %s %q", name, l.ID, l.Name)
		}
	}
}

// Law 5.
func TestEveryInputIsBorneOutByTheSource(t *testing.T) {
	for name, data := range files(t) {
		v, err := view(t, name, data)
		if err != nil {
			continue
		}
		g, c := derive(t, v).Graph, v.Course()
		for r := range g.Relations() {
			from, _ := g.Node(r.From)
			to, _ := g.Node(r.To)
			switch r.Trace.Prov {
			case model.Stated:
				assert.True(t, worked(v, from, to), "%s: %s", name, g.Label(r.ID()))
			case model.Control:
				ids := r.Trace.Origin.Items()
				require.NotEmpty(t, ids, "%s: %s", name, g.Label(r.ID()))
				assert.True(t, leads(c, ids), "%s: %s by %v", name, g.Label(r.ID()), ids)
			}
		}
	}
}

// worked says that some node reads the one and writes the other.
func worked(v *taskview.View, from, to model.Node) bool {
	reads, writes := map[string]bool{}, map[string]bool{}
	for _, u := range v.Uses {
		if from.Trace.Origin.Has(u.Data) && u.Direction != taskview.Out {
			reads[u.Node] = true
		}
		if to.Trace.Origin.Has(u.Data) && u.Direction != taskview.In {
			writes[u.Node] = true
		}
	}
	for id := range reads {
		if writes[id] {
			return true
		}
	}
	return false
}

// leads says that a way leads from one of some nodes to another.
func leads(c taskview.Course, ids []string) bool {
	for _, a := range ids {
		i, ok := c.Find(a)
		if !ok {
			continue
		}
		after := c.Next.Reach(i)
		for _, b := range ids {
			if j, there := c.Find(b); there && a != b && after.Has(j) {
				return true
			}
		}
	}
	return false
}
