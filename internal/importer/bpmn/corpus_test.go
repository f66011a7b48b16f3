package bpmn_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/importer/bpmn"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// corpus is the folder of foreign files beside the checkout, which are read where they lie.
func corpus(t testing.TB) string {
	dir := os.Getenv("SEIKA_CORPUS")
	if dir == "" {
		for _, up := range []string{"../../../../shared/corpus", "../../../../../shared/corpus"} {
			if _, err := os.Stat(up); err == nil {
				dir = up
			}
		}
	}
	if dir == "" {
		t.Skip("NOT RUN: no ../shared/corpus beside the checkout, and SEIKA_CORPUS is not set")
	}
	return filepath.Join(dir, "bpmn")
}

// files are the readable files of the corpus by name.
func files(t testing.TB) map[string][]byte {
	dir := corpus(t)
	names, err := filepath.Glob(filepath.Join(dir, "*.bpmn"))
	require.NoError(t, err)
	require.NotEmpty(t, names, dir)
	all := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		all[filepath.Base(name)] = data
	}
	return all
}

func view(t testing.TB, name string, data []byte) (*taskview.View, error) {
	in, err := source.Read(t.Context(), name, bytes.NewReader(data), source.Limits{})
	require.NoError(t, err)
	return bpmn.View(t.Context(), in)
}

func derive(t testing.TB, v *taskview.View) taskview.Result {
	r, err := taskview.Derive(t.Context(), v, taskview.Options{})
	require.NoError(t, err)
	return r
}

func TestEveryFileOfTheCorpusIsReadWhole(t *testing.T) {
	data := files(t)
	f, err := os.Open(filepath.Join(corpus(t), "MANIFEST.tsv"))
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	require.NoError(t, err)
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, row := range rows[1:] {
		name := row[column["file"]]
		v, err := view(t, name, data[name])
		if row[column["well_formed"]] == "no" {
			assert.ErrorContains(t, err, name+":", name)
			continue
		}
		require.NoError(t, err, name)
		for what, n := range profile(v) {
			want, err := strconv.Atoi(row[column[what]])
			require.NoError(t, err)
			assert.Equal(t, want, n, "%s: %s", name, what)
		}
	}
}

// profile counts what a view holds as the oracle does.
func profile(v *taskview.View) map[string]int {
	n := map[string]int{"sequence_flows": len(v.Flows), "lanes": len(v.Lanes), "bpmn_shapes": len(v.Shapes)}
	for _, x := range v.Nodes {
		switch {
		case x.Kind == taskview.SubProcess:
			n["sub_processes"]++
			n["activities"]++
		case x.Kind.Activity():
			n["activities"]++
		case x.Kind.Event():
			n["events"]++
		default:
			n["gateways"]++
		}
	}
	for _, x := range v.Messages {
		if !strings.Contains(x.ID, "#") {
			n["message_flows"]++
		}
	}
	for _, p := range v.Parties {
		if !p.Bare {
			n["participants"]++
		}
	}
	return n
}

// told is a model without its ids: a line for each thing that is in it.
func told(g *model.Graph) []string {
	var lines []string
	for n := range g.Nodes() {
		group, _ := g.Group(n.In)
		owners := n.Owner.Items()
		slices.Sort(owners)
		before, _ := g.Node(n.Revises)
		lines = append(lines, fmt.Sprint("node ", n.Name, n.Kind, n.Scope, n.Goal, owners, n.State, n.Work, n.Branch, n.Tags, n.Note, n.Trace.Prov,
			n.Trace.Conf, " in ", group.Name, " after ", before.Name, n.Confidence, n.Ask))
	}
	for r := range g.Relations() {
		lines = append(lines, fmt.Sprint("relation ", g.Label(r.ID()), r.Use, r.Work, r.Note, r.Ask, r.Confidence, r.Trace.Prov, r.Trace.Conf))
	}
	for p := range g.Groups() {
		around, _ := g.Group(p.In)
		lines = append(lines, fmt.Sprint("group ", p.Name, p.Tags, p.Folded, around.Name))
	}
	name := map[model.ID]string{}
	for p := range g.Proposals() {
		name[p.Node.ID] = p.Node.Name
	}
	label := func(id model.ID) string {
		if name[id] != "" {
			return name[id]
		}
		return g.Label(id)
	}
	for p := range g.Proposals() {
		r := p.Relation
		ends := []string{label(r.From), label(r.To)}
		if p.As == model.AsSync {
			slices.Sort(ends)
		}
		parties := r.Parties.Items()
		slices.Sort(parties)
		lines = append(lines, fmt.Sprint("proposal ", p.As, p.Node.Name, p.Node.Owner, ends, parties, r.Trace.Conf, p.Node.Trace.Conf))
	}
	slices.Sort(lines)
	return lines
}

// Law 3.
func TestIdsAndTheOrderOfAFileDecideNothing(t *testing.T) {
	seeds := 3
	if os.Getenv("SEIKA_CORPUS") != "" {
		seeds = 20
	}
	for name, data := range files(t) {
		v, err := view(t, name, data)
		if err != nil {
			continue
		}
		want := told(derive(t, v).Graph)
		for seed := range seeds {
			other, err := view(t, name, disguise(t, data, uint64(seed)))
			require.NoError(t, err, name)
			require.Equal(t, strings.Join(want, "\n"), strings.Join(told(derive(t, other).Graph), "\n"), "%s, seed %d", name, seed)
		}
	}
}

// element is XML as a tree, for tests alone.
type element struct {
	name  xml.Name
	attrs []xml.Attr
	text  string
	inner []*element
}

// disguise renames ids, shuffles elements, changes prefixes and takes the diagram away.
func disguise(t *testing.T, data []byte, seed uint64) []byte {
	in := &source.Input{File: "x", Data: data}
	require.NoError(t, in.XML(t.Context(), func(*source.XML) {})) // brings it into UTF-8
	dec := xml.NewDecoder(bytes.NewReader(in.Data))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := &element{}
	open := []*element{root}
	ids := map[string]bool{}
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		top := open[len(open)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			e := &element{name: tok.Name}
			for _, a := range tok.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
					continue
				}
				if a.Name.Local == "id" {
					ids[a.Value] = true
				}
				e.attrs = append(e.attrs, a)
			}
			top.inner = append(top.inner, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(tok)
		}
	}
	d := disguiser{r: rand.New(rand.NewPCG(seed, 1)), id: map[string]string{}, prefix: map[string]string{}}
	for _, id := range sorted(ids) {
		d.id[id] = fmt.Sprintf("x%d", d.r.Uint32())
	}
	d.write(root.inner[0], 0)
	return d.b.Bytes()
}

func sorted(set map[string]bool) []string {
	var list []string
	for s := range set {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}

type disguiser struct {
	r      *rand.Rand
	id     map[string]string
	prefix map[string]string
	b      bytes.Buffer
}

func (d *disguiser) write(e *element, depth int) {
	if e.name.Local == "BPMNDiagram" {
		return
	}
	tag := e.name.Local
	if e.name.Space != "" {
		tag = fmt.Sprintf("q%d:%s", depth, tag)
		fmt.Fprintf(&d.b, "<%s xmlns:q%d=%q", tag, depth, e.name.Space)
	} else {
		fmt.Fprintf(&d.b, "<%s", tag)
	}
	for i, a := range e.attrs {
		value := a.Value
		_, after, _ := strings.Cut(value, ":")
		if to := d.id[value]; to != "" && a.Name.Local != "name" {
			value = to
		} else if to := d.id[after]; to != "" && strings.HasSuffix(a.Name.Local, "Ref") {
			value = to
		}
		var text bytes.Buffer
		_ = xml.EscapeText(&text, []byte(value))
		if a.Name.Space == "" {
			fmt.Fprintf(&d.b, ` %s="%s"`, a.Name.Local, text.String())
		} else {
			fmt.Fprintf(&d.b, ` a%d:%s="%s" xmlns:a%d=%q`, i, a.Name.Local, text.String(), i, a.Name.Space)
		}
	}
	d.b.WriteString(">")
	text := strings.TrimSpace(e.text)
	_, after, _ := strings.Cut(text, ":")
	if to := d.id[text]; to != "" {
		text = to
	} else if to := d.id[after]; to != "" {
		text = to
	}
	_ = xml.EscapeText(&d.b, []byte(text))
	if e.name.Local != "dataInputAssociation" {
		d.r.Shuffle(len(e.inner), func(i, j int) { e.inner[i], e.inner[j] = e.inner[j], e.inner[i] })
	}
	for _, c := range e.inner {
		d.write(c, depth+1)
	}
	fmt.Fprintf(&d.b, "</%s>", tag)
}

func BenchmarkReading(b *testing.B) {
	var all [][]byte
	var bytes int64
	for name, data := range files(b) {
		if strings.HasPrefix(name, "hdBPMN") {
			all = append(all, data)
			bytes += int64(len(data))
		}
	}
	b.SetBytes(bytes)
	for b.Loop() {
		for _, data := range all {
			_, _ = bpmn.View(b.Context(), &source.Input{File: "x", Data: data})
		}
	}
	b.ReportMetric(float64(b.N*len(all))/b.Elapsed().Seconds(), "files/s")
}

func BenchmarkReadingAll(b *testing.B) {
	var all [][]byte
	var bytes int64
	for _, data := range files(b) {
		all = append(all, data)
		bytes += int64(len(data))
	}
	b.SetBytes(bytes)
	for b.Loop() {
		for _, data := range all {
			_, _ = bpmn.View(b.Context(), &source.Input{File: "x", Data: data})
		}
	}
}

func BenchmarkDeriving(b *testing.B) {
	for _, name := range []string{"hdBPMN__ex02_writer0085.bpmn", "bpmn-js__complex.bpmn"} {
		v, err := bpmn.View(b.Context(), &source.Input{File: name, Data: files(b)[name]})
		require.NoError(b, err)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, err := taskview.Derive(b.Context(), v, taskview.Options{})
				require.NoError(b, err)
			}
		})
	}
}
