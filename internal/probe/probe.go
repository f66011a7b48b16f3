// Package probe is how a test asks a running editor where things are and what state it is in: the answers as plain data, and
// the Unix socket they travel over. It knows no window; the editor fills the answers in, and only in builds with the tag
// probe. What is shipped holds none of it.
package probe

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"time"

	"seika/internal/live"
)

// Env names the environment variable with the path of the socket.
const Env = "SEIKA_PROBE"

// Request is one question; Ask says which.
type Request struct {
	Ask   string `json:"ask"`             // AskState or AskRun
	Run   string `json:"run,omitempty"`   // of AskRun: one of those below
	Turns int    `json:"turns,omitempty"` // of AskRun: how many turns of the loop to measure
}

// What can be asked.
const (
	AskState = "state" // answered with State, after all input that had come before was handled
	AskRun   = "run"   // answered with Run, after the work
)

// What can be measured.
const (
	RunPan  = "pan" // within what is drawn beyond the view
	RunFar  = "far" // on and on
	RunZoom = "zoom"
	RunDrag = "drag"
	RunKeys = "keys" // Turns of them
	RunIdle = "idle"
	RunBeat = "beat"    // nothing, turn by turn
	RunTidy = "arrange" // arranging all anew, which begins with turn 10
)

// State is everything about the editor that a story may name.
type State struct {
	Language string   `json:"language"`
	Dark     bool     `json:"dark"`
	Windows  []Window `json:"windows"` // the one with the keyboard last
	Frames   int      `json:"frames"`  // painted since the start
	// Painted is when the first window painted its document sharp, ns since 1970; 0 before.
	Painted int64 `json:"painted"`
}

// Window is one document on the screen.
type Window struct {
	XID      uint64  `json:"xid"`
	Title    string  `json:"title"`
	Path     string  `json:"path"`
	Scale    float64 `json:"scale"`
	Zoom     float64 `json:"zoom"`
	Canvas   Rect    `json:"canvas"`
	Drawn    bool    `json:"drawn"`   // the picture at rest is sharp and complete
	Gesture  bool    `json:"gesture"` // one runs
	Boxes    []Box   `json:"boxes"`
	Links    []Link  `json:"links"`
	Groups   []Group `json:"groups"`
	Selected []string
	Undo     int      `json:"undo"`
	Redo     int      `json:"redo"`
	Revision uint64   `json:"revision"`
	Dirty    bool     `json:"dirty"`
	Saving   bool     `json:"saving"`
	ReadOnly bool     `json:"readOnly"`
	Lines    string   `json:"lines"` // the model as canonical lines
	Bar      Bar      `json:"bar"`
	Focus    string   `json:"focus"` // canvas, bar, text (another field), other, or nothing
	Status   []string `json:"status"`
	Findings []Finding
	Panel    string `json:"panel"`    // questions, properties, or nothing
	Side     Rect   `json:"side"`     // the panel, while it shows
	Overlay  bool   `json:"overlay"`  // a dialog or menu is open
	Start    bool   `json:"start"`    // the start page shows
	Examples int    `json:"examples"` // of it that are not drawn yet
	Texts    []Text `json:"texts"`    // everything readable, the topmost layer last
	Menus    []Menu `json:"menus"`
}

// Bar is the entry bar.
type Bar struct {
	Mode    string `json:"mode"` // line, name, answer, or nothing
	Chip    string `json:"chip"`
	Text    string `json:"text"`
	Message string `json:"message"`
}

// Box is a deliverable. Rectangles and points are in device px of the window, places in px of the scene.
type Box struct {
	ID, Name   string
	Number     int
	Rect       Rect
	Place      Point
	Output     Point // the handles
	Input      Point
	Partner    Point
	Badge      *Point // nil without
	Intangible bool
	External   bool
	Goal       bool
	Pinned     bool
	Group      string
}

// Link is a relation; From and To are names, Kind is io or sync.
type Link struct {
	ID, Kind, From, To string
	Middle, End        Point
	Line               []Point
}

// Group is a frame.
type Group struct {
	ID, Name string
	Rect     Rect
	Title    Point
}

// Finding is a weak point as the editor shows it; At are names.
type Finding struct {
	Rule, Severity, Status, Question string
	At                               []string
}

// Text is something that can be read: what it belongs to is its Kind.
type Text struct {
	Kind     string // button, label, entry, check, select, menu, tab, card, cell or text
	Text     string
	Rect     Rect
	Disabled bool
	Overlay  bool // in a dialog or menu
}

// Menu is one of the menu bar. Separators are empty items.
type Menu struct {
	Title string
	Items []string
	Below map[string][]string // items of the menus below it
}

// Point is a place in a window.
type Point struct{ X, Y float64 }

// Rect is an area of a window.
type Rect struct{ X, Y, W, H float64 }

// Center is the middle of r.
func (r Rect) Center() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Run is what some work cost the thread that paints and takes input.
type Run struct {
	Turns  []float64 `json:"turns"`  // ms of CPU time of the UI thread, one for each turn of the loop that did work
	Gaps   []float64 `json:"gaps"`   // ms by the clock between one turn and the next
	Frames int       `json:"frames"` // painted meanwhile
	Wall   float64   `json:"wall"`   // ms
	CPU    float64   `json:"cpu"`    // ms of the whole process

	Keys map[string][]float64 `json:"keys"` // of RunKeys: ms by the clock from a press to the end of the frame that shows it
}

// Serve answers requests that come over a socket at path, until the program ends.
func Serve(path string, answer func(Request) (any, error), report func(error)) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	live.Go(func() error {
		for {
			c, err := l.Accept()
			if err != nil {
				return err
			}
			live.Go(func() error { return serve(c, answer) }, func(err error) {
				if err != nil {
					report(err)
				}
			})
		}
	}, report)
	return nil
}

func serve(c net.Conn, answer func(Request) (any, error)) error {
	defer func() { _ = c.Close() }()
	in, out := json.NewDecoder(c), json.NewEncoder(c)
	for {
		var q Request
		if err := in.Decode(&q); err != nil {
			return nil // whoever asked has gone
		}
		a, err := answer(q)
		reply := Reply{}
		if err != nil {
			reply.Fault = err.Error()
		} else if reply.Answer, err = json.Marshal(a); err != nil {
			return err
		}
		if err := out.Encode(reply); err != nil {
			return nil
		}
	}
}

// Reply is an answer on the wire.
type Reply struct {
	Fault  string          `json:"fault,omitempty"`
	Answer json.RawMessage `json:"answer,omitempty"`
}

// Client asks.
type Client struct {
	conn net.Conn
	in   *json.Decoder
}

// Dial connects to an editor; it is an error while none listens.
func Dial(path string) (*Client, error) {
	c, err := net.Dial("unix", path)
	if err != nil {
		return nil, err
	}
	return &Client{c, json.NewDecoder(bufio.NewReader(c))}, nil
}

// Ask puts a question and waits so long for the answer.
func (c *Client) Ask(q Request, limit time.Duration, answer any) error {
	if err := c.conn.SetDeadline(time.Now().Add(limit)); err != nil {
		return err
	}
	if err := json.NewEncoder(c.conn).Encode(q); err != nil {
		return fmt.Errorf("ask the editor for %s: %w", q.Ask, err)
	}
	var r Reply
	if err := c.in.Decode(&r); err != nil {
		return fmt.Errorf("hear the editor on %s: %w", q.Ask, err)
	}
	if r.Fault != "" {
		return errors.New(r.Fault)
	}
	return json.Unmarshal(r.Answer, answer)
}

// Close ends the connection.
func (c *Client) Close() error { return c.conn.Close() }
