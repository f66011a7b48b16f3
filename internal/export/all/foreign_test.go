//go:build foreign

package all_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
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
	{"dot", []string{"dot"}, dotCounts},
	{"chromium", []string{"html", "report-html"}, scriptRuns},
}

func TestForeignProgramsOpenWhatWeWrite(t *testing.T) {
	models := foreignModels(t)
	require.NoError(t, os.MkdirAll(foreignHome, 0o755))
	names := make([]string, 0, len(models))
	for name := range models {
		names = append(names, name)
	}
	slices.Sort(names)
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-12s %-16s", "format", "check")
	for _, n := range names {
		fmt.Fprintf(&table, " %-10s", n)
	}
	table.WriteByte('\n')
	for _, f := range all.Formats {
		for _, c := range foreignChecks {
			if !slices.Contains(c.formats, f.Name) {
				continue
			}
			fmt.Fprintf(&table, "%-12s %-16s", f.Name, c.name)
			for _, n := range names {
				file, d := foreignFile(t, f, models[n])
				word := "ok"
				if err := c.run(t, file, d); err != nil {
					word = "FAILED"
					t.Errorf("%s, %s, %s: %v", f.Name, c.name, n, err)
				}
				fmt.Fprintf(&table, " %-10s", word)
			}
			table.WriteByte('\n')
		}
	}
	t.Log(table.String())
}

func foreignModels(t *testing.T) map[string]*model.Graph {
	t.Helper()
	all := map[string]*model.Graph{"sheet": sheet(t), "town": exporttest.Town(t, 60), "hostile": exporttest.Cases(t)["hostile"]}
	for _, name := range []string{"E05", "E10"} {
		file := name + ".seika.txt"
		data, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "lines", file))
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

// looksLikeThePNG compares pixels: the root of the mean of squares must be no more than 4 % apart. At four times the usual
// size: readers put glyphs on quarters of a pixel and strokes on whole ones, which in small pictures is 7 %.
func looksLikeThePNG(t *testing.T, file string, d *diagram.Diagram) error {
	if _, err := program(t, "pdftoppm", "-r", "384", "-png", "-singlefile", file, file); err != nil {
		return err
	}
	data, err := os.ReadFile(file + ".png")
	if err != nil {
		return err
	}
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	want, err := png.Decode(bytes.NewReader(written(t, "png", d.Graph, export.Options{Scale: 4})))
	if err != nil {
		return err
	}
	const most = 0.04
	if x := apartBy(want, got); x > most {
		return fmt.Errorf("%.1f %% apart", 100*x)
	}
	return nil
}

func apartBy(a, b image.Image) float64 {
	r := a.Bounds().Intersect(b.Bounds())
	sum := 0.0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			ar, ag, ab, _ := a.At(x, y).RGBA()
			br, bg, bb, _ := b.At(x, y).RGBA()
			for _, d := range [3]float64{float64(ar) - float64(br), float64(ag) - float64(bg), float64(ab) - float64(bb)} {
				sum += d * d / 0xFFFF / 0xFFFF
			}
		}
	}
	return math.Sqrt(sum / float64(3*max(1, r.Dx()*r.Dy())))
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
