package ui

import (
	"encoding/json"
	"sync"

	"fyne.io/fyne/v2"

	"seika/internal/live"
	"seika/internal/store"
)

// Fyne writes its preferences by emptying their file first, and a program that ends just then has lost them all. So a copy is
// kept beside the journals, which is whole at every moment, and put back where Fyne has nothing.

// settings are the preferences of a person.
type settings struct {
	Texts map[string]string   `json:"texts,omitempty"`
	Lists map[string][]string `json:"lists,omitempty"`
	On    map[string]bool     `json:"on,omitempty"`
}

// What of the preferences is kept.
var (
	keptTexts = []string{prefLang, prefTheme, prefAccept, prefName}
	keptLists = []string{prefRecent, prefMuted}
	keptOn    = []string{prefOverview, prefGuides, prefGrid, prefNumbers, prefCoach}
)

func settingsOf(p fyne.Preferences) settings {
	s := settings{map[string]string{}, map[string][]string{}, map[string]bool{}}
	for _, k := range keptTexts {
		if v := p.String(k); v != "" {
			s.Texts[k] = v
		}
	}
	for _, k := range keptLists {
		if v := p.StringList(k); len(v) > 0 {
			s.Lists[k] = v
		}
	}
	for _, k := range keptOn {
		if v := p.BoolWithFallback(k, usual[k]); v != usual[k] {
			s.On[k] = v
		}
	}
	return s
}

func (s settings) empty() bool { return len(s.Texts)+len(s.Lists)+len(s.On) == 0 }

func (s settings) putTo(p fyne.Preferences) {
	for k, v := range s.Texts {
		p.SetString(k, v)
	}
	for k, v := range s.Lists {
		p.SetStringList(k, v)
	}
	for k, v := range s.On {
		p.SetBool(k, v)
	}
}

// safeSettings puts back preferences that were lost, and keeps a copy of them from now on. copied waits for the newest.
func safeSettings(p fyne.Preferences, disk *store.Disk) (copied func()) {
	if disk == nil {
		return func() {}
	}
	var kept settings
	if json.Unmarshal(disk.Settings(), &kept) == nil && settingsOf(p).empty() && !kept.empty() {
		kept.putTo(p)
	}
	work := disk.Go
	if work == nil {
		work = func(f func()) { live.Go(func() error { f(); return nil }, nil) }
	}
	var one sync.Mutex // at a time, and the newest last
	var all sync.WaitGroup
	p.AddChangeListener(func() {
		all.Add(1)
		work(func() {
			defer all.Done()
			one.Lock()
			defer one.Unlock()
			if data, err := json.Marshal(settingsOf(p)); err == nil {
				_ = disk.PutSettings(data) // it is a copy: what cannot be written costs nothing today
			}
		})
	})
	return all.Wait
}
