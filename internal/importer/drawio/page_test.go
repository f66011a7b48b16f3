package drawio_test

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/importer/drawio"
	"seika/internal/source"
)

const model = `<mxGraphModel dx="1"><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="g" value="枠" style="swimlane;html=1" vertex="1" parent="1"><mxGeometry x="100" y="50" width="300" height="200" as="geometry"/></mxCell>
<UserObject id="a" label="&lt;b&gt;契約&lt;/b&gt;書&lt;br&gt;&lt;script&gt;x&lt;/script&gt;A&amp;amp;B" owner="営業"><mxCell style="rounded=1;html=1;dashed=1;image=http://x" vertex="1" parent="g"><mxGeometry x="10" y="20" width="80" height="40" as="geometry"/></mxCell></UserObject>
<mxCell id="b" value="a &lt; b" style="ellipse" vertex="1" parent="1"><mxGeometry x="1e99" y="3" width="NaN" height="-4" as="geometry"/></mxCell>
<mxCell id="e" edge="1" parent="1" source="a" target="b"><mxGeometry relative="1" as="geometry"/></mxCell>
</root></mxGraphModel>`

func file(content string) string {
	return `<mxfile><diagram id="p" name="頁">` + content + `</diagram></mxfile>`
}

func packed(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, 9)
	require.NoError(t, err)
	_, err = w.Write([]byte(strings.ReplaceAll(url.QueryEscape(s), "+", "%20")))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\n", "&#10;").Replace(s)
}

func chunk(kind string, content []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	return append(append(append(b, kind...), content...), 0, 0, 0, 0)
}

func png(t testing.TB, s string, deflated bool) string {
	t.Helper()
	kind, content := "tEXt", []byte("mxfile\x00"+url.QueryEscape(s))
	if deflated {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		_, err := w.Write([]byte(url.QueryEscape(s)))
		require.NoError(t, err)
		require.NoError(t, w.Close())
		kind, content = "zTXt", append([]byte("mxfile\x00\x00"), b.Bytes()...)
	}
	return "\x89PNG\r\n\x1a\n" + string(chunk("IHDR", make([]byte, 13))) + string(chunk(kind, content)) + string(chunk("IEND", nil))
}

func pages(t testing.TB, text string, limits source.Limits) ([]drawio.Page, error) {
	t.Helper()
	return drawio.Pages(t.Context(), &source.Input{File: "f.drawio", Data: []byte(text), Limits: limits})
}

func TestADrawingIsTheSameHoweverItIsPacked(t *testing.T) {
	for name, text := range map[string]string{
		"plain": file(model), "bare": model, "packed": file(packed(t, model)), "packed on lines": file("\n" + packed(t, model) + "\n"),
		"svg": `<svg xmlns="http://www.w3.org/2000/svg" content="` + escaped(file(packed(t, model))) + `"><g/></svg>`,
		"png": png(t, file(model), false), "png, deflated": png(t, file(packed(t, model)), true),
	} {
		got, err := pages(t, text, source.Limits{})
		require.NoError(t, err, name)
		require.Len(t, got, 1, name)
		if name != "bare" {
			assert.Equal(t, "頁", got[0].Name, name)
		}
		cells := map[string]*drawio.Cell{}
		for _, c := range got[0].Cells {
			cells[c.ID] = c
		}
		require.Len(t, cells, 6, name)
		a, e := cells["a"], cells["e"]
		assert.Equal(t, "契約書\nA&B", a.Label, "%s: markup is gone", name)
		assert.Equal(t, map[string]string{"owner": "営業"}, a.Attrs, name)
		assert.Equal(t, geom.R(110, 70, 190, 110), a.Rect, "%s: on the page", name)
		assert.Equal(t, map[string]string{"rounded": "1", "html": "1", "dashed": "1"}, a.Style, "%s: nothing else is taken", name)
		assert.Equal(t, "a < b", cells["b"].Label, "%s: no markup where none is meant", name)
		assert.Equal(t, geom.R(0, 3, 0, 3), cells["b"].Rect, "%s: only numbers that a picture can have", name)
		assert.True(t, cells["b"].Styled("ellipse", ""), name)
		assert.True(t, e.Edge && e.Source == "a" && e.Target == "b", name)
	}
}

func TestFilesThatMeanHarmAreRefusedInOneLine(t *testing.T) {
	bomb := packed(t, "<mxGraphModel><root>"+strings.Repeat(" ", 1<<20)+"</root></mxGraphModel>")
	many := "<mxGraphModel><root>" + strings.Repeat(`<mxCell vertex="1"/>`, 11) + "</root></mxGraphModel>"
	for name, tc := range map[string]struct {
		text   string
		limits source.Limits
		want   string
	}{
		"nothing in it":  {"<mxfile/>", source.Limits{}, "f.drawio:1:1: There is no draw.io drawing"},
		"something else": {"<html/>", source.Limits{}, "f.drawio:1:1: There is no draw.io drawing"},
		"no base64":      {file("*"), source.Limits{}, "f.drawio:1:9: “頁”: The compressed part here is damaged"},
		"cut off":        {file(packed(t, model)[:200]), source.Limits{}, "f.drawio:1:9: “頁”: The compressed part here is damaged"},
		"bomb":           {file(bomb), source.Limits{}, "f.drawio:1:9: “頁”: This unpacks to more than 100 times its size"},
		"large":          {file(bomb), source.Limits{Inflated: 50 << 10}, "f.drawio:1:9: “頁”: This unpacks to more than 50 KB"},
		"deep":           {strings.Repeat("<mxfile>", 201), source.Limits{}, "nested deeper than 200 levels"},
		"entities":       {`<!DOCTYPE mxfile [<!ENTITY a "b">]><mxfile/>`, source.Limits{}, "Definitions inside <!DOCTYPE"},
		"faulty inside":  {file(packed(t, "<mxGraphModel><root>")), source.Limits{}, "f.drawio:1:9: "},
		"too many":       {many, source.Limits{Nodes: 10}, "This makes 11 deliverables; the limit is 10"},
		"long label":     {`<mxGraphModel><root><mxCell value="abcdef"/></root></mxGraphModel>`, source.Limits{Label: 5}, "f.drawio:1:21: This name is longer than 5 B"},
		"png without":    {png(t, "", false)[:33], source.Limits{}, "f.drawio:1:1: There is no draw.io drawing"},
	} {
		_, err := pages(t, tc.text, tc.limits)
		var r *source.Refused
		require.ErrorAs(t, err, &r, name)
		assert.Len(t, r.Problems, 1, name)
		assert.Contains(t, r.Error(), tc.want, name)
	}
}

func TestCellsThatLieInEachOtherStandSomewhere(t *testing.T) {
	got, err := pages(t, `<mxGraphModel><root><mxCell id="a" parent="b" vertex="1"/><mxCell id="b" parent="a" vertex="1"/><mxCell id="c" parent="c" vertex="1"/></root></mxGraphModel>`, source.Limits{})
	require.NoError(t, err)
	assert.Len(t, got[0].Cells, 3)
}

func FuzzPages(f *testing.F) {
	for _, seed := range []string{model, file(model), file(packed(f, model)), png(f, file(model), true), `<svg content="` + escaped(file(model)) + `"/>`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := &source.Input{File: "f", Data: data, Limits: source.Limits{Inflated: 1 << 20, Depth: 20}}
		got, err := drawio.Pages(t.Context(), in)
		require.True(t, err == nil || len(got) == 0)
		for _, p := range got {
			for _, c := range p.Cells {
				require.True(t, c.Rect.Min.Finite() && c.Rect.Max.Finite(), fmt.Sprint(c.Rect))
				require.LessOrEqual(t, c.Offset, len(data))
			}
		}
	})
}
