package ui

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"seika/internal/compare"
	"seika/internal/importer"
	"seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/source"
	"seika/internal/store/fsx"
	"seika/internal/taskview"
)

// mapSuffix is that of files of correspondences.
const mapSuffix = ".seika-map"

// askView asks for a file that holds a task view.
func (w *Window) askView(then func(string)) {
	var ends []string
	for _, r := range all.Readers {
		if r.View != nil || r.Draws {
			for _, s := range r.Suffixes {
				ends = append(ends, filepath.Ext(s))
			}
		}
	}
	w.askFile(lang.M("beside.open"), ends, then)
}

// readView has a worker read a task view.
func (w *Window) readView(path string, then func(*taskview.View)) {
	var v *taskview.View
	live.Go(func() (err error) {
		v, err = readView(path)
		return err
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.problem(lang.M("ui.cannot_open", "file", filepath.Base(path)), err)
				return
			}
			then(v)
		})
	})
}

func readView(path string) (*taskview.View, error) {
	ctx := context.Background()
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	in, err := source.Read(ctx, path, f, source.Defaults())
	if err != nil {
		return nil, err
	}
	const head = 512
	r, ok := importer.Find(all.Readers, path, in.Data[:min(len(in.Data), head)])
	if !ok || r.View == nil && !r.Draws {
		return nil, lang.M("beside.no_view")
	}
	return r.Tasks(ctx, in)
}

// mapPath is where correspondences are kept: beside the task view.
func (b *beside) mapPath() string {
	return strings.TrimSuffix(b.file, filepath.Ext(b.file)) + mapSuffix
}

func readMap(path string) []compare.Row {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // only read
	in, err := source.Read(context.Background(), path, f, source.Defaults())
	if err != nil {
		return nil
	}
	m, err := compare.Decode(context.Background(), in)
	if err != nil {
		return nil
	}
	return m.Rows
}

// save keeps the correspondences beside the task view.
func (b *beside) save() {
	w, path := b.w, b.mapPath()
	m := compare.Map{Task: compare.Side{File: filepath.Base(b.file)}, Deliverable: compare.Side{File: w.name() + seikaSuffix}, Rows: b.rows}
	live.Go(func() error {
		if data, err := os.ReadFile(b.file); err == nil {
			sum := sha256.Sum256(data)
			m.Task.SHA256 = hex.EncodeToString(sum[:])
		}
		return fsx.Replace(fsx.OS{}, path, m.Encode())
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.problem(lang.M("ui.not_saved"), err)
				return
			}
			w.say(lang.M("ui.saved", "file", filepath.Base(path)))
		})
	})
}
