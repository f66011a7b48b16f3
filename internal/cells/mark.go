package cells

import "seika/model"

// Mark is what a word that people use for kinds says of a deliverable.
type Mark uint8

// The marks.
const (
	NoMark Mark = iota
	Tangible
	Intangible
	Internal
	External
	Goal
)

// marks are those words, folded, in both languages.
var marks = map[string]Mark{
	"有形": Tangible, "tangible": Tangible, "成果物": Tangible, "deliverable": Tangible,
	"無形": Intangible, "ノウハウ": Intangible, "知識": Intangible, "暗黙知": Intangible, "無形の成果物": Intangible,
	"intangible": Intangible, "know-how": Intangible, "knowhow": Intangible, "knowledge": Intangible, "tacit": Intangible,
	"外部": External, "社外": External, "external": External, "内部": Internal, "社内": Internal, "internal": Internal, "ゴール": Goal, "goal": Goal,
}

// MarkOf is what a word says.
func MarkOf(word string) Mark { return marks[model.Key(word)] }

// ticks are the texts of cells that mean yes or no.
var ticks = map[string]bool{
	"x": true, "○": true, "◯": true, "●": true, "◎": true, "✓": true, "✔": true, "レ": true, "1": true, "yes": true, "y": true, "true": true, "はい": true, "有": true,
	"-": false, "ー": false, "－": false, "—": false, "×": false, "✕": false, "0": false, "no": false, "n": false, "false": false, "いいえ": false, "無": false,
}

// Ticked says whether a cell is a tick of either kind, and whether it means yes.
func Ticked(text string) (tick, yes bool) {
	yes, tick = ticks[model.Key(text)]
	return tick, yes
}
