// Package docs writes the pages under docs that are made from lists of the program: what a command takes, what a key does,
// what a rule looks for. Its test fails where a page is stale; make docs writes it anew.
//
// A page is one file here, beside its function, and one line in pages.go. It knows anything of ours but main packages.
package docs
