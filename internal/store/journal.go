package store

import (
	"encoding/hex"
	"errors"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store/journal"
	"seika/model"
)

// Journal makes a journal for the document, which holds g as it is now. It is to hear all changes of it. Nothing is written
// before the first one. say is told what is kept, on a worker.
func (d *Doc) Journal(g *model.Graph, title string, say func(journal.Status)) *journal.Writer {
	return journal.New(d.disk.journals(say), d.Place(title), g)
}

// Place is where the document is kept, for its journal, once it was opened or saved.
func (d *Doc) Place(title string) journal.Place {
	h := d.place()
	return journal.Place{Dir: h.dir, Path: h.real, Title: title, Seen: h.seen.hex()}
}

func (d *Disk) journals(say func(journal.Status)) journal.Config {
	work := d.Go
	if work == nil {
		work = func(f func()) { live.Go(func() error { f(); return nil }, nil) }
	}
	return journal.Config{
		FS: d.FS, Now: d.Now, Go: work, Say: say, Dir: d.trusted,
		App: journal.Head{App: d.App, Host: d.Host, PID: d.PID},
	}
}

// trusted makes a folder for journals. Where making a name durable failed once, no later success is believed: the system may
// have dropped what it could not write.
func (d *Disk) trusted(dir string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.doubt != nil {
		return d.doubt
	}
	err := d.FS.MkdirAll(dir, dirMode)
	if err == nil {
		d.doubt = d.durable(dir)
		err = d.doubt
	}
	return err
}

// hex is the SHA-256 of a content, "" where there is none.
func (s Seen) hex() string {
	if !s.there {
		return ""
	}
	return hex.EncodeToString(s.sum[:])
}

// seenHex is what hex made a text of.
func seenHex(text string) Seen {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(Seen{}.sum) {
		return Nothing
	}
	return Seen{looked: true, there: true, sum: [32]byte(b)}
}

// WhyNotKept says why edits are not being kept.
func WhyNotKept(err error) lang.Msg {
	switch {
	case errors.Is(err, journal.ErrSlow):
		return lang.M("store.cause.slow")
	case errors.Is(err, journal.ErrNoPlace):
		return lang.M("store.cause.no_state")
	}
	return cause(err)
}
