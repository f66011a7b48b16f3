package cli

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/diff"
	"seika/internal/export"
	formats "seika/internal/export/all"
	"seika/internal/importer"
	importers "seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/layout/layered"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/internal/source"
	"seika/model"
)

// converting is a call of convert.
type converting struct {
	*call
	from, to                        *choice
	findings, legend, theme, labels *choice
	preset                          *choice
	scale, width                    *bounded
	transparent, outlines           bool
	raw, positions, appendix        bool
	before                          older
	page                            *paper
	turn, slides, font, notes       *choice
	margin                          *millimetres
	tile                            *tile
	date                            day
	only                            texts
	importing
}

func (c *call) convert() *cobra.Command {
	k := converting{
		call: c, from: oneOf("", readerNames()...), to: oneOf("", formatNames()...),
		findings:  oneOf("none", "none", "marks", "list"),
		preset:    oneOf("", analysis.PresetNames...),
		legend:    oneOf("auto", "auto", "on", "off"),
		theme:     oneOf("light", "light", "dark", "print"),
		labels:    oneOf("main", "main", "alt", "both"),
		scale:     within(export.UsualScale, export.LeastScale, export.MostScale),
		width:     whole(1, maxWidth),
		page:      &paper{name: export.PageNames()[0]},
		turn:      oneOf("auto", "auto", "portrait", "landscape"),
		margin:    &millimetres{export.UsualMargin},
		tile:      &tile{text: "off"},
		slides:    oneOf("auto", "auto", "fit", "poster", "groups"),
		font:      oneOf("on", "on", "off"),
		notes:     oneOf("off", "off", "on"),
		importing: newImporting(),
	}
	cmd := &cobra.Command{
		Use:     "convert IN OUT",
		Short:   c.text(lang.M("cli.convert.short")),
		Long:    c.text(lang.M("cli.convert.long", "read", suffixesRead(), "written", suffixesWritten())),
		Example: c.text(lang.M("cli.convert.example")),
		Args:    between(2, 2),
		RunE:    func(cmd *cobra.Command, args []string) error { return k.run(cmd, args[0], args[1]) },
	}
	f := cmd.Flags()
	f.Var(k.to, "to", c.text(lang.M("cli.flag.to")))
	f.Var(k.findings, "findings", c.text(lang.M("cli.convert.findings")))
	f.Var(k.preset, "preset", c.text(lang.M("cli.check.preset")))
	f.Var(k.legend, "legend", c.text(lang.M("cli.convert.legend")))
	f.Var(k.theme, "theme", c.text(lang.M("cli.convert.theme")))
	f.Var(k.labels, "labels", c.text(lang.M("cli.convert.labels")))
	f.Var(k.scale, "scale", c.text(lang.M("cli.convert.scale")))
	f.Var(k.width, "width", c.text(lang.M("cli.convert.width")))
	f.BoolVar(&k.transparent, "transparent", false, c.text(lang.M("cli.convert.transparent")))
	f.BoolVar(&k.outlines, "outlines", false, c.text(lang.M("cli.convert.outlines")))
	f.BoolVar(&k.positions, "positions", false, c.text(lang.M("cli.convert.positions")))
	f.BoolVar(&k.raw, "csv-raw", false, c.text(lang.M("cli.convert.raw")))
	f.Var(k.page, "page", c.text(lang.M("cli.convert.page")))
	f.Var(k.turn, "orientation", c.text(lang.M("cli.convert.orientation")))
	f.Var(k.margin, "margin", c.text(lang.M("cli.convert.margin")))
	f.Var(k.tile, "tile", c.text(lang.M("cli.convert.tile")))
	f.Var(k.slides, "slides", c.text(lang.M("cli.convert.slides")))
	f.Var(k.font, "embed-font", c.text(lang.M("cli.convert.embed_font")))
	f.Var(k.notes, "notes", c.text(lang.M("cli.convert.notes")))
	f.Var(&k.before, "before", c.text(lang.M("cli.convert.before")))
	f.BoolVar(&k.appendix, "appendix", false, c.text(lang.M("cli.convert.appendix")))
	f.Var(&k.only, "only", c.text(lang.M("cli.convert.only")))
	f.Var(&k.date, "date", c.text(lang.M("cli.convert.date")))
	k.importing.flags(c, cmd)
	c.reads(cmd, k.from)
	return cmd
}

// older is the file of an older state; "" for none.
type older string

// Set takes the name of a file.
func (o *older) Set(s string) error { *o = older(s); return nil }

// String is the name.
func (o *older) String() string { return string(*o) }

// Type says what is to be named, for help.
func (o *older) Type() string { return "FILE" }

// maxWidth is the widest picture, in px; what is too large for a format is told by it.
const maxWidth = 32_000

// uses says which options of convert make a difference to which formats.
var uses = []struct {
	flag string
	use  export.Use
}{
	{"findings", export.Marks},
	{"legend", export.Legend},
	{"theme", export.Theme},
	{"labels", export.Names},
	{"scale", export.Size},
	{"width", export.Size},
	{"transparent", export.Transparent},
	{"outlines", export.Outlines},
	{"positions", export.Positions},
	{"csv-raw", export.Raw},
	{"page", export.Paper},
	{"orientation", export.Paper},
	{"margin", export.Paper},
	{"tile", export.Paper},
	{"slides", export.Deck},
	{"embed-font", export.Embed},
	{"notes", export.Notes},
	{"date", export.Date},
	{"only", export.Part},
	{"before", export.Earlier},
	{"appendix", export.Appendix},
}

func (k *converting) run(cmd *cobra.Command, from, to string) error {
	ctx := cmd.Context()
	f, err := k.format(cmd, to, k.to.value)
	if err != nil {
		return err
	}
	changed := cmd.Flags().Changed
	for _, u := range uses {
		if changed(u.flag) && f.Uses&u.use == 0 {
			return usage{cmd, lang.M("cli.convert.no_use", "flag", "--"+u.flag, "format", f.Name)}
		}
	}
	if changed("scale") && changed("width") {
		return usage{cmd, lang.M("cli.convert.one_size")}
	}
	if changed("findings") && k.findings.value == "list" && f.Uses&export.Questions == 0 {
		return usage{cmd, lang.M("cli.convert.no_use", "flag", "--findings list", "format", f.Name)}
	}
	k.importing.set(k.call)
	in, err := k.read(ctx, from, k.from.value)
	if err != nil {
		return err
	}
	if len(in.Doubts) > 0 {
		in.Problems = few(in.Doubts)
		return in.Err()
	}
	k.warn(in)
	if err := k.tellImport(cmd, in); err != nil {
		return err
	}
	if in.graph, err = k.placed(ctx, in.graph, f); err != nil {
		return about(from, err)
	}
	input, err := k.input(ctx, in.graph, f)
	if err != nil {
		return about(from, err)
	}
	o := k.options()
	for _, what := range k.only {
		id, err := find(in.graph, what)
		if err != nil {
			return about(from, err)
		}
		o.Only = append(o.Only, id)
	}
	data, err := k.encode(ctx, f, input, o)
	if err != nil {
		return about(from, err)
	}
	return k.write(to, data, nil)
}

// format is the one to write: as asked for, else as the name of the file says.
func (c *call) format(cmd *cobra.Command, name, asked string) (export.Format, error) {
	f, ok := export.Named(formats.Formats, asked)
	switch {
	case asked == "" && name == stdio:
		return f, usage{cmd, lang.M("cli.convert.no_format", "formats", strings.Join(formatNames(), ", "))}
	case asked == "":
		f, ok = export.Find(formats.Formats, name)
	}
	if !ok {
		return f, usage{cmd, lang.M("cli.convert.suffix", "file", source.Visible(name), "suffixes", suffixesWritten())}
	}
	return f, nil
}

// placed is the model with a place for each deliverable, where the format needs that, or goes by it.
func (c *call) placed(ctx context.Context, g *model.Graph, f export.Format) (*model.Graph, error) {
	if !f.Placed() && f.Uses&export.Reading == 0 {
		return g, nil
	}
	c.doing(lang.M("cli.doing.arrange"))
	places, err := diagram.Complete(ctx, g, layered.Engine{})
	if err != nil {
		return nil, err
	}
	next, _, err := model.Try(g, places)
	return next, err
}

// input is the model with what is asked about it, as far as the format shows that.
func (k *converting) input(ctx context.Context, g *model.Graph, f export.Format) (export.Input, error) {
	in := export.Input{Graph: g}
	if !f.Asked() && k.findings.value == "none" {
		return in, nil
	}
	r, err := analysis.Run(ctx, analysis.Input{Graph: g, Rules: rules.All, Options: analysis.Options{Preset: k.preset.value}})
	if err != nil {
		return in, err
	}
	findings := r.Findings
	d, err := k.since(ctx, g, f)
	if err != nil {
		return in, err
	}
	if d != nil {
		findings = append(findings, d.Compared...)
	}
	named := k.options().Names.Asked(g)
	in.Marks = report.Numbered(report.Marks(k.lang, named, findings))
	if !f.Asked() {
		return in, nil
	}
	in.Meeting, err = report.Meet(ctx, named, findings, in.Marks, report.Options{Lang: k.lang, Notes: k.notes.value == "on"})
	if err == nil && d != nil {
		in.Meeting.Since(d)
	}
	return in, err
}

// since is what differs from the older state that was named; nil where none was.
func (k *converting) since(ctx context.Context, g *model.Graph, f export.Format) (*diff.Diff, error) {
	if k.before == "" {
		return nil, nil
	}
	was, err := k.read(ctx, string(k.before), "")
	if err != nil {
		return nil, err
	}
	k.warn(was)
	old, err := k.placed(ctx, was.graph, f)
	if err != nil {
		return nil, about(string(k.before), err)
	}
	return diff.Of(ctx, old, g, rules.All, analysis.Options{Preset: k.preset.value})
}

func (k *converting) options() export.Options {
	o := export.Options{
		Theme:       map[string]assets.Theme{"light": assets.Light, "dark": assets.Dark, "print": assets.Print}[k.theme.value],
		Legend:      map[string]scene.LegendChoice{"auto": scene.AutoLegend, "on": scene.ShowLegend, "off": scene.NoLegend}[k.legend.value],
		Names:       map[string]diagram.Names{"main": diagram.Main, "alt": diagram.Alt, "both": diagram.Both}[k.labels.value],
		Scale:       k.scale.value,
		Width:       int(k.width.value),
		Transparent: k.transparent,
		Outlines:    k.outlines,
		Positions:   k.positions,
		Raw:         k.raw,
		Appendix:    k.appendix,
		Questions:   k.findings.value == "list",
		Page:        k.page.Page,
		Tile:        k.tile.Tile,
		Slides:      map[string]export.Slides{"auto": export.AutoSlides, "fit": export.FitSlide, "poster": export.PosterSlide, "groups": export.SlidePerGroup}[k.slides.value],
		NoFont:      k.font.value == "off",
		Notes:       k.notes.value == "on",
		Date:        string(k.date),
	}
	o.Page.Turn = map[string]export.Turn{"auto": export.AutoTurn, "portrait": export.Portrait, "landscape": export.Landscape}[k.turn.value]
	if o.Page.Margin = k.margin.value; o.Page.Margin == 0 {
		o.Page.Margin = -1 // none
	}
	return o
}

// encode is the whole of a file, in memory. A document is read again, so that nothing is written that could not be.
func (c *call) encode(ctx context.Context, f export.Format, in export.Input, o export.Options) ([]byte, error) {
	c.doing(lang.M("cli.doing.write", "format", f.Name))
	var b bytes.Buffer
	if err := export.Write(ctx, &b, f, in, o); err != nil {
		return nil, err
	}
	if reader, ok := importer.Named(importers.Readers, f.Name); ok {
		again, err := reader.Graph(ctx, &source.Input{File: f.Name, Data: b.Bytes(), Limits: c.limits})
		switch {
		case err != nil:
			return nil, err
		case f.Uses&export.Places != 0 && again.Sum() != in.Graph.Sum():
			return nil, lang.M("cli.not_the_same")
		}
	}
	return b.Bytes(), ctx.Err()
}

// formatNames lists what --to takes.
func formatNames() []string {
	var names []string
	for _, f := range formats.Formats {
		names = append(names, f.Name)
	}
	return names
}

func suffixesWritten() string {
	var list []string
	for _, f := range formats.Formats {
		if !f.ByName {
			list = append(list, f.Suffix)
		}
	}
	return strings.Join(list, " ")
}

func suffixesRead() string {
	var list []string
	for _, r := range importers.Readers {
		list = append(list, r.Suffixes...)
	}
	return strings.Join(list, " ")
}

// few is the first doubts, and how many more there are: one answer settles them all.
func few(doubts []source.Problem) []source.Problem {
	const shown = 3
	if len(doubts) <= shown+1 {
		return doubts
	}
	rest := doubts[shown]
	rest.At, rest.What = "", lang.M("import.dashed_more", "n", len(doubts)-shown)
	return append(slices.Clone(doubts[:shown]), rest)
}
