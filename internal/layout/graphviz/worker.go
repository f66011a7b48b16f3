package graphviz

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"seika/internal/layout"
	"seika/internal/live"
)

const (
	deadline    = 3 * time.Second  // of one layout
	startLimit  = 15 * time.Second // until hello: the first start of all compiles Graphviz
	maxLayouts  = 200              // of one process, which leaks
	maxMemory   = 100 << 20        // bytes
	maxFailures = 3                // in a row
	keptErrors  = 4 << 10          // bytes of what a process wrote to stderr
)

// Find looks for the worker beside the program, then on PATH. Without one it is "".
func Find(program string) string {
	name := "seika-layout"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if real, err := filepath.EvalSymlinks(program); err == nil {
		program = real
	}
	beside := filepath.Join(filepath.Dir(program), name)
	if info, err := os.Stat(beside); err == nil && info.Mode().IsRegular() {
		return beside
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path
}

// Worker is the other process, started when it is first needed and kept. Its methods may be called from any goroutine; it
// does one layout at a time.
type Worker struct {
	Path   string // see Find; "" is a worker that is missing
	Folder string // where it keeps its compiled code; nobody else may write there

	mu       sync.Mutex
	running  *process
	failures int
	id       uint64
	limit    time.Duration // of start and layout; 0 is startLimit and deadline
}

// Close ends the process.
func (w *Worker) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stop()
}

func (w *Worker) stop() {
	if w.running != nil {
		w.running.kill()
		w.running = nil
	}
}

// layout lets the process lay a graph out. Whatever it does wrong ends it.
func (w *Worker) layout(ctx context.Context, g *layout.Graph) (*layout.Result, error) {
	if w == nil || w.Path == "" {
		return nil, ErrMissing
	}
	if err := fits(g); err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failures >= maxFailures {
		return nil, ErrOff
	}
	r, err := w.ask(ctx, g)
	if err == nil {
		w.failures = 0
		return r, nil
	}
	p := w.running
	w.stop()
	wrote := ""
	if p != nil { // it is gone, so all it wrote has come
		wrote = p.errs.String()
	}
	if !errors.Is(ctx.Err(), context.Canceled) { // given up by us is no failure of its own
		w.failures++
	}
	if wrote != "" {
		err = fmt.Errorf("%w; it wrote: %s", err, wrote)
	}
	return nil, err
}

func (w *Worker) ask(ctx context.Context, g *layout.Graph) (*layout.Result, error) {
	if w.running != nil && w.running.ended() {
		w.stop()
	}
	if w.running == nil {
		p, err := start(w.Path, w.Folder)
		if err != nil {
			return nil, err
		}
		w.running = p
	}
	p := w.running
	if !p.greeted {
		starting, cancel := context.WithTimeout(ctx, cmp.Or(w.limit, startLimit))
		defer cancel()
		var h hello
		if err := p.read(starting, &h); err != nil {
			return nil, err
		}
		if h.Protocol != protocol {
			return nil, fmt.Errorf("%w that speaks protocol %d", ErrMissing, protocol)
		}
		p.greeted = true
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(w.limit, deadline))
	defer cancel()
	w.id++
	if err := p.write(ctx, request{w.id, g}); err != nil {
		return nil, err
	}
	var a answer
	if err := p.read(ctx, &a); err != nil {
		return nil, err
	}
	if a.ID != w.id {
		return nil, fmt.Errorf("seika-layout answered request %d instead of %d", a.ID, w.id)
	}
	if !a.OK {
		return nil, fmt.Errorf("seika-layout: %s", a.Error)
	}
	r, err := result(ctx, g, a)
	if err != nil {
		return nil, err
	}
	if p.layouts++; p.layouts >= maxLayouts || a.Mem > maxMemory {
		w.stop()
	}
	return r, nil
}

// process is a running worker.
type process struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     io.ReadCloser
	errs    tail
	greeted bool
	layouts int
	done    chan struct{} // closed once the process has ended
}

// start starts a worker. Its folder is set before it begins: the library it links takes it from the environment.
func start(path, folder string) (*process, error) {
	if err := own(folder); err != nil {
		return nil, fmt.Errorf("folder of seika-layout: %w", err)
	}
	p := &process{cmd: exec.Command(path), done: make(chan struct{})}
	p.cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(temporary, strings.ToUpper(name))
	})
	for _, name := range temporary {
		p.cmd.Env = append(p.cmd.Env, name+"="+folder)
	}
	p.cmd.Stderr = &p.errs
	p.cmd.WaitDelay = time.Second
	hide(p.cmd)
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("start seika-layout: %w", err)
	}
	out, into, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start seika-layout: %w", err)
	}
	p.out, p.cmd.Stdout = out, into
	if err := p.cmd.Start(); err != nil {
		_ = out.Close()
		_ = into.Close()
		return nil, fmt.Errorf("start seika-layout: %w", err)
	}
	_ = into.Close() // the process has its own
	live.Go(p.cmd.Wait, func(error) { close(p.done) })
	return p, nil
}

// temporary are the variables that say where temporary files go.
var temporary = []string{"TMPDIR", "TMP", "TEMP"}

// own makes a folder that only we may look into, or sees that it is one.
func own(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	if !info.IsDir() || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("%s is open to others", folder)
	}
	return nil
}

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// kill ends the process and waits until it is gone.
func (p *process) kill() {
	_ = p.in.Close()
	_ = p.cmd.Process.Kill() // it may be gone already
	<-p.done
	_ = p.out.Close()
}

func (p *process) read(ctx context.Context, v any) error {
	return p.await(ctx, func() error {
		err := readFrame(p.out, v)
		if errors.Is(err, io.EOF) {
			return errors.New("seika-layout ended")
		}
		return err
	})
}

func (p *process) write(ctx context.Context, v any) error {
	return p.await(ctx, func() error { return writeFrame(p.in, v) })
}

// await does something with a pipe. If the time is up first the process is killed, which ends the wait.
func (p *process) await(ctx context.Context, f func() error) error {
	got := make(chan error, 1)
	live.Go(f, func(err error) { got <- err })
	select {
	case err := <-got:
		return err
	case <-ctx.Done():
		p.kill()
		<-got // so that nothing writes to v any more
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return errors.New("seika-layout took too long")
		}
		return ctx.Err()
	}
}

// tail keeps the last of what is written to it.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, b...)
	if more := len(t.kept) - keptErrors; more > 0 {
		t.kept = slices.Delete(t.kept, 0, more)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.kept))
}
