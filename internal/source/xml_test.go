package source_test

import (
	"context"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"seika/internal/source"
)

// pass reads a whole document without looking at it.
func pass(ctx context.Context, in *source.Input) error {
	return in.XML(ctx, func(*source.XML) {})
}

func TestAReaderGoesElementByElement(t *testing.T) {
	in := read(t, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE definitions SYSTEM "a>b.dtd">
<!-- <not> -->
<b:definitions xmlns:b="urn:bpmn" xmlns="urn:other">
 <b:task id="t1" b:kind="x" name="契&#x7D04;&amp;書"><b:incoming>f<i>1</i><![CDATA[<&>]]></b:incoming><skipped><deep/></skipped></b:task>
 <plain xmlns=""/>
</b:definitions>
`, source.Limits{})
	var seen []string
	err := in.XML(t.Context(), func(x *source.XML) {
		for root := range x.Elements() {
			seen = append(seen, root.Space+" "+root.Local)
			for e := range x.Elements() {
				line, col := in.Place(e.Offset)
				seen = append(seen, fmt.Sprintf("%d:%d %s %s id=%s name=%s", line, col, e.Space, e.Local, e.Attr("id"), e.Attr("name")))
				if e.Local == "task" {
					assert.Equal(t, xml.Attr{Name: xml.Name{Space: "urn:bpmn", Local: "kind"}, Value: "x"}, e.Attrs[1])
				}
				for inner := range x.Elements() {
					if inner.Local == "incoming" {
						seen = append(seen, inner.Space+" text "+x.Text(), "again "+x.Text())
					}
				}
			}
		}
	})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"urn:bpmn definitions",
		"5:2 urn:bpmn task id=t1 name=契約&書",
		"urn:bpmn text f1<&>", "again ",
		"6:2  plain id= name=",
	}, seen)
}

func TestALoopOverElementsMayBeLeft(t *testing.T) {
	in := read(t, `<r><a><x/><y><z/></y></a><b>text</b><c/></r>`, source.Limits{})
	var seen []string
	err := in.XML(t.Context(), func(x *source.XML) {
		for range x.Elements() {
			for e := range x.Elements() {
				seen = append(seen, e.Local)
				for range x.Elements() {
					break
				}
			}
		}
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "c"}, seen)
}

func TestFaultsOfXMLAreRefusedWithAPlace(t *testing.T) {
	for _, tc := range []struct{ text, place, words string }{
		{"", "1:1", "empty"},
		{"<a>\n<<<<<<< HEAD\n", "2:1", "Git"},
		{"<a>\x00</a>", "1:4", "zero bytes"},
		{"<a>\xff</a>", "1:4", "not UTF-8"},
		// an attribute twice, also through two prefixes
		{`<a b="1" b="2"/>`, "1:1", "“b” stands here twice"},
		{`<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>`, "1:1", "“b” stands here twice"},
		{`<a xmlns:p="u" xmlns:p="v"/>`, "1:1", "“p” stands here twice"},
		// text outside the root
		{"<a/>\n text", "2:2", "outside"},
		{"text<a/>", "1:1", "outside"},
		{"<a/><![CDATA[x]]>", "1:5", "outside"},
		// no root, or two
		{"<!-- c -->", "1:11", "no element"},
		{"<a/><b/>", "1:5", "second outermost"},
		// prefixes
		{`<p:a/>`, "1:1", "“p” is not declared"},
		{`<a><b p:c="1"/></a>`, "1:4", "“p” is not declared"},
		{`<a><b xmlns:p="u"/><p:c/></a>`, "1:20", "“p” is not declared"},
		{`<p:a xmlns:p=""/>`, "1:1", "cannot be declared so"},
		{`<a xmlns:xml="u"/>`, "1:1", "cannot be declared so"},
		{`<a xmlns:xmlns="u"/>`, "1:1", "cannot be declared so"},
		{`<a xmlns="http://www.w3.org/2000/xmlns/"/>`, "1:1", "cannot be declared so"},
		{`<a:b:c xmlns:a="u"/>`, "1:1", "well-formed"},
		// declaration and DOCTYPE
		{`<a/><?xml version="1.0"?>`, "1:5", "<?xml"},
		{` <?xml version="1.0"?><a/>`, "1:2", "<?xml"},
		{`<?xml?><a/>`, "1:1", "<?xml"},
		{`<?xml version="1.1"?><a/>`, "1:1", "<?xml"},
		{`<?xml version="1.0'?><a/>`, "1:1", "<?xml"},
		{`<?XML version="1.0"?><a/>`, "1:1", "<?xml"},
		{`<?xml version="1.0"?><?xml version="1.0"?><a/>`, "1:22", "<?xml"},
		{`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, "1:13", "not read"},
		{`<!DOCTYPE a><!DOCTYPE a><a/>`, "1:13", "<!DOCTYPE"},
		{`<a><!DOCTYPE a></a>`, "1:4", "<!DOCTYPE"},
		{`<!doctype a><a/>`, "1:1", "<!DOCTYPE"},
		{`<!DOCTYPE><a/>`, "1:1", "<!DOCTYPE"},
		{`<!ENTITY x "y"><a/>`, "1:1", "<!DOCTYPE"},
		// the rest
		{`<a b="1"c="2"/>`, "1:9", "blank"},
		{`<a>&#xD800;</a>`, "1:4", "&#xD800;"},
		{`<a b="&#0;"/>`, "1:7", "&#0;"},
		{`<a>&#x110000;</a>`, "1:4", "&#x110000;"},
		{`<a>&x;</a>`, "1:4", "&x; is not defined"},
		{`<a>&#12</a>`, "1:4", "Write &amp;"},
		{`<a>R & D</a>`, "1:6", "Write &amp;"},
		{`<a>R & D; E</a>`, "1:6", "Write &amp;"},
		{`<a b="&x;"/>`, "1:7", "&x; is not defined"},
		{`<a>1 < 2</a>`, "1:6", "Write &lt;"},
		{`<a b="<"/>`, "1:7", "Write &lt;"},
		{`<a>]]></a>`, "1:4", "Write ]]&gt;"},
		{"<a>\n\x01</a>", "2:1", "U+0001"},
		{"<a>\uFFFF</a>", "1:4", "U+FFFF"},
		{`<a><!-- a -- b --></a>`, "1:11", "inside a comment"},
		{`<a></a b>`, "1:8", "“b” cannot stand in a tag"},
		{`<a ="1"/>`, "1:4", "“=” cannot stand in a tag"},
		{`<a b=1/>`, "1:4", "Write b=\"…\""},
		{`<a b"0"/>`, "1:4", "Write b=\"…\""},
		{`<a b/>`, "1:4", "Write b=\"…\""},
		{`<a></b>`, "1:4", "</b> stands where </a>"},
		{`<a><b></a></b>`, "1:7", "</a> stands where </b>"},
		{`</a>`, "1:1", "closes nothing"},
		{`<a></a></a>`, "1:8", "closes nothing"},
		{`<a>`, "1:4", "in the middle"},
		{`<a><!-- `, "1:9", "in the middle"},
		{`<a b="`, "1:7", "in the middle"},
		{`<!DOCTYPE a`, "1:12", "in the middle"},
	} {
		err := pass(t.Context(), read(t, tc.text, source.Limits{}))
		var refused *source.Refused
		require.ErrorAs(t, err, &refused, "%q", tc.text)
		assert.Len(t, refused.Problems, 1, "%q", tc.text)
		assert.Regexp(t, "^a.json:"+tc.place+": ", err.Error(), "%q", tc.text)
		assert.Contains(t, err.Error(), tc.words, "%q", tc.text)
	}
}

func TestWhatIsFineInXMLIsTaken(t *testing.T) {
	for _, text := range []string{
		`<a/>`, `<a ></a >`, `<a b = '"' c=">"/>`, "\uFEFF<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<a/>\n",
		`<?xml-stylesheet href="x"?><a xml:lang="ja"><?php ?></a><!-- end -->`,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" 'x.dtd' ><html/>`,
		`<a xmlns:p="u"><p:b p:c="1" c="2"/><b xmlns:p="v"><p:c/></b><p:d/></a>`, `<a>&lt;&#65;&#x1F600;</a>`,
	} {
		assert.NoError(t, pass(t.Context(), read(t, text, source.Limits{})), text)
	}
}

func TestXMLInOtherEncodingsIsTranscoded(t *testing.T) {
	wide := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	for _, tc := range []struct {
		declared string
		as       encoding.Encoding
		text     string
	}{
		{"UTF-16", wide, "契約書𠮷"},
		{"utf-8", wide, "契約書"}, // the mark counts for more
		{"UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "契約書𠮷"},
		{"utf-16", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "契約書"},
		{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "見積"},
		{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "見積"},
		{"Shift_JIS", japanese.ShiftJIS, "契約書ｱ"},
		{"EUC-JP", japanese.EUCJP, "契約書"},
		{"ISO-8859-1", charmap.ISO8859_1, "Verträge"},
		{"windows-1251", charmap.Windows1251, "Договор"},
	} {
		doc, err := tc.as.NewEncoder().String(`<?xml version="1.0" encoding="` + tc.declared + `"?><a>` + tc.text + `</a>`)
		require.NoError(t, err)
		in := read(t, doc, source.Limits{})
		got := ""
		require.NoError(t, in.XML(t.Context(), func(x *source.XML) {
			for range x.Elements() {
				got = x.Text()
			}
		}), tc.declared)
		assert.Equal(t, tc.text, got, tc.declared)
	}

	err := pass(t.Context(), read(t, `<?xml version="1.0" encoding="UTF-7"?><a/>`, source.Limits{}))
	assert.ErrorContains(t, err, "“UTF-7” is not known")
	err = pass(t.Context(), read(t, "<?xml version=\"1.0\" encoding=\"EUC-JP\"?>\n<a>\xff\xff</a>", source.Limits{}))
	assert.ErrorContains(t, err, "a.json:2:4: These bytes are no characters of the encoding “EUC-JP”")
	err = pass(t.Context(), read(t, "<\x00a\x00/\x00>\x00", source.Limits{}))
	assert.ErrorContains(t, err, "UTF-16")
	narrow, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(`<?xml version="1.0" encoding="utf-8"?><a/>`)
	require.NoError(t, err)
	err = pass(t.Context(), read(t, narrow, source.Limits{}))
	assert.ErrorContains(t, err, "UTF-16", "these are not the bytes of what it says it is")
	err = pass(t.Context(), read(t, `<?xml version="1.0" encoding="UTF-16"?><a/>`, source.Limits{}))
	assert.ErrorContains(t, err, "These bytes are no characters of the encoding “UTF-16”")
	in := read(t, narrow, source.Limits{})
	in.Encoding = "utf-16le"
	assert.NoError(t, pass(t.Context(), in), "who reads it may know better")
}

func TestEachLimitOfXMLHoldsAtItsValueAndNotOnePast(t *testing.T) {
	nest := func(n int) string { return strings.Repeat("<a>", n) + strings.Repeat("</a>", n) }
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " a%d=''", i)
		}
		return "<a" + b.String() + "/>"
	}
	for _, tc := range []struct {
		name       string
		limits     source.Limits
		fits, past string
		words      string
	}{
		{"depth", source.Limits{}, nest(200), nest(201), "1:601: This is nested deeper than 200"},
		{"empty elements count for depth", source.Limits{Depth: 1}, "<a/>", "<a><b/></a>", "1:4: This is nested deeper"},
		{"elements", source.Limits{Elements: 3}, "<a><b/><c/></a>", "<a><b/><c/><d/></a>", "1:12: There are more than 3 elements"},
		{"letters by number", source.Limits{Tokens: 4}, "<a b='&#10;'>&#x6F;</a>", "<a b='&#10;'>&#x6F;&#65;</a>", "1:20: There are more than 4 parts"},
		{"attributes", source.Limits{}, attributes(256), attributes(257), "1:1: This element has more than 256"},
	} {
		assert.NoError(t, pass(t.Context(), read(t, tc.fits, tc.limits)), tc.name)
		assert.ErrorContains(t, pass(t.Context(), read(t, tc.past, tc.limits)), "a.json:"+tc.words, tc.name)
	}
	in := read(t, "<a>契約<b>書</b>x</a>", source.Limits{Text: 9})
	err := in.XML(t.Context(), func(x *source.XML) {
		for range x.Elements() {
			x.Text()
		}
	})
	assert.ErrorContains(t, err, "a.json:1:4: This text is longer than 9 B")
}

func TestACancelEndsReadingXML(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	err := read(t, "<r>"+strings.Repeat("<a/>", 20_000)+"</r>", source.Limits{}).XML(ctx, func(x *source.XML) {
		for range x.Elements() {
			for range x.Elements() {
				if seen++; seen == 10 {
					cancel()
				}
			}
		}
	})
	require.ErrorIs(t, err, context.Canceled)
	assert.Less(t, seen, 5000)
}
