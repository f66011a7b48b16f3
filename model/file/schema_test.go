package file_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/golden"
	"seika/model"
	"seika/model/file"
)

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(file.Schema()))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("schema.json", doc))
	s, err := c.Compile("schema.json")
	require.NoError(t, err)
	return s
}

func validate(s *jsonschema.Schema, text []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF"))))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

func TestWhatIsWrittenFitsTheSchema(t *testing.T) {
	s := compiled(t)
	assert.NoError(t, validate(s, kept(t, "example.seika")))
	assert.NoError(t, validate(s, kept(t, "every-member.seika")))
	rapid.Check(t, func(t *rapid.T) {
		text := file.Encode(anyModel(t))
		if err := validate(s, text); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	})
}

func TestTheSchemaRefusesWhatItCanSee(t *testing.T) {
	s := compiled(t)
	for _, bad := range []string{
		`{}`, `[]`, `{"version":0}`, `{"version":1,"nodes":{}}`, `{"version":1,"nodes":[{"name":"x"}]}`,
		`{"version":1,"nodes":[{"id":"a b"}]}`, `{"version":1,"nodes":[{"id":"a","kind":"task"}]}`,
		`{"version":1,"nodes":[{"id":"a","leadTime":"soon"}]}`, `{"version":1,"nodes":[{"id":"a","at":[1]}]}`,
		`{"version":1,"io":[{"from":"a"}]}`, `{"version":1,"proposals":[{"as":"io","id":"a"}]}`,
	} {
		assert.Error(t, validate(s, []byte(bad)), bad)
		_, err := decode(t, []byte(bad))
		assert.Error(t, err, bad)
	}
}

// ordered is a JSON object with the names of its members in order.
type ordered struct {
	names   []string
	members map[string]any
}

// schemaObject is the object at a path of the schema.
func schemaObject(t testing.TB, path ...string) ordered {
	t.Helper()
	raw := json.RawMessage(file.Schema())
	for _, name := range path {
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(raw, &members))
		raw = members[name]
	}
	var o ordered
	require.NoError(t, json.Unmarshal(raw, &o.members), path)
	d := json.NewDecoder(bytes.NewReader(raw))
	_, err := d.Token()
	require.NoError(t, err)
	for d.More() {
		name, err := d.Token()
		require.NoError(t, err)
		o.names = append(o.names, name.(string))
		var skipped json.RawMessage
		require.NoError(t, d.Decode(&skipped))
	}
	return o
}

func TestTheSchemaHasEveryMember(t *testing.T) {
	arrays := []string{"nodes", "io", "sync", "groups", "phases", "answers", "proposals"}
	checkMembers(t, model.MetaFields, arrays, []string{"version"})
	checkMembers(t, model.NodeFields, nil, []string{"id"}, "$defs", "node")
	checkMembers(t, model.IOFields, nil, []string{"from", "to"}, "$defs", "io")
	checkMembers(t, model.SyncFields, nil, []string{"a", "b"}, "$defs", "sync")
	checkMembers(t, model.GroupFields, nil, []string{"id"}, "$defs", "group")
	checkMembers(t, model.PhaseFields, nil, []string{"id"}, "$defs", "phase")
	checkMembers(t, model.AnswerFields, nil, []string{"rule"}, "$defs", "answer")
	checkMembers(t, model.TraceFields, nil, nil, "$defs", "trace")
	assert.NotContains(t, string(file.Schema()), "additionalProperties", "every object may have further members")
	assert.NotContains(t, string(file.Schema()), "unevaluatedProperties")
}

// checkMembers holds the properties of a schema to a list of fields, and further names behind them.
func checkMembers[T any](t *testing.T, fields []model.Field[T], further, required []string, path ...string) {
	t.Helper()
	whole := schemaObject(t, path...)
	var got []string
	if r, ok := whole.members["required"].([]any); ok {
		for _, name := range r {
			got = append(got, name.(string))
		}
	}
	assert.Equal(t, required, got, path)
	assert.Equal(t, "object", whole.members["type"], path)

	properties := schemaObject(t, append(slices.Clone(path), "properties")...)
	var want []string
	for _, f := range fields {
		want = append(want, f.Name)
		p, _ := properties.members[f.Name].(map[string]any)
		assert.NotEmpty(t, p["description"], "%s: description of %s", path, f.Name)
		if f.Type == model.Listed {
			for _, w := range f.Values {
				assert.Contains(t, p["description"], w.Value, "%s: known words of %s", path, f.Name)
			}
		}
		rest := maps.Clone(p)
		delete(rest, "description")
		assert.Equal(t, typeOf(f), rest, "%s: %s", path, f.Name)
	}
	assert.Equal(t, append(want, further...), properties.names, path)
}

// typeOf is what the schema says of a member, besides its description.
func typeOf[T any](f model.Field[T]) map[string]any {
	const most = 1e9
	count := map[string]any{"type": "integer", "minimum": float64(f.Min), "maximum": most}
	reference := func(to string) map[string]any { return map[string]any{"$ref": "#/$defs/" + to} }
	switch {
	case f.Name == "conf":
		return map[string]any{"type": "number", "minimum": 0.0, "maximum": 1.0}
	case f.Name == "iteration":
		count["default"] = 1.0
	case f.Name == "rule" && f.Always:
		return map[string]any{"type": "string", "minLength": 1.0}
	}
	switch f.Type {
	case model.Text:
		return map[string]any{"type": "string"}
	case model.Ref:
		return reference("id")
	case model.Listed:
		return map[string]any{"type": "array", "items": map[string]any{"type": "string"}}
	case model.Choice:
		m := map[string]any{}
		var values []any
		for _, w := range f.Values {
			values = append(values, w.EN)
			if w.Value == "" {
				m["default"] = w.EN
			}
		}
		m["enum"] = values
		return m
	case model.Flag:
		return map[string]any{"type": "boolean", "default": false}
	case model.Count:
		return count
	case model.Multiple:
		return map[string]any{"oneOf": []any{count, map[string]any{"const": model.Any}}, "default": 1.0}
	case model.Duration:
		return reference("duration")
	case model.Frequency:
		return reference("frequency")
	case model.Spot:
		return reference("place")
	case model.Traced:
		return reference("trace")
	case model.Raw:
		return map[string]any{"type": "object"}
	default:
		panic("unknown type of member")
	}
}

// TestThePageOnTheFormatListsEveryMember keeps the tables of docs/format.md, which are made from the schema. -update writes
// them.
func TestThePageOnTheFormatListsEveryMember(t *testing.T) {
	const page, begin, end = "docs/format.md", "<!-- members -->\n", "<!-- end of members -->\n"
	text, err := os.ReadFile(filepath.Join(golden.Root(t), filepath.FromSlash(page)))
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	assert.Contains(t, before, "```json\n"+string(kept(t, "example.seika"))+"```\n")

	var b strings.Builder
	memberTable(t, &b, "The document")
	for _, rows := range []string{"nodes", "io", "sync", "groups", "phases", "answers", "proposals"} {
		items := schemaObject(t, "properties", rows, "items")
		def := strings.TrimPrefix(items.members["$ref"].(string), "#/$defs/")
		memberTable(t, &b, "A row of `"+rows+"`", "$defs", def)
	}
	memberTable(t, &b, "A `trace`", "$defs", "trace")
	b.WriteString("\n### Values\n\n")
	for _, def := range []string{"id", "duration", "frequency", "place"} {
		fmt.Fprintf(&b, "- *%s*: %s\n", def, schemaObject(t, "$defs", def).members["description"])
	}
	golden.File(t, page, before+begin+b.String()+"\n"+end+after)
}

// memberTable describes the members of an object of the schema.
func memberTable(t *testing.T, b *strings.Builder, title string, path ...string) {
	t.Helper()
	whole := schemaObject(t, path...)
	properties := schemaObject(t, append(path, "properties")...)
	fmt.Fprintf(b, "\n### %s\n\n%s\n\n| member | value | default | meaning |\n|---|---|---|---|\n", title, whole.members["description"])
	required, _ := whole.members["required"].([]any)
	for _, name := range properties.names {
		p := properties.members[name].(map[string]any)
		standard := ""
		switch {
		case slices.Contains(required, any(name)):
			standard = "required"
		case p["default"] != nil:
			standard = fmt.Sprint(p["default"])
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", name, valueOf(p), standard, p["description"])
	}
}

// valueOf says in a word or two what a member holds.
func valueOf(p map[string]any) string {
	if ref, ok := p["$ref"].(string); ok {
		return "*" + strings.TrimPrefix(ref, "#/$defs/") + "*"
	}
	if values, ok := p["enum"].([]any); ok {
		var words []string
		for _, v := range values {
			words = append(words, fmt.Sprint(v))
		}
		return strings.Join(words, ", ")
	}
	switch p["type"] {
	case "string":
		return "text"
	case "boolean":
		return "true, false"
	case "array":
		if items := p["items"].(map[string]any); items["$ref"] != nil {
			return "rows"
		}
		return "list of texts"
	case "integer":
		return fmt.Sprintf("whole number from %v", p["minimum"])
	case "number":
		return fmt.Sprintf("number from %v to %v", p["minimum"], p["maximum"])
	case "object":
		return "object"
	default:
		return `whole number from 1, or "*"`
	}
}
