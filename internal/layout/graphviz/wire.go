package graphviz

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"seika/internal/layout"
)

// What goes through the pipe: frames of four bytes length, most significant first, then JSON. The worker begins with hello.

const (
	protocol = 1
	maxFrame = 64 << 20 // bytes
)

type hello struct {
	Protocol int    `json:"protocol"`
	Graphviz string `json:"graphviz"`
}

type request struct {
	ID    uint64        `json:"id"`
	Graph *layout.Graph `json:"graph"`
}

type answer struct {
	ID     uint64       `json:"id"`
	OK     bool         `json:"ok"`
	At     [][2]float64 `json:"at,omitempty"`     // centres of all nodes, blocks expanded
	Frames [][2]float64 `json:"frames,omitempty"` // centres of the groups that hold nothing
	Mem    uint64       `json:"mem,omitempty"`    // bytes the worker uses
	Error  string       `json:"error,omitempty"`
}

func writeFrame(w io.Writer, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	if len(data) > maxFrame {
		return errors.New("write frame: too long")
	}
	frame := append(binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(data)), uint32(len(data))), data...)
	if _, err := w.Write(frame); err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	return nil
}

// readFrame gives io.EOF, bare, where the other side has closed the pipe between two frames.
func readFrame(r io.Reader, v any) error {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return io.EOF
		}
		return fmt.Errorf("read frame: %w", err)
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > maxFrame {
		return fmt.Errorf("read frame: %d bytes are too many", n)
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(n))) // grows with what comes, not with what is promised
	if err != nil {
		return fmt.Errorf("read frame: %w", err)
	}
	if uint32(len(data)) < n {
		return fmt.Errorf("read frame: %w", io.ErrUnexpectedEOF)
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("read frame: %w", err)
	}
	return nil
}
