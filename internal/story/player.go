package story

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"seika/internal/probe"
)

// Stage is where stories are played.
type Stage struct {
	Binary string                           // of the editor, built with the tag probe
	Root   string                           // top folder of the repository
	Dir    string                           // for the files of one story; anybody may pass through it
	Shots  string                           // where the pictures go that a story takes
	Kept   string                           // where screen and output go when a story fails
	Pause  time.Duration                    // after each step, for people who watch
	Log    func(format string, args ...any) // nil for nobody
}

// player plays one story.
type player struct {
	stage   Stage
	story   Story
	display *display
	program *program
	env     map[string]string
	screen  string
	method  bool // an input method for Japanese is at work
	kept    probe.Window
	files   map[string][]byte // as they were when they were kept
	disks   []string          // small ones that are mounted
	hands   hands             // what they have done
}

// Play plays a story. The error says which line went wrong, and what was there instead.
func Play(stage Stage, s Story) (err error) {
	p := &player{
		stage: stage, story: s, screen: "1280x800", files: map[string][]byte{},
		env: map[string]string{"LANG": "C.UTF-8", "FYNE_SCALE": "1"},
	}
	defer p.end()
	if err := p.prepare(); err != nil {
		return err
	}
	for _, step := range s.Steps {
		p.hands.count(step)
		if err := verbs()[step.Verb](p, step.What); err != nil {
			return errors.Join(fmt.Errorf("%s.story:%d: %s: %w", s.Name, step.Line, step, err), p.keep())
		}
		time.Sleep(stage.Pause)
	}
	if stage.Log != nil {
		stage.Log("%s: %s", s.Name, p.hands)
	}
	if p.program == nil {
		return nil
	}
	if bad := p.program.faults(); len(bad) > 0 {
		return errors.Join(fmt.Errorf("the editor printed:\n%s", strings.Join(bad, "\n")), p.keep())
	}
	return nil
}

// prepare makes the folder of the story with its files.
func (p *player) prepare() error {
	for _, dir := range []string{"home/config", "home/cache", "home/data", "home/state", "work"} {
		if err := os.MkdirAll(filepath.Join(p.stage.Dir, dir), 0o755); err != nil {
			return err
		}
	}
	for _, f := range p.story.Files {
		if err := os.WriteFile(p.path(f.Name), f.Data, 0o644); err != nil {
			return err
		}
	}
	return own(p.stage.Dir)
}

// path is where a file of the story lies; an example of testdata is copied there when it is first named.
func (p *player) path(name string) string {
	path := filepath.Join(p.stage.Dir, "work", filepath.FromSlash(name))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	for _, folder := range []string{"lines", "stories"} {
		b, err := os.ReadFile(filepath.Join(p.stage.Root, "testdata", folder, name))
		if err == nil && os.WriteFile(path, b, 0o644) == nil {
			_ = own(path)
			break
		}
	}
	return path
}

// keep saves what helps to see why a story failed.
func (p *player) keep() error {
	if err := os.MkdirAll(p.stage.Kept, 0o755); err != nil {
		return err
	}
	var errs []error
	if p.display != nil {
		errs = append(errs, p.display.shot("root", filepath.Join(p.stage.Kept, p.story.Name+".png")))
	}
	if p.program != nil {
		said := p.program.said()
		errs = append(errs, os.WriteFile(filepath.Join(p.stage.Kept, p.story.Name+".txt"), []byte(said), 0o644))
	}
	return errors.Join(errs...)
}

func (p *player) end() {
	if p.program != nil {
		p.program.kill()
	}
	if p.display != nil {
		p.display.stop()
	}
	p.unmount()
}

// run starts the editor on files, and the display if there is none yet.
func (p *player) run(files []string) error {
	if p.display == nil {
		d, err := startDisplay(p.stage.Dir, p.screen)
		if err != nil {
			return err
		}
		p.display = d
		if p.method {
			env, err := d.inputMethod(p.stage.Dir)
			if err != nil {
				return err
			}
			maps.Copy(p.env, env)
		}
	}
	if p.program != nil && !p.program.endedWithin(0) {
		return errors.New("the editor runs already")
	}
	l := launch{binary: p.stage.Binary, dir: p.stage.Dir, env: []string{"DISPLAY=" + p.display.name}}
	for _, key := range slices.Sorted(maps.Keys(p.env)) {
		l.env = append(l.env, key+"="+p.env[key])
	}
	for _, f := range files {
		l.args = append(l.args, p.path(f))
	}
	var err error
	if p.program, err = start(l); err != nil {
		return err
	}
	return p.until(limit, func(s probe.State) string {
		switch w, ok := top(s); {
		case !ok || w.XID == 0:
			return "no window"
		case w.Canvas.W <= 0:
			return "a window without a size"
		case len(files) > 0 && w.Start && !w.Overlay:
			return "the start page"
		default:
			return ""
		}
	})
}

// top is the window with the keyboard.
func top(s probe.State) (probe.Window, bool) {
	if len(s.Windows) == 0 {
		return probe.Window{}, false
	}
	return s.Windows[len(s.Windows)-1], true
}

// window is the window with the keyboard as it is now.
func (p *player) window() (probe.Window, error) {
	if p.program == nil {
		return probe.Window{}, errors.New("the editor was not started")
	}
	s, err := p.program.state()
	if err != nil {
		return probe.Window{}, err
	}
	w, ok := top(s)
	if !ok {
		return w, errors.New("no window is open")
	}
	return w, nil
}

// until waits for a state; check says what is missing, or nothing.
func (p *player) until(most time.Duration, check func(probe.State) string) error {
	for end := time.Now().Add(most); ; {
		s, err := p.program.state()
		if err != nil {
			return err
		}
		missing := check(s)
		if missing == "" {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("after %v: %s", most, missing)
		}
	}
}
