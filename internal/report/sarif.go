package report

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// What a log says of its own form.
const (
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifVersion = "2.1.0"
	fingerprint  = "seikaKey/v1"
)

// Run is one call of the program over some files.
type Run struct {
	Version string // of the program
	Files   []File
	Rules   []analysis.Rule // all there are; those the presets of the files have, or that fired, are listed
	Unread  []source.Problem
}

// SARIF writes findings in the Static Analysis Results Interchange Format 2.1.0, one run for all files. There is no clock and
// no absolute path in it. A fingerprint is the key of a finding, so that it stays when names, places and lines change. Fixes
// are left out: an edit of a model is none of a text.
func SARIF(w io.Writer, r Run, o Options) error {
	s := sarifer{Run: r, o: o, index: map[string]int{}}
	out := sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{s.run()}}
	var b bytes.Buffer
	if err := json.Indent(&b, encoded(out), "", " "); err != nil {
		panic(err) // our own text
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Language    lang.Lang         `json:"language"`
		ColumnKind  string            `json:"columnKind"`
		Invocations []sarifInvocation `json:"invocations"`
		Artifacts   []sarifArtifact   `json:"artifacts"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		Version  string      `json:"version"`
		Language lang.Lang   `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Name    string       `json:"name"`
		Short   sarifMessage `json:"shortDescription"`
		Full    sarifMessage `json:"fullDescription"`
		Help    sarifMessage `json:"help"`
		Default sarifConfig  `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
		Rank  int    `json:"rank"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful    bool          `json:"executionSuccessful"`
		Notifications []sarifNotice `json:"toolExecutionNotifications"`
	}
	sarifNotice struct {
		Level      string           `json:"level"`
		Message    sarifMessage     `json:"message"`
		Descriptor *sarifDescriptor `json:"descriptor,omitempty"`
		Locations  []sarifLocation  `json:"locations,omitempty"`
	}
	sarifDescriptor struct {
		ID string `json:"id"`
	}
	sarifArtifact struct {
		Location sarifFile `json:"location"`
	}
	sarifFile struct {
		URI   string `json:"uri"`
		Index *int   `json:"index,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Kind         string             `json:"kind"`
		Level        string             `json:"level"`
		Rank         int                `json:"rank"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions"`
		Properties   sarifProperties    `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifMessage  `json:"message,omitempty"`
	}
	sarifPhysical struct {
		File   sarifFile   `json:"artifactLocation"`
		Region sarifRegion `json:"region"`
	}
	sarifRegion struct {
		Line int `json:"startLine"`
		Col  int `json:"startColumn,omitempty"`
	}
	sarifLogical struct {
		Name string   `json:"name"`
		ID   model.ID `json:"fullyQualifiedName"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification,omitempty"`
	}
	sarifProperties struct {
		Severity     string       `json:"severity"`
		Status       model.Status `json:"status"`
		Why          string       `json:"why"`
		Evidence     nums         `json:"evidence"`
		EvidenceText string       `json:"evidence_text"`
	}
)

type sarifer struct {
	Run
	o     Options
	index map[string]int // rule → place in the list of rules
}

func (s *sarifer) run() sarifRun {
	r := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "Seika", Version: s.Version, Language: s.o.Lang, Rules: s.rules()}},
		Language:   s.o.Lang,
		ColumnKind: "unicodeCodePoints",
		Artifacts:  []sarifArtifact{}, Results: []sarifResult{},
	}
	inv := sarifInvocation{Successful: len(s.Unread) == 0, Notifications: []sarifNotice{}}
	for _, p := range s.Unread {
		inv.Notifications = append(inv.Notifications, s.unread(p))
	}
	for i, f := range s.Files {
		r.Artifacts = append(r.Artifacts, sarifArtifact{sarifFile{URI: f.URI}})
		for _, x := range f.Report.Findings {
			one := s.result(i, f, x)
			r.Results = append(r.Results, one)
			if x.Rule == analysis.RuleFailed {
				inv.Notifications = append(inv.Notifications, sarifNotice{
					Level: "error", Message: one.Message, Descriptor: &sarifDescriptor{x.Rule}, Locations: one.Locations,
				})
			}
		}
	}
	r.Invocations = []sarifInvocation{inv}
	return r
}

// unread is a notice of what is wrong with a file that could not be read.
func (s *sarifer) unread(p source.Problem) sarifNotice {
	n := sarifNotice{Level: "error", Message: sarifMessage{p.Words(s.o.Lang)}}
	at := sarifPhysical{File: sarifFile{URI: p.File}, Region: sarifRegion{Line: p.Line, Col: p.Col}}
	n.Locations = []sarifLocation{{Physical: at}}
	return n
}

// rules lists what looked, fired or not: the rules of the presets, others that a document turned on, and what a run may say
// of itself.
func (s *sarifer) rules() []sarifRule {
	fired := map[string]bool{analysis.RuleFailed: true, analysis.CutShort: true, analysis.Unneeded: true}
	for _, f := range s.Files {
		for _, x := range f.Report.Findings {
			fired[x.Rule] = true
		}
		for _, x := range s.Rules {
			fired[x.ID] = fired[x.ID] || x.In(f.Report.Preset)
		}
	}
	list := []sarifRule{}
	add := func(id, slug string, sev analysis.Severity, help string) {
		if !fired[id] {
			return
		}
		s.index[id] = len(list)
		name := text.Name(s.o.Lang, id)
		full := text.LooksFor(s.o.Lang, id)
		if !text.Words().Has(id + ".looks_for") {
			full, help = name, name
		}
		list = append(list, sarifRule{
			ID: id, Name: pascal(slug), Short: sarifMessage{name}, Full: sarifMessage{full}, Help: sarifMessage{help},
			Default: sarifConfig{Level: level(sev), Rank: rank(sev, 0)},
		})
	}
	for _, x := range s.Rules {
		help := text.LooksFor(s.o.Lang, x.ID) + "\n" +
			lang.M("report.not_when", "what", text.NotWhen(s.o.Lang, x.ID)).In(s.o.Lang)
		add(x.ID, x.Slug, x.Severity(""), help)
	}
	add(analysis.RuleFailed, "rule-failed", analysis.Error, "")
	add(analysis.CutShort, "cut-short", analysis.Info, "")
	add(analysis.Unneeded, "answer-no-longer-needed", analysis.Info, "")
	return list
}

// pascal is rests-on-know-how as RestsOnKnowHow.
func pascal(slug string) string {
	var b strings.Builder
	for _, w := range strings.Split(slug, "-") {
		if w != "" {
			b.WriteString(strings.ToUpper(w[:1]) + w[1:])
		}
	}
	return b.String()
}

func (s *sarifer) result(file int, f File, x analysis.Finding) sarifResult {
	l := s.o.Lang
	r := sarifResult{
		RuleID: x.Rule, RuleIndex: s.index[x.Rule], Kind: sarifKind(x.Kind()), Level: level(x.Severity),
		Rank:         rank(x.Severity, x.Rank),
		Message:      sarifMessage{strings.TrimSpace(text.Title(l, f.Graph, x) + "\n" + text.Question(l, f.Graph, x))},
		Locations:    []sarifLocation{s.place(file, f, x.At, nil)},
		Fingerprints: map[string]string{fingerprint: x.Key},
		Suppressions: []sarifSuppression{},
		Properties: sarifProperties{
			Severity: x.Severity.String(), Status: x.Status, Why: text.Why(l, f.Graph, x),
			Evidence: x.Evidence, EvidenceText: text.Evidence(l, f.Graph, x),
		},
	}
	also := map[related]bool{}
	add := func(id model.ID, role analysis.Role, as lang.Msg) {
		if key := (related{ID: id, Role: role}); !also[key] {
			also[key] = true
			r.Related = append(r.Related, s.place(file, f, []model.ID{id}, &sarifMessage{as.In(l)}))
		}
	}
	for _, id := range x.At[min(1, len(x.At)):] {
		add(id, "", lang.M("report.role.also"))
	}
	for _, rel := range x.Related {
		add(rel.ID, rel.Role, role(rel.Role))
	}
	if !x.Counted() {
		sup := sarifSuppression{Kind: "inSource", Status: "accepted"}
		if s.o.Notes && x.Answer != nil {
			sup.Justification = x.Answer.Text
		}
		r.Suppressions = append(r.Suppressions, sup)
	}
	return r
}

// place is where an element stands; without one, the file.
func (s *sarifer) place(file int, f File, at []model.ID, message *sarifMessage) sarifLocation {
	loc := sarifLocation{
		Physical: sarifPhysical{File: sarifFile{URI: f.URI, Index: &file}, Region: sarifRegion{Line: f.line(at)}},
		Message:  message,
	}
	if len(at) > 0 {
		loc.Logical = []sarifLogical{{label(f.Graph, at[0]), at[0]}}
	}
	return loc
}

func sarifKind(k analysis.Kind) string {
	if k == analysis.Remark {
		return "informational"
	}
	return string(k)
}

// level is none for all that is a question: nobody has done anything wrong.
func level(s analysis.Severity) string {
	if s == analysis.Error {
		return "error"
	}
	return "none"
}

// rank puts severity and rank on one scale from 0 to 100.
func rank(s analysis.Severity, within int) int {
	of := []analysis.Severity{analysis.Info, analysis.Low, analysis.Medium, analysis.High, analysis.Error}
	return 20*slices.Index(of, s) + within/5
}

// role says how an element proves a finding.
func role(r analysis.Role) lang.Msg {
	switch r {
	case analysis.RoleInput:
		return lang.M("report.role.input")
	case analysis.RolePartner:
		return lang.M("report.role.partner")
	case analysis.RoleMember:
		return lang.M("report.role.member")
	case analysis.RoleWaits:
		return lang.M("report.role.waits")
	case analysis.RolePath:
		return lang.M("report.role.path")
	case analysis.RoleGoal:
		return lang.M("report.role.goal")
	case analysis.RoleWhole:
		return lang.M("report.role.whole")
	default:
		panic("unknown role")
	}
}
