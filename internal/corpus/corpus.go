// Package corpus looks at many models at once: for patterns that come again and read as laws of a trade, for what one model
// lacks of them, and for models unlike the others. It reads no files and has no words for people.
package corpus

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"seika/model"
)

// Model is one model of a collection.
type Model struct {
	Name  string // by which it is told from the others
	Group string // those of one group are compared with each other
	Graph *model.Graph
}

// Options are what counts as a law.
type Options struct {
	Models int  // a law holds in at least so many models of a group
	Share  int  // per cent of those with all else that must have the missing one
	All    bool // every pattern, however rare, and nothing that one part of a collection cannot tell
}

// Usual are the options that the rules have.
var Usual = Options{Models: 3, Share: 80}

// Limits of what is told; counts, never times.
const (
	enough      = 8   // models of a group, below which nothing is said of chance and likeness
	copies      = 100 // rewired, of each model
	largest     = 4   // deliverables of a pattern
	skeletonOf  = 80  // per cent of a group that have what its skeleton has
	unlikeAfter = 2   // standard deviations
)

// Group is what the models of a group have in common.
type Group struct {
	Name     string
	Models   []int // places in the collection
	Laws     []Law
	Missing  []Missing
	Odd      []Odd
	Skeleton *model.Graph
}

// Law is a pattern that comes again: C01.
type Law struct {
	Pattern
	Models []int // those that have it
	// Of chance, where there are models enough: in how many the pattern would be if their relations were dealt out anew, how
	// far it is above that in standard deviations, and whether that is too far for chance, for the number of patterns looked at.
	Expected, Z *float64
	Above       bool
}

// Missing is a model that has all of a law but one deliverable: C02.
type Missing struct {
	Model int
	Law   Pattern
	What  Part // of the law, that the model lacks
	Have  int  // models with all else that have it
	Of    int
}

// Odd is a model unlike the others of its group: C03.
type Odd struct {
	Model    int
	Likeness float64 // on average to the others, 0 … 1
	Usual    float64 // of all, on average
}

// Look works out what the groups of a collection have in common. Groups come by name, models in their order.
func Look(ctx context.Context, models []Model, o Options) ([]Group, error) {
	byName := map[string]*Group{}
	var names []string
	for i, m := range models {
		g := byName[m.Group]
		if g == nil {
			g = &Group{Name: m.Group}
			byName[m.Group] = g
			names = append(names, m.Group)
		}
		g.Models = append(g.Models, i)
	}
	slices.Sort(names)
	pieces := make([]piece, len(models))
	for i, m := range models {
		pieces[i] = newPiece(m.Graph)
	}
	var out []Group
	for _, name := range names {
		g := byName[name]
		if err := g.look(ctx, pieces, o); err != nil {
			return nil, err
		}
		out = append(out, *g)
	}
	return out, nil
}

func (g *Group) look(ctx context.Context, pieces []piece, o Options) error {
	found, err := patterns(ctx, pieces, g.Models)
	if err != nil {
		return err
	}
	least := o.Models
	if o.All {
		least = 1
	}
	for _, f := range found {
		if len(f.models) >= least {
			g.Laws = append(g.Laws, Law{Pattern: f.pattern, Models: f.models})
		}
	}
	if !o.All {
		g.Missing = missing(pieces, g.Models, g.Laws, o.Share)
		g.Laws = outer(g.Laws)
		if err := chance(ctx, pieces, g); err != nil {
			return err
		}
		g.Odd = odd(pieces, g.Models)
		g.Skeleton = skeleton(pieces, g.Models)
	}
	slices.SortFunc(g.Laws, func(a, b Law) int {
		return cmp.Or(cmp.Compare(len(b.Models), len(a.Models)), cmp.Compare(len(b.Parts), len(a.Parts)), cmp.Compare(a.code, b.code))
	})
	return nil
}

// outer leaves out laws that are part of a larger one in the same models.
func outer(laws []Law) []Law {
	larger := map[string][]Pattern{} // by the models that have them
	for _, l := range laws {
		if len(l.Parts) == largest {
			larger[fmt.Sprint(l.Models)] = append(larger[fmt.Sprint(l.Models)], l.Pattern)
		}
	}
	return slices.DeleteFunc(slices.Clone(laws), func(l Law) bool {
		return len(l.Parts) < largest && slices.ContainsFunc(larger[fmt.Sprint(l.Models)], l.within)
	})
}
