package source

import (
	"archive/zip"
	"bytes"
	"hash/crc32"

	"seika/internal/lang"
)

// Archive is a zip. What it holds is unpacked part by part, within the limits of its source.
type Archive struct {
	packing Packing
	data    []byte
	parts   map[string]*zip.File
}

// zipEntry begins each entry of the directory of a zip.
const zipEntry = "PK\x01\x02"

// Zip opens a source that is a zip. Its directory is counted before it is read; a name that stands there twice, of which
// programs read now this, now that one, is refused.
func (in *Input) Zip() (a *Archive, what lang.Msg, bad bool) {
	if what, over := in.Limits.Over(Entries, int64(bytes.Count(in.Data, []byte(zipEntry)))); over {
		return nil, what, true
	}
	z, err := zip.NewReader(bytes.NewReader(in.Data), int64(len(in.Data)))
	if err != nil {
		return nil, lang.M("source.packed"), true
	}
	a = &Archive{Packing{Limits: in.Limits}, in.Data, make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		if a.parts[f.Name] != nil {
			return nil, lang.M("source.zip.twice", "name", clip(f.Name)), true
		}
		a.parts[f.Name] = f
	}
	return a, lang.Msg{}, false
}

// Has says that there is a part of the name.
func (a *Archive) Has(name string) bool { return a.parts[name] != nil }

// Part unpacks a part, which must be there. What is not packed is a part of the source itself.
func (a *Archive) Part(name string) (data []byte, what lang.Msg, bad bool) {
	f := a.parts[name]
	if f.Method == zip.Store {
		return a.stored(f)
	}
	r, err := f.Open()
	if err != nil {
		return nil, lang.M("source.packed"), true
	}
	defer r.Close()
	return a.packing.Read(r, int64(f.CompressedSize64), int64(f.UncompressedSize64))
}

// stored is a part that lies in the source as it is: a copy would hold it twice.
func (a *Archive) stored(f *zip.File) (data []byte, what lang.Msg, bad bool) {
	from, err := f.DataOffset()
	n := int64(f.CompressedSize64)
	if err != nil || from < 0 || n < 0 || from > int64(len(a.data)) || n > int64(len(a.data))-from {
		return nil, lang.M("source.packed"), true
	}
	data = a.data[from : from+n : from+n]
	if f.CompressedSize64 != f.UncompressedSize64 || crc32.ChecksumIEEE(data) != f.CRC32 {
		return nil, lang.M("source.packed"), true
	}
	return a.packing.Known(data)
}
