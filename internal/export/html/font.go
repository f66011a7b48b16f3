package html

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/internal/typeset"
)

// used is what a page shows in a face.
type used struct {
	ids   []uint32
	place map[uint32]int
	chars map[[2]rune]typeset.Char
}

// fonts are rules that put the font into the page, as far as the page uses it.
// more is text beyond what the meeting says.
func fonts(scenes []*scene.Scene, m *report.Meeting, more ...string) string {
	all := map[typeset.Face]*used{}
	for _, s := range scenes {
		for _, g := range s.Groups {
			for _, it := range g.Items {
				if t, ok := it.Shape.(scene.TextLine); ok {
					collect(all, t.Line)
				}
			}
		}
	}
	for _, s := range spoken(m, more) {
		for _, weight := range []typeset.Weight{typeset.Regular, typeset.Bold} {
			collect(all, typeset.Shape(s, typeset.Style{Weight: weight, Size: 14}))
		}
	}
	var b strings.Builder
	for _, f := range []typeset.Face{typeset.FaceRegular, typeset.FaceBold, typeset.FaceFallback} {
		u := all[f]
		if u == nil {
			continue
		}
		list := make([]typeset.Char, 0, len(u.chars))
		for _, c := range u.chars {
			list = append(list, c)
		}
		slices.SortFunc(list, func(a, b typeset.Char) int {
			return int(a.Rune-b.Rune)<<1 + int(min(1, max(-1, a.Selector-b.Selector)))
		})
		ttf := base64.StdEncoding.EncodeToString(typeset.Subset(f, u.ids, list))
		name, weight := "BIZ UDPGothic", 400
		switch f {
		case typeset.FaceBold:
			weight = 700
		case typeset.FaceFallback:
			name = "Seika Fallback"
		default:
		}
		fmt.Fprintf(&b, "@font-face{font-family:\"%s\";font-weight:%d;src:url(data:font/ttf;base64,%s)}\n", name, weight, ttf)
	}
	return b.String()
}

// spoken is the text of the page outside the picture, each character of which is needed once.
func spoken(m *report.Meeting, more []string) []string {
	seen := map[rune]bool{}
	var b strings.Builder
	add := func(texts ...string) {
		for _, s := range texts {
			for _, r := range s {
				if !seen[r] && r >= ' ' {
					seen[r] = true
					b.WriteRune(r)
				}
			}
		}
	}
	for r := rune(' '); r <= '~'; r++ {
		add(string(r))
	}
	add(more...)
	add(m.Heading(), lang.M("format.page").In(m.Lang), m.Purpose, m.Variant)
	h := m.Heads()
	add(h.Report, h.Purpose, h.Picture, h.Figures, h.Questions, h.None, h.Follow, h.Table, h.Why, h.Evidence, h.Answer, m.Caption())
	add(h.FollowColumns...)
	for _, s := range m.Questions {
		add(s.Name)
		for _, q := range s.Questions {
			add(q.Title, q.Ask, q.Why, q.Evidence, q.Answer, q.Status, q.SaidBy(m.Lang))
		}
		for _, q := range m.Folded(s) {
			add(q.Same)
		}
	}
	for _, f := range m.Figures {
		add(f.Name, f.Value, f.Means)
	}
	for _, t := range m.Follow {
		add(t.Ask, t.About, t.Who, t.Till)
	}
	titles, rows, _ := m.Listed()
	add(titles...)
	for _, r := range rows {
		add(r...)
	}
	if m.Earlier != nil {
		add(m.Shows(), m.Earlier.Caption(m.Lang))
		add(m.Earlier.Differs...)
	}
	return []string{b.String()}
}

func collect(all map[typeset.Face]*used, l typeset.Line) {
	for i, g := range l.Glyphs {
		if g.Face == typeset.FaceMissing {
			continue
		}
		to := len(l.Text)
		if i+1 < len(l.Glyphs) {
			to = l.Glyphs[i+1].Cluster
		}
		if to <= g.Cluster {
			continue
		}
		runes := []rune(l.Text[g.Cluster:to])
		key := [2]rune{runes[0]}
		if len(runes) == 2 {
			key[1] = runes[1]
		}
		selector := key[1] >= 0xFE00 && key[1] <= 0xFE0F || key[1] >= 0xE0100 && key[1] <= 0xE01EF
		if len(runes) > 2 || key[1] != 0 && !selector {
			continue // set together by rules that a subset has not
		}
		u := all[g.Face]
		if u == nil {
			u = &used{place: map[uint32]int{}, chars: map[[2]rune]typeset.Char{}}
			all[g.Face] = u
		}
		if _, ok := u.chars[key]; ok {
			continue
		}
		place, ok := u.place[g.ID]
		if !ok {
			u.ids = append(u.ids, g.ID)
			place = len(u.ids)
			u.place[g.ID] = place
		}
		u.chars[key] = typeset.Char{Rune: key[0], Selector: key[1], Glyph: place}
	}
}
