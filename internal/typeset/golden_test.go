package typeset

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/golden"
)

// Widths are compared at a size at which every one is a whole number, so they must be the same to the bit on every machine.
const wholeSize = em / fine

func TestWidthsOfLabelsStayAsTheyAre(t *testing.T) {
	golden.Walk(t, "typeset/widths", func(t *testing.T, c *golden.Case) {
		var b strings.Builder
		for label := range strings.Lines(c.In("labels")) {
			label = strings.TrimSuffix(label, "\n")
			regular := Shape(label, Style{Size: wholeSize}).Width
			bold := Shape(label, Style{Size: wholeSize, Weight: Bold}).Width
			assert.Equal(t, math.Trunc(regular), regular, "%s", label)
			assert.Equal(t, math.Trunc(bold), bold, "%s", label)
			fmt.Fprintf(&b, "%d %d %s\n", int64(regular), int64(bold), label)
		}
		c.Want("widths", b.String())
	})
}

// The table is about where a break is allowed, which no caller sees alone; hence it looks inside.
func TestBreaksAreAllowedWhereTheRulesSay(t *testing.T) {
	golden.Walk(t, "typeset/breaks", func(t *testing.T, c *golden.Case) {
		var b strings.Builder
		for text := range strings.Lines(c.In("texts")) {
			p := newParagraph(strings.TrimSuffix(text, "\n"), Style{Size: 14})
			var parts []string
			stops := p.stops(math.Inf(1))
			for i := 1; i < len(stops); i++ {
				parts = append(parts, string(p.runes[stops[i-1].next:stops[i].next]))
			}
			b.WriteString(strings.Join(parts, "|") + "\n")
		}
		c.Want("breaks", b.String())
	})
}

func TestLabelsInBoxesBreakAsTheyDid(t *testing.T) {
	golden.Walk(t, "typeset/wrap", func(t *testing.T, c *golden.Case) {
		var b strings.Builder
		for label := range strings.Lines(c.In("labels")) {
			var parts []string
			for _, l := range Wrap(strings.TrimSuffix(label, "\n"), Style{Size: 14}, 140) {
				parts = append(parts, l.Text)
			}
			b.WriteString(strings.Join(parts, "|") + "\n")
		}
		c.Want("lines", b.String())
	})
}
