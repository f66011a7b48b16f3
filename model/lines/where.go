package lines

import (
	"context"
	"fmt"

	"seika/internal/source"
	"seika/model"
)

// Where says in which line of a file each deliverable, group and relation is mentioned first. The file is one that Parse
// took.
func Where(ctx context.Context, in *source.Input) (map[model.ID]int, error) {
	s := newSheet(in, inFile, model.Empty(), model.Meta{})
	if err := s.read(ctx); err != nil {
		return nil, fmt.Errorf("read %s: %w", in.File, err)
	}
	s.settle()
	at := map[model.ID]int{}
	for _, t := range s.things {
		at[t.id] = s.lineOf(t.at)
	}
	for _, r := range s.rels {
		at[r.rec.ID()] = s.lineOf(r.at)
	}
	return at, nil
}
