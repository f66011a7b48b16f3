package source_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/source"
)

// BenchmarkJSON reads the tokens of models of 100, 1,000 and 5,000 deliverables, and of one at the limits.
func BenchmarkJSON(b *testing.B) {
	for _, n := range []int{100, 1000, 5000, 100_000} {
		var text strings.Builder
		text.WriteString(`{"version":1,"nodes":[`)
		for i := range n {
			fmt.Fprintf(&text, "{\"id\":\"n%d\",\"name\":\"成果物 %d\",\"kind\":\"intangible\",\"at\":[%d,%d]},\n", i, i, i, 2*i)
		}
		text.WriteString(`{}],"io":[`)
		for i := range 2 * n {
			fmt.Fprintf(&text, "{\"from\":\"n%d\",\"to\":\"n%d\"},\n", i%n, i/2)
		}
		text.WriteString(`{}]}`)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			for b.Loop() {
				in := &source.Input{File: "b", Data: []byte(text.String())}
				require.NoError(b, in.JSON(b.Context(), rows))
			}
		})
	}
}

func rows(j *source.JSON) {
	for range j.Members() {
		if j.Kind() != source.Array {
			continue
		}
		for range j.Elements() {
			for range j.Members() {
				if j.Kind() == source.String {
					j.Label()
				}
			}
		}
	}
}
