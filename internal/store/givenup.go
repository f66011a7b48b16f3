package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"seika/internal/store/fsx"
)

// GivenUp is what a document that never had a file held when it was closed without being saved, or its recovery discarded.
// What a document with a file held then is one of its versions.
type GivenUp struct {
	Version
	dir string
}

// GivenUp lists them, the newest first, as far as a folder can be read. They are kept for 30 days.
func (d *Disk) GivenUp(ctx context.Context) (all []GivenUp) {
	for _, dir := range d.docDirs() {
		if ctx.Err() != nil || !strings.HasPrefix(filepath.Base(dir), untitledPrefix) {
			continue
		}
		versions, _ := d.versions(dir)
		for _, v := range versions {
			all = append(all, GivenUp{v, dir})
		}
	}
	slices.SortStableFunc(all, func(a, b GivenUp) int { return b.Time.Compare(a.Time) })
	return all
}

// Content reads one back. It is what was kept, or an error.
func (d *Disk) Content(g GivenUp) ([]byte, error) { return d.version(g.dir, g.Seen) }

// ForgetGivenUp takes them away for good.
func (d *Disk) ForgetGivenUp(all []GivenUp) (err error) {
	for _, g := range all {
		err = errors.Join(err, d.FS.Remove(filepath.Join(versions(g.dir), g.name)), fsx.SyncDir(d.FS, versions(g.dir)))
		d.tidyUntitled(g.dir)
	}
	if err != nil {
		return fmt.Errorf("forget what was given up: %w", err)
	}
	return nil
}
