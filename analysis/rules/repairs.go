package rules

import (
	"seika/analysis"
	"seika/model"
)

// The repairs. Each is offered where Make gives a command. A repair moves the conversation on, it does not end it: May are
// the rules that then ask next, on models as people draw them.
var (
	addInput     = analysis.Repair{ID: "add-input", May: []string{"N01", "K07", "D04"}, Make: input(model.Tangible)}
	addKnowHow   = analysis.Repair{ID: "add-know-how", May: []string{"K01", "K07", "K12", "K13"}, Make: input(model.Intangible)}
	addConsumer  = analysis.Repair{ID: "add-consumer", May: []string{"N01", "K02", "U02", "U07"}, Make: consumer}
	joinOther    = analysis.Repair{ID: "add-consumer", Wants: analysis.Pick, Make: consumer}
	writeDown    = analysis.Repair{ID: "write-down", Make: written}
	addHolder    = analysis.Repair{ID: "add-holder", May: []string{"K12"}, Make: holder}
	toSync       = analysis.Repair{ID: "to-sync", May: []string{"S02", "S03"}, Make: cycleToSync}
	nextRound    = analysis.Repair{ID: "next-round", May: []string{"N01", "U02"}, Make: cycleToNext}
	nextPlan     = analysis.Repair{ID: "next-round", May: []string{"N01", "U02"}, Make: planAgain}
	assume       = analysis.Repair{ID: "assume", Make: assumption}
	joinAll      = analysis.Repair{ID: "join-all", Make: outcome}
	fixFirst     = analysis.Repair{ID: "fix-first", May: []string{"N01"}, Make: first}
	record       = analysis.Repair{ID: "record", May: []string{"K01", "N01", "U02"}, Make: recorded}
	setUsedBy    = analysis.Repair{ID: "set-usedBy", Wants: analysis.Name, Make: users}
	markGoal     = analysis.Repair{ID: "mark-goal", Make: goal}
	markExternal = analysis.Repair{ID: "mark-external", Make: set("scope", string(model.External))}
	remove       = analysis.Repair{ID: "remove", May: []string{"U01"}, Make: removed}
	addCriteria  = analysis.Repair{ID: "add-criteria", May: []string{"N01", "U08"}, Make: criteria}
	setCriteria  = analysis.Repair{ID: "set-criteria", May: []string{"U08"}, Wants: analysis.Text, Make: setText("criteria")}

	renameToThing = analysis.Repair{ID: "rename", Make: toThing}
	mergeAll      = analysis.Repair{ID: "merge", May: []string{"N01"}, Make: merged}
	renameOthers  = analysis.Repair{ID: "rename", Make: numbered}
	addMember     = analysis.Repair{ID: "add-member", Make: member}
	cutRelation   = analysis.Repair{ID: "cut-relation", May: []string{"N01"}, Make: cut}
	cutBefore     = analysis.Repair{ID: "cut-relation", Wants: analysis.Pick, Make: cutInto}

	groupInputs   = analysis.Repair{ID: "group-inputs", Make: inputsAsOne}
	group         = analysis.Repair{ID: "group", Wants: analysis.Pick, Make: withInputs}
	keepIO        = analysis.Repair{ID: "keep-io", May: []string{"U03"}, Make: noSync}
	keepSync      = analysis.Repair{ID: "keep-sync", May: []string{"N01"}, Make: noInput}
	syncToIO      = analysis.Repair{ID: "keep-io", May: []string{"N01", "U03"}, Make: toInput}
	addSync       = analysis.Repair{ID: "add-sync", May: []string{"S01"}, Make: syncBoth}
	oneMeeting    = analysis.Repair{ID: "one-meeting", May: []string{"N01", "S02", "S04"}, Make: syncHubs}
	writeDownSync = analysis.Repair{ID: "write-down", May: []string{"S09"}, Make: writtenInSync}
	addMaterial   = analysis.Repair{ID: "add-input", May: []string{"N01"}, Make: material}

	renameWith   = analysis.Repair{ID: "rename", Wants: analysis.Nouns, Make: renamed}
	strip        = analysis.Repair{ID: "strip", Make: stripped}
	makeTangible = analysis.Repair{ID: "make-tangible", Make: tangible}
	markInternal = analysis.Repair{ID: "mark-internal", May: []string{"N01", "U03"}, Make: set("scope", "internal")}
	setOwner     = analysis.Repair{ID: "set-owner", Wants: analysis.Name, Make: owned}
	setApprover  = analysis.Repair{ID: "set-owner", Wants: analysis.Name, Make: approver}
	setFrequency = analysis.Repair{ID: "set-frequency", May: []string{"A05"}, Make: frequency}
	setLocation  = analysis.Repair{ID: "set-location", Wants: analysis.Text, Make: setText("location")}
	setMedium    = analysis.Repair{ID: "set-medium", Make: medium}
	setForm      = analysis.Repair{ID: "set-form", Make: set("form", string(model.MixedForm))}
	replaceInput = analysis.Repair{ID: "add-input", May: []string{"N01", "K07"}, Make: inPlace}
	keepGoals    = analysis.Repair{ID: "mark-goal", May: []string{"U05"}, Make: oldGoals}
	setSystem    = analysis.Repair{ID: "set-system", Make: system}
)

const (
	repairName = "command.repair"
	answerName = "command.reply"
)
