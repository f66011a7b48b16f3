package edit_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

// plain is a document of n deliverables in groups of ten, with two inputs for each and a sync for every tenth.
func plain(tb testing.TB, n int) *model.Doc {
	tb.Helper()
	var r model.Records
	id := func(i int) model.ID { return model.ID(fmt.Sprintf("n%05d", i%n)) }
	group := func(i int) model.ID { return model.ID(fmt.Sprintf("g%05d", i/10)) }
	for i := range n {
		if i%10 == 0 {
			r.Groups = append(r.Groups, model.Group{ID: group(i), Name: "部門"})
		}
		at := model.Place{Set: true, X: i * 10, Y: i % 100}
		name := fmt.Sprintf("成果物 %d", i)
		r.Nodes = append(r.Nodes, model.Node{ID: id(i), Name: name, In: group(i), At: at, Owner: model.NewList("営業部")})
		r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(id(i), id(i+1))}, model.Relation{Ends: model.IOEnds(id(i), id(i+7))})
		if i%10 == 0 {
			r.Sync = append(r.Sync, model.Relation{Ends: model.SyncEnds(id(i), id(i+3))})
		}
	}
	g, bad := model.Build(r)
	require.Empty(tb, bad)
	return model.NewDoc(g)
}

func all(g *model.Graph) []model.ID {
	var out []model.ID
	for n := range g.Nodes() {
		out = append(out, n.ID)
	}
	return out
}

func BenchmarkEdit(b *testing.B) {
	for _, n := range []int{100, 1000, 5000} {
		first := plain(b, n).Graph()
		for _, c := range []struct {
			name string
			c    model.Command
		}{
			{"Move", edit.Move{IDs: ids("n00042"), By: geom.Pt(8, 0)}},
			{"MoveAll", edit.Move{IDs: all(first), By: geom.Pt(8, 0)}},
			{"Connect", edit.Connect{Relations: relation("n00042>n00077")}},
			{"Rename", edit.Rename{ID: "n00042", To: "契約書"}},
			{"Remove", edit.Remove{IDs: ids("n00042")}},
			{"RemoveAll", edit.Remove{IDs: all(first)}},
			{"MoveInto", edit.MoveInto{IDs: ids("n00042"), Group: "g00000"}},
		} {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					// Each a document of its own, so that no history grows.
					d := model.NewDoc(first)
					if err := d.Do(c.c); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("UndoRedoMove/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			d := model.NewDoc(first)
			require.NoError(b, d.Do(edit.Move{IDs: ids("n00042"), By: geom.Pt(8, 0)}))
			for b.Loop() {
				d.Undo()
				d.Redo()
			}
		})
		b.Run(fmt.Sprintf("UndoRedoConnect/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			d := model.NewDoc(first)
			require.NoError(b, d.Do(edit.Connect{Relations: relation("n00042>n00077")}))
			for b.Loop() {
				d.Undo()
				d.Redo()
			}
		})
	}
}
