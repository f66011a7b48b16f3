package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
)

// compose reads the table of parts of deliverables, by tabs or commas, and puts the parts into their wholes.
func (c *call) compose(ctx context.Context, v *taskview.View) error {
	in, err := c.readBytes(ctx, c.members)
	if err != nil {
		return about(c.members, err)
	}
	if !in.Plain() {
		return in.Err()
	}
	r := csv.NewReader(bytes.NewReader(in.Data))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	if first, _, _ := bytes.Cut(in.Data, []byte("\n")); bytes.ContainsRune(first, '\t') {
		r.Comma = '\t'
	}
	rows, err := r.ReadAll()
	if err != nil {
		return about(c.members, err)
	}
	column := func(name string) int {
		if len(rows) == 0 {
			return -1
		}
		return slices.IndexFunc(rows[0], func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), name) })
	}
	id, name, parts := column("ID"), column("Description"), column("Deliverable")
	if id < 0 || parts < 0 {
		return about(c.members, lang.M("cli.members.columns"))
	}
	cell := func(row []string, i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	members, names := map[string][]string{}, map[string]string{}
	for _, row := range rows[1:] {
		names[cell(row, id)] = cell(row, name)
		for part := range strings.SplitSeq(cell(row, parts), ",") {
			if part = strings.TrimSpace(part); part != "" && cell(row, id) != "" {
				members[cell(row, id)] = append(members[cell(row, id)], part)
			}
		}
	}
	for _, part := range v.Compose(members, names) {
		c.complain(source.Visible(c.members) + ": " + c.text(lang.M("cli.members.unknown", "id", source.Visible(part))))
	}
	return nil
}
