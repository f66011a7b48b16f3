package file_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/source"
	"seika/model"
	"seika/model/file"
)

// sizes are deliverables and relations.
var sizes = []struct{ nodes, relations int }{{100, 190}, {1000, 1900}, {5000, 9500}, {100_000, 200_000}}

// plain is a model of usual attributes.
func plain(b *testing.B, nodes, relations int) *model.Graph {
	b.Helper()
	var r model.Records
	id := func(i int) model.ID { return model.DerivedID(model.NodePrefix, fmt.Sprint("成果物 ", i)) }
	for i := range nodes {
		n := model.Node{ID: id(i), Name: fmt.Sprint("成果物 ", i), At: model.Place{Set: true, X: 240 * i, Y: i}}
		switch i % 5 {
		case 0:
			n.Kind, n.Subtype, n.Holders = model.Intangible, model.KnowHow, model.NewList("佐藤")
		case 1:
			n.Owner, n.LeadTime, n.Note = model.NewList("営業部", "開発部"), "10d", "毎月の会議で見直す"
		case 2:
			n.Tags, n.Confidence = model.NewList(model.TagApproval, "型番"), model.Assumed
		}
		r.Nodes = append(r.Nodes, n)
	}
	for i := range relations {
		from, to := i%nodes, (i%nodes+1+i/nodes)%nodes
		if i%10 == 0 {
			r.Sync = append(r.Sync, model.Relation{Ends: model.SyncEnds(id(from), id(to)), CycleTime: "5d"})
			continue
		}
		r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(id(from), id(to))})
	}
	g, bad := model.Build(r)
	require.Empty(b, bad)
	return g
}

func BenchmarkEncode(b *testing.B) {
	for _, size := range sizes {
		g := plain(b, size.nodes, size.relations)
		b.Run(fmt.Sprint(size.nodes), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(file.Encode(g))))
			for b.Loop() {
				file.Encode(g)
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, size := range sizes {
		text := file.Encode(plain(b, size.nodes, size.relations))
		b.Run(fmt.Sprint(size.nodes), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				_, err := file.Decode(b.Context(), &source.Input{File: "b", Data: text})
				require.NoError(b, err)
			}
		})
	}
}
