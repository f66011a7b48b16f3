package importer

import (
	"strings"

	"golang.org/x/net/html"
)

// blocks are the elements that stand on lines of their own.
var blocks = map[string]bool{
	"div": true, "p": true, "li": true, "td": true, "th": true, "ul": true, "ol": true, "tr": true, "table": true, "hr": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "blockquote": true, "pre": true,
}

// unseen are the elements whose content nobody sees.
var unseen = map[string]bool{"script": true, "style": true, "title": true, "head": true, "template": true}

// Plain is a text in the markup of web pages as people see it: without tags, with the line ends that those make.
func Plain(s string) string {
	z := html.NewTokenizer(strings.NewReader(s))
	var b strings.Builder
	apart, hidden := false, 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			text := strings.ReplaceAll(string(z.Text()), "\n", " ")
			if hidden > 0 || strings.TrimSpace(text) == "" && (apart || b.Len() == 0) {
				continue
			}
			if apart && b.Len() > 0 {
				b.WriteByte('\n')
			}
			apart = false
			b.WriteString(text)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := string(name)
			switch {
			case unseen[tag] && kind == html.StartTagToken:
				hidden++
			case unseen[tag] && kind == html.EndTagToken:
				hidden = max(0, hidden-1)
			case tag == "br" && hidden == 0:
				if apart && b.Len() > 0 {
					b.WriteByte('\n')
				}
				apart = true
			case blocks[tag]:
				apart = true
			}
		default: // comments and the like
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "\u00a0", " "))
}
