// Package file writes models as *.seika and reads them back, strictly. docs/format.md tells people what such a file looks
// like, schema.json tells programs. It knows nothing of folders, saving and windows.
//
// Writing and reading go by the member lists of package model, so that neither can lack a member.
package file

import (
	"slices"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// table is the members of one kind of record, as they stand in a file.
type table[T any] struct {
	fields []model.Field[T]
	heads  []string       // `"name":` for each field
	byName map[string]int // to the number of the field
	extra  func(*T) *model.Extra
}

func newTable[T any](fields []model.Field[T], extra func(*T) *model.Extra) *table[T] {
	t := &table[T]{fields, make([]string, len(fields)), map[string]int{}, extra}
	for i, f := range fields {
		t.heads[i] = string(model.Quote(nil, f.Name)) + ":"
		t.byName[f.Name] = i
	}
	return t
}

var (
	metaTable   = newTable(model.MetaFields, func(m *model.Meta) *model.Extra { return &m.Extra })
	nodeTable   = newTable(model.NodeFields, func(n *model.Node) *model.Extra { return &n.Extra })
	ioTable     = newTable(model.IOFields, func(r *model.Relation) *model.Extra { return &r.Extra })
	syncTable   = newTable(model.SyncFields, func(r *model.Relation) *model.Extra { return &r.Extra })
	groupTable  = newTable(model.GroupFields, func(g *model.Group) *model.Extra { return &g.Extra })
	phaseTable  = newTable(model.PhaseFields, func(p *model.Phase) *model.Extra { return &p.Extra })
	answerTable = newTable(model.AnswerFields, func(a *model.Answer) *model.Extra { return &a.Extra })
	traceTable  = newTable(model.TraceFields, func(t *model.Trace) *model.Extra { return &t.Extra })
)

// The arrays of a document, in file order, and the member of a proposal that says what it is.
const (
	nodesName     = "nodes"
	ioName        = "io"
	syncName      = "sync"
	groupsName    = "groups"
	phasesName    = "phases"
	answersName   = "answers"
	proposalsName = "proposals"
	asName        = "as"
)

// versionName is the document's first member.
const versionName = "version"

// confName is the member of a trace that is a fraction in the file and hundredths in the model.
const (
	confName = "conf"
	whole    = 100
)

// written is how a stored value stands in a file: a default that has to be said has a word of its own.
func written[T any](f *model.Field[T], stored string) string {
	if f.Type != model.Choice || stored != "" {
		return stored
	}
	i := slices.IndexFunc(f.Values, func(w model.Word) bool { return w.Value == "" })
	if i < 0 {
		return ""
	}
	return f.Values[i].EN
}

// clipped shortens what a message quotes of the file.
func clipped(m lang.Msg) lang.Msg {
	m.Args = slices.Clone(m.Args)
	for i, a := range m.Args {
		if s, ok := a.(string); ok && i%2 == 1 {
			m.Args[i] = clip(s)
		}
	}
	return m
}

// maxQuoted is how many characters of the file a message quotes; long enough for the values of every choice.
const maxQuoted = 90

func clip(s string) string { return source.Clip(s, maxQuoted) }
