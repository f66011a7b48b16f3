// Package dot reads a subset of the language of Graphviz: graphs, subgraphs, nodes, edges, and of their attributes label, style,
// dir and those of Seika. Nothing that the text names is opened, and nothing of it reaches Graphviz.
package dot

import (
	"context"
	"strings"

	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Reader reads *.dot and *.gv.
var Reader = importer.Reader{Name: "dot", Suffixes: []string{".dot", ".gv"}, Graph: graph, Draws: true}

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	if !in.Plain() {
		return nil, in.Err()
	}
	r := reader{ctx: ctx, in: in, s: scanner{in: in}, at: map[string]int{}, clusters: map[string]int{}}
	r.next()
	r.whole()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	return r.draft()
}

// node is what the text says of a point.
type node struct {
	name, in string // in: the cluster in which it lies
	offset   int
	attrs    attributes
}

type attributes map[string]string

type edge struct {
	from, to string
	offset   int
	attrs    attributes
}

type cluster struct {
	name, in string
	offset   int
	attrs    attributes
}

// scope is a graph or subgraph while it is being read.
type scope struct {
	cluster      int  // index, or -1
	ends         bool // an edge may end on it: what lies in it counts
	nodes, edges attributes
	members      []string
	has          map[string]bool // members: a node that is named again is the same one
}

func (s *scope) add(name string) {
	if !s.has[name] {
		s.has[name] = true
		s.members = append(s.members, name)
	}
}

type reader struct {
	ctx      context.Context
	in       *source.Input
	s        scanner
	t        token
	past     int // where the word before ends
	steps    int // words read
	spent    int // beside them, see spend
	directed bool
	graph    attributes
	nodes    []node
	at       map[string]int
	edges    []edge
	list     []cluster
	clusters map[string]int
	after    token // what follows the graph
}

func (r *reader) next() {
	r.past = r.s.at
	r.t = r.s.next()
	const patience = 4096
	if r.steps++; r.steps%patience != 0 {
		return
	}
	if r.ctx.Err() != nil {
		r.t = token{kind: end}
		r.s.at = len(r.in.Data)
	}
	r.spend(0)
}

// spend counts what is done for words beyond reading them, such as handing attributes on: few words can ask for much.
func (r *reader) spend(n int) bool {
	const weight = 2 // of a word that is kept, beside one that is passed over
	r.spent += n
	what, over := r.in.Limits.Over(source.Tokens, weight*int64(r.steps+r.spent))
	if over {
		r.fail(what)
	}
	return !over
}

func (r *reader) is(sign string) bool { return r.t.kind == mark && r.t.text == sign }

func (r *reader) word(w string) bool {
	return r.t.kind == plain && len(r.t.text) == len(w) && strings.EqualFold(r.t.text, w)
}

func (r *reader) fail(what lang.Msg) {
	if len(r.in.Problems) == 0 {
		r.in.Add(r.t.offset, "", what)
	}
	r.t = token{kind: end}
	r.s.at = len(r.in.Data)
}

// missing refuses the source for want of something behind the word before.
func (r *reader) missing(what lang.Msg) {
	r.t.offset = r.past
	r.fail(what)
}

// noName says where a name is missing: behind an arrow, else before what stands in its place.
func (r *reader) noName() {
	const arrowLength = 2
	if from := r.past - arrowLength; from >= 0 && arrow(r.in.Data[from:r.past]) {
		r.missing(lang.M("import.dot.end", "x", string(r.in.Data[from:r.past])))
		return
	}
	r.fail(lang.M("import.dot.word", "x", r.t.text))
}

func (r *reader) want(sign string) bool {
	if !r.is(sign) {
		r.missing(lang.M("import.dot.want", "sign", sign))
		return false
	}
	r.next()
	return true
}

func (r *reader) whole() {
	if r.word("strict") {
		r.next()
	}
	switch {
	case r.word("digraph"):
		r.directed = true
	case r.word("graph"):
	default:
		r.fail(lang.M("import.dot.none"))
		return
	}
	r.next()
	if r.t.kind == plain || r.t.kind == quoted {
		r.next()
	}
	r.graph = attributes{}
	root := scope{cluster: -1, nodes: attributes{}, edges: attributes{}}
	if r.want("{") {
		r.body(&root, 1)
	}
	r.after = r.t
}

// body reads statements up to the closing bracket. Its depth is bounded.
func (r *reader) body(s *scope, depth int) {
	if what, over := r.in.Limits.Over(source.Depth, int64(depth)); over {
		r.fail(what)
		return
	}
	for !r.is("}") {
		if r.t.kind == end {
			r.missing(lang.M("import.dot.want", "sign", "}"))
			return
		}
		if r.is(";") || r.is(",") {
			r.next()
			continue
		}
		r.statement(s, depth)
	}
	r.next()
}

func (r *reader) statement(s *scope, depth int) {
	var defaults attributes
	switch {
	case r.word("graph"):
		defaults = r.of(s)
	case r.word("node"):
		defaults = s.nodes
	case r.word("edge"):
		defaults = s.edges
	}
	if defaults != nil {
		r.next()
		merge(defaults, r.attributes())
		r.few(defaults)
		return
	}
	begin := r.t.offset
	ends, name := r.end(s, depth)
	if r.is("=") && name != "" { // an attribute of the graph
		r.next()
		if kept(name) {
			r.of(s)[name] = r.t.said(name)
			r.few(r.of(s))
		}
		r.next()
		return
	}
	if !r.is("->") && !r.is("--") {
		list := r.attributes()
		if name != "" {
			merge(r.nodes[r.touch(s, name, begin)].attrs, list)
		}
		return
	}
	chain := [][]string{r.touched(s, ends, name, begin)}
	n := int64(len(r.edges))
	for r.is("->") || r.is("--") {
		r.next()
		at := r.t.offset
		more, name := r.end(s, depth)
		chain = append(chain, r.touched(s, more, name, at))
		n += int64(len(chain[len(chain)-2])) * int64(len(chain[len(chain)-1]))
		if what, over := r.in.Limits.Over(source.Edges, n); over {
			r.fail(what)
			return
		}
	}
	r.join(s, chain, r.attributes(), begin)
}

// join makes the edges of a chain. They are not too many.
func (r *reader) join(s *scope, chain [][]string, list attributes, begin int) {
	attrs := attributes{}
	r.inherit(attrs, s.edges)
	merge(attrs, list)
	for i := 1; i < len(chain); i++ {
		for _, a := range chain[i-1] {
			for _, b := range chain[i] {
				r.edges = append(r.edges, edge{a, b, begin, attrs})
			}
		}
	}
}

// end reads what an edge ends on: a node, of which it gives the name, or a subgraph, which stands for all its nodes: ends, not
// nil even if there are none.
func (r *reader) end(s *scope, depth int) (ends []string, name string) {
	if r.word("subgraph") || r.is("{") {
		inner := scope{cluster: s.cluster, ends: true, nodes: attributes{}, edges: attributes{}, members: []string{}, has: map[string]bool{}}
		r.inherit(inner.nodes, s.nodes)
		r.inherit(inner.edges, s.edges)
		if r.word("subgraph") {
			r.next()
			if r.t.kind != mark {
				inner.cluster = r.cluster(s.cluster)
				r.next()
			}
		}
		if r.want("{") {
			r.body(&inner, depth+1)
		}
		if s.ends && r.spend(len(inner.members)) {
			for _, name := range inner.members {
				s.add(name)
			}
		}
		return inner.members, ""
	}
	if r.t.kind != plain && r.t.kind != quoted {
		r.noName()
		return nil, ""
	}
	name = r.t.text
	r.next()
	for r.is(":") { // a port
		r.next()
		r.next()
	}
	return nil, name
}

// cluster is the group that the present name of a subgraph stands for; others than clusters are for sharing attributes.
func (r *reader) cluster(in int) int {
	name := r.t.text
	if !strings.HasPrefix(name, "cluster") {
		return in
	}
	if i, ok := r.clusters[name]; ok {
		return i
	}
	c := cluster{name: name, offset: r.t.offset, attrs: attributes{}}
	if in >= 0 {
		c.in = r.list[in].name
	}
	if what, over := r.in.Limits.Over(source.Nodes, int64(len(r.list)+1)); over {
		r.fail(what)
	}
	r.clusters[name] = len(r.list)
	r.list = append(r.list, c)
	return len(r.list) - 1
}

// touched notes what an edge ends on, and gives the names of all of it.
func (r *reader) touched(s *scope, ends []string, name string, offset int) []string {
	if ends == nil {
		ends = []string{name}
	}
	for _, n := range ends {
		r.touch(s, n, offset)
	}
	return ends
}

// touch notes a node where it stands first, and gives its index. Attributes that hold for nodes by then are its own. It lies in the first
// cluster that names it, or in one within that.
func (r *reader) touch(s *scope, name string, offset int) int {
	i, there := r.at[name]
	if !there {
		if what, over := r.in.Limits.Over(source.Nodes, int64(len(r.nodes)+1)); over {
			r.fail(what)
		}
		n := node{name: name, offset: offset, attrs: attributes{}}
		r.inherit(n.attrs, s.nodes)
		i = len(r.nodes)
		r.at[name] = i
		r.nodes = append(r.nodes, n)
	}
	if n := &r.nodes[i]; s.cluster >= 0 && (n.in == "" || r.within(s.cluster, n.in)) {
		n.in = r.list[s.cluster].name
	}
	if s.ends && r.spend(1) {
		s.add(name)
	}
	return i
}

// within says that a cluster lies in one of that name.
func (r *reader) within(cluster int, name string) bool {
	for in := r.list[cluster].in; in != "" && r.spend(1); in = r.list[r.clusters[in]].in {
		if in == name {
			return true
		}
	}
	return false
}

func (r *reader) attributes() attributes {
	if !r.is("[") {
		return nil
	}
	out := attributes{}
	for r.is("[") {
		r.next()
		for !r.is("]") {
			if r.t.kind != plain && r.t.kind != quoted {
				if r.is(",") || r.is(";") {
					r.next()
					continue
				}
				r.missing(lang.M("import.dot.want", "sign", "]"))
				return out
			}
			name := r.t.text
			r.next()
			value := token{text: "true"}
			if r.is("=") {
				r.next()
				value = r.t
				r.next()
			}
			if text := value.said(name); kept(name) && (text != "" || value.kind != markup) {
				out[name] = text
			}
			if what, over := r.in.Limits.Over(source.Attributes, int64(len(out))); over {
				r.fail(what)
				return out
			}
		}
		r.next()
	}
	return out
}
