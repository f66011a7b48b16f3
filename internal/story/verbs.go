package story

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"seika/internal/probe"
)

// verbs are what a step can begin with.
func verbs() map[string]func(*player, string) error {
	return map[string]func(*player, string) error{
		// The program.
		"given": (*player).given, // language ja · scale 1.5 · screen 1920x1080 · input method, before the start
		"start": func(p *player, what string) error { return p.run(strings.Fields(what)) },
		"kill":  func(p *player, _ string) error { p.program.kill(); return nil },
		"shot":  (*player).shot, // NAME: a picture of the screen, once everything is drawn

		// The keyboard. What no keyboard types goes through the clipboard.
		"press": (*player).press, // KEY, or KEY 3 times
		"type": func(p *player, what string) error {
			return p.display.tool("xdotool", "type", "--delay", "15", "--", what)
		},
		// As a person types into an input method, which takes the keys one by one.
		"compose": func(p *player, what string) error {
			return p.display.tool("xdotool", "type", "--delay", "60", "--", what)
		},
		// Words one after the other, again and again: each typed, converted, taken, accepted, at 30 ms a key.
		"compose-fast": func(p *player, what string) error {
			var words []string
			for _, w := range strings.Split(what, ",") {
				words = append(words, strings.TrimSpace(w))
			}
			for i := range 30 {
				if err := p.display.tool("xdotool", "type", "--delay", "30", "--", words[i%len(words)]); err != nil {
					return err
				}
				if err := p.display.tool("xdotool", "key", "--delay", "30", "space", "Return", "Return"); err != nil {
					return err
				}
			}
			return nil
		},
		"paste":      (*player).paste,
		"name":       (*player).name, // a name where one or a line is typed; its own keys do not count
		"paste-file": func(p *player, what string) error { return p.pasteFile(what) },
		"menu":       (*player).menu, // View > Dark, by the keyboard

		// The mouse.
		"click":        func(p *player, what string) error { return p.click(what, 1, 1, "") },
		"double-click": func(p *player, what string) error { return p.click(what, 1, 2, "") },
		"right-click":  func(p *player, what string) error { return p.click(what, 3, 1, "") },
		"shift-click":  func(p *player, what string) error { return p.click(what, 1, 1, "shift") },
		"ctrl-click":   func(p *player, what string) error { return p.click(what, 1, 1, "ctrl") },
		"select":       (*player).selectBoxes, // NAME, NAME …
		"drag":         (*player).drag,        // X to Y · NAME by 40,80 · around NAME, NAME …
		"point":        func(p *player, what string) error { return p.point(what) },
		"wheel":        (*player).wheel, // up 3 · down 2 with ctrl

		// Files.
		"write":  (*player).write, // NAME from OTHER
		"forbid": func(p *player, what string) error { return os.Chmod(p.path(what), 0o555) },
		"allow":  func(p *player, what string) error { return os.Chmod(p.path(what), 0o755) },
		"folder": (*player).folder,
		"delete": func(p *player, what string) error { return os.RemoveAll(p.path(what)) },
		"disk":   (*player).disk, // FOLDER of 1m
		"fill":   (*player).fill, // FOLDER to 4096 · FOLDER to all

		// What is seen.
		"keep":   (*player).remember, // the window, or file NAME
		"expect": (*player).expect,   // FACT, FACT … · within 20s FACT …
	}
}

func (p *player) given(what string) error {
	for _, part := range strings.Split(what, ", ") {
		name, value, _ := strings.Cut(part, " ")
		switch name {
		case "language":
			p.env["LANG"] = map[string]string{"ja": "ja_JP.UTF-8", "en": "en_US.UTF-8"}[value]
		case "scale":
			p.env["FYNE_SCALE"] = value
		case "screen":
			p.screen = value
		case "input":
			p.method = true
		default:
			return fmt.Errorf("%q cannot be given", part)
		}
	}
	return nil
}

// shot takes a picture once nothing is left to draw: of the window where there is one, so that no edge of the screen shows.
func (p *player) shot(name string) error {
	window := "root"
	err := p.until(limit, func(s probe.State) string {
		if len(s.Windows) == 1 && s.Windows[0].XID != 0 {
			window = strconv.FormatUint(s.Windows[0].XID, 10)
		}
		if w, ok := top(s); !ok || !w.Drawn && !w.Start || w.Saving {
			return "the picture is not drawn"
		} else if w.Examples > 0 {
			return fmt.Sprintf("%d examples are not drawn", w.Examples)
		}
		return ""
	})
	if err != nil {
		return err
	}
	return p.display.shot(window, filepath.Join(p.stage.Shots, name+".png"))
}

func (p *player) press(what string) error {
	key, times, repeated := strings.Cut(what, " ")
	n := 1
	if repeated {
		var err error
		if n, err = strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(times, "s"), " time")); err != nil {
			return err
		}
	}
	parts := strings.Split(key, "+")
	last := len(parts) - 1
	if name, ok := map[string]string{"Enter": "Return", "Esc": "Escape", "Backspace": "BackSpace", "Space": "space", "PageUp": "Prior", "PageDown": "Next"}[parts[last]]; ok {
		parts[last] = name
	}
	return p.display.tool("xdotool", "key", "--delay", "15", "--repeat", strconv.Itoa(n), strings.Join(parts, "+"))
}

func (p *player) paste(text string) error {
	_, _ = p.program.state() // what was pasted before is read by then; the clipboard holds one text alone
	if err := p.display.clip(text); err != nil {
		return err
	}
	return p.press("ctrl+v")
}

// name brings in a name. What opens the bar is its first key, which the clipboard has none of.
func (p *player) name(text string) error {
	w, err := p.window()
	if err != nil {
		return err
	}
	if w.Bar.Mode == "" {
		if err := p.display.tool("xdotool", "type", "x"); err != nil {
			return err
		}
		if err := p.expect("bar text x"); err != nil {
			return err
		}
		if err := p.press("Backspace"); err != nil {
			return err
		}
	}
	return p.paste(text)
}

func (p *player) pasteFile(name string) error {
	b, err := os.ReadFile(p.path(name))
	if err != nil {
		return err
	}
	return p.paste(string(b))
}

// menu opens the menu bar by its key and walks to an item, which may be in a menu below.
func (p *player) menu(what string) error {
	w, err := p.window()
	if err != nil {
		return err
	}
	way := strings.Split(what, " > ")
	for i, m := range w.Menus {
		if m.Title != way[0] {
			continue
		}
		keys := []string{"key", "--delay", "15", "alt"}
		for range i {
			keys = append(keys, "Right")
		}
		keys = append(keys, "Down") // to the first item
		items := m.Items
		for k, title := range way[1:] {
			if k > 0 {
				keys = append(keys, "Right") // to the first of the menu below
			}
			at := slices.Index(items, title)
			if at < 0 {
				return fmt.Errorf("no item %q; there are %q", title, items)
			}
			for _, label := range items[:at] {
				if label != "" {
					keys = append(keys, "Down")
				}
			}
			items = m.Below[title]
		}
		return p.display.tool("xdotool", append(keys, "Return")...)
	}
	return fmt.Errorf("no menu %q", way[0])
}

func (p *player) write(what string) error {
	to, from, _ := strings.Cut(what, " from ")
	b, err := os.ReadFile(p.path(from))
	if err != nil {
		return err
	}
	if err := os.WriteFile(p.path(to), b, 0o644); err != nil {
		return err
	}
	return own(p.path(to))
}

func (p *player) folder(name string) error {
	if err := os.MkdirAll(p.path(name), 0o755); err != nil {
		return err
	}
	return own(p.path(name))
}

// remember keeps what a later step compares with.
func (p *player) remember(what string) error {
	if name, ok := strings.CutPrefix(what, "file "); ok {
		b, err := os.ReadFile(p.path(name))
		p.files[name] = b
		return err
	}
	if what != "window" {
		return fmt.Errorf("cannot keep %q", what)
	}
	w, err := p.window()
	p.kept = w
	return err
}

// expect waits for all facts to hold at once.
func (p *player) expect(what string) error {
	if p.program == nil {
		return errors.New("the editor was not started")
	}
	most, wants := deadline(what)
	var facts []fact
	for _, want := range wants {
		f, err := read(want)
		if err != nil {
			return err
		}
		facts = append(facts, f)
	}
	if len(wants) == 1 && wants[0] == "program ended" {
		if !p.program.endedWithin(most) {
			return errors.New("the editor still runs")
		}
		return nil
	}
	return p.until(most, func(s probe.State) string {
		var missing []string
		for i, f := range facts {
			if m := f(p, s); m != "" {
				missing = append(missing, wants[i]+": "+m)
			}
		}
		return strings.Join(missing, "; ")
	})
}

// sameFile says how two files differ.
func sameFile(path string, want []byte) string {
	got, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
		return "no such file"
	case err != nil:
		return err.Error()
	case string(got) != string(want):
		return fmt.Sprintf("differs:\n%s\nwant\n%s", got, want)
	default:
		return ""
	}
}
