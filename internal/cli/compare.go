package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"seika/analysis/rules"
	"seika/internal/compare"
	"seika/internal/importer"
	importers "seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/layout/layered"
	"seika/internal/report"
	"seika/internal/source"
	"seika/internal/taskview"
)

// facing is a call of compare.
type facing struct {
	*call
	format, from       *choice
	file, study, write string
	noDrawing          bool
}

func (c *call) compare() *cobra.Command {
	k := facing{call: c, format: oneOf("text", "text", "json", "html", "csv"), from: oneOf("", readerNames()...)}
	cmd := &cobra.Command{
		Use:     "compare TASK DELIVERABLE",
		Short:   c.text(lang.M("cli.compare.short")),
		Long:    c.text(lang.M("cli.compare.long")),
		Example: c.text(lang.M("cli.compare.example")),
		Args:    between(2, 2),
		RunE:    func(cmd *cobra.Command, args []string) error { return k.run(cmd.Context(), args[0], args[1]) },
	}
	f := cmd.Flags()
	f.Var(k.format, "format", c.text(lang.M("cli.compare.format")))
	f.Var(typed{&k.file, "FILE"}, "map", c.text(lang.M("cli.compare.map")))
	f.Var(typed{&k.write, "FILE"}, "write-map", c.text(lang.M("cli.compare.write_map")))
	f.Var(typed{&k.study, "FILE"}, "study", c.text(lang.M("cli.compare.study")))
	f.BoolVar(&k.noDrawing, "no-drawing", false, c.text(lang.M("cli.compare.no_drawing")))
	c.reads(cmd, k.from)
	return cmd
}

func (k *facing) run(ctx context.Context, task, thing string) error {
	v, taskSum, err := k.view(ctx, task)
	if err != nil {
		return err
	}
	is, err := k.read(ctx, thing, k.from.value)
	if err != nil {
		return err
	}
	k.warn(is)
	o := compare.Options{Rules: rules.All}
	if !k.noDrawing {
		o.Engine = layered.Engine{}
	}
	if o.Rows, err = k.known(ctx); err != nil {
		return err
	}
	if o.Study, err = k.trials(ctx); err != nil {
		return err
	}
	k.doing(lang.M("cli.doing.compare"))
	r, err := compare.Of(ctx, v, is.graph, o)
	if err != nil {
		return err
	}
	if k.write != "" {
		m := compare.Map{
			Task: compare.Side{File: filepath.Base(task), SHA256: taskSum}, Deliverable: compare.Side{File: filepath.Base(thing)}, Rows: r.Rows,
		}
		if err := k.call.write(k.write, m.Encode(), nil); err != nil {
			return err
		}
	}
	write := map[string]func(io.Writer, report.Views, report.Options) error{
		"text": report.ViewsText, "json": report.ViewsJSON, "html": report.ViewsHTML, "csv": report.ViewsCSV,
	}[k.format.value]
	var b bytes.Buffer
	if err := write(&b, report.Views{Task: task, Deliverable: thing, Report: r}, report.Options{Lang: k.lang}); err != nil {
		return err
	}
	return k.print(b.Bytes())
}

// view reads a file that holds a task view, and says what its bytes sum up to.
func (k *facing) view(ctx context.Context, name string) (*taskview.View, string, error) {
	k.doing(lang.M("cli.doing.read", "file", source.Visible(name)))
	in, err := k.readBytes(ctx, name)
	if err != nil {
		return nil, "", about(name, err)
	}
	const head = 512 // bytes; more than any sign of a format
	reader, ok := importer.Find(importers.Readers, name, in.Data[:min(head, len(in.Data))])
	if !ok || reader.View == nil && !reader.Draws {
		return nil, "", about(name, lang.M("cli.compare.no_view"))
	}
	sum := sha256.Sum256(in.held())
	in.Encoding = k.encoding
	v, err := reader.Tasks(ctx, in.Input)
	return v, hex.EncodeToString(sum[:]), about(name, err)
}

// known are the rows of the map that was named. One that is to be written and is not there yet has none.
func (k *facing) known(ctx context.Context) ([]compare.Row, error) {
	name := k.file
	if name == "" {
		name = k.write
	}
	if name == "" || name == stdio {
		return nil, nil
	}
	in, err := k.readBytes(ctx, name)
	switch {
	case k.file == "" && errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, about(name, err)
	}
	m, err := compare.Decode(ctx, in.Input)
	return m.Rows, about(name, err)
}

// trials are what people did with the views, of a table with the columns view (task or deliverable), seconds, right, defects and
// edits.
func (k *facing) trials(ctx context.Context) ([]compare.Trial, error) {
	if k.study == "" {
		return nil, nil
	}
	in, err := k.readBytes(ctx, k.study)
	if err != nil {
		return nil, about(k.study, err)
	}
	r := csv.NewReader(bytes.NewReader(in.Data))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, about(k.study, lang.M("cli.compare.study_table"))
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[strings.ToLower(strings.TrimSpace(name))] = i + 1
	}
	if column["view"] == 0 {
		return nil, about(k.study, lang.M("cli.compare.study_table"))
	}
	var list []compare.Trial
	for _, row := range rows[1:] {
		cell := func(name string) string {
			if i := column[name]; i > 0 && i <= len(row) {
				return strings.TrimSpace(row[i-1])
			}
			return ""
		}
		number := func(name string) *float64 {
			if x, err := strconv.ParseFloat(cell(name), 64); err == nil {
				return &x
			}
			return nil
		}
		list = append(list, compare.Trial{
			Thing: strings.HasPrefix(strings.ToLower(cell("view")), "deliverable"), Seconds: number("seconds"), Right: number("right"),
			Defects: number("defects"), Change: number("edits"),
		})
	}
	return list, nil
}
