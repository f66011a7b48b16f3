package compare

import (
	"slices"
)

// Trial is what one person did with one of the views in a study.
type Trial struct {
	Thing                           bool // with deliverables; else with tasks
	Seconds, Right, Defects, Change *float64
}

// people adds the median of what people did with either view, and how many there were.
func (f *figures) people(study []Trial) {
	for _, x := range []struct {
		id string
		of func(Trial) *float64
	}{
		{"seconds", func(t Trial) *float64 { return t.Seconds }},
		{"right", func(t Trial) *float64 { return t.Right }},
		{"defects_found", func(t Trial) *float64 { return t.Defects }},
		{"edits_per_change", func(t Trial) *float64 { return t.Change }},
	} {
		var sides [2][]float64
		for _, t := range study {
			if v := x.of(t); v != nil {
				i := 0
				if t.Thing {
					i = 1
				}
				sides[i] = append(sides[i], *v)
			}
		}
		f.add(People, x.id, Figure{Task: median(sides[0]), Thing: median(sides[1])})
		f.add(People, x.id+"_n", Figure{Task: counted(study, sides[0]), Thing: counted(study, sides[1])})
	}
}

func counted(study []Trial, list []float64) Value {
	if len(study) == 0 {
		return Value{}
	}
	return count(len(list))
}

func median(list []float64) Value {
	if len(list) == 0 {
		return Value{}
	}
	list = slices.Clone(list)
	slices.Sort(list)
	n := len(list)
	return real((list[(n-1)/2] + list[n/2]) / 2)
}
