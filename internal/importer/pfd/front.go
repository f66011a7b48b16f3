package pfd

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
)

// front reads what stands before the statements: what ids are called, who owns them, in which group they are. Aliases are not
// followed, so that nothing can grow.
func (r *reader) front(head []byte) {
	r.known, r.group = map[string]map[string]string{}, map[string]bool{}
	if len(head) == 0 {
		return
	}
	if what, over := r.in.Limits.Over(source.Text, int64(len(head))); over {
		r.in.Add(0, "", what)
		return
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(head, &doc); err != nil || len(doc.Content) == 0 {
		r.in.Add(0, "", lang.M("taskview.pfd.front"))
		return
	}
	for key, value := range members(doc.Content[0]) {
		switch key.Value {
		case "title":
			r.v.Name = value.Value
		case "description":
			r.v.Notes = append(r.v.Notes, taskview.Note{ID: "description", Text: value.Value})
		case "artifact":
			r.entries(value, artifact)
		case "process":
			r.entries(value, process)
		case "group":
			r.groups(value)
		case "layout", "statusStyles", "version":
			// how it looks
		default:
			r.v.Losses = append(r.v.Losses, taskview.Loss{ID: key.Value, Why: taskview.LostOther})
		}
	}
}

// members runs through a mapping.
func members(n *yaml.Node) func(func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// texts are the values of a list, or a single one.
func texts(n *yaml.Node) []string {
	if n.Kind == yaml.ScalarNode {
		return []string{n.Value}
	}
	var list []string
	for _, c := range n.Content {
		if c.Kind == yaml.ScalarNode && n.Kind == yaml.SequenceNode {
			list = append(list, c.Value)
		}
	}
	return list
}

// outside are members that name other files or programs.
var outside = []string{"command", "subflow", "extends"}

func (r *reader) entries(n *yaml.Node, k kind) {
	for key, value := range members(n) {
		id := key.Value
		if old, there := r.kind[id]; there && old != k {
			what := lang.M("taskview.pfd.front_work")
			if k == process {
				what = lang.M("taskview.pfd.front_thing")
			}
			r.in.Add(r.first[id], clip(id), what)
			continue
		} else if !there {
			r.kind[id] = k
			r.ids = append(r.ids, id)
		}
		about := map[string]string{}
		for name, v := range members(value) {
			about[name.Value] = strings.Join(texts(v), "\n")
			switch {
			case slices.Contains(outside, name.Value):
				r.v.Losses = append(r.v.Losses, taskview.Loss{ID: id, Name: about[name.Value], Why: taskview.LostOutside})
			case !slices.Contains([]string{"label", "description", "owner", "criteria", "location", "group", "tags", "parts"}, name.Value):
				r.v.Losses = append(r.v.Losses, taskview.Loss{ID: id, Name: name.Value, Why: taskview.LostOther})
			}
		}
		r.known[id] = about
	}
}

func (r *reader) groups(n *yaml.Node) {
	for key, value := range members(n) {
		b := taskview.Box{ID: "group " + key.Value, Name: key.Value, Kind: taskview.GroupBox}
		for name, v := range members(value) {
			if name.Value == "label" {
				b.Name = v.Value
			}
		}
		r.v.Boxes = append(r.v.Boxes, b)
		r.group[key.Value] = true
	}
}

// build makes the view of what was read.
func (r *reader) build() {
	lanes := map[string]bool{}
	for _, id := range r.ids {
		about := r.known[id]
		name := taskview.OneLine(about["label"])
		if name == "" {
			name = id
		}
		box := ""
		if r.group[about["group"]] {
			box = "group " + about["group"]
		}
		owner := taskview.OneLine(about["owner"])
		if r.kind[id] == process {
			n := taskview.Node{ID: id, Kind: taskview.Process, Name: name, Box: box, Offset: r.first[id]}
			if owner != "" {
				n.Lanes = []string{"lane " + owner}
				if !lanes[owner] {
					lanes[owner] = true
					r.v.Lanes = append(r.v.Lanes, taskview.Lane{ID: "lane " + owner, Name: owner})
				}
			}
			if text := taskview.OneLine(about["description"]); text != "" {
				r.v.Losses = append(r.v.Losses, taskview.Loss{ID: id, Name: text, Why: taskview.LostText})
			}
			r.v.Nodes = append(r.v.Nodes, n)
			continue
		}
		d := taskview.Data{
			ID: id, Object: id, Name: name, Box: box, Note: about["description"], Criteria: about["criteria"], Location: about["location"],
		}
		if owner != "" {
			d.Owner = []string{owner}
		}
		if about["tags"] != "" {
			d.Tags = strings.Split(about["tags"], "\n")
		}
		r.v.Data = append(r.v.Data, d)
	}
	r.v.Uses, r.v.Feedback = r.uses, r.back
	parts := map[string][]string{}
	for id, about := range r.known {
		if about["parts"] != "" && r.kind[id] == artifact {
			parts[id] = strings.Split(about["parts"], "\n")
		}
	}
	for _, id := range r.v.Compose(parts, nil) {
		r.v.Losses = append(r.v.Losses, taskview.Loss{ID: id, Name: id, Why: taskview.LostDangling})
	}
}
