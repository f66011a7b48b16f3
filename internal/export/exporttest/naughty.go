package exporttest

import (
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/model"
)

// The Big List of Naughty Strings of Max Woolf, under the MIT licence beside it: github.com/minimaxir/big-list-of-naughty-strings
// at db33ec7b.
//
//go:embed naughty/blns.base64.json
var blns []byte

// Naughty are our own hostile texts and the whole big list.
func Naughty(t testing.TB) []string {
	t.Helper()
	var coded []string
	require.NoError(t, json.Unmarshal(blns, &coded))
	all := append([]string{}, Hostile...)
	for _, c := range coded {
		s, err := base64.StdEncoding.DecodeString(c)
		require.NoError(t, err)
		all = append(all, strings.ToValidUTF8(string(s), "\uFFFD")) // no model holds what is not text
	}
	return all
}

// Named is a model with a deliverable, an input and a question for each text, which stands in every member that holds text.
func Named(t testing.TB, texts []string) *model.Graph {
	t.Helper()
	r := model.Records{Meta: model.Meta{Title: texts[0], Purpose: texts[len(texts)/2], Lang: "en"}}
	for i, s := range texts {
		n := model.Node{
			ID: model.ID(fmt.Sprintf("n%d", i)), Name: s, NameAlt: s, Role: s, Location: s, System: s, Criteria: s, State: s, Work: s, Note: s, Ask: s,
			Owner: model.NewList(s), Holders: model.NewList(s), At: model.Place{Set: true, X: i % 24 * 260, Y: i / 24 * 160},
		}
		r.Nodes = append(r.Nodes, n)
		if i > 0 {
			r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(r.Nodes[i-1].ID, n.ID), Label: s, Note: s})
		}
	}
	r.Groups = []model.Group{{ID: "g", Name: texts[1], Note: texts[2]}}
	r.Nodes[0].In = "g"
	return Build(t, r)
}
