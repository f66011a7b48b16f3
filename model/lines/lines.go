// Package lines reads and prints Seika lines, the text form of a model, wherever they stand: in a file, in the entry bar, on
// the clipboard, in the text pane. A file becomes a model; everything else becomes a command on the open document.
//
// A source is read line by line, by a grammar that looks at characters (scan, parser) and knows no model. What lines mean
// together is put into a sheet: things and relations, each with what was said about it. Only when all lines are in do things
// get their ids, and the sheet turns into a model or a command.
//
// The package knows no window, no place of a box and no rule. Nothing in it recurses over what it reads.
package lines
