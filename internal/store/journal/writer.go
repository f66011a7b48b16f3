package journal

import (
	"errors"
	"sync"
	"time"

	"seika/internal/store/fsx"
	"seika/model"
	"seika/model/file"
)

// Config is what a Writer works with. All fields are set.
type Config struct {
	FS  fsx.FS
	Now func() time.Time
	Go  func(func())       // runs work elsewhere, one after the other: live.Go, or at once in a test
	Say func(Status)       // is told after each try to write, on the goroutine of that work, and when that takes long; one call after the other
	App Head               // App, Schema, Host and PID of this program
	Dir func(string) error // makes a folder for journals, durable; its error is a Status
}

// Place is where a document is kept, and what its file held when it was loaded or last saved.
type Place struct {
	Dir   string // "" if there is no place for it
	Path  string
	Title string
	Seen  string // SHA-256 in hex, "" for no file
}

// Status says how much is on the disk.
type Status struct {
	Kept uint64 // the number of the last record that is, as Append gave it
	Err  error  // why newer ones are not; nil if they are, or are about to be
}

// Errors of a Status beyond those of the file system.
var (
	ErrSlow    = errors.New("the disk does not answer")
	ErrNoPlace = errors.New("there is no folder for the journal")
)

// When a journal gives way to a new one, and how patient a Writer is.
const (
	maxRecords = 20_000
	maxBytes   = 16 << 20
	retryAfter = 5 * time.Second
	slowAfter  = time.Second
)

// Writer keeps the edits of one document. Its methods are for one goroutine, that of the document, and none waits for the
// disk but Settle. A journal begins with the first edit. When it cannot be written, a new one is begun, with the whole
// document as it is by then, and tried again until it works.
type Writer struct {
	c Config

	saying sync.Mutex // of calls of Say; taken before mu

	mu     sync.Mutex
	idle   sync.Cond // of mu: nobody works
	queue  []entry
	last   uint64 // number of the last record appended
	busy   bool
	told   bool // what came of the batch at work
	ended  bool
	again  bool // a new journal is to be tried
	place  Place
	timers [2]*time.Timer // retry, slow

	// What follows belongs to the goroutine that works.
	now    *model.Graph // the document after all records that were taken from the queue
	sheet  *sheet       // nil before the first edit and while it cannot be written
	stale  []*sheet     // abandoned, until the next one is durable
	follow string       // what the next one takes the place of
	after  uint64       // and how many frames that has
	weight uint64
	full   uint64 // records and bytes at which the next journal is begun
	heavy  int64
	taken  uint64 // number of the last record taken from the queue
	kept   uint64
	failed error
	tried  bool // to begin anew at once, since the last success
	draft  *Draft
}

const (
	retry = iota
	slow
)

// entry is a record to be written.
type entry struct {
	n      uint64
	rec    Record
	change model.Change // of an edit, an undone or a redone step
	graph  *model.Graph // after it; nil if the document stays as it is
	do     func()       // instead of a record
}

// New makes a Writer for a document as it is now.
func New(c Config, p Place, g *model.Graph) *Writer {
	w := &Writer{c: c, place: p, now: g}
	w.idle.L = &w.mu
	return w
}

// Hear takes a change of the document. It is for model.Doc.Listen.
func (w *Writer) Hear(e model.Event) {
	r := Record{Kind: KindEdit, Name: e.Change.Name, Joined: e.Joined}
	switch e.Cause {
	case model.Undone:
		r.Kind = KindUndo
	case model.Redone:
		r.Kind = KindRedo
	default:
	}
	w.add(entry{rec: r, change: e.Change, graph: e.Graph})
}

// Type takes a text that is being typed; the zero Draft says that it was given up.
func (w *Writer) Type(d Draft) { w.add(entry{rec: Record{Kind: KindDraft, Draft: &d}}) }

// WritingOver says that the file is about to be written over. It returns once that is on the disk, or cannot be, and may be
// called from any goroutine.
func (w *Writer) WritingOver() {
	w.add(entry{rec: Record{Kind: KindInPlace}})
	w.Settle()
}

// Saving says what the file is about to hold. It returns once that, and all edits before, are on the disk or cannot be, and
// may be called from any goroutine.
func (w *Writer) Saving(path, seen string) {
	w.add(entry{rec: Record{Kind: KindSaving, Saved: &Saved{Path: path, Seen: seen}}})
	w.Settle()
}

// Saved says that the document was saved, and where it lives from now on. A place where nothing is Seen says that the file is gone:
// then the journal has what no file has, and begins if there is none.
func (w *Writer) Saved(p Place) {
	w.add(entry{rec: Record{Kind: KindSaved, Saved: &Saved{Path: p.Path, Seen: p.Seen}}})
	w.mu.Lock()
	moves := w.place.Dir != p.Dir
	w.place = p
	w.mu.Unlock()
	if moves {
		w.add(entry{do: w.renew})
	}
}

// Begin begins a journal before the first edit, for a document that is not on the disk elsewhere: one that was recovered from
// the journal follow, which is not touched.
func (w *Writer) Begin(follow string) {
	w.add(entry{do: func() {
		w.follow = follow
		w.begin()
	}})
}

// End takes the journal away, after before is done, if it is not nil. Nothing may be appended any more.
func (w *Writer) End(before func()) {
	w.add(entry{do: func() {
		if before != nil {
			before()
		}
		w.remove()
	}})
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
	if w.timers[retry] != nil {
		w.timers[retry].Stop()
	}
}

// Last is the number of the last record appended; it is on the disk once a Status has it as Kept.
func (w *Writer) Last() uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last
}

// Settle waits until all that was appended is on the disk or cannot be.
func (w *Writer) Settle() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.busy {
		w.idle.Wait()
	}
}

// Done says that the journal was ended, and is gone.
func (w *Writer) Done() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ended && !w.busy
}

func (w *Writer) add(e entry) {
	w.mu.Lock()
	if w.ended {
		w.mu.Unlock()
		return
	}
	if e.do == nil {
		w.last++
		e.rec.Time = w.c.Now().UTC()
	}
	e.n = w.last
	w.queue = append(w.queue, e)
	w.start() // unlocks
}

// start has somebody work, unless somebody does. It is called with the lock and gives it back.
func (w *Writer) start() {
	if w.busy {
		w.mu.Unlock()
		return
	}
	w.busy, w.told = true, false
	if w.timers[slow] == nil {
		w.timers[slow] = time.AfterFunc(slowAfter, w.late)
	} else {
		w.timers[slow].Reset(slowAfter)
	}
	w.mu.Unlock()
	w.c.Go(w.work)
}

// late is called when work takes long.
func (w *Writer) late() {
	w.saying.Lock()
	defer w.saying.Unlock()
	w.mu.Lock()
	late := w.busy && !w.told
	w.mu.Unlock()
	if late {
		w.c.Say(Status{Err: ErrSlow})
	}
}

// work writes until nothing is left to write.
func (w *Writer) work() {
	for {
		w.mu.Lock()
		batch, again := w.queue, w.again
		w.queue, w.again = nil, false
		if len(batch) == 0 && !again {
			w.busy = false
			w.timers[slow].Stop()
			w.idle.Broadcast()
			w.mu.Unlock()
			return
		}
		if w.told { // a batch after the first
			w.told = false
			w.timers[slow].Reset(slowAfter)
		}
		w.mu.Unlock()
		w.take(batch)
		if again && w.failed != nil {
			w.begin()
		}
		w.tell()
	}
}

func (w *Writer) tell() {
	w.saying.Lock()
	w.mu.Lock()
	w.told = true
	w.mu.Unlock()
	w.c.Say(Status{Kept: w.kept, Err: w.failed})
	w.saying.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.failed == nil && w.timers[retry] != nil:
		w.timers[retry].Stop()
	case errors.Is(w.failed, ErrNoPlace): // until the document is saved elsewhere
	case w.failed != nil && !w.ended && w.timers[retry] == nil:
		w.timers[retry] = time.AfterFunc(retryAfter, w.Retry)
	case w.failed != nil && !w.ended:
		w.timers[retry].Reset(retryAfter)
	}
}

// Retry tries to write what could not be written. A Writer does so by itself every 5 s.
func (w *Writer) Retry() {
	w.mu.Lock()
	if w.ended {
		w.mu.Unlock()
		return
	}
	w.again = true
	w.start()
}

// take writes a batch, cut where something else is to be done.
func (w *Writer) take(batch []entry) {
	from := 0
	for i, e := range batch {
		if e.do != nil {
			w.write(batch[from:i])
			e.do()
			from = i + 1
		}
	}
	w.write(batch[from:])
}

func (w *Writer) write(batch []entry) {
	if len(batch) == 0 {
		return
	}
	if w.failed == nil && w.sheet == nil && changes(batch) {
		w.begin()
	}
	if w.sheet != nil {
		if err := w.sheet.append(w.payloads(batch)); err != nil {
			w.abandon(err, len(batch))
		}
	}
	for _, e := range batch {
		if e.graph != nil {
			w.now, w.draft = e.graph, nil
		}
		if e.rec.Kind == KindDraft {
			w.draft = e.rec.Draft
		}
		w.taken = e.n
	}
	switch {
	case w.failed != nil && len(w.stale) > 0 && !w.tried:
		w.tried = true
		w.begin()
	case w.failed != nil:
	case w.sheet != nil && (w.sheet.n >= w.full || w.sheet.bytes >= w.heavy):
		w.renew()
		fallthrough
	default:
		w.kept = w.taken // before the first edit there is nothing to keep
	}
}

// changes says whether a batch has anything that a file does not hold.
func changes(batch []entry) bool {
	for _, e := range batch {
		gone := e.rec.Kind == KindSaved && e.rec.Saved.Seen == "" && e.rec.Saved.Path != ""
		if e.graph != nil || e.rec.Kind == KindDraft || gone {
			return true
		}
	}
	return false
}

func (w *Writer) payloads(batch []entry) [][]byte {
	var out [][]byte
	for _, e := range batch {
		if e.graph != nil {
			w.weight += file.Weigh(e.change)
			e.rec.Weight = w.weight
			e.rec.Body = file.EncodeChange(e.change)
		}
		p, err := e.rec.payload()
		if err != nil {
			panic(err) // a record is plain data
		}
		out = append(out, p)
	}
	return out
}

// abandon gives a journal up that may or may not hold the frames that were written last. It stays until a new one is durable.
func (w *Writer) abandon(err error, frames int) {
	w.failed = err
	w.stale = append(w.stale, w.sheet)
	w.follow, w.after = w.sheet.id.String(), w.sheet.n+uint64(frames)
	w.sheet = nil
}

// begin makes a journal of the document as it is. Those that were abandoned go once it is durable.
func (w *Writer) begin() {
	s, err := w.fresh(w.follow, w.after)
	if err != nil {
		w.failed = err
		return
	}
	for _, old := range w.stale {
		old.remove()
	}
	w.stale = nil
	w.use(s)
	w.failed, w.tried, w.kept = nil, false, w.taken
	if w.draft == nil || *w.draft == (Draft{}) {
		return
	}
	if err := w.sheet.append(w.payloads([]entry{{rec: Record{Kind: KindDraft, Draft: w.draft, Time: w.c.Now().UTC()}}})); err != nil {
		w.abandon(err, 1)
	}
}

// renew has a new journal take the place of one that is long, or whose document moved. If that cannot be, the old one goes on.
func (w *Writer) renew() {
	old := w.sheet
	if old == nil {
		if w.failed != nil {
			w.begin()
		}
		return
	}
	s, err := w.fresh(old.id.String(), old.n)
	if err != nil {
		w.full, w.heavy = old.n+patience, old.bytes+maxBytes/2
		return
	}
	w.use(s)
	old.remove()
}

// patience is after how many more records a long journal that could not be renewed is to be renewed.
const patience = 1000

func (w *Writer) use(s *sheet) { w.sheet, w.weight, w.full, w.heavy = s, 0, maxRecords, maxBytes }

func (w *Writer) fresh(follow string, after uint64) (*sheet, error) {
	w.mu.Lock()
	p := w.place
	w.mu.Unlock()
	if p.Dir == "" {
		return nil, ErrNoPlace
	}
	if err := w.c.Dir(p.Dir); err != nil {
		return nil, err
	}
	head := w.c.App
	head.Schema, head.Path, head.Title, head.Seen = file.Version, p.Path, p.Title, p.Seen
	head.Follow, head.After = follow, after
	return newSheet(w.c.FS, p.Dir, Record{Kind: KindHead, Time: w.c.Now().UTC(), Head: &head, Body: pack(w.now)})
}

// remove ends and takes away all journals of the document.
func (w *Writer) remove() {
	if w.sheet != nil {
		end, err := Record{Kind: KindEnd, Time: w.c.Now().UTC()}.payload()
		if err == nil {
			_ = w.sheet.append([][]byte{end}) // so that it is not offered even if it cannot be removed
		}
		w.sheet.remove()
	}
	for _, old := range w.stale {
		old.remove()
	}
	w.sheet, w.stale, w.failed = nil, nil, nil
}
