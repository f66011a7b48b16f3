package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"seika/internal/store/fsx"
	"seika/model"
	"seika/model/file"
)

// What was copied last goes beside the clipboard, which takes text alone: another editor of this person pastes it where it
// stood, with all that no text says. The sum of the text tells whether that is still on the clipboard.

// copiedFile holds the sum and, from the next line on, the model.
const copiedFile = "copied"

var errNotCopied = errors.New("this is nothing that was copied")

// KeepCopied keeps a model for a text that went to the clipboard, in place of what was copied before.
func (d *Disk) KeepCopied(text string, g *model.Graph) error {
	if d.State == "" {
		return errNoState
	}
	err := d.FS.MkdirAll(d.State, dirMode)
	path := filepath.Join(d.State, copiedFile)
	if err == nil {
		err = d.FS.Remove(path)
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		data := append([]byte(SumOf([]byte(text)).hex()+"\n"), file.Encode(g)...)
		_, err = fsx.WriteNew(d.FS, path, data, fsx.New{Perm: fileMode})
	}
	if err != nil {
		return fmt.Errorf("keep what was copied: %w", err)
	}
	return nil
}

// Copied is what was copied last by whichever editor, and the sum of the text that went to the clipboard.
func (d *Disk) Copied(ctx context.Context) (text Seen, g *model.Graph, err error) {
	if d.State == "" {
		return Nothing, nil, errNoState
	}
	path := filepath.Join(d.State, copiedFile)
	info, err := d.FS.Stat(path)
	if err != nil {
		return Nothing, nil, err
	}
	if !info.Mode.IsRegular() || info.Size > keepable {
		return Nothing, nil, errNotCopied
	}
	data, err := fsx.ReadFile(d.FS, path)
	if err != nil {
		return Nothing, nil, err
	}
	sum, content, ok := bytes.Cut(data, []byte("\n"))
	if !ok {
		return Nothing, nil, errNotCopied
	}
	g, err = decode(ctx, content)
	return seenHex(string(sum)), g, err
}

// forgetCopied takes it away: the clipboard has its text still.
func (d *Disk) forgetCopied() error {
	if d.State == "" {
		return nil
	}
	if err := d.FS.Remove(filepath.Join(d.State, copiedFile)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
