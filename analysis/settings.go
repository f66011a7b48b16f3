package analysis

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/model"
)

// Settings say how rules are to run: those of a document, or those of a user. The zero value leaves all as it is.
type Settings struct {
	Preset string // "" leaves it to others
	Rules  map[string]RuleSettings
}

// RuleSettings are those of one rule.
type RuleSettings struct {
	Use      Use
	Severity Severity       // zero is the rule's own; never Error
	Values   map[string]int // by name
}

// Use says whether a rule runs.
type Use uint8

// The uses.
const (
	ByPreset Use = iota
	Off
	On
)

// member is where a document's settings hold those of the analysis.
const member = "analysis"

// Read takes the settings out of a document's. What cannot be used is left out and told.
func Read(doc model.JSON, rules []Rule) (Settings, []lang.Msg) {
	var s Settings
	var all map[string]json.RawMessage
	if doc == "" {
		return s, nil
	}
	if err := json.Unmarshal([]byte(doc), &all); err != nil {
		return s, []lang.Msg{lang.M("analysis.settings.unreadable")}
	}
	if len(all[member]) == 0 {
		return s, nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(all[member], &members); err != nil {
		return s, []lang.Msg{lang.M("analysis.settings.unreadable")}
	}
	var bad []lang.Msg
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if name == "preset" {
			if json.Unmarshal(members[name], &s.Preset) != nil || !slices.Contains(PresetNames, s.Preset) {
				bad = append(bad, lang.M("analysis.settings.preset", "x", string(members[name]), "values", strings.Join(PresetNames, ", ")))
				s.Preset = ""
			}
			continue
		}
		rule := &reworkRule
		if name != rule.ID {
			i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == name })
			if i < 0 {
				// A later version may know the rule.
				continue
			}
			rule = &rules[i]
		}
		rs, wrong := readRule(rule, members[name])
		bad = append(bad, wrong...)
		if s.Rules == nil {
			s.Rules = map[string]RuleSettings{}
		}
		s.Rules[name] = rs
	}
	return s, bad
}

func readRule(r *Rule, text json.RawMessage) (RuleSettings, []lang.Msg) {
	var rs RuleSettings
	var members map[string]any
	if json.Unmarshal(text, &members) != nil {
		return rs, []lang.Msg{lang.M("analysis.settings.unreadable")}
	}
	var bad []lang.Msg
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := rs.set(r, name, members[name]); err != nil {
			var m lang.Msg
			if !errors.As(err, &m) {
				panic(err)
			}
			bad = append(bad, m)
		}
	}
	return rs, bad
}

func (rs *RuleSettings) set(r *Rule, name string, value any) error {
	switch name {
	case "off":
		off, ok := value.(bool)
		if !ok {
			return lang.M("analysis.settings.value", "rule", r.ID, "name", name, "x", fmt.Sprint(value))
		}
		rs.Use = On
		if off {
			rs.Use = Off
		}
		return nil
	case "severity":
		text, _ := value.(string)
		s, ok := ParseSeverity(text)
		if !ok || s == Error {
			return lang.M("analysis.settings.value", "rule", r.ID, "name", name, "x", fmt.Sprint(value))
		}
		rs.Severity = s
		return nil
	}
	i := slices.IndexFunc(r.Settings, func(s Setting) bool { return s.Name == name })
	if i < 0 {
		return lang.M("analysis.settings.unknown", "rule", r.ID, "name", name)
	}
	s := r.Settings[i]
	x, ok := value.(float64)
	if !ok || x != float64(int(x)) || int(x) < s.Min || int(x) > s.Max {
		return lang.M("analysis.settings.range", "rule", r.ID, "name", name, "x", fmt.Sprint(value), "min", s.Min, "max", s.Max)
	}
	if rs.Values == nil {
		rs.Values = map[string]int{}
	}
	rs.Values[name] = int(x)
	return nil
}

// Write puts the settings into a document's, leaving the others as they are.
func (s Settings) Write(doc model.JSON) (model.JSON, error) {
	all := map[string]json.RawMessage{}
	if doc != "" {
		if err := json.Unmarshal([]byte(doc), &all); err != nil {
			return doc, fmt.Errorf("read settings: %w", err)
		}
	}
	mine := map[string]any{}
	if s.Preset != "" {
		mine["preset"] = s.Preset
	}
	for id, rs := range s.Rules {
		one := map[string]any{}
		if rs.Use != ByPreset {
			one["off"] = rs.Use == Off
		}
		if rs.Severity != 0 {
			one["severity"] = rs.Severity.String()
		}
		for name, n := range rs.Values {
			one[name] = n
		}
		if len(one) > 0 {
			mine[id] = one
		}
	}
	delete(all, member)
	if len(mine) > 0 {
		text, err := encode(mine)
		if err != nil {
			return doc, err
		}
		all[member] = text
	}
	if len(all) == 0 {
		return "", nil
	}
	text, err := encode(all)
	return model.JSON(text), err
}

// encode writes members in order of their names and leaves < > & as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write settings: %w", err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// ruleSettings is what holds for one rule in one run.
type ruleSettings struct {
	severity Severity
	values   map[string]int
	on       bool
}

// effective lays the document's settings over the user's over the preset's.
func effective(r *Rule, preset string, user, doc Settings) ruleSettings {
	out := ruleSettings{on: r.In(preset)}
	for _, s := range [2]Settings{user, doc} {
		rs, ok := s.Rules[r.ID]
		if !ok {
			continue
		}
		if rs.Use != ByPreset {
			out.on = rs.Use == On
		}
		if rs.Severity != 0 {
			out.severity = rs.Severity
		}
		for name, n := range rs.Values {
			if out.values == nil {
				out.values = map[string]int{}
			}
			out.values[name] = n
		}
	}
	return out
}
