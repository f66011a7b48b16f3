package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"seika/internal/corpus"
	"seika/internal/importer"
	importers "seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

// mining is a call of mine.
type mining struct {
	*call
	format       *choice
	shard        part
	models, part *bounded
}

func (c *call) mine() *cobra.Command {
	k := mining{call: c, format: oneOf("text", "text", "json"), models: whole(2, 10_000), part: whole(1, 100)}
	cmd := &cobra.Command{
		Use:     "mine DIR",
		Short:   c.text(lang.M("cli.mine.short")),
		Long:    c.text(lang.M("cli.mine.long")),
		Example: c.text(lang.M("cli.mine.example")),
		Args:    between(1, 1),
		RunE:    func(cmd *cobra.Command, dirs []string) error { return k.run(cmd.Context(), dirs[0]) },
	}
	f := cmd.Flags()
	f.Var(k.format, "format", c.text(lang.M("cli.mine.format")))
	f.Var(&k.shard, "shard", c.text(lang.M("cli.mine.shard")))
	f.Var(k.models, "models", c.text(lang.M("cli.mine.models", "n", corpus.Usual.Models)))
	f.Var(k.part, "share", c.text(lang.M("cli.mine.share", "n", corpus.Usual.Share)))
	return cmd
}

// run reads every model in a folder and those below it; one that cannot be read is told of and does not stop the others.
func (k *mining) run(ctx context.Context, dir string) error {
	files, err := k.files(dir)
	if err != nil {
		return about(dir, err)
	}
	all := report.Collection{Shard: k.shard.String(), Lines: func(g *model.Graph) string { return lines.PrintPlain(g, nil) }}
	for i, name := range files {
		if !k.shard.has(i) {
			continue
		}
		in, err := k.read(ctx, name, "")
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			k.tell(err)
			all.Unread = append(all.Unread, k.problems(name, err)...)
			continue
		}
		k.warn(in)
		group := filepath.ToSlash(filepath.Dir(strings.TrimPrefix(strings.TrimPrefix(name, dir), string(filepath.Separator))))
		if group == "." {
			group = ""
		}
		all.Models = append(all.Models, corpus.Model{Name: k.uri(name), Group: group, Graph: in.graph})
	}
	k.doing(lang.M("cli.doing.mine"))
	o := corpus.Usual
	if k.models.value > 0 {
		o.Models = int(k.models.value)
	}
	if k.part.value > 0 {
		o.Share = int(k.part.value)
	}
	o.All = k.shard.of > 0
	if all.Groups, err = corpus.Look(ctx, all.Models, o); err != nil {
		return err
	}
	var b bytes.Buffer
	write := report.MineText
	if k.format.value == "json" {
		write = report.MineJSON
	}
	if err := write(&b, all, report.Options{Lang: k.lang}); err != nil {
		return err
	}
	if err := k.print(b.Bytes()); err != nil {
		return err
	}
	if len(all.Unread) > 0 {
		return errTold
	}
	return nil
}

// files lists what has the name of a readable file, in a folder and those below it, by name. Links to folders are not
// followed: they could lead in a circle.
func (k *call) files(dir string) ([]string, error) {
	names, err := k.FS.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	here, err := k.FS.RealPath(dir)
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []string
	for _, name := range names {
		path := filepath.Join(dir, name)
		if strings.HasPrefix(name, ".") {
			continue
		}
		info, err := k.FS.Stat(path)
		if err != nil || !info.Mode.IsDir() {
			if readable(name) {
				out = append(out, path)
			}
			continue
		}
		if real, err := k.FS.RealPath(path); err != nil || filepath.Dir(real) != here {
			continue
		}
		below, err := k.files(path)
		if err != nil {
			return nil, about(path, err)
		}
		out = append(out, below...)
	}
	return out, nil
}

// readable says that a file has the name of a format.
func readable(name string) bool {
	return slices.ContainsFunc(importers.Readers, func(r importer.Reader) bool {
		return slices.ContainsFunc(r.Suffixes, func(s string) bool { return strings.HasSuffix(strings.ToLower(name), s) })
	})
}

// part is an option like 2/5: the second of five parts. The zero part is the whole.
type part struct{ which, of int }

// Set takes a value.
func (p *part) Set(s string) error {
	which, of, ok := strings.Cut(s, "/")
	i, err := strconv.Atoi(which)
	n, bad := strconv.Atoi(of)
	if !ok || err != nil || bad != nil || i < 1 || i > n {
		return lang.M("cli.mine.no_shard", "value", source.Visible(s))
	}
	p.which, p.of = i, n
	return nil
}

// String is the present value.
func (p *part) String() string {
	if p.of == 0 {
		return ""
	}
	return strconv.Itoa(p.which) + "/" + strconv.Itoa(p.of)
}

// Type says what to write, for help.
func (*part) Type() string { return "i/n" }

// has says that the file of that number, from 0, is in the part.
func (p *part) has(i int) bool { return p.of == 0 || i%p.of == p.which-1 }
