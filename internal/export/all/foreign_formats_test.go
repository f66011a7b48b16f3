//go:build foreign

package all_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/golden"
	"seika/internal/importer"
	importers "seika/internal/importer/all"
	"seika/internal/source"
	"seika/model"
	modelfile "seika/model/file"
)

// fontsAtHome lets programs find the fonts of the pictures.
func fontsAtHome(t *testing.T) {
	t.Helper()
	fonts := filepath.Join(foreignHome, ".fonts")
	require.NoError(t, os.MkdirAll(fonts, 0o755))
	all, err := filepath.Glob(filepath.Join(golden.Root(t), "assets", "fonts", "*.ttf"))
	require.NoError(t, err)
	for _, f := range all {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(fonts, filepath.Base(f)), data, 0o644))
	}
}

// tool is what make test-export puts beside the program: scripts of npm, and d2.
func tool(t *testing.T, name string) string {
	return filepath.Join(golden.Root(t), "build", "checks", name)
}

func svgLooksLikeThePNG(t *testing.T, file string, d *diagram.Diagram) error {
	if turnedAnywhere(d) {
		return nil // which letters stand in a turned line is another matter
	}
	if _, err := program(t, "rsvg-convert", "--zoom", "4", "-o", file+".png", file); err != nil {
		return err
	}
	return alike(t, file+".png", d, 4)
}

func turnedAnywhere(d *diagram.Diagram) bool {
	return slices.ContainsFunc(d.Boxes, func(b diagram.Box) bool { return turned(b.Node.Name) })
}

// noCellRuns has LibreOffice take a table in: nothing of it may have become a formula.
func noCellRuns(t *testing.T, file string, d *diagram.Diagram) error {
	args := []string{"--headless", "--convert-to", "fods", "--outdir", filepath.Dir(file), file}
	if filepath.Ext(file) == ".csv" {
		args = append([]string{"--infilter=Text - txt - csv (StarCalc):44,34,76,1"}, args...)
	}
	if _, err := program(t, "soffice", args...); err != nil {
		return err
	}
	data, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".fods")
	if err != nil {
		return err
	}
	if n := bytes.Count(data, []byte("table:formula=")); n > 0 {
		return fmt.Errorf("%d formulas", n)
	}
	if rows := bytes.Count(data, []byte("<table:table-row")); rows < 2 {
		return fmt.Errorf("%d rows", rows)
	}
	return nil
}

// comesBackSaved has LibreOffice open a table and save it: what is read of that is the model that was written, but that a line in a
// cell ends as LibreOffice ends it.
func comesBackSaved(t *testing.T, file string, _ *diagram.Diagram) error {
	ext := filepath.Ext(file)
	saved := filepath.Join(filepath.Dir(file), "saved")
	args := []string{"--headless", "--convert-to", "xlsx", "--outdir", saved, file}
	if ext == ".csv" {
		args = []string{"--headless", "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,true", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", saved, file}
	}
	if _, err := program(t, "soffice", args...); err != nil {
		return err
	}
	reader, ok := importer.Named(importers.Readers, ext[1:])
	if !ok {
		return fmt.Errorf("nothing reads %s", ext)
	}
	read := func(name string) (*model.Graph, error) {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return reader.Graph(t.Context(), &source.Input{File: name, Data: data})
	}
	was, err := read(file)
	if err != nil {
		return err
	}
	is, err := read(filepath.Join(saved, filepath.Base(file)))
	if err != nil {
		return err
	}
	a, b := bytes.ReplaceAll(modelfile.Encode(was), []byte(`\u000d\n`), []byte(`\n`)), modelfile.Encode(is)
	if !bytes.Equal(a, b) {
		return fmt.Errorf("another model: %s", firstDifference(a, b))
	}
	return nil
}

func firstDifference(a, b []byte) string {
	p, q := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(p), len(q)) {
		if p[i] != q[i] {
			return fmt.Sprintf("%q is %q", p[i], q[i])
		}
	}
	return fmt.Sprintf("%d lines are %d", len(p), len(q))
}

// python runs a few lines, which print what they found as JSON.
func python(t *testing.T, script, file string, found any) error {
	out, err := program(t, "/usr/bin/python3", "-c", script, file)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(out), found)
}

func pythonOpensTheWorkbook(t *testing.T, file string, d *diagram.Diagram) error {
	var found struct{ Rows, Relations, Formulas int }
	err := python(t, `
import sys, json, openpyxl
b = openpyxl.load_workbook(sys.argv[1])
s = b.worksheets
print(json.dumps({"Rows": s[0].max_row - 1, "Relations": s[1].max_row - 1, "Formulas": sum(c.data_type != "s" and c.value is not None for w in s for r in w for c in r)}))`, file, &found)
	if err == nil && (found.Rows != d.Graph.NodeCount() || found.Relations != d.Graph.RelationCount() || found.Formulas != 0) {
		err = fmt.Errorf("%+v, not %d deliverables and %d relations", found, d.Graph.NodeCount(), d.Graph.RelationCount())
	}
	return err
}

func documentIsRead(t *testing.T, file string, _ *diagram.Diagram) error {
	if _, err := program(t, "soffice", "--headless", "--convert-to", "pdf", "--outdir", filepath.Dir(file), file); err != nil {
		return err
	}
	out, err := program(t, "pdftotext", "-enc", "UTF-8", strings.TrimSuffix(file, ".docx")+".pdf", "-")
	if err != nil {
		return err
	}
	for _, head := range []string{"打ち合わせの記録", "数字で見ると", "問い", "確認事項"} {
		if !strings.Contains(out, head) {
			return fmt.Errorf("no %s", head)
		}
	}
	return nil
}

// pythonOpensTheDocument finds the picture, and its parts where it is too small to read; each says what it is.
func pythonOpensTheDocument(t *testing.T, file string, _ *diagram.Diagram) error {
	var found struct {
		Questions, Tables int
		Pictures          []string
	}
	err := python(t, `
import sys, json, docx
d = docx.Document(sys.argv[1])
q = [p.text for p in d.paragraphs if p.style.name == "Question"]
pictures = [s._inline.docPr.get("descr") for s in d.inline_shapes]
small = any("末尾のページ" in p.text or "last pages" in p.text for p in d.paragraphs)
assert (len(pictures) > 1) == small, "parts, or none"
print(json.dumps({"Questions": len(q), "Pictures": pictures, "Tables": len(d.tables)}))`, file, &found)
	said := slices.Compact(slices.Sorted(slices.Values(found.Pictures)))
	if err == nil && (len(found.Pictures) == 0 || len(said) < len(found.Pictures) || said[0] == "" || found.Tables < 1 || found.Questions == 0) {
		err = fmt.Errorf("%+v", found)
	}
	return err
}

// page opens a page in Chromium and gives what its script wrote between marks.
func page(t *testing.T, dir, body string) (string, error) {
	file := filepath.Join(dir, "check.html")
	if err := os.WriteFile(file, []byte("<!DOCTYPE html><meta charset=utf-8><body>"+body), 0o644); err != nil {
		return "", err
	}
	out, err := program(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--virtual-time-budget=20000", "--dump-dom", "file://"+file)
	if err != nil {
		return "", err
	}
	m := regexp.MustCompile(`(?s)<pre id="said">(.*?)</pre>`).FindStringSubmatch(out)
	if m == nil {
		return "", fmt.Errorf("the page said nothing")
	}
	return html.UnescapeString(m[1]), nil
}

// say is the script that writes what was found.
const say = `function say(x) { const p = document.createElement("pre"); p.id = "said"; p.textContent = x; document.body.append(p) }
window.onerror = (m) => say("fault: " + m); window.alert = () => say("fault: something ran");`

func drawioDecodes(t *testing.T, file string, d *diagram.Diagram) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, _ := json.Marshal(string(data)) // a text is always JSON
	text = bytes.ReplaceAll(text, []byte("</"), []byte(`<\/`))
	said, err := page(t, filepath.Dir(file), `<script>`+say+` mxBasePath = "`+tool(t, "node_modules/mxgraph/javascript/src")+`"; mxLoadResources = mxLoadStylesheets = false</script>
<script src="file://`+tool(t, "node_modules/mxgraph/javascript/mxClient.min.js")+`"></script><script>
const doc = mxUtils.parseXml(`+string(text)+`);
const model = new mxGraphModel();
// draw.io has objects with an attribute label around cells
new mxCodec(doc).decode(doc.getElementsByTagName("mxGraphModel")[0], model);
let edges = 0, glued = 0, boxes = 0;
for (const id in model.cells) { const c = model.cells[id], kind = c.value && c.value.getAttribute && c.value.getAttribute("seika_record");
  if (c.edge) { edges++; if (c.source && c.target) glued++ } else if (c.vertex && kind === "deliverable") boxes++ }
say(boxes + " " + edges + " " + glued)</script>`)
	if err != nil {
		return err
	}
	if want := fmt.Sprintf("%d %d %[2]d", d.Graph.NodeCount(), d.Graph.RelationCount()); said != want {
		return fmt.Errorf("boxes, lines, glued: %s, not %s", said, want)
	}
	return nil
}

func mermaidRenders(t *testing.T, file string, d *diagram.Diagram) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text := string(data)
	if filepath.Ext(file) == ".md" {
		_, text, _ = strings.Cut(text, "```mermaid\n")
		text, _, _ = strings.Cut(text, "```\n")
	}
	quoted, _ := json.Marshal(text)
	quoted = bytes.ReplaceAll(quoted, []byte("</"), []byte(`<\/`))
	said, err := page(t, filepath.Dir(file), `<script>`+say+`</script><script src="file://`+tool(t, "node_modules/mermaid/dist/mermaid.min.js")+`"></script><script>
mermaid.initialize({startOnLoad: false, securityLevel: "strict", maxTextSize: 1e7, maxEdges: 1e5});
mermaid.render("m", `+string(quoted)+`).then(r => { const d = document.createElement("div"); d.innerHTML = r.svg;
  const n = s => d.querySelectorAll(s).length;
  if (n("script") + n("[onload]") + n("[onclick]")) say("fault: active content"); else say(n("g.node") + " " + n("path.flowchart-link") + " " + n("g.cluster")) }).catch(e => say("fault: " + e))</script>`)
	if err != nil {
		return err
	}
	empty := 0 // Mermaid draws a frame with nothing in it as a node
	for _, f := range d.Frames {
		if !slices.ContainsFunc(d.Boxes, func(b diagram.Box) bool { return b.Node.In == f.Group.ID }) &&
			!slices.ContainsFunc(d.Frames, func(g diagram.Frame) bool { return g.Group.In == f.Group.ID }) {
			empty++
		}
	}
	if want := fmt.Sprintf("%d %d %d", d.Graph.NodeCount()+empty, d.Graph.RelationCount(), len(d.Frames)-empty); said != want {
		return fmt.Errorf("nodes, links, clusters: %s, not %s", said, want)
	}
	return nil
}

// bpmnJSImports has bpmn-js, with bpmn-moddle below it, take a task view in and draw it: neither has a warning, and what this
// program wrote beside the task view is still there when it saves.
func bpmnJSImports(t *testing.T, file string, _ *diagram.Diagram) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, _ := json.Marshal(string(data)) // a text is always JSON
	text = bytes.ReplaceAll(text, []byte("</"), []byte(`<\/`))
	said, err := page(t, filepath.Dir(file), `<script>`+say+`</script><div id="c" style="width:2000px;height:1000px"></div>
<script src="file://`+tool(t, "node_modules/bpmn-js/dist/bpmn-viewer.production.min.js")+`"></script><script>
const text = `+string(text)+`, viewer = new BpmnJS({container: "#c"});
const count = x => (x.match(/<\w+:(deliverable|io|sync) /g) || []).length;
viewer.importXML(text).then(r => viewer.saveXML().then(s => {
  if (r.warnings.length) say("fault: " + r.warnings.map(w => w.message).join("; "));
  else if (!viewer.get("elementRegistry").getAll().length) say("fault: nothing is drawn");
  else if (count(text) != count(s.xml)) say("fault: " + count(s.xml) + " of " + count(text) + " extension elements are saved");
  else say("ok");
})).catch(e => say("fault: " + e))</script>`)
	if err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("bpmn-js: %s", said)
	}
	return nil
}

func d2Compiles(t *testing.T, file string, d *diagram.Diagram) error {
	const most = 50 // deliverables: its layout takes minutes for many
	if d.Graph.NodeCount() > most {
		_, err := program(t, tool(t, "d2"), "validate", file)
		return err
	}
	_, err := program(t, tool(t, "d2"), "--layout", "dagre", file, file+".svg")
	return err
}

func networkxCounts(t *testing.T, file string, d *diagram.Diagram) error {
	var found struct{ Deliverables, Relations int }
	err := python(t, `
import sys, json, networkx as nx
g = nx.read_graphml(sys.argv[1], force_multigraph=True)
print(json.dumps({"Deliverables": sum(x.get("record") == "deliverable" or x.get("seika_record") == "deliverable" for _, x in g.nodes(data=True)), "Relations": g.number_of_edges()}))`, file, &found)
	if err == nil && (found.Deliverables != d.Graph.NodeCount() || found.Relations != d.Graph.RelationCount()) {
		err = fmt.Errorf("%+v, not %d and %d", found, d.Graph.NodeCount(), d.Graph.RelationCount())
	}
	return err
}

// canvasKeepsToItsFields checks what spec 1.0 of JSON Canvas says of each node and edge.
func canvasKeepsToItsFields(_ *testing.T, file string, d *diagram.Diagram) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var c struct {
		Nodes []struct {
			ID, Type, Text, Label, Color string
			X, Y, Width, Height          *int
		}
		Edges []struct{ ID, FromNode, FromSide, FromEnd, ToNode, ToSide, ToEnd, Color, Label string }
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return err
	}
	ids, boxes := map[string]bool{}, 0
	for _, n := range c.Nodes {
		if ids[n.ID] || n.X == nil || n.Y == nil || n.Width == nil || n.Height == nil || n.Type != "text" && n.Type != "group" {
			return fmt.Errorf("node %s", n.ID)
		}
		ids[n.ID] = true
		if n.Type == "text" {
			boxes++
		}
	}
	sides, ends := []string{"", "top", "right", "bottom", "left"}, []string{"", "none", "arrow"}
	for _, e := range c.Edges {
		if !ids[e.FromNode] || !ids[e.ToNode] || !slices.Contains(sides, e.FromSide) || !slices.Contains(sides, e.ToSide) || !slices.Contains(ends, e.FromEnd) || !slices.Contains(ends, e.ToEnd) {
			return fmt.Errorf("edge %s", e.ID)
		}
	}
	if boxes != d.Graph.NodeCount() || len(c.Edges) != d.Graph.RelationCount() {
		return fmt.Errorf("%d boxes, %d edges", boxes, len(c.Edges))
	}
	return nil
}

// arrowsAreBound checks that arrow and box of Excalidraw know of each other.
func arrowsAreBound(_ *testing.T, file string, d *diagram.Diagram) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	type end struct{ ElementID string }
	var x struct {
		Type     string
		Version  int
		Elements []struct {
			ID, Type                 string
			StartBinding, EndBinding *end
			BoundElements            []struct{ ID, Type string }
		}
	}
	if err := json.Unmarshal(data, &x); err != nil {
		return err
	}
	knows := map[string]bool{}
	for _, e := range x.Elements {
		for _, b := range e.BoundElements {
			knows[e.ID+" "+b.ID] = true
		}
	}
	arrows := 0
	for _, e := range x.Elements {
		if e.Type != "arrow" {
			continue
		}
		arrows++
		for _, b := range []*end{e.StartBinding, e.EndBinding} {
			if b == nil || !knows[b.ElementID+" "+e.ID] {
				return fmt.Errorf("an end of %s hangs on nothing", strconv.Quote(e.ID))
			}
		}
	}
	if x.Type != "excalidraw" || x.Version != 2 || arrows < d.Graph.RelationCount() {
		return fmt.Errorf("%s %d with %d arrows", x.Type, x.Version, arrows)
	}
	return nil
}

// excalidrawLoads has the program's own reader take a file in, as it does with a file that people drop on it: all that is drawn is still
// there, and every arrow hangs on two things that know of it.
func excalidrawLoads(t *testing.T, file string, d *diagram.Diagram) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, _ := json.Marshal(string(data)) // a text is always JSON
	text = bytes.ReplaceAll(text, []byte("</"), []byte(`<\/`))
	said, err := page(t, filepath.Dir(file), `<script>`+say+`</script><script src="file://`+tool(t, "excalidraw.js")+`"></script><script>
const text = `+string(text)+`, given = JSON.parse(text).elements.length;
Excalidraw.loadFromBlob(new Blob([text], {type: "application/vnd.excalidraw+json"}), null, null).then(r => {
  const all = r.elements.filter(e => !e.isDeleted), of = Object.fromEntries(all.map(e => [e.id, e])), arrows = all.filter(e => e.type === "arrow");
  const hangs = (b, a) => b && of[b.elementId] && of[b.elementId].boundElements.some(x => x.id === a.id);
  say([given - all.length, arrows.length, arrows.filter(a => hangs(a.startBinding, a) && hangs(a.endBinding, a)).length].join(" "));
}).catch(e => say("fault: " + e))</script>`)
	if err != nil {
		return err
	}
	if want := fmt.Sprintf("0 %d %[1]d", d.Graph.RelationCount()); said != want {
		return fmt.Errorf("lost, arrows, bound: %s, not %s", said, want)
	}
	return nil
}
