package source_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/source"
)

// FuzzJSON walks any bytes in every way a decoder can: it may refuse, but never panic, hang, or lose its place.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"version":1,"nodes":[{"id":"n1","name":"契約書","at":[1.50,-2e3]}],"x":{"y":[null,true]}}`,
		`[[],{},"\ud83d\ude00",-0,1e999]`, "\uFEFF{}", `{"a":1,"a":2}`, `{"a":"\ud800"}`, "{\"a\":\"\xff\"}", `[1,]`, `{"a"`,
		"{\n<<<<<<< HEAD\n", "\x00\x00", "\xff\xfe{\x00", strings.Repeat("[", 300), `"` + strings.Repeat("x", 500) + `"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := source.Read(t.Context(), "f", bytes.NewReader(data), source.Limits{Bytes: 1 << 16, Label: 100, Tokens: 5000})
		if err != nil {
			return
		}
		walk := func(j *source.JSON) { anything(t, in, j) }
		walked := in.JSON(t.Context(), walk)
		if walked == nil {
			assert.True(t, json.Valid(in.Data), "taken, but encoding/json refuses it: %q", in.Data)
		}
		for _, p := range in.Problems {
			require.Positive(t, p.Line)
			require.Positive(t, p.Col)
			assert.NotContains(t, p.Error(), "‹source.", "words are missing")
		}

		again := &source.Input{File: "f", Data: in.Data, Limits: in.Limits}
		raw := ""
		if again.JSON(t.Context(), func(j *source.JSON) { raw, _ = j.Raw() }) == nil {
			var compact bytes.Buffer
			require.NoError(t, json.Compact(&compact, in.Data))
			assert.Equal(t, compact.String(), raw)
		}
	})
}

// anything reads a value by the way its bytes choose, leaving loops early now and then.
func anything(t *testing.T, in *source.Input, j *source.JSON) {
	begin := j.Next()
	require.LessOrEqual(t, begin, len(in.Data))
	switch j.Kind() {
	case source.Object:
		for name := range j.Members() {
			switch len(name) % 4 {
			case 0:
				anything(t, in, j)
			case 1:
				j.Raw()
			case 2: // left to be passed over
			case 3:
				j.Text() // often the wrong kind
			}
			if len(name) == 7 {
				break
			}
		}
	case source.Array:
		for i := range j.Elements() {
			anything(t, in, j)
			if i == 20 {
				break
			}
		}
	case source.String:
		j.Label()
		require.Equal(t, begin, j.Offset())
	case source.Number:
		j.Int()
	case source.Bool:
		j.Bool()
	case source.Null, source.None:
		j.Skip()
	}
}

// FuzzXML does the same for XML.
func FuzzXML(f *testing.F) {
	for _, seed := range []string{
		`<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE a SYSTEM "x"><a xmlns:p="u"><p:b c="1" d='2'>t&amp;&#65;<![CDATA[<]]></p:b><!-- c --><?pi x?></a>`,
		`<?xml version="1.0" encoding="Shift_JIS"?><a>` + "\x8c_\x96\xf1" + `</a>`, "\xff\xfe<\x00a\x00/\x00>\x00",
		`<a b="1" b="2"/>`, `<!DOCTYPE a [<!ENTITY x "y">]><a/>`, `<a><b></a>`, `<a b="1"c=">"/>`, `<a>&#xD800;</a>`, `<a/><b/>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := source.Read(t.Context(), "f", bytes.NewReader(data), source.Limits{Bytes: 1 << 16, Text: 100, Elements: 500, Attributes: 9, Depth: 20})
		if err != nil {
			return
		}
		depth := 0
		var walk func(x *source.XML)
		walk = func(x *source.XML) {
			depth++
			require.LessOrEqual(t, depth, 21)
			for e := range x.Elements() {
				require.LessOrEqual(t, len(e.Attrs), 9)
				switch len(e.Local) % 3 {
				case 0:
					x.Text()
				case 1:
					walk(x)
				}
				if len(e.Local) == 5 {
					break
				}
			}
			depth--
		}
		walked := in.XML(t.Context(), walk)
		for _, p := range in.Problems {
			assert.NotContains(t, p.Error(), "‹source.", "words are missing")
		}
		if walked == nil {
			d := xml.NewDecoder(bytes.NewReader(in.Data))
			d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
			var want []string
			for err == nil {
				var token xml.Token
				token, err = d.Token()
				switch token := token.(type) {
				case xml.StartElement:
					want = append(want, "<"+token.Name.Space+" "+token.Name.Local)
					for _, a := range token.Attr {
						if a.Name.Space != "xmlns" && a.Name != (xml.Name{Local: "xmlns"}) {
							want = append(want, a.Name.Space+" "+a.Name.Local+"="+a.Value)
						}
					}
				case xml.EndElement:
					want = append(want, ">")
				}
			}
			assert.Equal(t, io.EOF, err, "taken, but encoding/xml refuses it: %q", in.Data)
			var got []string
			var tell func(x *source.XML)
			tell = func(x *source.XML) {
				for e := range x.Elements() {
					got = append(got, "<"+e.Space+" "+e.Local)
					for _, a := range e.Attrs {
						got = append(got, a.Name.Space+" "+a.Name.Local+"="+a.Value)
					}
					tell(x)
					got = append(got, ">")
				}
			}
			require.NoError(t, (&source.Input{Data: in.Data, Encoding: "utf-8"}).XML(t.Context(), tell))
			assert.Equal(t, want, got, "%q", in.Data)
		}
	})
}
