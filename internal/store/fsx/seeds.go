package fsx

// Fault is a fault that is planted to see whether the tests find it. The set is closed.
type Fault string

// The faults. Only a build with the tag seeded has one, the one that SEIKA_FAULT names.
const (
	NoFileSync   Fault = "no-file-sync"
	NoFolderSync Fault = "no-folder-sync"
	Truncates    Fault = "truncates-in-place"
	NoChecksum   Fault = "no-checksum"
	BlindClose   Fault = "blind-close"
)
