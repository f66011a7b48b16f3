package story

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"seika/internal/probe"
)

// Measurement is what the window of one document costs.
type Measurement struct {
	Deliverables int     `json:"deliverables"`
	Discarded    bool    `json:"discarded"`       // drawing: what is left is what a machine with a GPU spends before its driver
	Opened       float64 `json:"opened_ms"`       // from the start of the program to the first whole picture, by the clock
	Cold         float64 `json:"opened_first_ms"` // the first time, with what the system had not yet read
	Pan          Spread  `json:"pan_ms"`          // of the UI thread's CPU time in one turn, as are the next four
	Far          Spread  `json:"far_ms"`
	Zoom         Spread  `json:"zoom_ms"`
	Drag         Spread  `json:"drag_ms"`
	DragStart    float64 `json:"drag_start_ms"`
	Drop         float64 `json:"drop_ms"`
	IdleFrames   int     `json:"idle_frames"` // painted in 5 s
	IdleCPU      float64 `json:"idle_percent"`
	Resident     float64 `json:"resident_mb"` // after all of it
}

// Spread is the middle and the tail of many turns.
type Spread struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
}

func spread(turns []float64) Spread {
	s := slices.Sorted(slices.Values(turns))
	at := func(share float64) float64 {
		if len(s) == 0 {
			return math.NaN()
		}
		return s[min(len(s)-1, int(share*float64(len(s))))]
	}
	return Spread{at(0.5), at(0.95), at(0.99)}
}

// Measure opens a document of so many deliverables and pans, zooms and drags it, each several times; the best counts, as
// other programs of the machine only ever add.
func Measure(stage Stage, deliverables int, discard bool) (Measurement, error) {
	return measured(stage, deliverables, discard, (*player).measure)
}

// MeasureStart is only the part of Measure that starts the editor.
func MeasureStart(stage Stage, deliverables int, discard bool) (Measurement, error) {
	return measured(stage, deliverables, discard, func(*player, *Measurement) error { return nil })
}

func measured(stage Stage, deliverables int, discard bool, more func(*player, *Measurement) error) (m Measurement, err error) {
	m = Measurement{Deliverables: deliverables, Discarded: discard}
	p := &player{stage: stage, story: Story{Name: "measure"}, screen: "1280x800", env: map[string]string{"LANG": "C.UTF-8", "FYNE_SCALE": "1"}}
	if discard {
		p.env["GALLIUM_NOOP"] = "true"
	}
	defer p.end()
	if err := p.prepare(); err != nil {
		return m, err
	}
	document := fmt.Sprintf("m%d.seika", deliverables)
	if err := writeModel(stage, p.path(document), deliverables); err != nil {
		return m, err
	}
	for i := range tries {
		took, err := p.opened(document)
		if err != nil {
			return m, err
		}
		if i == 0 {
			m.Cold = took
		}
		if i == 0 || took < m.Opened {
			m.Opened = took
		}
	}
	return m, more(p, &m)
}

// opened starts the editor anew on a document and returns the ms until its first whole picture.
func (p *player) opened(document string) (float64, error) {
	if p.program != nil {
		p.program.kill()
	}
	if err := p.run([]string{document}); err != nil {
		return 0, err
	}
	if err := p.until(6*limit, func(s probe.State) string { return holds(s.Painted > 0, "nothing is drawn") }); err != nil {
		return 0, err
	}
	s, err := p.program.state()
	if err != nil {
		return 0, err
	}
	return float64(s.Painted-p.program.started.UnixNano()) / 1e6, nil
}

// How much is measured.
const (
	turns = 200
	tries = 3
	idle  = 300 // turns: 5 s
	keys  = 260 // 240 of them do not accept
)

func (p *player) measure(m *Measurement) error {
	if err := p.press("ctrl+0"); err != nil {
		return err
	}
	ask := func(what string, n int) (probe.Run, error) {
		var r probe.Run
		err := p.program.client.Ask(probe.Request{Ask: probe.AskRun, Run: what, Turns: n}, 6*limit, &r)
		return r, err
	}
	best := func(to *Spread, s Spread) {
		if to.P50 == 0 || s.P50 < to.P50 {
			*to = s
		}
	}
	for range tries {
		for what, to := range map[string]*Spread{probe.RunPan: &m.Pan, probe.RunFar: &m.Far, probe.RunZoom: &m.Zoom} {
			r, err := ask(what, turns)
			if err != nil {
				return err
			}
			best(to, spread(r.Turns))
		}
		if err := p.press("ctrl+0"); err != nil {
			return err
		}
		r, err := ask(probe.RunDrag, turns)
		if err != nil {
			return err
		}
		if n := len(r.Turns); n > 4 {
			best(&m.Drag, spread(r.Turns[2:n-1]))
			m.DragStart, m.Drop = least(m.DragStart, r.Turns[1]), least(m.Drop, r.Turns[n-1])
		}
	}
	// Findings and sharp pictures come by themselves; idle is when they have.
	if err := p.until(6*limit, func(s probe.State) string { w, _ := top(s); return holds(w.Drawn, "not drawn") }); err != nil {
		return err
	}
	for range tries {
		r, err := ask(probe.RunIdle, idle)
		if err != nil {
			return err
		}
		if cpu := 100 * r.CPU / r.Wall; m.IdleCPU == 0 || r.Frames < m.IdleFrames || r.Frames == m.IdleFrames && cpu < m.IdleCPU {
			m.IdleFrames, m.IdleCPU = r.Frames, cpu
		}
	}
	var err error
	m.Resident, err = resident(p.program.cmd.Process.Pid)
	return err
}

// Gaps measures how long the UI goroutine of a real window is away, turn by turn: with nothing to do, and while everything is
// arranged anew.
func Gaps(stage Stage, deliverables int) (idle, busy Spread, err error) {
	_, err = measured(stage, deliverables, false, func(p *player, _ *Measurement) error {
		for _, x := range []struct {
			run string
			to  *Spread
		}{{probe.RunBeat, &idle}, {probe.RunTidy, &busy}, {probe.RunBeat, &idle}, {probe.RunTidy, &busy}} {
			var r probe.Run
			if err := p.program.client.Ask(probe.Request{Ask: probe.AskRun, Run: x.run, Turns: turns}, 6*limit, &r); err != nil {
				return err
			}
			if s := spread(r.Gaps); x.to.P50 == 0 || s.P99 < x.to.P99 {
				*x.to = s
			}
		}
		return p.until(limit, func(s probe.State) string { w, _ := top(s); return holds(w.Undo > 0, "nothing was arranged") })
	})
	return idle, busy, err
}

// Keys measures how long people wait from a key to the picture that it changes, by the clock, and how long for each kind of
// key. What accepts a name stands apart: where keys can leak from an input method it waits for 20 ms by design.
func Keys(stage Stage, deliverables int, discard bool) (all Spread, each map[string]Spread, err error) {
	each = map[string]Spread{}
	_, err = measured(stage, deliverables, discard, func(p *player, _ *Measurement) error {
		var r probe.Run
		if err := p.press("ctrl+0"); err != nil {
			return err
		}
		if err := p.program.client.Ask(probe.Request{Ask: probe.AskRun, Run: probe.RunKeys, Turns: keys}, 24*limit, &r); err != nil {
			return err
		}
		var took []float64
		for kind, ms := range r.Keys {
			each[kind] = spread(ms)
			if kind != "accept" {
				took = append(took, ms...)
			}
		}
		all = spread(took)
		return nil
	})
	return all, each, err
}

func least(a, b float64) float64 {
	if a == 0 {
		return b
	}
	return min(a, b)
}

// resident is the memory of a program in MB.
func resident(pid int) (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	var kb float64
	_, err = fmt.Sscan(rest, &kb)
	return kb / 1024, err
}

// writeModel writes a document with places: as many deliverables, half again as many relations, every ninth of them a sync,
// every fourth deliverable intangible, on a grid along the flow.
func writeModel(stage Stage, path string, n int) error {
	type node struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Kind string `json:"kind,omitempty"`
		At   [2]int `json:"at"`
	}
	names := []string{"要望リスト", "業界知識", "利用データ", "要件案", "追加機能案", "review record", "release plan"}
	rows := int(math.Sqrt(float64(n))) + 1
	var nodes, io, sync []any
	for i := range n {
		x := node{ID: fmt.Sprintf("d%d", i), Name: fmt.Sprintf("%s %d", names[i%len(names)], i), At: [2]int{(i / rows) * 240, (i % rows) * 90}}
		if i%4 == 1 {
			x.Kind = "intangible"
		}
		nodes = append(nodes, x)
		from := func(j int) string { return fmt.Sprintf("d%d", j) }
		if i >= rows {
			io = append(io, map[string]any{"from": from(i - rows), "to": x.ID})
		}
		switch {
		case i%9 == 8:
			sync = append(sync, map[string]any{"a": from(i - 1), "b": x.ID})
		case i%2 == 0 && i >= rows+1:
			io = append(io, map[string]any{"from": from(i - rows - 1), "to": x.ID})
		}
	}
	b, err := json.Marshal(map[string]any{"version": 1, "nodes": nodes, "io": io, "sync": sync})
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		return err
	}
	return own(path)
}

// table shows measurements beside what they must be, at 1,000 deliverables, by the design of the canvas.
func table(ms []Measurement) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-34s %10s", "UI thread, ms of CPU a turn", "must")
	for _, m := range ms {
		head := "drawn"
		if m.Discarded {
			head = "discarded"
		}
		fmt.Fprintf(&b, " %24s", head)
	}
	row := func(name, must string, value func(Measurement) string) {
		fmt.Fprintf(&b, "\n%-34s %10s", name, must)
		for _, m := range ms {
			fmt.Fprintf(&b, " %24s", value(m))
		}
	}
	three := func(s Spread) string { return fmt.Sprintf("%.2f / %.2f / %.2f", s.P50, s.P95, s.P99) }
	one := func(f float64) string { return fmt.Sprintf("%.1f", f) }
	row("pan (p50 / p95 / p99)", "1", func(m Measurement) string { return three(m.Pan) })
	row("pan on and on", "-", func(m Measurement) string { return three(m.Far) })
	row("zoom step", "4", func(m Measurement) string { return three(m.Zoom) })
	row("drag of one", "3", func(m Measurement) string { return three(m.Drag) })
	row("drag start", "8", func(m Measurement) string { return one(m.DragStart) })
	row("drop", "8", func(m Measurement) string { return one(m.Drop) })
	row("idle 5 s: frames", "0", func(m Measurement) string { return fmt.Sprint(m.IdleFrames) })
	row("idle 5 s: % of a core", "2", func(m Measurement) string { return one(m.IdleCPU) })
	row("resident, MB", "300", func(m Measurement) string { return one(m.Resident) })
	row("start to first picture, ms", "500", func(m Measurement) string { return one(m.Opened) })
	row("the first time, ms", "1000", func(m Measurement) string { return one(m.Cold) })
	return b.String() + "\n"
}

// Report writes measurements as JSON and returns them as a table.
func Report(path string, ms []Measurement) (string, error) {
	b, err := json.MarshalIndent(struct {
		At   string        `json:"at"`
		Runs []Measurement `json:"runs"`
	}{time.Now().UTC().Format(time.RFC3339), ms}, "", "\t")
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", err
	}
	return table(ms), os.WriteFile(path, append(b, '\n'), 0o644)
}
