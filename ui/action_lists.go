package ui

// What each menu offers, in its order. Keys are given once and hold in menus, palette and key sheet alike.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"seika/internal/compare"
	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/model"
	"seika/ui/tool"
)

func fileActions() []action {
	return everywhere(inMenu(menuFile,
		action{id: "new", keys: []key{k(fyne.KeyN, ctrl)}, do: func(w *Window) { w.app.newWindow() }},
		action{id: "open", keys: []key{k(fyne.KeyO, ctrl)}, do: (*Window).openDialog},
		separator,
		action{id: "save", keys: []key{k(fyne.KeyS, ctrl)}, do: func(w *Window) { w.save(nil) }},
		action{id: "save_as", keys: []key{k(fyne.KeyS, ctrl|shift)}, do: func(w *Window) { w.saveAs(nil) }},
		action{id: "versions", why: hasFile, do: (*Window).versions},
		action{id: "given_up", do: (*Window).givenUp},
		action{id: "forget", why: hasFile, do: (*Window).forget},
		action{id: "forget_recoveries", do: (*Window).forgetDeclined},
		separator,
		action{id: "to_be", why: someNodes, do: (*Window).startToBe},
		separator,
		action{id: "export", keys: []key{k(fyne.KeyP, ctrl)}, why: someNodes, do: (*Window).exportDialog},
		separator,
		action{id: "close", keys: []key{k(fyne.KeyW, ctrl)}, do: func(w *Window) { w.leave(w.close) }},
		action{id: "quit", keys: []key{k(fyne.KeyQ, ctrl)}, do: func(w *Window) { w.app.quit() }},
	))
}

func editActions() []action {
	return inMenu(menuEdit,
		action{id: "undo", keys: []key{k(fyne.KeyZ, ctrl)}, why: undoable, do: (*Window).undo},
		action{id: "redo", keys: []key{k(fyne.KeyY, ctrl), k(fyne.KeyZ, ctrl|shift)}, why: redoable, do: (*Window).redo},
		separator,
		action{id: "cut", keys: []key{k(fyne.KeyX, ctrl)}, why: filled, do: (*Window).cut},
		action{id: "copy", keys: []key{k(fyne.KeyC, ctrl)}, why: filled, do: func(w *Window) { w.copy() }},
		action{id: "copy_picture", why: copyable, do: (*Window).copyPicture},
		action{id: "paste", keys: []key{k(fyne.KeyV, ctrl)}, do: (*Window).paste},
		action{id: "paste_merge", keys: []key{k(fyne.KeyV, ctrl|shift)}, do: (*Window).pasteMerging},
		action{id: "copy_as", keys: []key{k(fyne.KeyC, ctrl|shift)}, why: someNodes, do: (*Window).copyAs},
		action{id: "duplicate", keys: []key{k(fyne.KeyD, ctrl)}, why: filled, do: (*Window).duplicate},
		action{id: "delete", keys: []key{k(fyne.KeyDelete, none), k(fyne.KeyBackspace, none)}, why: selected, do: (*Window).remove},
		separator,
		action{id: "select_all", keys: []key{k(fyne.KeyA, ctrl)}, why: something, do: (*Window).selectAll},
		action{id: "line", keys: []key{k(fyne.KeyE, ctrl)}, wide: true, do: func(w *Window) { w.leaveStart(); w.line("", true) }},
		separator,
		action{id: "find", keys: []key{k(fyne.KeyF, ctrl)}, wide: true, why: someNodes, do: (*Window).find},
		action{id: "find_next", keys: []key{k(fyne.KeyF3, none)}, wide: true, why: someNodes, do: func(w *Window) { w.findNext(1) }},
		action{id: "find_previous", keys: []key{k(fyne.KeyF3, shift)}, wide: true, why: someNodes, do: func(w *Window) { w.findNext(-1) }},
		separator,
		action{id: "select_up", sub: "select", why: chosen, do: func(w *Window) { w.reach(true) }},
		action{id: "select_down", sub: "select", why: chosen, do: func(w *Window) { w.reach(false) }},
		action{id: "select_paths", sub: "select", why: several, do: (*Window).paths},
		action{id: "select_unjoined", sub: "select", why: someNodes, do: (*Window).unjoined},
		action{id: "select_one_name", sub: "select", why: someNodes, do: (*Window).oneName},
		separator,
		action{id: "palette", keys: []key{k(fyne.KeyK, ctrl)}, wide: true, do: (*Window).palette},
		action{id: "preferences", keys: []key{k(fyne.KeyComma, ctrl)}, wide: true, do: (*Window).showPreferences},
		action{id: "menu", keys: []key{k(fyne.KeyF10, shift), k(desktop.KeyMenu, none)}, do: (*Window).menuAtSelection},
	)
}

func viewActions() []action {
	return everywhere(inMenu(menuView,
		action{id: "zoom_in", keys: []key{k(fyne.KeyEqual, ctrl), k(fyne.KeyPlus, ctrl), k(fyne.KeyPlus, ctrl|shift), k(fyne.KeySemicolon, ctrl|shift)}, do: func(w *Window) { w.canvas.ZoomBy(2) }},
		action{id: "zoom_out", keys: []key{k(fyne.KeyMinus, ctrl)}, do: func(w *Window) { w.canvas.ZoomBy(-2) }},
		action{id: "zoom_100", keys: []key{k(fyne.Key0, ctrl)}, do: func(w *Window) { w.canvas.ZoomTo(1) }},
		action{id: "fit", keys: []key{k(fyne.Key9, ctrl)}, do: func(w *Window) { w.canvas.Fit() }},
		action{id: "fit_selection", keys: []key{k(fyne.Key8, ctrl)}, why: selected, do: (*Window).fitSelection},
		separator,
		action{id: "panel", keys: []key{k(fyne.KeyB, ctrl)}, ticks: func(w *Window) bool { return w.side.Visible() }, do: (*Window).toggleSide},
		action{id: "panel_wider", sub: "panel_width", why: paneled, do: func(w *Window) { w.stepSide(1) }},
		action{id: "panel_narrower", sub: "panel_width", why: paneled, do: func(w *Window) { w.stepSide(-1) }},
		action{id: "text", keys: []key{k(fyne.KeyF9, none)}, ticks: func(w *Window) bool { return w.text.Object().Visible() }, do: (*Window).toggleText},
		action{id: "text_left", ticks: isOn(prefTextLeft), do: func(w *Window) { w.keepWhole(func() { turns(prefTextLeft)(w) }) }},
		action{id: "present", keys: []key{k(fyne.KeyF5, none)}, why: someNodes, do: func(w *Window) { w.present(nil) }},
		action{id: "present_here", keys: []key{k(fyne.KeyF5, shift)}, why: someNodes, do: func(w *Window) { w.present(w.nodes()) }},
		separator,
		action{id: "minimap", ticks: isOn(prefOverview), do: turns(prefOverview)},
		action{id: "guides", ticks: isOn(prefGuides), do: turns(prefGuides)},
		action{id: "grid", ticks: isOn(prefGrid), do: turns(prefGrid)},
		action{id: "numbers", ticks: isOn(prefNumbers), do: turns(prefNumbers)},
		separator,
		action{id: "full_screen", keys: []key{k(fyne.KeyF11, none)}, do: func(w *Window) { w.fullScreen(!w.win.FullScreen(), fyne.Size{}) }},
		separator,
		action{id: "names_main", sub: "names", ticks: shows(diagram.Main), do: func(w *Window) { w.showNames(diagram.Main) }},
		action{id: "names_alt", sub: "names", ticks: shows(diagram.Alt), do: func(w *Window) { w.showNames(diagram.Alt) }},
		action{id: "names_both", sub: "names", ticks: shows(diagram.Both), do: func(w *Window) { w.showNames(diagram.Both) }},
		action{id: "theme_system", sub: "theme", ticks: looks(bySystem), do: func(w *Window) { w.app.setTheme(bySystem) }},
		action{id: "theme_light", sub: "theme", ticks: looks(lightTheme), do: func(w *Window) { w.app.setTheme(lightTheme) }},
		action{id: "theme_dark", sub: "theme", ticks: looks(darkTheme), do: func(w *Window) { w.app.setTheme(darkTheme) }},
		separator,
		action{id: "lang_en", ticks: speaks(lang.EN), do: func(w *Window) { w.app.setLang(lang.EN) }},
		action{id: "lang_ja", ticks: speaks(lang.JA), do: func(w *Window) { w.app.setLang(lang.JA) }},
	))
}

func modelActions() []action {
	return inMenu(menuModel,
		action{id: "free", do: func(w *Window) { w.grow(tool.Growth{Side: tool.Free}) }},
		action{id: "output", keys: []key{k(fyne.KeyTab, none)}, do: func(w *Window) { w.growFrom(tool.Output) }},
		action{id: "input", keys: []key{k(fyne.KeyTab, shift)}, why: chosen, do: func(w *Window) { w.growFrom(tool.Input) }},
		action{id: "sibling", keys: []key{k(fyne.KeyReturn, none), k(fyne.KeyEnter, none)}, why: chosen, do: (*Window).sibling},
		action{id: "partner", keys: []key{k(fyne.KeyReturn, ctrl), k(fyne.KeyEnter, ctrl)}, why: chosen, do: func(w *Window) { w.growFrom(tool.Partner) }},
		action{id: "rename", keys: []key{k(fyne.KeyF2, none)}, why: oneChosen, do: (*Window).renameSelected},
		action{id: "turn_round", why: arrowChosen, do: (*Window).turnRound},
		action{id: "sync_or_input", why: lineChosen, do: (*Window).syncOrInput},
		separator,
		action{id: "intangible", keys: []key{k(fyne.KeyI, ctrl)}, why: named, ticks: allAre(isIntangible), do: (*Window).toggleIntangible},
		action{id: "external", keys: []key{k(fyne.KeyI, ctrl|shift)}, why: chosen, ticks: allAre(isExternal), do: (*Window).toggleExternal},
		action{id: "goal", keys: []key{k(fyne.KeyG, ctrl|shift)}, why: chosen, ticks: allAre(isGoal), do: (*Window).toggleGoal},
		separator,
		action{id: "group", keys: []key{k(fyne.KeyG, ctrl)}, why: selected, do: (*Window).group},
		action{id: "pin", keys: []key{k(fyne.KeyL, ctrl|shift)}, why: filled, ticks: (*Window).pinned, do: (*Window).pin},
		action{id: "pattern", keys: []key{k(fyne.KeyT, ctrl)}, do: (*Window).choosePattern},
		action{id: "save_pattern", why: chosen, do: (*Window).savePattern},
		separator,
		action{id: "tidy", wide: true, keys: []key{k(fyne.KeyL, ctrl), k(fyne.KeyF7, none)}, why: someNodes, do: func(w *Window) { w.arrange(layout.Tidy) }},
		action{id: "align_left", sub: "align", why: several, do: func(w *Window) { w.align(lefts) }},
		action{id: "align_middle", sub: "align", why: several, do: func(w *Window) { w.align(middles) }},
		action{id: "align_right", sub: "align", why: several, do: func(w *Window) { w.align(rights) }},
		action{id: "align_top", sub: "align", why: several, do: func(w *Window) { w.align(tops) }},
		action{id: "align_center", sub: "align", why: several, do: func(w *Window) { w.align(centers) }},
		action{id: "align_bottom", sub: "align", why: several, do: func(w *Window) { w.align(bottoms) }},
		action{id: "distribute_x", sub: "align", why: three, do: func(w *Window) { w.distribute(false) }},
		action{id: "distribute_y", sub: "align", why: three, do: func(w *Window) { w.distribute(true) }},
		action{id: "arrange", why: someNodes, do: func(w *Window) { w.arrange(layout.Fresh) }},
		action{id: "arrange_graphviz", why: someNodes, do: (*Window).arrangeByGraphviz},
		action{id: "direction", why: someNodes, ticks: func(w *Window) bool { return w.doc.Graph().Meta().Direction == model.TopBottom }, do: (*Window).turn},
		separator,
		action{id: "purpose", do: (*Window).askPurpose},
	)
}

func questionActions() []action {
	return everywhere(inMenu(menuQuestions,
		action{id: "next_question", keys: []key{k(fyne.KeyF8, none), k(fyne.KeyJ, ctrl)}, why: questions, do: func(w *Window) { w.NextQuestion(1) }},
		action{id: "previous_question", keys: []key{k(fyne.KeyF8, shift), k(fyne.KeyJ, ctrl|shift)}, why: questions, do: func(w *Window) { w.NextQuestion(-1) }},
		action{id: "fixes", keys: []key{k(fyne.KeyPeriod, ctrl), k(fyne.KeyReturn, fyne.KeyModifierAlt), k(fyne.KeyEnter, fyne.KeyModifierAlt)}, why: fixable, do: (*Window).showFixes},
		action{id: "ask_later", keys: []key{k(fyne.KeyA, ctrl|shift)}, why: asked, do: (*Window).askLater},
		separator,
		action{id: "meeting", keys: []key{k(fyne.KeyF4, none)}, why: settled, ticks: func(w *Window) bool { _, on := w.aside.(*meeting); return on }, do: (*Window).showMeeting},
		action{id: "what_if", keys: []key{k(fyne.KeyF12, none)}, why: someNodes, ticks: (*Window).isSupposing, do: (*Window).showWhatIf},
		action{id: "import_report", why: unless(func(w *Window) bool { return w.imported != nil }, lang.M("imported.none")), ticks: func(w *Window) bool { _, on := w.aside.(*imported); return on }, do: (*Window).showImported},
		action{id: "changes", why: someNodes, ticks: func(w *Window) bool { _, on := w.aside.(*changes); return on }, do: (*Window).showChanges},
		action{id: "change_next", keys: []key{k(fyne.KeyJ, alt)}, why: changed, do: changesDo(func(v *changes) { v.step(1) })},
		action{id: "change_previous", keys: []key{k(fyne.KeyJ, alt|shift)}, why: changed, do: changesDo(func(v *changes) { v.step(-1) })},
		action{id: "side_by_side", keys: []key{k(fyne.KeyF4, shift)}, why: someNodes, ticks: func(w *Window) bool { _, on := w.aside.(*beside); return on }, do: (*Window).showBeside},
		action{id: "match_accept", sub: "matches", keys: []key{k(fyne.KeyA, alt)}, why: facing, do: besideDo(func(b *beside) { b.setStatus(compare.Accepted) })},
		action{id: "match_reject", sub: "matches", keys: []key{k(fyne.KeyR, alt)}, why: facing, do: besideDo(func(b *beside) { b.setStatus(compare.Rejected) })},
		action{id: "match_selected", sub: "matches", keys: []key{k(fyne.KeyM, alt)}, why: facing, do: besideDo((*beside).matchSelected)},
		action{id: "match_next", sub: "matches", keys: []key{k(fyne.KeyN, alt)}, why: facing, do: besideDo(func(b *beside) { b.step(1, anyRow) })},
		action{id: "match_previous", sub: "matches", keys: []key{k(fyne.KeyB, alt)}, why: facing, do: besideDo(func(b *beside) { b.step(-1, anyRow) })},
		action{id: "match_proposed", sub: "matches", keys: []key{k(fyne.KeyP, alt)}, why: facing, do: besideDo((*beside).nextProposed)},
		action{id: "match_alone", sub: "matches", keys: []key{k(fyne.KeyU, alt)}, why: facing, do: besideDo((*beside).nextAlone)},
		action{id: "match_discordant", sub: "matches", keys: []key{k(fyne.KeyD, alt)}, why: facing, do: besideDo((*beside).nextDiscordant)},
		action{id: "match_filter", sub: "matches", keys: []key{k(fyne.KeyF, alt)}, why: facing, do: besideDo((*beside).nextSieve)},
		action{id: "match_undo", sub: "matches", keys: []key{k(fyne.KeyZ, alt)}, why: facing, do: besideDo((*beside).takeBack)},
		action{id: "match_save", sub: "matches", keys: []key{k(fyne.KeyS, alt)}, why: facing, do: besideDo((*beside).save)},
		action{id: "coach", ticks: func(w *Window) bool { return w.app.coached() }, do: (*Window).toggleCoach},
		separator,
		action{id: "muted", why: unless(func(w *Window) bool { return w.Muted() > 0 }, lang.M("mute.none")), do: (*Window).ShowMuted},
		action{id: "questions", do: func(w *Window) { w.openSide(questionsTab) }},
		action{id: "properties", do: func(w *Window) { w.openSide(propertiesTab) }},
		action{id: "outline", do: func(w *Window) { w.openSide(outlineTab) }},
		separator,
		action{id: "marks", keys: []key{k(fyne.KeyM, ctrl|shift)}, ticks: func(w *Window) bool { return !w.quiet }, do: (*Window).toggleMarks},
	))
}

func windowActions() []action {
	return everywhere(inMenu(menuWindow,
		action{id: "next_window", keys: []key{k(fyne.KeyTab, fyne.KeyModifierControl)}, why: severalWindows, do: (*Window).nextWindow},
		separator,
		action{id: "next_area", keys: []key{k(fyne.KeyF6, none)}, do: func(w *Window) { w.nextArea(1) }},
		action{id: "previous_area", keys: []key{k(fyne.KeyF6, shift)}, do: func(w *Window) { w.nextArea(-1) }},
	))
}

func helpActions() []action {
	return everywhere(inMenu(menuHelp,
		action{id: "explain", keys: []key{k(fyne.KeyF1, none)}, do: (*Window).explain},
		action{id: "tour", do: (*Window).startTour},
		action{id: "key_sheet", do: (*Window).showKeys},
		action{id: "messages", do: (*Window).showMessages},
		separator,
		action{id: "about", do: (*Window).about},
	))
}
