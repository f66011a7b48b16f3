package journal

import (
	"errors"
	"fmt"
	"time"

	"seika/model"
	"seika/model/file"
)

// Replayed is what a journal gives back.
type Replayed struct {
	ID    string
	Head  Head
	Size  uint64     // frames
	Doc   *model.Doc // with its steps, so that undo goes on
	Edits int        // edits, undone and redone steps since the document was last saved
	Last  time.Time  // of the last record
	Draft *Draft     // nil unless something was being typed
	Saved *Saved     // the last save, nil if there was none
	Next  *Saved     // a save that was under way, nil if there was none
	Torn  bool       // the file was being written over when the journal broke off
	Ended bool       // the document was closed with nothing to be kept
	Lost  Lost
}

// Replay reads a journal as far as it is right: whatever its end looks like, it gives a document that once was. The error is
// ErrNewer, or ErrNone if not even the first document can be had.
func Replay(data []byte) (Replayed, error) {
	i, payloads, lost, err := split(data)
	if err != nil {
		return Replayed{}, err
	}
	r := replay{Replayed: Replayed{ID: i.String(), Size: uint64(len(payloads)), Lost: lost}}
	for n, payload := range payloads {
		if err := r.take(n, payload); err != nil {
			if n == 0 {
				return Replayed{}, fmt.Errorf("%w: %w", ErrNone, err)
			}
			r.Lost.Records += len(payloads) - n
			for _, p := range payloads[n:] {
				r.Lost.Bytes += int64(headerLen + len(p))
			}
			break
		}
	}
	if r.Doc == nil {
		return Replayed{}, ErrNone
	}
	return r.Replayed, nil
}

type replay struct {
	Replayed
	weight uint64
	before int // edits when the save under way took the document
}

func (r *replay) take(n int, payload []byte) error {
	rec, err := parse(payload)
	if err != nil {
		return err
	}
	if (n == 0) != (rec.Kind == KindHead) {
		return fmt.Errorf("record %d is %q", n, rec.Kind)
	}
	switch rec.Kind {
	case KindHead:
		err = r.head(rec)
	case KindEdit, KindUndo, KindRedo:
		err = r.step(rec)
	case KindDraft:
		if r.Draft = rec.Draft; r.Draft != nil && *r.Draft == (Draft{}) {
			r.Draft = nil
		}
	case KindSaving:
		r.Next, r.before = rec.Saved, r.Edits
	case KindSaved:
		if r.Next == nil {
			r.before = r.Edits
		}
		r.Saved, r.Next, r.Torn = rec.Saved, nil, false
		r.Edits -= r.before // those made during the save are not in the file
	case KindInPlace:
		r.Torn = true
	case KindEnd:
		r.Ended = true
	default:
		err = fmt.Errorf("record %d is %q", n, rec.Kind)
	}
	if err == nil {
		r.Last = rec.Time
	}
	return err
}

func (r *replay) head(rec Record) error {
	if rec.Head == nil {
		return errors.New("a head without its content")
	}
	g, err := unpack(rec.Body)
	if err != nil {
		return err
	}
	r.Head, r.Doc = *rec.Head, model.NewDoc(g)
	r.Doc.Listen(func(e model.Event) { r.weight += file.Weigh(e.Change) })
	return nil
}

// errOther says that a step leads to another document than it did. Then it is not taken: what is given back did exist.
var errOther = errors.New("the document would not be what it was")

func (r *replay) step(rec Record) error {
	switch rec.Kind {
	case KindUndo:
		return r.walk(rec, r.Doc.Undo, r.Doc.Redo)
	case KindRedo:
		return r.walk(rec, r.Doc.Redo, r.Doc.Undo)
	default:
		return r.edit(rec)
	}
}

// walk goes a step back or forth. One that was made before this journal began is not there: then what came of it is an edit.
func (r *replay) walk(rec Record, there, back func() bool) error {
	if there() {
		if r.weight == rec.Weight {
			r.Edits++
			return nil
		}
		back()
	}
	return r.edit(rec)
}

func (r *replay) edit(rec Record) error {
	c, err := file.DecodeChange(r.Doc.Graph(), rec.Name, rec.Body)
	if err != nil {
		return fmt.Errorf("read edit: %w", err)
	}
	if r.weight+file.Weigh(c) != rec.Weight {
		return errOther
	}
	steps, _ := r.Doc.Steps() // what it joined may be from before this journal
	if err := r.Doc.Replay(c, rec.Joined && steps > 0); err != nil {
		return fmt.Errorf("edit: %w", err)
	}
	r.Draft = nil
	r.Edits++
	return nil
}
