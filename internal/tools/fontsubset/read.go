package main

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The layout of all tables is that of the OpenType specification; offsets below are its.

var be = binary.BigEndian

type glyphID = uint16

var errShort = errors.New("the font is cut short")

// font is a TrueType font taken apart. Only fonts with glyf outlines are understood.
type font struct {
	tables map[string][]byte
	offset []uint32 // of glyph i in glyf; one more than there are glyphs
}

func parse(b []byte) (font, error) {
	f := font{tables: map[string][]byte{}}
	if len(b) < 12 || be.Uint32(b) != 0x00010000 {
		return f, errors.New("not a TrueType font with glyf outlines")
	}
	for i := range int(be.Uint16(b[4:])) {
		at := 12 + 16*i
		if at+16 > len(b) {
			return f, errShort
		}
		start, length := uint64(be.Uint32(b[at+8:])), uint64(be.Uint32(b[at+12:]))
		if start+length > uint64(len(b)) {
			return f, errShort
		}
		f.tables[string(b[at:at+4])] = b[start : start+length]
	}
	for tag, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 32, "hmtx": 4, "OS/2": 78, "post": 32, "cmap": 4, "name": 6} {
		if len(f.tables[tag]) < least {
			return f, fmt.Errorf("table %s is missing or too short", tag)
		}
	}
	return f, f.readLoca()
}

func (f *font) readLoca() error {
	n := f.glyphs()
	loca, long := f.tables["loca"], be.Uint16(f.tables["head"][50:]) == 1
	f.offset = make([]uint32, n+1)
	for i := range f.offset {
		switch {
		case long && 4*i+4 <= len(loca):
			f.offset[i] = be.Uint32(loca[4*i:])
		case !long && 2*i+2 <= len(loca):
			f.offset[i] = 2 * uint32(be.Uint16(loca[2*i:]))
		default:
			return errShort
		}
	}
	return nil
}

func (f font) glyphs() int { return int(be.Uint16(f.tables["maxp"][4:])) }

// glyph is the outline of a glyph as it stands in the file; empty for a blank.
func (f font) glyph(id glyphID) ([]byte, error) {
	glyf := f.tables["glyf"]
	if int(id)+1 >= len(f.offset) {
		return nil, fmt.Errorf("there is no glyph %d", id)
	}
	from, to := f.offset[id], f.offset[id+1]
	if from > to || int(to) > len(glyf) {
		return nil, errShort
	}
	return glyf[from:to], nil
}

// metric is the advance and the left side bearing of a glyph, four bytes as they stand in hmtx.
func (f font) metric(id glyphID) ([]byte, error) {
	hmtx, long := f.tables["hmtx"], int(be.Uint16(f.tables["hhea"][34:]))
	if long == 0 || 4*long > len(hmtx) {
		return nil, errShort
	}
	if int(id) < long {
		return hmtx[4*int(id) : 4*int(id)+4], nil
	}
	at := 4*long + 2*(int(id)-long)
	if at+2 > len(hmtx) {
		return nil, errShort
	}
	last := hmtx[4*(long-1):]
	return []byte{last[0], last[1], hmtx[at], hmtx[at+1]}, nil
}

// chars reads the best Unicode table of cmap: format 12, else format 4.
func (f font) chars() (map[rune]glyphID, error) {
	cmap := f.tables["cmap"]
	var best []byte
	for i := range int(be.Uint16(cmap[2:])) {
		at := 4 + 8*i
		if at+8 > len(cmap) {
			return nil, errShort
		}
		platform, start := be.Uint16(cmap[at:]), uint64(be.Uint32(cmap[at+4:]))
		if start+16 > uint64(len(cmap)) {
			return nil, errShort
		}
		sub := cmap[start:]
		format := be.Uint16(sub)
		if (platform == 0 || platform == 3) && (format == 12 || format == 4 && best == nil) {
			best = sub
		}
	}
	if best == nil {
		return nil, errors.New("cmap has no Unicode table of format 4 or 12")
	}
	if be.Uint16(best) == 12 {
		return readFormat12(best)
	}
	return readFormat4(best)
}

func readFormat12(b []byte) (map[rune]glyphID, error) {
	chars := map[rune]glyphID{}
	for i := range int(be.Uint32(b[12:])) {
		at := 16 + 12*i
		if at+12 > len(b) {
			return nil, errShort
		}
		first, last, id := be.Uint32(b[at:]), be.Uint32(b[at+4:]), be.Uint32(b[at+8:])
		if last > 0x10FFFF {
			return nil, fmt.Errorf("cmap goes on to character %X", last)
		}
		for c := first; c <= last; c++ {
			if g := glyphID(id + c - first); g != 0 {
				chars[rune(c)] = g
			}
		}
	}
	return chars, nil
}

func readFormat4(b []byte) (map[rune]glyphID, error) {
	chars := map[rune]glyphID{}
	size := int(be.Uint16(b[6:])) // twice the number of segments
	if 16+4*size > len(b) {
		return nil, errShort
	}
	for i := 0; i < size; i += 2 {
		first, last := be.Uint16(b[16+size+i:]), be.Uint16(b[14+i:])
		delta, ranged := be.Uint16(b[16+2*size+i:]), be.Uint16(b[16+3*size+i:])
		for c := int(first); c <= int(last) && c < 0xFFFF; c++ {
			id := uint16(c) + delta
			if ranged != 0 {
				at := 16 + 3*size + i + int(ranged) + 2*(c-int(first))
				if at+2 > len(b) {
					return nil, errShort
				}
				if id = be.Uint16(b[at:]); id != 0 {
					id += delta
				}
			}
			if id != 0 {
				chars[rune(c)] = id
			}
		}
	}
	return chars, nil
}
