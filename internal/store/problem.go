package store

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"math"
	"os"
	"strconv"

	"seika/internal/lang"
	"seika/internal/store/fsx"
)

// Seen is what somebody has seen at a path: a content, or that there is none. The zero value says that nobody looked.
type Seen struct {
	looked, there bool
	sum           [sha256.Size]byte
}

// Nothing is what is seen where there is no file.
var Nothing = Seen{looked: true}

// SumOf is what is seen of a file that holds the data.
func SumOf(data []byte) Seen { return Seen{looked: true, there: true, sum: sha256.Sum256(data)} }

// Kind is a way in which opening or saving can fail. The set is closed.
type Kind int

// The kinds. Unless it says otherwise, the file is as it was.
const (
	Failed       Kind = iota // the system refused, see Err
	Internal                 // the bytes do not read back as the document
	Unreadable               // or without its folder; Save As is left
	TooLarge                 // only from Open
	NotRegular               // a folder, a pipe, a device
	ReadOnly                 // Save As is left
	Busy                     // another process is saving this document; Holder
	Exists                   // there is a file where a new one was to be; Over: Seen
	Conflict                 // another program changed the file; Over: Seen
	Gone                     // another program removed the file; Over: Seen
	NeedsConsent             // it can only be written in place; InPlace: true
	NoSpace                  // Need, Free
	Held                     // another program holds the file; the new bytes are a version; try again or Save As
	NotDurable               // the file has the new bytes, but the disk did not confirm it; try again
	Torn                     // writing in place broke off; old and new bytes are versions
)

// Problem says why a document was not opened or saved.
type Problem struct {
	Kind   Kind
	Path   string
	Say    lang.Msg // what happened, to what, how to go on
	Seen   Seen     // what is there now: to replace it, give it as Request.Over
	Need   int64    // bytes
	Free   int64    // bytes, below 0 if not known
	Holder Holder
	Err    error      // the cause, nil if there is none beyond Kind
	Notes  []lang.Msg // as in Saved
}

func (p *Problem) Error() string { return p.Say.Error() }
func (p *Problem) Unwrap() error { return p.Err }

// unreadable puts a failure to read in words, which differ between opening and saving. A problem stays what it is.
func unreadable(path string, err error, say lang.Msg) error {
	var p *Problem
	if errors.As(err, &p) {
		return err
	}
	return &Problem{Kind: Unreadable, Path: path, Err: err, Say: say}
}

func unopened(path string, err error) error {
	return unreadable(path, err, lang.M("store.unreadable", "path", path, "cause", cause(err)))
}

func tooLarge(path string, size, limit int64) error {
	return &Problem{Kind: TooLarge, Path: path, Need: size, Say: lang.M("store.too_large", "path", path, "size", amount(size), "limit", amount(limit))}
}

func notRegular(path string, mode fs.FileMode) error {
	what := lang.M("store.kind.other")
	switch {
	case mode.IsDir():
		what = lang.M("store.kind.folder")
	case mode&fs.ModeNamedPipe != 0:
		what = lang.M("store.kind.pipe")
	case mode&fs.ModeDevice != 0:
		what = lang.M("store.kind.device")
	}
	return &Problem{Kind: NotRegular, Path: path, Say: lang.M("store.not_regular", "path", path, "what", what)}
}

var (
	errNoState = errors.New("no state folder")
	errLarge   = errors.New("too large to be kept")
)

// cause says in a few words what the system answered.
func cause(err error) lang.Msg {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return lang.M("store.cause.absent")
	case errors.Is(err, errNoState):
		return lang.M("store.cause.no_state")
	case errors.Is(err, errLarge):
		return lang.M("store.cause.large")
	case errors.Is(err, fs.ErrPermission):
		return lang.M("store.cause.denied")
	case fsx.NoSpace(err):
		return lang.M("store.cause.full")
	case fsx.IOError(err):
		return lang.M("store.cause.medium", "text", bare(err))
	}
	return lang.M("store.cause.other", "text", bare(err))
}

// bare leaves out the names in a system error: the person knows no temporary files.
func bare(err error) string {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err.Error()
	case errors.As(err, &l):
		return l.Err.Error()
	}
	return err.Error()
}

// amount is a number of bytes as people read it, the same in every language.
func amount(n int64) string {
	const step = 1000
	units := []string{"B", "KB", "MB", "GB", "TB"}
	f, i := float64(n), 0
	for ; f >= step && i < len(units)-1; i++ {
		f /= step
	}
	if f < 10 && i > 0 {
		f = math.Round(f*10) / 10
	} else {
		f = math.Round(f)
	}
	return strconv.FormatFloat(f, 'f', -1, 64) + "\u00a0" + units[i] // no line ends there
}
