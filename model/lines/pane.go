package lines

import (
	"context"
	"slices"
	"strings"

	"seika/internal/source"
	"seika/model"
	"seika/model/edit"
)

// Edit is what a changed text pane comes to. Nothing has been changed yet.
type Edit struct {
	Command model.Command // nil where nothing changes
	Made    []model.ID    // deliverables the command makes; they have no place yet
	Wrong   []*Wrong      // lines that say nothing that can be, by line; they stay as they were
}

// Pane reads the text pane after somebody changed it: text stood there as PrintPlain of the whole document. A deliverable or
// group whose name was changed in place keeps its id and all else; what no line mentions any more is gone; what the plain
// form leaves out stays as it is. A line that cannot be read changes nothing and does not stop the others.
func Pane(old *model.Graph, text string) Edit {
	p := pane{old: old, changes: changes(split(PrintPlain(old, nil)), split(text))}
	if w := unreadable(&source.Input{Data: []byte(text)}); w != nil {
		return Edit{Wrong: []*Wrong{w}}
	}
	s, g := p.agree()
	e := Edit{Wrong: p.wrong}
	slices.SortStableFunc(e.Wrong, func(a, b *Wrong) int { return a.Line - b.Line })
	if g == nil {
		return e
	}
	_, change, err := model.Try(old, rewritten{model.Diff(old, g)})
	if err != nil {
		panic(err) // the difference was taken from this very model
	}
	if change.Empty() {
		return e
	}
	e.Command = edit.Become{Change: change}
	for _, t := range s.things {
		if t.node != nil && !t.known {
			e.Made = append(e.Made, t.id)
		}
	}
	return e
}

// rewritten is a command that makes the document what its text says.
type rewritten struct{ change model.Change }

// Name is the key of its words.
func (rewritten) Name() string { return "command.text" }

// Apply makes the edit.
func (r rewritten) Apply(tx *model.Tx) error {
	before := tx.Graph()
	err := edit.Become{Change: r.change}.Apply(tx)
	edit.Settle(tx, before)
	return err
}

// pane is a changed text while it is found out which of its lines can stand.
type pane struct {
	old     *model.Graph
	changes []change
	wrong   []*Wrong
}

// change is a line that is as it was, or not: was or is is "" where there was or is no such line.
type change struct {
	was, is string
	line    int // of the new text; 0 where it is gone
	refused bool
}

// text is what the line counts as.
func (c change) text() string {
	if c.refused {
		return c.was
	}
	return c.is
}

func (c change) open() bool { return c.was != c.is && !c.refused }

// agree takes in all changes, then without those that are to blame for a fault, until what is left can be read.
func (p *pane) agree() (*sheet, *model.Graph) {
	for {
		s, g := p.try()
		if g != nil {
			return s, g
		}
		if !p.blame(s.in.Problems) {
			break
		}
	}
	// No changed line is wrong by itself: each is tried on top of those that went well.
	open := p.open()
	for _, i := range open {
		p.changes[i].refused = true
	}
	for _, i := range open {
		p.changes[i].refused = false
		s, g := p.try()
		if g == nil {
			p.changes[i].refused = true
			p.wrong = append(p.wrong, &Wrong{Line: max(p.changes[i].line, 1), Col: 1, What: s.in.Problems[0].What})
		}
	}
	return p.try()
}

func (p *pane) open() []int {
	var out []int
	for i, c := range p.changes {
		if c.open() {
			out = append(out, i)
		}
	}
	return out
}

// blame refuses the changed lines that problems stand in.
func (p *pane) blame(problems []source.Problem) (found bool) {
	for _, problem := range problems {
		c := &p.changes[problem.Line-1]
		if !c.open() {
			continue
		}
		found = true
		c.refused = true
		p.wrong = append(p.wrong, &Wrong{Line: max(c.line, 1), Col: problem.Col, What: problem.What})
	}
	return found
}

// try reads the text with the changes that are not refused; the line of a problem is that of its change.
func (p *pane) try() (*sheet, *model.Graph) {
	var b strings.Builder
	for _, c := range p.changes {
		b.WriteString(c.text())
		b.WriteByte('\n')
	}
	s := newSheet(&source.Input{Data: []byte(b.String())}, inPane, p.old, hiddenMeta(p.old.Meta()))
	s.lineOf = func(at int) int {
		line, _ := s.in.Place(at)
		return p.changes[line-1].line
	}
	for _, i := range p.open() {
		s.renames(p.changes[i].was, p.changes[i].is)
	}
	if err := s.read(context.Background()); err != nil {
		panic(err) // nobody cancels
	}
	return s, s.again()
}

// again builds the document anew from what the text says of it.
func (s *sheet) again() *model.Graph {
	s.settle()
	if s.full {
		return nil
	}
	r, at := s.records()
	there := map[model.ID]bool{}
	for _, n := range r.Nodes {
		there[n.ID] = true
	}
	for i := range r.Nodes {
		if !there[r.Nodes[i].Revises] {
			r.Nodes[i].Revises = ""
		}
	}
	for i := range r.Phases {
		if !there[r.Phases[i].Ends] {
			r.Phases[i].Ends = ""
		}
	}
	s.keep(&r)
	g, bad := model.Build(r)
	s.refuseAll(bad, at)
	if s.failed {
		return nil
	}
	return g
}

// keep adds the rows that the plain form has no lines for.
func (s *sheet) keep(r *model.Records) {
	answered := map[model.Question]bool{}
	for _, a := range r.Answers {
		answered[a.Question] = true
	}
	for a := range s.base.Answers() {
		if !answered[a.Question] {
			r.Answers = append(r.Answers, a)
		}
	}
	offered := map[model.Offer]bool{}
	for _, o := range r.Proposals {
		offered[o.Offer()] = true
	}
	for o := range s.base.Proposals() {
		if !offered[o.Offer()] {
			r.Proposals = append(r.Proposals, o)
		}
	}
}

// called is one name in a line.
type called struct {
	naming
	text  string
	given model.ID
	fixed bool // by id: no name at all
}

func (c called) same(o called) bool { return c.naming == o.naming && c.fixed == o.fixed }

// renames finds the names that a line has in place of others.
func (s *sheet) renames(was, is string) {
	before, ok := names(was)
	after, readable := names(is)
	if !ok || !readable {
		return
	}
	i := 0
	for _, pair := range align(len(before), len(after), func(i, j int) bool { return before[i].same(after[j]) }) {
		for j := pair.fromJ; i < pair.i && j < pair.j; i, j = i+1, j+1 {
			s.renameTo(before[i], after[j])
		}
		if i = pair.i + 1; pair.i < len(before) && before[pair.i].text != after[pair.j].text {
			s.renameTo(before[pair.i], after[pair.j])
		}
	}
}

// renameTo notes a new name, if it is one: nothing else in the document has it.
func (s *sheet) renameTo(from, to called) {
	if from.fixed || to.fixed || from.naming.sort != to.naming.sort || to.key == "" {
		return
	}
	id := from.given
	if ids := s.named(from.naming); id == "" && len(ids) == 1 {
		id = ids[0]
	}
	if !s.base.Has(id) || from.key != to.key && len(s.named(to.naming)) > 0 {
		return
	}
	if _, twice := s.renamed[id]; twice {
		return
	}
	s.renamed[id] = to.text
	s.aliases[to.naming] = id
}

// names lists the names in a line.
func names(text string) ([]called, bool) {
	p := parser{scan: scan{s: []byte(text)}}
	l, f := p.line(0, len(text))
	if f != nil {
		return nil, false
	}
	var out []called
	for _, list := range l.lists {
		for _, it := range list {
			given, _ := idPair(it.attrs)
			for _, n := range it.names {
				c := called{naming{sortOf(it), model.Key(n.text)}, n.text, "", n.spelling == byID}
				if len(given.values) > 0 {
					c.given = model.ID(given.values[0].text)
				}
				out = append(out, c)
			}
		}
	}
	if name := saying(l.head.pairs, "name", "名前"); l.form == heading && name != "" {
		id := model.ID(saying(l.head.pairs, "id"))
		out = append(out, called{naming{stage, model.Key(name)}, name, id, false})
	}
	return out, true
}

// split cuts a text into its lines.
func split(text string) []string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSuffix(l, "\r")
	}
	return lines
}

// changes pairs the lines of two texts, empty ones aside. Between lines that are the same, changed ones are paired in order.
func changes(was, is []string) []change {
	was = slices.DeleteFunc(was, blankLine)
	var at []int
	for i, l := range is {
		if !blankLine(l) {
			at = append(at, i)
		}
	}
	var out []change
	i := 0
	pairs := align(len(was), len(at), func(i, j int) bool { return was[i] == is[at[j]] })
	for _, p := range pairs {
		j := p.fromJ
		for ; i < p.i || j < p.j; i, j = i+1, j+1 {
			var c change
			if i < p.i {
				c.was = was[i]
			}
			if j < p.j {
				c.is, c.line = is[at[j]], at[j]+1
			}
			out = append(out, c)
		}
		if p.i < len(was) {
			out = append(out, change{was: was[p.i], is: was[p.i], line: at[p.j] + 1})
		}
		i = p.i + 1
	}
	return out
}

func blankLine(l string) bool {
	s := scan{s: []byte(l)}
	return s.skip(0, len(l)) == len(l)
}

// match is a pair of equal members of two rows, and where in the second row the gap before it begins.
type match struct{ i, j, fromJ int }

// align finds equal members in the same order, the ends of both rows last. Where the rows differ in too much, nothing but
// their common beginning and end is aligned.
func align(n, m int, same func(i, j int) bool) []match {
	head := 0
	for head < n && head < m && same(head, head) {
		head++
	}
	tail := 0
	for tail < n-head && tail < m-head && same(n-1-tail, m-1-tail) {
		tail++
	}
	var out []match
	for k := range head {
		out = append(out, match{i: k, j: k})
	}
	out = append(out, common(head, n-tail, head, m-tail, same)...)
	for k := range tail {
		out = append(out, match{i: n - tail + k, j: m - tail + k})
	}
	out = append(out, match{i: n, j: m})
	for k := 1; k < len(out); k++ {
		out[k].fromJ = out[k-1].j + 1
	}
	return out
}

// common is the longest common row of a part of both.
func common(i0, i1, j0, j1 int, same func(i, j int) bool) []match {
	const most = 1 << 22 // cells
	n, m := i1-i0, j1-j0
	if n == 0 || m == 0 || n > most/m {
		return nil
	}
	long := make([]int32, (n+1)*(m+1)) // from (i, j) to the ends
	at := func(i, j int) *int32 { return &long[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if same(i0+i, j0+j) {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	var out []match
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case same(i0+i, j0+j):
			out = append(out, match{i: i0 + i, j: j0 + j})
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
	return out
}
