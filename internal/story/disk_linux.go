package story

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// ballast is a file that takes the room on a small disk.
const ballast = ".ballast"

// disk makes a folder a small disk of its own, as FOLDER of SIZE, such as 1m. It needs root.
func (p *player) disk(what string) error {
	name, size, _ := strings.Cut(what, " of ")
	if err := p.folder(name); err != nil {
		return err
	}
	if err := syscall.Mount("tmpfs", p.path(name), "tmpfs", 0, "mode=755,size="+size); err != nil {
		return fmt.Errorf("a small disk needs root: %w", err)
	}
	p.disks = append(p.disks, p.path(name))
	return own(p.path(name))
}

// fill leaves so many bytes free, as FOLDER to N; fill FOLDER to all makes room again.
func (p *player) fill(what string) error {
	name, left, _ := strings.Cut(what, " to ")
	file := filepath.Join(p.path(name), ballast)
	if err := os.RemoveAll(file); err != nil || left == "all" {
		return err
	}
	var keep int64
	if _, err := fmt.Sscan(left, &keep); err != nil {
		return fmt.Errorf("fill to how many bytes? %w", err)
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(p.path(name), &s); err != nil {
		return err
	}
	return os.WriteFile(file, make([]byte, max(0, int64(s.Bavail)*s.Bsize-keep)), 0o644)
}

func (p *player) unmount() {
	for _, dir := range p.disks {
		_ = syscall.Unmount(dir, syscall.MNT_DETACH)
	}
}
