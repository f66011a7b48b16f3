package taskview_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/taskview"
	"seika/model"
)

// TestTasksThatAllFollowOnAllOthersComeToOneRow, however many flows say so: each input that others imply is left out.
func TestTasksThatAllFollowOnAllOthersComeToOneRow(t *testing.T) {
	const n = 120
	v := &taskview.View{}
	for i := range n {
		v.Nodes = append(v.Nodes, taskview.Node{ID: fmt.Sprint("t", i), Name: fmt.Sprint("Write report ", i)})
		for j := range i {
			v.Flows = append(v.Flows, taskview.Flow{ID: fmt.Sprint("f", j, "_", i), From: fmt.Sprint("t", j), To: fmt.Sprint("t", i)})
		}
	}
	r, err := taskview.Derive(t.Context(), v, taskview.Options{})
	require.NoError(t, err)
	inputs := 0
	for x := range r.Graph.Relations() {
		if x.Kind == model.IO {
			inputs++
		}
	}
	assert.Equal(t, n-1, inputs)
}
