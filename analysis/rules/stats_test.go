package rules_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/analysis"
	"seika/model"
)

func stats(t testing.TB, g *model.Graph) analysis.Stats {
	t.Helper()
	s, err := analysis.StatsOf(t.Context(), g, analysis.StatsOptions{})
	require.NoError(t, err)
	return s
}

func join(ids []model.ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return strings.Join(out, " ")
}

func TestTheExamplesHaveTheFiguresOfTheDesign(t *testing.T) {
	for name, want := range map[string]string{
		"E02": "1 of 1 · 2, 2 · direct",
		"E03": "0 of 1 · 3, 2 · direct",
		"E04": "0 of 1 · 3, 2 · svc",
		"E05": "1 of 1 · 3, 2 · svc",
		"E06": "0 of 1 · 3, 3 · direct",
		"E07": "1 of 1 · 3, 3 · rep",
		"E08": "1 of 1 · 4, 4 · meas",
		"E09": "0 of 1 · 7, 6 · da db",
		"E10": "1 of 1 · 7, 7 · direct",
		"E11": "1 of 1 · 9, 8 · inv",
		"E12": "1 of 1 · 4, 4 · expn",
	} {
		s := stats(t, example(t, name))
		cut := join(s.CheckCut.At)
		if cut == "" && len(s.CheckCut.Direct) > 0 {
			cut = "direct"
		}
		assert.Equal(t, want, fmt.Sprintf("%d of %d · %d, %d · %s", s.TacitExposure.Goals, s.TacitExposure.OfGoals,
			len(s.LongestChain.Members), s.LongestChain.Layers, cut), name)
	}
	doubles := map[string]string{"E09": "", "E10": "slip>bill slip>served", "E11": "quote>inv", "E12": "expn>keep"}
	for name, want := range doubles {
		assert.Equal(t, want, join(stats(t, example(t, name)).DoubleNeeds), name)
	}
}

func TestAFigureThatDoesNotExistIsNoZero(t *testing.T) {
	values := map[string]string{}
	for _, f := range stats(t, parse(t, "a > b")).Figures() {
		values[f.Field] = f.Value.String()
	}
	for _, field := range []string{"cnc", "density", "separability", "cfc", "rework_percent", "betweenness", "lead_time_minutes", "single_points", "conversations_talks", "order_distance", "check_cut"} {
		assert.Empty(t, values[field], field)
	}
	assert.Equal(t, "0", values["know_how"])
	assert.Equal(t, "2", values["longest_chain"])
	var fields []string
	for _, f := range stats(t, model.Empty()).Figures() {
		fields = append(fields, f.Field)
	}
	assert.Len(t, fields, len(values), "the same fields for every model")
}

func TestFiguresReadBackFromJSON(t *testing.T) {
	s := stats(t, example(t, "E11"))
	text, err := json.Marshal(s)
	require.NoError(t, err)
	var back analysis.Stats
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, s, back)
}

func TestReworkIsTheArithmeticOfTheDesign(t *testing.T) {
	for _, x := range []struct {
		model string
		want  int
	}{
		{"a = b", 43},
		{"a = b\nb = c", 71},
		{"a = b = c", 150},
		{"a = b = c = d", 900},
		{"a = b = c = d = e", -1},
	} {
		r := stats(t, parse(t, x.model)).Rework
		require.Len(t, r, 1, x.model)
		if x.want < 0 {
			assert.False(t, r[0].Settles)
			assert.Nil(t, r[0].Percent)
			continue
		}
		assert.Equal(t, x.want, *r[0].Percent, x.model)
	}
}

func TestReworkIsTheSumOfItsRounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "n")
		a := make([][]float64, n)
		for i := range a {
			a[i] = make([]float64, n)
			for j := range a[i] {
				if i != j {
					a[i][j] = float64(rapid.IntRange(0, 25).Draw(t, "share")) / 100
				}
			}
		}
		work, ok := analysis.Settled(a)
		now, sum := slices.Repeat([]float64{1}, n), slices.Repeat([]float64{1}, n)
		grows := false
		for range 3000 {
			next := make([]float64, n)
			for i := range a {
				for j := range a[i] {
					next[i] += a[i][j] * now[j]
				}
				sum[i] += next[i]
				grows = grows || next[i] > 1e6
			}
			now = next
		}
		switch {
		case grows:
			if ok {
				t.Fatal("settles, but its rounds grow")
			}
		case slices.Max(now) < 1e-12:
			for i := range sum {
				if !ok || work[i]-sum[i] > 1e-6 || sum[i]-work[i] > 1e-6 {
					t.Fatal(work, sum)
				}
			}
		}
	})
}

func TestSettingsOfTheReckoningCount(t *testing.T) {
	g := parse(t, "a = b")
	meta := g.Meta()
	meta.Settings = `{"analysis":{"rework":{"sync":50}}}`
	g, bad := model.Build(model.Records{Meta: meta, Nodes: slices.Collect(g.Nodes()), Sync: slices.Collect(g.Relations())})
	require.Empty(t, bad)
	assert.Equal(t, 100, *stats(t, g).Rework[0].Percent)
}

func TestTheMatrixPutsFewMarksAboveItsDiagonal(t *testing.T) {
	s := stats(t, parse(t, "a {id=a} > b {id=b} > c {id=c} > a\nb > d {id=d} #goal\nd = e {id=e}"))
	assert.Equal(t, "a b c d e", join(s.Order.IDs))
	assert.Equal(t, []analysis.Mark{{Row: "a", Column: "c"}}, s.Order.Above)
	assert.Equal(t, 1, s.Order.SyncAbove)
	assert.Equal(t, 2, s.Order.Bandwidth)
	assert.InDelta(t, 2, *s.Order.Distance, 1e-9)
}

func TestAMeetingSaysWhoHasToBeThere(t *testing.T) {
	g := parse(t, "plan {id=plan} @Sato, budget {id=budget} @Ito, rooms {id=rooms} > event #goal {id=event}\n"+
		"plan ={rounds=3; parties=town hall} budget\nplan ={rounds=2} rooms\nlist {id=list} > plan")
	m := stats(t, g).Meetings[0]
	assert.Equal(t, model.ID("plan"), m.Hub)
	assert.Equal(t, []analysis.Sitting{{"budget", "plan"}, {"plan", "rooms"}}, m.Sittings)
	assert.Equal(t, []analysis.Attends{
		{Name: "Ito", As: analysis.AsOwner, For: []model.ID{"budget"}},
		{Name: "Sato", As: analysis.AsOwner, For: []model.ID{"plan"}},
		{Name: "town hall", As: analysis.AsParty, For: []model.ID{"budget=plan"}},
	}, m.Attend)
	assert.Equal(t, "rooms", join(m.Unnamed))
	assert.Equal(t, "list", join(m.Material))
	assert.Equal(t, "event", join(m.Waits))
	assert.Equal(t, model.ID("plan"), m.FixFirst)
	assert.Equal(t, 1, m.Between)
	assert.Equal(t, 5, *m.Talks)
}

func TestWithoutAPersonWhatThePersonAloneHasIsLost(t *testing.T) {
	g := parse(t, "map {id=map}, (taste) {id=taste; holders=Sato}, (craft) {id=craft; holders=Sato, Ito} > dish {id=dish}\n"+
		"dish > meal #goal {id=meal}\nmap > tour #goal {id=tour}")
	loss, err := analysis.WhatIf(t.Context(), g, analysis.Removed{People: []string{"sato"}})
	require.NoError(t, err)
	assert.Equal(t, "meal", join(loss.Goals))
	assert.Equal(t, "meal taste dish", join(loss.Lost))
	assert.Equal(t, "taste", join(loss.Removed))
	assert.Equal(t, "craft", join(loss.Thinner))
	assert.Equal(t, []analysis.Proof{{Goal: "meal", Way: []model.ID{"taste", "dish", "meal"}}}, loss.Proofs)
}

func TestWhatIsWrittenDownDoesNotFallWithItsAuthor(t *testing.T) {
	g := parse(t, "(taste) {id=taste; holders=Sato} > recipe #written {id=recipe}\nrecipe, food > meal #goal {id=meal}")
	loss, err := analysis.WhatIf(t.Context(), g, analysis.Removed{People: []string{"Sato"}})
	require.NoError(t, err)
	assert.Equal(t, "taste", join(loss.Lost))
}

// figures are what composites must not change: M5, M7, M8, M12.
func figuresOfMembers(s analysis.Stats) string {
	return fmt.Sprint(s.TacitExposure, s.SinglePoints, s.ChokePoints, s.CheckCut.At, s.CheckCut.Tacit, s.CheckCut.Ways)
}

func TestFiguresOfCompositesAreThoseOfTheirMembers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecords(t)
		g := build(r)
		of := func(g *model.Graph) string {
			s, err := analysis.StatsOf(t.Context(), g, analysis.StatsOptions{})
			if err != nil {
				t.Fatal(err)
			}
			return figuresOfMembers(s)
		}
		if d := cmp.Diff(of(g), of(build(expanded(g, r)))); d != "" {
			t.Fatal(d)
		}
	})
}

func TestWritingDownNeverRaisesTheExposure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecords(t)
		of := func() analysis.Stats {
			s, err := analysis.StatsOf(t.Context(), build(r), analysis.StatsOptions{})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		before := of()
		i := rapid.IntRange(0, len(r.Nodes)-1).Draw(t, "written")
		r.Nodes[i].Tags = r.Nodes[i].Tags.With(model.TagWritten)
		after := of()
		if after.TacitExposure.Goals > before.TacitExposure.Goals || after.TacitExposure.Direct > before.TacitExposure.Direct {
			t.Fatal(before.TacitExposure, after.TacitExposure)
		}
		goals := func(s analysis.Stats) map[model.ID]int {
			m := map[model.ID]int{}
			for _, p := range s.SinglePoints {
				m[p.KnowHow] = p.Goals
			}
			return m
		}
		was := goals(before)
		for k, n := range goals(after) {
			if n > was[k] {
				t.Fatal(k, n, was[k])
			}
		}
	})
}

func TestFiguresAreWhatTheyMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := build(anyRecords(t))
		s, err := analysis.StatsOf(t.Context(), g, analysis.StatsOptions{Betweenness: true})
		if err != nil {
			t.Fatal(err)
		}
		f := analysis.NewFacts(analysis.NewIndex(g))
		p := plain(g, f)
		before := make([]int, p.n)
		for v := range p.n {
			after := 0
			for w, is := range p.reach(v, nil) {
				if is && w != v {
					after++
					before[w]++
				}
			}
			if s.Reach[v].After != after {
				t.Fatalf("%d follow on %d, not %d", after, v, s.Reach[v].After)
			}
		}
		for v := range p.n {
			if s.Reach[v].Before != before[v] {
				t.Fatalf("%d come before %d, not %d", before[v], v, s.Reach[v].Before)
			}
		}
		for _, m := range s.Meetings {
			checkMeeting(t, f, p, m)
		}
	})
}

// checkMeeting holds a meeting against the pairs of its members.
func checkMeeting(t *rapid.T, f *analysis.Facts, p plainly, m analysis.Meeting) {
	place := map[model.ID]int32{}
	for _, id := range m.Members {
		place[id], _ = f.Find(id)
	}
	met := map[[2]int32]bool{}
	for _, s := range m.Sittings {
		for _, a := range s {
			for _, b := range s {
				if a != b && !p.syn[place[a]][place[b]] {
					t.Fatalf("%s and %s sit together and have nothing to settle", a, b)
				}
				met[[2]int32{place[a], place[b]}] = true
			}
		}
	}
	for _, a := range m.Members {
		for _, b := range m.Members {
			if m.All && p.syn[place[a]][place[b]] && !met[[2]int32{place[a], place[b]}] {
				t.Fatalf("%s and %s never meet", a, b)
			}
		}
	}
	waits := map[model.ID]bool{}
	for _, id := range m.Members {
		for w, is := range p.out[place[id]] {
			if _, in := place[f.ID(int32(w))]; is && !in {
				waits[f.ID(int32(w))] = true
			}
		}
	}
	if len(waits) != len(m.Waits) {
		t.Fatalf("%v wait for %s: %v", waits, m.Hub, m.Waits)
	}
}

func TestTheNearestAndLongestKnowHowBehindAResult(t *testing.T) {
	s := stats(t, parse(t, "(a) {id=a} > (b) {id=b}\n(b), x > y\ny, z > g #goal {id=g}\nx > h #goal {id=h}"))
	require.Len(t, s.TacitLoad, 2)
	two := 2
	assert.Equal(t, analysis.GoalLoad{Goal: "g", KnowHow: 2, Nearest: &two, Longest: 2}, s.TacitLoad[0])
	assert.Equal(t, analysis.GoalLoad{Goal: "h"}, s.TacitLoad[1])
}

func TestJointsAndBridgesHoldThePictureTogether(t *testing.T) {
	s := stats(t, parse(t, "a {id=a} > b {id=b} > c {id=c}\nb = c\n[w] {id=w}: d {id=d}, e {id=e}\nc > [w]\ne > f {id=f}"))
	assert.Equal(t, "b c e", join(s.Joints.Nodes))
	assert.Equal(t, "a>b c>w e>f", join(s.Joints.Bridges))
}

func BenchmarkStats(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := layered(n)
			b.ReportAllocs()
			for b.Loop() {
				_, err := analysis.StatsOf(b.Context(), g, analysis.StatsOptions{})
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkWhatIf(b *testing.B) {
	g := layered(1_000)
	for b.Loop() {
		_, err := analysis.WhatIf(b.Context(), g, analysis.Removed{IDs: []model.ID{"n000010"}})
		require.NoError(b, err)
	}
}

// One small picture, every figure of it counted by hand.
func TestEachFigureIsWhatIsCountedByHand(t *testing.T) {
	g := parse(t, "(skill) {id=skill} > draft {id=draft}, sketch {id=sketch}\nbrief #ext {id=brief} > draft\ndraft = sketch\n"+
		"draft, sketch > offer {id=offer}\noffer > contract #goal {id=contract; leadTime=2d}\nlone {id=lone}")
	s, err := analysis.StatsOf(t.Context(), g, analysis.StatsOptions{Betweenness: true})
	require.NoError(t, err)
	var got []string
	for _, f := range s.Figures() {
		v := f.Value.String()
		if f.Value.Of > 0 {
			v += "/" + fmt.Sprint(f.Value.Of)
		}
		if f.Metric != "" {
			got = append(got, f.Metric+" "+f.Field+" "+v)
		}
	}
	assert.Equal(t, []string{
		"M1 fan_in 2", "M1 fan_out 2", "M1 fan_sync 1", "M2 reach 4", "M3 blocks 1", "M3 blocks_largest 2",
		"M4 meetings 1", "M4 meetings_largest 2", "M5 tacit_exposure 1/1", "M5 tacit_exposure_direct 0/1",
		"M6 tacit_load 1", "M6 tacit_load_nearest 3", "M6 tacit_load_longest 1", "M7 single_points 1/1", "M8 choke_points 2/2",
		"M9 review_points 1/1", "M10 joints 2", "M10 bridges 2", "M11 betweenness 3", "M12 check_cut 1", "M12 check_cut_tacit ",
		"M13 longest_chain 5", "M13 layers 4", "M13 lead_time_minutes 960.000", "M14 cnc 0.857", "M14 density 0.143",
		"M14 sequentiality 0.000", "M14 separability 0.400", "M14 cyclicity 0.286", "M14 know_how_share 0.143",
		"M14 sync_share 0.143", "M14 cfc ", "M15 order_above 0", "M15 order_sync_above 1", "M15 order_distance ",
		"M15 order_bandwidth 3", "M16 rework_percent 43", "M17 conversations 1", "M17 conversations_talks ", "M18 double_needs 0",
		"M19 stray 1", "M19 unexplained 2", "M19 islands 2",
	}, got)
	assert.Equal(t, []analysis.Block{{Kind: analysis.BySync, Members: []model.ID{"draft", "sketch"}}}, s.Blocks)
	assert.Equal(t, []analysis.SinglePoint{{KnowHow: "skill", Goals: 1, Stops: 4}}, s.SinglePoints)
	assert.Equal(t, []analysis.ReviewPoint{{KnowHow: "skill", Leads: true, At: []model.ID{"draft", "sketch"}}}, s.ReviewPoints)
	assert.Equal(t, "draft offer · brief>draft offer>contract · offer · lone · lone skill", strings.Join([]string{
		join(s.Joints.Nodes), join(s.Joints.Bridges), join(s.CheckCut.At), join(s.Coverage.Stray), join(s.Coverage.Unexplained),
	}, " · "))
	assert.Equal(t, "brief lone skill draft sketch offer contract", join(s.Order.IDs))
	assert.Equal(t, 1, *s.Meetings[0].Cliques)
}

// TestAResultIsNoPlaceToCheck: everything that leads to the one result passes it, and what is found there has spread.
func TestAResultIsNoPlaceToCheck(t *testing.T) {
	g := parse(t, "(taste), stock > soup, roast\nsoup, roast, plates > meal #goal")
	s, err := analysis.StatsOf(t.Context(), g, analysis.StatsOptions{})
	require.NoError(t, err)
	assert.Empty(t, s.ChokePoints)
	require.Len(t, s.ReviewPoints, 1)
	assert.True(t, s.ReviewPoints[0].Leads)
	assert.Empty(t, s.ReviewPoints[0].At)
}
