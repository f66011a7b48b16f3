package model

import (
	"slices"
	"strconv"
	"strings"

	"seika/internal/lang"
)

// Type is what a member of a record holds.
type Type uint8

// The types. In the file all are strings but Flag (true), Number and Multiple (a number), Listed (an array of strings),
// Spot ([x, y]), Traced (an object) and Raw (any JSON).
const (
	Text Type = iota
	Listed
	Choice   // one of Values
	Flag     // bool
	Count    // whole number, Min or more
	Multiple // a whole number or "*"
	Duration
	Frequency
	Ref // the id of a deliverable, group or phase
	Spot
	Traced
	Raw
)

// Word is a value of a choice, or a known entry of a list, with the spellings that are read for it. Both spellings are
// their own keys.
type Word struct {
	Value string // as stored; "" is the default and never written
	EN    string // as written where the default has to be said
	JA    string
}

// Field describes one member of a record of type T. The file, Seika lines, tables and the properties panel are all made
// from these lists, so that none can lack a member.
type Field[T any] struct {
	Name   string // in the file
	JA     string // the Japanese spelling of the key in Seika lines; "" for none
	Type   Type
	Values []Word // of a Choice: all; of a Listed: those with a stored spelling
	Min    int    // of a Number
	Sorted bool   // of a Listed: tags, which SortTags keeps in order
	Always bool   // written even where it has its default

	Get   func(*T) string  // the canonical text; "" is the default. All but Listed, Traced
	Set   func(*T, string) // from canonical text
	List  func(*T) *List   // Listed only
	Trace func(*T) *Trace  // Traced only
}

// Canonical turns what somebody wrote into the stored text of the member: choices and units are read in both languages.
// Lists are handled item by item. What cannot be read comes back as a sentence.
func (f Field[T]) Canonical(text string) (string, *lang.Msg) {
	bad := func(m lang.Msg) (string, *lang.Msg) { return "", &m }
	switch f.Type {
	case Text, Ref, Raw, Spot, Traced:
		return text, nil
	case Listed:
		return StoredWord(f.Values, text), nil
	case Choice:
		k := Key(text)
		for _, w := range f.Values {
			if k == w.EN || k == w.JA {
				return w.Value, nil
			}
		}
		return bad(lang.M("model.bad.choice", "x", text, "values", strings.Join(f.spellings(), ", ")))
	case Flag:
		switch Key(text) {
		case "true", "yes", "1", "はい":
			return "true", nil
		case "false", "no", "0", "いいえ", "":
			return "", nil
		}
		return bad(lang.M("model.bad.flag", "x", text))
	case Count, Multiple:
		if f.Type == Multiple && Key(text) == Any {
			return Any, nil
		}
		n, err := strconv.Atoi(Key(text))
		if n > maxNumber { // Atoi gives the largest there is for what is beyond it
			return bad(lang.M("model.bad.large", "x", text, "max", maxNumber))
		}
		if err != nil || n < f.Min {
			return bad(lang.M("model.bad.number", "x", text, "min", f.Min))
		}
		if f.Type == Multiple && n == 1 {
			return "", nil
		}
		return strconv.Itoa(n), nil
	case Duration:
		if d, ok := ParseDur(text); ok {
			return string(d), nil
		}
		return bad(lang.M("model.bad.duration", "x", text))
	case Frequency:
		if q, ok := ParseFreq(text); ok {
			return string(q), nil
		}
		return bad(lang.M("model.bad.frequency", "x", text))
	default:
		panic("unknown type of member")
	}
}

// maxNumber bounds every whole number of ours, far above anything meant.
const maxNumber = 1_000_000_000

func (f Field[T]) spellings() []string {
	var out []string
	for _, w := range f.Values {
		out = append(out, w.EN)
	}
	return out
}

// StoredWord is the stored spelling of a word: the English one where it is known, else as typed.
func StoredWord(known []Word, text string) string {
	k := Key(text)
	for _, w := range known {
		if k == w.EN || k == w.JA {
			return w.Value
		}
	}
	return text
}

// SortTags is the stored form of tags: known ones in English, each key once, sorted bytewise.
func SortTags(tags []string) List {
	var out []string
	seen := map[string]bool{}
	for _, t := range tags {
		t = StoredWord(TagWords, t)
		if k := Key(t); k != "" && !seen[k] {
			seen[k] = true
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return NewList(out...)
}

// Known tags; people may use any others.
const (
	TagPlan       = "plan"
	TagMeasure    = "measure"
	TagApproval   = "approval"
	TagManual     = "manual"
	TagCriteria   = "criteria"
	TagViewpoint  = "viewpoint"
	TagPlaybook   = "playbook"
	TagStore      = "store"
	TagCollection = "collection"
	TagIterates   = "iterates"
	TagWritten    = "written"
	TagAssumption = "assumption"
)

func word(value, ja string) Word { return Word{value, value, ja} }

// The words that have a stored spelling.
var (
	TagWords = []Word{
		word(TagPlan, "計画"), word(TagMeasure, "測定"), word(TagApproval, "承認"), word(TagManual, "手順書"),
		word(TagCriteria, "基準"), word(TagViewpoint, "観点"), word(TagPlaybook, "型"), word(TagStore, "台帳"),
		word(TagCollection, "一式"), word(TagIterates, "反復"), word(TagWritten, "明文化"), word(TagAssumption, "仮決め"),
	}
	MediumWords = []Word{
		word("paper", "紙"), word("mail", "メール"), word("chat", "チャット"), word("talk", "口頭"), word("phone", "電話"),
		word("document", "文書"), word("spreadsheet", "表計算"), word("system", "システム"),
	}
	KindWords    = []Word{{"", "tangible", "有形"}, word("intangible", "無形")}
	SubtypeWords = []Word{
		{"", "none", "なし"},
		word("knowhow", "ノウハウ"), word("knowledge", "知識"), word("viewpoint", "観点"),
		word("judgement", "判断"), word("agreement", "合意"), word("other", "その他"),
	}
	ScopeWords      = []Word{{"", "internal", "内部"}, word("external", "外部")}
	FormWords       = []Word{{"", "none", "なし"}, word("quantitative", "定量"), word("qualitative", "定性"), word("mixed", "混在")}
	ConfidenceWords = []Word{word("assumed", "仮"), {"", "heard", "聞いた"}, word("confirmed", "確認済み")}
	UseWords        = []Word{{"", "create", "作成"}, word("update", "更新"), word("refer", "参照")}
	GroupKindWords  = []Word{{"", "area", "区域"}, word("composite", "複合")}
	VariantWords    = []Word{word("asis", "現状"), word("tobe", "あるべき姿"), {"", "other", "その他"}}
	LevelWords      = []Word{{"", "none", "なし"}, word("universal", "普遍"), word("worldly", "世間"), word("atomic", "個別")}
	DirectionWords  = []Word{{"", "lr", "左から右"}, word("tb", "上から下")}
	ProvWords       = []Word{
		{"", "none", "なし"},
		word("stated", "記載"), word("message", "メッセージ"), word("inferred", "推定"),
		word("control", "制御"), word("suggested", "提案"),
	}
	StatusWords = []Word{word("asked", "確認中"), word("answered", "回答済み"), word("risk", "リスク"), word("intended", "意図どおり")}
)

// store brings the lists of a record into their stored form, so that what is in memory is what a file gives back.
func store[T any](fields []Field[T], r *T) {
	for i := range fields {
		f := &fields[i]
		if f.Values == nil || f.List == nil || f.List(r).Empty() {
			continue
		}
		items := f.List(r).Items()
		if f.Sorted {
			*f.List(r) = SortTags(items)
			continue
		}
		for i, s := range items {
			items[i] = StoredWord(f.Values, s)
		}
		*f.List(r) = NewList(items...)
	}
}

// number reads canonical text; what is not a number is none.
func number(s string) Optional {
	n, err := strconv.Atoi(s)
	return Optional{err == nil, n}
}

func (o Optional) text() string {
	if !o.Said {
		return ""
	}
	return strconv.Itoa(o.N)
}

func flag(b bool) string {
	if b {
		return "true"
	}
	return ""
}

func (p Place) text() string {
	if !p.Set {
		return ""
	}
	return strconv.Itoa(p.X) + "," + strconv.Itoa(p.Y)
}

func place(s string) Place {
	x, y, ok := strings.Cut(s, ",")
	if !ok {
		return Place{}
	}
	return Place{true, number(x).N, number(y).N}
}

// text makes a field of any type that is a string underneath.
func text[T any, S ~string](t Type, name, ja string, of func(*T) *S, values ...Word) Field[T] {
	return Field[T]{
		Name: name, JA: ja, Type: t, Values: values,
		Get: func(r *T) string { return string(*of(r)) },
		Set: func(r *T, s string) { *of(r) = S(s) },
	}
}

func listed[T any](name, ja string, of func(*T) *List, values ...Word) Field[T] {
	return Field[T]{Name: name, JA: ja, Type: Listed, Values: values, List: of}
}

func tagged[T any](of func(*T) *List) Field[T] {
	return Field[T]{Name: "tags", Type: Listed, Values: TagWords, Sorted: true, List: of}
}

func flagged[T any](name, ja string, of func(*T) *bool) Field[T] {
	return Field[T]{
		Name: name, JA: ja, Type: Flag,
		Get: func(r *T) string { return flag(*of(r)) },
		Set: func(r *T, s string) { *of(r) = s != "" },
	}
}

func numbered[T any](name, ja string, least int, of func(*T) *Optional) Field[T] {
	return Field[T]{
		Name: name, JA: ja, Type: Count, Min: least,
		Get: func(r *T) string { return of(r).text() },
		Set: func(r *T, s string) { *of(r) = number(s) },
	}
}

func spot[T any](name string, of func(*T) *Place) Field[T] {
	return Field[T]{
		Name: name, Type: Spot,
		Get: func(r *T) string { return of(r).text() },
		Set: func(r *T, s string) { *of(r) = place(s) },
	}
}

func always[T any](f Field[T]) Field[T] {
	f.Always = true
	return f
}

// NodeFields lists the members of a deliverable in file order.
var NodeFields = []Field[Node]{
	always(text(Ref, "id", "", func(n *Node) *ID { return &n.ID })),
	always(text(Text, "name", "", func(n *Node) *string { return &n.Name })),
	text(Text, "nameAlt", "別名", func(n *Node) *string { return &n.NameAlt }),
	text(Choice, "kind", "", func(n *Node) *Kind { return &n.Kind }, KindWords...),
	text(Choice, "subtype", "種別", func(n *Node) *Subtype { return &n.Subtype }, SubtypeWords...),
	text(Choice, "scope", "", func(n *Node) *Scope { return &n.Scope }, ScopeWords...),
	flagged("goal", "", func(n *Node) *bool { return &n.Goal }),
	text(Ref, "in", "", func(n *Node) *ID { return &n.In }),
	listed("owner", "", func(n *Node) *List { return &n.Owner }),
	text(Text, "role", "役割", func(n *Node) *string { return &n.Role }),
	listed("holders", "保有者", func(n *Node) *List { return &n.Holders }),
	numbered("holderCount", "人数", 0, func(n *Node) *Optional { return &n.HolderCount }),
	listed("medium", "媒体", func(n *Node) *List { return &n.Medium }, MediumWords...),
	text(Text, "location", "場所", func(n *Node) *string { return &n.Location }),
	text(Text, "system", "システム", func(n *Node) *string { return &n.System }),
	text(Choice, "form", "形式", func(n *Node) *Form { return &n.Form }, FormWords...),
	text(Frequency, "frequency", "頻度", func(n *Node) *Freq { return &n.Frequency }),
	text(Duration, "leadTime", "期間", func(n *Node) *Dur { return &n.LeadTime }),
	text(Duration, "effort", "工数", func(n *Node) *Dur { return &n.Effort }),
	{
		Name: "multiplicity", JA: "個数", Type: Multiple, Min: 1,
		Get: func(n *Node) string { return string(n.Multiplicity) },
		Set: func(n *Node, s string) { n.Multiplicity = Multiplicity(s) },
	},
	text(Text, "criteria", "完了基準", func(n *Node) *string { return &n.Criteria }),
	listed("usedBy", "利用者", func(n *Node) *List { return &n.UsedBy }),
	text(Text, "state", "状態", func(n *Node) *string { return &n.State }),
	text(Ref, "revises", "改訂元", func(n *Node) *ID { return &n.Revises }),
	listed("replaces", "置換元", func(n *Node) *List { return &n.Replaces }),
	text(Text, "work", "作業", func(n *Node) *string { return &n.Work }),
	text(Text, "branch", "分岐", func(n *Node) *string { return &n.Branch }),
	tagged(func(n *Node) *List { return &n.Tags }),
	text(Text, "note", "メモ", func(n *Node) *string { return &n.Note }),
	text(Text, "private", "非公開", func(n *Node) *string { return &n.Private }),
	text(Text, "ask", "問い", func(n *Node) *string { return &n.Ask }),
	text(Choice, "confidence", "", func(n *Node) *Confidence { return &n.Confidence }, ConfidenceWords...),
	{Name: "trace", Type: Traced, Trace: func(n *Node) *Trace { return &n.Trace }},
	spot("at", func(n *Node) *Place { return &n.At }),
	flagged("pin", "", func(n *Node) *bool { return &n.Pin }),
}

// The members that both relations share, by name.
var (
	relationLabel      = text(Text, "label", "ラベル", func(r *Relation) *string { return &r.Label })
	relationNote       = text(Text, "note", "メモ", func(r *Relation) *string { return &r.Note })
	relationPrivate    = text(Text, "private", "非公開", func(r *Relation) *string { return &r.Private })
	relationAsk        = text(Text, "ask", "問い", func(r *Relation) *string { return &r.Ask })
	relationConfidence = text(Choice, "confidence", "", func(r *Relation) *Confidence { return &r.Confidence }, ConfidenceWords...)
	relationTrace      = Field[Relation]{Name: "trace", Type: Traced, Trace: func(r *Relation) *Trace { return &r.Trace }}
	relationTags       = tagged(func(r *Relation) *List { return &r.Tags })
)

// IOFields lists the members of an input in file order.
var IOFields = []Field[Relation]{
	always(text(Ref, "from", "", func(r *Relation) *ID { return &r.From })),
	always(text(Ref, "to", "", func(r *Relation) *ID { return &r.To })),
	text(Choice, "use", "用途", func(r *Relation) *Use { return &r.Use }, UseWords...),
	relationLabel,
	text(Text, "work", "作業", func(r *Relation) *string { return &r.Work }),
	relationNote, relationPrivate, relationAsk, relationConfidence, relationTrace, relationTags,
}

// SyncFields lists the members of a sync in file order.
var SyncFields = []Field[Relation]{
	always(text(Ref, "a", "", func(r *Relation) *ID { return &r.From })),
	always(text(Ref, "b", "", func(r *Relation) *ID { return &r.To })),
	listed("parties", "当事者", func(r *Relation) *List { return &r.Parties }),
	text(Text, "channel", "手段", func(r *Relation) *string { return &r.Channel }),
	text(Duration, "cycleTime", "一巡", func(r *Relation) *Dur { return &r.CycleTime }),
	numbered("rounds", "往復", 1, func(r *Relation) *Optional { return &r.Rounds }),
	text(Duration, "effort", "工数", func(r *Relation) *Dur { return &r.Effort }),
	relationLabel, relationNote, relationPrivate, relationAsk, relationConfidence, relationTrace, relationTags,
}

// GroupFields lists the members of a group in file order.
var GroupFields = []Field[Group]{
	always(text(Ref, "id", "", func(g *Group) *ID { return &g.ID })),
	always(text(Text, "name", "", func(g *Group) *string { return &g.Name })),
	text(Text, "nameAlt", "別名", func(g *Group) *string { return &g.NameAlt }),
	text(Choice, "kind", "種類", func(g *Group) *GroupKind { return &g.Kind }, GroupKindWords...),
	text(Ref, "in", "", func(g *Group) *ID { return &g.In }),
	text(Text, "note", "メモ", func(g *Group) *string { return &g.Note }),
	text(Text, "private", "非公開", func(g *Group) *string { return &g.Private }),
	tagged(func(g *Group) *List { return &g.Tags }),
	{Name: "trace", Type: Traced, Trace: func(g *Group) *Trace { return &g.Trace }},
	spot("at", func(g *Group) *Place { return &g.At }),
	flagged("folded", "", func(g *Group) *bool { return &g.Folded }),
}

// PhaseFields lists the members of a phase in file order.
var PhaseFields = []Field[Phase]{
	always(text(Ref, "id", "", func(p *Phase) *ID { return &p.ID })),
	always(text(Text, "name", "名前", func(p *Phase) *string { return &p.Name })),
	text(Text, "nameAlt", "別名", func(p *Phase) *string { return &p.NameAlt }),
	{
		Name: "order", Type: Count, Min: 1,
		Get: func(p *Phase) string { return Optional{p.Order != 0, p.Order}.text() },
		Set: func(p *Phase, s string) { p.Order = number(s).N },
	},
	{
		Name: "iteration", JA: "反復", Type: Count, Min: 1,
		Get: func(p *Phase) string { return p.Iteration.text() },
		Set: func(p *Phase, s string) {
			if p.Iteration = number(s); p.Iteration.N == 1 {
				p.Iteration = Optional{}
			}
		},
	},
	text(Ref, "ends", "区切り", func(p *Phase) *ID { return &p.Ends }),
}

// AnswerFields lists the members of an answer in file order.
var AnswerFields = []Field[Answer]{
	always(text(Text, "rule", "規則", func(a *Answer) *string { return &a.Rule })),
	listed("anchors", "対象", func(a *Answer) *List { return &a.Anchors }),
	text(Text, "scope", "範囲", func(a *Answer) *string { return &a.Scope }),
	text(Choice, "status", "状態", func(a *Answer) *Status { return &a.Status }, StatusWords...),
	text(Text, "text", "内容", func(a *Answer) *string { return &a.Text }),
	text(Text, "by", "記入者", func(a *Answer) *string { return &a.By }),
	text(Text, "on", "日付", func(a *Answer) *string { return &a.On }),
	text(Text, "who", "相手", func(a *Answer) *string { return &a.Who }),
	text(Text, "due", "期限", func(a *Answer) *string { return &a.Due }),
}

// TraceFields lists the members of a trace in file order. conf is in hundredths here and a fraction in the file.
var TraceFields = []Field[Trace]{
	text(Choice, "prov", "", func(t *Trace) *Prov { return &t.Prov }, ProvWords...),
	numbered("conf", "", 0, func(t *Trace) *Optional { return &t.Conf }),
	text(Text, "rule", "", func(t *Trace) *string { return &t.Rule }),
	listed("origin", "", func(t *Trace) *List { return &t.Origin }),
}

// MetaFields lists the members of the document in file order. In Seika lines their keys have blanks and hyphens for
// capitals: title-alt, asis-file.
var MetaFields = []Field[Meta]{
	{
		Name: "version", Type: Count, Min: 1, Always: true,
		Get: func(m *Meta) string { return Optional{m.Version != 0, m.Version}.text() },
		Set: func(m *Meta, s string) { m.Version = number(s).N },
	},
	text(Text, "title", "題名", func(m *Meta) *string { return &m.Title }),
	text(Text, "titleAlt", "", func(m *Meta) *string { return &m.TitleAlt }),
	text(Text, "purpose", "目的", func(m *Meta) *string { return &m.Purpose }),
	text(Text, "purposeAlt", "", func(m *Meta) *string { return &m.PurposeAlt }),
	text(Choice, "variant", "区分", func(m *Meta) *Variant { return &m.Variant }, VariantWords...),
	text(Choice, "level", "水準", func(m *Meta) *Level { return &m.Level }, LevelWords...),
	text(Text, "lang", "", func(m *Meta) *string { return &m.Lang }),
	text(Text, "langAlt", "", func(m *Meta) *string { return &m.LangAlt }),
	text(Choice, "direction", "", func(m *Meta) *Direction { return &m.Direction }, DirectionWords...),
	tagged(func(m *Meta) *List { return &m.Tags }),
	text(Text, "note", "メモ", func(m *Meta) *string { return &m.Note }),
	text(Text, "private", "非公開", func(m *Meta) *string { return &m.Private }),
	listed("remarks", "", func(m *Meta) *List { return &m.Remarks }),
	text(Text, "asisFile", "", func(m *Meta) *string { return &m.AsisFile }),
	text(Text, "asisHash", "", func(m *Meta) *string { return &m.AsisHash }),
	text(Raw, "settings", "", func(m *Meta) *JSON { return &m.Settings }),
}

// RelationFields lists the members of a relation of the kind.
func RelationFields(k RelationKind) []Field[Relation] {
	if k == Sync {
		return SyncFields
	}
	return IOFields
}
