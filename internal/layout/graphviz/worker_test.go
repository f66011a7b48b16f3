package graphviz_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"seika/internal/geom"
	"seika/internal/golden"
	"seika/internal/layout"
	"seika/internal/layout/graphviz"
	"seika/internal/layout/layered"
)

// standIn is the variable that turns this test binary into a worker with a fault.
const standIn = "SEIKA_STAND_IN"

func TestMain(m *testing.M) {
	if fault := os.Getenv(standIn); fault != "" {
		behave(fault, os.Stdin, os.Stdout, os.Stderr)
		return
	}
	os.Exit(m.Run())
}

func frame(text string) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), text...)
}

// behave is a worker for two boxes that does one thing wrong.
func behave(fault string, in io.Reader, out, errs io.Writer) {
	put := func(b []byte) { _, _ = out.Write(b) }
	switch fault {
	case "exits":
		return
	case "hangs before hello":
		_, _ = io.Copy(io.Discard, in)
		time.Sleep(time.Hour)
	case "speaks another protocol":
		put(frame(`{"protocol":2}`))
		_, _ = io.Copy(io.Discard, in)
		return
	}
	put(frame(`{"protocol":1,"graphviz":"12.1.2"}`))
	var head [4]byte
	_, _ = io.ReadFull(in, head[:])
	body := make([]byte, binary.BigEndian.Uint32(head[:]))
	_, _ = io.ReadFull(in, body)
	answer := func(at string) { put(frame(`{"id":1,"ok":true,"at":` + at + `}`)) }
	switch fault {
	case "hangs":
	case "exits when asked":
		return
	case "floods stderr":
		for range 1000 {
			fmt.Fprintln(errs, strings.Repeat("noise ", 200))
		}
		fmt.Fprintln(errs, "the last word")
		return
	case "sends garbage":
		put([]byte("Content-Type: text/html\r\n\r\n<p>hello"))
	case "sends half a frame":
		put(frame(`{"id":1,"ok":true,"at":[[0,0],[300,0]]}`)[:20])
		return
	case "promises too much":
		put([]byte{0xff, 0xff, 0xff, 0xff})
	case "answers another request":
		put(frame(`{"id":7,"ok":true,"at":[[0,0],[300,0]]}`))
	case "says that it failed":
		put(frame(`{"id":1,"ok":false,"error":"out of bounds memory access"}`))
	case "puts all at one point":
		answer(`[[0,0],[0,0]]`)
	case "puts a box out of the world":
		answer(`[[0,0],[1e300,0]]`)
	case "forgets a box":
		answer(`[[0,0]]`)
	case "lets boxes overlap":
		answer(`[[0,0],[20,10]]`)
	default:
		answer(`[[0,0],[300,0]]`)
	}
	_, _ = io.Copy(io.Discard, in)
	time.Sleep(time.Hour) // until it is killed
}

func two() *layout.Graph {
	n := layout.Node{Size: geom.Size{W: 100, H: 40}, Group: layout.None}
	return &layout.Graph{Nodes: []layout.Node{n, n}, Edges: []layout.Edge{{From: layout.End{Index: 0}, To: layout.End{Index: 1}}}}
}

func itself(t *testing.T) string {
	path, err := os.Executable()
	require.NoError(t, err)
	return path
}

func TestAWorkerThatFailsIsReplacedAndEnded(t *testing.T) {
	defer goleak.VerifyNone(t)
	want, err := layered.Engine{}.Layout(t.Context(), two())
	require.NoError(t, err)
	for fault, says := range map[string]string{
		"exits": "ended", "hangs before hello": "too long", "speaks another protocol": "protocol", "hangs": "too long",
		"exits when asked": "ended", "floods stderr": "the last word", "sends garbage": "many", "sends half a frame": "EOF",
		"promises too much": "many", "answers another request": "request 7", "says that it failed": "out of bounds",
		"puts all at one point": "one point", "puts a box out of the world": "1e+300", "forgets a box": "1 of 2",
		"lets boxes overlap": "overlap",
	} {
		t.Run(fault, func(t *testing.T) {
			t.Setenv(standIn, fault)
			limit := 10 * time.Second
			if strings.HasPrefix(fault, "hangs") {
				limit = 300 * time.Millisecond
			}
			w := graphviz.Limited(itself(t), filepath.Join(t.TempDir(), "own"), limit)
			var why error
			e := graphviz.Engine{Worker: w, Else: layered.Engine{}, Fell: func(err error) { why = err }}
			got, err := e.Layout(t.Context(), two())
			require.NoError(t, err)
			assert.Equal(t, want, got, "the built-in engine's picture")
			assert.ErrorContains(t, why, says)
			assert.Less(t, len(fmt.Sprint(why)), 6000, "only the end of what it wrote is kept")
			assert.False(t, w.Running(), "the process is gone")
		})
	}
}

func TestAWorkerThatAnswersIsUsedAndKept(t *testing.T) {
	defer goleak.VerifyNone(t)
	t.Setenv(standIn, "works")
	w := graphviz.Limited(itself(t), filepath.Join(t.TempDir(), "own"), time.Minute)
	defer w.Close()
	e := graphviz.Engine{Worker: w, Else: layered.Engine{}, Fell: func(err error) { t.Error(err) }}
	r, err := e.Layout(t.Context(), two())
	require.NoError(t, err)
	assert.Equal(t, []geom.Point{{}, {X: 300}}, r.At)
	assert.True(t, w.Running())

	again := graphviz.Limited(itself(t), filepath.Join(t.TempDir(), "own"), time.Minute)
	defer again.Close()
	e.Worker = again
	pinned := two()
	pinned.Nodes[1].At, pinned.Nodes[1].Placed, pinned.Nodes[1].Pinned = geom.Pt(1000, 77), true, true
	r, err = e.Layout(t.Context(), pinned)
	require.NoError(t, err)
	assert.Equal(t, []geom.Point{{X: 700, Y: 77}, {X: 1000, Y: 77}}, r.At, "what is pinned comes back exactly")
}

func TestCancellingEndsTheProcess(t *testing.T) {
	defer goleak.VerifyNone(t)
	t.Setenv(standIn, "hangs")
	w := graphviz.Limited(itself(t), filepath.Join(t.TempDir(), "own"), time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	e := graphviz.Engine{Worker: w, Else: layered.Engine{}, Fell: func(err error) { t.Error(err) }}
	_, err := e.Layout(ctx, two())
	require.ErrorIs(t, err, context.Canceled)
	assert.False(t, w.Running())
}

func TestAfterThreeFailuresTheWorkerIsLeftAlone(t *testing.T) {
	t.Setenv(standIn, "exits")
	w := graphviz.Limited(itself(t), filepath.Join(t.TempDir(), "own"), time.Minute)
	var why error
	e := graphviz.Engine{Worker: w, Else: layered.Engine{}, Fell: func(err error) { why = err }}
	for range 4 {
		_, err := e.Layout(t.Context(), two())
		require.NoError(t, err)
	}
	assert.ErrorIs(t, why, graphviz.ErrOff)
}

func TestAMissingWorkerIsASentence(t *testing.T) {
	var why error
	e := graphviz.Engine{Worker: &graphviz.Worker{}, Else: layered.Engine{}, Fell: func(err error) { why = err }}
	_, err := e.Layout(t.Context(), two())
	require.NoError(t, err)
	assert.ErrorIs(t, why, graphviz.ErrMissing)
}

func TestAFolderOpenToOthersIsRefused(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "open")
	require.NoError(t, os.Mkdir(folder, 0o755))
	t.Setenv(standIn, "works")
	var why error
	e := graphviz.Engine{Worker: graphviz.Limited(itself(t), folder, time.Minute), Else: layered.Engine{}, Fell: func(err error) { why = err }}
	_, err := e.Layout(t.Context(), two())
	require.NoError(t, err)
	assert.ErrorContains(t, why, "open to others")
}

func TestServingEndsWithThePipe(t *testing.T) {
	defer goleak.VerifyNone(t)
	data, err := json.Marshal(map[string]any{"id": 3, "graph": two()})
	require.NoError(t, err)
	var out bytes.Buffer
	render := func(context.Context, []byte, []string) ([]string, error) { return nil, errors.New("no memory") }
	require.NoError(t, graphviz.Serve(t.Context(), bytes.NewReader(frame(string(data))), &out, "12.1.2", render))
	assert.Contains(t, out.String(), `{"protocol":1,"graphviz":"12.1.2"}`)
	assert.Contains(t, out.String(), "no memory")
}

func TestDOTHoldsNothingButNumbersAndOurNames(t *testing.T) {
	g := grouped()
	for _, o := range []graphviz.Options{{}, {NewRank: true}, {NoGroup: true}} {
		for line := range strings.Lines(string(graphviz.Graph(g, o))) {
			assert.Regexp(t, regexp.MustCompile(`^(digraph|rankdir|nslimit|newrank|node|edge|n\d+|subgraph cluster_\d+|margin|\}|\{)`), line)
		}
	}
}

// grouped is a small graph with all there is.
func grouped() *layout.Graph {
	g := &layout.Graph{}
	for i := range 12 {
		g.Nodes = append(g.Nodes, layout.Node{Size: geom.Size{W: float64(72 + 7*i), H: 40}, Group: i/4 - 1})
	}
	for i := range 11 {
		g.Edges = append(g.Edges, layout.Edge{From: layout.End{Index: i}, To: layout.End{Index: i + 1}})
	}
	title := geom.Size{W: 120, H: 22}
	g.Groups = []layout.Group{{Parent: layout.None, Title: title}, {Parent: layout.None, Title: title}, {Parent: 1, Title: title}}
	g.Edges = append(g.Edges, layout.Edge{From: layout.End{Index: 0}, To: layout.End{Index: 2, Group: true}})
	g.Syncs = [][2]layout.End{{{Index: 4}, {Index: 5}}, {{Index: 1}, {Index: 9}}, {{Index: 5}, {Index: 6}}}
	return g
}

func TestTheRealWorker(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	path := filepath.Join(t.TempDir(), "seika-layout")
	build := exec.Command("go", "build", "-o", path, "./cmd/seika-layout")
	build.Dir = golden.Root(t)
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	w := graphviz.Limited(path, filepath.Join(t.TempDir(), "own"), time.Minute)
	defer w.Close()
	e := graphviz.Engine{Worker: w, Else: layered.Engine{}, Fell: func(err error) { t.Error(err) }}
	for _, dir := range []layout.Dir{layout.LR, layout.TB} {
		g := grouped()
		g.Dir = dir
		r, err := e.Layout(t.Context(), g)
		require.NoError(t, err)
		f := count(t, g, layout.Finish(g, r, layout.Careful))
		assert.Zero(t, f.NodeOverlaps)
		assert.Zero(t, f.EdgesThroughNodes)
		assert.Zero(t, f.ForeignInFrames)
		assert.Equal(t, f.SyncPairs, f.SyncAdjacent)
		assert.False(t, r.Frames[2].Empty(), "a group without members has a place")
	}
}

// count is the figures of a picture.
func count(t require.TestingT, g *layout.Graph, r *layout.Result) layout.Figures {
	f, err := layout.Measure(context.Background(), g, r)
	require.NoError(t, err)
	return f
}
