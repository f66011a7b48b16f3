package corpus

import (
	"strings"
	"unicode"

	"seika/model"
)

// Comparable makes names of the same thing in different models the same: width, case and blanks, the middle dot, a long vowel
// at the end of a word, what stands in brackets, endings of verbs in nouns, marks of versions, titles of people, numbers.
// The name as it was written is kept elsewhere.
func Comparable(name string) string {
	s := withoutBrackets(model.Key(name))
	var b strings.Builder
	digits := false
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		case r == '・' || r == '·' || unicode.IsSpace(r) && !latinWords(s):
		default:
			b.WriteRune(r)
		}
		digits = false
	}
	s = longVowels(b.String())
	for _, x := range verbal {
		s = strings.ReplaceAll(s, x[0], x[1])
	}
	for {
		t := strings.TrimSpace(s)
		for _, mark := range versions {
			if r := strings.TrimSuffix(strings.TrimPrefix(t, mark), mark); r != "" {
				t = r
			}
		}
		for _, title := range titles {
			if r := strings.TrimSuffix(t, title); r != "" {
				t = r
			}
		}
		if t == s {
			return s
		}
		s = t
	}
}

// Spellings with and without the kana of the verb; the longer ones first.
var verbal = [][2]string{
	{"見積り", "見積"},
	{"見積もり", "見積"},
	{"申し込み", "申込"},
	{"申込み", "申込"},
	{"問い合わせ", "問合せ"},
	{"問合わせ", "問合せ"},
	{"打ち合わせ", "打合せ"},
	{"打合わせ", "打合せ"},
	{"取り扱い", "取扱"},
	{"取扱い", "取扱"},
	{"受け付け", "受付"},
	{"受付け", "受付"},
	{"売り上げ", "売上"},
	{"売上げ", "売上"},
	{"支払い", "支払"},
	{"引き渡し", "引渡"},
	{"引渡し", "引渡"},
	{"手続き", "手続"},
	{"割り当て", "割当"},
	{"割当て", "割当"},
	{"割り引き", "割引"},
	{"取り引き", "取引"},
	{"取引き", "取引"},
	{"組み合わせ", "組合せ"},
	{"組合わせ", "組合せ"},
	{"振り込み", "振込"},
	{"振込み", "振込"},
}

var (
	versions = []string{"新", "旧", "仮", "最終", "済"}
	titles   = []string{"さん", "さま", "様", "殿"}
)

// withoutBrackets leaves out what stands in brackets, unless nothing is left.
func withoutBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[', '【', '〔', '<', '「':
			depth++
		case ')', ']', '】', '〕', '>', '」':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	if t := strings.TrimSpace(b.String()); t != "" {
		return t
	}
	return s
}

// latinWords says that blanks part words.
func latinWords(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return false
		}
	}
	return true
}

// longVowels leaves out the mark of a long vowel where a word of katakana ends: サーバー is サーバ.
func longVowels(s string) string {
	r := []rune(s)
	var out []rune
	for i, c := range r {
		ends := i+1 == len(r) || !unicode.Is(unicode.Katakana, r[i+1]) && r[i+1] != 'ー'
		const word = 3 // runes with the mark; キー stays
		if c == 'ー' && ends && i+1 >= word && unicode.Is(unicode.Katakana, r[i-1]) && (unicode.Is(unicode.Katakana, r[i-2]) || r[i-2] == 'ー') {
			continue
		}
		out = append(out, c)
	}
	return string(out)
}
