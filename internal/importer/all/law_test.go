package all_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/diagram"
	"seika/internal/export"
	formats "seika/internal/export/all"
	"seika/internal/export/exporttest"
	"seika/internal/importer"
	"seika/internal/importer/all"
	"seika/internal/source"
	"seika/model"
)

// back writes a model and reads it again.
func back(t interface {
	require.TestingT
	Helper()
}, name string, g *model.Graph, o export.Options,
) *model.Graph {
	t.Helper()
	f, ok := export.Named(formats.Formats, name)
	require.True(t, ok, name)
	r, ok := importer.Named(all.Readers, name)
	require.True(t, ok, name)
	var b bytes.Buffer
	require.NoError(t, export.Write(context.Background(), &b, f, export.Input{Graph: g}, o))
	in, err := source.Read(context.Background(), "f"+f.Suffix, bytes.NewReader(b.Bytes()), source.Limits{})
	require.NoError(t, err)
	got, err := r.Graph(context.Background(), in)
	require.NoError(t, err, "%s", b.String())
	require.Empty(t, in.Problems)
	return got
}

// builder is a test that makes models.
type builder interface {
	Helper()
	Fatal(args ...any)
}

// kept is what of a model a format holds.
type kept struct {
	attributes, places, meta bool
	brackets                 bool // tell what is intangible
}

var keeps = map[string]kept{
	"csv":        {attributes: true},
	"xlsx":       {attributes: true},
	"drawio":     {attributes: true, places: true, meta: true},
	"graphml":    {attributes: true, places: true, meta: true},
	"excalidraw": {attributes: true, places: true},
	"dot":        {attributes: true, meta: true},
	"canvas":     {places: true, brackets: true},
	"mermaid":    {},
}

// without is a model without what the format says it loses.
func (k kept) without(t builder, g *model.Graph) *model.Graph {
	r := g.Records()
	meta := r.Meta
	r.Meta = model.Meta{}
	if !k.attributes && !k.brackets {
		r.Meta = model.Meta{Title: strings.ReplaceAll(importer.Unwrapped(meta.Title), "\t", " "), Direction: meta.Direction}
	}
	if k.meta {
		r.Meta = meta
		r.Meta.Private, r.Meta.Settings, r.Meta.Extra, r.Meta.Version = "", "", "", 0
	}
	r.Phases, r.Answers, r.Proposals = nil, nil, nil
	for i := range r.Nodes {
		n := &r.Nodes[i]
		n.Private, n.Trace, n.Extra, n.Pin = "", model.Trace{}, "", false
		if !k.attributes {
			*n = model.Node{ID: n.ID, Name: n.Name, Kind: n.Kind, Scope: n.Scope, Goal: n.Goal, In: n.In, At: n.At}
		}
		if !k.places {
			n.At = model.Place{}
		}
	}
	for i := range r.Groups {
		p := &r.Groups[i]
		p.Private, p.Trace, p.Extra, p.Folded, p.At = "", model.Trace{}, "", false, model.Place{} // its members say where it is
		if !k.attributes {
			*p = model.Group{ID: p.ID, Name: p.Name, Kind: p.Kind, In: p.In}
		}
	}
	for _, list := range [][]model.Relation{r.IO, r.Sync} {
		for i := range list {
			l := &list[i]
			l.Private, l.Trace, l.Extra = "", model.Trace{}, ""
			if !k.attributes {
				*l = model.Relation{Ends: l.Ends, Label: l.Label}
			}
		}
	}
	return exporttest.Build(t, r)
}

// loose is what a reader without attributes cannot know: names on several lines, the kind of a group that nothing joins.
func (k kept) loose(t builder, g *model.Graph) *model.Graph {
	r := g.Records()
	for i := range r.Groups {
		r.Groups[i].At = model.Place{}
		if k.attributes {
			continue
		}
		r.Groups[i].Name = importer.Unwrapped(r.Groups[i].Name)
		joined := false
		for range g.Touching(r.Groups[i].ID) {
			joined = true
		}
		if !joined {
			r.Groups[i].Kind = model.Area
		}
	}
	if !k.attributes {
		for i := range r.Nodes {
			r.Nodes[i].Name = importer.Unwrapped(r.Nodes[i].Name)
			if !k.places { // Mermaid has no tabs
				r.Nodes[i].Name = strings.ReplaceAll(r.Nodes[i].Name, "\t", " ")
			}
			r.Nodes[i].In = "" // groups may lie on each other
		}
		for i := range r.Groups {
			r.Groups[i].In = ""
		}
		for _, list := range [][]model.Relation{r.IO, r.Sync} {
			for i := range list {
				list[i].Label = importer.Unwrapped(list[i].Label)
			}
		}
	}
	return exporttest.Build(t, r)
}

// rich is a random model with a text in every member that has cells, some of them hostile.
func rich(t *rapid.T) *model.Graph {
	g := exporttest.Random(t)
	r := g.Records()
	words := rapid.SampledFrom([]string{"", "", "営業部", "a; b", `say "x"`, "=1+1", "'=1", "＠x", "two\nlines", "tab\there", "<b>&amp;</b>", " blank ", "\\n", "50,000", "null"})
	list := func(name string) model.List {
		var items []string
		for range rapid.IntRange(0, 2).Draw(t, name) {
			if s := words.Draw(t, name); strings.TrimSpace(s) != "" {
				items = append(items, s)
			}
		}
		return model.NewList(items...)
	}
	r.Meta.Title, r.Meta.Purpose, r.Meta.Remarks = words.Draw(t, "title"), words.Draw(t, "purpose"), list("remarks")
	for i := range r.Nodes {
		n := &r.Nodes[i]
		n.Owner, n.Medium, n.Tags = list("owner"), list("medium"), list("tags")
		n.Role, n.Note, n.Private = words.Draw(t, "role"), words.Draw(t, "note"), words.Draw(t, "private")
		n.Frequency = rapid.SampledFrom([]model.Freq{"", "1/month", "event"}).Draw(t, "frequency")
		n.Multiplicity = rapid.SampledFrom([]model.Multiplicity{"", "3", model.Any}).Draw(t, "multiplicity")
		if rapid.Bool().Draw(t, "named hostile") {
			n.Name = words.Draw(t, "hostile name")
		}
		if i > 0 && rapid.IntRange(0, 4).Draw(t, "revises") == 0 {
			n.Revises = r.Nodes[i-1].ID
		}
	}
	for i := range r.Sync {
		r.Sync[i].Parties, r.Sync[i].CycleTime = list("parties"), rapid.SampledFrom([]model.Dur{"", "5d"}).Draw(t, "cycle")
	}
	return exporttest.Build(t, r)
}

func ungrouped(t *rapid.T, g *model.Graph) *model.Graph {
	r := g.Records()
	r.Groups = nil
	for i := range r.Nodes {
		r.Nodes[i].In = ""
	}
	joins := func(l model.Relation) bool {
		_, from := g.Group(l.From)
		_, to := g.Group(l.To)
		return from || to
	}
	r.IO, r.Sync = slices.DeleteFunc(r.IO, joins), slices.DeleteFunc(r.Sync, joins)
	return exporttest.Build(t, r)
}

func TestWhatIsWrittenComesBackButForWhatTheFormatSaysItLoses(t *testing.T) {
	for name, k := range keeps {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				g := rich(t)
				if k.brackets { // what lies in a frame is in it: random frames lie on boxes that are not theirs
					g = ungrouped(t, exporttest.Random(t))
				}
				o := export.Options{}
				if k.attributes {
					o.Names = rapid.SampledFrom([]diagram.Names{diagram.Main, diagram.Alt, diagram.Both}).Draw(t, "names")
				}
				want := k.loose(t, k.without(t, o.Names.Spread(g))) // boxes make room for longer names
				got := k.loose(t, back(t, name, g, o))
				if diff := cmp.Diff(want.Records(), got.Records(), cmp.AllowUnexported(model.List{})); diff != "" {
					t.Fatalf("-want +got\n%s", diff)
				}
			})
		})
	}
}

func TestHostileTextComesBackAsTyped(t *testing.T) {
	for _, name := range []string{"csv", "xlsx", "drawio", "graphml", "excalidraw"} {
		r := model.Records{}
		for i, s := range exporttest.Hostile {
			id := model.ID("n" + string(rune('a'+i%26)) + strings.Repeat("x", i/26))
			r.Nodes = append(r.Nodes, model.Node{ID: id, Name: s, Note: s, At: model.Place{Set: true, X: 300 * i}})
		}
		g := exporttest.Build(t, r)
		for n := range back(t, name, g, export.Options{}).Nodes() {
			was, _ := g.Node(n.ID)
			clean := func(s string) string {
				if name == "excalidraw" {
					return s
				}
				if name == "csv" {
					return strings.ReplaceAll(s, "\x00", "\uFFFD")
				}
				return strings.Map(func(r rune) rune {
					if r < ' ' && !slices.Contains([]rune("\n\t\r"), r) || r == 0xFFFE || r == 0xFFFF {
						return '\uFFFD'
					}
					return r
				}, s)
			}
			require.Equal(t, clean(was.Name), n.Name, name)
			require.Equal(t, clean(was.Note), n.Note, name)
		}
	}
}
