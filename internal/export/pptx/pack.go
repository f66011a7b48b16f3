package pptx

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"seika/internal/diagram"
	"seika/internal/export/ooxml"
	"seika/internal/geom"
	"seika/internal/lang"
)

const (
	nsA   = ooxml.Drawing
	nsR   = ooxml.Relationships
	nsP   = "http://schemas.openxmlformats.org/presentationml/2006/main"
	kinds = ooxml.Kinds
	head  = ooxml.Head
)

func text(s string) string { return ooxml.Text(s) }

func attr(s string) string { return ooxml.Attr(s) }

func hex(c color.NRGBA) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

func (dk *deck) parts() []ooxml.Part {
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
	parts := append(ooxml.Document("ppt/presentation.xml", dk.d.Title(), "<Slides>"+strconv.Itoa(n)+"</Slides>"),
		ooxml.Part{Name: "ppt/presentation.xml", Kind: kinds + "presentationml.presentation.main+xml", Body: presentation},
		ooxml.Refer("ppt/_rels/presentation.xml.rels", presRels...),
		ooxml.Part{Name: "ppt/slideMasters/slideMaster1.xml", Kind: kinds + "presentationml.slideMaster+xml", Body: master},
		ooxml.Refer("ppt/slideMasters/_rels/slideMaster1.xml.rels", "slideLayout", "../slideLayouts/slideLayout1.xml", "theme", "../theme/theme1.xml"),
		ooxml.Part{Name: "ppt/slideLayouts/slideLayout1.xml", Kind: kinds + "presentationml.slideLayout+xml", Body: layoutXML},
		ooxml.Refer("ppt/slideLayouts/_rels/slideLayout1.xml.rels", "slideMaster", "../slideMasters/slideMaster1.xml"),
		ooxml.Part{Name: "ppt/theme/theme1.xml", Kind: kinds + "theme+xml", Body: dk.theme()},
	)
	for i, s := range dk.slides {
		parts = append(parts,
			ooxml.Part{Name: fmt.Sprintf("ppt/slides/slide%d.xml", i+1), Kind: kinds + "presentationml.slide+xml", Body: s},
			ooxml.Refer(fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", i+1), "slideLayout", "../slideLayouts/slideLayout1.xml"))
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
	const size, hang, most = 20, 56, 18 // px before scaling; lines on a slide
	k := math.Min(dk.size.W/slideW, dk.size.H/slideH)
	perLine := int((dk.size.W-2*edge)/k-hang)/size - 1 // Japanese letters
	var asked []diagram.Mark
	for _, m := range dk.d.Options.Marks {
		if m.Number > 0 && m.Question != "" {
			asked = append(asked, m)
		}
	}
	for before := 0; len(asked) > 0; before++ {
		s := &slide{deck: dk, next: 1, d: dk.d, k: 1}
		s.title(again(lang.Text(dk.d.Lang, "meeting.questions"), before))
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
			paras = append(paras, para{align: "l", hang: hang * k, runs: []run{
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
