package pfd

import (
	"bytes"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
)

// kind is what an id stands for.
type kind uint8

const (
	artifact kind = iota + 1
	process
)

type reader struct {
	in    *source.Input
	v     *taskview.View
	kind  map[string]kind
	first map[string]int // where an id stands first
	ids   []string       // in the order of the file
	uses  []taskview.Use
	back  []taskview.Feedback
	known map[string]map[string]string // what the front matter says of an id
	group map[string]bool              // ids of groups
	full  bool                         // a limit is passed, and that is noted

	stopped func() error // of the context
}

// token is a piece of a statement.
type token struct {
	text string
	op   bool
	at   int
}

// operators, the longest first.
var operators = []string{">>?", ">>", "->"}

// body reads the statements. One that begins with an operator goes on where the last ended.
func (r *reader) body(text []byte, at int) {
	var tokens []token
	n, lines := 0, int64(0)
	for line := range bytes.Lines(text) {
		if n%patience == 0 && r.stopped() != nil {
			return
		}
		n++
		begin := at
		at += len(line)
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		list := r.tokens(string(line), begin)
		switch {
		case r.full || r.in.More > 0: // there is enough to tell
			return
		case len(list) == 0:
			continue
		case r.crowded(len(tokens)+len(list), list[0].at):
			return
		}
		if lines++; r.over(source.Tokens, lines*weightOfLine, list[0].at) {
			return
		}
		if !list[0].op {
			r.statements(tokens)
			tokens = nil
		}
		tokens = append(tokens, list...)
	}
	r.statements(tokens)
}

// patience is how many lines are read between two looks at a cancel.
const patience = 1024

// weight is how many parts that are passed over one costs that is held until its statement ends.
const weight = 32

// weightOfLine is how many parts one line with something on it costs beside what is passed over. A model has room for far fewer.
const weightOfLine = 8

// crowded says that a statement of so many tokens is too long.
func (r *reader) crowded(tokens, at int) bool {
	return r.over(source.Tokens, int64(tokens)*weight, at)
}

// over refuses what is more than a limit allows. Nothing more is read then.
func (r *reader) over(name source.Name, n int64, at int) bool {
	what, over := r.in.Limits.Over(name, n)
	if over && !r.full {
		r.full = true
		r.in.Add(at, "", what)
	}
	return over
}

// tokens cuts a line. A remark begins with #, unless it is part of a word.
func (r *reader) tokens(line string, at int) []token {
	var list []token
	next := patience
	for i := 0; i < len(line); {
		c := line[i]
		if len(list) >= next {
			if next += patience; r.crowded(len(list), at+i) || r.stopped() != nil {
				return nil
			}
		}
		switch {
		case c == ' ', c == '\t', c == '\r', c == '\n':
			i++
			continue
		case c == '#':
			return list
		case strings.IndexByte("[],;", c) >= 0:
			list = append(list, token{string(c), false, at + i})
			i++
			continue
		case c == '"':
			end := strings.IndexByte(line[i+1:], '"')
			if end < 0 {
				r.in.Add(at+i, "", lang.M("taskview.pfd.quote"))
				return list
			}
			list = append(list, token{line[i : i+end+2], false, at + i})
			i += end + 2
			continue
		}
		if op := operator(line[i:]); op != "" {
			list = append(list, token{op, true, at + i})
			i += len(op)
			continue
		}
		j := i
		for j < len(line) && !ends[line[j]] && operator(line[j:]) == "" {
			j++
		}
		if r.over(source.Label, int64(j-i), at+i) {
			return nil
		}
		list = append(list, token{line[i:j], false, at + i})
		i = j
	}
	return list
}

// ends are the characters that end a word.
var ends = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, '[': true, ']': true, ',': true, ';': true, '"': true}

func operator(s string) string {
	if len(s) < 2 || s[1] != '>' || s[0] != '>' && s[0] != '-' { // nearly always
		return ""
	}
	for _, op := range operators {
		if strings.HasPrefix(s, op) {
			return op
		}
	}
	return ""
}

// statements parts tokens at semicolons.
func (r *reader) statements(tokens []token) {
	from := 0
	for i, t := range tokens {
		if t.text == ";" && !t.op {
			r.statement(tokens[from:i])
			from = i + 1
		}
	}
	r.statement(tokens[from:])
}

// statement reads a chain of sets and operators.
func (r *reader) statement(tokens []token) {
	if len(tokens) == 0 {
		return
	}
	left, rest, ok := r.set(tokens)
	for ok && len(rest) > 0 && !r.full {
		op := rest[0]
		if !op.op {
			r.in.Add(op.at, "", lang.M("taskview.pfd.operator", "found", clip(op.text)))
			return
		}
		var right []token
		if right, rest, ok = r.set(rest[1:]); !ok {
			return
		}
		r.join(left, op, right)
		left = right
	}
}

// set reads an id, or several in brackets.
func (r *reader) set(tokens []token) (ids, rest []token, ok bool) {
	if len(tokens) == 0 {
		r.in.Add(r.end(), "", lang.M("taskview.pfd.missing"))
		return nil, nil, false
	}
	t := tokens[0]
	switch {
	case t.op, t.text == "]", t.text == ",":
		r.in.Add(t.at, "", lang.M("taskview.pfd.missing"))
		return nil, nil, false
	case t.text != "[":
		return []token{t}, tokens[1:], true
	}
	for i := 1; i < len(tokens); i++ {
		switch x := tokens[i]; {
		case x.op, x.text == "[":
			r.in.Add(x.at, "", lang.M("taskview.pfd.missing"))
			return nil, nil, false
		case x.text == "]":
			return ids, tokens[i+1:], true
		case x.text != ",":
			ids = append(ids, x)
		}
	}
	r.in.Add(t.at, "", lang.M("taskview.pfd.bracket"))
	return nil, nil, false
}

func (r *reader) end() int { return len(r.in.Data) }

// join reads what an operator says of the sets at its sides. What a set is follows from the side it stands on.
func (r *reader) join(left []token, op token, right []token) {
	from, to := artifact, process
	if op.text == "->" {
		from, to = process, artifact
	}
	if r.over(source.Edges, int64(len(r.uses)+len(r.back)+len(left)*len(right))/2, op.at) { // an input takes two
		return
	}
	for _, a := range left {
		x, ok := r.id(a, from)
		for _, b := range right {
			y, fine := r.id(b, to)
			if !ok || !fine {
				continue
			}
			switch op.text {
			case "->":
				r.uses = append(r.uses, taskview.Use{Node: x, Data: y, Direction: taskview.Out})
			case ">>":
				r.uses = append(r.uses, taskview.Use{Node: y, Data: x})
			default:
				r.back = append(r.back, taskview.Feedback{Data: x, Node: y, Offset: op.at})
			}
		}
	}
}

// clip is what a message shows of a word.
func clip(s string) string { return source.Clip(source.Visible(s), 40) }

// id is what a token names; one that was the other kind before is refused.
func (r *reader) id(t token, k kind) (string, bool) {
	id := strings.Trim(t.text, `"`)
	if old, there := r.kind[id]; there && old != k {
		line, _ := r.in.Place(r.first[id])
		r.in.Add(t.at, clip(id), lang.M("taskview.pfd.both", "line", line))
		return id, false
	} else if !there {
		if r.over(source.Label, int64(len(id)), t.at) || r.over(source.Nodes, int64(len(r.ids)+1)/2, t.at) { // half of them may be work
			return id, false
		}
		r.kind[id], r.first[id] = k, t.at
		r.ids = append(r.ids, id)
	}
	return id, true
}
