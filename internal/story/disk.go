//go:build !linux

package story

import "errors"

func (p *player) disk(string) error { return errors.New("small disks are made on Linux alone") }
func (p *player) fill(string) error { return errors.New("small disks are made on Linux alone") }
func (p *player) unmount()          {}
