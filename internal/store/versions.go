package store

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"seika/internal/store/fsx"
)

// How much is kept of what was replaced.
const (
	keepLast  = 20
	keepDays  = 30        // of which the first of each
	keepBytes = 200 << 20 // of all documents together, as stored
	keepFirst = 3         // newest of a document, however much there is
)

// keepable is the largest content that becomes a version; a longer file at the place of a document is none of ours.
const keepable = 100 << 20

// Version is a content that was replaced. Each content is kept once, under the time it was last replaced.
type Version struct {
	Time time.Time
	Seen Seen
	name string
}

const (
	versionTime = "20060102T150405.000Z"
	versionEnd  = ".gz"
)

func versionName(t time.Time, s Seen) string {
	return t.UTC().Format(versionTime) + "-" + hex.EncodeToString(s.sum[:]) + versionEnd
}

func parseVersion(name string) (Version, bool) {
	at, rest, ok := strings.Cut(name, "-")
	digits, gz := strings.CutSuffix(rest, versionEnd)
	t, err := time.Parse(versionTime, at)
	sum, bad := hex.DecodeString(digits)
	if !ok || !gz || err != nil || bad != nil || len(sum) != 32 {
		return Version{}, false
	}
	return Version{Time: t, Seen: Seen{looked: true, there: true, sum: [32]byte(sum)}, name: name}, true
}

// Versions lists what is kept of the document, newest first. A document without a file has none.
func (d *Doc) Versions() ([]Version, error) { return d.disk.versions(d.place().dir) }

func (d *Disk) versions(dir string) ([]Version, error) {
	if dir == "" {
		return nil, nil
	}
	names, err := d.FS.ReadDir(versions(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list versions: %w", err)
	}
	var all []Version
	for _, name := range names {
		if v, ok := parseVersion(name); ok {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b Version) int { return cmp.Or(b.Time.Compare(a.Time), cmp.Compare(a.name, b.name)) })
	return all, nil
}

// Version reads a kept content back. It is the one that was kept, or an error.
func (d *Doc) Version(s Seen) ([]byte, error) { return d.disk.version(d.place().dir, s) }

func (d *Disk) version(dir string, s Seen) ([]byte, error) {
	all, err := d.versions(dir)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(v Version) bool { return v.Seen == s })
	if i < 0 {
		return nil, fmt.Errorf("read version: %w", fs.ErrNotExist)
	}
	packed, err := fsx.ReadFile(d.FS, filepath.Join(versions(dir), all[i].name))
	if err != nil {
		return nil, fmt.Errorf("read version: %w", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack version: %w", err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("unpack version: %w", err)
	}
	if SumOf(data) != s {
		return nil, errors.New("unpack version: it is not what was kept")
	}
	return data, nil
}

// Forget removes all that is kept of the document: its versions, and recoveries that were put off or opened. It says how many there
// were. What was copied last goes, too, as it may be of it. The journal of the edits under way stays: it goes when the document is closed.
func (d *Doc) Forget(ctx context.Context) (n int, err error) {
	d.mu.Lock()
	dir, mine := d.home.dir, d.taken
	d.mu.Unlock()
	all, err := d.disk.versions(dir)
	err = errors.Join(err, d.disk.forgetCopied())
	for _, v := range all {
		err = errors.Join(err, d.disk.FS.Remove(filepath.Join(versions(dir), v.name)))
	}
	n = len(all)
	found, _ := d.disk.Recoveries(ctx) // what they have to say is said at a start
	for _, r := range found {
		if r.dir != dir {
			r.release()
			continue
		}
		n++
		r.remove()
	}
	names, _ := d.disk.FS.ReadDir(dir) // there may be none
	for _, name := range names {
		path := filepath.Join(dir, name)
		if filepath.Ext(name) == takenSuffix && path != mine {
			n++
			err = errors.Join(err, d.disk.FS.Remove(path))
		}
	}
	if len(all) > 0 { // else there may be no folder of them
		err = errors.Join(err, fsx.SyncDir(d.disk.FS, versions(dir)))
	}
	if n > len(all) {
		err = errors.Join(err, fsx.SyncDir(d.disk.FS, dir))
	}
	if err != nil {
		return n, fmt.Errorf("forget what is kept: %w", err)
	}
	return n, nil
}

// Keep makes a content a version of the document, on the disk when it returns.
func (d *Doc) Keep(data []byte) error {
	h := d.place()
	if h.dir == "" {
		return errors.New("keep version: the document has no folder to keep it in")
	}
	l, err := d.disk.saveLock(h.dir)
	if errors.Is(err, fsx.ErrLocked) {
		return fmt.Errorf("keep version: %w", err)
	}
	if err == nil {
		defer l.Close()
	}
	return d.disk.keep(&h, data)
}

// keep is Keep for one who holds the save lock.
func (d *Disk) keep(h *home, data []byte) error {
	if err := d.put(h, data); err != nil {
		return fmt.Errorf("keep version: %w", err)
	}
	d.thin(h.dir)
	return nil
}

func (d *Disk) put(h *home, data []byte) error {
	if err := d.shelve(h); err != nil {
		return err
	}
	dir := h.dir
	all, err := d.versions(dir)
	if err != nil {
		return err
	}
	now := d.Now().Truncate(time.Millisecond)
	if len(all) > 0 && !now.After(all[0].Time) {
		now = all[0].Time.Add(time.Millisecond) // a clock put back must not make the newest the oldest
	}
	seen := SumOf(data)
	name := filepath.Join(versions(dir), versionName(now, seen))
	if i := slices.IndexFunc(all, func(v Version) bool { return v.Seen == seen }); i >= 0 && d.intact(dir, seen) {
		if err := d.FS.Rename(filepath.Join(versions(dir), all[i].name), name); err != nil {
			return err
		}
		return fsx.SyncDir(d.FS, versions(dir))
	}
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestSpeed) // fails for unknown levels only
	_, _ = z.Write(data)                                 // to memory
	_ = z.Close()
	return d.write(name, packed.Bytes())
}

// intact says whether a version can be read back: only then does it stand for a content that is about to be replaced.
func (d *Disk) intact(dir string, s Seen) bool {
	_, err := d.version(dir, s)
	return err == nil
}

// write makes a file in a folder of ours, on the disk when it returns.
func (d *Disk) write(name string, data []byte) error {
	temp := fsx.TempName(filepath.Dir(name))
	if _, err := fsx.WriteNew(d.FS, temp, data, fsx.New{Perm: fileMode}); err != nil {
		return err
	}
	if err := d.FS.Rename(temp, name); err != nil {
		_ = d.FS.Remove(temp)
		return err
	}
	return fsx.SyncDir(d.FS, filepath.Dir(name))
}

// shelve makes the folder of the versions, and its name durable up to the state folder's own.
func (d *Disk) shelve(h *home) error {
	if h.dir == "" {
		return errNoState
	}
	if h.shelved {
		return nil
	}
	if err := d.durable(versions(h.dir)); err != nil {
		return err
	}
	h.shelved = true
	return nil
}

// thin removes the versions of one document that are too many. What cannot be removed stays.
func (d *Disk) thin(dir string) {
	all, _ := d.versions(dir)
	first := map[string]string{} // day → name of its first
	now := d.Now()
	day := func(v Version) string { return v.Time.In(now.Location()).Format(time.DateOnly) }
	for _, v := range all {
		first[day(v)] = v.name // newest first, so the last one wins
	}
	for i, v := range all {
		recent := now.Sub(v.Time) < keepDays*24*time.Hour
		if i >= keepLast && !(recent && first[day(v)] == v.name) {
			_ = d.FS.Remove(filepath.Join(versions(dir), v.name))
		}
	}
}

// prune removes the oldest versions of all documents while they hold too much together.
func (d *Disk) prune() {
	type kept struct {
		Version
		path string
		size int64
	}
	docs, _ := d.FS.ReadDir(d.docs())
	var spare []kept
	var total int64
	for _, doc := range docs {
		dir := filepath.Join(d.docs(), doc)
		all, _ := d.versions(dir)
		for i, v := range all {
			p := filepath.Join(versions(dir), v.name)
			info, err := d.FS.Stat(p)
			if err != nil {
				continue
			}
			total += info.Size
			if i >= keepFirst {
				spare = append(spare, kept{v, p, info.Size})
			}
		}
	}
	slices.SortFunc(spare, func(a, b kept) int { return a.Time.Compare(b.Time) })
	for _, k := range spare {
		if total <= keepBytes {
			return
		}
		if d.FS.Remove(k.path) == nil {
			total -= k.size
		}
	}
}
