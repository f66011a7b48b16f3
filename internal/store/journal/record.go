package journal

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"seika/internal/source"
	"seika/model"
	"seika/model/file"
)

// Kind is what a record tells.
type Kind string

// The kinds. The set is closed: a new one needs a new format.
const (
	KindHead    Kind = "head"    // the first: the document the journal begins with
	KindEdit    Kind = "edit"    // what came of an edit
	KindUndo    Kind = "undo"    // one step was taken back, and what came of that
	KindRedo    Kind = "redo"    // one step was carried out again, and what came of that
	KindDraft   Kind = "draft"   // text that is being typed; an edit or an empty draft ends it
	KindSaving  Kind = "saving"  // the file is about to hold what Saved says
	KindSaved   Kind = "saved"   // the file holds what Seen says
	KindInPlace Kind = "inplace" // the file is about to be written over, and may be found broken
	KindEnd     Kind = "end"     // closed with nothing to be kept
)

// Record is one thing that happened.
type Record struct {
	Kind   Kind      `json:"k"`
	Time   time.Time `json:"t"`
	Head   *Head     `json:"head,omitempty"`
	Name   string    `json:"name,omitempty"`   // of the command, for the undo menu
	Joined bool      `json:"joined,omitempty"` // an edit that is part of the step before
	Weight uint64    `json:"weight,omitempty"` // file.Weigh over all changes since the head
	Draft  *Draft    `json:"draft,omitempty"`  //
	Saved  *Saved    `json:"saved,omitempty"`  //
	Body   []byte    `json:"-"`                // see the package comment
}

// Head says whose journal it is.
type Head struct {
	App    string `json:"app,omitempty"`    // version of the program
	Schema int    `json:"schema"`           // version of the file format
	Path   string `json:"path,omitempty"`   // of the document, "" if it has no file yet
	Title  string `json:"title,omitempty"`  // how people are told of it
	Seen   string `json:"seen,omitempty"`   // SHA-256 of its file when it was loaded or last saved, "" if there is none
	Follow string `json:"follow,omitempty"` // id of the journal this one takes the place of
	After  uint64 `json:"after,omitempty"`  // as long as that one has not more frames; 0 is whatever it has
	Host   string `json:"host,omitempty"`
	PID    int    `json:"pid,omitempty"`
}

// Draft is a text that is being typed.
type Draft struct {
	ID    model.ID `json:"id,omitempty"`    // of the element
	Field string   `json:"field,omitempty"` // member of it, or what the text is for
	Text  string   `json:"text"`
	Caret int      `json:"caret,omitempty"` // in code points
}

// Saved says what was saved.
type Saved struct {
	Path string `json:"path"`
	Seen string `json:"seen"` // SHA-256
}

// payload is a record as it stands in a frame.
func (r Record) payload() ([]byte, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("write down %s: %w", r.Kind, err)
	}
	return append(append(b, '\n'), r.Body...), nil
}

func parse(payload []byte) (Record, error) {
	line, body, _ := bytes.Cut(payload, []byte("\n"))
	var r Record
	if err := json.Unmarshal(line, &r); err != nil {
		return Record{}, fmt.Errorf("read record: %w", err)
	}
	r.Body = body
	return r, nil
}

// pack is a document as the body of a head.
func pack(g *model.Graph) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // fails for unknown levels only
	_, _ = z.Write(file.Encode(g))                  // to memory
	_ = z.Close()
	return b.Bytes()
}

// maxDocument bounds what a head unpacks to.
const maxDocument = 256 << 20

func unpack(body []byte) (*model.Graph, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("unpack the document: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(z, maxDocument))
	if err != nil {
		return nil, fmt.Errorf("unpack the document: %w", err)
	}
	g, err := file.Decode(context.Background(), &source.Input{Data: data, Limits: source.Boundless()})
	if err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	return g, nil
}
