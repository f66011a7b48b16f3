package story

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"seika/internal/probe"
)

// place finds where something is in the window, in device px.
func place(w probe.Window, what string) (probe.Point, error) {
	kind, name, _ := strings.Cut(what, " ")
	switch kind {
	case "button", "label", "item", "tab", "card", "cell", "text", "check", "select":
		return readable(w, kind, name)
	case "field":
		return field(w, name)
	case "relation":
		from, to, _ := strings.Cut(name, " -> ")
		return link(w, "io", from, to)
	case "sync":
		if from, to, ok := strings.Cut(name, " = "); ok {
			return link(w, "sync", from, to)
		}
	case "edge":
		if name == "of the panel" && w.Panel != "" {
			return probe.Point{X: w.Side.X, Y: w.Side.Y + w.Side.H/2}, nil
		}
		return probe.Point{}, fmt.Errorf("no %s", what)
	case "blank":
		return blank(w, name)
	case "title":
		for _, g := range w.Groups {
			if "of "+g.Name == name {
				return g.Title, nil
			}
		}
		return probe.Point{}, fmt.Errorf("no group %q", name)
	}
	if i := strings.Index(what, " of "); i >= 0 {
		b, err := box(w, what[i+4:])
		switch what[:i] {
		case "output handle":
			return b.Output, err
		case "input handle":
			return b.Input, err
		case "sync handle":
			return b.Partner, err
		case "badge":
			if err == nil && b.Badge == nil {
				err = fmt.Errorf("%s has no badge", b.Name)
			}
			if err != nil {
				return probe.Point{}, err
			}
			return *b.Badge, nil
		}
	}
	b, err := box(w, what)
	return b.Rect.Center(), err
}

func box(w probe.Window, name string) (probe.Box, error) {
	for _, b := range w.Boxes {
		if b.Name == name {
			return b, nil
		}
	}
	return probe.Box{}, fmt.Errorf("no deliverable %q", name)
}

func link(w probe.Window, kind, from, to string) (probe.Point, error) {
	for _, l := range w.Links {
		if l.Kind == kind && (l.From == from && l.To == to || kind == "sync" && l.From == to && l.To == from) {
			return l.Middle, nil
		}
	}
	return probe.Point{}, fmt.Errorf("no %s between %q and %q", kind, from, to)
}

// readable finds something by what it says. While a dialog or menu is open only that counts.
func readable(w probe.Window, kind, text string) (probe.Point, error) {
	if kind == "item" {
		kind = "menu"
	}
	var there []string
	for _, t := range w.Texts {
		if w.Overlay && !t.Overlay {
			continue
		}
		if t.Kind == kind && t.Text == text {
			if t.Disabled {
				return probe.Point{}, fmt.Errorf("%s %q is disabled", kind, text)
			}
			return t.Rect.Center(), nil
		}
		if t.Kind == kind {
			there = append(there, t.Text)
		}
	}
	return probe.Point{}, fmt.Errorf("no %s %q; there are %q", kind, text, there)
}

// field finds what is filled in right of its label, or below it.
func field(w probe.Window, label string) (probe.Point, error) {
	for _, l := range w.Texts {
		if l.Text != label || l.Kind != "label" && l.Kind != "text" || w.Overlay && !l.Overlay {
			continue
		}
		best, far := probe.Point{}, 0.0
		for _, t := range w.Texts {
			if t.Kind != "entry" && t.Kind != "select" && t.Kind != "check" || t.Overlay != l.Overlay {
				continue
			}
			dx, dy := t.Rect.X-l.Rect.X, t.Rect.Center().Y-l.Rect.Center().Y
			if dx < 0 || dy < -l.Rect.H/2 {
				continue
			}
			if d := dx + 4*dy; far == 0 || d < far {
				best, far = t.Rect.Center(), d
			}
		}
		if far > 0 {
			return best, nil
		}
	}
	return probe.Point{}, fmt.Errorf("no field %q", label)
}

var beside = regexp.MustCompile(`^(\d+) (right of|left of|above|below) (.+)$`)

// blank is an empty place of the canvas: anywhere, or so many px beside a deliverable.
func blank(w probe.Window, where string) (probe.Point, error) {
	if m := beside.FindStringSubmatch(where); m != nil {
		b, err := box(w, m[3])
		n, _ := strconv.ParseFloat(m[1], 64)
		c := b.Rect.Center()
		switch m[2] {
		case "right of":
			c.X = b.Rect.X + b.Rect.W + n
		case "left of":
			c.X = b.Rect.X - n
		case "above":
			c.Y = b.Rect.Y - n
		default:
			c.Y = b.Rect.Y + b.Rect.H + n
		}
		return c, err
	}
	const step, away = 40, 50 // px
	for y := w.Canvas.Y + w.Canvas.H - step; y > w.Canvas.Y; y -= step {
		for x := w.Canvas.X + step; x < w.Canvas.X+w.Canvas.W-step; x += step {
			if at := (probe.Point{X: x, Y: y}); free(w, at, away) {
				return at, nil
			}
		}
	}
	return probe.Point{}, fmt.Errorf("no blank place on the canvas")
}

func free(w probe.Window, at probe.Point, away float64) bool {
	var taken []probe.Rect
	for _, b := range w.Boxes {
		taken = append(taken, b.Rect)
	}
	for _, g := range w.Groups {
		taken = append(taken, g.Rect)
	}
	for _, l := range w.Links {
		for i := range l.Line[:max(0, len(l.Line)-1)] {
			taken = append(taken, around(l.Line[i], l.Line[i+1]))
		}
	}
	for _, r := range taken {
		if at.X > r.X-away && at.X < r.X+r.W+away && at.Y > r.Y-away && at.Y < r.Y+r.H+away {
			return false
		}
	}
	return true
}

// around is the area between two points.
func around(a, b probe.Point) probe.Rect {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return probe.Rect{X: x, Y: y, W: max(a.X, b.X) - x, H: max(a.Y, b.Y) - y}
}

// at finds something as soon as it is there.
func (p *player) at(what string) (probe.Point, probe.Window, error) {
	var at probe.Point
	var in probe.Window
	err := p.until(limit, func(s probe.State) string {
		w, ok := top(s)
		if !ok {
			return "no window is open"
		}
		found, err := place(w, what)
		if err != nil {
			return err.Error()
		}
		at, in = found, w
		return ""
	})
	return at, in, err
}

// handle says whose handle is named: it shows once the pointer is over the deliverable.
func handle(what string) (string, bool) {
	_, of, ok := strings.Cut(what, " handle of ")
	return of, ok
}

func move(w probe.Window, at probe.Point) []string {
	return []string{"mousemove", "--window", strconv.FormatUint(w.XID, 10), px(at.X), px(at.Y)}
}

func px(v float64) string { return strconv.Itoa(int(v + 0.5)) }

func (p *player) point(what string) error {
	if of, ok := handle(what); ok {
		if err := p.point(of); err != nil {
			return err
		}
	}
	at, w, err := p.at(what)
	if err != nil {
		return err
	}
	return p.display.tool("xdotool", move(w, at)...)
}

func (p *player) click(what string, button, times int, modifier string) error {
	if err := p.point(what); err != nil {
		return err
	}
	args := []string{"click", "--repeat", strconv.Itoa(times), "--delay", "40", strconv.Itoa(button)}
	if modifier != "" {
		args = append(append([]string{"keydown", modifier}, args...), "keyup", modifier)
	}
	return p.display.tool("xdotool", args...)
}

func (p *player) selectBoxes(what string) error {
	for i, name := range strings.Split(what, ", ") {
		modifier := "shift"
		if i == 0 {
			modifier = ""
		}
		if err := p.click(name, 1, 1, modifier); err != nil {
			return err
		}
	}
	return nil
}

func (p *player) drag(what string) error {
	if names, ok := strings.CutPrefix(what, "around "); ok {
		return p.brush(strings.Split(names, ", "))
	}
	if name, by, ok := strings.Cut(what, " by "); ok {
		at, w, err := p.at(name)
		if err != nil {
			return err
		}
		var to probe.Point
		if _, err := fmt.Sscanf(by, "%f,%f", &to.X, &to.Y); err != nil {
			return fmt.Errorf("drag by how much? %w", err)
		}
		return p.pull(w, at, probe.Point{X: at.X + to.X, Y: at.Y + to.Y})
	}
	from, to, ok := strings.Cut(what, " to ")
	if !ok {
		return fmt.Errorf("drag where?")
	}
	if err := p.point(from); err != nil {
		return err
	}
	a, w, err := p.at(from)
	if err != nil {
		return err
	}
	b, _, err := p.at(to)
	if err != nil {
		return err
	}
	return p.pull(w, a, b)
}

// pull drags in a few moves, as a hand does.
func (p *player) pull(w probe.Window, a, b probe.Point) error {
	args := append(move(w, a), "mousedown", "1")
	const moves = 8
	for i := 1; i <= moves; i++ {
		t := float64(i) / moves
		args = append(args, move(w, probe.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t})...)
	}
	return p.display.tool("xdotool", append(args, "mouseup", "1")...)
}

// brush draws a marquee round some deliverables.
func (p *player) brush(names []string) error {
	w, err := p.window()
	if err != nil {
		return err
	}
	var r probe.Rect
	for i, name := range names {
		b, err := box(w, name)
		if err != nil {
			return err
		}
		if i == 0 {
			r = b.Rect
			continue
		}
		right, low := max(r.X+r.W, b.Rect.X+b.Rect.W), max(r.Y+r.H, b.Rect.Y+b.Rect.H)
		r.X, r.Y = min(r.X, b.Rect.X), min(r.Y, b.Rect.Y)
		r.W, r.H = right-r.X, low-r.Y
	}
	// It begins in a corner where nothing lies, far enough out to touch no handle.
	for round := 14.0; round < 80; round += 6 {
		left, right, above, below := r.X-round, r.X+r.W+round, r.Y-round, r.Y+r.H+round
		for _, c := range [][2]probe.Point{
			{{X: left, Y: above}, {X: right, Y: below}},
			{{X: right, Y: below}, {X: left, Y: above}},
			{{X: left, Y: below}, {X: right, Y: above}},
			{{X: right, Y: above}, {X: left, Y: below}},
		} {
			if free(w, c[0], 12) {
				return p.pull(w, c[0], c[1])
			}
		}
	}
	return fmt.Errorf("no blank place to begin a marquee at")
}

func (p *player) wheel(what string) error {
	dir, rest, _ := strings.Cut(what, " ")
	n, with, _ := strings.Cut(rest, " with ")
	button, ok := map[string]string{"up": "4", "down": "5"}[dir]
	if !ok {
		return fmt.Errorf("wheel up or down?")
	}
	args := []string{"click", "--repeat", n, "--delay", "15", button}
	if with != "" {
		args = append(append([]string{"keydown", with}, args...), "keyup", with)
	}
	return p.display.tool("xdotool", args...)
}
