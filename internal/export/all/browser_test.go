//go:build foreign

package all_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"seika/internal/diagram"
)

// browser is Chromium as it is driven through the pipes that it opens for that: keys and the mouse are real input to it.
type browser struct {
	to      io.Writer
	from    *bufio.Reader
	last    int
	session string
	told    []string          // what the page logged and threw
	asked   map[string]string // what it asked of the network and was not forbidden, by number
}

// driven starts Chromium on a file; close ends it.
func driven(t *testing.T, file string) (b *browser, end func(), err error) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	in, to, err := os.Pipe()
	if err != nil {
		stop()
		return nil, nil, err
	}
	from, out, err := os.Pipe()
	if err != nil {
		stop()
		return nil, nil, err
	}
	c := exec.CommandContext(ctx, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--window-size=1200,800")
	c.Env = append(os.Environ(), "HOME="+foreignHome)
	c.ExtraFiles = []*os.File{in, out} // 3 and 4, as Chromium has them
	if err := c.Start(); err != nil {
		stop()
		return nil, nil, err
	}
	in.Close()
	out.Close()
	b = &browser{to: to, from: bufio.NewReader(from), asked: map[string]string{}}
	end = func() {
		to.Close()
		stop()
		_ = c.Wait() // it was told to stop
		from.Close()
	}
	if err := b.open(file); err != nil {
		end()
		return nil, nil, err
	}
	return b, end, nil
}

func (b *browser) open(file string) error {
	var target struct{ TargetID string }
	if err := b.ask("Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return err
	}
	var attached struct{ SessionID string }
	if err := b.ask("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached); err != nil {
		return err
	}
	b.session = attached.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		if err := b.ask(domain+".enable", nil, nil); err != nil {
			return err
		}
	}
	if err := b.ask("Page.navigate", map[string]any{"url": "file://" + file}, nil); err != nil {
		return err
	}
	return b.until(`location.protocol === "file:" && document.readyState === "complete"`)
}

// ask sends a command and waits for its answer; what happens meanwhile is noted.
func (b *browser) ask(method string, params, answer any) error {
	b.last++
	m := map[string]any{"id": b.last, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" {
		m["sessionId"] = b.session
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if _, err := b.to.Write(append(data, 0)); err != nil {
		return err
	}
	for {
		data, err := b.from.ReadBytes(0)
		if err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
		var got struct {
			ID     int
			Method string
			Params json.RawMessage
			Result json.RawMessage
			Error  *struct{ Message string }
		}
		if err := json.Unmarshal(data[:len(data)-1], &got); err != nil {
			return err
		}
		switch {
		case got.Method != "":
			b.note(got.Method, got.Params)
		case got.ID != b.last:
		case got.Error != nil:
			return fmt.Errorf("%s: %s", method, got.Error.Message)
		case answer == nil:
			return nil
		default:
			return json.Unmarshal(got.Result, answer)
		}
	}
}

// note keeps what a page that is left alone does not do.
func (b *browser) note(method string, params json.RawMessage) {
	switch method {
	case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded":
		b.told = append(b.told, method+" "+string(params))
	case "Network.requestWillBeSent":
		var p struct {
			RequestID string
			Request   struct{ URL string }
		}
		if json.Unmarshal(params, &p) == nil && !strings.HasPrefix(p.Request.URL, "file:") && !strings.HasPrefix(p.Request.URL, "data:") {
			b.asked[p.RequestID] = p.Request.URL
		}
	case "Network.loadingFailed":
		var p struct{ RequestID, BlockedReason string }
		if json.Unmarshal(params, &p) == nil && p.BlockedReason == "csp" {
			delete(b.asked, p.RequestID)
		}
	}
}

// value is that of an expression in the page.
func (b *browser) value(expression string, v any) error {
	var r struct {
		Result struct{ Value json.RawMessage }
		Fault  *struct{ Text string } `json:"exceptionDetails"`
	}
	if err := b.ask("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &r); err != nil {
		return err
	}
	if r.Fault != nil {
		return fmt.Errorf("%s: %s", expression, r.Fault.Text)
	}
	return json.Unmarshal(r.Result.Value, v)
}

// until waits for an expression to hold.
func (b *browser) until(expression string) error {
	for range 100 {
		ok := false
		if err := b.value(expression, &ok); err != nil || ok {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return fmt.Errorf("never: %s", expression)
}

func (b *browser) mouse(kind string, x, y float64, more map[string]any) error {
	m := map[string]any{"type": kind, "x": x, "y": y}
	for k, v := range more {
		m[k] = v
	}
	return b.ask("Input.dispatchMouseEvent", m, nil)
}

func (b *browser) click(x, y float64) error {
	left := map[string]any{"button": "left", "clickCount": 1}
	if err := b.mouse("mousePressed", x, y, left); err != nil {
		return err
	}
	return b.mouse("mouseReleased", x, y, left)
}

// press presses a key; text is what it types, "" for none.
func (b *browser) press(key, text string) error {
	down := map[string]any{"type": "keyDown", "key": key, "text": text}
	if code := map[string]int{"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowRight": 39}[key]; code > 0 {
		down["windowsVirtualKeyCode"] = code
	}
	if err := b.ask("Input.dispatchKeyEvent", down, nil); err != nil {
		return err
	}
	down["type"] = "keyUp"
	delete(down, "text")
	return b.ask("Input.dispatchKeyEvent", down, nil)
}

func (b *browser) types(text string) error {
	return b.ask("Input.insertText", map[string]any{"text": text}, nil)
}

// middle is where the middle of an element is on the screen.
func (b *browser) middle(element string) (x, y float64, err error) {
	var p [2]float64
	err = b.value(`(() => { const r = `+element+`.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()`, &p)
	return p[0], p[1], err
}

// step is something that is done to a page, and what must then hold there.
type step struct {
	what string
	do   func(b *browser) error
	then string
}

// view is a part of what the picture shows: x, y, width, height.
const view = `document.querySelector(".picture:not([hidden]) svg").getAttribute("viewBox").split(" ").map(Number)`

// pageIsUsed uses a page as people do, with the mouse and with keys, and looks for what must not be: a word on the console, a
// request, anything that runs that the page did not bring.
func pageIsUsed(t *testing.T, file string, _ *diagram.Diagram) error {
	b, end, err := driven(t, file)
	if err != nil {
		return err
	}
	defer end()
	const at = `document.querySelector(".picture:not([hidden]) g.box")`
	onBox := func(do func(x, y float64) error) func(*browser) error {
		return func(b *browser) error {
			x, y, err := b.middle(at)
			if err != nil {
				return err
			}
			return do(x, y)
		}
	}
	key := func(name, text string) func(*browser) error {
		return func(b *browser) error { return b.press(name, text) }
	}
	button := func(element string) func(*browser) error {
		return func(b *browser) error {
			x, y, err := b.middle(element)
			if err != nil {
				return err
			}
			return b.click(x, y)
		}
	}
	steps := []step{
		{"names can be read when it opens", func(*browser) error { return nil }, `(r => Math.min(r.width / ` + view + `[2], r.height / ` + view + `[3]) >= 0.49)(document.querySelector(".picture:not([hidden]) svg").getBoundingClientRect())`},
		{"0 shows all", key("0", "0"), `(window.was = ` + view + `)[2] > 0`},
		{"the wheel", func(b *browser) error {
			return b.mouse("mouseWheel", 400, 300, map[string]any{"deltaX": 0, "deltaY": -240})
		}, view + `[2] < was[2] * 0.9`},
		{"0 shows all again", key("0", "0"), view + `[2] === was[2]`},
		{"+", key("+", "+"), `Math.abs(` + view + `[2] * 1.25 - was[2]) < 1`},
		{"-", key("-", "-"), `Math.abs(` + view + `[2] - was[2]) < 1`},
		{"dragging", func(b *browser) error {
			left := map[string]any{"button": "left", "buttons": 1, "clickCount": 1}
			for i, kind := range []string{"mousePressed", "mouseMoved", "mouseMoved", "mouseReleased"} {
				if err := b.mouse(kind, 300+40*float64(i), 640+10*float64(i), left); err != nil {
					return err
				}
			}
			return nil
		}, view + `[0] < was[0]`},
		{"0 after it", key("0", "0"), view + `[0] === was[0]`},
		{"pointing at a box", onBox(func(x, y float64) error { return b.mouse("mouseMoved", x, y, nil) }), at + `.classList.contains("on")`},
		{"a click on a box", onBox(func(x, y float64) error { return b.click(x, y) }), at + `.classList.contains("here") && !document.getElementById("detail").hidden && document.getElementById("about").textContent.length > 0`},
		{"Esc", key("Escape", ""), `document.getElementById("detail").hidden && !document.querySelector(".here")`},
		{"/ goes to the search", key("/", "/"), `document.activeElement.id === "search" && document.activeElement.value === ""`},
		{"a search", func(b *browser) error {
			var name string
			if err := b.value(at+`.getAttribute("aria-label")`, &name); err != nil {
				return err
			}
			return b.types(name)
		}, at + `.classList.contains("hit") && Number(document.getElementById("hits").textContent) > 0`},
		{"Enter goes there", key("Enter", "\r"), `!!document.querySelector(".here.hit")`},
		{"Esc ends the search", key("Escape", ""), `!document.querySelector(".hit")`},
		{"Tab out of it", key("Tab", ""), `document.activeElement.id !== "search"`},
		{"an arrow follows a line", func(b *browser) error {
			if err := b.ask("Runtime.evaluate", map[string]any{"expression": `{ const l = JSON.parse(document.getElementById("data").textContent).links.find(l => !l.sync && document.querySelector('g.box[data-id="' + l.from + '"]') && document.querySelector('g.box[data-id="' + l.to + '"]'));
window.line = l; if (l) document.querySelector('.picture:not([hidden]) g.box[data-id="' + l.from + '"]').focus() }`}, nil); err != nil {
				return err
			}
			return b.press("ArrowRight", "")
		}, `!line || document.activeElement.dataset.id !== line.from && document.activeElement.classList.contains("box")`},
		{"a click on a question", button(`document.querySelector(".question")`), `document.querySelector(".question").getAttribute("aria-current") === "true"`},
		{"what is put in afterwards does not run", func(b *browser) error {
			return b.ask("Runtime.evaluate", map[string]any{"expression": `{ const s = document.createElement("script"); s.textContent = "window.ran = 1"; document.body.append(s);
const i = document.createElement("div"); i.setAttribute("onclick", "window.ran = 1"); document.body.append(i); i.click(); const p = new Image(); p.onerror = () => { window.forbidden = true }; p.src = "https://example.org/x.png"; document.body.append(p) }`}, nil)
		}, `window.ran === undefined && window.forbidden === true`},
	}
	for i, s := range steps {
		if i == len(steps)-1 && len(b.told)+len(b.asked) > 0 { // the browser tells of the last
			return fmt.Errorf("the page told: %s, and asked for %v", strings.Join(b.told, "; "), b.asked)
		}
		if strings.Contains(s.what, "question") {
			none := false
			if err := b.value(`!document.querySelector(".question")`, &none); err != nil {
				return err
			}
			if none {
				continue
			}
		}
		if err := s.do(b); err != nil {
			return fmt.Errorf("%s: %w", s.what, err)
		}
		if err := b.until(s.then); err != nil {
			return fmt.Errorf("%s: %w", s.what, err)
		}
	}
	if len(b.asked) > 0 {
		return fmt.Errorf("the page asks for %v", b.asked)
	}
	return nil
}
