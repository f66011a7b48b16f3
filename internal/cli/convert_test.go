package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/cli"
	formats "seika/internal/export/all"
	"seika/internal/store/fsx"
)

// examples are the names of the example models.
func examples(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(source(), "testdata", "lines", "*.seika.txt"))
	require.NoError(t, err)
	require.Greater(t, len(paths), 13)
	var names []string
	for _, p := range paths {
		names = append(names, filepath.Base(p))
	}
	return names
}

func TestLinesComeBackFromADocumentInCanonicalForm(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range examples(t) {
		keep(t, "lines/"+name, "in.seika.txt")
		r := seika(t, "", "convert", "in.seika.txt", "out.seika")
		require.Equal(t, result{}, r, name)
		back := seika(t, "", "convert", "out.seika", "-", "--to", "lines")
		assert.Equal(t, seika(t, "", "fmt", "in.seika.txt").out, back.out, name)
		assert.Equal(t, result{}, seika(t, "", "fmt", "-l", "out.seika"), "%s: a document is written in canonical form", name)
		write(t, "back.seika.txt", back.out)
		assert.Equal(t, result{}, seika(t, "", "fmt", "-l", "back.seika.txt"), "%s: and so are lines", name)
	}
}

func TestEveryFormatOfEveryExampleIsTheSameTwice(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range examples(t) {
		keep(t, "lines/"+name, name)
		for _, f := range formats.Formats {
			args := []string{"convert", name, "out" + f.Suffix, "--to", f.Name}
			r := seika(t, "", args...)
			require.Equal(t, result{}, r, "%s to %s", name, f.Name)
			file, err := os.ReadFile("out" + f.Suffix)
			require.NoError(t, err)
			assert.NotEmpty(t, file)
			again := seika(t, "", "convert", name, "-", "--to", f.Name)
			assert.True(t, string(file) == again.out, "%s to %s: file and standard output differ", name, f.Name)
		}
	}
}

func TestOptionsReachThePicture(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "m.seika.txt", "lang: ja\nlang-alt: en\n要望 #ext {alt=wish} > 案 {alt=draft} = 承認 #goal\n")
	svg := func(options ...string) string {
		r := seika(t, "", append([]string{"convert", "m.seika.txt", "-", "--to", "svg"}, options...)...)
		require.Zero(t, r.status, "%v %s", options, r.err)
		return r.out
	}
	usual := svg()
	assert.Contains(t, usual, ">要望</text>")
	assert.Contains(t, usual, "同期", "a legend, as there is more than inputs")
	assert.NotContains(t, svg("--legend", "off"), "同期<")
	assert.Contains(t, svg("--labels", "alt"), ">wish<")
	assert.NotContains(t, svg("--labels", "alt"), ">要望</text>")
	assert.NotEqual(t, usual, svg("--theme", "dark"))
	assert.NotEqual(t, svg("--theme", "print"), svg("--theme", "dark"))
	assert.NotEqual(t, usual, svg("--findings", "marks"))
	assert.NotContains(t, svg("--outlines"), "<text")
	assert.NotEqual(t, usual, svg("--transparent"))
	small, large := seika(t, "", "convert", "m.seika.txt", "-", "--to", "png", "--scale", "1").out,
		seika(t, "", "convert", "m.seika.txt", "-", "--to", "png", "--width", "900").out
	assert.Equal(t, 900, width(large))
	assert.Less(t, width(small), 900)
}

// width is that of a PNG.
func width(png string) int {
	return int(png[16])<<24 | int(png[17])<<16 | int(png[18])<<8 | int(png[19])
}

// What is private, and what people said in answers, stays in the two forms that hold everything.
func TestPrivateWordsStayAtHome(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "m.seika.txt", "private: CANARY1\n要望 {private=CANARY2} > 案 #goal {id=plan} = 相手案\n"+
		"[群]: 要望\n[群] {private=CANARY3}\n要望 >{private=CANARY4} 相手案\n"+
		"answer: {rule=S01; anchors=$plan; status=answered; text=CANARY5; by=CANARY6; who=CANARY7}\n")
	require.Contains(t, seika(t, "", "fmt", "m.seika.txt").out, "CANARY4")
	for _, f := range formats.Formats {
		if f.Name == "seika" || f.Name == "lines" {
			continue
		}
		args := []string{"convert", "m.seika.txt", "-", "--to", f.Name}
		if f.Picture != nil {
			args = append(args, "--findings", "marks")
		}
		r := seika(t, "", args...)
		require.Zero(t, r.status, r.err)
		assert.NotContains(t, r.out, "CANARY", f.Name)
	}
	for _, format := range []string{"text", "json", "sarif"} {
		for _, more := range []string{"--verbose=false", "--verbose"} {
			r := seika(t, "", "check", "--format", format, "--preset", "all", more, "m.seika.txt")
			assert.NotContains(t, r.out+r.err, "CANARY", "check --format %s", format)
		}
	}
}

func TestAFailedConversionLeavesTheOldFile(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "good.seika.txt", "a > b\n")
	write(t, "bad.seika.txt", "a >\n")
	write(t, "out.seika", "old")
	for _, args := range [][]string{
		{"convert", "bad.seika.txt", "out.seika"},
		{"convert", "nothing.seika", "out.seika"},
		{"convert", "good.seika.txt", "out.seika", "--limit", "nodes=1"},
		{"convert", "good.seika.txt", "out.seika", "--theme", "dark"},
		{"layout", "bad.seika.txt", "-o", "out.seika"},
		{"convert", "good.seika.txt", "out.seika", "--to", "png", "--width", "32000", "--scale", "1"},
	} {
		r := seika(t, "", args...)
		assert.Equal(t, 2, r.status, "%v", args)
		assert.Len(t, strings.Split(strings.TrimSpace(r.err), "\n"), 1, "%v: %s", args, r.err)
		left, err := os.ReadFile("out.seika")
		require.NoError(t, err)
		assert.Equal(t, "old", string(left), "%v", args)
		names, err := os.ReadDir(".")
		require.NoError(t, err)
		assert.Len(t, names, 3, "%v left something", args)
	}
}

// full is standard output on a full disk.
type full struct{}

func (full) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

func TestOutputThatCannotBeWrittenIsTold(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.seika.txt", "a > b\n")
	for _, args := range [][]string{
		{"--help"},
		{"check", "--help"},
		{"help", "check"},
		{"version"},
		{"schema"},
		{"check", "a.seika.txt"},
		{"check", "a.seika.txt", "--format", "json"},
		{"convert", "a.seika.txt", "-", "--to", "svg"},
		{"fmt", "a.seika.txt"},
		{"fmt", "-l", "a.seika.txt"},
		{"layout", "a.seika.txt", "-o", "-"},
		{"layout", "a.seika.txt", "--metrics"},
		{"stats", "a.seika.txt"},
		{"explain", "K01"},
		{"rules"},
		{"completion", "bash"},
	} {
		var problems bytes.Buffer
		status := cli.Run(t.Context(), args, cli.World{
			In: strings.NewReader(""), Out: full{}, Err: &problems,
			Env: func(string) string { return "" }, FS: fsx.OS{}, Now: time.Now,
		})
		assert.Equal(t, 2, status, "%v", args)
		assert.Equal(t, "seika: Standard output could not be written: no space is left.\n", problems.String(), "%v", args)
	}
}

func TestAJapaneseReportHasWideColons(t *testing.T) {
	out := seika(t, "価格表, (見積の勘) > 見積書 #goal\n", "convert", "-", "-", "--from", "lines", "--to", "report-md", "--lang", "ja").out
	require.Contains(t, out, "図で数えると")
	require.NotRegexp(t, `\p{Han}\p{Hiragana}*: `, out)
}

func TestAReportHoldsTheModelAgainstAnOlderState(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "was.seika.txt", "title: Sales\nlang: en\n(flair) > offer > deal #goal {id=deal}\n")
	write(t, "is.seika.txt", "title: Sales\nlang: en\nvariant: tobe\nprice list > offer > contract #goal {id=deal}\n")
	for _, format := range []string{"report-html", "report-md"} {
		alone := seika(t, "", "convert", "is.seika.txt", "-", "--to", format)
		require.Zero(t, alone.status, alone.err)
		assert.NotContains(t, alone.out, "Gone since last time", format)
		r := seika(t, "", "convert", "is.seika.txt", "-", "--to", format, "--before", "was.seika.txt", "--appendix")
		require.Zero(t, r.status, r.err)
		assert.Contains(t, r.out, "as-is → to-be", format)
		assert.Contains(t, r.out, "1 → 0", "%s: what became of a figure", format)
		assert.Equal(t, 1, strings.Count(r.out, "Gone since last time"), format)
		assert.Contains(t, r.out, "flair", "%s: the older picture", format)
		for _, differs := range []string{"New: price list", "No longer there: flair", "Renamed: deal → contract"} {
			assert.Contains(t, r.out, differs, format)
			assert.NotContains(t, alone.out, differs, format)
		}
	}
	all := seika(t, "", "convert", "is.seika.txt", "-", "--to", "findings-csv", "--before", "was.seika.txt", "--preset", "all").out
	rows := seika(t, "", "convert", "is.seika.txt", "-", "--to", "findings-csv", "--before", "was.seika.txt").out
	assert.Greater(t, strings.Count(all, "\n"), strings.Count(rows, "\n"), "which rules ask, as in the editor")
	assert.Contains(t, rows, ",gone,", "a tracker can close it")
	for _, format := range []string{"report-pdf", "report-docx", "xlsx"} {
		r := seika(t, "", "convert", "is.seika.txt", "-", "--to", format, "--before", "was.seika.txt")
		require.Zero(t, r.status, "%s: %s", format, r.err)
	}
	r := seika(t, "", "convert", "is.seika.txt", "-", "--to", "svg", "--before", "was.seika.txt")
	assert.Equal(t, 2, r.status, "a picture has no older state")
}

func TestAComparisonAsAPageIsCalledAfterTheModel(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "was.seika.txt", "title: Sales\nlang: en\nvariant: asis\n(flair) > offer > deal #goal\n")
	write(t, "is.seika.txt", "title: Sales\nlang: en\nvariant: tobe\nprice list > offer > deal #goal\n")
	write(t, "bare.seika.txt", "offer > deal #goal\n")
	page := seika(t, "", "diff", "was.seika.txt", "is.seika.txt", "--format", "html").out
	for _, s := range []string{"<title>Sales (as-is → to-be)</title>", "<h1>Sales (as-is → to-be)</h1>", "was.seika.txt → is.seika.txt", `<td class="s">−</td>`} {
		assert.Contains(t, page, s)
	}
	page = seika(t, "", "diff", "was.seika.txt", "bare.seika.txt", "--format", "html").out
	assert.Contains(t, page, "<h1>was.seika.txt → bare.seika.txt</h1>", "one without a title by its files")
}

func TestAFlowchartIsComparedAsTasks(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("order.mmd", []byte("flowchart TD\nA[Receive order] --> B[Write invoice] --> C[Send invoice]\n"), 0o600))
	require.NoError(t, os.WriteFile("order.seika.txt", []byte("Order > Invoice\n"), 0o600))
	r := seika(t, "", "compare", "order.mmd", "order.seika.txt", "--no-drawing", "--format", "csv")
	assert.Zero(t, r.status, r.err)
	assert.Contains(t, r.out, "size,activities,3,3")
}
