// Command fontsubset cuts a TrueType font down to the characters that other fonts lack. It made the fallback font in assets
// and runs only when that font is to be renewed. It imports nothing of the program.
//
//	fontsubset -from NotoSansJP.ttf -without Regular.ttf,Bold.ttf -name "Seika Fallback" -out SeikaFallback.ttf
//
// A character is kept where any of the fonts named by -without lacks it. Same input, same bytes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
)

func main() {
	from := flag.String("from", "", "the font to cut, a TrueType file")
	without := flag.String("without", "", "fonts whose characters are left out, separated by commas")
	name := flag.String("name", "", "family name of the new font")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if *from == "" || *name == "" || *out == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*from, strings.FieldsFunc(*without, func(r rune) bool { return r == ',' }), *name, *out); err != nil {
		fmt.Fprintln(os.Stderr, "fontsubset:", err)
		os.Exit(1)
	}
}

func run(from string, without []string, name, out string) error {
	source, err := open(from)
	if err != nil {
		return err
	}
	keep, err := source.chars()
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if err := leaveOut(keep, without); err != nil {
		return err
	}
	runes := make([]rune, 0, len(keep))
	for r := range keep {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	ttf, err := subset(source, runes, name)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	fmt.Printf("%d characters, %d bytes\n", len(runes), len(ttf))
	return os.WriteFile(out, ttf, 0o644)
}

func open(path string) (font, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return font{}, err
	}
	f, err := parse(b)
	if err != nil {
		return font{}, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// leaveOut takes from keep what every one of the fonts has.
func leaveOut(keep map[rune]glyphID, paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	has := map[rune]int{}
	for _, path := range paths {
		f, err := open(path)
		if err != nil {
			return err
		}
		chars, err := f.chars()
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for r := range chars {
			has[r]++
		}
	}
	for r, n := range has {
		if n == len(paths) {
			delete(keep, r)
		}
	}
	if len(keep) == 0 {
		return errors.New("no character is left")
	}
	return nil
}
