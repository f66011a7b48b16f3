package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// file is a PDF as it grows: objects that refer to each other by number. It knows nothing of what they mean.
type file struct {
	b  bytes.Buffer
	at []int // where object i+1 begins; 0 until it is written
}

func newFile() *file {
	f := &file{}
	f.b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") // the second line says that the file is no text
	return f
}

// reserve gives the number of an object that is written later.
func (f *file) reserve() int {
	f.at = append(f.at, 0)
	return len(f.at)
}

// object writes what a reserved number stands for.
func (f *file) object(n int, body string) {
	f.at[n-1] = f.b.Len()
	fmt.Fprintf(&f.b, "%d 0 obj\n%s\nendobj\n", n, body)
}

// add writes an object and gives its number.
func (f *file) add(body string) int {
	n := f.reserve()
	f.object(n, body)
	return n
}

// stream writes packed data; dict is what is said of it beyond its length.
func (f *file) stream(n int, dict string, data []byte) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(data) // into memory: never fails
	_ = z.Close()
	f.at[n-1] = f.b.Len()
	fmt.Fprintf(&f.b, "%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n", n, dict, packed.Len())
	f.b.Write(packed.Bytes())
	f.b.WriteString("\nendstream\nendobj\n")
}

func (f *file) addStream(dict string, data []byte) int {
	n := f.reserve()
	f.stream(n, dict, data)
	return n
}

// finish writes where everything is. The name of the file is made from its content, so it is the same every time.
func (f *file) finish(root, info int) []byte {
	sum := sha256.Sum256(f.b.Bytes())
	start := f.b.Len()
	fmt.Fprintf(&f.b, "xref\n0 %d\n0000000000 65535 f \n", len(f.at)+1)
	for _, at := range f.at {
		fmt.Fprintf(&f.b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.at)+1, root, info, sum[:16], sum[:16], start)
	return f.b.Bytes()
}

// text is what people typed as a PDF says it. Control characters, which mean nothing there, become U+FFFD.
func text(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	writeUTF16(&b, s)
	b.WriteString(">")
	return b.String()
}

func writeUTF16(b *strings.Builder, s string) {
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
			r = utf8.RuneError
		}
		if r1, r2 := utf16.EncodeRune(r); r1 != utf8.RuneError {
			fmt.Fprintf(b, "%04X%04X", r1, r2)
			continue
		}
		fmt.Fprintf(b, "%04X", r)
	}
}
