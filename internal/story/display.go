package story

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// display is a screen of its own with a window manager on it.
type display struct {
	name     string // for DISPLAY
	programs []*exec.Cmd
}

// borderless has windows lie in the corner without borders, so that places in a window are places on the screen.
const borderless = `<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<applications><application class="*"><decor>no</decor><focus>yes</focus><position force="yes"><x>0</x><y>0</y></position></application></applications>
<keyboard/><mouse/>
</openbox_config>`

// startDisplay starts a screen of a size like 1280x800; dir is for what its programs write.
func startDisplay(dir, size string) (*display, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp", "-ac", "-noreset")
	x.ExtraFiles = []*os.File{w}
	d := &display{}
	err = d.start(x, nil)
	_ = w.Close()
	if err != nil {
		return nil, err
	}
	_ = r.SetReadDeadline(time.Now().Add(2 * limit))
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		d.stop()
		return nil, fmt.Errorf("no display came up: %w", err)
	}
	d.name = ":" + strings.TrimSpace(number)
	config := filepath.Join(dir, "openbox.xml")
	if err := os.WriteFile(config, []byte(borderless), 0o644); err != nil {
		d.stop()
		return nil, err
	}
	manager := exec.Command("openbox", "--sm-disable", "--config-file", config)
	if err := d.start(manager, []string{"DISPLAY=" + d.name, "HOME=" + dir}); err != nil {
		d.stop()
		return nil, err
	}
	return d, nil
}

func (d *display) start(c *exec.Cmd, env []string) error {
	c.Env = append(os.Environ(), env...)
	if err := c.Start(); err != nil {
		return fmt.Errorf("start %s: %w", c.Path, err)
	}
	d.programs = append(d.programs, c)
	return nil
}

// stop ends everything on the display, and the display.
func (d *display) stop() {
	for i := len(d.programs) - 1; i >= 0; i-- {
		c := d.programs[i]
		_ = c.Process.Kill()
		_ = c.Wait()
	}
}

// tool runs a program on the display to its end.
func (d *display) tool(name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+d.name)
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// clip puts text on the clipboard. The program that holds it stays until the next one takes over.
func (d *display) clip(text string) error {
	c := exec.Command("xclip", "-selection", "clipboard", "-in", "-quiet")
	c.Stdin = strings.NewReader(text)
	if err := d.start(c, []string{"DISPLAY=" + d.name}); err != nil {
		return err
	}
	for until := time.Now().Add(limit); ; {
		got, err := d.clipped()
		if err == nil && got == text {
			return nil
		}
		if time.Now().After(until) {
			return fmt.Errorf("the clipboard holds %q, want %q (%w)", got, text, err)
		}
	}
}

// clipped is the text on the clipboard.
func (d *display) clipped() (string, error) { return d.clippedAs("UTF8_STRING") }

// clippedAs is what is on the clipboard, in the form that another program asks for.
func (d *display) clippedAs(kind string) (string, error) {
	c := exec.Command("xclip", "-selection", "clipboard", "-out", "-target", kind)
	c.Env = append(os.Environ(), "DISPLAY="+d.name)
	out, err := c.Output()
	return string(out), err
}

// shot takes a picture of a window by its number, or of the whole screen, "root".
func (d *display) shot(window, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return d.tool("import", "-window", window, path)
}
