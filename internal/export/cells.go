package export

import (
	"seika/internal/cells"
	"seika/model"
)

// Private is what the options let out of a record.
func (o Options) Private() cells.Choice {
	if o.Notes {
		return cells.Private
	}
	return cells.Shown
}

// attribute begins the names of attributes, by which readers know what an element is whatever it looks like.
const attribute = "seika_"

// AttrNode is the cells of a deliverable under the names that they have as attributes of drawings, which other programs keep.
func AttrNode(n model.Node, o Options) []cells.Cell { return attributes(cells.OfNode(n, o.Private())) }

// AttrRelation is AttrNode for a relation.
func AttrRelation(r model.Relation, o Options) []cells.Cell {
	return attributes(cells.OfRelation(r, o.Private()))
}

// AttrGroup is AttrNode for a group.
func AttrGroup(g model.Group, o Options) []cells.Cell {
	return attributes(cells.OfGroup(g, o.Private()))
}

// AttrMeta is AttrNode for the document.
func AttrMeta(m model.Meta, o Options) []cells.Cell {
	return attributes(cells.OfMeta(m, o.Private()))
}

func attributes(list []cells.Cell) []cells.Cell {
	for i := range list {
		list[i].Name = attribute + list[i].Name
	}
	return list
}
