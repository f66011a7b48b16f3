package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"seika/model"
	"seika/model/lines"
)

// where says in which line of a file each element stands; of a format that is not read line by line nothing is known.
func where(ctx context.Context, in input) (map[model.ID]int, error) {
	switch in.format {
	case "seika":
		return rows(in), nil
	case "lines":
		return lines.Where(ctx, in.Input)
	default:
		return nil, nil
	}
}

// elements are the arrays of a document that hold what a finding can be about.
var elements = []string{"nodes", "io", "sync", "groups"}

// rows finds the objects with an id, or with two ends, in the arrays of a document. The document has been read before, so
// that no fault is met and nothing is deep.
func rows(in input) map[model.ID]int {
	at := map[model.ID]int{}
	d := json.NewDecoder(bytes.NewReader(in.Data))
	const document, row = 1, 3 // depths; arrays are between
	depth, start, list, name := 0, int64(0), "", ""
	said := map[string]string{}
	for {
		t, err := d.Token()
		if err != nil {
			return at
		}
		switch t := t.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				depth++
				if depth == row {
					start = d.InputOffset()
					clear(said)
				}
				name = ""
				continue
			}
			if depth == row {
				if id := rowID(said); id != "" && slices.Contains(elements, list) {
					at[id], _ = in.Place(int(start) - 1)
				}
			}
			depth--
			name = ""
		case string:
			switch {
			case depth == document:
				list = t
			case depth == row && name == "":
				name = t
				continue
			case depth == row:
				said[name] = t
			}
			name = ""
		default:
			name = ""
		}
	}
}

func rowID(said map[string]string) model.ID {
	switch {
	case said["id"] != "":
		return model.ID(said["id"])
	case said["from"] != "":
		return model.IOEnds(model.ID(said["from"]), model.ID(said["to"])).ID()
	case said["a"] != "":
		return model.SyncEnds(model.ID(said["a"]), model.ID(said["b"])).ID()
	default:
		return ""
	}
}
