package file

import (
	_ "embed"
	"slices"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema, 2020-12, of *.seika. It allows everything that is written; what it cannot say, such as that
// ids exist, only Decode knows.
func Schema() []byte { return slices.Clone(schema) }
