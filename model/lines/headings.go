package lines

import (
	"context"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// headKind says how the value of a heading is written.
type headKind uint8

const (
	noHead      headKind = iota
	versionHead          // of this form
	textHead             // a member of the document
	listHead
	jsonHead
	unknownHead // +name, JSON
	recordHead  // phase, answer, proposal
)

type headed struct {
	kind  headKind
	name  string                  // the file name of a member, or phase, answer, proposal
	key   string                  // as printed
	field model.Field[model.Meta] // of a member
}

// headTable finds headings by what stands before the colon, without case, blanks and hyphens.
type headTable struct {
	byKey map[string]headed
	order []headed // as printed
}

// formVersion is the version of this form of text.
const formVersion = "1"

var headings = func() headTable {
	t := headTable{byKey: map[string]headed{}}
	t.add(headed{kind: versionHead, key: "seika"}, "")
	for _, f := range model.MetaFields {
		if _, is := metaTable.fields[model.Key(f.Name)]; !is {
			continue
		}
		h := headed{kind: textHead, name: f.Name, key: hyphened(f.Name), field: f}
		switch f.Type {
		case model.Listed:
			h.kind = listHead
		case model.Raw:
			h.kind = jsonHead
		default:
		}
		t.add(h, f.JA)
	}
	t.add(headed{kind: recordHead, name: "phase"}, "工程")
	t.add(headed{kind: recordHead, name: "answer"}, "回答")
	t.add(headed{kind: recordHead, name: "proposal"}, "提案")
	return t
}()

func (t *headTable) add(h headed, ja string) {
	if h.key == "" {
		h.key = h.name
	}
	t.byKey[headKey(h.key)] = h
	if ja != "" {
		t.byKey[headKey(ja)] = h
	}
	t.order = append(t.order, h)
}

func (t headTable) find(key string) headed { return t.byKey[headKey(key)] }

func headKey(s string) string { return strings.NewReplacer("-", "", " ", "").Replace(model.Key(s)) }

// hyphened writes a capital as a hyphen and the small letter: title-alt.
func hyphened(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// heading takes in a heading.
func (s *sheet) heading(h head) {
	w := setter[model.Meta]{
		s: s, c: &s.metaClaims, t: metaTable, r: &s.meta, who: lang.M("lines.document"),
		extra: func(m *model.Meta) *model.Extra { return &m.Extra },
	}
	p := pair{at: h.at, extra: h.extra, key: h.key, values: h.values}
	if h.extra {
		w.unknown(p)
		return
	}
	what := headings.find(h.key)
	switch what.kind {
	case versionHead:
		s.version(h.values[0])
	case listHead:
		if s.metaClaims.tags == nil {
			s.metaClaims.tags = newWords(s.meta.Tags)
		}
		for _, v := range h.values {
			s.metaClaims.tags.add(model.StoredWord(model.TagWords, v.text))
		}
	case jsonHead:
		v := h.values[0]
		if v.text != "" {
			raw, ok := s.json(v, true)
			if !ok {
				return
			}
			p.values = []value{{v.at, string(raw), true}}
		}
		w.field(what.field, p)
	case recordHead:
		s.record(what.name, h)
	default:
		w.field(what.field, p)
	}
}

// version refuses a text that a newer program wrote.
func (s *sheet) version(v value) {
	n, ok := number(model.Key(v.text))
	if !ok {
		s.fail(v.at, lang.M("model.bad.number", "x", v.text, "min", 1))
	} else if n != formVersion {
		s.fail(v.at, lang.M("lines.newer"))
	}
}

// json reads a value as JSON, an object where that is asked for.
func (s *sheet) json(v value, object bool) (model.JSON, bool) {
	in := &source.Input{Data: []byte(v.text), Limits: s.in.Limits}
	var raw string
	err := in.JSON(context.Background(), func(j *source.JSON) {
		ok := !object || j.Kind() == source.Object
		if raw, _ = j.Raw(); !ok {
			raw = ""
		}
	})
	if err != nil || raw == "" {
		s.fail(v.at, lang.M("lines.json", "x", source.Clip(v.text, 40)))
		return "", false
	}
	return model.JSON(raw), true
}

// objectExtra is the members of a JSON object.
func (s *sheet) objectExtra(raw model.JSON) model.Extra {
	if raw == "" {
		return ""
	}
	in := &source.Input{Data: []byte(raw), Limits: s.in.Limits}
	var ms []model.Unknown
	err := in.JSON(context.Background(), func(j *source.JSON) {
		for name := range j.Members() {
			value, _ := j.Raw()
			ms = append(ms, model.Unknown{Name: name, Value: model.JSON(value)})
		}
	})
	if err != nil {
		panic("a value just read is no JSON: " + err.Error())
	}
	return model.NewExtra(ms...)
}
