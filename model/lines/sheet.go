package lines

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// place is where lines come from, which decides what a mention of something that is there already does.
type place uint8

const (
	inFile  place = iota // there is nothing yet
	inBar                // one line on the open document: a value replaces the old one
	inPaste              // several lines on the open document, as in the bar, but only what a file may hold
	inPane               // the whole document again: what is not said is gone, but for what the plain form leaves out
)

// sheet is what lines say, taken together. Names lead to things, and things to records, once all lines are read.
type sheet struct {
	scan
	parser  parser
	in      *source.Input
	lineOf  func(at int) int // the line that people are told
	place   place
	base    *model.Graph
	handles func(int) (model.ID, bool)

	given   map[naming][]model.ID // ids that braces give, before any line is taken in
	kinds   map[model.ID]sort     // of those ids
	derived map[model.ID]naming   // what ids in the text without such braces are derived from
	renamed map[model.ID]string   // in the pane: new names of what is there
	aliases map[naming]model.ID   // in the pane: where those new names lead

	things []*thing // in the order of their first mention
	byName map[naming]*thing
	byID   map[model.ID]*thing
	fresh  int

	rels      []*rel
	relAt     map[relKey]*rel
	freshRels int
	work      int64 // see spend

	meta       model.Meta
	metaClaims claims
	remarks    *words // told apart as they are, not by key
	phases     []*phase
	phaseAt    map[phaseKey]*phase
	phaseNames map[string][]model.ID // of the open document
	answers    []*answer
	proposals  []*proposal

	dropped dropped

	later  []func() // what waits until everything has its id
	failed bool
	full   bool // a limit was passed; nothing more is taken in
}

// sort is what a name is the name of.
type sort uint8

const (
	node sort = iota
	group
	stage // a phase
)

// naming is the identity of a name.
type naming struct {
	sort sort
	key  string
}

// thing is a deliverable or group that lines mention.
type thing struct {
	naming
	id    model.ID // "" until it is derived
	named bool
	known bool // the open document has it
	at    int  // its first mention
	seq   int
	node  *model.Node
	group *model.Group
	claims
	in   *thing // its group, where the lines say one
	inAt int
}

func (t *thing) label() string {
	name := ""
	if t.group != nil {
		name = t.group.Name
	} else {
		name = t.node.Name
	}
	if name == "" {
		return string(t.id)
	}
	return name
}

func (t *thing) setName(name string) {
	if t.group != nil {
		t.group.Name = name
	} else {
		t.node.Name = name
	}
}

type relKey struct {
	kind     model.RelationKind
	from, to *thing
}

type rel struct {
	relKey
	at   int // the operator
	last int // the last operator that made it
	rec  model.Relation
	claims
}

func (r *rel) label() string {
	mark := " > "
	if r.kind == model.Sync {
		mark = " = "
	}
	return r.from.label() + mark + r.to.label()
}

func newSheet(in *source.Input, where place, base *model.Graph) *sheet {
	text := scan{string(in.Data)}
	return &sheet{
		scan: text, lineOf: func(at int) int { line, _ := in.Place(at); return line },
		parser: parser{scan: text, bar: where == inBar}, in: in, place: where, base: base,
		given: map[naming][]model.ID{}, kinds: map[model.ID]sort{}, derived: map[model.ID]naming{},
		renamed: map[model.ID]string{}, aliases: map[naming]model.ID{},
		byName: map[naming]*thing{}, byID: map[model.ID]*thing{}, relAt: map[relKey]*rel{}, phaseAt: map[phaseKey]*phase{},
	}
}

func (s *sheet) fail(at int, what lang.Msg) {
	s.failed = true
	s.in.Add(at, "", what)
}

// none tells of something that is named, but not there.
func (s *sheet) none(at int, what string) { s.fail(at, lang.M("lines.none", "v", what)) }

// spans gives the bytes of each line, without what ends it.
func (s *sheet) spans(ctx context.Context, yield func(at, end int)) error {
	const often = 1 << 20 // bytes between two looks at a cancel
	seen := 0
	for at := 0; at < len(s.s); {
		end := len(s.s)
		if n := strings.IndexByte(s.s[at:], '\n'); n >= 0 {
			end = at + n
		}
		if at >= seen {
			if err := ctx.Err(); err != nil {
				return err
			}
			seen = at + often
		}
		yield(at, at+len(strings.TrimSuffix(s.s[at:end], "\r")))
		at = end + 1
	}
	return nil
}

// read takes all lines in. What is wrong with them is in the Input then; err is a cancel.
func (s *sheet) read(ctx context.Context) error {
	if err := s.gather(ctx); err != nil {
		return err
	}
	return s.spans(ctx, func(at, end int) {
		if s.full {
			return
		}
		l, f := s.parser.line(at, end)
		if f != nil {
			s.fail(f.at, f.what)
			return
		}
		s.line(l)
	})
}

// line takes in one line.
func (s *sheet) line(l line) {
	switch l.form {
	case nothing:
	case remark:
		s.remark(l.text)
	case heading:
		s.heading(l.head)
	case grouping:
		s.grouping(l)
	case statement:
		s.statement(l)
	default:
		panic("a line of the entry bar in a file")
	}
}

func (s *sheet) remark(text string) {
	if s.remarks == nil {
		s.remarks = &words{seen: map[string]bool{}}
		for _, r := range s.meta.Remarks.Items() {
			s.remark(r)
		}
	}
	if !s.remarks.seen[text] {
		s.remarks.seen[text] = true
		s.remarks.list = append(s.remarks.list, text)
	}
}

// gather looks ahead for ids that braces give, since a name may be mentioned before its id is.
func (s *sheet) gather(ctx context.Context) error {
	used := map[model.ID]bool{}
	err := s.spans(ctx, func(at, end int) {
		if !strings.ContainsAny(s.s[at:end], "{｛$＄") {
			return
		}
		if l, f := s.parser.line(at, end); f == nil {
			s.gatherLine(l, used)
		}
	})
	if err != nil {
		return err
	}
	for id := range used {
		if _, ok := s.kinds[id]; ok || s.base.Has(id) {
			delete(used, id)
		}
	}
	if len(used) == 0 {
		return nil
	}
	// What is left may be the derived ids of names that stand anywhere.
	asked := map[naming]bool{}
	return s.spans(ctx, func(at, end int) {
		l, f := s.parser.line(at, end)
		if f != nil {
			return
		}
		for _, list := range l.lists {
			for _, it := range list {
				for _, n := range it.names {
					s.derive(it, n, used, asked)
				}
			}
		}
	})
}

func (s *sheet) gatherLine(l line, used map[model.ID]bool) {
	for _, list := range l.lists {
		for _, it := range list {
			given, found := idPair(it.attrs)
			for _, n := range it.names {
				switch {
				case n.spelling == byID:
					used[model.ID(n.text)] = true
				case found && n.spelling != handle && len(given.values) > 0:
					s.give(naming{sortOf(it), model.Key(n.text)}, model.ID(given.values[0].text))
				}
			}
		}
	}
	for _, a := range l.attrs {
		useRefs(a.pairs, used)
	}
	useRefs(l.head.pairs, used)
	for _, list := range l.lists {
		for _, it := range list {
			for _, a := range it.attrs {
				useRefs(a.pairs, used)
			}
		}
	}
	if l.form != heading || headings.find(l.head.key).name != "phase" {
		return
	}
	if id := saying(l.head.pairs, "id"); id != "" {
		s.give(naming{stage, model.Key(saying(l.head.pairs, "name", "名前"))}, model.ID(id))
	}
}

// useRefs notes the ids that values refer to.
func useRefs(pairs []pair, used map[model.ID]bool) {
	for _, p := range pairs {
		for _, v := range p.values {
			if id, ok := refText(v.text); ok {
				used[id] = true
			}
		}
	}
}

func (s *sheet) give(n naming, id model.ID) {
	if _, twice := s.kinds[id]; !twice {
		s.kinds[id] = n.sort
	}
	if n.key != "" && !slices.Contains(s.given[n], id) {
		s.given[n] = append(s.given[n], id)
	}
}

func (s *sheet) derive(it item, n name, used map[model.ID]bool, asked map[naming]bool) {
	key := naming{sortOf(it), model.Key(n.text)}
	if n.spelling == byID || n.spelling == handle || key.key == "" || asked[key] || len(s.given[key]) > 0 {
		return
	}
	asked[key] = true
	if id := model.DerivedID(prefix(key.sort), n.text); used[id] {
		s.derived[id] = key
	}
}

func sortOf(it item) sort {
	if it.group {
		return group
	}
	return node
}

func prefix(k sort) string {
	return [...]string{node: model.NodePrefix, group: model.GroupPrefix, stage: model.PhasePrefix}[k]
}

// idPair finds the pair that gives an id.
func idPair(attrs []attr) (pair, bool) {
	for _, a := range attrs {
		for _, p := range a.pairs {
			if !p.extra && model.Key(p.key) == "id" {
				return p, true
			}
		}
	}
	return pair{}, false
}

// saying is the text of the first pair that has one of the keys.
func saying(pairs []pair, keys ...string) string {
	for _, p := range pairs {
		if !p.extra && slices.Contains(keys, model.Key(p.key)) && len(p.values) > 0 {
			return p.values[0].text
		}
	}
	return ""
}

// find leads from a name to what it names, and makes it where it is new. given is the id that braces after it give. nil means
// that a fault was noted.
func (s *sheet) find(it item, n name, given value) *thing {
	switch n.spelling {
	case byID:
		return s.checkGiven(s.referredThing(it, n), given)
	case handle:
		return s.checkGiven(s.handled(n), given)
	}
	if what, over := s.in.Limits.Over(source.Label, int64(len(n.text))); over {
		s.fail(n.at, what)
		return nil
	}
	key := naming{sortOf(it), model.Key(n.text)}
	id := model.ID(given.text)
	if id != "" {
		return s.identified(key, n, id, given.at)
	}
	if key.key == "" {
		s.fail(n.at, lang.M("lines.L03"))
		return nil
	}
	if t := s.byName[key]; t != nil {
		s.baptise(t, key, n)
		return t
	}
	t, ok := s.look(key, n)
	if !ok {
		return nil
	}
	if t == nil {
		t = s.make(key, n, "")
	}
	s.byName[key] = t
	return t
}

// checkGiven holds an id in braces against what has one already.
func (s *sheet) checkGiven(t *thing, given value) *thing {
	if t != nil && given.text != "" && model.ID(given.text) != t.id {
		s.fail(given.at, lang.M("lines.has_id", "v", t.label(), "id", string(t.id)))
		return nil
	}
	return t
}

// look finds what has a name already, in the lines or the open document; nil if nothing has. A name that several have is a
// fault.
func (s *sheet) look(key naming, n name) (t *thing, ok bool) {
	ids := s.given[key]
	if len(ids) == 0 {
		ids = s.named(key)
	}
	switch len(ids) {
	case 0:
		return nil, true
	case 1:
		t := s.byID[ids[0]]
		if t == nil && s.base.Has(ids[0]) {
			t = s.load(ids[0], n.at)
		}
		if t == nil {
			return s.make(key, n, ids[0]), true
		}
		if _, renamed := s.renamed[t.id]; t.naming.sort != key.sort || t.named && t.key != key.key && !renamed {
			s.none(n.at, n.text)
			return nil, false
		}
		s.baptise(t, key, n)
		return t, true
	default:
		s.shared(n.at, n.text, ids)
		return nil, false
	}
}

func (s *sheet) shared(at int, name string, ids []model.ID) {
	var list []string
	for _, id := range ids {
		list = append(list, "$"+string(id))
	}
	s.fail(at, lang.M("lines.L17", "n", len(ids), "v", name, "ids", strings.Join(list, ", ")))
}

// named lists what the open document has under a name.
func (s *sheet) named(key naming) []model.ID {
	if id, ok := s.aliases[key]; ok {
		return []model.ID{id}
	}
	switch key.sort {
	case node:
		return s.base.Named(key.key)
	case group:
		return s.base.GroupsNamed(key.key)
	default:
		if s.phaseNames == nil {
			s.phaseNames = map[string][]model.ID{}
			for p := range s.base.Phases() {
				k := model.Key(p.Name)
				s.phaseNames[k] = append(s.phaseNames[k], p.ID)
			}
		}
		return s.phaseNames[key.key]
	}
}

// identified leads to what has the id that braces give.
func (s *sheet) identified(key naming, n name, id model.ID, at int) *thing {
	if !id.Valid() {
		s.fail(at, lang.M("model.id_form", "id", string(id)))
		return nil
	}
	t := s.byID[id]
	if t == nil {
		t = s.load(id, n.at)
	}
	if t == nil {
		if taken := s.named(key); len(taken) > 0 && key.key != "" {
			s.fail(at, lang.M("lines.has_id", "v", n.text, "id", string(taken[0])))
			return nil
		}
		if s.base.Has(id) {
			s.fail(at, lang.M("model.id_twice", "id", string(id)))
			return nil
		}
		return s.make(key, n, id)
	}
	switch {
	case t.naming.sort != key.sort:
		s.fail(at, lang.M("model.id_twice", "id", string(id)))
		return nil
	case t.known && t.named && t.key != key.key:
		s.fail(at, lang.M("lines.has_id", "v", t.label(), "id", string(id)))
		return nil
	case t.named && t.key != key.key:
		s.fail(n.at, lang.M("lines.L12", "member", "name", "v", string(id), "x", t.label(), "n", s.lineOf(t.at), "y", n.text))
		return nil
	}
	s.baptise(t, key, n)
	return t
}

// baptise gives a name to what was mentioned by its id alone so far.
func (s *sheet) baptise(t *thing, key naming, n name) {
	if t.named {
		return
	}
	t.named, t.naming = true, key
	t.setName(n.text)
}

// referredThing leads from $id to what has it.
func (s *sheet) referredThing(it item, n name) *thing {
	id := model.ID(n.text)
	t := s.byID[id]
	if t == nil {
		t = s.load(id, n.at)
	}
	if t == nil {
		if key, ok := s.derived[id]; ok {
			t = s.byName[key]
			if t == nil {
				t = s.make(key, name{at: n.at}, "")
				t.named = false
				s.byName[key] = t
			}
		} else if kind, ok := s.kinds[id]; ok && kind != stage && id.Valid() {
			t = s.make(naming{sort: kind}, name{at: n.at}, id)
			t.named = false
		}
	}
	if t == nil || it.group && t.group == nil {
		s.none(n.at, "$"+n.text)
		return nil
	}
	return t
}

// make adds something new.
func (s *sheet) make(key naming, n name, id model.ID) *thing {
	t := &thing{naming: key, id: id, named: true, at: n.at, seq: len(s.things)}
	if key.sort == group {
		t.group = &model.Group{Name: n.text}
	} else {
		t.node = &model.Node{Name: n.text}
		s.fresh++
		if what, over := s.in.Limits.Over(source.Nodes, int64(s.base.NodeCount()+s.fresh)); over && s.place != inPane {
			s.fail(n.at, what)
			s.full = true
		}
	}
	s.enter(t)
	return t
}

// load takes what the open document has under an id into the sheet; nil if that is no deliverable or group.
func (s *sheet) load(id model.ID, at int) *thing {
	if t := s.byID[id]; t != nil {
		return t
	}
	// In the pane the name is what the text says.
	t := &thing{id: id, named: s.place != inPane, known: true, at: at, seq: len(s.things)}
	if n, ok := s.base.Node(id); ok {
		t.naming = naming{node, model.Key(n.Name)}
		if s.place == inPane {
			n = hiddenNode(n)
		}
		t.node = &n
	} else if g, ok := s.base.Group(id); ok {
		t.naming = naming{group, model.Key(g.Name)}
		if s.place == inPane {
			g = hiddenGroup(g)
		}
		t.group = &g
	} else {
		return nil
	}
	s.enter(t)
	return t
}

func (s *sheet) enter(t *thing) {
	s.things = append(s.things, t)
	if t.id != "" {
		s.byID[t.id] = t
	}
}

// statement takes in lists and the operators between them.
func (s *sheet) statement(l line) {
	lists := make([][]*thing, len(l.lists))
	for i, list := range l.lists {
		lists[i] = s.list(list)
	}
	s.joined(l.joins, lists)
}

// list takes in mentions with what is said about them.
func (s *sheet) list(items []item) []*thing {
	var ts []*thing
	for _, it := range items {
		ts = append(ts, s.mentioned(it)...)
	}
	return ts
}

func (s *sheet) mentioned(it item) []*thing {
	var given value
	if p, ok := idPair(it.attrs); ok && len(p.values) > 0 {
		given = p.values[0]
	}
	var ts []*thing
	if said := parts(it.attrs); len(it.names) > 1 && !s.spend(int64(len(it.names))*said) {
		s.fail(it.at, lang.M("lines.too_long", "n", source.Count(maxParts)))
		s.full = true
		return nil
	}
	for _, n := range it.names {
		t := s.find(it, n, given)
		if t == nil {
			continue
		}
		if it.hollow && t.node == nil {
			s.fail(it.at, lang.M("lines.L04", "c", s.here(it.at, len(s.s))))
			continue
		}
		if it.hollow {
			t.node.Kind = model.Intangible
		}
		for _, a := range it.attrs {
			s.attribute(t, a)
		}
		ts = append(ts, t)
	}
	return ts
}

// attribute says something about a deliverable or group.
func (s *sheet) attribute(t *thing, a attr) {
	if t.group != nil {
		s.groupAttribute(t, a)
		return
	}
	n := t.node
	switch a.mark {
	case owner:
		if t.owners == nil {
			t.owners = newWords(n.Owner)
		}
		t.owners.add(a.value.text)
	case hash:
		switch word, tag := special(a.value); word {
		case external:
			n.Scope = model.External
		case goal:
			n.Goal = true
		default:
			s.tag(&t.claims, n.Tags, tag)
		}
	case ask, sure:
		s.confidence(&t.claims, &n.Confidence, &n.Ask, a, t.label())
	case cur:
		w := setter[model.Node]{s: s, c: &t.claims, t: nodeTable, r: n, who: t.label(), extra: nodeExtra}
		for _, p := range a.pairs {
			if model.Key(p.key) != "id" || p.extra {
				w.set(p)
			}
		}
	default:
		panic("unknown attribute")
	}
}

func nodeExtra(n *model.Node) *model.Extra         { return &n.Extra }
func groupExtra(g *model.Group) *model.Extra       { return &g.Extra }
func relationExtra(r *model.Relation) *model.Extra { return &r.Extra }
func (s *sheet) tag(c *claims, now model.List, t string) {
	if c.tags == nil {
		c.tags = newWords(now)
	}
	c.tags.add(t)
}

func (s *sheet) groupAttribute(t *thing, a attr) {
	switch a.mark {
	case hash:
		word, tag := special(a.value)
		if word == "" {
			s.tag(&t.claims, t.group.Tags, tag)
			return
		}
	case cur:
		w := setter[model.Group]{s: s, c: &t.claims, t: groupTable, r: t.group, who: t.label(), extra: groupExtra}
		for _, p := range a.pairs {
			if model.Key(p.key) != "id" || p.extra {
				w.set(p)
			}
		}
		return
	}
	s.fail(a.at, lang.M("lines.L04", "c", s.here(a.at, len(s.s))))
}

// The words after # that are no tags.
const (
	external = "ext"
	goal     = "goal"
)

// special tells the marks of external things and goals from tags. A quoted word is always a tag.
func special(v value) (word, tag string) {
	if !v.quoted {
		switch model.Key(v.text) {
		case "ext", "external", "外", "外部":
			return external, ""
		case "goal", "ゴール":
			return goal, ""
		}
	}
	return "", model.StoredWord(model.TagWords, v.text)
}

// confidence takes in ? and !, and the question with them.
func (s *sheet) confidence(c *claims, how *model.Confidence, question *string, a attr, who any) {
	to, word := model.Assumed, "?"
	if a.mark == sure {
		to, word = model.Confirmed, "!"
	}
	if _, twice := c.said["confidence"]; twice && *how != to {
		s.fail(a.at, lang.M("lines.L14", "v", who))
		return
	}
	if s.claim(c, "confidence", word, a.at, word, *how == to, who) {
		*how = to
	}
	if a.said && a.value.text != "" && s.claim(c, "ask", "ask", a.value.at, a.value.text, *question == a.value.text, who) {
		*question = a.value.text
	}
}

// joined makes the relations of a chain: each operator joins its neighbours, but in a run of syncs everything before it.
func (s *sheet) joined(joins []join, lists [][]*thing) {
	run := 0
	for i, j := range joins {
		if j.kind != both || i > 0 && joins[i-1].kind != both {
			run = i
		}
		var before []*thing
		for _, list := range lists[run : i+1] {
			before = append(before, list...)
		}
		if !s.affordable(j, len(before), len(lists[i+1])) {
			return
		}
		alike := false
		for _, a := range before {
			for _, b := range lists[i+1] {
				alike = alike || a == b
				if a != b && !s.full {
					s.relate(j, a, b)
				}
			}
		}
		if alike {
			s.alike(j, before, lists[i+1])
		}
	}
}

// alike tells which thing an operator joins to itself.
func (s *sheet) alike(j join, before, after []*thing) {
	for _, a := range before {
		if slices.Contains(after, a) {
			s.fail(j.at, lang.M("lines.L09", "v", a.label()))
			return
		}
	}
}

// affordable counts what an operator makes before any of it is made.
func (s *sheet) affordable(j join, before, after int) bool {
	n := int64(before) * int64(after)
	what, over := s.in.Limits.Over(source.Edges, n)
	if !over && !s.spend(n*(1+parts(j.attrs))) {
		what, over = lang.M("lines.too_long", "n", source.Count(maxParts)), true
	}
	if over {
		s.fail(j.at, what)
		s.full = true
	}
	return !over
}

// parts counts what attributes say.
func parts(attrs []attr) int64 {
	n := int64(len(attrs))
	for _, a := range attrs {
		n += int64(len(a.pairs))
	}
	return n
}

// spend bounds what a text may make by saying the same of many things again and again.
func (s *sheet) spend(work int64) bool {
	const most = 1 << 22
	s.work += work
	return work <= most && s.work <= most
}

// relate makes one relation, or says more about it.
func (s *sheet) relate(j join, a, b *thing) {
	key := s.ends(j, a, b)
	r := s.relAt[key]
	if r == nil {
		r = &rel{relKey: key, at: j.at}
		old := false
		if a.known && b.known {
			r.rec, old = s.loadRelation(key)
		}
		s.relAt[key] = r
		s.rels = append(s.rels, r)
		if !old {
			s.freshRels++
		}
		if what, over := s.in.Limits.Over(source.Edges, int64(s.freshRels+s.base.RelationCount())); over && s.place != inPane {
			s.fail(j.at, what)
			s.full = true
			return
		}
	}
	r.last = j.at
	s.relationAttributes(r, j.attrs, false)
}

func (s *sheet) ends(j join, a, b *thing) relKey {
	key := relKey{model.IO, a, b}
	if j.kind == needs {
		key.from, key.to = b, a
	}
	if j.kind == both {
		key.kind = model.Sync
		if a.seq > b.seq {
			key.from, key.to = b, a
		}
	}
	return key
}

func (k relKey) ends() model.Ends {
	if k.kind == model.Sync {
		return model.SyncEnds(k.from.id, k.to.id)
	}
	return model.IOEnds(k.from.id, k.to.id)
}

func (s *sheet) loadRelation(key relKey) (model.Relation, bool) {
	rec, ok := s.base.Relation(key.ends())
	if s.place == inPane {
		rec = hiddenRelation(rec)
	}
	return rec, ok
}

func (s *sheet) relationAttributes(r *rel, attrs []attr, clear bool) {
	w := setter[model.Relation]{
		s: s, c: &r.claims, t: relationTable[r.kind], r: &r.rec, extra: relationExtra, clear: clear,
	}
	for _, a := range attrs {
		w.who = r.label()
		switch a.mark {
		case ask, sure:
			if clear {
				unsure(&r.rec.Confidence, &r.rec.Ask, a)
				continue
			}
			s.confidence(&r.claims, &r.rec.Confidence, &r.rec.Ask, a, w.who)
		case cur:
			for _, p := range a.pairs {
				w.set(p)
			}
		default:
			s.fail(a.at, lang.M("lines.L04", "c", s.here(a.at, len(s.s))))
		}
	}
}

// grouping puts things into a group.
func (s *sheet) grouping(l line) {
	groups := s.mentioned(l.lists[0][0])
	for _, it := range l.lists[1] {
		for _, t := range s.mentioned(it) {
			if len(groups) == 0 {
				continue
			}
			if t.in != nil && t.in != groups[0] {
				s.fail(it.at, lang.M("lines.L15.in", "v", t.label(), "h", t.in.label()))
				continue
			}
			t.in, t.inAt = groups[0], it.at
		}
	}
}

// settle gives everything its id and brings the records into their final form.
func (s *sheet) settle() {
	s.name()
	for _, f := range s.later {
		f()
	}
	for _, r := range s.rels {
		r.rec.Ends = r.ends()
		if r.extra != nil {
			r.rec.Extra = r.extra.extra()
		}
		for _, end := range []*thing{r.from, r.to} {
			if end.group == nil {
				continue
			}
			if _, said := end.said["kind"]; !said {
				end.group.Kind = model.Composite
			}
		}
	}
	for _, t := range s.things {
		if name, ok := s.renamed[t.id]; ok {
			t.setName(name)
		}
		t.settle()
	}
	if s.remarks != nil {
		s.meta.Remarks = model.NewList(s.remarks.list...)
	}
	if s.metaClaims.tags != nil {
		s.meta.Tags = model.SortTags(s.metaClaims.tags.list)
	}
	if s.metaClaims.extra != nil {
		s.meta.Extra = s.metaClaims.extra.extra()
	}
	s.settleRecords()
}

func (t *thing) settle() {
	if g := t.group; g != nil {
		g.ID = t.id
		if t.in != nil {
			g.In = t.in.id
		}
		if t.tags != nil {
			g.Tags = model.SortTags(t.tags.list)
		}
		if t.extra != nil {
			g.Extra = t.extra.extra()
		}
		return
	}
	n := t.node
	n.ID = t.id
	if t.in != nil {
		n.In = t.in.id
	}
	if t.owners != nil {
		n.Owner = model.NewList(t.owners.list...)
	}
	if t.tags != nil {
		n.Tags = model.SortTags(t.tags.list)
	}
	if t.extra != nil {
		n.Extra = t.extra.extra()
	}
}

// name derives the ids that nobody gave, in the order of the names, so that the order of lines does not matter.
func (s *sheet) name() {
	var new []*thing
	for _, t := range s.things {
		if t.id == "" {
			new = append(new, t)
		}
	}
	slices.SortFunc(new, func(a, b *thing) int {
		return cmp.Or(cmp.Compare(a.naming.sort, b.naming.sort), cmp.Compare(a.key, b.key))
	})
	for _, t := range new {
		t.id = model.NewID(prefix(t.naming.sort), t.label(), nil, s.taken)
		s.byID[t.id] = t
	}
}

func (s *sheet) taken(id model.ID) bool {
	_, given := s.kinds[id]
	return given || s.byID[id] != nil || s.base.Has(id)
}

// refText reads a value that is an id.
func refText(text string) (model.ID, bool) {
	id, ok := strings.CutPrefix(text, "$")
	if !ok {
		id, ok = strings.CutPrefix(text, "＄")
	}
	return model.ID(id), ok
}

// referred is the id of what a value names.
func (s *sheet) referred(v value) (model.ID, bool) {
	if id, ok := refText(v.text); ok {
		return id, true
	}
	key := naming{node, model.Key(v.text)}
	if t := s.byName[key]; t != nil {
		return t.id, true
	}
	ids := s.given[key]
	if len(ids) == 0 {
		ids = s.named(key)
	}
	switch len(ids) {
	case 0:
		s.none(v.at, v.text)
		return "", false
	case 1:
		return ids[0], true
	default:
		s.shared(v.at, v.text, ids)
		return "", false
	}
}

// records is everything as a model, with the place in the text of each row.
func (s *sheet) records() (model.Records, func(model.Refusal) int) {
	r := model.Records{Meta: s.meta}
	at := map[model.Table][]int{}
	for _, t := range s.things {
		if t.group != nil {
			r.Groups = append(r.Groups, *t.group)
			at[model.Groups] = append(at[model.Groups], max(t.at, t.inAt))
		} else {
			r.Nodes = append(r.Nodes, *t.node)
			at[model.Nodes] = append(at[model.Nodes], t.at)
		}
	}
	for _, l := range s.rels {
		if l.kind == model.Sync {
			r.Sync = append(r.Sync, l.rec)
			at[model.Syncs] = append(at[model.Syncs], l.at)
		} else {
			r.IO = append(r.IO, l.rec)
			at[model.IOs] = append(at[model.IOs], l.at)
		}
	}
	s.addRecords(&r, at)
	return r, func(f model.Refusal) int {
		if rows := at[f.Table]; f.Index >= 0 && f.Index < len(rows) {
			return rows[f.Index]
		}
		return 0
	}
}

// graph builds the model, or notes why it would not be well-formed.
func (s *sheet) graph() *model.Graph {
	s.settle()
	if s.full {
		return nil
	}
	r, at := s.records()
	g, bad := model.Build(r)
	s.refuseAll(bad, at)
	return g
}

// refuseAll notes what the model refuses; what is said of both a relation and its end counts once.
func (s *sheet) refuseAll(bad []model.Refusal, at func(model.Refusal) int) {
	told := map[string]bool{}
	for _, f := range bad {
		if text := f.What.Error(); !told[text] {
			told[text] = true
			s.fail(at(f), refused(f.What))
		}
	}
}

// refused is the sentence for what the model refuses, in the words of lines where they have their own.
func refused(m lang.Msg) lang.Msg {
	if m.Key == "model.inside" {
		return lang.M("lines.L15", m.Args...)
	}
	return m
}

// Parse reads a file of Seika lines, whole or not at all: the error is a *source.Refused with everything that is wrong, or
// that of a cancelled context.
func Parse(ctx context.Context, in *source.Input) (*model.Graph, error) {
	in.Data = bytes.TrimPrefix(in.Data, []byte("\uFEFF"))
	if !in.Plain() {
		return nil, in.Err()
	}
	s := newSheet(in, inFile, model.Empty())
	if err := s.read(ctx); err != nil {
		return nil, fmt.Errorf("read %s: %w", in.File, err)
	}
	g := s.graph()
	if s.failed {
		sortProblems(in)
		return nil, in.Err()
	}
	return g, nil
}

func sortProblems(in *source.Input) {
	slices.SortStableFunc(in.Problems, func(a, b source.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
}
