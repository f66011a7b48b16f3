package png

import (
	"bytes"
	"compress/flate"
	"hash/adler32"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// inflated is what a reader makes of pieces, one behind the other.
func inflated(t require.TestingT, pieces ...[]byte) []byte {
	all := bytes.Join(pieces, nil)
	got, err := io.ReadAll(flate.NewReader(bytes.NewReader(append(all, 1, 0, 0, 0xFF, 0xFF))))
	require.NoError(t, err)
	return got
}

// spansOf finds the bytes that are not 0, and joins some that stand close, as pixels do.
func spansOf(row []byte, gap int) []span {
	var all []span
	for i, v := range row {
		switch {
		case v == 0:
		case len(all) > 0 && i-all[len(all)-1].to <= gap:
			all[len(all)-1].to = i + 1
		default:
			all = append(all, span{i, i + 1})
		}
	}
	return all
}

func TestWhatIsPackedComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var (
			d      deflater
			pieces [][]byte
			want   []byte
		)
		back := rapid.IntRange(3, 4).Draw(t, "bytes of a pixel")
		value := rapid.OneOf(rapid.Byte(), rapid.ByteRange(1, 2))
		for range rapid.IntRange(1, 3).Draw(t, "pieces") {
			d.reset()
			var piece []byte
			wide := rapid.IntRange(1, 70_000).Draw(t, "bytes of a row")
			for range rapid.IntRange(1, 4).Draw(t, "rows") {
				row := make([]byte, wide)
				at := 0
				for range rapid.IntRange(0, 20).Draw(t, "stretches") {
					at += rapid.IntRange(0, 5000).Draw(t, "zeros")
					some := rapid.SliceOfN(value, 1, 30).Draw(t, "bytes")
					for range rapid.IntRange(1, 200).Draw(t, "times") {
						at += copy(row[min(at, wide):], some)
					}
				}
				row[0] = up
				d.row(row, spansOf(row, back), back)
				piece = append(piece, row...)
			}
			d.end()
			assert.Equal(t, adler32.Checksum(piece), d.sum())
			pieces = append(pieces, bytes.Clone(d.out))
			want = append(want, piece...)
		}
		require.True(t, bytes.Equal(want, inflated(t, pieces...)))
	})
}

func TestBytesOfVeryUnequalUseArePackedWithinTheLongestCode(t *testing.T) {
	var d deflater
	d.reset()
	// As often as the numbers of Fibonacci: the tree would be as high as there are values.
	var row []byte
	few, many := 1, 1
	for v := byte(1); v <= 24; v++ {
		for range few {
			row = append(row, v, 200+v, v^0x55) // never alike three bytes on
		}
		few, many = many, few+many
	}
	for i := range row { // no match is long enough to be used
		j := (i * 7919) % len(row)
		row[i], row[j] = row[j], row[i]
	}
	row = append([]byte{up}, row...)
	d.row(row, []span{{0, len(row)}}, 3)
	d.end()
	assert.True(t, bytes.Equal(row, inflated(t, d.out)))
}

func TestABlankPictureTakesNextToNothing(t *testing.T) {
	var d deflater
	d.reset()
	row := make([]byte, 30_001)
	row[0] = up
	for range bandRows {
		d.row(row, []span{{0, 1}}, 3)
	}
	d.end()
	assert.Less(t, len(d.out), 5000, "3.8 MB of zeros")
	assert.Len(t, inflated(t, d.out), bandRows*len(row))
}
