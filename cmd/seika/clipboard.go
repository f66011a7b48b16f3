//go:build cgo

package main

import (
	"sync"

	"golang.design/x/clipboard"
)

// copyPicture puts a PNG where other programs can paste it from. Fyne's own clipboard takes text alone.
func copyPicture() func(png []byte) error {
	begin := sync.OnceValue(clipboard.Init)
	return func(png []byte) error {
		if err := begin(); err != nil {
			return err
		}
		clipboard.Write(clipboard.FmtImage, png)
		return nil
	}
}
