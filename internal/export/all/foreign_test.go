//go:build foreign

package all_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/all"
	"seika/internal/export/exporttest"
	"seika/internal/golden"
	"seika/internal/lang"
	"seika/internal/layout/layered"
	"seika/internal/report"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

// Programs that others made open what we write. make test-export installs them; one that is missing fails.

// check looks at a file with a program; err says what is wrong with it.
type check struct {
	name    string
	formats []string
	run     func(t *testing.T, file string, d *diagram.Diagram) error
}

var foreignChecks = []check{
	{"xmllint", []string{"svg", "drawio", "graphml"}, func(t *testing.T, file string, _ *diagram.Diagram) error {
		_, err := program(t, "xmllint", "--noout", "--nonet", file)
		return err
	}},
	{"rsvg-convert", []string{"svg"}, func(t *testing.T, file string, _ *diagram.Diagram) error {
		_, err := program(t, "rsvg-convert", "-o", file+".png", file)
		return err
	}},
	{"qpdf", []string{"pdf", "report-pdf"}, func(t *testing.T, file string, _ *diagram.Diagram) error {
		_, err := program(t, "qpdf", "--check", file)
		return err
	}},
	{"pdffonts", []string{"pdf", "report-pdf"}, fontsAreInTheFile},
	{"pdftotext", []string{"pdf", "report-pdf"}, everyLineIsFound},
	{"pdftoppm = png", []string{"pdf"}, looksLikeThePNG},
	{"soffice", []string{"pptx"}, connectorsAreGlued},
	{"rsvg = png", []string{"svg"}, svgLooksLikeThePNG},
	{"soffice", []string{"xlsx", "csv", "findings-csv"}, noCellRuns},
	{"saved by soffice", []string{"xlsx", "csv"}, comesBackSaved},
	{"openpyxl", []string{"xlsx"}, pythonOpensTheWorkbook},
	{"soffice, pdftotext", []string{"report-docx"}, documentIsRead},
	{"python-docx", []string{"report-docx"}, pythonOpensTheDocument},
	{"mxgraph", []string{"drawio"}, drawioDecodes},
	{"mermaid", []string{"mermaid", "markdown", "report-md"}, mermaidRenders},
	{"bpmn-js", []string{"bpmn"}, bpmnJSImports},
	{"d2", []string{"d2"}, d2Compiles},
	{"networkx", []string{"graphml"}, networkxCounts},
	{"spec 1.0", []string{"canvas"}, canvasKeepsToItsFields},
	{"bindings", []string{"excalidraw"}, arrowsAreBound},
	{"excalidraw", []string{"excalidraw"}, excalidrawLoads},
	{"dot", []string{"dot"}, dotCounts},
	{"chromium", []string{"html", "report-html"}, scriptRuns},
	{"mouse and keys", []string{"html"}, pageIsUsed},
}

// quickChecks are those that take a moment, with the program that each needs; "" is none. The others need browsers and offices.
var quickChecks = map[string]string{
	"xmllint": "xmllint", "rsvg-convert": "rsvg-convert", "qpdf": "qpdf", "pdffonts": "pdffonts", "pdftotext": "pdftotext", "dot": "dot",
	"spec 1.0": "", "bindings": "",
}

// quickModels are what the quick part opens.
var quickModels = []string{"E05", "E10", "hostile"}

func TestForeignProgramsOpenWhatWeWrite(t *testing.T) {
	quick := os.Getenv("SEIKA_FOREIGN") == "quick"
	models := foreignModels(t)
	fontsAtHome(t)
	names := quickModels
	if !quick {
		names = slices.Sorted(maps.Keys(models))
	}
	missing := map[string]bool{} // programs, of the quick part alone
	runs := func(c check) bool {
		with, short := quickChecks[c.name]
		if !quick || short && with == "" {
			return true
		}
		if short {
			_, err := exec.LookPath(with)
			missing[with] = err != nil
		}
		return short && !missing[with]
	}
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-12s %-19s", "format", "check")
	for _, n := range names {
		fmt.Fprintf(&table, " %-10s", n)
	}
	table.WriteByte('\n')
	for _, f := range all.Formats {
		t.Run(f.Name, func(t *testing.T) {
			for _, c := range foreignChecks {
				if slices.Contains(c.formats, f.Name) && runs(c) {
					fmt.Fprintf(&table, "%-12s %-19s %s\n", f.Name, c.name, row(t, f, c, names, models))
				}
			}
		})
	}
	t.Log(table.String())
	for _, with := range slices.Sorted(maps.Keys(missing)) {
		if missing[with] {
			t.Logf("NOT RUN: opening what is written with %s, which is not here", with)
		}
	}
}

// row is a row of the table: what a check says of each model.
func row(t *testing.T, f export.Format, c check, names []string, models map[string]*model.Graph) string {
	var words strings.Builder
	for _, n := range names {
		file, d := foreignFile(t, f, models[n])
		word := "ok"
		if err := c.run(t, file, d); err != nil {
			word = "FAILED"
			t.Errorf("%s, %s, %s: %v", f.Name, c.name, n, err)
		}
		fmt.Fprintf(&words, " %-10s", word)
	}
	return words.String()
}

func foreignModels(t *testing.T) map[string]*model.Graph {
	t.Helper()
	all := map[string]*model.Graph{"sheet": sheet(t), "town": exporttest.Town(t, 60), "hostile": exporttest.Cases(t)["hostile"]}
	for name, folder := range map[string]string{"E05": "testdata/lines", "E10": "testdata/lines", "j60": "docs/export"} {
		file := name + ".seika.txt"
		data, err := os.ReadFile(filepath.Join(golden.Root(t), folder, file))
		require.NoError(t, err)
		g, err := lines.Parse(t.Context(), &source.Input{File: file, Data: data})
		require.NoError(t, err)
		places, err := diagram.Complete(t.Context(), g, layered.Engine{})
		require.NoError(t, err)
		g, _, err = model.Try(g, places)
		require.NoError(t, err)
		all[name] = g
	}
	return all
}

func foreignFile(t *testing.T, f export.Format, g *model.Graph) (string, *diagram.Diagram) {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All})
	require.NoError(t, err)
	in := export.Input{Graph: g}
	in.Meeting, err = report.Meet(t.Context(), g, r.Findings, nil, report.Options{Lang: lang.JA})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, f, in, export.Options{Scale: 1}))
	file := filepath.Join(t.TempDir(), "out"+f.Suffix)
	require.NoError(t, os.WriteFile(file, b.Bytes(), 0o644))
	return file, diagram.Build(g, diagram.Options{})
}

// foreignHome is where programs keep what is theirs.
var foreignHome = filepath.Join(os.TempDir(), "seika-foreign")

func program(t *testing.T, name string, args ...string) (string, error) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 3*60*1e9)
	defer stop()
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(os.Environ(), "HOME="+foreignHome)
	var out, problems bytes.Buffer
	c.Stdout, c.Stderr = &out, &problems
	if err := c.Run(); err != nil {
		return out.String(), fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(problems.String()))
	}
	return out.String(), nil
}

func fontsAreInTheFile(t *testing.T, file string, _ *diagram.Diagram) error {
	out, err := program(t, "pdffonts", file)
	if err != nil {
		return err
	}
	for _, row := range strings.Split(strings.TrimSpace(out), "\n")[2:] {
		if !regexp.MustCompile(`Identity-H +yes yes yes`).MatchString(row) {
			return fmt.Errorf("not in the file, not cut down or without Unicode: %s", row)
		}
	}
	return nil
}

// everyLineIsFound looks for each line of each name as it was typed, control characters and blanks aside: those are not text.
func everyLineIsFound(t *testing.T, file string, d *diagram.Diagram) error {
	out, err := program(t, "pdftotext", "-raw", "-enc", "UTF-8", file, "-")
	if err != nil {
		return err
	}
	bare := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r >= 0xFFFD && r <= 0xFFFF {
				return -1
			}
			return r
		}, s)
	}
	have := bare(out)
	for _, b := range d.Boxes {
		for _, l := range b.Lines {
			if turned(l.Line.Text) {
				continue // readers turn it round
			}
			if !strings.Contains(have, bare(l.Line.Text)) {
				return fmt.Errorf("%q is not found", l.Line.Text)
			}
		}
	}
	return nil
}

func turned(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Hebrew, r) || r == 0x202E })
}

// looksLikeThePNG compares pixels at four times the usual size. Readers put glyphs and strokes on whole pixels, so that what
// stands within one of its place counts as equal; what is missing, or of another colour, does not.
func looksLikeThePNG(t *testing.T, file string, d *diagram.Diagram) error {
	if _, err := program(t, "pdftoppm", "-r", "384", "-png", "-singlefile", file, file); err != nil {
		return err
	}
	return alike(t, file+".png", d, 4)
}

// alike holds a picture against ours: the root of the mean of squares must be no more than 1 % apart.
func alike(t *testing.T, file string, d *diagram.Diagram, scale float64) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	want, err := png.Decode(bytes.NewReader(written(t, "png", d.Graph, export.Options{Scale: scale})))
	if err != nil {
		return err
	}
	const most = 0.01
	if x := apartBy(want, got); x > most {
		return fmt.Errorf("%.1f %% apart", 100*x)
	}
	return nil
}

func apartBy(a, b image.Image) float64 {
	r := a.Bounds().Intersect(b.Bounds())
	sum := 0.0
	for channel := range 3 {
		p, q := plane(a, r, channel), plane(b, r, channel)
		sum += beyond(p, q, r.Dx(), r.Dy()) + beyond(q, p, r.Dx(), r.Dy())
	}
	return math.Sqrt(sum / float64(6*max(1, r.Dx()*r.Dy())))
}

// plane is one colour of a picture.
func plane(m image.Image, r image.Rectangle, channel int) []uint8 {
	rgba := image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(rgba, rgba.Rect, m, r.Min, draw.Src)
	out := make([]uint8, r.Dx()*r.Dy())
	for i := range out {
		out[i] = rgba.Pix[4*i+channel]
	}
	return out
}

// beyond adds up the squares by which p lies outside of what q has there or one pixel beside it.
func beyond(p, q []uint8, w, h int) float64 {
	low, high := around(q, w, h)
	sum := 0.0
	for i, v := range p {
		d := 0.0
		switch {
		case v < low[i]:
			d = float64(low[i]-v) / 0xFF
		case v > high[i]:
			d = float64(v-high[i]) / 0xFF
		}
		sum += d * d
	}
	return sum
}

// around are the least and the greatest of each pixel and its neighbours.
func around(p []uint8, w, h int) (low, high []uint8) {
	low, high = slices.Clone(p), slices.Clone(p)
	for _, step := range [2]int{1, w} {
		l, g := slices.Clone(low), slices.Clone(high)
		for i := range p {
			x, y := i%w, i/w
			if step == 1 && x > 0 || step == w && y > 0 {
				low[i], high[i] = min(low[i], l[i-step]), max(high[i], g[i-step])
			}
			if step == 1 && x < w-1 || step == w && y < h-1 {
				low[i], high[i] = min(low[i], l[i+step]), max(high[i], g[i+step])
			}
		}
	}
	return low, high
}

func connectorsAreGlued(t *testing.T, file string, d *diagram.Diagram) error {
	if _, err := program(t, "soffice", "--headless", "--convert-to", "fodp", "--outdir", filepath.Dir(file), file); err != nil {
		return err
	}
	data, err := os.ReadFile(strings.TrimSuffix(file, ".pptx") + ".fodp")
	if err != nil {
		return err
	}
	glued := 0
	for _, c := range regexp.MustCompile(`<draw:connector [^>]*>`).FindAllString(string(data), -1) {
		if strings.Contains(c, "draw:start-shape=") && strings.Contains(c, "draw:end-shape=") {
			glued++
		}
	}
	if want := d.Graph.RelationCount(); glued != want {
		return fmt.Errorf("%d connectors hang on both ends, not %d", glued, want)
	}
	return nil
}

func dotCounts(t *testing.T, file string, d *diagram.Diagram) error {
	out, err := program(t, "dot", "-Tplain", file)
	if err != nil {
		return err
	}
	if n := strings.Count("\n"+out, "\nedge "); n != d.Graph.RelationCount() {
		return fmt.Errorf("%d edges, not %d", n, d.Graph.RelationCount())
	}
	return nil
}

// scriptRuns loads a page: its script must have made every box something to press, and nothing else may have run.
func scriptRuns(t *testing.T, file string, d *diagram.Diagram) error {
	out, err := program(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", "--dump-dom", "file://"+file)
	if err != nil {
		return err
	}
	boxes := strings.Count(out, `role="button"`)
	pictures := strings.Count(out, `class="picture"`) // one for each language of the names
	if boxes != pictures*d.Graph.NodeCount() {
		return fmt.Errorf("%d boxes can be pressed, not %d in each of %d pictures", boxes, d.Graph.NodeCount(), pictures)
	}
	if !strings.Contains(out, "<svg") {
		return fmt.Errorf("no picture")
	}
	return nil
}
