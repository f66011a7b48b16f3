package story

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"seika/internal/live"
	"seika/internal/probe"
)

// limit is how long a story waits for what it expects, unless it says otherwise; a loaded machine needs seconds.
const limit = 10 * time.Second

// nobody is who the editor runs as when tests run as root: root may write where others may not.
const nobody = 65534

// program is a running editor.
type program struct {
	cmd     *exec.Cmd
	output  string // file with what it printed
	client  *probe.Client
	started time.Time
	ended   chan struct{}
}

// launch says how an editor is started.
type launch struct {
	binary string
	dir    string // the folder it works in, with its own home below
	env    []string
	args   []string
}

// start starts an editor and waits until it answers.
func start(l launch) (*program, error) {
	socket := filepath.Join(l.dir, "probe")
	if err := os.Remove(socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	p := &program{output: filepath.Join(l.dir, "output"), ended: make(chan struct{})}
	out, err := os.OpenFile(p.output, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer func() { _ = out.Close() }()
	home := filepath.Join(l.dir, "home")
	p.cmd = exec.Command(l.binary, l.args...)
	p.cmd.Dir = filepath.Join(l.dir, "work") // also HOME: there dialogs begin
	p.cmd.Stdout, p.cmd.Stderr = out, out
	p.cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + p.cmd.Dir, "LIBGL_ALWAYS_SOFTWARE=1", probe.Env + "=" + socket,
		"XDG_CONFIG_HOME=" + filepath.Join(home, "config"), "XDG_CACHE_HOME=" + filepath.Join(home, "cache"),
		"XDG_DATA_HOME=" + filepath.Join(home, "data"), "XDG_STATE_HOME=" + filepath.Join(home, "state"),
	}, l.env...)
	if os.Getuid() == 0 {
		asNobody(p.cmd)
	}
	p.started = time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	live.Go(func() error {
		defer close(p.ended)
		return p.cmd.Wait()
	}, nil)
	for until := time.Now().Add(3 * limit); ; {
		if p.client, err = probe.Dial(socket); err == nil {
			return p, nil
		}
		if p.endedWithin(10*time.Millisecond) || time.Now().After(until) {
			p.kill()
			return nil, fmt.Errorf("the editor does not answer: %w; it said: %s", err, p.said())
		}
	}
}

// own gives a folder and all in it to whom the editor runs as.
func own(dir string) error {
	if os.Getuid() != 0 {
		return nil
	}
	return filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, nobody, nobody)
	})
}

// endedWithin waits so long for the editor to end.
func (p *program) endedWithin(most time.Duration) bool {
	over := time.NewTimer(max(most, time.Millisecond))
	defer over.Stop()
	select {
	case <-p.ended:
		return true
	case <-over.C:
		return false
	}
}

// kill ends the editor as a power cut does.
func (p *program) kill() {
	if p.client != nil {
		_ = p.client.Close()
	}
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// said is everything the editor printed.
func (p *program) said() string {
	b, err := os.ReadFile(p.output)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// signs of a fault in what the editor prints.
var signs = []string{"Error in Fyne call thread", "panic", "fatal error", "Fyne error", "SIG"}

// noise is what Fyne prints where nothing is wrong: there is no D-Bus here, and its watch on the preferences may read them
// while it is itself writing them.
var noise = []string{"failed to watch theme settings", "Preferences load error"}

// faults are lines of the output that no story may have.
func (p *program) faults() []string {
	var bad []string
	for _, line := range strings.Split(p.said(), "\n") {
		for _, sign := range signs {
			known := slices.ContainsFunc(noise, func(n string) bool { return strings.Contains(line, n) })
			if strings.Contains(line, sign) && !known {
				bad = append(bad, line)
				break
			}
		}
	}
	return bad
}

// state asks where everything is now.
func (p *program) state() (probe.State, error) {
	var s probe.State
	err := p.client.Ask(probe.Request{Ask: probe.AskState}, 3*limit, &s)
	return s, err
}
