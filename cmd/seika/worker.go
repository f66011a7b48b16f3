package main

import (
	"os"
	"path/filepath"

	"seika/internal/layout/graphviz"
)

// worker is the program that lays out with Graphviz, if there is one. It keeps its compiled code in a folder of its own.
func worker() *graphviz.Worker {
	program, err := os.Executable()
	if err != nil {
		return nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	return &graphviz.Worker{Path: graphviz.Find(program), Folder: filepath.Join(cache, "seika", "graphviz")}
}
