package exporttest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Parts takes the file of an office program apart, seeing to it that every part can be read and has a type, and that all it
// refers to is there.
func Parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		data, err := io.ReadAll(r)
		require.NoError(t, err)
		all[f.Name] = string(data)
		for dec := xml.NewDecoder(bytes.NewReader(data)); path.Ext(f.Name) != ".png"; {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else {
				require.NoError(t, err, f.Name)
			}
		}
	}
	types := all["[Content_Types].xml"]
	for name, text := range all {
		switch {
		case path.Ext(name) == ".png":
			assert.Contains(t, types, `Extension="png"`)
		case !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml":
			assert.Contains(t, types, `PartName="/`+name+`"`, "type of %s", name)
		default:
			var rels struct {
				Relationship []struct {
					Target string `xml:"Target,attr"`
					Mode   string `xml:"TargetMode,attr"`
				} `xml:"Relationship"`
			}
			require.NoError(t, xml.Unmarshal([]byte(text), &rels))
			for _, r := range rels.Relationship {
				assert.Empty(t, r.Mode, "nothing outside")
				assert.Contains(t, all, path.Join(path.Dir(path.Dir(name)), r.Target), "what %s refers to", name)
			}
		}
	}
	return all
}
