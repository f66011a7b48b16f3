package lines

import (
	"slices"
	"strconv"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// table finds the members of a record by the keys that braces may have for them.
type table[T any] struct {
	fields map[string]model.Field[T] // by the model.Key of either spelling
	names  []string                  // as printed, in file order
	known  map[string]bool           // every member by its file name, those without a key too
	trace  func(*T) *model.Trace     // nil where a record has none
}

// tableOf leaves out the members that have a mark of their own, and geometry.
func tableOf[T any](fields []model.Field[T], without ...string) table[T] {
	t := table[T]{fields: map[string]model.Field[T]{}, known: map[string]bool{}}
	for _, f := range fields {
		t.known[f.Name] = true
		switch {
		case f.Name == "id" && slices.Contains(without, "id"):
			t.names = append(t.names, f.Name) // it is a key, but looked at before all others
		case f.Type == model.Spot || slices.Contains(without, f.Name):
		case f.Trace != nil:
			t.trace = f.Trace
			for _, inner := range model.TraceFields {
				t.names = append(t.names, inner.Name)
			}
		default:
			t.names = append(t.names, keyOf(f.Name))
			t.fields[model.Key(keyOf(f.Name))] = f
			if f.JA != "" {
				t.fields[model.Key(f.JA)] = f
			}
		}
	}
	return t
}

// keyOf is the English key of a member.
func keyOf(name string) string {
	if name == "nameAlt" {
		return "alt"
	}
	return name
}

// The members that braces name, a table for each record. A proposal has no marks, so it names all but geometry.
var (
	nodeTable     = tableOf(model.NodeFields, "id", "name", "kind", "scope", "goal", "in", "owner", "tags", "confidence", "pin")
	ioTable       = tableOf(model.IOFields, "from", "to", "confidence")
	syncTable     = tableOf(model.SyncFields, "a", "b", "confidence")
	groupTable    = tableOf(model.GroupFields, "id", "name", "in", "tags", "folded")
	phaseTable    = tableOf(model.PhaseFields)
	answerTable   = tableOf(model.AnswerFields)
	offeredNode   = tableOf(model.NodeFields, "pin")
	offeredIO     = tableOf(model.IOFields)
	offeredSync   = tableOf(model.SyncFields)
	traceTable    = tableOf(model.TraceFields)
	metaTable     = tableOf(model.MetaFields, "version", "direction", "remarks")
	relationTable = [...]table[model.Relation]{model.IO: ioTable, model.Sync: syncTable}
)

// listKeys are the keys whose values commas separate, in any record.
var listKeys = func() map[string]bool {
	keys := map[string]bool{}
	addLists(keys, offeredNode)
	addLists(keys, offeredIO)
	addLists(keys, offeredSync)
	addLists(keys, groupTable)
	addLists(keys, answerTable)
	addLists(keys, traceTable)
	return keys
}()

func addLists[T any](keys map[string]bool, t table[T]) {
	for key, f := range t.fields {
		if f.Type == model.Listed {
			keys[key] = true
		}
	}
}

// claims remembers what a text said about one record, to find two values for one member, and holds what is put together
// only at the end.
type claims struct {
	said   map[string]claim
	extra  unknowns
	owners *words
	tags   *words
}

type claim struct {
	at   int
	text string
}

// words is a growing list that holds each key once.
type words struct {
	list []string
	seen map[string]bool
}

func newWords(l model.List) *words {
	w := &words{seen: map[string]bool{}}
	for _, s := range l.Items() {
		w.add(s)
	}
	return w
}

func (w *words) add(s string) {
	if k := model.Key(s); !w.seen[k] {
		w.seen[k] = true
		w.list = append(w.list, s)
	}
}

// unknowns is the unknown members of a record while they grow.
type unknowns map[string]model.JSON

func newUnknowns(e model.Extra) unknowns {
	u := unknowns{}
	for _, m := range e.Members() {
		u[m.Name] = m.Value
	}
	return u
}

func (u unknowns) extra() model.Extra {
	var ms []model.Unknown
	for name, v := range u {
		if v != "" {
			ms = append(ms, model.Unknown{Name: name, Value: v})
		}
	}
	return model.NewExtra(ms...)
}

// claim notes a value and says whether it may be set. Another one said before is a fault; what said it, and about whom, is
// for the message.
func (s *sheet) claim(c *claims, member, key string, at int, text string, same bool, who any) bool {
	before, twice := c.said[member]
	if twice && !same {
		s.fail(at, lang.M("lines.L12", "member", key, "v", who, "x", before.text, "n", s.lineOf(before.at), "y", text))
		return false
	}
	if c.said == nil {
		c.said = map[string]claim{}
	}
	if !twice {
		c.said[member] = claim{at, text}
	}
	return true
}

// spelled is the text of the values as they were written, for messages.
func (p pair) spelled() string {
	var out []string
	for _, v := range p.values {
		out = append(out, v.text)
	}
	return strings.Join(out, ", ")
}

// setter sets members of one record from pairs of braces.
type setter[T comparable] struct {
	s     *sheet
	c     *claims
	t     table[T]
	r     *T
	who   any // its name, or a lang.Msg
	extra func(*T) *model.Extra
	clear bool // pairs take values away
}

// set sets the member that a pair names.
func (w setter[T]) set(p pair) {
	key := model.Key(p.key)
	f, ok := w.t.fields[key]
	switch {
	case p.extra:
		w.unknown(p)
	case ok:
		w.field(f, p)
	case w.t.trace != nil && traceTable.fields[key].Name != "":
		inner := setter[model.Trace]{s: w.s, c: w.c, t: traceTable, r: w.t.trace(w.r), who: w.who, clear: w.clear}
		inner.field(traceTable.fields[key], p)
	case ofSync(key):
		w.s.fail(p.at, lang.M("lines.of_sync", "k", p.key, "example", "a ={"+p.key+"=…} b"))
	default:
		w.s.noMember(p, w.t.names)
	}
}

// ofSync says that a key, which is none here, is one of syncs: people write it behind the last name of the line.
func ofSync(key string) bool {
	_, ok := syncTable.fields[key]
	return ok
}

// noMember tells of a key that is none, with those that are spelled nearly so.
func (s *sheet) noMember(p pair, names []string) {
	near := nearest(p.key, names)
	if len(near) == 0 {
		s.fail(p.at, lang.M("lines.none", "v", p.key))
		return
	}
	s.fail(p.at, lang.M("lines.L13", "k", p.key, "near", strings.Join(near, ", ")))
}

func (w setter[T]) field(f model.Field[T], p pair) {
	for _, v := range p.values {
		if what, over := w.s.in.Limits.Over(source.Text, int64(len(v.text))); over {
			w.s.fail(v.at, what)
			return
		}
	}
	before, after := *w.r, *w.r
	switch {
	case w.clear:
		w.cleared(f, &after, p)
	case f.Type == model.Ref && f.Name != "id" || f.Name == "anchors":
		w.refer(f, p)
		return
	case f.List != nil:
		var items []string
		for _, v := range p.values {
			if v.text != "" || v.quoted {
				items = append(items, model.StoredWord(f.Values, v.text))
			}
		}
		*f.List(&after) = model.NewList(items...)
		if f.Sorted {
			*f.List(&after) = model.SortTags(items)
		}
	default:
		text, bad := canonical(f, p.values[0].text)
		if bad != nil {
			w.s.fail(p.values[0].at, *bad)
			return
		}
		f.Set(&after, text)
	}
	if w.s.claim(w.c, f.Name, p.key, p.at, p.spelled(), before == after, w.who) {
		*w.r = after
	}
}

// canonical reads a value; an empty one is the default.
func canonical[T any](f model.Field[T], text string) (string, *lang.Msg) {
	if text == "" {
		return "", nil
	}
	if f.Name == "conf" {
		return hundredths(text)
	}
	return f.Canonical(text)
}

// hundredths reads a fraction from 0 to 1 with at most two decimals.
func hundredths(text string) (string, *lang.Msg) {
	n, err := strconv.ParseFloat(model.Key(text), 64)
	h := int(n*100 + 0.5)
	if err != nil || !(n >= 0 && n <= 1) || strconv.FormatFloat(float64(h)/100, 'f', -1, 64) != strconv.FormatFloat(n, 'f', -1, 64) {
		bad := lang.M("lines.conf", "x", text)
		return "", &bad
	}
	return strconv.Itoa(h), nil
}

// cleared takes the values of a list away that the pair names, else the whole member.
func (w setter[T]) cleared(f model.Field[T], r *T, p pair) {
	if f.List == nil {
		f.Set(r, "")
		return
	}
	list := *f.List(r)
	for _, v := range p.values {
		if v.text == "" && !v.quoted {
			list = model.List{}
		}
		list = list.Without(model.StoredWord(f.Values, v.text))
	}
	*f.List(r) = list
}

// refer sets a member that names something else, once everything has its id.
func (w setter[T]) refer(f model.Field[T], p pair) {
	if !w.s.claim(w.c, f.Name, p.key, p.at, p.spelled(), w.c.said[f.Name].text == p.spelled(), w.who) {
		return
	}
	w.s.later = append(w.s.later, func() {
		var ids []string
		for _, v := range p.values {
			if v.text == "" && !v.quoted {
				continue
			}
			if id, ok := w.s.referred(v); ok {
				ids = append(ids, string(id))
			}
		}
		if f.List != nil {
			*f.List(w.r) = model.NewList(ids...)
			return
		}
		f.Set(w.r, strings.Join(ids, ""))
	})
}

// unknown sets an unknown member. Under the name of the trace stand the unknown members of the trace.
func (w setter[T]) unknown(p pair) {
	v := p.values[0]
	ofTrace := p.key == "trace" && w.t.trace != nil
	if w.t.known[p.key] && !ofTrace {
		w.s.noMember(p, nil)
		return
	}
	var raw model.JSON // none takes the member away
	if !w.clear {
		var ok bool
		if raw, ok = w.s.json(v, ofTrace); !ok {
			return
		}
	}
	if ofTrace {
		e := &w.t.trace(w.r).Extra
		now := w.s.objectExtra(raw)
		if w.s.claim(w.c, "+trace", p.key, v.at, p.spelled(), *e == now, w.who) {
			*e = now
		}
		return
	}
	if w.c.extra == nil {
		w.c.extra = newUnknowns(*w.extra(w.r))
	}
	if w.s.claim(w.c, "+"+p.key, p.key, v.at, p.spelled(), w.c.extra[p.key] == raw, w.who) {
		w.c.extra[p.key] = raw
	}
}
