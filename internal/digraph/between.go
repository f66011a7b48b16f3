package digraph

// Between gives every node the share of shortest ways between others that pass it, added up over all pairs (Brandes 2001).
// Above exact nodes only ways from some nodes are followed, spread evenly over the numbers, and the sum is scaled up.
func (g Graph) Between(exact, some int) []float64 {
	n := g.Len()
	sum := make([]float64, n)
	from := numbers(n)
	scale := 1.0
	if n > exact && some < n {
		from = make([]int32, some)
		for i := range from {
			from[i] = int32(i * n / some)
		}
		scale = float64(n) / float64(some)
	}
	in := g.Reverse()
	dist := make([]int32, n)
	ways, part := make([]float64, n), make([]float64, n)
	queue := make([]int32, 0, n)
	for _, s := range from {
		for v := range dist {
			dist[v], ways[v], part[v] = -1, 0, 0
		}
		dist[s], ways[s] = 0, 1
		queue = append(queue[:0], s)
		for i := 0; i < len(queue); i++ {
			u := queue[i]
			for _, w := range g.Out(u) {
				if dist[w] < 0 {
					dist[w] = dist[u] + 1
					queue = append(queue, w)
				}
				if dist[w] == dist[u]+1 {
					ways[w] += ways[u]
				}
			}
		}
		for i := len(queue) - 1; i > 0; i-- {
			w := queue[i]
			for _, u := range in.Out(w) {
				if dist[u] >= 0 && dist[u]+1 == dist[w] {
					part[u] += ways[u] / ways[w] * (1 + part[w])
				}
			}
			sum[w] += part[w] * scale
		}
	}
	return sum
}
