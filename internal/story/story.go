// Package story plays stories on the real program: it starts a display, a window manager and the editor, uses mouse and
// keyboard as a person does, and compares what is seen with what the story says. Stories are the files of testdata/stories and
// read like pages of a manual; make e2e plays them. Only tests import it.
//
// A line of a story is a step, or several joined by ", then ". It names things, never pixels, and waits for a state with a
// deadline, never for a time. A line that begins with # explains. Files that a story needs follow it as in a txtar archive.
package story

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"
)

// Story is one page of the manual.
type Story struct {
	Name  string
	Steps []Step
	Files []txtar.File
}

// Step is one thing to do, or to see.
type Step struct {
	Line int // in the file, from 1
	Verb string
	What string
}

func (s Step) String() string { return strings.TrimSpace(s.Verb + " " + s.What) }

// Read reads a story.
func Read(path string) (Story, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return Story{}, err
	}
	return Parse(strings.TrimSuffix(filepath.Base(path), ".story"), b)
}

// Parse reads the text of a story. A step that makes no sense is an error here, not halfway through.
func Parse(name string, text []byte) (Story, error) {
	a := txtar.Parse(text)
	s := Story{Name: name, Files: a.Files}
	for i, line := range strings.Split(string(a.Comment), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for _, part := range strings.Split(line, ", then ") {
			verb, what, _ := strings.Cut(strings.TrimSpace(part), " ")
			step := Step{i + 1, verb, strings.TrimSpace(what)}
			if err := step.check(); err != nil {
				return Story{}, fmt.Errorf("%s.story:%d: %w", name, step.Line, err)
			}
			s.Steps = append(s.Steps, step)
		}
	}
	return s, nil
}

// check says what is wrong with a step that nobody could play.
func (s Step) check() error {
	if _, ok := verbs()[s.Verb]; !ok {
		return fmt.Errorf("no verb %q", s.Verb)
	}
	if s.Verb != "expect" {
		return nil
	}
	_, wants := deadline(s.What)
	for _, what := range wants {
		if _, err := read(what); err != nil {
			return err
		}
	}
	return nil
}
