package graphviz

import "time"

// Limited is a worker that must answer sooner.
func Limited(path, folder string, limit time.Duration) *Worker {
	return &Worker{Path: path, Folder: folder, limit: limit}
}

// Running says that there is a process.
func (w *Worker) Running() bool { return w.running != nil && !w.running.ended() }
