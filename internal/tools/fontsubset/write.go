package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// Flags of a part of a composite glyph.
const (
	wordArgs     = 0x0001
	oneScale     = 0x0008
	moreParts    = 0x0020
	twoScales    = 0x0040
	matrix       = 0x0080
	instructions = 0x0100
)

// subset builds a font that has the glyphs of the characters, their parts and glyph 0. Instructions go: they need the
// programs of the whole font, and nothing here is drawn with hints.
func subset(f font, keep []rune, family string) ([]byte, error) {
	chars, err := f.chars()
	if err != nil {
		return nil, err
	}
	order := []glyphID{0}
	renamed := map[glyphID]glyphID{0: 0}
	add := func(old glyphID) glyphID {
		id, ok := renamed[old]
		if !ok {
			id = glyphID(len(order))
			renamed[old] = id
			order = append(order, old)
		}
		return id
	}
	ids := make([]glyphID, len(keep))
	for i, r := range keep {
		old, ok := chars[r]
		if !ok {
			return nil, fmt.Errorf("the font has no %U", r)
		}
		ids[i] = add(old)
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(order); i++ { // order grows while the parts of composite glyphs are met
		outline, err := f.glyph(order[i])
		if err != nil {
			return nil, err
		}
		if outline, err = stripped(outline, add); err != nil {
			return nil, fmt.Errorf("glyph %d: %w", order[i], err)
		}
		metric, err := f.metric(order[i])
		if err != nil {
			return nil, err
		}
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		glyf = padded(append(glyf, outline...))
		hmtx = append(hmtx, metric...)
	}
	loca = be.AppendUint32(loca, uint32(len(glyf)))

	tables := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": hmtx, "cmap": writeCmap(keep, ids), "name": writeName(f, family)}
	for _, tag := range []string{"head", "hhea", "maxp", "OS/2", "post"} {
		tables[tag] = slices.Clone(f.tables[tag])
	}
	n := uint16(len(order))
	be.PutUint16(tables["head"][50:], 1) // long loca
	be.PutUint16(tables["hhea"][34:], n)
	be.PutUint16(tables["maxp"][4:], n)
	be.PutUint16(tables["maxp"][26:], 0) // longest instructions
	tables["post"] = tables["post"][:32]
	be.PutUint32(tables["post"], 0x00030000) // no glyph names
	be.PutUint16(tables["OS/2"][64:], uint16(min(keep[0], 0xFFFF)))
	be.PutUint16(tables["OS/2"][66:], uint16(min(keep[len(keep)-1], 0xFFFF)))
	return assemble(tables), nil
}

// stripped is the outline without instructions and with its parts renamed.
func stripped(b []byte, rename func(glyphID) glyphID) ([]byte, error) {
	if len(b) == 0 {
		return nil, nil
	}
	if len(b) < 12 {
		return nil, errShort
	}
	if contours := int(int16(be.Uint16(b))); contours >= 0 {
		at := 10 + 2*contours
		if at+2 > len(b) || at+2+int(be.Uint16(b[at:])) > len(b) {
			return nil, errShort
		}
		points := b[at+2+int(be.Uint16(b[at:])):]
		return append(append(slices.Clone(b[:at]), 0, 0), points...), nil
	}
	out := slices.Clone(b)
	for at := 10; ; {
		if at+4 > len(out) {
			return nil, errShort
		}
		flags := be.Uint16(out[at:])
		be.PutUint16(out[at:], flags&^instructions)
		be.PutUint16(out[at+2:], rename(be.Uint16(out[at+2:])))
		at += 4 + partArgs(flags)
		if at > len(out) {
			return nil, errShort
		}
		if flags&moreParts == 0 {
			return out[:at], nil
		}
	}
}

// partArgs counts the bytes after flags and glyph of a part.
func partArgs(flags uint16) int {
	n := 2
	if flags&wordArgs != 0 {
		n = 4
	}
	switch {
	case flags&oneScale != 0:
		n += 2
	case flags&twoScales != 0:
		n += 4
	case flags&matrix != 0:
		n += 8
	}
	return n
}

// writeCmap writes one table of format 12 for both Unicode platforms.
func writeCmap(keep []rune, ids []glyphID) []byte {
	var groups []byte
	n := 0
	for i := 0; i < len(keep); {
		j := i + 1
		for j < len(keep) && keep[j] == keep[j-1]+1 && ids[j] == ids[j-1]+1 {
			j++
		}
		groups = be.AppendUint32(groups, uint32(keep[i]))
		groups = be.AppendUint32(groups, uint32(keep[j-1]))
		groups = be.AppendUint32(groups, uint32(ids[i]))
		n++
		i = j
	}
	const start = 20 // header and two records
	b := be.AppendUint16(nil, 0)
	b = be.AppendUint16(b, 2)
	for _, platform := range [][2]uint16{{0, 4}, {3, 10}} {
		b = be.AppendUint16(b, platform[0])
		b = be.AppendUint16(b, platform[1])
		b = be.AppendUint32(b, start)
	}
	b = be.AppendUint16(b, 12)
	b = be.AppendUint16(b, 0)
	b = be.AppendUint32(b, uint32(16+len(groups)))
	b = be.AppendUint32(b, 0)
	b = be.AppendUint32(b, uint32(n))
	return append(b, groups...)
}

// Name records. Copyright and licence stay as they are, as the Open Font License asks.
const (
	nameCopyright  = 0
	nameFamily     = 1
	nameStyle      = 2
	nameUnique     = 3
	nameFull       = 4
	nameVersion    = 5
	namePostScript = 6
	nameLicence    = 13
	nameLicenceURL = 14
)

func writeName(f font, family string) []byte {
	kept := f.names()
	records := []struct {
		id   uint16
		text string
	}{
		{nameCopyright, kept[nameCopyright]},
		{nameFamily, family},
		{nameStyle, "Regular"},
		{nameUnique, family + " Regular, " + kept[nameVersion]},
		{nameFull, family},
		{nameVersion, kept[nameVersion]},
		{namePostScript, strings.ReplaceAll(family, " ", "") + "-Regular"},
		{nameLicence, kept[nameLicence]},
		{nameLicenceURL, kept[nameLicenceURL]},
	}
	b := be.AppendUint16(nil, 0)
	b = be.AppendUint16(b, uint16(len(records)))
	b = be.AppendUint16(b, uint16(6+12*len(records)))
	var text []byte
	for _, r := range records {
		units := utf16.Encode([]rune(r.text))
		for _, v := range []uint16{3, 1, 0x409, r.id, uint16(2 * len(units)), uint16(len(text))} {
			b = be.AppendUint16(b, v)
		}
		for _, u := range units {
			text = be.AppendUint16(text, u)
		}
	}
	return append(b, text...)
}

// names reads the English Windows names.
func (f font) names() map[uint16]string {
	b := f.tables["name"]
	texts := int(be.Uint16(b[4:]))
	out := map[uint16]string{}
	for i := range int(be.Uint16(b[2:])) {
		at := 6 + 12*i
		if at+12 > len(b) {
			return out
		}
		length, start := int(be.Uint16(b[at+8:])), texts+int(be.Uint16(b[at+10:]))
		if be.Uint16(b[at:]) != 3 || be.Uint16(b[at+4:]) != 0x409 || start+length > len(b) {
			continue
		}
		units := make([]uint16, length/2)
		for j := range units {
			units[j] = be.Uint16(b[start+2*j:])
		}
		out[be.Uint16(b[at+6:])] = string(utf16.Decode(units))
	}
	return out
}

// assemble writes the tables in order of their tags, with their sums.
func assemble(tables map[string][]byte) []byte {
	tags := make([]string, 0, len(tables))
	for tag := range tables {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	n, log := len(tags), 0
	for 2<<log <= n {
		log++
	}
	b := be.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 << log, log, 16 * (n - 1<<log)} {
		b = be.AppendUint16(b, uint16(v))
	}
	be.PutUint32(tables["head"][8:], 0)
	at := len(b) + 16*n
	head := 0
	for _, tag := range tags {
		if tag == "head" {
			head = at
		}
		b = append(b, tag...)
		b = be.AppendUint32(b, sum(tables[tag]))
		b = be.AppendUint32(b, uint32(at))
		b = be.AppendUint32(b, uint32(len(tables[tag])))
		at += (len(tables[tag]) + 3) &^ 3
	}
	for _, tag := range tags {
		b = padded(append(b, tables[tag]...))
	}
	be.PutUint32(b[head+8:], 0xB1B0AFBA-sum(b))
	return b
}

func padded(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

func sum(b []byte) uint32 {
	var total uint32
	for i := 0; i < len(b); i += 4 {
		var word [4]byte
		copy(word[:], b[i:])
		total += be.Uint32(word[:])
	}
	return total
}
