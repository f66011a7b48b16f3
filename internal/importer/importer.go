// Package importer says how a file becomes a model: what a reader is, and which one a file needs. It knows no format; each
// has a folder below, and importer/all lists them.
package importer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Reader reads one format.
type Reader struct {
	Name     string   // as on the command line
	Suffixes []string // with the dot, the longest first
	// Pages are suffixes of texts that may hold the format among other things. One is looked into where somebody names it, and passed over
	// in a folder.
	Pages []string
	// Sniff tells the format by the first bytes of a file whose name says nothing; nil where that cannot be told.
	Sniff func(head []byte) bool
	// Graph reads the whole input. What is wrong with it goes into its problems; an error means that there is no model.
	Graph func(context.Context, *source.Input) (*model.Graph, error)
	// View reads a task view, of which Graph derives a model; nil where the format holds none.
	View func(context.Context, *source.Input) (*taskview.View, error)
	// Draws says that the format holds boxes and arrows, which may be tasks and their order: see Tasks.
	Draws bool
}

// Derive makes a model of a task view that was read, within the limits of its source.
func Derive(ctx context.Context, in *source.Input, v *taskview.View, o taskview.Options) (taskview.Result, error) {
	if what, over := in.Limits.Over(source.Nodes, int64(len(v.Data))); over {
		in.Add(0, "", what)
		return taskview.Result{}, in.Err()
	}
	o.Most = int(in.Limits.Most(source.Nodes))
	r, err := taskview.Derive(ctx, v, o)
	var many taskview.TooMany
	if errors.As(err, &many) {
		what, over := in.Limits.Over(source.Edges, int64(many.Inputs))
		if many.Things > 0 {
			what, over = in.Limits.Over(source.Nodes, int64(many.Things))
		}
		if over {
			in.Add(0, "", what)
			return r, in.Err()
		}
	}
	var bad model.Refusal
	if errors.As(err, &bad) {
		in.Add(0, "", bad.What)
		return r, in.Err()
	}
	if err != nil {
		return r, err
	}
	return r, bound(in, r.Graph)
}

// bound refuses a model that is larger than the limits of its source allow.
func bound(in *source.Input, g *model.Graph) error {
	if what, over := in.Limits.Over(source.Nodes, int64(g.NodeCount())); over {
		in.Add(0, "", what)
		return in.Err()
	}
	if what, over := in.Limits.Over(source.Edges, int64(g.RelationCount())); over {
		in.Add(0, "", what)
		return in.Err()
	}
	return nil
}

// strangers are suffixes of formats that nobody reads here, though their first bytes look like one that is: text like lines, zips
// like a workbook.
var strangers = []string{
	".d2", ".puml", ".plantuml", ".pu", ".wsd", ".iuml", ".yaml", ".yml", ".toml", ".tex", ".rst", ".adoc", ".html", ".svg",
	".docx", ".pptx", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".odt", ".ods", ".odp", ".odg", ".vsdx", ".zip", ".bpm", ".xmind",
}

// Stranger is the suffix of a file that is known to hold no model, such as that of a picture; "" where nothing is known.
func Stranger(name string) string {
	lower := strings.ToLower(name)
	i := slices.IndexFunc(strangers, func(s string) bool { return strings.HasSuffix(lower, s) })
	if i < 0 {
		return ""
	}
	return strangers[i]
}

// Find picks the reader of a file: by the longest suffix of its name, else by its first bytes.
func Find(readers []Reader, name string, head []byte) (Reader, bool) {
	lower := strings.ToLower(name)
	best, long := Reader{}, 0
	for _, r := range readers {
		for _, s := range slices.Concat(r.Suffixes, r.Pages) {
			if len(s) > long && strings.HasSuffix(lower, s) {
				best, long = r, len(s)
			}
		}
	}
	if long > 0 {
		return best, true
	}
	if Stranger(name) != "" {
		return Reader{}, false
	}
	for _, r := range readers {
		if r.Sniff != nil && r.Sniff(head) {
			return r, true
		}
	}
	return Reader{}, false
}

// Named finds a reader by its name.
func Named(readers []Reader, name string) (Reader, bool) {
	for _, r := range readers {
		if r.Name == name {
			return r, true
		}
	}
	return Reader{}, false
}
