package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"seika/internal/importer"
	importers "seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/source"
	"seika/internal/store/fsx"
	"seika/internal/taskview"
	"seika/model"
)

// stdio is the file name that stands for standard input and output.
const stdio = "-"

// input is a file that was read.
type input struct {
	*source.Input
	format string // the name of its reader
	graph  *model.Graph
	marked bool             // a byte order mark stood before Data
	found  *taskview.Result // where the file held a task view
}

// byteOrderMark may stand before UTF-8 text.
const byteOrderMark = "\uFEFF"

// read reads a model. from names its format; "" leaves that to the name of the file, and to its first bytes.
func (c *call) read(ctx context.Context, name, from string) (input, error) {
	c.doing(lang.M("cli.doing.read", "file", source.Visible(name)))
	in, err := c.readBytes(ctx, name)
	if err != nil {
		return in, about(name, err)
	}
	reader, ok := importer.Named(importers.Readers, from)
	if from == "" {
		const head = 512 // bytes; more than any sign of a format
		reader, ok = importer.Find(importers.Readers, name, in.Data[:min(head, len(in.Data))])
	}
	if !ok {
		return in, about(name, noReader(name))
	}
	in.format = reader.Name
	in.Encoding, in.Dashed = c.encoding, c.dashed
	if reader.View != nil || reader.Draws && c.boxes == importer.AsTasks {
		return in, about(name, c.derive(ctx, reader, &in))
	}
	if in.graph, err = reader.Graph(ctx, in.Input); err == nil && reader.Draws {
		importer.Offer(in.graph, in.Input)
	}
	return in, about(name, err)
}

// noReader says that nobody reads a file.
func noReader(name string) lang.Msg {
	if kind := importer.Stranger(name); kind != "" {
		return lang.M("import.stranger", "kind", kind)
	}
	return lang.M("cli.file.format", "names", strings.Join(readerNames(), ", "))
}

// derive reads a task view and makes a model of it.
func (c *call) derive(ctx context.Context, reader importer.Reader, in *input) error {
	v, err := reader.Tasks(ctx, in.Input)
	if err != nil {
		return err
	}
	if c.members != "" {
		if err := c.compose(ctx, v); err != nil {
			return err
		}
	}
	r, err := importer.Derive(ctx, in.Input, v, c.view)
	in.graph, in.found = r.Graph, &r
	return err
}

// readBytes reads what may never come: from a pipe, from somebody who types. A cancel does not wait for it.
func (c *call) readBytes(ctx context.Context, name string) (input, error) {
	var in input
	end := make(chan error, 1)
	live.Go(func() (err error) {
		in, err = c.readAll(ctx, name)
		return err
	}, func(err error) { end <- err })
	select {
	case err := <-end:
		return in, err
	case <-ctx.Done():
		return input{}, ctx.Err()
	}
}

func (c *call) readAll(ctx context.Context, name string) (in input, err error) {
	r := c.In
	if name != stdio {
		f, err := c.openFile(name)
		if err != nil {
			return in, err
		}
		// Nothing was written: closing can fail without harm.
		defer func() { _ = f.Close() }()
		r = f
	}
	b := bufio.NewReader(r)
	start, err := b.Peek(len(byteOrderMark))
	if err != nil && !errors.Is(err, io.EOF) {
		return in, err
	}
	in.marked = string(start) == byteOrderMark
	in.Input, err = source.Read(ctx, name, b, c.limits)
	return in, err
}

// openFile opens a file that may be read as a whole.
func (c *call) openFile(name string) (fsx.File, error) {
	f, err := c.FS.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	what, over := c.limits.Over(source.Bytes, info.Size)
	switch {
	case err != nil:
	case info.Mode.IsDir():
		err = fsx.ErrFolder
	case info.Mode.IsRegular() && over:
		err = what
	default:
		return f, nil
	}
	return nil, errors.Join(err, f.Close())
}

// held is what the file held byte by byte.
func (in input) held() []byte {
	if in.marked {
		return append([]byte(byteOrderMark), in.Data...)
	}
	return bytes.Clone(in.Data)
}

// warn prints what a reader noticed in a file that it could read.
func (c *call) warn(in input) {
	for _, p := range in.Problems {
		c.complain(p.In(c.lang))
	}
}

// readerNames lists what --from takes.
func readerNames() []string {
	var names []string
	for _, r := range importers.Readers {
		names = append(names, r.Name)
	}
	return names
}

// write puts a whole content where it belongs. was, unless nil, is what the file must hold still.
func (c *call) write(name string, data, was []byte) error {
	if name == stdio {
		return c.print(data)
	}
	c.screen.rest()
	var err error
	if was != nil {
		err = fsx.ReplaceRead(c.FS, name, was, data)
	} else {
		err = fsx.Replace(c.FS, name, data)
	}
	if _, gone := c.FS.Stat(filepath.Dir(name)); err != nil && errors.Is(gone, fs.ErrNotExist) {
		err = lang.M("cli.file.no_folder")
	}
	return about(name, err)
}

// print puts a whole text on standard output.
func (c *call) print(data []byte) error {
	c.screen.rest()
	if len(data) == 0 {
		return nil
	}
	if _, err := c.Out.Write(data); err != nil {
		return lang.M("cli.out_failed", "cause", cause(err))
	}
	return nil
}

// cause is the innermost reason of an error, without the names on the way to it.
func cause(err error) lang.Msg {
	if errors.Is(err, syscall.ENOSPC) {
		return lang.M("cli.cause.full")
	}
	for {
		next := errors.Unwrap(err)
		if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
			next = joined.Unwrap()[0]
		}
		if next == nil {
			return lang.M("cli.cause.other", "what", source.Visible(err.Error()))
		}
		err = next
	}
}
