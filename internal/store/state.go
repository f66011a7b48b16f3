package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"seika/internal/lang"
	"seika/internal/store/fsx"
)

// Documents hold customers' words, and so does what is kept of them.
const (
	dirMode  = 0o700
	fileMode = 0o600
)

// StateDir is the state folder of a user, "" if the environment names none.
func StateDir(env func(string) string, goos, home string) string {
	switch {
	case goos == "windows":
		return under(env("LocalAppData"), "Seika")
	case goos == "darwin":
		return under(home, "Library", "Application Support", "Seika")
	case strings.HasPrefix(env("XDG_STATE_HOME"), "/"): // a relative one is to be ignored
		return under(env("XDG_STATE_HOME"), "seika")
	}
	return under(home, ".local", "state", "seika")
}

func under(base string, parts ...string) string {
	if base == "" {
		return ""
	}
	return filepath.Join(append([]string{base}, parts...)...)
}

// key names a document by its place: two of one name must not share what is kept of them.
func key(real, goos string) string {
	if goos == "windows" || goos == "darwin" {
		real = norm.NFC.String(strings.ToLower(real))
	}
	sum := sha256.Sum256([]byte(real))
	return hex.EncodeToString(sum[:16])
}

// docs is the folder of all documents, "" if there is none.
func (d *Disk) docs() string { return under(d.State, "doc") }

func (d *Disk) home(real string) home {
	return home{real: real, seen: Nothing, dir: under(d.docs(), key(real, d.GOOS))}
}

// untitled is a folder for a document without a file. There is one for each, with a name of chance.
func (d *Disk) untitled() home {
	b := make([]byte, 16)
	rand.Read(b) // never fails
	return home{dir: under(d.docs(), untitledPrefix+hex.EncodeToString(b))}
}

const untitledPrefix = "new-"

// durable makes a folder of ours, and its name durable up to the state folder's own.
func (d *Disk) durable(dir string) error {
	if err := d.FS.MkdirAll(dir, dirMode); err != nil {
		return err
	}
	for p := dir; len(p) >= len(d.State); p = filepath.Dir(p) {
		if err := fsx.SyncDir(d.FS, filepath.Dir(p)); err != nil {
			return err
		}
	}
	return nil
}

// Holder is a process that has a document open.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// Say tells that a document is open elsewhere, in the words of now's time zone.
func (h Holder) Say(path string, now time.Time) lang.Msg {
	if h.PID == 0 {
		return lang.M("store.open_elsewhere", "path", path)
	}
	since := h.Since.In(now.Location())
	form := "15:04"
	if now.Sub(since) > 12*time.Hour {
		form = "2006-01-02 15:04"
	}
	return lang.M("store.open_since", "path", path, "since", since.Format(form), "pid", h.PID, "host", h.Host)
}

// Claim takes the edit lock, which one process holds while it has a document open. If somebody else does, ok is false and
// holder says who, as far as it is known. Claim may be called again, to see whether the document is free now. Where locks
// cannot be had, it says ok: the check before every save stays the guard.
func (d *Doc) Claim() (holder Holder, ok bool) {
	d.mu.Lock()
	has, h := d.edit != nil || d.closed, d.home
	d.mu.Unlock()
	if has || h.dir == "" || h.real == "" {
		return Holder{}, true
	}
	l, err := d.disk.lock(h.dir, "edit")
	if errors.Is(err, fsx.ErrLocked) {
		return d.disk.holder(h.dir), false
	}
	if err != nil {
		return Holder{}, true
	}
	if !d.hold(l) {
		_ = l.Close() // the document was closed meanwhile
		return Holder{}, true
	}
	note, err := json.Marshal(Holder{PID: d.disk.PID, Host: d.disk.Host, Since: d.disk.Now().UTC()})
	if err == nil {
		d.disk.note(h.dir, "edit", note)
	}
	return Holder{}, true
}

func (d *Doc) hold(edit io.Closer) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.edit != nil {
		return false
	}
	d.edit = edit
	return true
}

// holder reads who has a document open. A note that cannot be read leaves it open who it is.
func (d *Disk) holder(dir string) Holder {
	var h Holder
	data, err := fsx.ReadFile(d.FS, filepath.Join(dir, "edit.note"))
	if err != nil || json.Unmarshal(data, &h) != nil {
		return Holder{}
	}
	return h
}

// lock takes a lock of a document, "edit" or "save", and makes its folder if there is none yet.
func (d *Disk) lock(dir, what string) (io.Closer, error) {
	if err := d.FS.MkdirAll(dir, dirMode); err != nil {
		return nil, err
	}
	return d.FS.Lock(filepath.Join(dir, what+".lock"))
}

// note leaves a word beside a lock we hold. It helps others and is not needed.
func (d *Disk) note(dir, what string, text []byte) {
	name := filepath.Join(dir, what+".note")
	_ = d.FS.Remove(name)
	f, err := d.FS.CreateExcl(name, fileMode)
	if err != nil {
		return
	}
	_, _ = f.Write(text)
	_ = f.Close()
}

// Somebody else's save is waited for, 2 s in all.
const (
	saveTries = 80
	savePause = 25 * time.Millisecond
)

// saveLock takes the lock under which a document's file and versions are written. Held by somebody else for too long, it
// gives ErrLocked; where locks cannot be had, it gives another error, and one goes on without.
func (d *Disk) saveLock(dir string) (io.Closer, error) {
	for range saveTries {
		l, err := d.lock(dir, "save")
		if !errors.Is(err, fsx.ErrLocked) {
			return l, err
		}
		d.Pause(savePause)
	}
	return nil, fsx.ErrLocked
}

// A temporary file this old belongs to nobody who is still saving.
const strayAge = time.Hour

// sweep removes what dead processes left: the temporary file named in the note at once, others in the document's folder when
// they are old. It needs the save lock to be free.
func (d *Disk) sweep(h home) {
	if h.dir == "" || !d.sweepNote(h.dir) {
		return
	}
	folder := filepath.Dir(h.real)
	names, _ := d.FS.ReadDir(folder) // an unreadable folder is not swept
	for _, name := range names {
		p := filepath.Join(folder, name)
		if fsx.IsTemp(p) && d.old(p) {
			_ = d.FS.Remove(p)
		}
	}
}

func (d *Disk) old(p string) bool {
	info, err := d.FS.Stat(p)
	return err == nil && info.Mode.IsRegular() && d.Now().Sub(time.Unix(0, info.ModTime)) > strayAge
}

// Sweep removes the temporary files that dead processes noted, for all documents. It is for the start of the program.
func (d *Disk) Sweep() {
	names, _ := d.FS.ReadDir(d.docs()) // nothing kept, nothing to sweep
	for _, name := range names {
		d.sweepNote(filepath.Join(d.docs(), name))
	}
}

// sweepNote removes the temporary file of an interrupted save, and those among the versions. It says whether nobody is saving.
func (d *Disk) sweepNote(dir string) bool {
	if _, err := d.FS.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return true
	}
	l, err := d.lock(dir, "save")
	if err != nil {
		return false
	}
	defer l.Close()
	temp, err := fsx.ReadFile(d.FS, filepath.Join(dir, "save.note"))
	if err == nil && fsx.IsTemp(string(temp)) {
		_ = d.FS.Remove(string(temp)) // usually gone long since
	}
	names, _ := d.FS.ReadDir(versions(dir))
	for _, name := range names {
		if fsx.IsTemp(name) {
			_ = d.FS.Remove(filepath.Join(versions(dir), name))
		}
	}
	return true
}

func versions(dir string) string { return filepath.Join(dir, "v") }

// Settings reads what PutSettings wrote last, nil if there is nothing.
func (d *Disk) Settings() []byte {
	if d.State == "" {
		return nil
	}
	data, err := fsx.ReadFile(d.FS, d.settings())
	if err != nil {
		return nil
	}
	return data
}

// PutSettings keeps what a person has chosen, whole at every moment.
func (d *Disk) PutSettings(data []byte) error {
	if d.State == "" {
		return errNoState
	}
	if err := d.durable(d.State); err != nil {
		return err
	}
	return fsx.Replace(d.FS, d.settings(), data)
}

func (d *Disk) settings() string { return under(d.State, "settings.json") }

// reports are kept of the last few things that broke inside the program.
const reports = 10

// KeepReport writes down what broke inside the program, for those who mend it, and says where. It is to hold nothing of a document.
func (d *Disk) KeepReport(text []byte) (path string, err error) {
	if d.State == "" {
		return "", errNoState
	}
	dir := filepath.Join(d.State, "reports")
	if err := d.FS.MkdirAll(dir, dirMode); err != nil {
		return "", fmt.Errorf("keep a report: %w", err)
	}
	names, err := d.FS.ReadDir(dir)
	for i := 0; err == nil && i <= len(names)-reports; i++ { // by name they stand in order of time
		err = d.FS.Remove(filepath.Join(dir, names[i]))
	}
	path = filepath.Join(dir, d.Now().UTC().Format("20060102-150405.000")+".txt")
	if err == nil {
		_, err = fsx.WriteNew(d.FS, path, text, fsx.New{Perm: fileMode})
	}
	if err != nil {
		return "", fmt.Errorf("keep a report: %w", err)
	}
	return path, nil
}
