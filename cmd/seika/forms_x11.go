//go:build cgo && !windows && !darwin

package main

import (
	"errors"
	"io"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"seika/internal/live"
)

// copyTable offers a table to other programs as HTML and as text, of which each takes what it can: a word processor makes a
// table, an editor lines. Fyne's clipboard offers text alone. The table is there until something else is copied or the program
// ends, as anything on the clipboard of X11 is.
func copyTable(report func(error)) func(html, text string) error {
	return func(html, text string) error {
		return offer(report, []form{
			{"text/html", []byte(html)},
			{"UTF8_STRING", []byte(text)},
			{"text/plain;charset=utf-8", []byte(text)},
			{"text/plain", []byte(text)},
			{"STRING", []byte(text)},
		})
	}
}

// form is one of the ways in which the same thing is offered.
type form struct {
	target string
	data   []byte
}

// owner holds the clipboard by a window that nobody sees, on a connection of its own.
type owner struct {
	x         *xgb.Conn
	window    xproto.Window
	clipboard xproto.Atom
	targets   xproto.Atom
	forms     map[xproto.Atom][]byte
	order     []xproto.Atom
}

// offer takes the clipboard, and answers those who paste until somebody else takes it.
func offer(report func(error), forms []form) error {
	x, err := xgb.NewConn()
	if err != nil {
		return err
	}
	o := &owner{x: x, forms: map[xproto.Atom][]byte{}}
	if err := o.take(forms); err != nil {
		x.Close()
		return err
	}
	live.Go(func() error {
		defer x.Close()
		o.serve()
		return nil
	}, func(err error) {
		if err != nil {
			report(err)
		}
	})
	return nil
}

func (o *owner) take(forms []form) error {
	atom := func(name string) (xproto.Atom, error) {
		a, err := xproto.InternAtom(o.x, false, uint16(len(name)), name).Reply()
		if err != nil {
			return 0, err
		}
		return a.Atom, nil
	}
	var err error
	if o.clipboard, err = atom("CLIPBOARD"); err != nil {
		return err
	}
	if o.targets, err = atom("TARGETS"); err != nil {
		return err
	}
	for _, f := range forms {
		a, err := atom(f.target)
		if err != nil {
			return err
		}
		o.forms[a], o.order = f.data, append(o.order, a)
	}
	if o.window, err = xproto.NewWindowId(o.x); err != nil {
		return err
	}
	root := xproto.Setup(o.x).DefaultScreen(o.x).Root
	if err := xproto.CreateWindowChecked(o.x, 0, o.window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
		return err
	}
	if err := xproto.SetSelectionOwnerChecked(o.x, o.window, o.clipboard, xproto.TimeCurrentTime).Check(); err != nil {
		return err
	}
	has, err := xproto.GetSelectionOwner(o.x, o.clipboard).Reply()
	if err == nil && has.Owner != o.window {
		err = errors.New("another program keeps the clipboard")
	}
	return err
}

// serve answers until the clipboard is somebody else's, or the display is gone.
func (o *owner) serve() {
	for {
		e, err := o.x.WaitForEvent()
		switch e := e.(type) {
		case xproto.SelectionClearEvent:
			return
		case xproto.SelectionRequestEvent:
			o.answer(e)
		case nil:
			if err == nil {
				return
			}
		}
	}
}

// piece is how much goes into a property at once: less than the least that a display must take in one request, bytes.
const piece = 60_000

// answer puts what is asked for where the one who pastes looks for it, and says so; or that there is no such thing. One who is
// gone before the answer comes takes nothing from the next: errors are not looked at.
func (o *owner) answer(e xproto.SelectionRequestEvent) {
	at := e.Property
	if at == xproto.AtomNone {
		at = e.Target // old programs name no property
	}
	data, ok := o.forms[e.Target]
	switch {
	case e.Target == o.targets:
		list := make([]byte, 4*(len(o.order)+1))
		for i, a := range append([]xproto.Atom{o.targets}, o.order...) {
			xgb.Put32(list[4*i:], uint32(a))
		}
		xproto.ChangeProperty(o.x, xproto.PropModeReplace, e.Requestor, at, xproto.AtomAtom, 32, uint32(len(list)/4), list)
	case ok:
		mode := byte(xproto.PropModeReplace)
		for first := true; first || len(data) > 0; first = false {
			n := min(piece, len(data))
			xproto.ChangeProperty(o.x, mode, e.Requestor, at, e.Target, 8, uint32(n), data[:n])
			mode, data = xproto.PropModeAppend, data[n:]
		}
	default:
		at = xproto.AtomNone
	}
	done := xproto.SelectionNotifyEvent{Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target, Property: at}
	xproto.SendEvent(o.x, false, e.Requestor, 0, string(done.Bytes()))
}

// visit keeps a connection to the display that is named until it is left; nil where nobody answers. Without one a display that
// nobody else uses ends its session between our asking and the first window, and the toolkit panics.
func visit() (leave func()) {
	xgb.Logger.SetOutput(io.Discard) // it tells of every display that asks for no key
	x, err := xgb.NewConn()
	if err != nil {
		return nil
	}
	return x.Close
}
