// Package export says how a model leaves the program: what a format is, and how far down the row model, diagram, scene one
// has to go for it. It knows no format; each has a folder below, and export/all lists them.
package export

import (
	"context"
	"io"
	"strings"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
)

// Format is one way to write a model. Exactly one of the functions is set; it says what the format is made from.
//
// A function writes nothing that depends on clock, chance, machine or the number of processors. An error is that of the
// writer, of the context, or a lang.Msg that says why this model cannot be written so. What was written before an error
// is of no use.
type Format struct {
	Name   string     // as on the command line
	Suffix string     // with the dot
	ByName bool       // never meant by the suffix alone
	Mime   string     //
	Loses  []lang.Msg // a sentence for each thing that cannot be read back
	Uses   Use        // the options that make a difference

	Picture func(context.Context, io.Writer, *scene.Scene, Options) error
	Diagram func(context.Context, io.Writer, *diagram.Diagram, Options) error
	Model   func(context.Context, io.Writer, *model.Graph, Options) error
	Table   func(context.Context, io.Writer, Input, Options) error
	Report  func(context.Context, io.Writer, *report.Meeting, Options) error
}

// Use is a set of options, for dialogs and help.
type Use uint

// The options, and those that all pictures share.
const (
	Theme Use = 1 << iota
	Legend
	Marks // those of the input
	Names
	Size
	Transparent
	Outlines
	Places    // where deliverables stand is kept
	Questions // listed with the picture
	Paper     // pages with a size, margin and direction
	Deck      // of slides
	Embed     // the font goes into the file
	Notes     // what people wrote in answers may leave
	Date      // printed only if given
	Raw       // cells as they are
	Positions // where things stand, for programs that lay out anew
	Part      // of the picture
	Earlier   // states of the model, to be held against; those of the meeting
	Appendix  // of a report
	Reading   // rows stand in the order in which people read the picture

	Looks = Theme | Legend | Marks | Names | Part
)

// Options say how to write. The zero value is a light picture without legend, at the usual size.
type Options struct {
	Theme       assets.Theme
	Legend      scene.LegendChoice
	Names       diagram.Names
	Scale       float64 // device px for one of the picture, LeastScale to MostScale; 0 is UsualScale
	Width       int     // of the picture in device px, in place of a scale; 0 is none
	Transparent bool    // no paper
	Outlines    bool    // letters as shapes, which look the same everywhere
	Questions   bool    // beside badges, their questions are written out
	Page        Page    // of the paper; zero is one as large as the picture
	Tile        Tile    // how a picture is spread over pages of paper
	Slides      Slides
	NoFont      bool       // the reader's fonts are used
	Notes       bool       // what is private; who said what, to whom, and why something is intended
	Date        string     // of the meeting; "" prints none
	Only        []model.ID // deliverables and groups to show; none for all
	Raw         bool       // cells of tables exactly, even where a spreadsheet would run them as formulas
	Appendix    bool       // a report ends in a table of all deliverables
	Positions   bool       // where things stand goes along, for programs that would lay them out anew
}

// Bounds of Options.Scale.
const (
	LeastScale = 0.5
	UsualScale = 2.0
	MostScale  = 8.0
)

// Input is what is written.
type Input struct {
	Graph   *model.Graph
	Marks   []diagram.Mark  // findings as badges; none for none
	Meeting *report.Meeting // where the format is Asked: for reports, without its picture
}

// Write writes a model in a format. Every deliverable needs a place where the format is Placed.
func Write(ctx context.Context, w io.Writer, f Format, in Input, o Options) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	switch {
	case f.Model != nil:
		return f.Model(ctx, w, in.Graph, o)
	case f.Table != nil:
		return f.Table(ctx, w, in, o)
	}
	d, err := diagram.BuildUntil(ctx, o.Names.Spread(in.Graph), diagram.Options{Names: o.Names, Marks: in.Marks})
	if err != nil {
		return err
	}
	if len(o.Only) > 0 && f.Uses&Part != 0 {
		d = d.Part(o.Only)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if f.Diagram != nil {
		return f.Diagram(ctx, w, d, o)
	}
	looks := scene.Options{Theme: o.Theme, Legend: o.Legend, Questions: o.Questions && f.Report == nil}
	s := scene.Build(d, looks)
	if f.Report == nil {
		return f.Picture(ctx, w, s, o)
	}
	m := report.Meeting{}
	if in.Meeting != nil {
		m = *in.Meeting
	}
	m.Diagram, m.Scene = d, s
	if m.Earlier != nil {
		if m.Earlier, err = drawn(ctx, *m.Earlier, o, looks); err != nil {
			return err
		}
	}
	return f.Report(ctx, w, &m, o)
}

// drawn is an older state with its picture, of the same part as far as that was there.
func drawn(ctx context.Context, e report.Earlier, o Options, looks scene.Options) (*report.Earlier, error) {
	d, err := diagram.BuildUntil(ctx, o.Names.Spread(e.Graph), diagram.Options{Names: o.Names, Marks: e.Marks})
	if err != nil {
		return nil, err
	}
	var only []model.ID
	for _, id := range o.Only {
		if e.Graph.Has(id) {
			only = append(only, id)
		}
	}
	if len(only) > 0 {
		d = d.Part(only)
	}
	e.Diagram, e.Scene = d, scene.Build(d, looks)
	return &e, nil
}

// Placed says that every deliverable needs a place before the format is written.
func (f Format) Placed() bool { return f.Model == nil && f.Table == nil || f.Uses&Places != 0 }

// Asked says that the format shows what is asked about the model, so that its input needs a meeting.
func (f Format) Asked() bool { return f.Report != nil || f.Table != nil }

// Find picks the format of a file by the longest suffix of its name.
func Find(formats []Format, name string) (Format, bool) {
	lower := strings.ToLower(name)
	best, found := Format{}, false
	for _, f := range formats {
		if !f.ByName && strings.HasSuffix(lower, f.Suffix) && len(f.Suffix) > len(best.Suffix) {
			best, found = f, true
		}
	}
	return best, found
}

// Named finds a format by its name.
func Named(formats []Format, name string) (Format, bool) {
	for _, f := range formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
