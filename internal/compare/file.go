package compare

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Map is what a *.seika-map holds: what corresponds to what in two files, and of which of them it was said.
type Map struct {
	Task, Deliverable Side
	Rows              []Row
}

// Side is a file of which a map speaks.
type Side struct{ File, SHA256 string }

// version of the form of map files.
const version = 1

// row is a row as it is written.
type row struct {
	ID           string     `json:"id"`
	Tasks        []string   `json:"task"`
	Deliverables []model.ID `json:"deliverables"`
	Type         string     `json:"type"`
	How          How        `json:"how"`
	Score        int        `json:"score"`
	Status       Status     `json:"status"`
	By           string     `json:"by,omitempty"`
	Note         string     `json:"note,omitempty"`
	Keys         *keys      `json:"keys,omitempty"`
}

type keys struct {
	Tasks        []string `json:"task,omitempty"`
	Deliverables []string `json:"deliverables,omitempty"`
	AroundTasks  []string `json:"around_task,omitempty"`
	AroundThings []string `json:"around_deliverables,omitempty"`
}

// Encode writes a map in its one form: a row a line, in the order they have.
func (m Map) Encode() []byte {
	var b bytes.Buffer
	side := func(s Side) []byte {
		return encoded(struct {
			File   string `json:"file"`
			SHA256 string `json:"sha256,omitempty"`
		}{s.File, s.SHA256})
	}
	b.WriteString("{\n\"version\":1,\n\"task\":")
	b.Write(side(m.Task))
	b.WriteString(",\n\"deliverable\":")
	b.Write(side(m.Deliverable))
	b.WriteString(",\n\"rows\":[")
	for i, r := range m.Rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		line := encoded(row{
			r.ID, notNil(r.Tasks), notNil(r.Deliverables), r.Type(), r.How, r.Score, r.Status, r.By, r.Note, r.Keys.written(),
		})
		for _, x := range r.Extra.Members() {
			line = append(line[:len(line)-1], ',')
			line = append(append(append(line, encoded(x.Name)...), ':'), x.Value...)
			line = append(line, '}')
		}
		b.Write(line)
	}
	b.WriteString("\n]\n}\n")
	return b.Bytes()
}

func (k Keys) written() *keys {
	w := keys(k)
	if len(w.Tasks)+len(w.Deliverables)+len(w.AroundTasks)+len(w.AroundThings) == 0 {
		return nil
	}
	return &w
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// encoded is a value as JSON on one line.
func encoded(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // our own types
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// Decode reads a map. What is wrong with it is refused whole, with places; members that are not known stay.
func Decode(ctx context.Context, in *source.Input) (Map, error) {
	var m Map
	err := in.JSON(ctx, func(j *source.JSON) {
		known := false
		for name := range j.Members() {
			switch name {
			case "version":
				n, ok := j.Int()
				if known = ok; ok && n != version {
					j.Problem(lang.M("compare.file.version", "n", n))
				}
			case "task":
				readSide(j, &m.Task)
			case "deliverable":
				readSide(j, &m.Deliverable)
			case "rows":
				for range j.Elements() {
					m.Rows = append(m.Rows, readRow(in, j))
				}
			default:
				j.Skip()
			}
		}
		if !known && in.Err() == nil {
			in.Add(0, "", lang.M("compare.file.none"))
		}
	})
	return m, err
}

func readSide(j *source.JSON, s *Side) {
	for name := range j.Members() {
		switch name {
		case "file":
			s.File, _ = j.Text()
		case "sha256":
			s.SHA256, _ = j.Text()
		default:
			j.Skip()
		}
	}
}

func readRow(in *source.Input, j *source.JSON) Row {
	r := Row{Status: Proposed}
	var unknown []model.Unknown
	for name := range j.Members() {
		switch name {
		case "id":
			r.ID, _ = j.Label()
		case "task":
			r.Tasks = texts[string](j)
		case "deliverables":
			r.Deliverables = texts[model.ID](j)
		case "type":
			j.Skip() // follows from the ends
		case "how":
			r.How = oneOf(j, ByHand, ByTrace, ByName, ByLikeness, ByStructure)
		case "score":
			r.Score, _ = j.Int()
		case "status":
			r.Status = oneOf(j, Proposed, Accepted, Rejected, Lost)
		case "by":
			r.By, _ = j.Label()
		case "note":
			r.Note, _ = j.Text()
		case "keys":
			readKeys(j, &r.Keys)
		default:
			if raw, ok := j.Raw(); ok {
				unknown = append(unknown, model.Unknown{Name: name, Value: model.JSON(raw)})
			}
		}
	}
	if what, over := in.Limits.Over(source.Edges, int64(len(r.Tasks)*len(r.Deliverables))); over {
		j.Problem(what)
	}
	r.Extra = model.NewExtra(unknown...)
	return r
}

func readKeys(j *source.JSON, k *Keys) {
	for name := range j.Members() {
		switch name {
		case "task":
			k.Tasks = texts[string](j)
		case "deliverables":
			k.Deliverables = texts[string](j)
		case "around_task":
			k.AroundTasks = texts[string](j)
		case "around_deliverables":
			k.AroundThings = texts[string](j)
		default:
			j.Skip()
		}
	}
}

func texts[T ~string](j *source.JSON) []T {
	var list []T
	for range j.Elements() {
		if s, ok := j.Label(); ok {
			list = append(list, T(s))
		}
	}
	return list
}

// oneOf is one of the words that may stand somewhere.
func oneOf[T ~string](j *source.JSON, words ...T) T {
	s, ok := j.Label()
	var all []string
	for _, w := range words {
		if ok && T(s) == w {
			return w
		}
		all = append(all, string(w))
	}
	if ok {
		j.Problem(lang.M("compare.file.word", "found", source.Visible(s), "words", strings.Join(all, ", ")))
	}
	return words[0]
}
