package file

import (
	"context"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Decode reads a model, all or nothing. The error is a *source.Refused with everything that is wrong, or that of a
// cancelled context. A file of a newer version is read as far as it can be understood; see Newer.
func Decode(ctx context.Context, in *source.Input) (*model.Graph, error) {
	if err := sized(ctx, in); err != nil {
		return nil, err
	}
	var g *model.Graph
	err := in.JSON(ctx, func(j *source.JSON) {
		r := &reader{in: in, j: j}
		r.document()
		g = r.build()
	})
	if err != nil {
		return nil, err
	}
	return g, nil
}

// small is how many bytes a document may have that is read without counting its rows before: they cannot be too many.
const small = 1 << 20

// sized refuses a document with more rows than the limits allow before anything is built of them. Whatever else is wrong with
// it is found by reading it.
func sized(ctx context.Context, in *source.Input) error {
	if len(in.Data) <= small {
		return nil
	}
	counting, stop := context.WithCancel(ctx)
	defer stop()
	r, said := &reader{in: &source.Input{File: in.File, Data: in.Data, Limits: in.Limits}}, false
	_ = r.in.JSON(counting, func(j *source.JSON) {
		r.j = j
		r.begin = j.Next()
		for name := range j.Members() {
			said = said || name == versionName
			t, known := rowTables[name]
			if !known || j.Kind() != source.Array {
				continue
			}
			for range j.Elements() {
				if begin := j.Next(); r.full(t, begin) {
					stop() // there is no need to read on
					return
				}
			}
		}
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	whole := len(r.in.Problems) == 0
	r.in.Problems, r.in.More = nil, 0
	if !r.passed() && whole && !said {
		r.in.Add(r.begin, "", lang.M("file.no_version"))
	}
	return r.in.Err()
}

// rowTables are the tables of a document by the names of their members.
var rowTables = map[string]model.Table{
	nodesName: model.Nodes, ioName: model.IOs, syncName: model.Syncs, groupsName: model.Groups, phasesName: model.Phases,
	answersName: model.Answers, proposalsName: model.Proposals,
}

// reader reads one document.
type reader struct {
	in      *source.Input
	j       *source.JSON
	records model.Records

	begin  int                        // where the document begins
	tabled bool                       // it has a table, be it empty
	begins [model.Proposals + 1][]int // where the rows of each table begin
	tally  [model.Proposals + 1]tally // syncs are counted with the inputs
	faulty []faulty                   // rows in which reading found problems
	names  map[model.ID]string        // of deliverables and groups, made for the first message
}

// tally counts the rows of a table. begin is where the first one beyond the limit begins, 0 while there is none.
type tally struct {
	n     int64
	begin int
}

// faulty is a row and the range of its problems in the input.
type faulty struct {
	table       model.Table
	index       int
	first, next int
}

func (r *reader) document() {
	r.begin = r.j.Next()
	readRecord(r, metaTable, &r.records.Meta, r.table)
}

// table reads an array of the document, if the name is that of one.
func (r *reader) table(name string) bool {
	to := &r.records
	switch name {
	case nodesName:
		readRows(r, model.Nodes, &to.Nodes, func(n *model.Node) { readRecord(r, nodeTable, n, nothing) })
	case ioName:
		readRows(r, model.IOs, &to.IO, func(e *model.Relation) { readRecord(r, ioTable, e, nothing) })
	case syncName:
		readRows(r, model.Syncs, &to.Sync, func(e *model.Relation) {
			readRecord(r, syncTable, e, nothing)
			e.Ends = model.SyncEnds(e.From, e.To)
		})
	case groupsName:
		readRows(r, model.Groups, &to.Groups, func(p *model.Group) { readRecord(r, groupTable, p, nothing) })
	case phasesName:
		readRows(r, model.Phases, &to.Phases, func(p *model.Phase) { readRecord(r, phaseTable, p, nothing) })
	case answersName:
		readRows(r, model.Answers, &to.Answers, func(a *model.Answer) { readRecord(r, answerTable, a, nothing) })
	case proposalsName:
		readRows(r, model.Proposals, &to.Proposals, r.proposal)
	default:
		return false
	}
	r.tabled = true
	return true
}

// readRows reads an array of records.
func readRows[T any](r *reader, t model.Table, to *[]T, one func(*T)) {
	for range r.j.Elements() {
		begin, first := r.j.Next(), len(r.in.Problems)
		if r.full(t, begin) {
			continue
		}
		var fresh T
		*to = append(*to, fresh)
		r.begins[t] = append(r.begins[t], begin)
		one(&(*to)[len(*to)-1])
		if next := len(r.in.Problems); next > first {
			r.faulty = append(r.faulty, faulty{t, len(*to) - 1, first, next})
		}
	}
}

// full counts a row and says whether it is one too many. Such rows are passed over.
func (r *reader) full(t model.Table, begin int) bool {
	at := &r.tally[counted(t)]
	at.n++
	if at.begin > 0 {
		return true
	}
	if _, over := r.in.Limits.Over(limit(t), at.n); over {
		at.begin = begin
	}
	return at.begin > 0
}

// counted is the table whose tally counts the rows of t.
func counted(t model.Table) model.Table {
	if t == model.Syncs {
		return model.IOs
	}
	return t
}

func limit(t model.Table) source.Name {
	if counted(t) == model.IOs {
		return source.Edges
	}
	return source.Nodes
}

// readRecord reads the members of a record, in any order. other takes those that are neither fields nor to be kept.
func readRecord[T any](r *reader, t *table[T], into *T, other func(name string) bool) {
	var unknown []model.Unknown
	for name := range r.j.Members() {
		if i, known := t.byName[name]; known {
			readMember(r, &t.fields[i], into)
			continue
		}
		if other(name) {
			continue
		}
		if raw, ok := r.j.Raw(); ok {
			unknown = append(unknown, model.Unknown{Name: name, Value: model.JSON(raw)})
		}
	}
	*t.extra(into) = model.NewExtra(unknown...)
}

func nothing(string) bool { return false }

// proposal reads a record whose kind stands in one of its members, wherever that is.
func (r *reader) proposal(p *model.Proposal) {
	_, as, _ := r.in.Member(r.j.Next(), asName)
	isAs := func(name string) bool { return name == asName }
	switch p.As = model.As(as); p.As {
	case model.AsNode:
		readRecord(r, nodeTable, &p.Node, isAs)
	case model.AsIO:
		readRecord(r, ioTable, &p.Relation, isAs)
	case model.AsSync:
		readRecord(r, syncTable, &p.Relation, isAs)
		p.Relation.Ends = model.SyncEnds(p.Relation.From, p.Relation.To)
	default: // refused when the model is built
	}
}

// readMember reads a member of a record. One that is wrong becomes a problem and stays at its default.
func readMember[T any](r *reader, f *model.Field[T], into *T) {
	switch f.Type {
	case model.Text:
		read := r.j.Text
		if isName(f.Name) {
			read = r.j.Label
		}
		if s, ok := read(); ok {
			f.Set(into, s)
		}
	case model.Ref:
		if s, ok := r.j.Label(); ok {
			f.Set(into, s)
		}
	case model.Choice, model.Duration, model.Frequency:
		if s, ok := r.j.Text(); ok {
			closed(r, f, into, s)
		}
	case model.Flag:
		if yes, ok := r.j.Bool(); ok && yes {
			f.Set(into, "true")
		}
	case model.Listed:
		*f.List(into) = r.list()
	case model.Count:
		if f.Name == confName {
			r.share(func(hundredths string) { f.Set(into, hundredths) })
			return
		}
		number(r, f, into)
	case model.Multiple:
		multiple(r, f, into)
	case model.Spot:
		r.spot(func(at string) { f.Set(into, at) })
	case model.Traced:
		readRecord(r, traceTable, f.Trace(into), nothing)
	case model.Raw:
		r.object(func(raw string) { f.Set(into, raw) })
	default:
		panic("unknown type of member")
	}
}

// isName says that a member holds a name, which may not be as long as other text.
func isName(member string) bool {
	switch member {
	case "name", "nameAlt", "title", "titleAlt", "label":
		return true
	default:
		return false
	}
}

func (r *reader) problem(what lang.Msg) { r.j.Problem(clipped(what)) }
