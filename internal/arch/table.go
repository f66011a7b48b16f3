// Package arch holds the rules of the house as data, and the tests that keep them: who may import whom, and what is refused
// where. It knows what packages are called, never what they do.
package arch

// row says what a package may import of ours, beyond geom and lang, which all may. Names are folders below the top. A row
// names only packages of rows above it. A name that ends in /* stands for all packages directly below; "above" stands for
// all rows above but test helpers, and a name after it that begins with - takes out again.
type row struct {
	pkg string
	may []string
}

var table = []row{
	{pkg: "internal/geom"},
	{pkg: "internal/lang"},
	{pkg: "internal/live"},
	{pkg: "internal/digraph"},
	{pkg: "assets"},
	{pkg: "testdata"},
	{pkg: "internal/source"},
	{"internal/probe", []string{"internal/live"}},
	{pkg: "model"},
	{pkg: "internal/store/fsx"},

	{"model/edit", []string{"model"}},
	{"model/file", []string{"model", "internal/source"}},
	{"model/lines", []string{"model", "model/edit", "internal/source"}},

	{"internal/cells", []string{"model"}},
	{"internal/table", []string{"model", "model/lines", "internal/cells"}},

	{"analysis", []string{"model", "internal/digraph"}},
	{"analysis/rules", []string{"analysis", "model", "model/edit"}},
	{"analysis/text", []string{"analysis", "model"}},

	{"internal/corpus", []string{"model"}},

	{"internal/typeset", []string{"assets"}},
	{"internal/taskview", []string{"model", "internal/digraph"}},
	{"internal/layout", []string{"internal/digraph"}},
	{"internal/layout/layered", []string{"internal/layout", "internal/digraph"}},
	{"internal/layout/graphviz", []string{"internal/layout", "internal/live"}},
	{"internal/diagram", []string{"model", "model/edit", "internal/layout", "internal/typeset"}},
	{"internal/scene", []string{"internal/diagram", "model", "internal/typeset", "assets"}},
	{"internal/raster", []string{"model", "internal/scene", "internal/typeset", "internal/live"}},
	{"internal/taskview/draw", []string{"internal/taskview", "internal/layout", "internal/scene", "internal/typeset", "assets", "model"}},
	{pkg: "internal/match"},
	{"internal/diff", []string{"model", "analysis", "internal/match"}},
	{"internal/compare", []string{"internal/taskview", "internal/taskview/draw", "model", "analysis", "internal/digraph", "internal/layout", "internal/diagram", "internal/match", "internal/source"}},
	{"internal/report", []string{"model", "internal/corpus", "internal/diff", "internal/compare", "internal/taskview", "analysis", "analysis/text", "internal/source", "internal/diagram", "internal/scene"}},

	{"internal/export", []string{"model", "internal/cells", "internal/diagram", "internal/scene", "internal/report", "assets"}},
	{"internal/export/png", []string{"internal/export", "internal/scene", "internal/typeset", "assets", "internal/raster", "internal/live"}},
	{"internal/export/svg", []string{"internal/export", "internal/scene", "internal/typeset", "assets"}},
	{pkg: "internal/export/ooxml"},
	{"internal/export/pptx", []string{"internal/export", "internal/export/ooxml", "internal/diagram", "internal/scene", "internal/layout", "model", "assets"}},
	{"internal/export/html", []string{"internal/export", "internal/export/svg", "internal/diagram", "internal/scene", "internal/typeset", "internal/report", "model", "assets"}},
	{"internal/export/pdf", []string{"internal/export", "internal/scene", "internal/typeset", "internal/report", "analysis", "assets"}},
	{"internal/export/docx", []string{"internal/export", "internal/export/ooxml", "internal/export/png", "internal/scene", "internal/report", "analysis"}},
	{"internal/export/mermaid", []string{"internal/export", "internal/diagram", "model"}},
	{"internal/export/drawio", []string{"internal/export", "internal/cells", "internal/diagram", "internal/layout", "model", "assets"}},
	{"internal/export/dot", []string{"internal/export", "internal/cells", "internal/diagram", "model"}},
	{"internal/export/d2", []string{"internal/export", "internal/diagram", "model"}},
	{"internal/export/graphml", []string{"internal/export", "internal/cells", "internal/diagram", "model", "assets"}},
	{"internal/export/canvas", []string{"internal/export", "internal/diagram", "internal/layout", "model"}},
	{"internal/export/excalidraw", []string{"internal/export", "internal/cells", "internal/diagram", "model", "assets"}},
	{"internal/export/csv", []string{"internal/export", "internal/cells", "internal/report", "analysis", "model"}},
	{"internal/export/xlsx", []string{"internal/export", "internal/export/ooxml", "internal/cells", "internal/diagram", "internal/report", "model"}},
	{"internal/export/markdown", []string{"internal/export", "internal/export/mermaid", "internal/cells", "internal/diagram", "internal/report", "model"}},
	{"internal/export/seika", []string{"internal/export", "model", "model/file"}},
	{"internal/export/lines", []string{"internal/export", "model", "model/lines"}},
	{"internal/export/bpmn", []string{"internal/export", "model", "internal/taskview", "internal/digraph"}},
	{"internal/export/all", []string{"internal/export", "internal/export/*"}},

	{"internal/importer", []string{"model", "internal/cells", "internal/taskview", "internal/source"}},
	{"internal/importer/bpmn", []string{"internal/importer", "model", "internal/taskview", "internal/source"}},
	{"internal/importer/seika", []string{"internal/importer", "model", "model/file", "internal/source"}},
	{"internal/importer/lines", []string{"internal/importer", "model", "model/lines", "internal/source"}},
	{"internal/importer/table", []string{"internal/importer", "internal/cells", "internal/source", "model"}},
	{"internal/importer/csv", []string{"internal/importer", "internal/importer/table", "internal/source", "model"}},
	{"internal/importer/xlsx", []string{"internal/importer", "internal/importer/table", "internal/source", "model"}},
	{"internal/importer/drawio", []string{"internal/taskview", "internal/importer", "internal/cells", "internal/source", "model"}},
	{"internal/importer/excalidraw", []string{"internal/importer", "internal/cells", "internal/source", "model"}},
	{"internal/importer/graphml", []string{"internal/importer", "internal/cells", "internal/source", "model"}},
	{"internal/importer/dot", []string{"internal/importer", "internal/cells", "internal/source", "model"}},
	{"internal/importer/mermaid", []string{"internal/importer", "internal/source", "model"}},
	{"internal/importer/canvas", []string{"internal/importer", "internal/source", "model"}},
	{"internal/importer/pfd", []string{"internal/importer", "internal/importer/drawio", "model", "internal/taskview", "internal/source"}},
	{"internal/importer/all", []string{"internal/importer", "internal/importer/*"}},

	{"internal/store/crashfs", []string{"internal/store/fsx"}},
	{"internal/store/journal", []string{"model", "model/file", "internal/source", "internal/store/fsx"}},
	{"internal/store", []string{"model", "model/file", "internal/source", "internal/live", "internal/store/journal", "internal/store/fsx"}},

	{"internal/cli", []string{"above", "-internal/store", "-internal/store/crashfs", "-internal/export/*", "-internal/importer/*", "internal/export/all", "internal/importer/all"}},

	{"ui/tool", []string{"model", "model/edit", "internal/layout", "internal/diagram", "internal/scene"}},
	{"ui/canvas", []string{"ui/tool", "model", "internal/diagram", "internal/scene", "internal/raster", "internal/typeset", "internal/live", "assets"}},
	{"ui/panel", []string{"model", "model/edit", "model/lines", "analysis", "analysis/text", "internal/report", "internal/typeset", "assets"}},
	{"ui", []string{"above", "-internal/cli", "-internal/store/crashfs", "-internal/export/*", "-internal/importer/*", "internal/export/all", "internal/importer/all"}},

	{"cmd/seika-layout", []string{"internal/layout/graphviz"}},
	{"cmd/seika", []string{"internal/layout/graphviz", "ui", "internal/cli", "internal/store", "internal/store/fsx", "internal/live"}},

	{pkg: "internal/tools/fontsubset"},
	{pkg: "internal/tools/imefix"},
	{pkg: "internal/tools/licences"},
	{pkg: "internal/tools/sizes"},
	{pkg: "internal/tools/torture"},
	{"internal/tools/views", []string{"internal/importer", "internal/importer/all", "internal/source", "internal/taskview"}},
	{"internal/tools/alarms", []string{"analysis", "analysis/rules", "internal/importer", "internal/importer/all", "internal/source", "model"}},

	{pkg: "internal/golden"},
	{pkg: "internal/arch"},
	{"internal/export/exporttest", []string{"above", "-cmd/seika"}},
	{"internal/importer/importertest", []string{"internal/importer", "internal/source", "internal/export", "internal/export/all", "model"}},
	{"internal/docs", []string{"above", "-cmd/seika"}},
	{"internal/story", []string{"above", "-cmd/seika"}},
}

// planned packages have a row but no folder yet. Delete a line here when its package comes.
var planned []string

// helpers serve tests alone: nothing else imports them, and they may write files and start programs.
var helpers = []string{"internal/golden", "internal/arch", "internal/export/exporttest", "internal/importer/importertest", "internal/docs", "internal/story"}

// foreign says which packages of ours may import a module, or a part of one. The longest path that fits decides. Modules
// that are absent are for tests only.
var foreign = []row{
	{"fyne.io/fyne/v2", []string{"ui", "ui/canvas", "ui/panel"}},
	{"fyne.io/fyne/v2/app", []string{"cmd/seika"}},
	{"github.com/spf13/cobra", []string{"internal/cli"}},
	{"github.com/spf13/pflag", []string{"internal/cli"}},
	{"github.com/goccy/go-graphviz", []string{"cmd/seika-layout"}},
	{"github.com/go-text/typesetting", []string{"internal/typeset"}},
	{"github.com/go-json-experiment/json/jsontext", []string{"internal/source"}},
	{"golang.org/x/text", []string{"model", "model/lines", "internal/source", "internal/store", "internal/importer/csv"}},
	{"golang.org/x/net/html", []string{"internal/importer"}},
	{"github.com/klauspost/compress/flate", []string{"internal/export/png"}},
	{"golang.org/x/image/vector", []string{"internal/raster", "internal/export/png"}},
	{"go.yaml.in/yaml/v3", []string{"internal/importer/pfd"}},
	{"github.com/gofrs/flock", []string{"internal/store", "internal/store/fsx"}},
	{"golang.org/x/sys", []string{"internal/store", "internal/store/fsx"}},
	{"golang.org/x/sys/unix", []string{"internal/store", "internal/store/fsx", "ui"}}, // ui: clocks of the probe
	{"golang.design/x/clipboard", []string{"cmd/seika"}},
	{"github.com/jezek/xgb", []string{"cmd/seika"}},
	{"github.com/go-gl/glfw/v3.4/glfw", []string{"cmd/seika"}},
	{"github.com/google/go-cmp", []string{"internal/golden"}},
	{"golang.org/x/tools/txtar", []string{"internal/golden", "internal/story"}},
}

// pure packages have neither files nor clocks nor chance: same input, same output.
var pure = []string{
	"model", "model/*", "analysis", "analysis/*", "internal/digraph", "internal/layout", "internal/layout/layered",
	"internal/taskview", "internal/diagram", "internal/scene", "internal/typeset",
}

// refusal is something that code outside tests must not name.
type refusal struct {
	what   string   // import path, dot, identifier; without identifier, the import itself
	in     []string // packages it is refused in; none: all
	except []string // packages and files it is allowed in
	why    string
}

var refusals = []refusal{
	{what: "os", in: pure, why: "a pure package has no files"},
	{what: "math/rand", in: pure, why: "a pure package has no chance"},
	{what: "math/rand/v2", in: pure, why: "a pure package has no chance"},
	{what: "time.Now", in: pure, why: "a pure package has no clock: pass the time in"},
	{what: "time.Since", in: pure, why: "a pure package has no clock: pass the time in"},
	{what: "time.Until", in: pure, why: "a pure package has no clock: pass the time in"},

	{what: "os.Create", except: writers, why: "writing goes through store/fsx"},
	{what: "os.CreateTemp", except: writers, why: "writing goes through store/fsx"},
	{what: "os.WriteFile", except: writers, why: "writing goes through store/fsx"},
	{what: "os.OpenFile", except: writers, why: "writing goes through store/fsx"},
	{what: "os.OpenRoot", except: writers, why: "writing goes through store/fsx"},
	{what: "os.Rename", except: writers, why: "writing goes through store/fsx"},
	{what: "os.Truncate", except: writers, why: "writing goes through store/fsx"},
	{what: "os.Remove", except: writers, why: "writing goes through store/fsx"},
	{what: "os.RemoveAll", except: writers, why: "writing goes through store/fsx"},
	{what: "os.Mkdir", except: writers, why: "writing goes through store/fsx"},
	{what: "os.MkdirAll", except: append([]string{"internal/layout/graphviz"}, writers...), why: "writing goes through store/fsx"},
	{what: "os.MkdirTemp", except: writers, why: "writing goes through store/fsx"},
	{what: "os.Chmod", except: writers, why: "writing goes through store/fsx"},
	{what: "os.Chtimes", except: writers, why: "writing goes through store/fsx"},
	{what: "os.Link", except: writers, why: "writing goes through store/fsx"},
	{what: "os.Symlink", except: writers, why: "writing goes through store/fsx"},
	{what: "io/ioutil", why: "superseded, and it writes"},

	{what: "os/exec", except: []string{"internal/layout/graphviz", "ui", "cmd/seika", "internal/tools/*"}, why: "no other program is started"},
	{what: "net", except: []string{"internal/probe"}, why: "no network"},
	{what: "net/http", why: "no network"},
	{what: "unsafe", except: []string{"internal/store/fsx"}, why: "only system calls need it"},
	{what: "plugin", why: "no file can run code"},

	{what: "fyne.io/fyne/v2.Do", except: []string{"ui/post.go"}, why: "one seam to the UI goroutine"},
	{what: "fyne.io/fyne/v2.DoAndWait", except: []string{"ui/post.go"}, why: "one seam to the UI goroutine"},
	{what: "fyne.io/fyne/v2.MeasureText", in: []string{"ui/canvas"}, why: "text is measured once, in typeset"},
	{what: "fyne.io/fyne/v2/dialog.NewFileSave", why: "it empties the chosen file before it asks"},
	{what: "fyne.io/fyne/v2/dialog.ShowFileSave", why: "it empties the chosen file before it asks"},
}

var writers = []string{"internal/store/fsx", "internal/tools/*"}

// goers may use the go statement.
var goers = []string{"internal/live", "cmd/seika"}

// links says which packages a binary may come to hold through others: what nobody imports directly still gets in that way.
var links = []refusal{
	{what: "net/http", except: []string{"ui", "ui/*"}, why: "Fyne's, nowhere else"},
	{what: "net", except: []string{"internal/probe", "ui", "ui/*", "cmd/seika", "cmd/seika-layout", "internal/cli"}, why: "Fyne's, cobra's and wazero's, nowhere else"},
	{what: "os/exec", except: []string{"internal/layout/graphviz", "ui", "ui/*", "cmd/seika", "cmd/seika-layout", "internal/cli", "internal/tools/*"}, why: "no other program is started"},
	{what: "fyne.io/", except: []string{"ui", "ui/canvas", "ui/panel"}, why: "the command line needs no display"},
}

// family is a kind of keys that code says without naming them at the call: they are handed to it, or made there from ids.
type family struct {
	file string // that says them, below the top
	keys string // with one * for the id
	made bool   // from ids, so that no literal anywhere is the key
}

var families = []family{
	{file: "internal/scene/legend.go", keys: "legend.*"},
	{file: "internal/export/pptx/legend.go", keys: "legend.*"},
	{file: "internal/export/markdown/markdown.go", keys: "format.column.*", made: true},
	{file: "internal/export/markdown/markdown.go", keys: "format.value.*", made: true},
	{file: "ui/export_formats.go", keys: "format.name.*", made: true},
	{file: "internal/export/bpmn/plan.go", keys: "export.bpmn.*"},
	{file: "internal/report/diff.go", keys: "report.diff.*"},
	{file: "internal/report/diffhtml.go", keys: "report.diff.*"},
	{file: "internal/report/imported.go", keys: "taskview.loss.*", made: true},
	{file: "internal/report/often.go", keys: "often.*", made: true},
	{file: "internal/report/often.go", keys: "lasts.*", made: true},
	{file: "internal/report/views.go", keys: "compare.figure.*", made: true},
	{file: "internal/report/views.go", keys: "compare.part.*", made: true},
	{file: "internal/report/viewshtml.go", keys: "compare.part.*", made: true},
	{file: "internal/report/views.go", keys: "compare.how.*", made: true},
	{file: "internal/report/views.go", keys: "compare.status.*", made: true},
	{file: "ui/edits.go", keys: "command.*"},
	{file: "ui/menu.go", keys: "action.*", made: true},
	{file: "ui/actions.go", keys: "action.*", made: true},
	{file: "ui/actions.go", keys: "menu.*", made: true},
	{file: "ui/keysheet.go", keys: "action.*", made: true},
	{file: "ui/keysheet.go", keys: "menu.*", made: true},
	{file: "ui/keysheet.go", keys: "keys.canvas.*", made: true},
	{file: "ui/menu.go", keys: "menu.*", made: true},
	{file: "ui/patterns.go", keys: "pattern.*", made: true},
	{file: "ui/tour.go", keys: "tour.*", made: true},
	{file: "ui/patterns.go", keys: "pattern_lines.*", made: true},
	{file: "ui/menu.go", keys: "example.*", made: true},
	{file: "ui/menu.go", keys: "explain.setting.*", made: true},
	{file: "ui/panel/fields.go", keys: "field.*", made: true},
	{file: "ui/line.go", keys: "field.*", made: true},
	{file: "ui/differ.go", keys: "field.*", made: true},
	{file: "ui/panel/fields.go", keys: "section.*", made: true},
	{file: "ui/panel/questions.go", keys: "preset.*", made: true},
	{file: "ui/panel/question_rows.go", keys: "status_of.*", made: true},
}
