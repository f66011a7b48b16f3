package story

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"seika/internal/probe"
	"seika/internal/source"
	"seika/model/lines"
)

// fact says what is missing for it to hold, or nothing.
type fact func(*player, probe.State) string

// deadline takes "within 20s" off the front of facts.
func deadline(what string) (time.Duration, []string) {
	most := limit
	if rest, ok := strings.CutPrefix(what, "within "); ok {
		if word, facts, ok := strings.Cut(rest, " "); ok {
			if d, err := time.ParseDuration(word); err == nil {
				most, what = d, facts
			}
		}
	}
	return most, strings.Split(what, ", ")
}

// kind is a kind of fact: what it looks like, and how a window is held against it.
type kind struct {
	pattern string // of the whole; "no " before it turns it round
	check   func(p *player, w probe.Window, m []string) string
}

// kinds lists what can be expected of a window. N is a number, A and B are names.
func kinds() []kind {
	return []kind{
		{`N (deliverables?|inputs?|syncs?|groups?|findings?)`, counted},
		{`(undo|redo) steps N`, stepsAre},
		{`at most N (presses|presses with modifiers|pointer events)`, handsDid},
		{`deliverable A`, func(_ *player, w probe.Window, m []string) string { _, err := box(w, m[1]); return say(err) }},
		{`relation A -> B`, func(_ *player, w probe.Window, m []string) string {
			_, err := link(w, "io", m[1], m[2])
			return say(err)
		}},
		{`sync A = B`, func(_ *player, w probe.Window, m []string) string {
			_, err := link(w, "sync", m[1], m[2])
			return say(err)
		}},
		{`group A`, hasGroup},
		{`A in group B`, inGroup},
		{`A is (intangible|external|goal|pinned)`, boxIs},
		{`selected A`, selectedIs},
		{`bar (line|name|answer|closed)`, func(_ *player, w probe.Window, m []string) string {
			return same(strings.Replace(m[1], "closed", "", 1), w.Bar.Mode)
		}},
		{`bar text A`, func(_ *player, w probe.Window, m []string) string { return same(m[1], w.Bar.Text) }},
		{`bar asks A`, func(_ *player, w probe.Window, m []string) string { return contains(m[1], w.Bar.Chip) }},
		{`message A`, func(_ *player, w probe.Window, m []string) string { return contains(m[1], w.Bar.Message) }},
		{`status A`, func(_ *player, w probe.Window, m []string) string {
			return contains(m[1], strings.Join(w.Status, " · "))
		}},
		{`title A`, func(_ *player, w probe.Window, m []string) string { return contains(m[1], w.Title) }},
		{`keyboard (canvas|bar|text|other)`, func(_ *player, w probe.Window, m []string) string { return same(m[1], w.Focus) }},
		{`panel (questions|properties|outline|closed)`, func(_ *player, w probe.Window, m []string) string {
			return same(strings.Replace(m[1], "closed", "", 1), w.Panel)
		}},
		{`panel N wide`, func(_ *player, w probe.Window, m []string) string { return same(m[1], px(w.Side.W/w.Scale)) }},
		{`saved`, func(_ *player, w probe.Window, _ []string) string {
			return holds(!w.Dirty && !w.Saving && w.Path != "", "the document is not saved")
		}},
		{`unsaved changes`, func(_ *player, w probe.Window, _ []string) string { return holds(w.Dirty, "the document is saved") }},
		{`dialog`, func(_ *player, w probe.Window, _ []string) string { return holds(w.Overlay, "none is open") }},
		{`start page`, func(_ *player, w probe.Window, _ []string) string { return holds(w.Start, "it does not show") }},
		{`text A`, showsText},
		{`zoom N`, func(_ *player, w probe.Window, m []string) string { return same(m[1], px(w.Zoom*100)) }},
		{`question (\S+)(?: at A)?`, hasFinding},
		{`badge at A`, func(_ *player, w probe.Window, m []string) string {
			_, err := place(w, "badge of "+m[1])
			return say(err)
		}},
		{`places as kept`, placesKept},
		{`overlaps`, overlapping},
		{`model as kept`, func(p *player, w probe.Window, _ []string) string { return same(p.kept.Lines, w.Lines) }},
		{`selection as kept`, func(p *player, w probe.Window, _ []string) string {
			return same(strings.Join(p.kept.Selected, ", "), strings.Join(w.Selected, ", "))
		}},
		{`view as kept`, func(p *player, w probe.Window, _ []string) string {
			return same(fmt.Sprint(rects(p.kept)), fmt.Sprint(rects(w)))
		}},
		{`model (\S+)`, modelIs},
		{`file (\S+)`, func(p *player, _ probe.Window, m []string) string { _, err := os.Stat(p.path(m[1])); return say(err) }},
		{`file (\S+) as kept`, func(p *player, _ probe.Window, m []string) string { return sameFile(p.path(m[1]), p.files[m[1]]) }},
		{`file (\S+) same as (\S+)`, func(p *player, _ probe.Window, m []string) string {
			b, err := os.ReadFile(p.path(m[2]))
			if err != nil {
				return err.Error()
			}
			return sameFile(p.path(m[1]), b)
		}},
		{`picture (\S+)`, func(p *player, _ probe.Window, m []string) string { return isPicture(p.path(m[1])) }},
		{`slides (\S+)`, func(p *player, _ probe.Window, m []string) string { return begins(p.path(m[1]), "PK\x03\x04") }},
		{`pages (\S+)`, func(p *player, _ probe.Window, m []string) string { return begins(p.path(m[1]), "%PDF-1.7") }},
		{`picture on the clipboard`, func(p *player, _ probe.Window, _ []string) string {
			got, err := p.display.clippedAs("image/png")
			if err != nil {
				return err.Error()
			}
			_, err = png.DecodeConfig(strings.NewReader(got))
			return say(err)
		}},
		{`html on the clipboard A`, func(p *player, _ probe.Window, m []string) string {
			got, err := p.display.clippedAs("text/html")
			if err != nil {
				return err.Error()
			}
			return cmp.Or(contains("<table", got), contains("<td>"+m[1]+"</td>", got))
		}},
		{`clipboard A`, func(p *player, _ probe.Window, m []string) string {
			got, err := p.display.clipped()
			if err != nil {
				return err.Error()
			}
			return contains(m[1], got)
		}},
	}
}

// read understands a fact.
func read(what string) (fact, error) {
	switch what {
	case "language ja", "language en":
		return func(_ *player, s probe.State) string { return same(what[len("language "):], s.Language) }, nil
	case "dark", "light":
		return func(_ *player, s probe.State) string { return holds(s.Dark == (what == "dark"), "it is not") }, nil
	case "program ended":
		return func(*player, probe.State) string { return "it runs" }, nil
	}
	if n, ok := strings.CutSuffix(what, " windows"); ok {
		return func(_ *player, s probe.State) string { return same(n, strconv.Itoa(len(s.Windows))) }, nil
	}
	positive, not := strings.CutPrefix(what, "no ")
	for _, k := range kinds() {
		re := strings.NewReplacer("A", `(.+?)`, "B", `(.+)`, "N", `(\d+)`).Replace(k.pattern)
		m := regexp.MustCompile("^" + re + "$").FindStringSubmatch(positive)
		if m == nil {
			continue
		}
		return func(p *player, s probe.State) string {
			w, ok := top(s)
			switch missing := "no window is open"; {
			case !ok:
				return missing
			case !not:
				return k.check(p, w, m)
			case k.check(p, w, m) == "":
				return "it is so"
			default:
				return ""
			}
		}, nil
	}
	return nil, fmt.Errorf("nothing can be expected like %q", what)
}

func say(err error) string {
	if err != nil {
		return err.Error()
	}
	return ""
}

func holds(ok bool, otherwise string) string {
	if ok {
		return ""
	}
	return otherwise
}

func same(want, got string) string { return holds(want == got, fmt.Sprintf("is %q", got)) }

func contains(want, got string) string {
	return holds(strings.Contains(got, want), fmt.Sprintf("is %q", got))
}

func counted(_ *player, w probe.Window, m []string) string {
	n := map[string]int{"deliverable": len(w.Boxes), "group": len(w.Groups), "finding": len(w.Findings)}
	for _, l := range w.Links {
		n[map[string]string{"io": "input", "sync": "sync"}[l.Kind]]++
	}
	return same(m[1], strconv.Itoa(n[strings.TrimSuffix(m[2], "s")]))
}

func stepsAre(_ *player, w probe.Window, m []string) string {
	n := w.Undo
	if m[1] == "redo" {
		n = w.Redo
	}
	return same(m[2], strconv.Itoa(n))
}

func hasGroup(_ *player, w probe.Window, m []string) string {
	return holds(slices.ContainsFunc(w.Groups, func(g probe.Group) bool { return g.Name == m[1] }), "there is none")
}

func inGroup(_ *player, w probe.Window, m []string) string {
	b, err := box(w, m[1])
	if err != nil {
		return err.Error()
	}
	return same(m[2], b.Group)
}

func boxIs(_ *player, w probe.Window, m []string) string {
	b, err := box(w, m[1])
	if err != nil {
		return err.Error()
	}
	is := map[string]bool{"intangible": b.Intangible, "external": b.External, "goal": b.Goal, "pinned": b.Pinned}
	return holds(is[m[2]], "it is not")
}

// selectedIs compares without order; names are joined by " and ", nothing is "nothing".
func selectedIs(_ *player, w probe.Window, m []string) string {
	want, got := strings.Split(m[1], " and "), slices.Clone(w.Selected)
	if m[1] == "nothing" {
		want = nil
	}
	slices.Sort(want)
	slices.Sort(got)
	return holds(slices.Equal(want, got), fmt.Sprintf("is %q", got))
}

func showsText(_ *player, w probe.Window, m []string) string {
	var all []string
	for _, t := range w.Texts {
		if w.Overlay && !t.Overlay {
			continue
		}
		if strings.Contains(t.Text, m[1]) {
			return ""
		}
		all = append(all, t.Text)
	}
	return fmt.Sprintf("there are %q", all)
}

func hasFinding(_ *player, w probe.Window, m []string) string {
	var all []string
	for _, f := range w.Findings {
		if f.Rule == m[1] && f.Status != "answered" && (m[2] == "" || slices.Contains(f.At, m[2])) {
			return ""
		}
		all = append(all, f.Rule+"@"+strings.Join(f.At, "+")+" "+f.Status)
	}
	return fmt.Sprintf("there are %q", all)
}

// placesKept compares the places of what was there.
func placesKept(p *player, w probe.Window, _ []string) string {
	var moved []string
	for _, old := range p.kept.Boxes {
		b, err := box(w, old.Name)
		if err != nil || b.Place != old.Place {
			moved = append(moved, fmt.Sprintf("%s was at %v and is at %v", old.Name, old.Place, b.Place))
		}
	}
	return strings.Join(moved, ", ")
}

func rects(w probe.Window) []probe.Rect {
	var rs []probe.Rect
	for _, b := range w.Boxes {
		rs = append(rs, b.Rect)
	}
	return rs
}

// modelIs compares with a model written as lines, whatever its order and spelling.
func modelIs(p *player, w probe.Window, m []string) string {
	b, err := os.ReadFile(p.path(m[1]))
	if err != nil {
		return err.Error()
	}
	ctx := context.Background()
	in, err := source.Read(ctx, filepath.Base(m[1]), bytes.NewReader(b), source.Defaults())
	if err != nil {
		return err.Error()
	}
	g, err := lines.Parse(ctx, in)
	if err != nil {
		return err.Error()
	}
	want := lines.PrintPlain(g, nil)
	return holds(want == w.Lines, fmt.Sprintf("is\n%swant\n%s", w.Lines, want))
}

// isPicture looks at the first bytes of a file.
func isPicture(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	png, svg := bytes.HasPrefix(b, []byte("\x89PNG\r\n")), bytes.Contains(b[:min(len(b), 1024)], []byte("<svg"))
	return holds(png || svg, "it is no picture")
}

// begins looks at the first bytes of a file.
func begins(path, with string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return holds(bytes.HasPrefix(b, []byte(with)), fmt.Sprintf("it begins with %q", b[:min(len(b), 8)]))
}

// overlapping says that no two deliverables lie over each other.
func overlapping(_ *player, w probe.Window, _ []string) string {
	for i, a := range w.Boxes {
		for _, b := range w.Boxes[i+1:] {
			x := min(a.Rect.X+a.Rect.W, b.Rect.X+b.Rect.W) - max(a.Rect.X, b.Rect.X)
			y := min(a.Rect.Y+a.Rect.H, b.Rect.Y+b.Rect.H) - max(a.Rect.Y, b.Rect.Y)
			if x > 0 && y > 0 {
				return ""
			}
		}
	}
	return "there are none"
}
