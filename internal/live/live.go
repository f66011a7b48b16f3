// Package live runs slow work beside the goroutine that owns the document. It holds the only go statements of the
// program outside cmd. It knows neither documents nor windows: results come back through a Post function it is given.
package live

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Panic is the error that stands for a panic in work that was handed to this package.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Guard runs f and turns a panic into an error.
func Guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	return f()
}

// Go runs f on a goroutine of its own and hands its error, or its panic, to done on that same goroutine. done may be nil.
func Go(f func() error, done func(error)) {
	go func() {
		err := Guard(f)
		if done != nil {
			done(err)
		}
	}()
}

// Each calls f for 0 … n-1 on as many goroutines as there are processors and waits for all. After a cancel no new call
// begins. The first error, or panic, is returned.
func Each(ctx context.Context, n int, f func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		for i := range n {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := Guard(func() error { return f(i) }); err != nil {
				return err
			}
		}
		return ctx.Err()
	}
	var (
		next  atomic.Int64
		wait  sync.WaitGroup
		once  sync.Once
		first error
	)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				if err := Guard(func() error { return f(i) }); err != nil {
					once.Do(func() { first = err })
					cancel()
				}
			}
		}()
	}
	wait.Wait()
	if first != nil {
		return first
	}
	return ctx.Err()
}

// Latest runs Work for the newest request only. A new request cancels the one before, and Done is called for the newest
// alone, through Post. The zero Quiet starts at once; otherwise work waits until no request has come for that long.
//
// All fields are set before the first Ask. Ask and Stop may be called from any one goroutine, usually the UI's.
type Latest[In, Out any] struct {
	Quiet time.Duration
	Work  func(context.Context, In) (Out, error)
	Done  func(In, Out, error)
	Post  func(func())

	mu     sync.Mutex
	seq    uint64
	cancel context.CancelFunc
}

// Ask requests work on in.
func (l *Latest[In, Out]) Ask(in In) {
	l.mu.Lock()
	if l.cancel != nil {
		l.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	l.cancel = cancel
	l.seq++
	seq := l.seq
	l.mu.Unlock()

	go func() {
		defer cancel()
		if l.Quiet > 0 {
			t := time.NewTimer(l.Quiet)
			defer t.Stop()
			select {
			case <-ctx.Done():
				return
			case <-t.C:
			}
		}
		var out Out
		err := Guard(func() (err error) { out, err = l.Work(ctx, in); return err })
		if ctx.Err() != nil {
			return
		}
		l.Post(func() {
			if l.newest(seq) {
				l.Done(in, out, err)
			}
		})
	}()
}

func (l *Latest[In, Out]) newest(seq uint64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.seq == seq
}

// Stop cancels what runs; nothing of it is delivered any more.
func (l *Latest[In, Out]) Stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seq++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}
