package story

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// inputMethod starts uim with Anthy on the display, and returns what the editor must be told to use it. Shift+Space turns it
// on. Its locale is made in dir: an input method serves none that the system does not have.
func (d *display) inputMethod(dir string) (map[string]string, error) {
	locales := filepath.Join(dir, "locales")
	if err := os.MkdirAll(locales, 0o755); err != nil {
		return nil, err
	}
	const name = "ja_JP.UTF-8"
	if out, err := exec.Command("localedef", "-i", "ja_JP", "-f", "UTF-8", filepath.Join(locales, name)).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("localedef: %w: %s", err, out)
	}
	env := map[string]string{"LC_ALL": name, "LANG": name, "LOCPATH": locales, "XMODIFIERS": "@im=uim"}
	home := filepath.Join(dir, "uim")
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, err
	}
	server := []string{"DISPLAY=" + d.name, "HOME=" + home}
	for key, value := range env {
		server = append(server, key+"="+value)
	}
	if err := d.start(exec.Command("uim-xim", "--engine=anthy-utf8"), server); err != nil {
		return nil, err
	}
	for end := time.Now().Add(3 * limit); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		c := exec.Command("xprop", "-root", "XIM_SERVERS")
		c.Env = append(os.Environ(), "DISPLAY="+d.name)
		if out, err := c.Output(); err == nil && strings.Contains(string(out), "uim") {
			return env, nil
		}
	}
	return nil, errors.New("the input method did not come up")
}
