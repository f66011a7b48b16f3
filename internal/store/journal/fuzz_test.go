package journal_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/store/journal"
	"seika/model/file"
)

// FuzzReplay gives Replay any bytes, and such as begin well: it gives a well-formed document, or says why not.
func FuzzReplay(f *testing.F) {
	for seed := range uint64(3) {
		d, _ := session(seed, 12)
		for _, data := range journals(d.fs) {
			f.Add(data)
			f.Add(data[:len(data)*2/3])
			f.Add(bytes.Replace(data, []byte(`"gone"`), []byte(`"gome"`), 1))
		}
	}
	f.Add([]byte("seika-journal 2 "))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, journal.Resealed(data)} {
			r, err := journal.Replay(data)
			if err != nil {
				require.True(t, errors.Is(err, journal.ErrNone) || errors.Is(err, journal.ErrNewer), "%v", err)
				continue
			}
			for r.Doc.Undo() {
			}
			for r.Doc.Redo() {
			}
			require.NotEmpty(t, file.Encode(r.Doc.Graph()))
		}
	})
}
