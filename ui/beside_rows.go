package ui

import (
	"slices"

	"seika/internal/compare"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
)

// goTo shows a row and selects its ends.
func (b *beside) goTo(i int) {
	b.at = i
	b.tasks = slices.Clone(b.rows[i].Tasks)
	b.tell()
	b.light()
	b.w.selectQuietly(b.rows[i].Deliverables)
}

// step goes on to the next row that is so, round the end.
func (b *beside) step(by int, is func(compare.Row) bool) bool {
	n, let := len(b.rows), b.shown()
	for k := 1; k <= n; k++ {
		i := ((b.at+by*k)%n + n) % n
		if is(b.rows[i]) && let.row(b.rows[i]) {
			b.goTo(i)
			return true
		}
	}
	return false
}

func anyRow(compare.Row) bool { return true }

func (b *beside) nextProposed() {
	if !b.step(1, func(r compare.Row) bool { return r.Status == compare.Proposed }) {
		b.w.say(lang.M("beside.none_proposed"))
	}
}

// nextAlone goes on to the next activity that nothing corresponds to.
func (b *beside) nextAlone() {
	alone := b.report.Tasks
	if len(alone) == 0 {
		b.w.say(lang.M("beside.none_alone"))
		return
	}
	i := 0
	if len(b.tasks) == 1 {
		i = (slices.Index(alone, b.tasks[0]) + 1) % len(alone)
	}
	b.tasks = []string{alone[i]}
	b.light()
}

// nextDiscordant goes on to the next pair that the views order the other way round.
func (b *beside) nextDiscordant() {
	if len(b.report.Against) == 0 {
		b.w.say(lang.M("beside.none_discordant"))
		return
	}
	i := slices.IndexFunc(b.report.Against, func(p compare.Pair) bool { return slices.Equal(b.tasks, []string{p.First, p.Then}) })
	b.showPair(b.report.Against[(i+1)%len(b.report.Against)])
}

// showPair lights a pair that the views order the other way round, and asks about it.
func (b *beside) showPair(p compare.Pair) {
	b.tasks = []string{p.First, p.Then}
	b.light()
	b.w.selectQuietly([]model.ID{p.Made, p.Needs})
	b.w.say(lang.M("imported.reason", "why", report.Views{Report: b.report}.AgainstQuestion(b.w.app.lang, p)))
}

// decide notes what people hold of a row, as one step that can be taken back.
func (b *beside) decide(change func([]compare.Row) []compare.Row) {
	b.past = append(b.past, b.rows)
	b.again(change(slices.Clone(b.rows)))
}

// again works the comparison out with other rows.
func (b *beside) again(rows []compare.Row) {
	b.rows, b.graph = rows, nil
	b.show()
}

func (b *beside) setStatus(s compare.Status) {
	if len(b.rows) == 0 {
		return
	}
	i := b.at
	b.decide(func(rows []compare.Row) []compare.Row {
		rows[i].Status, rows[i].By = s, b.w.app.signature()
		if rows[i].By == "" {
			rows[i].How = compare.ByHand
		}
		return rows
	})
}

// matchSelected says that what is selected on both sides is the same work.
func (b *beside) matchSelected() {
	ids := b.w.nodes()
	if len(b.tasks) == 0 || len(ids) == 0 {
		b.w.say(lang.M("beside.select_both"))
		return
	}
	tasks := slices.Clone(b.tasks)
	b.decide(func(rows []compare.Row) []compare.Row {
		rows = slices.DeleteFunc(rows, func(r compare.Row) bool {
			return r.How != compare.ByHand && r.Status != compare.Rejected && (meets(r.Tasks, tasks) && meets(r.Deliverables, ids))
		})
		return append(rows, compare.Row{Tasks: tasks, Deliverables: slices.Sorted(slices.Values(ids)), How: compare.ByHand, Score: 100, Status: compare.Accepted, By: b.w.app.signature()})
	})
}

func meets[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

func (b *beside) takeBack() {
	if n := len(b.past); n > 0 {
		rows := b.past[n-1]
		b.past = b.past[:n-1]
		b.again(rows)
	}
}
