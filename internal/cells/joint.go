package cells

// Joint says what a column of names in a table of deliverables means for the deliverable of the row.
type Joint uint8

// The joints.
const (
	NoJoint Joint = iota
	Inputs        // it is made from them
	Outputs       // they are made from it
	Syncs         // they are settled together
)

// joints are the titles that people write, folded, in both languages.
var joints = map[string]Joint{
	"入力": Inputs, "インプット": Inputs, "材料": Inputs, "input": Inputs, "inputs": Inputs, "needs": Inputs,
	"必要な入力": Inputs, "入力情報": Inputs, "入力成果物": Inputs, "必要な材料": Inputs, "必要なもの": Inputs, "元資料": Inputs,
	"made from": Inputs, "depends on": Inputs, "requires": Inputs, "predecessors": Inputs,
	"出力": Outputs, "アウトプット": Outputs, "output": Outputs, "outputs": Outputs, "used for": Outputs,
	"アウトプット先": Outputs, "出力先": Outputs, "利用先": Outputs, "使用先": Outputs, "後続成果物": Outputs, "successors": Outputs,
	"同期": Syncs, "同期相手": Syncs, "すり合わせ": Syncs, "sync": Syncs, "syncs": Syncs, "sync with": Syncs, "agreed with": Syncs,
}

// JointOf is what a title means, as people write it.
func JointOf(title string) Joint { return joints[bare(title)] }
