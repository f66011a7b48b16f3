package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestANameMayCarryWhatIsSaidOfIt(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"(業界知識) @佐藤", "(業界知識) @佐藤\n\n(業界知識) > C\nC > D\n"},
		{"（業界知識）＠佐藤", "(業界知識) @佐藤\n\n(業界知識) > C\nC > D\n"},
		{"見積 @営業部 #ext", "見積 @営業部 #ext\n\n見積 > C\nC > D\n"},
		{"C# 設計書", "C# 設計書 > C\nC > D\n"},
		{"mail@example", "mail@example > C\nC > D\n"},
	} {
		d := deskWith(t, "C > D")
		d.pick("C")
		before := d.bytes()
		d.press("Shift+Tab")
		d.text(c.typed)
		d.press("Enter")
		assert.Equal(t, "canvas", d.focus(), "%s: %s", c.typed, d.said())
		assert.Equal(t, c.want, d.lines(), c.typed)
		d.press("Ctrl+Z")
		assert.Equal(t, before, d.bytes(), "one step")
	}
}

func TestRenamingMayNameTheOwner(t *testing.T) {
	d := deskWith(t, "C > D")
	d.pick("C")
	d.press("F2")
	d.text(" @田中")
	d.press("Enter")
	n, _ := d.w.doc.Graph().Node(d.id("C"))
	assert.Equal(t, []string{"田中"}, n.Owner.Items())
}
