package source_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/source"
)

// entry is a file in an archive.
type entry struct{ name, text string }

func zipped(t *testing.T, list ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range list {
		w, err := z.Create(e.name)
		require.NoError(t, err)
		_, err = io.WriteString(w, e.text)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestAnArchiveIsOpenedWithinItsLimits(t *testing.T) {
	open := func(data []byte, l source.Limits) string {
		in := &source.Input{File: "a.zip", Data: data, Limits: l}
		a, what, bad := in.Zip()
		if !bad {
			_, what, bad = a.Part("a")
		}
		if !bad {
			return ""
		}
		return what.Key
	}
	two := zipped(t, entry{"a", "one"}, entry{"b", "two"})
	zeros := zipped(t, entry{"a", string(make([]byte, 200<<10))})
	var many []entry
	for i := range 1001 {
		many = append(many, entry{fmt.Sprint(i), ""})
	}
	for _, tc := range []struct {
		name   string
		data   []byte
		limits source.Limits
		want   string
	}{
		{"two parts", two, source.Limits{}, ""},
		{"as many as may be", two, source.Limits{Entries: 2}, ""},
		{"one more", two, source.Limits{Entries: 1}, "source.limit.entries"},
		{"more than anybody needs", zipped(t, many...), source.Limits{}, "source.limit.entries"},
		{"as much as may be", two, source.Limits{Inflated: 3}, ""},
		{"a byte more", two, source.Limits{Inflated: 2}, "source.limit.inflated"},
		{"far larger than packed", zeros, source.Limits{}, "source.limit.ratio"},
		{"a name twice", zipped(t, entry{"a", "one"}, entry{"a", "two"}), source.Limits{}, "source.zip.twice"},
		{"cut off", two[:len(two)-9], source.Limits{}, "source.packed"},
		{"no archive", []byte("PK"), source.Limits{}, "source.packed"},
	} {
		assert.Equal(t, tc.want, open(tc.data, tc.limits), tc.name)
	}
}
