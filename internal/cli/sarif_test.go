package cli_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // keeps the module whose schema is read below
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis/rules"
)

// sarifSchema is the published schema of SARIF 2.1.0. A module carries it in a constant; no copy of it is kept here.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif")
	cmd.Dir = source()
	dir, err := cmd.Output()
	require.NoError(t, err)
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	require.NoError(t, err)
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING && len(l.Value) > len(text) {
			text = l.Value
		}
		return true
	})
	text, err = strconv.Unquote(text)
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("sarif.json", doc))
	s, err := c.Compile("sarif.json")
	require.NoError(t, err)
	return s
}

func valid(s *jsonschema.Schema, text string) error {
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// sarifLog is the part of a log that tests look at.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct{ Rules []struct{ ID string } }
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct {
				Message   struct{ Text string }
				Locations []sarifPlace
			}
		}
		Results []sarifResult
	}
}

type sarifResult struct {
	RuleID, Kind, Level string
	RuleIndex           int
	Rank                float64
	Message             struct{ Text string }
	Locations           []sarifPlace
	RelatedLocations    []sarifPlace
	PartialFingerprints map[string]string
	Suppressions        []struct{ Kind, Status, Justification string }
}

type sarifPlace struct {
	PhysicalLocation struct {
		ArtifactLocation struct{ URI string }
		Region           struct{ StartLine, StartColumn int }
	}
	LogicalLocations []struct{ Name, FullyQualifiedName string }
	Message          struct{ Text string }
}

func logOf(t *testing.T, text string) sarifLog {
	t.Helper()
	var log sarifLog
	require.NoError(t, json.Unmarshal([]byte(text), &log))
	require.Len(t, log.Runs, 1)
	for _, r := range log.Runs[0].Results {
		assert.Equal(t, r.RuleID, log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID)
	}
	return log
}

func TestSARIFOfEveryRuleFitsItsSchema(t *testing.T) {
	s := sarifSchema(t)
	assert.Error(t, valid(s, `{"version":"2.1.0"}`), "the schema refuses nothing")
	fixtures, err := filepath.Glob(filepath.Join(source(), "testdata", "rules", "*.txtar"))
	require.NoError(t, err)
	require.NotEmpty(t, fixtures)
	t.Chdir(t.TempDir())
	for _, path := range fixtures {
		for i, model := range models(t, path) {
			name := strings.TrimSuffix(filepath.Base(path), ".txtar") + strconv.Itoa(i) + ".seika.txt"
			require.NoError(t, os.WriteFile(name, []byte(model), 0o644))
			for _, l := range []string{"en", "ja"} {
				args := []string{"check", "--format", "sarif", "--preset", "all", "--notes", "on", "--lang", l, name}
				r := seika(t, "", args...)
				assert.Empty(t, r.err, name)
				assert.NoError(t, valid(s, r.out), "%s\n%s", name, model)
				assert.NotContains(t, r.out, "‹", name)
				assert.Equal(t, r.out, seika(t, "", args...).out, "the second time")
				log := logOf(t, r.out)
				assert.Len(t, log.Runs[0].Tool.Driver.Rules, len(rules.All)+3, "all rules, and what a run says of itself")
			}
		}
	}
}

// models are the models of a rule's fixture.
func models(t *testing.T, path string) []string {
	t.Helper()
	var list []string
	for _, part := range parts(t, path) {
		for _, kind := range []string{"ok: ", "bad: "} {
			if strings.HasPrefix(part.name, kind) {
				list = append(list, part.text)
			}
		}
	}
	require.NotEmpty(t, list, path)
	return list
}

func TestSARIFSaysWhatBecameOfAFinding(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a b.seika.txt", "要望 #ext {id=req} > 追加 {id=svc} = 承認 #goal {id=appr}\n"+
		"answer: {rule=N01; anchors=追加; status=intended; text=他にない}\nanswer: {rule=S01; anchors=承認; status=asked}\n")
	write(t, "broken.seika", "{\n\"version\":1,\n")
	s := sarifSchema(t)

	r := seika(t, "", "check", "--format", "sarif", "a b.seika.txt", "broken.seika")
	assert.Equal(t, 2, r.status)
	require.NoError(t, valid(s, r.out))
	run := logOf(t, r.out).Runs[0]
	require.Len(t, run.Results, 2)
	n01, s01 := run.Results[0], run.Results[1]
	assert.Equal(t, "N01", n01.RuleID)
	assert.Equal(t, map[string]string{"seikaKey/v1": "N01@svc"}, n01.PartialFingerprints)
	assert.Equal(t, "review", n01.Kind)
	assert.Equal(t, "none", n01.Level)
	require.Len(t, n01.Suppressions, 1)
	assert.Equal(t, "inSource", n01.Suppressions[0].Kind)
	assert.Empty(t, n01.Suppressions[0].Justification, "what people wrote stays out unless it is asked for")
	assert.NotNil(t, s01.Suppressions, "all results of a run have the list, or none")
	assert.Empty(t, s01.Suppressions, "who has been asked has not answered")

	place := n01.Locations[0]
	assert.Equal(t, "a%20b.seika.txt", place.PhysicalLocation.ArtifactLocation.URI)
	assert.Equal(t, 1, place.PhysicalLocation.Region.StartLine)
	assert.Equal(t, "追加", place.LogicalLocations[0].Name)
	assert.Equal(t, "svc", place.LogicalLocations[0].FullyQualifiedName)
	assert.Equal(t, "input", n01.RelatedLocations[0].Message.Text)

	invocation := run.Invocations[0]
	assert.False(t, invocation.ExecutionSuccessful)
	require.Len(t, invocation.ToolExecutionNotifications, 1)
	assert.Equal(t, "broken.seika", invocation.ToolExecutionNotifications[0].Locations[0].PhysicalLocation.ArtifactLocation.URI)

	r = seika(t, "", "check", "--format", "sarif", "--notes", "on", "a b.seika.txt")
	assert.Equal(t, "他にない", logOf(t, r.out).Runs[0].Results[0].Suppressions[0].Justification)
}

func TestFingerprintsStayWhenNamesPlacesAndLinesChange(t *testing.T) {
	t.Chdir(t.TempDir())
	prints := func(model string) []string {
		write(t, "m.seika.txt", model)
		var list []string
		for _, r := range logOf(t, seika(t, "", "check", "--format", "sarif", "m.seika.txt").out).Runs[0].Results {
			list = append(list, r.PartialFingerprints["seikaKey/v1"])
		}
		return list
	}
	before := prints("要望 #ext {id=req} > 追加 {id=svc} = 承認 #goal {id=appr}\n")
	after := prints("% a remark\n\n承認済み #goal {id=appr} = 新サービス {id=svc} < 声 #ext {id=req}\n")
	assert.Equal(t, before, after)
}

func TestNoAbsolutePathGetsIntoALog(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	here, err := os.Getwd()
	require.NoError(t, err)
	write(t, "m.seika.txt", "a > b\n")
	for name, uri := range map[string]string{
		filepath.Join(here, "m.seika.txt"):        "m.seika.txt",
		"./m.seika.txt":                           "m.seika.txt",
		filepath.Join(here, "none", "n.seika"):    "none/n.seika",
		filepath.Join(os.TempDir(), "no.seika.x"): "no.seika.x",
	} {
		r := seika(t, "", "check", "--format", "sarif", name)
		assert.NotContains(t, r.out, dir)
		assert.NotContains(t, r.out, os.TempDir()+string(filepath.Separator))
		assert.Contains(t, r.out, strconv.Quote(uri), name)
	}
	assert.Contains(t, seika(t, "a > b\n", "check", "--format", "sarif", "-").out, `"stdin"`)
}
