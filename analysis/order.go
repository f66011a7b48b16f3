package analysis

import (
	"slices"

	"seika/internal/digraph"
	"seika/model"
)

// Order is a good order of the matrix of inputs: row v has a mark in column u where u goes into v.
type Order struct {
	IDs       []model.ID `json:"ids"`
	Above     []Mark     `json:"above"` // marks above the diagonal: what has to be assumed in advance
	SyncAbove int        `json:"sync_above"`
	Distance  *float64   `json:"distance"`  // of the marks above from the diagonal, on average; nil where there is none
	Bandwidth int        `json:"bandwidth"` // the farthest mark from the diagonal
}

// Mark is an input in the matrix.
type Mark struct {
	Row    model.ID `json:"row"`    // what is made
	Column model.ID `json:"column"` // what goes into it
}

// Arranged lists the deliverables in the order of the matrix: by layer, then by the smallest of the block, and in a block so
// that few inputs come later than what is made from them.
func (f *Facts) Arranged() []int32 {
	flow := f.Flow()
	layers := flow.Layers()
	blocks := make([]int32, 0, flow.Blocks())
	first := make([]int32, flow.Blocks())
	for b := range int32(flow.Blocks()) {
		if flow.Size(b) == 0 {
			continue
		}
		blocks = append(blocks, b)
		for v := range flow.Members(b) {
			first[b] = v
			break
		}
	}
	slices.SortFunc(blocks, func(a, b int32) int {
		if layers[a] != layers[b] {
			return int(layers[a] - layers[b])
		}
		return int(first[a] - first[b])
	})
	order := make([]int32, 0, f.N)
	for _, b := range blocks {
		if flow.Size(b) == 1 {
			order = append(order, first[b])
			continue
		}
		order = append(order, f.arrange(flow, b)...)
	}
	return order
}

// arrange orders the deliverables of a block. Sides of composites take part where the block is too large to weigh all
// orders, so that composites need no product of arcs.
func (f *Facts) arrange(flow *Flow, b int32) []int32 {
	nodes := slices.Collect(flow.Members(b))
	small := len(nodes) <= 9
	if !small {
		nodes = flow.members.Out(b)
	}
	place := make(map[int32]int32, len(nodes))
	for i, v := range nodes {
		place[v] = int32(i)
	}
	var from, to []int32
	for i, v := range nodes {
		out := f.io.Out(v)
		if small {
			out = f.Out(v)
		}
		for _, w := range out {
			if j, in := place[w]; in {
				from, to = append(from, int32(i)), append(to, j)
			}
		}
	}
	var order []int32
	for _, i := range digraph.New(len(nodes), from, to).Arrange() {
		if int(nodes[i]) < f.N {
			order = append(order, nodes[i])
		}
	}
	return order
}

func (m *measure) order() {
	order := m.Arranged()
	place := make([]int, m.N)
	for i, v := range order {
		place[v] = i
	}
	far := 0
	for _, v := range order {
		for _, u := range m.In(v) {
			d := place[u] - place[v]
			if d > 0 {
				m.Order.Above = append(m.Order.Above, Mark{m.ID(v), m.ID(u)})
				far += d
			}
			m.Order.Bandwidth = max(m.Order.Bandwidth, d, -d)
		}
		for _, u := range m.Facts.Sync(v) {
			if d := place[u] - place[v]; d > 0 {
				m.Order.SyncAbove++
				m.Order.Bandwidth = max(m.Order.Bandwidth, d)
			}
		}
	}
	m.Order.IDs = m.ids(order)
	if n := len(m.Order.Above); n > 0 {
		mean := float64(far) / float64(n)
		m.Order.Distance = &mean
	}
}

// MatrixMark is what a cell of the matrix shows.
type MatrixMark uint8

// The marks, which can stand together.
const (
	InputMark MatrixMark = 1 << iota
	SyncMark
	KnowHowMark // on the diagonal
)

// Matrix gives the rows of the matrix in the order of ids: the marks of each row, one for each column. It is for models that
// fit on a page: it takes n² bytes.
func Matrix(g *model.Graph, ids []model.ID) [][]MatrixMark {
	f := NewFacts(NewIndex(g))
	column := make([]int, f.N)
	for i, id := range ids {
		if v, ok := f.Find(id); ok {
			column[v] = i
		}
	}
	rows := make([][]MatrixMark, len(ids))
	for i, id := range ids {
		rows[i] = make([]MatrixMark, len(ids))
		v, ok := f.Find(id)
		if !ok {
			continue
		}
		for _, u := range f.In(v) {
			rows[i][column[u]] |= InputMark
		}
		for _, u := range f.Sync(v) {
			rows[i][column[u]] |= SyncMark
		}
		if f.Is(v, KnowHow) {
			rows[i][i] |= KnowHowMark
		}
	}
	return rows
}
