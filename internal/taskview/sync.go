package taskview

import (
	"cmp"
	"slices"

	"seika/internal/lang"
	"seika/model"
)

// How much a cue counts for a sync (B9), in hundredths. Those for one pair add up.
const (
	cueLoop     = 60 // a way back from one owner to another
	cueExchange = 50 // messages to and fro
	cueShared   = 50 // one object written by two, in no order
	cueAdHoc    = 40 // done together, in any order
	cueSettle   = 30 // a label that speaks of settling
	mostSure    = 95
	leastShown  = 50
)

// know is know-how that an activity seems to need.
type know struct {
	name   string
	out    []*thing
	origin string
}

// draft is a deliverable that several owners write, each their own part.
type draft struct {
	of     *thing
	owners []string
}

// syncs collects what speaks for two deliverables being worked out together.
func (d *deriver) syncs() {
	if d.o.Sync != Ignore {
		found := map[ends]*tie{}
		d.loops(found)
		d.exchanges(found)
		for _, t := range d.talks {
			if found[ends{t[0], t[1]}] == nil && found[ends{t[1], t[0]}] == nil {
				d.tie(found, t[0], t[1], cueExchange, slices.Concat(t[0].origin, t[1].origin))
			}
		}
		d.adHoc(found)
		d.shared()
		for _, t := range found {
			d.ties = append(d.ties, t)
		}
		d.ties = slices.DeleteFunc(d.ties, func(t *tie) bool { return !t.own && t.a.known != nil && t.b.known != nil })
		slices.SortFunc(d.ties, func(a, b *tie) int { return cmp.Or(cmp.Compare(a.a.at, b.a.at), cmp.Compare(a.b.at, b.b.at)) })
		d.ties = slices.DeleteFunc(d.ties, func(t *tie) bool { return t.sure < leastShown && !t.own })
	}
	tied := map[*thing]bool{}
	for _, x := range d.ties {
		tied[x.a], tied[x.b] = true, true
	}
	for _, i := range d.order {
		s := &d.steps[i]
		if s.label.Class != Settle || s.exit || len(s.out) == 0 {
			continue
		}
		if t := primary(s.out); !tied[t] {
			d.ask("B9-settle", lang.M("taskview.ask.settle", "task", s.called()), t)
		}
	}
}

func (d *deriver) tie(found map[ends]*tie, a, b *thing, sure int, origin []string) {
	if a == nil || b == nil || a == b {
		return
	}
	if a.at > b.at {
		a, b = b, a
	}
	k := ends{a, b}
	if found[k] == nil {
		found[k] = &tie{a: a, b: b, rule: "B9"}
	}
	t := found[k]
	t.sure = min(mostSure, t.sure+sure)
	t.origin = join(t.origin, origin...)
	t.parties = join(t.parties, slices.Concat(a.owners, b.owners)...)
}

// loops are ways back. Across owners what was reviewed and what the reviewer made are worked out together; with one owner the
// work is simply done again.
func (d *deriver) loops(found map[ends]*tie) {
	for _, l := range d.back {
		reviewed, reviewer := d.first(l.to), d.latest(l.from)
		if reviewed < 0 || reviewer < 0 {
			continue
		}
		a, b := &d.steps[reviewed], &d.steps[reviewer]
		if a.owner == b.owner && a.Party == b.Party {
			for _, u := range a.out {
				u.thing.tags = join(u.thing.tags, model.TagIterates)
			}
			continue
		}
		sure := cueLoop
		if a.label.Class == Settle || b.label.Class == Settle {
			sure += cueSettle
		}
		d.tie(found, primary(a.out), primary(b.out), sure, []string{d.steps[l.from].ID, d.steps[l.to].ID})
	}
}

// first is the first step at or after one that makes something; -1 is none.
func (d *deriver) first(i int) int {
	if !d.steps[i].passes {
		return i
	}
	best := -1
	d.ahead(i, func(s *step) bool {
		if !s.passes && (best < 0 || s.at < d.steps[best].at) {
			best = d.order[s.at]
		}
		return s.passes
	})
	return best
}

// latest is the last step at or before one that makes something; -1 is none.
func (d *deriver) latest(i int) int {
	if !d.steps[i].passes {
		return i
	}
	best := -1
	for _, b := range d.makers(i).from {
		if best < 0 || d.steps[b].at > d.steps[best].at {
			best = b
		}
	}
	return best
}

// exchanges are messages to and fro between two parties: at least two each way, or a request and its reply in a cycle.
func (d *deriver) exchanges(found map[ends]*tie) {
	type two struct{ a, b string }
	to := map[two][]int{} // message, by who sends it and who gets it
	var keys []two
	for _, i := range order(d.ranks.message, func(i int) string { return d.v.Messages[i].ID }) {
		m := d.v.Messages[i]
		from, into := d.end(m.From), d.end(m.To)
		if from.open || into.open || from.party == into.party {
			continue
		}
		k := two{from.party, into.party}
		if to[k] == nil {
			keys = append(keys, k)
		}
		to[k] = append(to[k], i)
	}
	for _, k := range keys {
		back := to[two{k.b, k.a}]
		if len(back) == 0 || d.partyName(k.a)+"\x00"+k.a > d.partyName(k.b)+"\x00"+k.b {
			continue
		}
		if (len(to[k]) < 2 || len(back) < 2) && !d.inCycle(to[k]) && !d.inCycle(back) {
			continue
		}
		sure := cueExchange
		var origin []string
		for _, i := range slices.Concat(to[k], back) {
			m := d.v.Messages[i]
			origin = append(origin, m.ID)
			for _, end := range []string{m.From, m.To} {
				if s, ok := d.step[end]; ok && d.steps[s].label.Class == Settle {
					sure = cueExchange + cueSettle
				}
			}
		}
		d.tie(found, d.afterwards(k.a, back, to[k]), d.afterwards(k.b, to[k], back), sure, origin)
	}
}

func (d *deriver) partyName(id string) string { return model.Key(d.party[id].Name) }

// inCycle says that who sends or gets one of the messages lies between a way back and where it leads.
func (d *deriver) inCycle(messages []int) bool {
	for _, i := range messages {
		for _, id := range []string{d.v.Messages[i].From, d.v.Messages[i].To} {
			s, ok := d.step[id]
			if !ok {
				continue
			}
			for _, l := range d.back {
				if !d.spend(8) {
					return false
				}
				if (s == l.to || d.before(l.to, s)) && (s == l.from || d.before(s, l.from)) {
					return true
				}
			}
		}
	}
	return false
}

// afterwards is what a party writes first after it got the last of some messages; of a party nothing is known of, the last
// message it sends.
func (d *deriver) afterwards(party string, got, sent []int) *thing {
	latest := -1
	for _, i := range got {
		if s, ok := d.step[d.v.Messages[i].To]; ok && (latest < 0 || d.steps[s].at > d.steps[latest].at) {
			latest = s
		}
	}
	if latest >= 0 {
		if i := d.first(latest); i >= 0 {
			return primary(d.steps[i].out)
		}
		if i := d.latest(latest); i >= 0 {
			return primary(d.steps[i].out)
		}
	}
	var last *thing
	for _, i := range sent {
		if t := d.thing[d.v.Messages[i].ID+messageMark]; t != nil {
			last = t
		}
	}
	return last
}

// adHoc are sub-processes without order: what different owners make in them is made together.
func (d *deriver) adHoc(found map[ends]*tie) {
	inside := map[string][]int{}
	for _, i := range d.order {
		if s := &d.steps[i]; len(s.out) > 0 && s.Kind.Activity() {
			inside[s.Box] = append(inside[s.Box], i)
		}
	}
	for _, b := range d.v.Boxes {
		if b.Kind != AdHoc {
			continue
		}
		sure, by := cueAdHoc, map[string]*thing{}
		var owners []string
		for _, i := range inside[b.ID] {
			s := &d.steps[i]
			if s.label.Class == Settle {
				sure = cueAdHoc + cueSettle
			}
			if by[s.owner] == nil {
				by[s.owner] = primary(s.out)
				owners = append(owners, s.owner)
			}
		}
		if ReadLabel(b.Name).Class == Settle {
			sure = cueAdHoc + cueSettle
		}
		const most = 50 // of more nobody says that all work with all
		for i, a := range owners[:min(len(owners), most)] {
			for _, c := range owners[i+1 : min(len(owners), most)] {
				d.tie(found, by[a], by[c], sure, []string{b.ID})
			}
		}
	}
}

// shared are objects that two owners write with no order between them: each has a draft, and the drafts are settled.
func (d *deriver) shared() {
	const most = 50 // who all write one thing share a place to write in, no draft
	for _, t := range d.things {
		var owners []string
		if len(t.writers) > most {
			continue
		}
		for i, a := range t.writers {
			for _, b := range t.writers[i+1:] {
				x, y := &d.steps[a], &d.steps[b]
				if x.owner != y.owner && x.owner != "" && y.owner != "" && !d.before(a, b) && !d.before(b, a) && !slices.Contains(t.tags, model.TagStore) {
					owners = join(owners, x.owner, y.owner)
				}
			}
		}
		if len(owners) > 1 {
			slices.Sort(owners)
			d.drafts = append(d.drafts, draft{t, owners})
		}
	}
}

// knowHow suggests what people must know where they judge by nothing written (B11).
func (d *deriver) knowHow() {
	if d.o.KnowHow == Ignore {
		return
	}
	for _, i := range d.order {
		s := &d.steps[i]
		if s.Kind != UserTask && s.Kind != ManualTask && s.Kind != Task || s.label.Class != Think || s.label.Object == "" || len(s.out) == 0 || s.exit {
			continue
		}
		written := slices.ContainsFunc(s.in, func(u use) bool {
			return slices.ContainsFunc(u.thing.tags, func(tag string) bool {
				return tag == model.TagStore || tag == model.TagCriteria || tag == model.TagManual
			})
		})
		if written || slices.ContainsFunc(s.in, func(u use) bool { return standard(u.thing.name) }) {
			continue
		}
		if s.out[0].thing.known != nil {
			continue
		}
		k := know{name: lang.Text(s.label.Lang, "taskview.name.know_how", "v", capital(s.label.Object), "verb", s.label.Noun), origin: s.ID}
		for _, o := range s.out {
			k.out = append(k.out, o.thing)
		}
		d.know = append(d.know, k)
	}
}

// standard says that a name is one of something to go by.
func standard(name string) bool {
	key := model.Key(name)
	for _, w := range standards {
		if containsWord(key, w) {
			return true
		}
	}
	return false
}

var standards = []string{
	"rule", "rules", "standard", "standards", "checklist", "criteria", "policy", "guideline", "guidelines", "manual", "procedure",
	"基準", "規程", "規則", "標準", "チェックリスト", "手順書", "マニュアル", "ガイドライン", "要領",
}
