package all_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/cells"
	"seika/internal/export"
	"seika/internal/export/all"
	"seika/internal/export/exporttest"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
)

// What people type is text in every format: a file made of naughty texts has the elements, attributes and statements of one
// made of harmless ones, and nothing else.
func TestNaughtyTextsAreNothingButText(t *testing.T) {
	texts := exporttest.Naughty(t)
	if os.Getenv("SEIKA_NAUGHTY") == "" { // the whole in make test-export
		const every = 5
		own := len(exporttest.Hostile)
		for i := own; i*every < len(texts); i++ {
			texts[i] = texts[i*every]
		}
		texts = texts[:len(texts)/every]
	}
	harmless := make([]string, len(texts))
	for i := range texts {
		if strings.TrimSpace(texts[i]) != "" {
			harmless[i] = fmt.Sprintf("text %d", i)
		}
	}
	for _, f := range all.Formats {
		if f.Name == "png" || f.Name == "seika" || f.Name == "lines" {
			continue // pixels; forms of the document, which have tests of their own
		}
		t.Run(f.Name, func(t *testing.T) {
			usual := skeleton(t, f, spelled(t, f, harmless))
			for what := range skeleton(t, f, spelled(t, f, texts)) {
				assert.True(t, usual[what], "%.200q is in no harmless file", what)
			}
			if f.Uses&export.Earlier == 0 {
				return
			}
			usual = skeleton(t, f, since(t, f, harmless))
			for what := range skeleton(t, f, since(t, f, texts)) {
				assert.True(t, usual[what], "%.200q is in no harmless file with an older state and the appendix", what)
			}
		})
	}
}

func spelled(t *testing.T, f export.Format, texts []string) []byte {
	t.Helper()
	g := exporttest.Named(t, texts)
	in := export.Input{Graph: g}
	if f.Asked() {
		var err error
		in.Meeting, err = report.Meet(t.Context(), g, asked(t, g), nil, report.Options{Lang: lang.EN, Notes: true})
		require.NoError(t, err)
	}
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, f, in, export.Options{Scale: 0.5, Notes: true, NoFont: true}))
	return b.Bytes()
}

// since is a file about half of the deliverables, held against an older state with all of them, with the appendix.
func since(t *testing.T, f export.Format, texts []string) []byte {
	t.Helper()
	was, g := exporttest.Named(t, texts), exporttest.Named(t, texts[:len(texts)/2])
	findings := asked(t, g)
	in := export.Input{Graph: g}
	var err error
	in.Meeting, err = report.Meet(t.Context(), g, findings, nil, report.Options{Lang: lang.EN, Notes: true})
	require.NoError(t, err)
	exporttest.Against(t, in.Meeting, was, g)
	require.NotEmpty(t, in.Meeting.Earlier.Marks, "questions that are gone")
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, f, in, export.Options{Scale: 0.5, Notes: true, NoFont: true, Appendix: true}))
	return b.Bytes()
}

// asked is what is asked of a model whatever its names are: that of harmless ones would be another list.
func asked(t *testing.T, g *model.Graph) []analysis.Finding {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All})
	require.NoError(t, err)
	return slices.DeleteFunc(r.Findings, func(x analysis.Finding) bool { return x.Rule[0] == 'N' })
}

// skeleton is what is left of a file without its texts: which elements with which attributes, or which statements, stand in it.
func skeleton(t *testing.T, f export.Format, data []byte) kinds {
	t.Helper()
	count := kinds{}
	switch {
	case bytes.HasPrefix(data, []byte("PK")):
		for name, part := range exporttest.Parts(t, data) {
			if !strings.HasSuffix(name, ".png") {
				elements(t, count, strings.NewReader(part))
			}
		}
	case bytes.HasPrefix(data, []byte("<")) && f.Mime != "text/html":
		elements(t, count, bytes.NewReader(data))
	case f.Mime == "text/html":
		tags(t, count, data)
	case strings.HasSuffix(f.Mime, "json") || json.Valid(data):
		var v any
		require.NoError(t, json.Unmarshal(data, &v))
		members(count, v)
	case f.Mime == "application/pdf":
		statements(count, regexp.MustCompile(`/(JS|JavaScript|Launch|URI|OpenAction|AA|SubmitForm|EmbeddedFiles?|RichMedia)\b`), bare(data))
	case strings.HasPrefix(f.Mime, "text/csv"):
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		require.NoError(t, err)
		for _, row := range rows {
			count[fmt.Sprint(len(row), " cells")] = true
			for _, c := range row {
				assert.False(t, cells.Formula(strings.TrimPrefix(c, "'")) && !strings.HasPrefix(c, "'"), "%q would run", c)
			}
		}
	case strings.HasPrefix(f.Mime, "text/markdown"):
		markup(count, string(data))
	default: // Mermaid, DOT, D2: each text stands in quotes
		for line := range strings.Lines(quotes.ReplaceAllString(string(data), `""`)) {
			if said := regexp.MustCompile(`^\s*(accTitle:|#|%%) `).FindString(line); said != "" {
				line = said // the title, which ends with its line
			}
			count[regexp.MustCompile(`\d+`).ReplaceAllString(strings.TrimSpace(line), "9")] = true
		}
	}
	return count
}

// kinds are what stands in a file.
type kinds map[string]bool

var (
	quotes = regexp.MustCompile(`"(\\.|[^"\\])*"`)
	// broken are the elements of which a text has one for each of its lines.
	broken = []string{"text", "tspan", "p", "pPr", "r", "rPr", "t", "br", "solidFill", "srgbClr", "latin", "ea", "endParaRPr", "title", "desc", "path"}
)

func elements(t *testing.T, count kinds, r io.Reader) {
	t.Helper()
	for dec := xml.NewDecoder(r); ; {
		tok, err := dec.Token()
		if err == io.EOF {
			return
		}
		require.NoError(t, err)
		switch tok := tok.(type) {
		case xml.StartElement:
			if slices.Contains(broken, tok.Name.Local) {
				continue
			}
			words := []string{tok.Name.Local}
			for _, a := range tok.Attr {
				if a.Name.Local != "rot" && !strings.HasPrefix(a.Name.Local, "flip") { // which way a line leads
					words = append(words, a.Name.Local)
				}
			}
			count[strings.Join(words, " ")] = true
		case xml.Comment, xml.ProcInst, xml.Directive:
			count[fmt.Sprintf("%T", tok)] = true
		}
	}
}

// tags counts the tags of a page as browsers see them.
func tags(t *testing.T, count kinds, data []byte) {
	t.Helper()
	for z := html.NewTokenizer(bytes.NewReader(data)); ; {
		switch z.Next() {
		case html.ErrorToken:
			require.Equal(t, io.EOF, z.Err())
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			words := []string{tok.Data}
			for _, a := range tok.Attr {
				words = append(words, a.Key)
				assert.False(t, strings.HasPrefix(a.Key, "on"), "a handler: %s", a.Key)
				assert.False(t, a.Key == "href" && !strings.HasPrefix(a.Val, "#"), "leads outside: %s", a.Val)
			}
			if !slices.Contains(broken, tok.Data) {
				count[strings.Join(words, " ")] = true
			}
		case html.CommentToken:
			count["comment"] = true
		}
	}
}

func members(count kinds, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			count[k] = true
			members(count, x)
		}
	case []any:
		for _, x := range v {
			members(count, x)
		}
	}
}

// bare is a PDF without its texts and streams.
func bare(data []byte) []byte {
	data = regexp.MustCompile(`(?s)stream\r?\n.*?endstream`).ReplaceAll(data, nil)
	return regexp.MustCompile(`(?s)\((\\.|[^\\)])*\)|<[0-9A-Fa-f\s]*>`).ReplaceAll(data, nil)
}

func statements(count kinds, what *regexp.Regexp, data []byte) {
	for _, s := range what.FindAll(data, -1) {
		count[string(s)] = true
	}
}

// markup counts what means something in Markdown once escapes are taken away, outside of Mermaid, which has a test of its own.
func markup(count kinds, text string) {
	text = regexp.MustCompile("(?s)```mermaid\n.*?```\n").ReplaceAllString(text, "")
	text = regexp.MustCompile(`\\[!-/:-@\[-`+"`"+`{-~]`).ReplaceAllString(text, "")
	text = strings.ReplaceAll(text, "<br>", "")
	for line := range strings.Lines(text) {
		if n := strings.Count(line, "|"); n > 0 {
			count[fmt.Sprint(n, " bars")] = true
		}
		for _, r := range "<>[]`" {
			if strings.ContainsRune(line, r) {
				count[string(r)] = true
			}
		}
		if m := regexp.MustCompile(`^ *([#>*+-]|\d+[.)])`).FindString(line); m != "" {
			count["line "+m] = true
		}
	}
}
