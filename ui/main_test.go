package ui

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The toolkit reads its fonts anew for each app, and what shapes text keeps all of them for good: 30 MB a test, 17 GB for all in one
// process. So the tests run in parts, each in a process of its own, unless somebody asks for some of them or for a profile.
const (
	partEnv  = "SEIKA_UI_PART"
	partSize = 45 // tests
)

func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv(partEnv) != "" || !allTests() {
		os.Exit(m.Run())
	}
	out, err := exec.Command(os.Args[0], "-test.list", ".*").Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, "listing the tests:", err)
		os.Exit(1)
	}
	var names []string
	for _, line := range strings.Fields(string(out)) {
		if strings.HasPrefix(line, "Test") {
			names = append(names, line)
		}
	}
	code := 0
	for part := range slices.Chunk(names, partSize) {
		args := slices.DeleteFunc(slices.Clone(os.Args[1:]), func(s string) bool {
			return strings.HasPrefix(s, "-test.testlogfile") // it would tell of one part alone what the result rests on
		})
		cmd := exec.Command(os.Args[0], append(args, "-test.run", "^("+strings.Join(part, "|")+")$")...)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		cmd.Env = append(os.Environ(), partEnv+"=1")
		if err := cmd.Run(); err != nil {
			fmt.Fprintln(os.Stderr, "a part of the tests:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// allTests says that nothing but how to run all tests is asked for.
func allTests() bool {
	plain := true
	flag.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "test.paniconexit0", "test.timeout", "test.v", "test.count", "test.short", "test.testlogfile", "test.parallel", "test.failfast":
		default:
			plain = false
		}
	})
	return plain
}
