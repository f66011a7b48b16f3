package model

import (
	"encoding/binary"
	"reflect"
	"slices"
)

// A step of the history is kept packed once another one follows: a record is some 700 bytes, nearly all of them default, and a
// move changes two numbers of it. A record that was added or removed is kept as what differs from an empty one; of one that
// was changed, its key and the members that differ, before and after. The rest is read off the graph the step led to or from.
//
// A difference is a list of members: a number (1 for the next, 2 to leave one out …), then what it was and what it is; 0 ends
// it. Members are those of the Go struct in their order, however deep. It holds within one run of the program.

// packed packs a change.
func packed(c Change) string {
	b := packRows(nil, c.Meta, func(Meta) struct{} { return struct{}{} })
	b = packRows(b, c.Nodes, func(n Node) ID { return n.ID })
	b = packRows(b, c.Relations, func(r Relation) Ends { return r.Ends })
	b = packRows(b, c.Groups, func(g Group) ID { return g.ID })
	b = packRows(b, c.Phases, func(p Phase) ID { return p.ID })
	b = packRows(b, c.Answers, func(a Answer) Question { return a.Question })
	b = packRows(b, c.Proposals, Proposal.Offer)
	return string(b)
}

func packRows[T comparable, K any](b []byte, ds []Delta[T], key func(T) K) []byte {
	b = binary.AppendUvarint(b, uint64(len(ds)))
	for i := range ds {
		d := &ds[i]
		b = append(b, byte(d.Op))
		if d.Op == Changed {
			var none K
			k := key(d.Before)
			b = packDiff(b, &none, &k)
		}
		b = packDiff(b, &d.Before, &d.After)
	}
	return b
}

// unpacked is the change again. g is the graph before or after it.
func unpacked(g *Graph, name, packed string) Change {
	u := &unpacking{rest: packed}
	return Change{
		Name:      name,
		Meta:      unpackRows(u, func(struct{}) (*Meta, bool) { return &g.meta, true }),
		Nodes:     unpackRows(u, g.nodes.find),
		Relations: unpackRows(u, g.relations.find),
		Groups:    unpackRows(u, g.groups.find),
		Phases:    unpackRows(u, g.phases.find),
		Answers:   unpackRows(u, g.answers.find),
		Proposals: unpackRows(u, g.proposals.find),
	}
}

func unpackRows[T comparable, K any](u *unpacking, find func(K) (*T, bool)) []Delta[T] {
	n := u.number()
	if n == 0 {
		return nil
	}
	out := make([]Delta[T], n)
	for i := range out {
		d := &out[i]
		d.Op = Op(u.bytes(1)[0])
		if d.Op == Changed {
			var none, key K
			u.diff(&none, &key)
			r, ok := find(key)
			if !ok {
				panic("a step of the history changes what is not there")
			}
			d.Before, d.After = *r, *r
		}
		u.diff(&d.Before, &d.After)
	}
	return out
}

// packDiff packs what differs between two records that pointers lead to.
func packDiff(b []byte, before, after any) []byte {
	was, is := reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem()
	gap := uint64(0)
	for _, path := range membersOf(was.Type()) {
		gap++
		x, y := member(was, path), member(is, path)
		if same(x, y) {
			continue
		}
		b = binary.AppendUvarint(b, gap)
		b = packMember(packMember(b, x), y)
		gap = 0
	}
	return append(b, 0)
}

// paths are the ways to the members of each type there is a difference of.
var paths = func() map[reflect.Type][][]int {
	out := map[reflect.Type][][]int{}
	for _, t := range []reflect.Type{
		reflect.TypeFor[Meta](), reflect.TypeFor[Node](), reflect.TypeFor[Relation](), reflect.TypeFor[Group](), reflect.TypeFor[Phase](),
		reflect.TypeFor[Answer](), reflect.TypeFor[Proposal](), // and their keys:
		reflect.TypeFor[struct{}](), reflect.TypeFor[ID](), reflect.TypeFor[Ends](), reflect.TypeFor[Question](), reflect.TypeFor[Offer](),
	} {
		out[t] = pathsIn(t, nil)
	}
	return out
}()

// membersOf lists the ways to what a type holds, however deep.
func membersOf(t reflect.Type) [][]int { return paths[t] }

func pathsIn(t reflect.Type, to []int) (out [][]int) {
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[List]() {
		return [][]int{to}
	}
	for i := range t.NumField() {
		out = append(out, pathsIn(t.Field(i).Type, append(slices.Clone(to), i))...)
	}
	return out
}

func member(v reflect.Value, path []int) reflect.Value {
	for _, i := range path {
		v = v.Field(i)
	}
	return v
}

func same(a, b reflect.Value) bool {
	if a.Kind() == reflect.String {
		return a.String() == b.String()
	}
	return a.Equal(b)
}

func packMember(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Struct:
		return packText(b, v.Interface().(List).packed)
	case reflect.String:
		return packText(b, v.String())
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint8:
		return append(b, byte(v.Uint()))
	default:
		panic("a record holds what cannot be packed")
	}
}

func packText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// unpacking reads what is packed from its beginning.
type unpacking struct{ rest string }

func (u *unpacking) bytes(n int) string {
	out := u.rest[:n]
	u.rest = u.rest[n:]
	return out
}

func (u *unpacking) number() uint64 {
	n, size := binary.Uvarint([]byte(u.rest[:min(len(u.rest), binary.MaxVarintLen64)]))
	u.rest = u.rest[size:]
	return n
}

// text is a copy, so that a record does not hold all that was packed.
func (u *unpacking) text() string { return string([]byte(u.bytes(int(u.number())))) }

// diff puts the members that differ into two records that are alike so far.
func (u *unpacking) diff(before, after any) {
	was, is := reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem()
	all := membersOf(was.Type())
	at := -1
	for gap := u.number(); gap != 0; gap = u.number() {
		at += int(gap)
		u.member(member(was, all[at]))
		u.member(member(is, all[at]))
	}
}

func (u *unpacking) member(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		v.Set(reflect.ValueOf(List{u.text()}))
	case reflect.String:
		v.SetString(u.text())
	case reflect.Bool:
		v.SetBool(u.bytes(1)[0] == 1)
	case reflect.Int:
		n, size := binary.Varint([]byte(u.rest[:min(len(u.rest), binary.MaxVarintLen64)]))
		u.rest = u.rest[size:]
		v.SetInt(n)
	case reflect.Uint8:
		v.SetUint(uint64(u.bytes(1)[0]))
	default:
		panic("a record holds what cannot be packed")
	}
}
