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
	Lang   string   `json:"lang,omitempty"`
	Theme  string   `json:"theme,omitempty"`
	Recent []string `json:"recent,omitempty"`
	Muted  []string `json:"muted,omitempty"`
}

func settingsOf(p fyne.Preferences) settings {
	return settings{p.String(prefLang), p.String(prefTheme), p.StringList(prefRecent), p.StringList(prefMuted)}
}

func (s settings) empty() bool {
	return s.Lang == "" && s.Theme == "" && len(s.Recent)+len(s.Muted) == 0
}

// safeSettings puts back preferences that were lost, and keeps a copy of them from now on. copied waits for the newest.
func safeSettings(p fyne.Preferences, disk *store.Disk) (copied func()) {
	if disk == nil {
		return func() {}
	}
	var kept settings
	if json.Unmarshal(disk.Settings(), &kept) == nil && settingsOf(p).empty() && !kept.empty() {
		p.SetString(prefLang, kept.Lang)
		p.SetString(prefTheme, kept.Theme)
		p.SetStringList(prefRecent, kept.Recent)
		p.SetStringList(prefMuted, kept.Muted)
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
