package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/store"
	"seika/internal/store/fsx"
)

func texts(t *testing.T, d *store.Doc) []string {
	t.Helper()
	all, err := d.Versions()
	require.NoError(t, err)
	out := []string{}
	for _, v := range all {
		data, err := d.Version(v.Seen)
		require.NoError(t, err)
		out = append(out, string(data))
	}
	return out
}

func TestReplacedContentsAreKept(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("0"))
	d, _ := b.open(t)
	assert.Empty(t, texts(t, d))
	for i := 1; i <= 3; i++ {
		b.now = b.now.Add(time.Minute)
		_, err := d.Save(request(fmt.Append(nil, i)))
		require.NoError(t, err)
	}
	assert.Equal(t, []string{"2", "1", "0"}, texts(t, d), "newest first")
	all, err := d.Versions()
	require.NoError(t, err)
	assert.Equal(t, b.now, all[0].Time)

	t.Run("each content once, under its last time", func(t *testing.T) {
		require.NoError(t, d.Keep([]byte("0")))
		assert.Equal(t, []string{"0", "2", "1"}, texts(t, d))
	})
	t.Run("in order even if the clock is put back", func(t *testing.T) {
		b.now = b.now.Add(-time.Hour)
		require.NoError(t, d.Keep([]byte("x")))
		assert.Equal(t, []string{"x", "0", "2", "1"}, texts(t, d))
	})
	t.Run("and a damaged one is not passed for good", func(t *testing.T) {
		dir := state + "/doc/" + b.fs.Names(state + "/doc")[0] + "/v/"
		name := dir + b.fs.Names(dir)[0]
		data, _ := b.fs.Data(name)
		bad := append([]byte{}, data...)
		bad[len(bad)/2] ^= 1
		b.fs.Patch(name, bad)
		_, err := d.Version(store.SumOf([]byte("1")))
		require.Error(t, err)
		require.NoError(t, d.Keep([]byte("1")))
		got, err := d.Version(store.SumOf([]byte("1")))
		require.NoError(t, err, "once kept again")
		assert.Equal(t, "1", string(got))
	})
}

func TestOldVersionsAreThinnedOut(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("0"))
	d, _ := b.open(t)
	for day := range 40 {
		for hour := range 3 {
			b.now = time.Date(2026, 1, 1+day, 9+hour, 0, 0, 0, time.UTC)
			require.NoError(t, d.Keep(fmt.Appendf(nil, "%d %d", day, hour)))
		}
	}
	got := texts(t, d)
	assert.Equal(t, "39 2", got[0])
	assert.Equal(t, "33 1", got[19], "the last 20")
	assert.Equal(t, "33 0", got[20], "then the first of each day")
	assert.Equal(t, "32 0", got[21])
	assert.Equal(t, "10 0", got[len(got)-1], "for 30 days")
	assert.Len(t, got, 20+24)
}

// heavy is a file system in which every version weighs much.
type heavy struct{ fsx.FS }

func (h heavy) Stat(name string) (fsx.Info, error) {
	i, err := h.FS.Stat(name)
	if i.Mode.IsRegular() {
		i.Size = 30 << 20
	}
	return i, err
}

func TestAllVersionsTogetherHaveALimit(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("0"))
	d, _ := b.open(t)
	for i := range 10 {
		b.now = b.now.Add(time.Minute)
		require.NoError(t, d.Keep(fmt.Append(nil, i)))
	}
	b.FS = heavy{b.fs}
	b.open(t)
	assert.Equal(t, []string{"9", "8", "7", "6", "5", "4"}, texts(t, d), "200 MB hold six of 30 MB")
}

func TestWhatIsKeptOfADocumentIsForgotten(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("0"))
	b.fs.Put("/home/b.seika", []byte("other"))
	d, _ := b.open(t)
	other, err := b.Open(t.Context(), "/home/b.seika", limit)
	require.NoError(t, err)
	require.NoError(t, other.Doc.Keep([]byte("other, before")))
	for _, s := range []string{"1", "2"} {
		_, err := d.Save(request([]byte(s)))
		require.NoError(t, err)
	}
	require.Len(t, texts(t, d), 2)
	n, err := d.Forget(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 2, n)
	assert.Empty(t, texts(t, d))
	assert.Equal(t, []string{"other, before"}, texts(t, other.Doc), "of this document alone")
	data, _ := b.fs.Data(doc)
	assert.Equal(t, "2", string(data), "the file stays")
	n, err = d.Forget(t.Context())
	require.NoError(t, err)
	assert.Zero(t, n)
}

func TestReportsAreTheLastFew(t *testing.T) {
	b := newBench()
	for i := range 15 {
		b.now = b.now.Add(time.Second)
		path, err := b.KeepReport(fmt.Appendf(nil, "%d", i))
		require.NoError(t, err)
		data, ok := b.fs.Data(path)
		require.True(t, ok)
		assert.Equal(t, fmt.Sprint(i), string(data))
	}
	assert.Len(t, b.fs.Names(state+"/reports"), 10)
	b.State = ""
	_, err := b.KeepReport(nil)
	assert.Error(t, err)
}
