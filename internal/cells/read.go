package cells

import (
	"strings"

	"seika/internal/lang"
	"seika/model"
)

// Bad is a cell that cannot be read.
type Bad struct {
	Name string // of the cell
	What lang.Msg
}

// Set gives a record the text of one of its cells, as somebody may have typed it. What the record has no member for, and an
// empty text, change nothing.
func Set[T any](fields []model.Field[T], r *T, name, text string) *lang.Msg {
	for i := range fields {
		f := &fields[i]
		if f.Name != name || !carried(f) || strings.TrimSpace(text) == "" {
			continue
		}
		if f.List != nil {
			items := Split(text)
			for i, s := range items {
				items[i] = model.StoredWord(f.Values, s)
			}
			*f.List(r) = model.NewList(items...)
			return nil
		}
		stored, bad := f.Canonical(text)
		if bad == nil {
			f.Set(r, stored)
		}
		return bad
	}
	return nil
}

// Node reads a deliverable from its cells.
func Node(cells []Cell) (n model.Node, bad []Bad) {
	return read(cells, model.NodeFields, func(name string) string { return name })
}

// Group reads a group from its cells.
func Group(cells []Cell) (g model.Group, bad []Bad) {
	return read(cells, model.GroupFields, func(name string) string { return name })
}

// Meta reads the document from its cells.
func Meta(cells []Cell) (m model.Meta, bad []Bad) {
	return read(cells, model.MetaFields, func(name string) string { return name })
}

// Relation reads a relation of a kind from its cells. Its ends are texts of the file, which need be no ids.
func Relation(kind model.RelationKind, cells []Cell) (r model.Relation, bad []Bad) {
	r, bad = read(cells, model.RelationFields(kind), func(name string) string {
		switch {
		case name == Kind:
			return "" // says which relation, no member of it
		case kind == model.Sync && name == From:
			return "a"
		case kind == model.Sync && name == To:
			return "b"
		default:
			return name
		}
	})
	r.Kind = kind
	return r, bad
}

func read[T any](cells []Cell, fields []model.Field[T], member func(string) string) (r T, bad []Bad) {
	for _, c := range cells {
		if what := Set(fields, &r, member(c.Name), c.Text); what != nil {
			bad = append(bad, Bad{c.Name, *what})
		}
	}
	return r, bad
}

// KindOf reads the kind of a relation, in either language.
func KindOf(text string) (model.RelationKind, bool) {
	switch model.Key(text) {
	case "io", "input", "入出力", "":
		return model.IO, true
	case "sync", "同期":
		return model.Sync, true
	default:
		return model.IO, false
	}
}

// RecordOf reads what a record is, in either language; "" where the text says nothing known.
func RecordOf(text string) string {
	switch model.Key(text) {
	case IsDeliverable, "成果物":
		return IsDeliverable
	case IsRelation, "関係":
		return IsRelation
	case IsGroup, "グループ":
		return IsGroup
	case IsDocument, "文書":
		return IsDocument
	default:
		return ""
	}
}

// titles are the Japanese titles that tables may have for columns without a key of their own in Seika lines.
var titles = map[string]string{
	"レコード": Record, "種類": Kind, "名前": "name", "名称": "name", "成果物": "name", "別名": "nameAlt", "範囲": "scope", "ゴール": "goal",
	"グループ": "in", "担当": "owner", "元": From, "先": To, "確度": "confidence", "タグ": "tags",
}

// others are titles that are read and never written: those of programs for graphs, and what people call the same.
var others = map[string]string{
	"source": From, "target": To, "備考": "note", "メモ": "note", "notes": "note", "remarks": "note",
	"deliverable": "name", "deliverables": "name", "成果物名": "name",
	"成果物名称": "name", "成果物の名称": "name", "文書名": "name", "ドキュメント名": "name", "deliverable name": "name", "artifact": "name", "artefact": "name",
	"担当者": "owner", "担当部署": "owner", "担当部門": "owner", "責任者": "owner", "主担当": "owner", "主管": "owner", "主管部署": "owner", "作成者": "owner",
	"作成部署": "owner", "部署": "owner", "部門": "owner", "owners": "owner", "responsible": "owner", "assignee": "owner", "department": "owner",
	"作業名": "work", "作業内容": "work", "タスク": "work", "タスク名": "work", "task": "work", "activity": "work",
	"区分": Kind, "type": Kind, "外部": "scope", "社外": "scope", "external": "scope",
	"分類": "in", "カテゴリ": "in", "カテゴリー": "in", "group": "in", "category": "in",
}

// Named is the column that a title in either language stands for; "" for none of ours. What people remark on it in brackets or by a star at
// the end says nothing else.
func Named(title string) string { return byTitle[bare(title)] }

// byTitle are the columns by the keys of their titles. A file may have titles without end, each of which is looked up.
var byTitle = func() map[string]string {
	all := map[string]string{}
	add := func(key, name string) {
		if _, ok := all[key]; !ok {
			all[key] = name
		}
	}
	for _, name := range Columns(Private) {
		add(strings.ToLower(name), name)
	}
	for _, list := range []map[string]string{titles, others} {
		for key, name := range list {
			add(key, name)
		}
	}
	for _, f := range model.NodeFields {
		add(model.Key(f.JA), f.Name)
	}
	for _, k := range []model.RelationKind{model.IO, model.Sync} {
		for _, f := range model.RelationFields(k) {
			add(model.Key(f.JA), f.Name)
		}
	}
	delete(all, "") // of fields without a Japanese name
	return all
}()

// bare is the key of a title without remarks at its end: 成果物名（必須）, Owner*
func bare(title string) string {
	key := strings.TrimRight(model.Key(title), " *※")
	for _, b := range [][2]string{{"(", ")"}, {"（", "）"}} {
		if i := strings.LastIndex(key, b[0]); i > 0 && strings.HasSuffix(key, b[1]) {
			key = strings.TrimSpace(key[:i])
		}
	}
	return key
}
