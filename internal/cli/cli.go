// Package cli is the program on the command line: what a sub-command is called, what it takes, what it prints and with which
// status it ends. All that it does itself is reading, writing and printing; the work is done by the packages below. It knows
// no window: the editor is a function it is given.
//
// Text for people goes to Out, problems and progress to Err, one problem a line. Status 0: done; 1: check found something,
// fmt -l a difference; 2: bad usage, or something could not be read or written. An output file is written whole or not at
// all.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/layout/graphviz"
	"seika/internal/source"
	"seika/internal/store/fsx"
	"seika/internal/taskview"
)

// World is what a call gets from outside.
type World struct {
	In       io.Reader
	Out, Err io.Writer
	Terminal bool                // Err is a terminal, so that progress is seen
	Env      func(string) string // the environment, for the language
	FS       fsx.FS
	Now      func() time.Time
	Version  string           // of the program
	Graphviz *graphviz.Worker // may be missing, and nil
	// Open opens the editor with some files and returns its status.
	Open func(files []string, l lang.Lang) int
}

// The statuses.
const (
	done  = 0
	found = 1
	wrong = 2
)

var (
	// errFound ends a command with status found.
	errFound = errors.New("found something")
	// errTold ends a command with status wrong; what was wrong has been printed.
	errTold = errors.New("told already")
)

// Run does what the arguments say and returns the exit status.
func Run(ctx context.Context, args []string, w World) int {
	c := &call{World: w, lang: language(args, w.Env), screen: &screen{w: w.Err, terminal: w.Terminal}}
	c.Err = c.screen
	defer c.screen.close()
	root := c.root()
	// Files go straight to the editor: who starts it from a file manager is not to meet a command line.
	if len(args) == 0 || c.opens(root, args[0]) {
		return c.open(args)
	}
	root.SetArgs(args)
	return c.end(root.ExecuteContext(ctx))
}

// call is one call of the program.
type call struct {
	World
	lang     lang.Lang
	limits   source.Limits
	encoding string           // of what is read, where the user says so
	view     taskview.Options // how task views become models
	boxes    importer.Boxes   // of drawings
	dashed   source.Dashed
	members  string  // the file with the parts of deliverables
	screen   *screen // what Err is
	status   int     // of the editor, where it ran
}

// doing tells who waits what is being done.
func (c *call) doing(what lang.Msg) { c.screen.doing(c.text(what)) }

func (c *call) text(m lang.Msg) string { return m.In(c.lang) }

// language is what --lang says, else the environment.
func language(args []string, env func(string) string) lang.Lang {
	for i, a := range args {
		if a == "--" {
			break
		}
		value, ok := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok {
			return lang.Parse(value)
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			return lang.Parse(v)
		}
	}
	return lang.EN
}

// opens says that the first argument is a file for the editor.
func (c *call) opens(root *cobra.Command, first string) bool {
	if strings.HasPrefix(first, "-") || strings.HasPrefix(first, cobra.ShellCompRequestCmd) || first == "help" {
		return false
	}
	named := func(sub *cobra.Command) bool { return sub.Name() == first }
	return !slices.ContainsFunc(root.Commands(), named) && c.meant(root, first) == ""
}

// meant is the sub-command that a word probably stands for: it is nearly one, and there is no file of that name.
func (c *call) meant(root *cobra.Command, word string) string {
	if _, err := c.FS.Stat(word); err == nil {
		return ""
	}
	var names []string
	for _, sub := range root.Commands() {
		names = append(names, sub.Name())
	}
	if best := nearest(word, names, 1); len(best) > 0 && distance(word, best[0]) <= 2 {
		return best[0]
	}
	return ""
}

func (c *call) open(files []string) int {
	return c.Open(files, c.lang)
}

// root is the program itself with all its sub-commands.
func (c *call) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "seika [FILE…]",
		Short:         c.text(lang.M("cli.seika.short")),
		Long:          c.text(lang.M("cli.seika.long")),
		Example:       c.text(lang.M("cli.seika.example")),
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				if near := c.meant(cmd, args[0]); near != "" {
					return usage{cmd, lang.M("cli.no_command", "name", source.Visible(args[0]), "near", near)}
				}
			}
			c.status = c.open(args)
			return nil
		},
	}
	root.SetIn(c.In)
	root.SetOut(c.Out)
	root.SetErr(c.Err)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(c.flagError)
	root.SetHelpFunc(c.showHelp)
	root.SetHelpCommand(c.helpCommand())
	flags := root.PersistentFlags()
	flags.BoolP("help", "h", false, c.text(lang.M("cli.flag.help")))
	flags.Var(oneOf("", string(lang.EN), string(lang.JA)), "lang", c.text(lang.M("cli.flag.lang")))
	flags.SortFlags = false
	complete(flags, root)
	root.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveDefault // files for the editor
	}
	for _, make := range commands {
		sub := make(c)
		sub.Flags().SortFlags = false
		complete(sub.Flags(), sub)
		root.AddCommand(sub)
	}
	return root
}

// usage is a call that cannot be understood.
type usage struct {
	cmd  *cobra.Command
	what lang.Msg
}

func (u usage) Error() string { return u.what.Error() }

// flagError puts what is wrong with an option into words.
func (c *call) flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		return usage{cmd, lang.M("cli.no_flag", "flag", dashed(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))}
	case errors.As(err, &missing):
		return usage{cmd, lang.M("cli.flag_value", "flag", dashed(missing.GetSpecifiedName(), missing.GetSpecifiedShortnames()))}
	case errors.As(err, &invalid):
		var why lang.Msg
		if !errors.As(err, &why) {
			why = lang.M("cli.flag_unfit", "value", source.Visible(invalid.GetValue()))
		}
		return usage{cmd, lang.M("cli.flag_bad", "flag", "--"+invalid.GetFlag().Name, "why", why)}
	default:
		return usage{cmd, lang.M("cli.flag_syntax")}
	}
}

// dashed is an option as it was given: a letter among others, or a word.
func dashed(name, letters string) string {
	if letters != "" {
		return "-" + source.Visible(name)
	}
	return "--" + source.Visible(name)
}

// end prints why a command failed and turns it into a status.
func (c *call) end(err error) int {
	if err == nil {
		return c.status
	}
	if errors.Is(err, errFound) {
		return found
	}
	c.tell(err)
	return wrong
}

// tell prints an error, a line for each problem.
func (c *call) tell(err error) {
	var (
		u       usage
		refused *source.Refused
		problem source.Problem
		m       lang.Msg
	)
	switch {
	case errors.Is(err, errTold):
	case errors.As(err, &u):
		c.complain(c.text(lang.M("cli.usage", "command", u.cmd.CommandPath(), "what", u.what)))
	case errors.As(err, &refused):
		for _, line := range refused.Lines(c.lang) {
			c.complain(line)
		}
	case errors.As(err, &problem):
		c.complain(problem.In(c.lang))
	case errors.Is(err, context.Canceled):
		c.complain("seika: " + c.text(lang.M("cli.cancelled")))
	case errors.As(err, &m):
		c.complain("seika: " + c.text(m))
	default:
		c.complain("seika: " + source.Visible(err.Error()))
	}
}

func (c *call) complain(line string) { fmt.Fprintln(c.Err, line) }

// about ties an error to a file, where it does not name one.
func about(file string, err error) error {
	var (
		refused *source.Refused
		problem source.Problem
		m       lang.Msg
	)
	switch {
	case err == nil, errors.As(err, &refused), errors.As(err, &problem), errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &m):
	case errors.Is(err, fs.ErrNotExist):
		m = lang.M("cli.file.none")
	case errors.Is(err, fs.ErrPermission):
		m = lang.M("cli.file.denied")
	case errors.Is(err, fsx.ErrFolder):
		m = lang.M("cli.file.folder")
	case errors.Is(err, fsx.ErrChanged):
		m = lang.M("cli.file.changed")
	default:
		m = lang.M("cli.file.failed", "cause", cause(err))
	}
	return source.Problem{File: file, Line: 1, Col: 1, What: m}
}
