package cli

import (
	"bytes"
	"context"

	"github.com/spf13/cobra"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model/file"
	"seika/model/lines"
)

// formatting is a call of fmt.
type formatting struct {
	*call
	from          *choice
	list, inPlace bool
}

func (c *call) canonical() *cobra.Command {
	k := formatting{call: c, from: oneOf("", "seika", "lines")}
	cmd := &cobra.Command{
		Use:     "fmt FILE…",
		Short:   c.text(lang.M("cli.fmt.short")),
		Long:    c.text(lang.M("cli.fmt.long")),
		Example: c.text(lang.M("cli.fmt.example")),
		Args:    between(1, -1),
		RunE:    func(cmd *cobra.Command, files []string) error { return k.run(cmd.Context(), files) },
	}
	f := cmd.Flags()
	f.BoolVarP(&k.list, "list", "l", false, c.text(lang.M("cli.fmt.list")))
	f.BoolVarP(&k.inPlace, "write", "w", false, c.text(lang.M("cli.fmt.write")))
	c.reads(cmd, k.from)
	return cmd
}

// run formats each file; one that cannot be read does not stop the others.
func (k *formatting) run(ctx context.Context, names []string) error {
	differs, bad := false, false
	for _, name := range names {
		d, err := k.file(ctx, name)
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			k.tell(err)
			bad = true
		}
		differs = differs || d
	}
	switch {
	case bad:
		return errTold
	case differs && k.list:
		return errFound
	default:
		return nil
	}
}

// file formats one file and says whether that makes a difference.
func (k *formatting) file(ctx context.Context, name string) (differs bool, err error) {
	in, err := k.read(ctx, name, k.from.value)
	if err != nil {
		return false, err
	}
	canonical, err := formatted(in)
	if err != nil {
		return false, about(name, err)
	}
	was := in.held()
	differs = !bytes.Equal(was, canonical)
	if differs && k.list {
		if err := k.print([]byte(source.Visible(name) + "\n")); err != nil {
			return differs, err
		}
	}
	switch {
	case k.inPlace && name == stdio:
		return differs, about(name, lang.M("cli.fmt.stdin"))
	case k.inPlace && differs:
		return differs, k.write(name, canonical, was)
	case !k.inPlace && !k.list:
		return differs, k.print(canonical)
	default:
		return differs, nil
	}
}

// formatted is the canonical form of what was read, in its own format.
func formatted(in input) ([]byte, error) {
	switch {
	case file.Newer(in.graph):
		return nil, lang.M("export.newer")
	case in.format == "seika":
		return file.Encode(in.graph), nil
	case in.format == "lines":
		return lines.Print(in.graph), nil
	default:
		return nil, lang.M("cli.fmt.none", "format", in.format)
	}
}
