package report

import (
	"strings"

	"seika/internal/lang"
)

// foldFrom is how many questions of one rule are set as one, as in the list of the editor: nobody reads through more.
const foldFrom = 6

// Folded are the questions of a state as a report sets them: those of one rule stand as one where they are many, which is asked in full
// and names what else is asked the same. What has an answer, or somebody to ask, always stands by itself.
func (m *Meeting) Folded(s State) []Question {
	alike := map[string][]Question{}
	for _, q := range s.Questions {
		if q.bare() {
			alike[q.Rule] = append(alike[q.Rule], q)
		}
	}
	var list []Question
	for _, q := range s.Questions {
		all := alike[q.Rule]
		if q.bare() && len(all) >= foldFrom {
			if q.Key != all[0].Key {
				continue
			}
			q.Same = m.same(all[1:])
		}
		list = append(list, q)
	}
	return list
}

// bare says that nothing became of a question yet.
func (q Question) bare() bool { return q.Answer == "" && q.By == "" && q.Who == "" && q.Till == "" }

func (m *Meeting) same(others []Question) string {
	names := make([]string, len(others))
	for i, q := range others {
		names[i] = strings.TrimSpace(number(q.Number) + " " + strings.Join(q.About, " + "))
	}
	return lang.M("meeting.same", "n", len(others), "list", strings.Join(names, m.And())).In(m.Lang)
}
