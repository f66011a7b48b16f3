package pptx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"
	"time"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
)

const (
	head  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsA   = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsR   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsP   = "http://schemas.openxmlformats.org/presentationml/2006/main"
	nsRel = "http://schemas.openxmlformats.org/package/2006/relationships"
	kinds = "application/vnd.openxmlformats-officedocument."
)

// text is what people typed inside an element. Characters that XML cannot hold become U+FFFD.
func text(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// attr is what people typed inside an attribute, on one line.
func attr(s string) string { return text(strings.ReplaceAll(s, "\n", " ")) }

func hex(c color.NRGBA) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

// part is a file inside the presentation.
type part struct{ name, kind, body string }

// pack puts all parts into one file, in a fixed order and without times.
func (dk *deck) pack() ([]byte, error) {
	parts := dk.parts()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	for _, p := range append([]part{{name: "[Content_Types].xml", body: contentTypes(parts)}}, parts...) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, p.body); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

func contentTypes(parts []part) string {
	var b strings.Builder
	b.WriteString(head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	for _, p := range parts {
		if p.kind != "" {
			fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s"/>`, p.name, p.kind)
		}
	}
	b.WriteString("</Types>\n")
	return b.String()
}

// rels writes what a part refers to: kind and target in turn.
func rels(list ...string) string {
	var b strings.Builder
	b.WriteString(head + `<Relationships xmlns="` + nsRel + `">`)
	for i := 0; i < len(list); i += 2 {
		kind := list[i]
		if !strings.HasPrefix(kind, "http") {
			kind = nsR + "/" + kind
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i/2+1, kind, list[i+1])
	}
	b.WriteString("</Relationships>\n")
	return b.String()
}

func (dk *deck) parts() []part {
	var presRels []string
	var ids strings.Builder
	for i := range dk.slides {
		presRels = append(presRels, "slide", fmt.Sprintf("slides/slide%d.xml", i+1))
		fmt.Fprintf(&ids, `<p:sldId id="%d" r:id="rId%d"/>`, 256+i, i+1)
	}
	n := len(dk.slides)
	presRels = append(presRels, "slideMaster", "slideMasters/slideMaster1.xml", "theme", "theme/theme1.xml")
	presentation := head + fmt.Sprintf(`<p:presentation xmlns:a="%s" xmlns:r="%s" xmlns:p="%s" saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId%d"/></p:sldMasterIdLst><p:sldIdLst>%s</p:sldIdLst><p:sldSz cx="%d" cy="%d"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`+"\n",
		nsA, nsR, nsP, n+1, ids.String(), whole(dk.size.W), whole(dk.size.H))
	parts := []part{
		{"_rels/.rels", "", rels("officeDocument", "ppt/presentation.xml",
			"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", "extended-properties", "docProps/app.xml")},
		{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", head +
			`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
			text(dk.d.Title()) + `</dc:title><dc:creator>Seika</dc:creator></cp:coreProperties>` + "\n"},
		{"docProps/app.xml", kinds + "extended-properties+xml", head +
			`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Seika</Application><Slides>` + strconv.Itoa(n) + `</Slides></Properties>` + "\n"},
		{"ppt/presentation.xml", kinds + "presentationml.presentation.main+xml", presentation},
		{"ppt/_rels/presentation.xml.rels", "", rels(presRels...)},
		{"ppt/slideMasters/slideMaster1.xml", kinds + "presentationml.slideMaster+xml", master},
		{"ppt/slideMasters/_rels/slideMaster1.xml.rels", "", rels("slideLayout", "../slideLayouts/slideLayout1.xml", "theme", "../theme/theme1.xml")},
		{"ppt/slideLayouts/slideLayout1.xml", kinds + "presentationml.slideLayout+xml", layoutXML},
		{"ppt/slideLayouts/_rels/slideLayout1.xml.rels", "", rels("slideMaster", "../slideMasters/slideMaster1.xml")},
		{"ppt/theme/theme1.xml", kinds + "theme+xml", dk.theme()},
	}
	for i, s := range dk.slides {
		parts = append(parts,
			part{fmt.Sprintf("ppt/slides/slide%d.xml", i+1), kinds + "presentationml.slide+xml", s},
			part{fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", i+1), "", rels("slideLayout", "../slideLayouts/slideLayout1.xml")})
	}
	return parts
}

const emptyTree = `<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>` +
	`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="361950" y="180975"/><a:ext cx="11468100" cy="381000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>`

const master = head + `<p:sldMaster xmlns:a="` + nsA + `" xmlns:r="` + nsR + `" xmlns:p="` + nsP + `"><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>` + emptyTree +
	`</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>` +
	`<p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:defRPr sz="2000" b="1"><a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/></a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle><a:lvl1pPr><a:defRPr sz="1400"><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:lvl1pPr></p:bodyStyle><p:otherStyle><a:lvl1pPr><a:defRPr sz="1400"><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:lvl1pPr></p:otherStyle></p:txStyles></p:sldMaster>` + "\n"

const layoutXML = head + `<p:sldLayout xmlns:a="` + nsA + `" xmlns:r="` + nsR + `" xmlns:p="` + nsP + `" type="titleOnly" preserve="1"><p:cSld name="Title only"><p:spTree>` + emptyTree +
	`</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>` + "\n"

// theme names the font, and the colours of the picture for what people add.
func (dk *deck) theme() string {
	p := dk.p
	var b strings.Builder
	b.WriteString(head + `<a:theme xmlns:a="` + nsA + `" name="Seika"><a:themeElements><a:clrScheme name="Seika">`)
	for _, c := range []struct {
		name  string
		color color.NRGBA
	}{
		{"dk1", p.Text},
		{"lt1", p.Paper},
		{"dk2", p.BoxLine},
		{"lt2", p.Box},
		{"accent1", p.IO},
		{"accent2", p.Sync},
		{"accent3", p.Intangible},
		{"accent4", p.ExternalLine},
		{"accent5", p.Frame},
		{"accent6", p.Selection},
		{"hlink", p.Selection},
		{"folHlink", p.ExternalText},
	} {
		fmt.Fprintf(&b, `<a:%s><a:srgbClr val="%s"/></a:%s>`, c.name, hex(c.color), c.name)
	}
	const face = "BIZ UDPGothic"
	fonts := `<a:latin typeface="` + face + `"/><a:ea typeface="` + face + `"/><a:cs typeface=""/>`
	fill := strings.Repeat(`<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`, 3)
	b.WriteString(`</a:clrScheme><a:fontScheme name="Seika"><a:majorFont>` + fonts + `</a:majorFont><a:minorFont>` + fonts + `</a:minorFont></a:fontScheme><a:fmtScheme name="Seika"><a:fillStyleLst>` + fill +
		`</a:fillStyleLst><a:lnStyleLst>` + strings.Repeat(`<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>`, 3) +
		`</a:lnStyleLst><a:effectStyleLst>` + strings.Repeat(`<a:effectStyle><a:effectLst/></a:effectStyle>`, 3) + `</a:effectStyleLst><a:bgFillStyleLst>` + fill +
		`</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>` + "\n")
	return b.String()
}

// questions adds slides that list what the numbered badges ask.
func (dk *deck) questions() {
	const size, perLine, most = 14, 80, 18 // px before scaling; Japanese letters in a line, lines on a slide
	k := dk.size.W / slideW
	var asked []diagram.Mark
	for _, m := range dk.d.Options.Marks {
		if m.Number > 0 && m.Question != "" {
			asked = append(asked, m)
		}
	}
	for len(asked) > 0 {
		s := &slide{deck: dk, next: 1, d: dk.d, k: 1}
		s.title(lang.Text(dk.d.Lang, "meeting.questions"))
		var paras []para
		used := 0
		for len(asked) > 0 {
			n := 0
			for _, l := range strings.Split(asked[0].Question, "\n") {
				n += 1 + wide(l)/perLine
			}
			if used > 0 && used+n > most {
				break
			}
			paras = append(paras, para{align: "l", hang: 40 * k, runs: []run{
				{text: strconv.Itoa(asked[0].Number) + "\t", size: int(size * 75 * k), bold: true, color: dk.p.Text},
				{text: asked[0].Question, size: int(size * 75 * k), color: dk.p.Text},
			}})
			used += n
			asked = asked[1:]
		}
		top := edge + titleH*k
		s.shape(shape{
			id: s.id(), name: lang.Text(dk.d.Lang, "meeting.questions"), geometry: "rect", adjust: -1, anchor: "t",
			rect: geom.R(edge, top, dk.size.W-edge, dk.size.H-edge), paras: paras,
		})
		dk.slides = append(dk.slides, s.xml())
	}
}

// wide is how wide a text is, in Japanese letters.
func wide(s string) int {
	halves := 0
	for _, r := range s {
		if halves++; r > 0xFF {
			halves++
		}
	}
	return halves / 2
}
