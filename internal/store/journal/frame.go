// Package journal keeps the edits of a document on the disk as they are made, and gives them back after a crash. What is
// appended is durable once Status says so; nobody waits for it. It knows no folders but the one it is given, no windows and
// no words for people.
//
// # The file
//
// A line `seika-journal 1 ` with the journal's id in 32 hex digits, then frames: length of the payload (u32, little-endian),
// CRC-32C (u32, little-endian), payload. The sum covers the id, the number of the frame, its length and its payload, so that
// a frame of another journal or at another place is none. Length 0 is none either: a tail of zero bytes holds no frames.
// Reading ends at the first frame that is not right.
//
// A payload is a Record as one line of JSON, then its body: the document a journal begins with, packed, or what came of an
// edit, as model/file writes it. Replaying needs no command, no analysis and no layout, so that a fault in those cannot come
// back with it.
package journal

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"

	"seika/internal/store/fsx"
)

const (
	firstLine = "seika-journal "
	format    = "1"
	idBytes   = 16
	lineLen   = len(firstLine) + len(format) + 1 + 2*idBytes + 1
	headerLen = 8
)

// maxPayload bounds a frame: the largest document there may be, many times over.
const maxPayload = 1 << 30

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// id tells a journal from every other.
type id [idBytes]byte

func (i id) String() string { return hex.EncodeToString(i[:]) }

func (i id) line() []byte { return []byte(firstLine + format + " " + i.String() + "\n") }

// sum is the checksum of the n-th frame, counted from 0.
func (i id) sum(n uint64, payload []byte) uint32 {
	b := append([]byte{}, i[:]...)
	b = binary.LittleEndian.AppendUint64(b, n)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(payload)))
	return crc32.Update(crc32.Checksum(b, castagnoli), castagnoli, payload)
}

// frame appends the n-th frame.
func (i id) frame(b []byte, n uint64, payload []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(payload)))
	b = binary.LittleEndian.AppendUint32(b, i.sum(n, payload))
	return append(b, payload...)
}

var (
	// ErrNewer says that a journal was written by a newer program. It is to be left alone.
	ErrNewer = errors.New("journal of a newer program")
	// ErrNone says that a file is no journal, or that not even its beginning can be read.
	ErrNone = errors.New("no journal")
)

// Unbegun says that what is no journal is the start of one: the machine stopped before its head was on the disk, so that it
// held nothing that was acknowledged.
func Unbegun(data []byte) bool {
	whole := len(bytes.TrimRight(data, "\x00"))
	if whole < lineLen+headerLen {
		return true
	}
	if !bytes.HasPrefix(data, []byte(firstLine)) {
		return false
	}
	length := binary.LittleEndian.Uint32(data[lineLen:])
	return length == 0 || int64(whole) < int64(lineLen+headerLen)+int64(length)
}

// Lost says how much at the end of a journal could not be read. The last record of a killed program is often unfinished.
type Lost struct {
	Bytes   int64 // without zeros at the end
	Records int   // at least
}

// split takes a journal apart, as far as it is right.
func split(data []byte) (i id, payloads [][]byte, lost Lost, err error) {
	if rest, ok := bytes.CutPrefix(data, []byte(firstLine)); ok {
		if v, _, ok := bytes.Cut(rest[:min(len(rest), 12)], []byte(" ")); ok && string(v) != format && isNumber(v) {
			return i, nil, lost, ErrNewer
		}
	}
	if len(data) < lineLen {
		return i, nil, lost, ErrNone
	}
	if n, err := hex.Decode(i[:], data[lineLen-1-2*idBytes:lineLen-1]); err != nil || n != idBytes {
		return i, nil, lost, ErrNone
	}
	if !bytes.Equal(i.line(), data[:lineLen]) {
		return i, nil, lost, ErrNone
	}
	rest := data[lineLen:]
	for len(rest) > 0 {
		payload, next, ok := i.next(rest, uint64(len(payloads)))
		if !ok {
			return i, payloads, i.lost(rest, uint64(len(payloads))), nil
		}
		payloads = append(payloads, payload)
		rest = next
	}
	return i, payloads, lost, nil
}

func isNumber(b []byte) bool { return len(b) > 0 && len(bytes.Trim(b, "0123456789")) == 0 }

// next reads the n-th frame off the front.
func (i id) next(rest []byte, n uint64) (payload, after []byte, ok bool) {
	payload, sum, after, ok := cut(rest)
	if !ok || sum != i.sum(n, payload) && !fsx.Seeded(fsx.NoChecksum) {
		return nil, nil, false
	}
	return payload, after, true
}

// cut takes a frame off the front by its length.
func cut(rest []byte) (payload []byte, sum uint32, after []byte, ok bool) {
	if len(rest) < headerLen {
		return nil, 0, nil, false
	}
	length, sum := binary.LittleEndian.Uint32(rest), binary.LittleEndian.Uint32(rest[4:])
	rest = rest[headerLen:]
	if length == 0 || length > maxPayload || int(length) > len(rest) {
		return nil, 0, nil, false
	}
	return rest[:length], sum, rest[length:], true
}

// lost looks past the first bad frame, the n-th, for good ones that nobody can use any more.
func (i id) lost(rest []byte, n uint64) Lost {
	l := Lost{Bytes: int64(len(bytes.TrimRight(rest, "\x00")))}
	if l.Bytes == 0 {
		return l
	}
	l.Records = 1
	_, _, rest, ok := cut(rest)
	for ok {
		n++
		if _, rest, ok = i.next(rest, n); ok {
			l.Records++
		}
	}
	return l
}
