package cells

import (
	"seika/internal/lang"
	"seika/model"
)

// Title is what a column is called in a language, so that Named finds it again.
func Title(l lang.Lang, column string) string {
	if l != lang.JA {
		return column
	}
	switch column {
	case "id":
		return "ID"
	case "name":
		return "名前"
	}
	for title, name := range titles { // each but name has one
		if name == column {
			return title
		}
	}
	if ja := japanese(model.NodeFields, column); ja != "" {
		return ja
	}
	if ja := japanese(model.IOFields, column); ja != "" {
		return ja
	}
	if ja := japanese(model.SyncFields, column); ja != "" {
		return ja
	}
	return column
}

func japanese[T any](fields []model.Field[T], column string) string {
	for i := range fields {
		if fields[i].Name == column {
			return fields[i].JA
		}
	}
	return ""
}

// Spoken puts the words of a language in place of the values of a record that has a few to choose from, so that Set reads
// them again.
func Spoken(l lang.Lang, list []Cell) []Cell {
	if l != lang.JA || len(list) == 0 {
		return list
	}
	switch record := list[0].Text; record {
	case IsDeliverable:
		return spoken(model.NodeFields, list)
	case IsGroup:
		return spoken(model.GroupFields, list)
	case IsRelation:
		for i, c := range list {
			if c.Name != Kind {
				continue
			}
			list[i].Text = "入出力"
			if c.Text == "sync" {
				list[i].Text = "同期"
				return spoken(model.SyncFields, list)
			}
		}
		return spoken(model.IOFields, list)
	default:
		return list
	}
}

func spoken[T any](fields []model.Field[T], list []Cell) []Cell {
	for i := range list {
		c := &list[i]
		for j := range fields {
			f := &fields[j]
			switch {
			case f.Name != c.Name:
			case f.Type == model.Flag:
				c.Text = "はい"
			case f.List != nil && f.Values != nil:
				items := Split(c.Text)
				for k, s := range items {
					items[k] = word(f.Values, s)
				}
				c.Text = Join(items)
			default:
				c.Text = word(f.Values, c.Text)
			}
		}
	}
	return list
}

func word(known []model.Word, text string) string {
	for _, w := range known {
		if w.JA != "" && text == w.EN {
			return w.JA
		}
	}
	return text
}
