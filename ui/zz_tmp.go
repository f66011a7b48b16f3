package ui

func (w *Window) exportDialog() {}
