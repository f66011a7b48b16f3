package source

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"seika/internal/lang"
)

// syntax turns an error of the decoder into a problem. begin is where the token that failed begins. What is wrong is read
// off the bytes: the texts of the decoder are made for programmers, and may change.
func (j *JSON) syntax(begin int, err error) {
	offset := len(j.in.Data)
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		offset = int(syntactic.ByteOffset)
	}
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		name := syntactic.JSONPointer.LastToken()
		j.fail(begin, lang.M("source.json.twice", "name", clip(name)))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), offset >= len(j.in.Data):
		j.fail(len(j.in.Data), lang.M("source.cut"))
	case errors.Is(err, jsontext.ErrNonStringName):
		j.fail(begin, lang.M("source.json.want_name"))
	default:
		j.fail(offset, unexpected(j.in.Data, offset))
	}
}

// unexpected says what is wrong about a byte that cannot stand where it does.
func unexpected(d []byte, offset int) lang.Msg {
	rest := d[offset:]
	r, n := utf8.DecodeRune(rest)
	switch {
	case r == 0:
		return lang.M("source.zeros")
	case r == utf8.RuneError && n == 1:
		return lang.M("source.utf8")
	case r == '\\' && len(rest) >= 4 && rest[1] == 'u' && (rest[2]|0x20) == 'd' && rest[3] >= '8':
		return lang.M("source.json.surrogate")
	case r == '\\':
		return lang.M("source.json.escape", "c", Visible(clip(string(rest[:min(len(rest), 2)]))))
	case r < ' ':
		return lang.M("source.json.control")
	}
	after := bytes.TrimLeft(rest[n:], blanks)
	if r == ',' && len(after) > 0 && (after[0] == '}' || after[0] == ']') {
		return lang.M("source.json.comma_extra", "c", string(after[:1]))
	}
	before := bytes.TrimRight(d[:offset], blanks)
	if len(before) > 0 && bytes.IndexByte([]byte(`"]}0123456789`), before[len(before)-1]) >= 0 && bytes.ContainsRune([]byte(`"{[`), r) {
		return lang.M("source.json.comma_missing", "c", string(r))
	}
	return lang.M("source.json.unexpected", "c", string(r))
}
