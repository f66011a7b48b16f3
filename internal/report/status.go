package report

import (
	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
)

// status is what has become of a finding, in words.
func status(s model.Status) lang.Msg {
	switch s {
	case analysis.Open:
		return lang.M("report.status.open")
	case model.Asked:
		return lang.M("report.status.asked")
	case model.Answered:
		return lang.M("report.status.answered")
	case model.Risk:
		return lang.M("report.status.risk")
	case model.Intended:
		return lang.M("report.status.intended")
	default:
		panic("unknown status")
	}
}
