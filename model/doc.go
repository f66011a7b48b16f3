package model

import "fmt"

// Cause says why a document's graph was replaced.
type Cause uint8

// The causes.
const (
	Done   Cause = iota // a command was carried out
	Undone              // a step was taken back
	Redone              // a step was carried out again
)

// Event tells of one replacement of a document's graph.
type Event struct {
	Graph  *Graph
	Change Change // what differs from the graph before
	Cause  Cause
	Joined bool // what was done is part of the last step
}

// Mark is a content a document had. It is taken with a snapshot that goes to disk, and given back once that is saved.
type Mark struct{ sum uint64 }

// Doc is a document: the present graph, and the changes that led to it. It is owned by one goroutine, the UI's.
type Doc struct {
	graph     *Graph
	history   []step
	at        int // how many steps of history are done
	saved     uint64
	listeners []*func(Event)
	telling   bool
}

// step is a change that was made. It is packed once another one follows: until then more may join it.
type step struct {
	name   string
	key    string  // what the next Join may join; "" joins nothing
	change *Change // nil once it is packed
	packed string
}

// change is that of a step whose graph, before or after it, is the present one.
func (d *Doc) change(i int) Change {
	s := d.history[i]
	if s.change != nil {
		return *s.change
	}
	return unpacked(d.graph, s.name, s.packed)
}

// keep adds a step and packs the one before.
func (d *Doc) keep(c Change, key string) {
	if n := len(d.history); n > 0 && d.history[n-1].change != nil {
		d.history[n-1].packed, d.history[n-1].change = packed(*d.history[n-1].change), nil
	}
	d.history = append(d.history, step{name: c.Name, key: key, change: &c})
}

// NewDoc makes a document that starts from a graph, and counts as saved with it.
func NewDoc(g *Graph) *Doc { return &Doc{graph: g, saved: g.sum} }

// Graph is the present state.
func (d *Doc) Graph() *Graph { return d.graph }

// Do carries out a command, all or nothing. One that changes nothing leaves no step.
func (d *Doc) Do(c Command) error { return d.Join("", c) }

// Join is Do, but a step made with the same key just before takes this one up: typing and nudging undo as one.
func (d *Doc) Join(key string, c Command) error {
	return d.carryOut(key, c, key != "" && d.at > 0 && d.history[d.at-1].key == key)
}

// Replay carries out what an Event with the cause Done told of, on a document as it was before. With these, Undo and Redo
// told in the same order, a document comes to the same content and the same steps. A change that cannot have been recorded
// here is an error, and nothing has changed.
func (d *Doc) Replay(c Change, joined bool) error {
	if joined && d.at == 0 {
		return fmt.Errorf("replay %q: there is no step to join", c.Name)
	}
	return d.carryOut("", Recorded(c), joined)
}

func (d *Doc) carryOut(key string, c Command, joins bool) error {
	d.mayChange()
	next, change, err := Try(d.graph, c)
	if err != nil || change.Empty() {
		return err
	}
	clear(d.history[d.at:]) // what can be reached no more
	d.history = d.history[:d.at]
	whole := change
	if last := d.at - 1; joins {
		whole, key = d.change(last).Then(change), d.history[last].key
		d.history = d.history[:last]
	}
	if !whole.Empty() {
		d.keep(whole, key)
	}
	d.at = len(d.history)
	d.publish(next, change, Done, joins)
	return nil
}

// Undo takes the last step back; it says whether there was one.
func (d *Doc) Undo() bool {
	d.mayChange()
	if d.at == 0 {
		return false
	}
	d.at--
	// Nothing joins the step that was taken back, nor the one before it: what joins was made just before.
	d.history[d.at].key = ""
	d.Seal()
	d.replay(d.change(d.at).Invert(), Undone)
	return true
}

// Redo carries out again what was last taken back; it says whether there was anything.
func (d *Doc) Redo() bool {
	d.mayChange()
	if d.at == len(d.history) {
		return false
	}
	c := d.change(d.at)
	d.at++
	d.replay(c, Redone)
	return true
}

func (d *Doc) replay(c Change, why Cause) {
	next, err := Replay(d.graph, c)
	if err != nil {
		panic(err) // history and graph belong together
	}
	d.publish(next, c, why, false)
}

// Done is the name of the step that Undo would take back, "" for none.
func (d *Doc) Done() string {
	if d.at == 0 {
		return ""
	}
	return d.history[d.at-1].name
}

// Undone is the name of the step that Redo would carry out, "" for none.
func (d *Doc) Undone() string {
	if d.at == len(d.history) {
		return ""
	}
	return d.history[d.at].name
}

// Steps counts what Undo can take back and what Redo can bring again.
func (d *Doc) Steps() (undo, redo int) { return d.at, len(d.history) - d.at }

// Seal ends joining: the next Join makes a step of its own.
func (d *Doc) Seal() {
	if d.at > 0 {
		d.history[d.at-1].key = ""
	}
}

// Listen has f called once for every change, on the goroutine that made it, in the order of registration. f must not
// change the document. stop ends it.
func (d *Doc) Listen(f func(Event)) (stop func()) {
	entry := &f
	d.listeners = append(d.listeners, entry)
	return func() {
		for i, l := range d.listeners {
			if l == entry {
				d.listeners = append(d.listeners[:i:i], d.listeners[i+1:]...)
				return
			}
		}
	}
}

func (d *Doc) publish(g *Graph, c Change, why Cause, joined bool) {
	g.rev = d.graph.rev + 1
	d.graph = g
	d.telling = true
	defer func() { d.telling = false }()
	for _, l := range d.listeners {
		(*l)(Event{g, c, why, joined})
	}
}

func (d *Doc) mayChange() {
	if d.telling {
		panic("a listener changes the document")
	}
}

// Mark is the present content, for Saved.
func (d *Doc) Mark() Mark { return Mark{d.graph.sum} }

// Saved notes that the content of a mark is on disk now. Edits made since the mark was taken keep the document dirty.
func (d *Doc) Saved(m Mark) { d.saved = m.sum }

// Unsaved notes that what the document is now is in no file, whatever it was made from.
func (d *Doc) Unsaved() { d.saved = d.graph.sum + 1 }

// Dirty says that the content differs from what was saved last. Going back to the saved content by undo, or by hand,
// makes it clean again.
func (d *Doc) Dirty() bool { return d.graph.sum != d.saved }
