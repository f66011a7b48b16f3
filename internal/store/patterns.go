package store

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"seika/internal/store/fsx"
)

// patternSuffix is that of Seika lines, so that a pattern opens in the editor as any document does.
const patternSuffix = ".seika.txt"

// mostPattern is how large a pattern may be, in bytes; a larger file in the folder is none of ours.
const mostPattern = 1 << 20

// PatternFolder is where a person's own patterns are, one plain file each; "" if there is no state folder.
func (d *Disk) PatternFolder() string { return under(d.State, "patterns") }

// Patterns reads a person's own patterns: their names in order, and for each its lines. What cannot be read is left out.
func (d *Disk) Patterns() (names, texts []string, err error) {
	dir := d.PatternFolder()
	if dir == "" {
		return nil, nil, nil
	}
	files, err := d.FS.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	slices.Sort(files)
	for _, f := range files {
		name, ok := strings.CutSuffix(f, patternSuffix)
		path := filepath.Join(dir, f)
		if info, err := d.FS.Stat(path); !ok || fsx.IsTemp(path) || err != nil || !info.Mode.IsRegular() || info.Size > mostPattern {
			continue
		}
		if data, err := fsx.ReadFile(d.FS, path); err == nil {
			names, texts = append(names, name), append(texts, string(data))
		}
	}
	return names, texts, err
}

// PutPattern keeps lines as a pattern, whole at every moment. name is a file name without suffix. One of that name is
// replaced if replace says so, else the error is fs.ErrExist.
func (d *Disk) PutPattern(name, text string, replace bool) error {
	dir := d.PatternFolder()
	if dir == "" {
		return errNoState
	}
	if err := d.durable(dir); err != nil {
		return err
	}
	path := filepath.Join(dir, name+patternSuffix)
	if _, err := d.FS.Stat(path); err == nil && !replace {
		return fs.ErrExist
	}
	return fsx.Replace(d.FS, path, []byte(text))
}
